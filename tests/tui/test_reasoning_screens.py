"""The screens of alternatives, power, risks and what-if: reached by key, list and section, used by keys and mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.driver import LARGE, SMALL, wizard

from dpia.assessment.answers import Edit
from dpia.assessment.model import UNKNOWN, Row, given
from dpia.content.names import GROUPS, LADDER, LIKELIHOOD, MEASURES, OWNER, REACHES, REFUSAL_COST, RISKS
from dpia.content.pack import Pack
from dpia.create import copy_example
from dpia.engine.truth import Ref
from dpia.session import Session
from dpia.tui.answer_dialogs import MarksScreen
from dpia.tui.dialogs import FormScreen, ListScreen, TextScreen
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.ladder import LadderScreen
from dpia.tui.screens.power import PowerScreen
from dpia.tui.screens.risks import RiskScreen
from dpia.tui.screens.what_if import WhatIfScreen

WAYS = (
    ("n", "nothing", "fails", "none", False),
    ("b", "card", "slower", "low", False),
    ("c", "central-bio", "as-well", "high", True),
)
BALANCE, TEXT = "necessity.balance", "necessity.balance-text"


def way(row: str, kind: str, reaches: str, intrusion: str, chosen: bool) -> Row:
    cells: dict[str, Any] = {"rung": kind, "reaches": reaches, "intrusion": intrusion, "chosen": chosen}
    return Row(row, {name: given(value) for name, value in cells.items()})


@pytest.fixture
def filled(real_pack: Pack, path: Path) -> Path:
    """Three ways, one group, a weighing."""
    group = Row("g", {"name": given("Pupils"), "role": given("pupil"), "joins": given("stored")})
    with Session.create(real_pack, path) as session:
        session.apply(
            [
                Edit(LADDER, given(tuple(way(*one) for one in WAYS))),
                Edit(GROUPS, given((group,))),
                Edit(BALANCE, given("reasons")),
            ]
        )
    return path


async def test_the_ladder_from_its_section_marks_as_one_types_and_gives_its_text(real_pack, filled):
    async with wizard(real_pack, filled, size=SMALL) as ui:
        await ui.go(LADDER)
        await ui.press("tab")
        for _ in range(4):
            if "(Ctrl+E)" in ui.text:
                break
            await ui.press("tab")
        assert "Alternatives: the ways side by side, what suffices, the text on necessity (Ctrl+E)" in ui.flat
        await ui.press("ctrl+e")
        await ui.wait_for_screen(LadderScreen)
        assert "✓ least, enough" in ui.text
        entries = ui.entries
        await ui.press("1")
        assert "This follows from effect and intrusion" in ui.text
        assert ui.told == [], "said on its line, no stack of notes"
        await ui.press("down", "right", "4")
        assert ui.answer(LADDER, "b", REACHES) == given("slower"), "no key answers by itself"
        assert "→ No. Enter takes it" in ui.flat
        await ui.press("down")
        assert "Not taken: No" in ui.flat
        await ui.press("up", "4", "escape", "4", "enter")
        assert ui.answer(LADDER, "b", REACHES) == given("fails")
        assert "Yes, but slower or at more cost → No (F8 undoes it)" in ui.text, "every change is echoed"
        assert ui.entries == entries + 1
        assert [rung.row for rung in ui.app.screen.grid.rungs if rung.least] == ["c"], "the mark moved with the key"
        await ui.press("f8")
        assert ui.answer(LADDER, "b", REACHES) == given("slower")
        await ui.press("ctrl+y", "f8")
        entries = ui.entries
        await ui.press("t")
        await ui.wait_for_screen(FormScreen)
        assert ui.entries == entries, "proposed, and not written"
        await ui.press("escape", "t")
        await ui.wait_for_screen(FormScreen)
        await ui.type("Seen: ")
        await ui.press("enter")
        text = str(ui.answer(TEXT).value)
        assert "3 ways were looked at." in text
        assert "Seen: " in text, "edited before it was taken"
        await ui.press("t")
        await ui.wait_for_screen(ListScreen)
        assert "The question has a text already." in ui.text
        await ui.press("enter", "enter")
        both = str(ui.answer(TEXT).value)
        assert both.startswith(text), "what stood there is kept"
        await ui.press("f8", "f8")
        assert ui.answer(TEXT) is None
        await ui.press("g")
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert ui.at == Ref(LADDER, "b", REACHES), "and to the question of the cell"


async def test_the_ladder_side_by_side_with_the_mouse(real_pack, filled):
    async with wizard(real_pack, filled, size=LARGE) as ui:
        await ui.open_by_name("alternatives")
        await ui.wait_for_screen(LadderScreen)
        lines = ui.text.splitlines()
        assert all(name in lines[1] for name in ("Do nothing", "Card or badge", "Body code")), "beside each other"
        y = next(n for n, line in enumerate(lines) if line.strip().startswith("Reaches"))
        x = lines[1].index("Card or badge")
        await ui.pilot.click(offset=(x + 1, y))
        await ui.rest()
        asked = f"Card or badge: {ui.model.words.question(LADDER, REACHES)}"
        assert asked in ui.text
        entries = ui.entries
        await ui.pilot.click(offset=(x + 1, y))
        await ui.wait_for_screen(ListScreen)
        await ui.press("up", "enter")
        assert ui.entries == entries + 1
        assert ui.answer(LADDER, "b", REACHES) == given("as-well")
        await ui.pilot.resize_terminal(*SMALL)
        await ui.rest()
        assert asked in ui.flat, "the same cell one below the other"
        await ui.press("n")
        await ui.wait_for_screen(ListScreen)
        await ui.press("enter")
        rows = ui.session.assessment.rows(LADDER)
        assert len(rows) == 4
        assert ui.app.screen.row_at_hand == rows[-1].id
        await ui.press("x")
        await ui.press("down", "enter")
        assert len(ui.session.assessment.rows(LADDER)) == 3


async def test_power_and_consent_before_ones_eyes(real_pack, path, clock):
    example = real_pack.example("skelleftea")
    copy_example(real_pack, example, path, clock=clock).close()
    async with wizard(real_pack, path, size=SMALL) as ui:
        await ui.open_by_name("what follows for consent")
        await ui.wait_for_screen(PowerScreen)
        (row, name), *_ = ui.app.screen.grid.rows()
        assert f"{name}: consent is relied on." in ui.text
        assert "■ Blocker Consent cannot carry" in ui.text
        await ui.press("right", "right", "right", "2", "enter")
        assert ui.answer(GROUPS, row, REFUSAL_COST) == given(("fee",)), "the others stay as they were said"
        await ui.press("f8", "enter")
        await ui.wait_for_screen(MarksScreen)
        before = ui.answer(GROUPS, row, REFUSAL_COST)
        await ui.press("space", "?", "escape")
        assert ui.answer(GROUPS, row, REFUSAL_COST) == before, "Esc leaves it as it was"
        ui.app.screen.grid.set(row, "ground", given(("public-task",)))
        ui.app.screen.after(ui.app.screen.grid.set(row, "special-ground", given(("public-interest",))))
        await ui.rest()
        assert f"{name}: consent is not relied on." in ui.text
        await ui.press("f6", "pagedown", "f6", "f4")
        await ui.wait_for_screen(TextScreen)
        await ui.press("escape", "escape")
        assert isinstance(ui.app.screen, AssessmentScreen)


async def test_risks_and_measures_in_place(real_pack, filled):
    async with wizard(real_pack, filled, size=SMALL) as ui:
        await ui.go("risks.register")
        await ui.press("ctrl+e")
        await ui.wait_for_screen(RiskScreen)
        for words in ("Before measures", "After measures", "Severity →", "+ Leak or illegal"):
            assert words in ui.text
        await ui.press("enter", "4", "enter", "right", "3", "enter")
        (row,) = ui.session.assessment.rows(RISKS)
        assert ui.answer(RISKS, row.id, LIKELIHOOD) == given("certain")
        assert ":R1::" in ui.text, "on the map at once"
        assert "F8 undoes it" in ui.text
        await ui.press("m", "n")
        await ui.wait_for_screen(ListScreen)
        await ui.type("encrypt")
        await ui.press("enter")
        (measure,) = ui.session.assessment.rows(MEASURES)
        assert measure.cells["risk"] == given((row.id,))
        await ui.press("right", "enter")
        await ui.wait_for_screen(FormScreen)
        await ui.type("Ada\n")
        assert ui.answer(MEASURES, measure.id, OWNER) == given("Ada")
        await ui.press("enter", "enter")
        assert ui.answer(MEASURES, measure.id, OWNER) == given("Ada"), "only looked at"
        await ui.press("m")
        assert "(Ada, no date)" in ui.flat
        await ui.press("f5")
        assert ui.answer(RISKS, row.id, LIKELIHOOD) == UNKNOWN
        assert "? R1" in ui.text
        entries = ui.entries
        await ui.press("down", "4")
        assert "Enter takes this entry of the catalogue up" in ui.text
        assert ui.entries == entries


async def test_what_if_is_dropped_after_a_question_or_kept_as_one_action(real_pack, filled):
    async with wizard(real_pack, filled, size=SMALL) as ui:
        await ui.go(BALANCE)
        await ui.press("ctrl+d")
        await ui.wait_for_screen(WhatIfScreen)
        before, entries = ui.session.assessment, ui.entries

        async def try_it() -> None:
            await ui.press("a")
            await ui.wait_for_screen(ListScreen)
            await ui.type(real_pack.questions[BALANCE].text[:40])
            await ui.press("enter")
            assert real_pack.questions[BALANCE].text[:40] in ui.text
            await ui.press("down", "enter")
            await ui.wait_for_text("If 1 answer were otherwise:")

        await try_it()
        assert "with reasons for each point → Yes, with a few reasons" in ui.flat
        assert ui.session.assessment is before
        await ui.press("x")
        assert "What if? Answers are turned over on a copy" in ui.text
        await ui.press("f8", "escape")
        await ui.wait_for_text("1 tried answer is not kept.")
        await ui.press("enter")
        assert isinstance(ui.app.screen, WhatIfScreen), "staying is the first choice"
        await ui.press("ctrl+q")
        await ui.wait_for_text("1 tried answer is not kept.")
        await ui.press("down", "enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.entries == entries, "dropped"
        await ui.press("ctrl+d")
        await try_it()
        await ui.press("k")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer(BALANCE) == given("thin")
        assert ui.at == Ref(BALANCE)
        assert "(F8 undoes it)" in ui.text
        await ui.press("f8")
        assert ui.session.assessment == before


async def test_a_content_without_such_tables_says_so(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.press("ctrl+e")
        assert any("no table that such a screen shows" in message for message in ui.told)
