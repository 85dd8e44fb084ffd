"""The life cycle: what each step needs, what a signature freezes, and that only a new revision changes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.signed import ADA, decided, of_log, signed

from dpia.assessment.change import make_change
from dpia.assessment.discussion import Comment
from dpia.assessment.life_cycle import NEXT, Frozen, LifeCycle
from dpia.assessment.model import UNKNOWN, Response, given
from dpia.content.loader import load_pack
from dpia.content.pack import Pack
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.session import Session
from dpia.signing import (
    changed_since_signing,
    judged_again,
    review_due,
    revise,
    set_status,
    sign,
    signed_state,
    what_lacks,
    who,
)
from dpia.storage.document import parse_document
from dpia.wording import OUTCOMES_RUNNING, Words
from dpia.wording.frozen import differing
from dpia.wording.life_cycle import life_cycle_words

TR = Translator()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(Path(__file__).parents[1] / "tui" / "pack")


def refused(act, *args, **named) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*args, **named)
    return caught.value


def test_what_is_signed_is_frozen_with_its_words_and_digests(pack, clock):
    session = signed(pack, clock)
    life, record = session.assessment.life_cycle, session.assessment.life_cycle.record
    assert life.signed
    assert (life.present, life.revision) == ("decided", 1)
    assert [(one.name, one.role) for one in life.signers()] == [("Ada Berg", "controller"), ("Eva Lind", "officer")]
    assert {one.record for one in life.signers()} == {record.digest}
    assert record.head == session.document.changes[record.entry - 1].hash
    assert (record.content, record.outcome) == (pack.digest, session.evaluation.outcome)
    assert record.templates.startswith("sha256:")
    assert [one.id for one in record.findings] == [one.id for one in session.evaluation.findings]
    assert record.findings
    assert all(one.title for one in record.findings)
    again = parse_document(session.document.to_bytes(), "a")
    assert again == session.document
    assert not again.flaws


def test_the_outcome_is_signed_in_the_words_that_were_shown(pack, clock):
    session = signed(pack, clock)
    record, words = session.assessment.life_cycle.record, Words(pack, session.assessment, Translator())
    assert record is not None
    assert record.outcome_words == words.outcome(session.evaluation.outcome, session.evaluation)
    path, runs = ("life_cycle", "records", "1"), replace(record, outcome="do-not-launch", outcome_words="Suspend")

    def said(frozen: Frozen, lang: str = "en") -> str:
        return life_cycle_words(path, frozen.to_json(), Translator(lang))

    assert "“Suspend”" in said(replace(runs, outcome_words=Translator()(OUTCOMES_RUNNING["do-not-launch"])))
    assert "“As it was worded once”" in said(replace(runs, outcome_words="As it was worded once"))
    swedish = Translator("sv")(OUTCOMES_RUNNING["do-not-launch"])
    assert swedish in said(replace(runs, outcome_words=Translator()(OUTCOMES_RUNNING["do-not-launch"])), "sv")


def test_a_record_that_was_signed_without_these_words_stays_what_was_signed(pack, clock):
    session = signed(pack, clock)
    record = session.assessment.life_cycle.record
    assert record is not None
    older = replace(record, outcome_words="")
    data = older.to_json()
    assert "outcome_words" not in data
    assert Frozen.from_json(data) == older
    assert Frozen.from_json(data).digest == older.digest
    assert differing(older, record) == ([], []), "no other words: it had none"
    with pytest.raises(ValueError, match="outcome_words"):
        Frozen.from_json({**data, "outcome_words": ""})


def test_a_signed_record_is_changed_in_a_new_revision_only(pack, clock):
    session = signed(pack, clock)
    before, finding = session.document, session.evaluation.findings[0].id
    for act in (
        lambda: session.answer("start.title", given("Other")),
        lambda: session.answer("start.title", None),
        lambda: session.respond(finding, Response("accept")),
        lambda: session.set_as_of("2026-01-01"),
        lambda: session.add_row("people.groups"),
        lambda: session.undo(earlier=True),
    ):
        error = refused(act)
        assert error.code == "signed"
        assert "Begin revision 2" in str(error)
        assert session.document is before
    entry = Comment(("finding", finding), "Bo", session.now, "Discussed")
    session.discuss({"a" * 22: entry})
    assert session.assessment.discussion
    assert revise(session, who("Bo Ek", "author", "A new gate")) == 2
    session.answer("start.title", given("Other"))
    life = session.assessment.life_cycle
    assert (life.present, life.signed, life.standing) == ("draft", False, 1)
    assert [item.path for item in changed_since_signing(session.document) if item.path[0] == "answers"] == [
        ("answers", "start.title")
    ]
    assert signed_state(session.document).assessment.answers["start.title"] == given("Park")
    set_status(session, "under-review", ADA)
    sign(session, ADA, TR)
    life = session.assessment.life_cycle
    assert (life.status_of(1), life.status_of(2), life.last_signed, life.standing) == ("superseded", "decided", 2, None)
    assert life.status["1"].reason == "Revision 2 takes its place."
    assert not parse_document(session.document.to_bytes(), "a").flaws


def test_all_that_lacks_is_said_at_once_and_nothing_is_changed(pack, clock):
    session = decided(pack, clock)
    session.answer("decision.by", None)
    session.answer("decision.date", given("2026-11-22"))
    session.answer("decision.outcome", given("start"))
    session.answer("start.body-type", given("public-body"))
    session.answer("start.public-task", given(False))
    session.answer("start.summary", UNKNOWN)
    before = session.document
    error = refused(sign, session, ADA, TR)
    assert error.code == "not-ready"
    for part in ("an answer to “Who decides", "not in the future", "against the outcome", "a response to RP-"):
        assert part in str(error), (part, str(error))
    assert session.document is before
    grave = [
        one.id for one in session.evaluation.findings if one.severity in ("blocker", "major") and one.truth != "open"
    ]
    session.respond(grave[0], Response("measure", measure="A gate", owner="Bo"))
    assert "in the measures against" in str(refused(sign, session, ADA, TR))
    session.respond(grave[0], Response("measure", measure="A gate", owner="Bo", due="2026-12-01"))
    for name in grave[1:]:
        session.respond(name, Response("accept"))
        assert f"the reason why {name}" in str(refused(sign, session, ADA, TR))
        session.respond(name, Response("accept", reason="It is so"))
    session.answer("decision.reason", given("We know better"))
    session.answer("decision.by", given("The board"))
    session.answer("decision.date", given("2026-11-21"))
    sign(session, ADA, TR)
    set_status(session, "in-force", ADA)
    assert session.assessment.life_cycle.present == "in-force"


def test_each_step_has_its_place_its_role_and_its_reason(pack, clock):
    session = decided(pack, clock)
    for status, by, code in [
        ("in-force", ADA, "step"),
        ("decided", ADA, "sign"),
        ("advised", ADA, "role"),
        ("withdrawn", ADA, "reason"),
        ("draft", ADA, "reason"),
    ]:
        assert refused(set_status, session, status, by).code == code
    assert refused(sign, session, who("Eva Lind", "officer"), TR).code == "role"
    assert refused(revise, session, who("Bo", "author", "Why not")).code == "open"
    assert refused(set_status, session, "draft", who("Bo", "author", "x"), revision=2).code == "revision"
    for name, role, reason in [("", "author", ""), ("a\nb", "author", ""), ("Bo", "boss", ""), ("Bo\x07", "legal", "")]:
        refused(who, name, role, reason)
    sign(session, ADA, TR)
    assert refused(sign, session, ADA, TR).code == "signed-already"
    assert refused(set_status, session, "in-force", ADA).code == "not-ready"  # the decision is to stop
    set_status(session, "withdrawn", who("Ada Berg", "controller", "The plan was dropped"))
    assert NEXT[session.assessment.life_cycle.present] == ()
    assert refused(sign, session, who("Eva Lind", "officer"), TR).code == "ended"


def test_a_withdrawn_draft_is_closed_too(pack, clock):
    session = decided(pack, clock)
    set_status(session, "withdrawn", who("Ada Berg", "controller", "No money"))
    assert refused(session.answer, "start.title", given("Other")).code == "signed"
    revise(session, who("Ada Berg", "controller", "There is money"))
    session.answer("start.title", given("Other"))
    assert session.assessment.life_cycle.standing is None


def test_what_was_signed_is_judged_again_only_by_the_content_that_judged_it(pack, clock):
    document = signed(pack, clock).document
    found = judged_again(pack, document, 1)
    assert (found.content, found.words, found.judged, found.worded) == (True, True, (), ())
    other = Pack(pack.content, "1" * 64)
    assert not judged_again(other, document, 1).content


def test_a_step_of_a_signed_record_does_not_move_it_to_other_content(pack, clock, tmp_path):
    path = tmp_path / "a.dpia.json"
    signed(pack, clock, path).close()
    other = Pack(pack.content, "1" * 64)
    with Session.open(other, path, clock=clock, by="bo") as session:
        set_status(session, "withdrawn", who("Ada Berg", "controller", "Dropped"))
        assert session.document.content.digest == pack.digest
        revise(session, who("Bo Ek", "author", "Again"))
        session.answer("start.title", given("Other"))
        assert session.document.content.digest == other.digest
        assert not session.document.flaws


def test_the_review_that_holds_comes_due(pack, clock):
    session = decided(pack, clock)
    assert review_due(session.document, "2099-01-01") is None
    assert what_lacks(session, "decided") == ()
    sign(session, ADA, TR)
    assert review_due(session.document, "2099-01-01") is None  # this content asks for no day


def test_a_log_that_breaks_the_rules_of_signing_does_not_hold(pack, clock):
    document = signed(pack, clock).document
    assert document.assessment.life_cycle.record is not None
    record, step = document.assessment.life_cycle.record, document.assessment.life_cycle.status["1"]
    for path, before, after, says in [
        (("answers", "start.title"), {"given": "Park"}, {"given": "X"}, "begins no new one"),
        (("life_cycle", "signatures", "1.2"), document.changes[-1].after, None, "takes back"),
        (("life_cycle", "records", "1"), record.to_json(), {**record.to_json(), "outcome": "launch"}, "takes back"),
        (("life_cycle", "status", "1"), step.to_json(), {**step.to_json(), "status": "advised"}, "cannot be"),
    ]:
        log = [*document.changes]
        log.append(make_change(log, "2026-11-22T00:00:00Z", "eve", path, before, after))
        forged = of_log(log, document.content)
        assert [says in str(flaw) for flaw in forged.flaws] == [True], (path, forged.flaws)
    unsigned = document.changes[: record.entry]
    early = make_change(unsigned, "2026-11-22T00:00:00Z", "eve", ("life_cycle", "records", "1"), None,
                        replace(record, head="0" * 64).to_json())  # fmt: skip
    assert "signs another state" in str(of_log([*unsigned, early], document.content).flaws[0])


@pytest.mark.parametrize(
    "data",
    [
        {"status": {"2": {"name": "a", "role": "author", "at": "2026-11-21T12:00:00Z", "status": "draft"}}},
        {"status": {"1": {"name": "a", "role": "boss", "at": "2026-11-21T12:00:00Z", "status": "draft"}}},
        {"status": {"1": {"name": "a", "role": "author", "at": "yesterday", "status": "draft"}}},
        {"status": {"1": {"name": "a", "role": "author", "at": "2026-11-21T12:00:00Z", "status": "done"}}},
        {"revisions": {"3": {"name": "a", "role": "author", "at": "2026-11-21T12:00:00Z"}}},
        {"signatures": {"1.1": {"name": "a", "role": "author", "at": "2026-11-21T12:00:00Z", "record": "0" * 64}}},
        {"records": {"1": {"entry": 1}}},
        {"more": {}},
        {"status": []},
        [],
    ],
)
def test_a_life_cycle_that_cannot_be_is_refused(data):
    with pytest.raises(ValueError, match=r"life_cycle|has|not an instant"):
        LifeCycle.from_json(data)
