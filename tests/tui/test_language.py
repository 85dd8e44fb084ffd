"""Every word that a person sees comes from the catalogue or from content: in the made-up language nothing stays English."""

from __future__ import annotations

import re

from support.driver import screens_with_commands, wizard
from support.tour import ANSWERS, tour

from dpia import settings
from dpia.assessment.answers_file import read_edits
from dpia.assessment.model import UNKNOWN
from dpia.content.languages import UNFINISHED_VARIABLE
from dpia.content.source import Source
from dpia.engine.truth import Ref
from dpia.i18n import PSEUDO, Translator
from dpia.session import Session
from dpia.tui.dialogs import ListScreen
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.lane import LaneScreen
from dpia.tui.screens.lane_end import LaneEndScreen
from dpia.tui.screens.what_if import WhatIfScreen

DATA = {
    "Plan", "Pupils", "staff", "none", "of", "it", "school", "assessment", "park", "gone",  # answers and names of files
    "Test", "act", "Art", "sic", "para", "guideline", "decision", "China",  # citations are not translated
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "app", "json", "pdf", "https", "law", "example", "and",
}  # fmt: skip
"""Words that are not ours: what people typed, citations, dates from the calendar, addresses."""


async def test_another_language_is_there_at_once_and_next_time(pack, path, monkeypatch):
    monkeypatch.setenv(UNFINISHED_VARIABLE, "1")
    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
    async with wizard(pack, None) as ui:
        assert "Worked examples" in ui.text
        ui.app.action_language()
        await ui.rest()
        await ui.press("end", "enter")
        assert "Wörkéd éxàmplés" in ui.text
        assert "Worked examples" not in ui.text
        assert settings.language() == PSEUDO
        ui.app.open_path(path)
        await ui.rest()
        await ui.go("start.count")
        assert isinstance(ui.app.assessment, AssessmentScreen)
        await ui.app.speak(Translator())
        await ui.rest()
        assert "⟦" not in ui.text
        assert ui.walk.ref == Ref("start.count")


async def test_a_language_is_offered_only_where_there_is_one(pack):
    async with wizard(pack, None) as ui:
        assert ui.app.other_languages == ()
        assert "Language" not in ui.text


async def change(ui, lang: str) -> None:
    """Change the language with the key that the lane has for it."""
    await ui.press("f7")
    await ui.wait_for_screen(ListScreen)
    await ui.choose(lang)


async def test_the_language_changes_in_the_lane_and_what_is_typed_stays(real_pack, monkeypatch):
    monkeypatch.setenv(UNFINISHED_VARIABLE, "1")
    async with wizard(real_pack, None) as ui:
        assert "L Language" in ui.flat
        await ui.press("enter", "enter", "1", "enter", "2")
        assert "F7 Language" in ui.flat
        number = ui.app.assessment.list.highlighted
        question = ui.app.assessment.lane.at
        await change(ui, PSEUDO)
        lane = ui.app.assessment
        assert "Îs thîs àll" in ui.text
        assert (lane.lane.at, lane.list.highlighted) == (question, number)
        await change(ui, "en")
        while not isinstance(ui.app.screen, LaneEndScreen):
            if ui.app.assessment.lane.typed:
                await ui.type("Gate")
                await change(ui, "en" if ui.app.tr.lang == PSEUDO else PSEUDO)
                assert ui.app.assessment.line.value == "Gate"
                await ui.press("enter")
            else:
                await ui.press("1", "enter")
        assert "⟦" not in ui.text
        await change(ui, PSEUDO)
        await ui.wait_for_screen(LaneEndScreen)
        assert "⟦" in ui.text


async def test_the_answers_follow_the_language_until_something_is_written(real_pack, monkeypatch):
    async with wizard(real_pack, None) as ui:
        await ui.press("enter", "enter", "1", "enter")
        assert isinstance(ui.app.assessment, LaneScreen)
        assessment = ui.app.assessment.model.session.assessment
        assert assessment.language == "en"
        await change(ui, "sv")
        session = ui.app.assessment.model.session
        assert session.assessment.language == "sv"
        proposed = str(session.assessment.to_json()["proposed"])
        assert "Elever" in proposed
        assert "Pupils" not in proposed
        assert "räknas" not in "".join(ui.told)
        before = len(session.assessment.answers)
        await ui.press("f8")
        assert len(session.assessment.answers) < before, "undo takes back the answer"
        assert session.assessment.language == "sv", "and not the language"
        while not ui.app.assessment.lane.typed:
            await ui.press("1", "enter")
        await ui.type("Porten")
        await change(ui, "zh-Hans")
        assert ui.app.assessment.model.session.assessment.language == "sv", "something is typed"
        await ui.press("enter")
        await change(ui, "en")
        assert ui.app.assessment.model.session.assessment.language == "sv"
        assert "The answers count as written in svenska" in ui.told[-1]
        told = len(ui.told)
        await change(ui, "sv")
        assert len(ui.told) == told


async def test_the_language_changes_wherever_commands_are_listed(real_pack, path, monkeypatch):
    monkeypatch.setenv(UNFINISHED_VARIABLE, "1")
    async with wizard(real_pack, path, new=True) as ui:
        for name in ("workshop", "tasks", "ladder", "risks", "what_if"):
            before = ui.app.tr.lang
            await ui.walk.run_action(name)
            await ui.rest()
            kind = type(ui.app.screen)
            assert name == kind.OPENED_BY
            if kind is WhatIfScreen:
                ref = ui.app.screen.what_if.choices()[0]
                ui.app.screen.what_if.flip(ref, UNKNOWN)
            await ui.press("ctrl+p")
            await ui.choose("language")
            await ui.wait_for_screen(ListScreen)
            await ui.choose(PSEUDO if before == "en" else "en")
            assert ("⟦" in ui.text) == (before == "en"), ui.text
            assert isinstance(ui.app.screen, kind), "one is where one was"
            if kind is WhatIfScreen:
                assert [flip.ref for flip in ui.app.screen.what_if.flips] == [ref]
                await ui.press("escape", "down", "enter")
            while ui.app.screen is not ui.walk:
                await ui.press("escape")


def test_every_screen_with_a_list_of_commands_is_opened_again_in_the_other_language():
    for screen in screens_with_commands():
        if any(command.name == "palette" for command in screen.COMMANDS_HERE):
            assert hasattr(screen, "OPENED_BY") or issubclass(screen, AssessmentScreen) or screen.__subclasses__(), (
                screen
            )


async def test_while_a_report_is_made_the_language_stays(pack, path, monkeypatch):
    monkeypatch.setenv(UNFINISHED_VARIABLE, "1")
    async with wizard(pack, path, new=True) as ui:
        ui.walk.report.rendering = True
        ui.app.action_language()
        await ui.rest()
        assert "A report is being made" in ui.told[-1]
        ui.walk.report.rendering = False


async def test_nothing_escapes_the_catalogue(pack, path, tmp_path):
    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
    english: dict[str, set[str]] = {}
    seen = 0
    async with wizard(pack, path, tr=Translator(PSEUDO)) as ui:
        async for name in tour(ui):
            seen += 1
            text = ui.text.replace(str(tmp_path), " ")
            text = re.sub(r"\S*(?:/|dpia\.json|\.pdf)\S*|RP-\S+|CN-\S+|\d{4}-\d\d-\d\d\S*", " ", text)
            words = set(re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", text))
            here = str(tmp_path)  # a long path is broken over two lines, and its halves look like words
            left = {word for word in words if re.search("[aeiouAEIOU]", word) and word not in here} - DATA
            if left:
                english[name] = left
    assert seen > 50
    assert english == {}
