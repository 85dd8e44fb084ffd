"""Settings: guidance first, typical answers proposed, and an early end where the first answers settle the matter."""

from __future__ import annotations

from support.driver import wizard

from dpia.assessment.answers import Edit
from dpia.assessment.model import Row, given
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.tui.app import DpiaApp
from dpia.tui.dialogs import TextScreen
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.start import StartScreen


async def begin(ui):
    await ui.press("n", "enter")
    await ui.wait_for_text("In which file?")
    await ui.press("ctrl+s")
    await ui.wait_for_screen(TextScreen)


async def test_a_setting_begins_with_its_guidance(pack, tmp_path):
    async with wizard(pack, None) as ui:
        await begin(ui)
        for part in (
            "A club house [/ door",
            "- A list will do. [/ list",
            "What may be done instead",
            "Somebody at the door knows the members. [/ hand",
        ):
            assert part in ui.text, part
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.session.path == tmp_path / "club.dpia.json"
        assert ui.session.assessment.scenario == "club"
        assert ui.session.assessment.answers == {}, "proposed is not answered"


async def test_what_is_proposed_is_marked_and_enter_passes_it(pack):
    async with wizard(pack, None) as ui:
        await begin(ui)
        await ui.press("escape")
        await ui.go("start.body-type")
        assert "» Q1.2 What kind of body are you?" in ui.text
        assert "  (») private company" in ui.text
        await ui.press("enter")
        assert ui.answer("start.body-type") is None, "to get past it is not to say that it is so"
        await ui.press("up", "2", "enter")
        assert ui.answer("start.body-type") == given("company")
        assert "start.body-type" not in ui.session.assessment.proposed


async def test_the_questions_that_decide_most_come_first(pack):
    async with wizard(pack, None) as ui:
        await begin(ui)
        await ui.press("escape", "ctrl+g")
        assert ui.at == Ref("power.told")
        await ui.press("y", "enter", "ctrl+g")
        assert ui.at == Ref("start.people-in")
        await ui.press("1", "space", "enter", "ctrl+g")
        assert ui.at.question not in ("power.told", "start.people-in")


async def test_an_early_end_is_said_once(pack):
    async with wizard(pack, None) as ui:
        await begin(ui)
        await ui.press("escape")
        await ui.go("power.told")
        await ui.press("n", "enter")
        await ui.wait_for_screen(TextScreen)
        assert "The first answers settle it. [/ stop" in ui.text
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        await ui.go("start.title")
        await ui.type("x\n")
        assert isinstance(ui.app.screen, AssessmentScreen), "not at every answer"
        await ui.walk.run_action("scenario")
        await ui.wait_for_text("The first answers settle it. [/ stop")


async def test_an_early_end_is_said_after_a_confirmed_proposal_too(pack):
    async with wizard(pack, None) as ui:
        await begin(ui)
        await ui.press("escape")
        ui.session.propose([Edit("power.told", given(False))])
        await ui.go("power.told")
        await ui.press("ctrl+t")
        await ui.wait_for_screen(TextScreen)
        assert "The first answers settle it. [/ stop" in ui.text
        assert "Your answers are saved. Esc goes on with the questions" in ui.flat
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("power.told") == given(False)
        assert "Ctrl+G" not in ui.flat


async def test_a_proposed_table_shows_its_rows_and_keeps_those_added_meanwhile(pack):
    async with wizard(pack, None) as ui:
        await begin(ui)
        await ui.press("escape")
        ui.session.propose(
            [Edit("people.groups", given((Row("kids", {"name": given("Children"), "role": given("pupil")}),)))]
        )
        row = ui.session.add_row("people.groups")
        ui.session.answer("people.groups", given("Neighbours"), row, "name")
        await ui.go("people.groups")
        assert "proposed, not yet yours: 1 row: Children (What are these people to you? pupil)" in ui.flat
        await ui.press("ctrl+t")
        names = [item.cells["name"].value for item in ui.session.assessment.rows("people.groups")]
        assert names == ["Neighbours", "Children"], "nothing is lost"


async def test_no_setting_proposes_nothing(pack):
    async with wizard(pack, None) as ui:
        await ui.press("n", "down", "enter")
        await ui.wait_for_text("In which file?")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(AssessmentScreen)
        assert not ui.session.assessment.proposed
        assert ui.session.assessment.scenario is None


async def test_a_setting_from_the_command_line(pack, path):
    app = DpiaApp(pack, path, new=True, scenario="club", tr=Translator())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TextScreen)
        assert app.assessment is not None
        assert set(app.assessment.model.session.assessment.proposed) == {
            "start.body-type",
            "start.stage",
            "start.drafts",
        }


async def test_a_file_just_made_on_the_command_line_begins_with_the_guidance(pack, path):
    from dpia.create import create

    create(pack, path, scenario="club").close()
    app = DpiaApp(pack, path, welcome=True, tr=Translator())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TextScreen)
        await pilot.press("escape")
        assert app.assessment is not None
        assert app.assessment.model.session.assessment.answers == {}


async def test_a_setting_that_there_is_not(pack, path):
    app = DpiaApp(pack, path, new=True, scenario="moon", tr=Translator())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        assert not path.exists()


async def test_completeness_and_duties(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.people-in")
        await ui.press("1", "enter")
        await ui.go("start.begin-date")
        await ui.type("2027-01-10\n")
        await ui.go("power.told")
        await ui.press("n", "enter")
        await ui.walk.run_action("completeness")
        await ui.wait_for_text("The test act on assessments [/ map  not complete")
        assert "· A description [/ element: missing" in ui.text
        assert "Q1.5 What do you want to do, with whom and where?" in ui.flat
        assert "asked by this program, not by the law" in ui.flat
        await ui.press("escape")
        await ui.walk.run_action("duties")
        await ui.wait_for_text("Tell people first [/ duty")
        assert "By 10 January 2027." in ui.text
        assert "Perhaps: Describe the plan" in ui.text
        assert "Counted from: Q4.4 When was it decided?." in ui.text
