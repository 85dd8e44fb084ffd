"""A file that was made with earlier content keeps what people said, and nothing is written before somebody changes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from support.toy import assessments, toy_pack

from dpia.assessment.carry_over import carry_over
from dpia.assessment.change import CONTENT, verify_chain
from dpia.assessment.model import Assessment, Response, Row, Value, given
from dpia.content.loader import load_pack
from dpia.content.migration import version_number
from dpia.content.pack import Pack
from dpia.session import Session
from dpia.storage.document import read_document, verify_document

OLD, TODAY = "1.0", "2.0"
DAY = "2026-01-01"


def pack_of(*migrations: dict[str, object], **extra: object) -> Pack:
    """The toy content, in a later version in which these things became otherwise."""
    return toy_pack(
        manifest={"id": "toy", "version": TODAY, "title": "Toy", "checked_to": DAY},
        migrations=[{"version": TODAY, "reason": "It was split.", **migration} for migration in migrations],
        **extra,
    )


def state_of(**answers: Value) -> Assessment:
    return Assessment(DAY, DAY, answers={f"s.{name}": given(value) for name, value in answers.items()})


def test_an_answer_that_means_the_same_takes_the_new_name():
    pack = pack_of(
        {"question": "s.many", "option": "old", "becomes": "b"},
        {"question": "s.pick", "option": "gone", "becomes": "c"},
    )
    carried = carry_over(pack, OLD, state_of(many=("a", "old"), pick="gone"))
    assert carried.assessment == state_of(many=("a", "b"), pick="c")
    assert [item.question for item in carried.replaced] == ["s.many", "s.pick"]


def test_a_yes_or_no_becomes_a_choice():
    pack = pack_of(
        {"question": "s.pick", "option": False, "becomes": "a"}, {"question": "s.pick", "option": True, "becomes": "b"}
    )
    assert carry_over(pack, OLD, state_of(pick=False)).assessment == state_of(pick="a")
    assert carry_over(pack, OLD, state_of(pick=True)).assessment == state_of(pick="b")


def test_a_question_and_a_column_take_a_new_name():
    pack = pack_of(
        {"question": "s.former", "renamed": "s.number"}, {"question": "s.rows", "column": "kind", "renamed": "pick"}
    )
    before = Assessment(DAY, DAY, answers={"s.former": given(3), "s.rows": given((Row("r", {"kind": given("a")}),))})
    carried = carry_over(pack, OLD, before)
    assert carried.assessment.answers == {"s.number": given(3), "s.rows": given((Row("r", {"pick": given("a")}),))}


def test_an_answer_that_may_mean_two_things_is_proposed():
    pack = pack_of(
        {"question": "s.pick", "option": "a", "ask": True},
        {"question": "s.rows", "column": "pick", "option": "a", "ask": True},
    )
    rows = (Row("r", {"pick": given("a"), "name": given("R")}), Row("t", {"pick": given("b")}))
    before = Assessment(DAY, DAY, answers={"s.pick": given("a"), "s.rows": given(rows)})
    carried = carry_over(pack, OLD, before)
    assert "s.pick" not in carried.assessment.answers
    assert carried.assessment.proposed["s.pick"] == given("a")
    assert carried.assessment.rows("s.rows") == (Row("r", {"name": given("R")}), rows[1])
    assert carried.assessment.proposed["s.rows"] == given(rows)
    assert len(carried.asked) == 2


def test_what_was_proposed_is_carried_over_too():
    pack = pack_of(
        {"question": "s.pick", "option": "gone", "becomes": "c"},
        {"question": "s.rows", "column": "pick", "option": "gone", "becomes": "c"},
    )
    proposed = {"s.pick": given("gone"), "s.rows": given((Row("r", {"pick": given("gone")}),))}
    carried = carry_over(pack, OLD, Assessment(DAY, DAY, proposed=proposed))
    assert carried.assessment.proposed == {"s.pick": given("c"), "s.rows": given((Row("r", {"pick": given("c")}),))}


@drawn(state=assessments())
@settings(max_examples=60, deadline=None)
def test_content_without_migrations_and_content_of_the_same_version_change_nothing(state):
    assert carry_over(pack_of(), OLD, state).assessment == state
    assert carry_over(pack_of({"question": "s.pick", "option": "a", "ask": True}), TODAY, state).empty


def test_versions_are_compared_as_numbers():
    assert version_number("1.10.0") > version_number("1.9.9") > version_number("1.2") > version_number("nonsense") == ()


@pytest.fixture
def old_file(tmp_path: Path, clock) -> Path:
    """A file that content of an earlier version wrote."""
    earlier = toy_pack(manifest={"id": "toy", "version": OLD, "title": "Toy", "checked_to": DAY})
    with Session.create(earlier, tmp_path / "old.dpia.json", clock=clock, by="ada") as session:
        session.answer("s.pick", given("a"))
        session.answer("s.flag", given(True))
    return tmp_path / "old.dpia.json"


def test_nothing_is_written_before_the_first_change_and_that_one_logs_the_step(old_file, clock):
    pack = pack_of({"question": "s.pick", "option": "a", "ask": True})
    before = old_file.read_bytes()
    with Session.open(pack, old_file, clock=clock, by="bo") as session:
        assert "s.pick" not in session.assessment.answers
        assert session.evaluation is not None
        assert old_file.read_bytes() == before
        session.answer("s.number", given(2))
        step = [change for change in session.document.changes if change.path == CONTENT][-1]
        assert (step.before["version"], step.after["version"], step.by) == (OLD, TODAY, "bo")
        after = read_document(old_file)
        assert verify_document(after) == []
        assert after.assessment.proposed == {"s.pick": given("a")}
        assert after.content.version == TODAY


def test_undo_takes_back_what_a_person_did_and_never_the_step_to_other_content(old_file, clock):
    pack = pack_of({"question": "s.pick", "option": "a", "ask": True})
    with Session.open(pack, old_file, clock=clock, by="bo") as session:
        carried = session.assessment
        session.answer("s.number", given(2))
        assert session.undo() is not None
        assert session.assessment == carried
        assert session.undo() is None  # what is older belongs to an earlier time
        assert session.undo(earlier=True).entries[0].path == ("answers", "s.flag")
        verify_chain(session.document.changes)


def test_a_file_that_names_other_content_than_its_log_is_found(old_file):
    data = json.loads(old_file.read_bytes())
    data["content"]["version"] = "9.9"
    old_file.write_text(json.dumps(data))
    assert list(map(str, verify_document(read_document(old_file)))) == ["the log names other content than the file"]


def test_lists_speak_only_of_the_entries_that_they_had(old_file):
    options = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}, {"id": "c", "text": "C", "since": TODAY}]
    many = {"id": "s.many", "type": "choices", "text": "Many", "options": options}
    pack = pack_of(questions=[many], facts=[])
    carried = carry_over(pack, OLD, state_of(many=("a",)))
    assert carried.assessment.answers["s.many"].to_json() == {"given": {"have": ["a"], "lack": ["b"]}}
    assert carried.widened == ("s.many",)


def test_a_response_to_a_finding_that_is_gone_is_kept(old_file, clock):
    with Session.open(pack_of(), old_file, clock=clock, by="bo") as session:
        session.respond("GONE-01/grade", Response("accept", reason="seen"))
        assert session.assessment.responses["GONE-01/grade"].reason == "seen"


def test_the_kept_file_of_content_1_2_0_opens_under_todays_content(tmp_path, clock):
    kept = Path(__file__).parents[1] / "storage" / "formats" / "format-1-content-1.2.0.dpia.json"
    path = tmp_path / "kept.dpia.json"
    path.write_bytes(kept.read_bytes())
    with Session.open(load_pack(), path, clock=clock, by="bo") as session:
        assert session.evaluation.outcome == "do-not-launch"
        session.answer("start.summary", given("Changed."))
        assert verify_document(read_document(path)) == []
