"""Where the laws differ, in the wizard: side by side where there is room, one below the other where there is none."""

from __future__ import annotations

import pytest
from support.driver import HUGE, SMALL, wizard

from dpia.assessment.model import given
from dpia.tui.dialogs import TextScreen

BOTH = {
    "start.people-in": ("sweden", "china"), "start.based-in": ("sweden", "china"), "processing.technology": ("identify",),
    "processing.modality": ("face",), "processing.template-location": "cloud",
}  # fmt: skip


async def begin(ui, where=None):
    for question, value in {**BOTH, **(where or {})}.items():
        ui.session.answer(question, given(value))
    await ui.rest()


@pytest.mark.parametrize(("size", "beside"), [((60, 24), False), (SMALL, True), (HUGE, True)])
async def test_both_sides_and_why(real_pack, path, size, beside):
    async with wizard(real_pack, path, new=True, size=size) as ui:
        await begin(ui)
        ui.app.screen.action_divergences()
        await ui.wait_for_screen(TextScreen)
        lines = ui.text.splitlines()
        assert any("Where the laws differ: Whether an assessment is due" in line for line in lines)
        heads = [line for line in lines if "European Union" in line]
        assert heads
        assert any("China, mainland" in line for line in heads) is beside
        if not beside:
            await ui.press("pagedown")
        assert "Why: Europe asks how likely a high risk is" in ui.flat


async def test_beside_the_question_stands_where_the_laws_part(real_pack, path):
    async with wizard(real_pack, path, new=True, size=HUGE) as ui:
        await begin(ui)
        await ui.go("processing.template-location")
        await ui.press("f4")
        await ui.wait_for_screen(TextScreen)
        await ui.press("end")
        assert "In China it is a rule with two exceptions" in ui.flat


async def test_one_law_alone_says_so(real_pack, path):
    async with wizard(real_pack, path, new=True) as ui:
        await begin(ui, {"start.people-in": ("sweden",), "start.based-in": ("sweden",)})
        ui.app.screen.action_divergences()
        await ui.wait_for_screen(TextScreen)
        assert "One law governs here alone" in ui.text
