"""Tables from two sides: each cell one key, each change echoed, and what holds for a whole group is seen in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.driver import LARGE, SMALL, Driver, wizard

from dpia.assessment.answers import Edit
from dpia.assessment.model import UNKNOWN, Answer, Row, given
from dpia.assessment.partial import PartialList
from dpia.content.pack import Pack
from dpia.engine.truth import Ref
from dpia.session import Session
from dpia.tui.dialogs import ListScreen
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.grid import GridScreen

ITEMS, PURPOSES, GROUPS, GROUNDS = "processing.items", "purpose.purposes", "processing.groups", "basis.grounds"


def named(row: str, name: str, **cells: Answer) -> Row:
    return Row(row, {"name": given(name), **{key.replace("_", "-"): cell for key, cell in cells.items()}})


@pytest.fixture
def filled(real_pack: Pack, path: Path) -> Path:
    """Two purposes, two groups with a ground each, two kinds of data."""
    pupils = named("pupils", "Pupils", ground=given(("public-task",)))
    with Session.create(real_pack, path) as session:
        session.apply(
            [
                Edit(GROUPS, given((pupils, named("staff", "Staff")))),
                Edit(
                    PURPOSES,
                    given(
                        tuple(
                            Row(one, {label(real_pack): given(one.capitalize()), "rank": given(rank)})
                            for one, rank in (("attendance", "main"), ("greeting", "running"))
                        )
                    ),
                ),
                Edit(ITEMS, given((named("codes", "Face codes"), named("times", "Times")))),
            ]
        )
    return path


def label(pack: Pack) -> str:
    return pack.questions[PURPOSES].row_label or ""


async def open_grid(ui: Driver, table: str) -> None:
    await ui.go(table)
    await ui.press("#")
    await ui.wait_for_screen(GridScreen)


async def test_data_and_purposes(real_pack, filled):
    async with wizard(real_pack, filled, size=SMALL) as ui:
        await ui.go(ITEMS)
        await ui.press("#")
        await ui.wait_for_screen(ListScreen)
        assert "Which grid?" in ui.text
        await ui.press("down", "enter")
        await ui.wait_for_screen(GridScreen)
        assert "Which purposes is it for?" in ui.text
        for words in (
            "Face codes × Attendance: not looked at",
            "+ ☑ yes",
            "- ☐ no",
            "? ? not known",
            ". · not looked at",
        ):
            assert words in ui.text
        entries = ui.entries
        await ui.press("right", "left", "down", "up")
        assert ui.entries == entries, "moving answers nothing"
        await ui.press("+")
        assert ui.answer(ITEMS, "codes", "purpose") == given(PartialList(("attendance",)))
        assert "Face codes × Attendance: yes" in ui.text
        assert "F8 undoes it" in ui.text, "every change is echoed"
        await ui.press("right", "-", "down", "?", "left", "space")
        assert ui.answer(ITEMS, "codes", "purpose") == given(("attendance",)), (
            "these and no others, since both are said"
        )
        assert ui.answer(ITEMS, "times", "purpose") == given(PartialList(("attendance",), (), ("greeting",)))
        await ui.press("f8")
        assert ui.answer(ITEMS, "times", "purpose") == given(PartialList((), (), ("greeting",)))
        await ui.press("ctrl+y")
        assert ui.answer(ITEMS, "times", "purpose") == given(PartialList(("attendance",), (), ("greeting",)))
        await ui.press("enter")
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert ui.at == Ref(ITEMS, "times", "purpose")


async def test_the_others_of_a_row_at_once(real_pack, filled):
    async with wizard(real_pack, filled) as ui:
        await ui.go(ITEMS)
        await ui.press("#", "down", "enter")
        await ui.press("+", "_")
        assert ui.answer(ITEMS, "codes", "purpose") == given(("attendance",))
        await ui.press("delete")
        assert ui.answer(ITEMS, "codes", "purpose") == given(PartialList((), ("greeting",)))
        await ui.press("escape")
        assert isinstance(ui.app.screen, AssessmentScreen)


async def test_purposes_and_groups_with_the_ground_of_the_group_in_its_place(real_pack, filled):
    async with wizard(real_pack, filled, size=LARGE) as ui:
        await open_grid(ui, GROUNDS)
        assert "Attendance × Pupils: as for the whole group: A public task" in ui.text
        assert "(A public task)" in ui.text
        assert "1 Consent" in ui.text
        await ui.press("down", "1")
        rows = ui.session.assessment.rows(GROUNDS)
        assert [row.cells for row in rows] == [
            {"purpose": given(("greeting",)), "group": given(("pupils",)), "ground": given(("consent",))}
        ]
        assert "Greeting × Pupils: Consent" in ui.text
        await ui.press("2")
        assert ui.answer(GROUNDS, rows[0].id, "ground") == given(("consent", "contract"))
        await ui.press("1")
        assert ui.answer(GROUNDS, rows[0].id, "ground") == given(("contract",))
        await ui.press("?")
        assert ui.answer(GROUNDS, rows[0].id, "ground") == UNKNOWN
        await ui.press(".")
        assert ui.session.assessment.rows(GROUNDS) == ()
        assert "Greeting × Pupils: as for the whole group: A public task" in ui.text
        entries = ui.entries
        await ui.press(".", "z")
        assert ui.entries == entries
        await ui.press("f8")
        assert ui.answer(GROUNDS, rows[0].id, "ground") == UNKNOWN
        await ui.press("up", "enter")
        assert ui.at == Ref(GROUPS, "pupils", "ground"), "Enter goes to what is said of the group"


async def test_one_cell_is_taken_out_of_a_row_that_speaks_of_several(real_pack, filled):
    both = {"purpose": given(("attendance", "greeting")), "group": given(("pupils", "staff"))}
    with Session.open(real_pack, filled) as session:
        session.answer(GROUNDS, given((Row("g", {**both, "ground": given(("contract",))}),)))
    async with wizard(real_pack, filled, size=LARGE) as ui:
        await open_grid(ui, GROUNDS)
        before, entries = ui.session.assessment, ui.entries
        await ui.press("1")

        def said(row: Row) -> tuple[object, ...]:
            return tuple(row.cells[name].value for name in ("purpose", "group", "ground"))

        assert {said(row) for row in ui.session.assessment.rows(GROUNDS)} == {
            (("greeting",), ("pupils", "staff"), ("contract",)),
            (("attendance",), ("staff",), ("contract",)),
            (("attendance",), ("pupils",), ("consent", "contract")),
        }
        assert len({change.group for change in ui.session.document.changes[entries:]}) == 1, "one action"
        await ui.press("f8")
        assert ui.session.assessment == before, "and taken back as one"
        await ui.press("right", ".")
        assert {said(row) for row in ui.session.assessment.rows(GROUNDS)} == {
            (("greeting",), ("pupils", "staff"), ("contract",)),
            (("attendance",), ("pupils",), ("contract",)),
        }


async def test_where_several_rows_or_a_part_of_a_list_speak_nothing_is_changed_here(real_pack, filled):
    with Session.open(real_pack, filled) as session:
        one = {"purpose": given(("attendance",)), "group": given(("pupils",)), "ground": given(("contract",))}
        partly = {**one, "purpose": given(PartialList(("greeting",)))}
        session.answer(GROUNDS, given((Row("a", one), Row("b", one), Row("c", partly))))
    async with wizard(real_pack, filled, size=LARGE) as ui:
        await open_grid(ui, GROUNDS)
        entries = ui.entries
        await ui.press("1")
        assert any("Several rows speak of this" in message for message in ui.told)
        await ui.press("down", "1")
        assert any("known in part" in message for message in ui.told)
        assert ui.entries == entries


async def test_a_grid_is_found_in_the_list_of_commands_and_says_what_it_lacks(pack, real_pack, path, filled):
    async with wizard(real_pack, filled) as ui:
        await ui.press("ctrl+p")
        await ui.type("grid")
        await ui.press("enter")
        await ui.wait_for_text("Which grid?")
    async with wizard(pack, path.with_name("other.dpia.json"), new=True) as ui:
        await ui.go("people.groups")
        await ui.press("#")
        assert any("There is no grid yet" in message for message in ui.told)


async def test_many_columns_scroll_and_no_name_is_lost(real_pack, filled):
    with Session.open(real_pack, filled) as session:
        rows = [named(f"g{number}", f"A group with a very long name, number {number}") for number in range(30)]
        session.answer(GROUPS, given(tuple(rows)))
    async with wizard(real_pack, filled, size=SMALL) as ui:
        await open_grid(ui, GROUNDS)
        assert " ›" in ui.text
        await ui.press("end")
        assert "‹" in ui.text
        assert "Attendance × A group with a very long name, number 29: " in ui.flat
        await ui.press("1")
        assert ui.session.assessment.rows(GROUNDS)[0].cells["group"] == given(("g29",))


async def test_a_click_goes_to_a_cell_and_changes_nothing(real_pack, filled):
    async with wizard(real_pack, filled, size=LARGE) as ui:
        await open_grid(ui, GROUNDS)
        entries = ui.entries
        lines = ui.text.splitlines()
        y = next(n for n, line in enumerate(lines) if line.strip().startswith("Greeting"))
        x = next(line for line in lines if "Pupils" in line and "Staff" in line).index("Staff")
        await ui.pilot.click(offset=(x + 1, y))
        await ui.rest()
        assert "Greeting × Staff: " in ui.text
        await ui.pilot.click(offset=(2, y))
        await ui.rest()
        assert "Greeting × Staff: " in ui.text, "a name is no cell"
        assert ui.entries == entries
