"""Two courses of one assessment on the screen: what is chosen, and that nothing is written before."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.driver import LEAST, SMALL, wizard

from dpia.assessment.answers import Edit
from dpia.assessment.model import Row, given
from dpia.session import Session
from dpia.storage.conflicts import conflict_copies, put_aside
from dpia.storage.document import read_document
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.merging import MergeScreen


@pytest.fixture
def copy(pack, path, clock) -> Path:
    """A file, and what somebody could not save in it since another had taken it over."""
    with Session.create(pack, path, clock=clock, by="ada") as session:
        session.answer("start.title", given("Gate"))
    with Session.open(pack, path, clock=clock, by="Bo") as first:
        with Session.open(pack, path, clock=clock, by="Cy", take_over=True) as second:
            second.apply([Edit("start.title", given("Gate of Cy")), Edit("start.count", given(7))])
        with pytest.raises(Exception, match="meanwhile"):
            first.apply(
                [
                    Edit("start.title", given("Gate of Bo")),
                    Edit("power.told", given(False)),
                    Edit("start.count", given(8)),
                ]
            )
    [copy] = conflict_copies(path)
    return copy


async def test_a_conflict_copy_is_offered_and_merged_field_by_field(pack, path, copy, clock):
    before = path.read_bytes()
    async with wizard(pack, path, size=SMALL, clock=clock) as ui:
        await ui.wait_for_text("A conflict copy lies beside it")
        for part in ("what Bo could not save", "1 change can be", "2 places are in"):
            assert part in ui.flat
        await ui.press("enter")
        await ui.wait_for_screen(MergeScreen)
        for part in ("2 conflicts to decide", "A Gate of Cy Cy, 2026-11-21 12:00 UTC", "B Gate of Bo Bo, 2026-11-21 12:00 UTC", "both Gate of Cy / Gate of Bo", "Taken from B"):  # fmt: skip
            assert part in ui.flat, ui.text
        await ui.press("ctrl+s")
        assert ui.told[-1].startswith("Nothing is written before all conflicts are decided.")
        await ui.press("o", "o")
        assert ui.told[-1].startswith("Both cannot stand here")
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        assert path.read_bytes() == before, "Esc leaves everything as it was"
        assert conflict_copies(path) == [copy]
        ui.app._offer(ui.walk)
        await ui.wait_for_text("A conflict copy lies beside it")
        await ui.press("enter")
        await ui.wait_for_screen(MergeScreen)
        await ui.press("b", "a")
        assert "all is decided" in ui.flat
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.told[-1].startswith(f"The copy is kept as {copy.name}.merged")
        assert [ui.answer(name).value for name in ("start.title", "start.count", "power.told")] == [
            "Gate of Bo",
            7,
            False,
        ]
        await ui.press("f8")
        assert ui.answer("power.told") is None, "it was one action"
        assert ui.answer("start.title") == given("Gate of Cy")
    assert conflict_copies(path) == []
    assert not read_document(path).flaws


async def test_without_a_conflict_one_key_merges_and_what_cannot_be_merged_is_named(pack, path, copy, clock):
    copy.with_name(copy.name.replace("-1", "-2")).write_text("{}", "utf-8")
    with Session.open(pack, path, clock=clock) as session:
        session.apply([Edit("start.title", given("Gate of Bo")), Edit("start.count", given(8))])
    async with wizard(pack, path, size=LEAST, clock=clock) as ui:
        await ui.wait_for_text("1 change can be")
        await ui.press("enter")
        await ui.wait_for_text("It cannot be merged.")
        assert ui.answer("power.told") == given(False)
        await ui.press("down", "enter")
        await ui.wait_for_screen(AssessmentScreen)
    assert sorted(one.name for one in path.parent.glob("*.merged")) == [f"{copy.name}.merged", copy.name.replace("-1", "-2") + ".merged"]  # fmt: skip


async def test_a_row_that_one_removed_and_all_of_one_side(pack, path, tmp_path, clock):
    other = tmp_path / "other.dpia.json"
    with Session.create(pack, path, clock=clock) as session:
        session.put_rows("people.groups", [Row("", {"name": given(name)}) for name in ("Pupils [/", "Staff")])
        row = session.assessment.rows("people.groups")[0].id
    other.write_bytes(path.read_bytes())
    with Session.open(pack, path, clock=clock, by="Bo") as session:
        session.remove_row("people.groups", row)
    with Session.open(pack, other, clock=clock, by="Cy") as session:
        session.answer("people.groups", given("Guests"), row, "name")
    async with wizard(pack, path, size=LEAST, clock=clock) as ui:
        ui.walk.action_merge()
        await ui.wait_for_text("Open a file")
        await ui.type(f"{other}\n")
        await ui.wait_for_screen(MergeScreen)
        assert "removed: Pupils [/" in ui.flat, ui.text
        assert "Guests" in ui.flat
        await ui.press("f3", "ctrl+s")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.model.session.assessment == read_document(other).assessment


def test_a_copy_that_is_put_aside_replaces_nothing(path, copy):
    taken = copy.with_name(copy.name + ".merged")
    taken.write_text("kept", "utf-8")
    data = copy.read_bytes()
    assert put_aside(copy).read_bytes() == data
    assert taken.read_text("utf-8") == "kept"
    assert not copy.exists()
