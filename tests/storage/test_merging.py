"""Two courses of one assessment brought together: nothing is lost, and what only a person can decide is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as for_every
from hypothesis import settings
from support.signed import ADA, decided
from support.toy import assessments, toy_pack

from dpia.assessment.answers import AnswerError, Edit
from dpia.assessment.change import apply
from dpia.assessment.model import UNKNOWN, Row, given
from dpia.cli import merging
from dpia.content.loader import load_pack
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.session import Session
from dpia.signing import revise, sign, who
from dpia.storage.document import read_document
from dpia.storage.history import differences
from dpia.storage.merging import merge


@settings(max_examples=20, deadline=None)
@for_every(assessments(), assessments())
def test_what_one_side_alone_changed_is_taken_whole(base, other):
    merged = merge(base, base, other)
    assert not merged.conflicts
    state = base
    for item in merged.taken:
        state = apply(state, item.path, item.after)
    assert differences(state, other) == []
    assert merge(base, other, base) == merge(base, other, other), "nothing is to be taken"


@settings(max_examples=20, deadline=None)
@for_every(assessments(), assessments(), assessments())
def test_every_change_is_taken_in_conflict_or_there(base, one, other):
    merged = merge(base, one, other)
    known = {item.path for item in merged.taken} | {conflict.second.path for conflict in merged.conflicts}
    there = {item.path for item in differences(base, one)}
    assert {item.path for item in differences(base, other)} - known <= there
    assert not {item.path for item in merged.taken} & there


@pytest.fixture
def three(tmp_path: Path, clock) -> tuple[Path, Path, Path]:
    """A file, and two copies of it."""
    base = tmp_path / "base.dpia.json"
    with Session.create(toy_pack(), base, clock=clock, by="ada") as session:
        session.put_rows("s.rows", [Row("", {"name": given("Pupils")}), Row("", {"name": given("Staff")})])
        session.answer("s.number", given(1))
    copies = tmp_path / "one.dpia.json", tmp_path / "two.dpia.json"
    for copy in copies:
        copy.write_bytes(base.read_bytes())
    return (base, *copies)


def change(path: Path, clock, by: str, *edits: Edit) -> None:
    with Session.open(toy_pack(), path, clock=clock, by=by) as session:
        session.apply(edits)


def test_cells_of_one_row_that_two_changed_stand_beside_each_other(three, tmp_path, clock, capsys):
    base, one, two = three
    row = read_document(base).assessment.rows("s.rows")[0].id
    change(one, clock, "Bo", Edit("s.rows", given("a"), row, "pick"), Edit("s.flag", given(True)))
    change(two, clock, "Cy", Edit("s.rows", given("Guests"), row, "name"), Edit("s.number", UNKNOWN), Edit("s.flag", given(True)))  # fmt: skip
    out = tmp_path / "out.dpia.json"
    assert merging.merge(toy_pack(), base, one, two, out) == 0
    document = read_document(out)
    assert document.assessment.row("s.rows", row) == Row(row, {"name": given("Guests"), "pick": given("a")})
    assert document.assessment.answers["s.number"] == UNKNOWN
    assert not document.flaws
    assert document.changes[: len(read_document(one).changes)] == read_document(one).changes
    with Session.open(toy_pack(), out, clock=clock) as session:
        session.undo(earlier=True)
        assert session.assessment == read_document(one).assessment, "it was one action"


def test_a_conflict_names_the_place_and_both_and_writes_nothing(three, tmp_path, clock, capsys):
    base, one, two = three
    row = read_document(base).assessment.rows("s.rows")[0].id
    change(one, clock, "Bo", Edit("s.number", given(2)))
    change(two, clock, "Cy", Edit("s.number", given(3)), Edit("s.rows", given("Guests"), row, "name"))
    with Session.open(toy_pack(), one, clock=clock, by="Bo") as session:
        session.remove_row("s.rows", row)
    assert merging.merge(toy_pack(), base, one, two, tmp_path / "out.dpia.json") == 1
    said = " ".join(capsys.readouterr().out.split())
    for part in ("one.dpia.json: Number: 1 → 2 (Bo,", "two.dpia.json: Number: 1 → 3 (Cy,", "removed: Pupils", "2 conflicts; nothing was written."):  # fmt: skip
        assert part in said, said
    assert not (tmp_path / "out.dpia.json").exists()


def test_it_never_overwrites(three, tmp_path, clock):
    base, one, two = three
    change(two, clock, "Cy", Edit("s.number", given(3)))
    with pytest.raises(UserError) as error:
        merging.merge(toy_pack(), base, one, two, base)
    assert error.value.code == "exists"
    assert read_document(base) == read_document(one)


def test_what_does_not_fit_together_leaves_no_file(three, tmp_path, clock, monkeypatch):
    base, one, two = three
    change(two, clock, "Cy", Edit("s.number", given(3)))

    def refused(*_: object) -> None:
        raise AnswerError("too-many-rows", "Too many rows.")

    monkeypatch.setattr("dpia.session.fits", refused)
    with pytest.raises(UserError, match="Too many rows"):
        merging.merge(toy_pack(), base, one, two, tmp_path / "out.dpia.json")
    assert not (tmp_path / "out.dpia.json").exists()


def test_a_signed_record_is_merged_in_the_order_that_is_said(clock, tmp_path):
    """Also a copy that a conflict left beside what somebody else has signed meanwhile."""
    pack = load_pack(Path(__file__).parents[1] / "tui" / "pack")
    base, one, other, out = (tmp_path / f"{name}.dpia.json" for name in ("base", "one", "two", "out"))
    decided(pack, clock, base).close()
    for copy in (one, other):
        copy.write_bytes(base.read_bytes())
    with Session.open(pack, one, clock=clock) as session:
        session.answer("start.title", given("Gate"))
    with Session.open(pack, other, clock=clock) as session:
        sign(session, ADA, Translator())
    with pytest.raises(UserError) as refused:
        merging.merge(pack, base, one, other, out)
    assert "a signature is not merged" in str(refused.value)
    order = f"dpia merge {base} {other} {one} -o {out}"
    assert order in explain(refused.value, Translator())
    with pytest.raises(UserError) as refused:
        merging.merge(pack, base, other, one, out)
    assert f"dpia revise {other}" in explain(refused.value, Translator())
    with Session.open(pack, other, clock=clock) as session:
        revise(session, who("Bo", "author", "x"))
    assert merging.merge(pack, base, other, one, out) == 0
    merged = read_document(out)
    assert merged.assessment.answers["start.title"] == given("Gate")
    assert merged.assessment.life_cycle.last_signed == 1
    assert merged.flaws == ()

    with Session.open(pack, one, clock=clock) as session:
        sign(session, ADA, Translator())
    with pytest.raises(UserError, match="each over something else"):
        merging.merge(pack, base, one, other, tmp_path / "again.dpia.json")
