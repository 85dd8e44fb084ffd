"""The quick lane as a head teacher walks it, from the start screen to the page that ends the visit."""

from __future__ import annotations

import re

from support.driver import LEAST, wizard
from textual.widgets import Input

from dpia.assessment.model import given
from dpia.engine.lane import MAX_QUESTIONS, NAMING
from dpia.i18n import PSEUDO, Translator
from dpia.storage.document import parse_document
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.lane import LaneScreen
from dpia.tui.screens.lane_end import LaneEndScreen
from dpia.tui.screens.start import StartScreen

KEYS = 60


class Walk:
    """Presses keys and counts them."""

    def __init__(self, ui) -> None:
        self.ui = ui
        self.keys = 0
        self.questions: list[str] = []

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.ui.press(*keys)
        screen = self.ui.app.screen
        if isinstance(screen, LaneScreen) and screen.lane.at is not None:
            name = ".".join(part for part in screen.lane.at[:3] if part)
            if name not in self.questions:
                self.questions.append(name)

    @property
    def lane(self):
        return next(screen for screen in self.ui.app.screen_stack if isinstance(screen, LaneScreen)).lane


async def test_skelleftea_from_an_empty_machine_with_two_wrong_turns(real_pack, tmp_path):
    """A wrong setting, and a wrong answer that is gone back to: still within the questions and the keys."""
    async with wizard(real_pack, None) as ui:
        walk = Walk(ui)
        assert "Is this all right? About 10 questions" in ui.text
        await walk.press("enter", "down", "enter")  # the canteen: the wrong setting
        await ui.wait_for_screen(LaneScreen)
        assert "1 of about 12" in ui.text
        await walk.press("escape")
        await walk.press("up", "enter")
        assert "Attendance in a school" in ui.text
        assert not list(tmp_path.glob("*.dpia.json")), "nothing was answered, so nothing is left behind"
        await walk.press("1", "enter")
        await walk.press("3", "enter")  # a company: the wrong answer
        assert "Saved: What kind of body are you? Private company" in ui.flat
        await walk.press("escape")
        await walk.press("1", "enter")
        assert "Confirm: School" in ui.text
        await walk.press("enter")
        await walk.press("4", "enter")
        await walk.press("1", "enter")
        assert "What are the people to you whose body feature is stored and compared?" in ui.flat
        assert "Confirm: Pupil (“Pupils”)" in ui.text
        await walk.press("enter")
        assert "Confirm" not in ui.text, "on what they rely is theirs to say"
        await walk.press("1", "enter")
        await walk.press("1", "enter")
        assert "Confirm: Take attendance" in ui.flat
        await walk.press("enter")
        assert "10 of about 12" in ui.text
        assert "Confirm" not in ui.text, "whether they can stay away is theirs to say"
        await walk.press("n", "enter")
        assert "What do you call this project?" in ui.text
        await walk.press(*"Närvaro", "enter", *"Gymnasienämnden", "enter")
        await ui.wait_for_screen(LaneEndScreen)
        page = ui.flat
        for part in (
            "No: do not launch. On the answers given, the design cannot be defended: redesign it.",
            "DI-2019-2221",
            "Instead: Do nothing; By hand, roll call; Card or badge",
            "An assessment is due before the start (EU).",
            "This rests on 10 answers and is no full assessment.",
            "Make the short PDF report: two pages",
            "Make the whole report, or another edition",
            "Leave; it is saved",
        ):
            assert part in page, part
        assert "┃" not in ui.text, "all of it is on one screen"
        await walk.press("enter")
        await ui.wait_for_text("Into which PDF?")
        assert len(walk.questions) <= MAX_QUESTIONS
        assert walk.keys + 1 <= KEYS, f"{walk.keys} keys, and the last one makes the PDF"
        assert ui.app.screen.query_one(Input).value.endswith("-board.pdf")
        await ui.press("escape", "down", "enter")
        await ui.wait_for_text("Which edition of the report?")
        for edition in ("The whole report", "Paper for the board"):
            assert edition in ui.text
        await ui.press("escape", "end", "enter")
        await ui.wait_for_screen(StartScreen)
        [file] = tmp_path.glob("*.dpia.json")
        answers = parse_document(file.read_bytes(), str(file)).assessment.answers
        assert answers["start.controller-name"] == given("Gymnasienämnden")
        assert answers["start.body-type"] == given("public-body")


async def test_another_way_is_compared_on_a_copy_and_the_full_assessment_keeps_everything(real_pack, tmp_path):
    async with wizard(real_pack, None) as ui:
        await ui.press("enter", "enter")
        await ui.wait_for_screen(LaneScreen)
        keys = ["1", "enter", "1", "enter", "enter", "4", "enter", "1", "enter", "enter"]
        # A public task, an exception of public interest, and a law that gives only a general task: that settles it.
        await ui.press(*keys, "5", "enter", "7", "enter", "7", "enter", "enter", "enter")
        await ui.wait_for_screen(LaneEndScreen)
        first = (tmp_path / "school-attendance.dpia.json").read_bytes()
        await ui.press("down", "down", "enter")
        await ui.wait_for_text("Compare with which way?")
        await ui.press("down", "enter")
        await ui.wait_for_screen(LaneScreen)
        while isinstance(ui.app.screen, LaneScreen):
            await ui.press("f5")
        for part in ("First plan (school-attendance.dpia.json): do not launch.", "the best outcome still reachable is"):
            assert part in ui.flat, part
        assert "No: do not launch" not in ui.flat
        assert "not decided yet" in ui.flat
        assert "Decides next:" in ui.flat
        assert (tmp_path / "school-attendance.dpia.json").read_bytes() == first
        lane = next(screen for screen in ui.app.screen_stack if isinstance(screen, LaneScreen)).lane
        assert lane.session.path == tmp_path / "school-attendance-card.dpia.json"
        given_before = dict(lane.session.assessment.answers)
        assert "processing.modality" not in given_before
        await ui.press("down", "down", "down", "enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert dict(ui.session.assessment.answers) == given_before
        assert ui.answer("processing.technology") == given(("log-only",))
        await ui.press("f10")
        await ui.wait_for_screen(StartScreen)


async def test_undo_takes_back_the_last_answer_whole_also_from_the_end(real_pack, tmp_path):
    async with wizard(real_pack, None, size=LEAST) as ui:
        await ui.press("enter", "enter")
        await ui.wait_for_screen(LaneScreen)
        await ui.press("f8")
        assert "There is nothing to take back" in ui.flat
        await ui.press("1", "enter", "3", "enter", "f8")
        assert "Taken back: the answer to “What kind of body are you?”" in ui.flat
        assert "2 of about 12" in ui.text
        [file] = tmp_path.glob("*.dpia.json")
        assert "start.body-type" not in parse_document(file.read_bytes(), str(file)).assessment.answers
        await ui.press(
            "1",
            "enter",
            "enter",
            "4",
            "enter",
            "1",
            "enter",
            "enter",
            "1",
            "enter",
            "1",
            "enter",
            "enter",
            "n",
            "enter",
        )
        await ui.press(*"Name", "enter", *"Body", "enter")
        await ui.wait_for_screen(LaneEndScreen)
        await ui.press("f8")
        await ui.wait_for_screen(LaneScreen)
        assert "Taken back: the answer to “Which organisation" in ui.flat
        await ui.press("f8", "f8")
        assert "Can they stay away from the place or service" in ui.flat


async def test_typing_and_passing_answer_nothing(real_pack, tmp_path):
    async with wizard(real_pack, None, tr=Translator(PSEUDO)) as ui:
        await ui.press("a", "enter")
        await ui.wait_for_screen(LaneScreen)
        words = set(re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", ui.text))
        assert {word for word in words if re.search("[aeiouAEIOU]", word)} == set(), "every word is translated"
        await ui.press("enter", "s", "w", "space", "space", "y", "n", "escape")
        assert not list(tmp_path.glob("*.dpia.json"))
        await ui.press("escape", "escape")
        await ui.wait_for_screen(StartScreen)
        assert not list(tmp_path.glob("*.dpia.json"))


async def test_several_places_are_ticked_and_a_changed_setting_keeps_what_was_said(real_pack, tmp_path):
    async with wizard(real_pack, None) as ui:
        await ui.press("a", "enter")
        await ui.wait_for_screen(LaneScreen)
        await ui.press("1", "space", "3", "space", "enter")
        lane = next(screen for screen in ui.app.screen_stack if isinstance(screen, LaneScreen)).lane
        assert lane.session.assessment.answers["start.people-in"] == given(("sweden", "china"))
        await ui.press("escape", "escape")
        await ui.wait_for_text("In which setting?")
        await ui.press("down", "down", "enter")
        await ui.wait_for_text("Clocking in and out at work")
        lane = next(screen for screen in ui.app.screen_stack if isinstance(screen, LaneScreen)).lane
        assert lane.scenario.id == "workplace-attendance"
        assert lane.session.assessment.answers["start.people-in"] == given(("sweden", "china"))
        assert NAMING[0].question not in lane.session.assessment.answers
        await ui.pilot.resize_terminal(*LEAST)
        ui.look_at_furniture()
        await ui.press("f10")
        await ui.wait_for_screen(StartScreen)


async def test_a_card_is_asked_about_in_its_own_words_and_a_corrected_tick_takes_the_place_of_the_first(real_pack):
    """What was answered to other words is asked again; a name that is emptied is taken back."""
    async with wizard(real_pack, None) as ui:
        walk = Walk(ui)
        await ui.press("a", "enter")
        await ui.wait_for_screen(LaneScreen)
        await walk.press("4", "enter", "escape")
        await walk.press("1")
        assert "Enter takes this one instead of what is ticked" in ui.flat
        await walk.press("enter")
        answers = walk.lane.session.assessment.answers
        assert answers["start.people-in"] == given(("sweden",)), "the wrong one is not kept beside it"
        await walk.press("1", "enter", "enter")
        assert ui.text.index("a card, code or list") < ui.text.index("Recognise people") < ui.text.index("Film without")
        await walk.press("1", "enter", "enter")
        assert "Does it keep data of these people?" in ui.text
        assert "compares" not in ui.text
        await walk.press("1", "enter")
        assert "Saved: Does it keep data of these people? Yes, it lists or records them" in ui.flat
        await walk.press("escape", "escape", "escape")
        assert "What does the technology do?" in ui.text
        await walk.press("4", "enter", "1", "enter")
        assert "whose body feature is stored and compared?" in ui.flat, "it is asked again, in the words for a face"
        await walk.press("enter")
        [row] = walk.lane.session.assessment.rows("processing.groups")
        assert (row.cells["role"], row.cells["joins"]) == (given("pupil"), given("stored")), (
            "no answer to other words stays"
        )
        assert "What do you rely on" in ui.flat
        await walk.press("1", "enter", "1", "enter", "enter", "n", "enter")
        assert "What do you call this project?" in ui.text
        await walk.press("x", "enter", "escape", "ctrl+u", "enter")
        assert NAMING[0].question not in walk.lane.session.assessment.answers
