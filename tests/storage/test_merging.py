"""Two courses of one assessment brought together: nothing is lost, and what only a person can decide is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as for_every
from hypothesis import settings
from support.signed import ADA, decided
from support.toy import assessments, toy_pack

from dpia.assessment.answers import AnswerError, Edit
from dpia.assessment.change import REDACTION, apply, make_change
from dpia.assessment.discussion import Comment
from dpia.assessment.model import UNKNOWN, Row, given
from dpia.cli import merging
from dpia.cli.given_file import tell_copies
from dpia.content.loader import load_pack
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.session import Session
from dpia.signing import revise, sign, who
from dpia.storage.conflicts import conflict_copies, conflict_names
from dpia.storage.document import Document, read_document
from dpia.storage.history import differences
from dpia.storage.merging import Merged, TwoCourses, common_beginning, compared, joined, merge, refuse_redacted, settled
from dpia.storage.reduced import reduced


@settings(max_examples=20, deadline=None)
@for_every(assessments(), assessments())
def test_what_one_side_alone_changed_is_taken_whole(base, other):
    merged = merge(base, base, other)
    assert not merged.conflicts
    state = base
    for item in merged.taken:
        state = apply(state, item.path, item.after)
    assert differences(state, other) == []
    same = merge(base, other, other)
    assert (same.taken, same.conflicts) == ((), ())
    assert [item.path[:2] for item in same.alike] or differences(base, other) == []
    assert merge(base, other, base) == Merged((), ()), "nothing is to be taken"


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


def parted(one: Path, two: Path) -> tuple[TwoCourses, Document, Document]:
    """Two files compared with the beginning that their logs have in common."""
    first, second = read_document(one), read_document(two)
    return compared(toy_pack(), common_beginning(toy_pack(), first, second), first, second), first, second


def test_the_beginning_comes_from_the_logs(three, clock):
    base, one, two = three
    change(one, clock, "Bo", Edit("s.number", given(2)))
    change(two, clock, "Cy", Edit("s.number", given(3)))
    assert parted(one, two)[0].base == read_document(base).assessment
    assert parted(one, base)[0].base == read_document(base).assessment, "one goes on from the other"
    Session.create(toy_pack(), two.with_name("x.dpia.json"), clock=clock, by="Eve").close()
    with pytest.raises(UserError) as error:
        parted(one, two.with_name("x.dpia.json"))
    assert error.value.code == "unrelated"
    two.write_text(two.read_text("utf-8").replace('"given": 3', '"given": 4', 1), "utf-8")
    with pytest.raises(UserError) as error:
        parted(one, two)
    assert error.value.code == "flawed"


def test_what_is_chosen_stands_and_both_where_that_makes_sense(three, clock):
    _, one, two = three
    row = read_document(one).assessment.rows("s.rows")[0].id
    change(one, clock, "Bo", Edit("s.many", given(("a", "b"))), Edit("s.rows", given("Boys"), row, "name"))
    change(two, clock, "Cy", Edit("s.many", given(("c", "b"))), Edit("s.number", UNKNOWN), Edit("s.rows", given("Girls"), row, "name"))  # fmt: skip
    with Session.open(toy_pack(), one, clock=clock) as session:
        session.answer("s.number", given(7))
    found, first, second = parted(one, two)
    paths = {".".join(clash.path): clash for clash in found.clashes}
    assert set(paths) == {"answers.s.many", "answers.s.number", f"answers.s.rows.{row}.name"}
    pack = toy_pack()
    assert joined(pack, found, paths["answers.s.many"]) == {"given": ["a", "b", "c"]}
    assert joined(pack, found, paths["answers.s.number"]) is None
    assert joined(pack, found, paths[f"answers.s.rows.{row}.name"]) == {"given": "Boys / Girls"}
    with pytest.raises(KeyError):
        settled(pack, found, {})
    with pytest.raises(ValueError, match=r"s\.number"):
        settled(pack, found, {clash.path: "both" for clash in found.clashes})
    assert settled(pack, found, {clash.path: "first" for clash in found.clashes}) == found.merged.taken == ()
    state = first.assessment
    for item in settled(pack, found, {clash.path: "second" for clash in found.clashes}):
        state = apply(state, item.path, item.after)
    assert differences(state, second.assessment) == []


def test_whoever_keeps_a_row_decides_about_all_that_the_other_changed_in_it(three, clock):
    _, one, two = three
    row = read_document(one).assessment.rows("s.rows")[0].id
    with Session.open(toy_pack(), one, clock=clock, by="Bo") as session:
        session.remove_row("s.rows", row)
    change(two, clock, "Cy", Edit("s.rows", given("Guests"), row, "name"), Edit("s.rows", given("a"), row, "pick"))
    found, first, second = parted(one, two)
    [clash] = found.clashes
    assert len(clash.second) == 2
    [item] = settled(toy_pack(), found, {clash.path: "second"})
    assert apply(first.assessment, item.path, item.after) == second.assessment


def test_rows_that_both_added_under_one_id_both_stay_and_are_named_by_the_right_ones(three, clock):
    _, one, two = three
    for path, name, peers in ((one, "Guests", False), (two, "Cleaners", True)):
        with Session.open(toy_pack(), path, clock=clock) as session:
            session.put_rows(
                "s.rows", [Row("", {"name": given(name)}), Row("", {"name": given("Guards"), "flag": given(not peers)})]
            )
            rows = session.assessment.rows("s.rows")
            if peers:
                session.answer("s.rows", given((rows[2].id,)), rows[0].id, "peers")
                session.answer("s.rows", given("b"), rows[3].id, "pick")
    assert read_document(one).assessment.rows("s.rows")[2].id == read_document(two).assessment.rows("s.rows")[2].id
    found, first, _ = parted(one, two)
    [clash] = found.clashes
    assert clash.path[-1] == "flag", "rows of one name are one row, merged by its cells"
    state = first.assessment
    for item in settled(toy_pack(), found, {clash.path: "first"}):
        state = apply(state, item.path, item.after)
    rows = state.rows("s.rows")
    names = {row.cells["name"].value: row for row in rows}
    assert set(names) == {"Pupils", "Staff", "Guests", "Guards", "Cleaners"}
    assert names["Guards"].cells["pick"] == given("b")
    assert names["Pupils"].cells["peers"] == given((names["Cleaners"].id,))


def test_a_table_that_both_began_is_brought_together_by_rows(tmp_path, clock):
    base, one, two = (tmp_path / f"{name}.dpia.json" for name in ("base", "one", "two"))
    Session.create(toy_pack(), base, clock=clock, by="ada").close()
    for path, names in ((one, ("Pupils", "Staff")), (two, ("Pupils", "Guests"))):
        path.write_bytes(base.read_bytes())
        with Session.open(toy_pack(), path, clock=clock) as session:
            session.put_rows("s.rows", [Row("", {"name": given(name)}) for name in names])
    found, first, _ = parted(one, two)
    assert not found.clashes
    [item] = found.merged.taken
    rows = apply(first.assessment, item.path, item.after).rows("s.rows")
    assert [row.cells["name"].value for row in rows] == ["Pupils", "Staff", "Guests"]


def test_without_a_base_and_with_what_settles_it(three, tmp_path, clock, capsys):
    _, one, two = three
    change(one, clock, "Bo", Edit("s.number", given(2)), Edit("s.many", given(("a",))))
    change(two, clock, "Cy", Edit("s.number", given(3)), Edit("s.many", given(("b",))), Edit("s.flag", given(True)))
    out = tmp_path / "out.dpia.json"
    assert merging.merge(toy_pack(), None, one, two, out, ["s.number=A"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "s.many:" in said
    assert "s.number:" not in said, "that is settled"
    for wrong in ("C", "s.number=C", "s.flag=A", "both", "s.number=both", ""):
        with pytest.raises(UserError) as error:
            merging.merge(toy_pack(), None, one, two, out, [wrong])
        assert error.value.code == "prefer"
    assert not out.exists()
    assert merging.merge(toy_pack(), None, one, two, out, ["B", "s.many=both"]) == 0
    answers = read_document(out).assessment.answers
    assert (answers["s.number"], answers["s.many"], answers["s.flag"]) == (given(3), given(("a", "b")), given(True))


def test_a_base_that_no_log_began_with_is_refused(three, tmp_path, clock):
    base, one, two = three
    change(one, clock, "Bo", Edit("s.number", given(2)))
    change(two, clock, "Cy", Edit("s.flag", given(True)))
    other, later, out = tmp_path / "other.dpia.json", tmp_path / "later.dpia.json", tmp_path / "out.dpia.json"
    Session.create(toy_pack(), other, clock=clock, by="di").close()
    later.write_bytes(one.read_bytes())
    change(later, clock, "Bo", Edit("s.number", given(9)))
    for wrong in (other, later, two):
        with pytest.raises(UserError) as error:
            merging.merge(toy_pack(), wrong, one, two, out)
        assert (error.value.code, "Leave BASE out" in str(error.value)) == ("base", True)
        assert not out.exists()
    assert merging.merge(toy_pack(), base, one, two, out) == 0


def test_what_was_left_out_of_a_copy_was_not_taken_away(three, clock):
    _, one, two = three
    with Session.open(toy_pack(), one, clock=clock, by="Bo") as session:
        session.discuss({"e1": Comment(("question", "s.flag"), "Bo", "2026-11-21T12:00:00Z", "Why?")})
    two.write_bytes(one.read_bytes())
    change(two, clock, "Cy", Edit("s.number", given(3)))
    whole, copy = read_document(one), reduced(read_document(two))
    for began in (whole.assessment, common_beginning(toy_pack(), whole, copy)):
        found = compared(toy_pack(), began, whole, copy)
        assert [item.path for item in found.merged.taken] == [("answers", "s.number")]
        assert not found.clashes
    log = list(whole.changes)
    log.append(make_change(log, "2026-11-21T12:00:00Z", "Cy", REDACTION, None, {}))
    with pytest.raises(UserError) as error:
        refuse_redacted(Document(whole.content, whole.assessment, tuple(log)), two)
    assert error.value.code == "redacted"


def test_copies_of_an_encrypted_file_are_found_beside_it_and_no_others(tmp_path, capsys):
    for path, encrypted in ((tmp_path / "a [1].dpia.json", False), (tmp_path / "a [1].dpia.json.age", True)):
        names = conflict_names(path, encrypted=encrypted)
        made = [next(names) for _ in range(11)]
        for one in (
            made[10],
            made[1],
            path,
            path.with_name(path.name.replace(".dpia", ".conflict-x.dpia")),
            path.with_name(made[2].name + ".merged"),
        ):
            one.write_bytes(b"")
        assert conflict_copies(path) == [made[1], made[10]]
    assert conflict_copies(tmp_path / "none" / "a.dpia.json") == []
    tell_copies(tmp_path / "a [1].dpia.json")
    assert f"could not save: {made[1].name.removesuffix('.age')}, " in capsys.readouterr().err


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

    monkeypatch.setattr("dpia.storage.merging.fits", refused)
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
    order = f"dpia merge {other} {one} -o OUT"
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
