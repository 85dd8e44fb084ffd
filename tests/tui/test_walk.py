"""Going about: questions that come and go, sections, undo, leaving and coming back."""

from __future__ import annotations

import json
import stat

from support.driver import LARGE, wizard

from dpia.assessment.model import given
from dpia.engine.truth import Ref
from dpia.session import Session
from dpia.tui import recent_files
from dpia.tui.screens.assessment import AssessmentScreen


async def test_an_answer_hides_a_question_and_the_focus_stays(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        assert "Does a law give you the task?" in ui.text, "possibly asked is shown"
        before = ui.app.focused
        await ui.press("2", "enter")
        assert "Does a law give you the task?" not in ui.text
        assert ui.at == Ref("start.people-in"), "to the next question that is asked"
        assert ui.app.focused is before
        await ui.press("f8")
        assert "Does a law give you the task?" in ui.text
        assert ui.at == Ref("start.body-type")
        assert ui.app.focused is before


async def test_going_on_goes_to_the_question_that_just_appeared(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("2", "enter", "up")
        await ui.press("home", "enter")
        assert ui.at == Ref("start.public-task")


async def test_typing_goes_on_while_other_questions_come_and_go(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.title")
        await ui.type("half")
        ui.session.answer("start.body-type", given("company"))
        ui.walk.page.sync()
        await ui.type(" whole\n")
        assert ui.answer("start.title") == given("half whole")


async def test_a_question_that_is_hidden_while_one_stands_on_it_passes_the_focus_on(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.public-task")
        ui.session.answer("start.body-type", given("company"))
        ui.walk.page.sync()
        await ui.rest()
        assert ui.at == Ref("start.people-in")
        await ui.press("1", "space", "enter")
        assert ui.answer("start.people-in") == given(("sweden",))


async def test_sections_one_after_the_other_and_from_the_list(pack, path):
    async with wizard(pack, path, new=True) as ui:
        assert "1/4 Before you start" in ui.text
        await ui.press("ctrl+n")
        assert "2/4 The people" in ui.text
        await ui.press("ctrl+b")
        assert "1/4 Before you start" in ui.text
        await ui.press("f2")
        await ui.wait_for_text("given   ? unknown   / not applicable   · unanswered")
        await ui.press("end", "enter")
        await ui.wait_for_text("4/4 Decision")


async def test_the_end_of_a_page_leads_on(pack, path):
    async with wizard(pack, path, new=True) as ui:
        for _ in range(9):
            await ui.press("tab")
        assert "› Next section: 2/4 The people" in ui.text
        await ui.press("enter")
        assert "2/4 The people" in ui.text


async def test_next_unanswered_goes_around(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x\n")
        await ui.go("start.drafts")
        await ui.press("ctrl+x")
        assert ui.at == Ref("people.groups")
        await ui.go("decision.date")
        await ui.press("ctrl+x")
        assert ui.at == Ref("start.body-type"), "around the end, past what is answered"


async def test_undo_settles_what_is_being_typed_first(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("half")
        await ui.press("f8")
        assert ui.answer("start.title") is None
        assert ui.entries == 6, "typed, settled, undone: the log has both"


async def test_every_answer_is_on_disk_at_once_and_the_screen_says_when(pack, path, clock):
    async with wizard(pack, path, new=True, clock=clock) as ui:
        clock.now = clock.now.replace(hour=14, minute=3, second=11)
        await ui.type("x\n")
        assert json.loads(path.read_text())["assessment"]["answers"] == {"start.title": {"given": "x"}}
        assert "saved 14:03:11" in ui.text


async def test_leave_anywhere_and_come_back_there(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("power.told")
        await ui.press("f10")
    assert not path.with_name(f".{path.name}.lock").exists(), "the file is given back"
    async with wizard(pack, path) as ui:
        assert ui.at == Ref("power.told")
        await ui.press("ctrl+q")
        await ui.wait_for(lambda: ui.app.return_code == 0)


async def test_leaving_settles_what_is_being_typed(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("half")
        await ui.press("f10")
    with Session.open(pack, path) as session:
        assert session.assessment.answers["start.title"] == given("half")


async def test_leaving_with_words_that_are_no_answer_asks(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        await ui.type("many")
        await ui.press("f10")
        await ui.wait_for_text("1 answer is not saved.")
        assert "is not a number" in ui.flat
        await ui.press("enter")
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert "many" in ui.text


async def test_the_list_of_recent_files_is_private_and_holds_no_answer(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("Secret plan\n")
        await ui.press("f10")
    file = path.parent / "state" / "recent.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Secret" not in file.read_text()
    assert recent_files.recent()[0].path == path
    assert recent_files.recent()[0].question == "start.body-type"


def test_a_broken_list_of_recent_files_is_an_empty_one(path):
    file = path.parent / "state" / "recent.json"
    for content in ("", "[1]", '{"recent": 7}', '{"recent": [{"p": 1}]}', "\x00"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(content)
        assert recent_files.recent() == []
    recent_files.remember(path, "start")
    assert recent_files.place(path) is not None


async def test_the_as_of_date_is_a_command(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.press("ctrl+p")
        await ui.type("as-of")
        await ui.press("enter")
        await ui.wait_for_text("By the law of which day?")
        await ui.press("ctrl+u")
        await ui.type("2019-08-20")
        await ui.press("ctrl+s")
        assert ui.session.assessment.as_of == "2019-08-20"
        assert "as of 20 August 2019" in ui.text


async def test_wide_terminals_show_findings_and_law_beside_the_page(pack, path):
    async with wizard(pack, path, new=True, size=LARGE) as ui:
        await ui.go("start.body-type")
        await ui.wait_for(lambda: "Test act, Art. 1 [/ sic" in ui.text)
        assert "nothing decided yet" in ui.text
        assert "Q1.4 Where are the people" in str(ui.walk.findings.list.options[1].prompt.paragraphs[0][1])
        await ui.press("f3")
        assert ui.walk.findings.list.has_focus
        await ui.press("escape")
        assert ui.at == Ref("start.body-type")
        await ui.press("2", "enter")
        assert ui.answer("start.body-type") == given("company"), "the keys are back on the page"
