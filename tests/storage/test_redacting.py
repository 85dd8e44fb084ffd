"""Redacted copies: what was left out is nowhere in their bytes, and they say of themselves what they are."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support.command import assert_one_message, dpia
from support.signed import decided
from support.toy import toy_pack

from dpia.assessment.answers import Edit
from dpia.assessment.discussion import Comment
from dpia.assessment.model import Answer, Intention, Response, Row, State, not_applicable
from dpia.assessment.model import given as said
from dpia.content.loader import load_pack
from dpia.content.pack import Pack
from dpia.create import copy_example, example_named
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.session import Session
from dpia.signing import revise, set_status, sign, who
from dpia.storage.document import Document, parse_document
from dpia.storage.redacting import MARK, again, redacted, redaction_of, tagged
from dpia.wording.redaction import redaction_words

NOW = "2026-11-29T12:00:00Z"


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The toy, with a text and tags."""
    plain = toy_pack()
    questions = []
    for question in plain.content.questions:
        if question.id == "s.rows":
            columns = tuple(
                replace(one, tags=("people",)) if one.id in ("name", "pick") else one for one in question.columns
            )
            question = replace(question, columns=columns)
        if question.id == "s.number":
            questions.append(replace(question, id="s.text", type="text", tags=("names",)))
            questions.append(replace(question, id="s.other", type="text"))
        questions.append(question)
    return Pack(replace(plain.content, questions=tuple(questions)), plain.digest)


def copy_of(pack: Pack, document: Document, *tags: str, places: tuple[tuple[str, str], ...] = ()) -> Document:
    return redacted(pack, document, [*tagged(pack, tags), *places], tags, "Maker", NOW, "launch", {"eu": "launch"})


def test_the_outcome_of_a_system_that_runs_is_worded_as_one(pack):
    """Also in the copy; and an older copy, which does not say it, reads as before."""
    session = Session.create(pack, None, as_of="2026-01-01", by="Ada")
    whole, words = session.document, Translator()
    for running, outcome, also in ((True, "Suspend.", 1), (False, "Do not launch.", 0)):
        copy = redacted(pack, whole, [("s.text", "")], (), "Maker", NOW, "do-not-launch", {}, running=running)
        found = redaction_of(copy)
        assert found is not None
        assert f"as this copy says: {outcome}" in redaction_words(found.to_json(), words)
        assert len([name for name in found.to_json() if name == "running"]) == also
        assert again(pack, copy, whole) == copy


def written(pack: Pack, clock, secrets: list[str]) -> Document:
    """A record in which each secret was said in several ways, and taken back or repeated."""
    one, two, three, four = secrets
    row = "x-" + "".join(re.findall("[A-Za-z0-9_-]", three))[:30].lower()
    session = Session.create(pack, None, as_of="2026-01-01", clock=clock, by=four)
    session.answer("s.text", said(one))
    session.answer("s.text", said(two))
    session.answer("s.other", said(f"He said: {one.upper()}, and {two}; {three}."))
    session.answer(
        "s.rows", said((Row(row, {"name": said(three), "pick": said("a")}), Row("b", {"peers": said((row,))})))
    )
    session.answer("s.rows", said(one), row, "name")
    session.answer("s.pick", not_applicable(f"because {four}"))
    session.remove_row("s.rows", row)
    session.undo(earlier=True)
    session.propose([Edit("s.text", said(two))])
    session.respond("R/x", Response("measure", measure=f"ask {three}", owner=four, due="2026-02-02"))
    session.answer("s.flag", Answer(State.GIVEN, True, intended=Intention(four, "2026-03-03")))
    session.discuss({"a1": Comment((), two, NOW, three)})
    return session.document


WORDS = st.text(
    st.characters(categories=("L", "N", "P", "Zs", "So"), exclude_characters='"\\'), min_size=5, max_size=30
)


@given(st.lists(WORDS.map(str.strip).filter(lambda text: len(text) >= 5), min_size=4, max_size=4, unique=True))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_redacted_text_is_anywhere_in_the_copy(pack, clock, secrets):
    empty = copy_of(
        pack, Session.create(pack, None, as_of="2026-01-01", clock=clock, by="x").document, "names", "people"
    )
    bare = (
        json.dumps(written(pack, clock, ["@@@@1", "@@@@2", "@@@@3", "@@@@4"]).assessment.to_json())
        + empty.to_bytes().decode()
    )
    # What a copy says anyway, whatever is left out of it, is no leak: keys, ids, dates.
    assume(not any(secret.casefold() in (bare + MARK).casefold() for secret in secrets))
    whole = written(pack, clock, secrets)
    copy = copy_of(pack, whole, "names", "people")
    data = copy.to_bytes()
    texts = [text.casefold() for text in _strings(json.loads(data))]
    for secret in secrets:
        assert secret.encode() not in data
        assert not any(re.search(re.escape(secret), text, re.IGNORECASE) for text in texts), secret
    for change in whole.changes:
        assert change.hash.encode() not in data, "by a hash of the whole somebody could try out what is left out"
    read = parse_document(data, "copy")
    assert read == copy
    assert read.flaws == ()
    assert again(pack, copy, whole) == copy
    assert not copy.assessment.discussion


def _strings(data):
    if isinstance(data, dict):
        return [text for item in data.items() for part in item for text in _strings(part)]
    if isinstance(data, list):
        return [text for item in data for text in _strings(item)]
    return [data] if isinstance(data, str) else []


def test_what_stays_and_what_a_copy_says(pack, clock):
    whole = written(pack, clock, ["Svensson", "Persson", "Karlsson", "Andersson"])
    copy = copy_of(pack, whole, "people")
    answers = copy.assessment.answers
    assert answers["s.text"].value == "Persson", "not tagged"
    assert answers["s.flag"].value is True
    row = copy.assessment.rows("s.rows")[0]
    assert (row.id, row.cells["name"].value, row.cells["pick"].state) == ("row-1", MARK, State.UNKNOWN)
    assert copy.assessment.rows("s.rows")[1].cells["peers"].value == ("row-1",), "rows are named by their new ids"
    assert answers["s.other"].value == f"He said: {MARK}, and Persson; {MARK}."
    redaction = redaction_of(copy)
    assert redaction is not None
    assert (redaction.tags, redaction.entries, redaction.answers) == (("people",), len(whole.changes), 2)
    assert redaction_of(whole) is None

    later = replace(whole, changes=(*whole.changes,))
    forged = replace(copy, assessment=copy.assessment.with_answer("s.other", said("x")))
    assert again(pack, copy, later) == copy
    assert forged.flaws
    with pytest.raises(UserError, match="already"):
        copy_of(pack, copy, "people")
    with pytest.raises(UserError, match="does not hold"):
        copy_of(pack, replace(whole, assessment=copy.assessment), "people")


def test_the_command_and_what_it_makes(tmp_path):
    """On the worked example: the copy is said to be one by every command, cannot be changed, and is compared."""
    real, file, copy = load_pack(), tmp_path / "a.dpia.json", tmp_path / "a.redacted.dpia.json"
    copy_example(real, example_named(real, "skelleftea"), file).close()
    assert_one_message(dpia("redact", file), "names", "security")
    assert_one_message(dpia("redact", file, "--tag", "secret"), "secret", "trade-secrets")
    assert_one_message(dpia("redact", file, "--question", "start.titel"), "start.title")
    done = dpia("redact", file, "--tag", "security", "--tag", "names", "--question", "start.controller-name")
    assert done.returncode == 0, done.stderr
    assert "Gymnasienämnden, Skellefteå kommun" in file.read_text()
    assert "Gymnasienämnden, Skellefteå kommun" not in copy.read_text()

    assert_one_message(dpia("redact", file, "--tag", "names"), "exists")
    for command in (("check", copy), ("log", copy), ("diff", file, copy), ("show", copy, "--at", "5")):
        assert "REDACTED COPY" in dpia(*command).stderr, command
    data = json.loads(dpia("check", copy, "--json").stdout)
    assert data["redacted"]["outcome"] == "do-not-launch"
    verified = dpia("verify", copy, "--against", file)
    assert verified.returncode == 0, verified.stdout
    assert "REDACTED COPY" in verified.stdout
    assert "it is what redacting" in verified.stdout
    dpia("report", copy, "-o", tmp_path / "a.md")
    text = (tmp_path / "a.md").read_text()
    assert text.count("REDACTED COPY") >= 2, "on the cover and in the record"
    assert text.startswith("**Redacted copy**")
    assert "Status: left out of this copy" in text
    assert dpia("status", copy).stdout == "Status: left out of this copy\n"
    state = json.loads(dpia("status", copy, "--json").stdout)
    assert [state[key] for key in ("status", "signed", "revision", "lacks")] == [None, None, None, {}]
    assert "Draft" in dpia("status", file).stdout
    answers = tmp_path / "more.yaml"
    answers.write_text("start.title: Other\n")
    assert_one_message(dpia("fill", copy, "--from", answers), "redacted copy")

    altered = tmp_path / "altered.dpia.json"
    altered.write_text(copy.read_text().replace(MARK, "Eva Svensson"))
    assert dpia("verify", altered).returncode == 1


SMALL = load_pack(Path(__file__).parents[1] / "tui" / "pack")


@given(st.lists(WORDS.map(str.strip).filter(lambda text: len(text) >= 5), min_size=4, max_size=4, unique=True))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_of_a_signed_record_that_is_left_out_stands_in_its_copy(clock, secrets):
    """Neither in the frozen findings with their words, nor as a signer, a reason, or a name of a row."""
    title, row, signer, reason = secrets

    def made(title: str, row: str, signer: str, reason: str) -> Document:
        session = decided(SMALL, clock)
        rows = (Row("guests", {"name": said(row), "role": said("visitor")}),)
        session.apply([Edit("start.title", said(title)), Edit("people.groups", said(rows))])
        session.apply([Edit("decision.by", said(f"The board, {signer}"))])
        sign(session, who(signer, "controller", f"{reason}: {title}"), Translator())
        sign(session, who(f"{row} B", "officer", reason), Translator())
        set_status(session, "withdrawn", who(signer, "controller", f"so {reason}"))
        revise(session, who(signer, "controller", f"{row} {reason}"))
        return session.document

    def copied(whole: Document) -> Document:
        places = [("start.title", ""), ("people.groups", "name")]
        return redacted(SMALL, whole, places, ["names"], signer, NOW, "launch", {})

    whole = made(title, row, signer, reason)
    bare = (copied(made("@@@@1", "@@@@2", "@@@@3", "@@@@4")).to_bytes().decode() + MARK).casefold()
    assume(not any(secret.casefold() in bare for secret in secrets))
    copy = copied(whole)
    texts = [text.casefold() for text in _strings(json.loads(copy.to_bytes()))]
    for secret in secrets:
        assert not any(secret.casefold() in text for text in texts), secret
    assert not copy.assessment.life_cycle
    assert not any(change.path[0] == "life_cycle" for change in copy.changes)
    record = whole.assessment.life_cycle.records["1"]
    for digest in (record.digest, record.head):
        assert digest.encode() not in copy.to_bytes()
    found = redaction_of(copy)
    assert found is not None
    assert found.signed == 1
    assert "Revision 1 of the whole record is signed" in redaction_words(found.to_json(), Translator())
    assert again(SMALL, copy, whole) == copy
    assert parse_document(copy.to_bytes(), "copy").flaws == ()
