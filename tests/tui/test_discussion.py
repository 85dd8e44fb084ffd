"""The discussion in the wizard: written by keys, echoed, undone, counted beside questions, and led back to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from support.driver import SMALL, wizard

from dpia.assessment.discussion import PARKED, Comment, Evidence, Position, ToDo
from dpia.engine.truth import Ref
from dpia.session import Session
from dpia.tui import recent_files
from dpia.tui.discussion import Discussion
from dpia.tui.messages import FileWanted
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.open_tasks import TasksScreen
from dpia.tui.screens.start import StartScreen
from dpia.tui.screens.workshop import WorkshopScreen

AT = "2026-11-29T09:00:00Z"
DIGEST = "ab" * 32


def clock() -> dt.datetime:
    return dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)


async def test_positions_are_written_by_keys_and_stand_side_by_side(pack, path):
    async with wizard(pack, path, new=True, clock=clock) as ui:
        first = ui.at
        await ui.press("f11")
        assert "Nothing was said yet." in ui.flat
        for role, vote, name, why in (("enter", 0, "Ada", "It helps."), ("down", 1, "Bo", "It harms.")):
            await ui.press("p")
            await ui.press(*(["down", "down", "enter"] if role == "down" else ["enter"]))
            await ui.press("home", *["down"] * vote, "enter")
            await ui.type(why)
            await ui.press("enter", "ctrl+a", "ctrl+k")
            await ui.type(name)
            await ui.press("enter")
        said = list(ui.session.assessment.discussion.values())
        assert {(one.by, one.text, getattr(one, "stance", "")) for one in said} == {
            ("Ada", "It helps.", "agree"),
            ("Bo", "It harms.", "disagree"),
        }
        assert all(one.about == ("question", first.question) for one in said)
        lines = ui.text.splitlines()
        assert any("Ada" in line and "Bo" in line for line in lines)
        assert any("+ 1 agrees" in line and "− 1 disagrees" in line for line in lines)
        assert "F8 undoes it" in ui.flat or "Ctrl+K" in ui.flat
        await ui.press("f8")
        assert len(ui.session.assessment.discussion) == 1
        await ui.press("ctrl+y", "escape")
        assert len(ui.session.assessment.discussion) == 2
        assert "(2 ✎)" in ui.flat


async def test_tasks_lead_to_their_places(pack, path):
    with Session.create(pack, path, clock=clock, by="Ada") as session:
        question = next(one.id for one in pack.content.questions if one.type == "boolean")
        session.discuss({
            "a": ToDo(("question", question), "Ada", AT, "Read the law", "Bo", "2026-12-24"),
            "b": ToDo(PARKED, "Ada", AT, "Where is the camera?"),
            "c": ToDo(("question", question), "Ada", AT, "Over and done", done=True),
            "d": Evidence(("question", question), "Ada", AT, "", "", "gone.pdf", DIGEST),
        })  # fmt: skip
    async with wizard(pack, path, clock=clock) as ui:
        await ui.open_by_name("parking lot")
        await ui.wait_for_screen(TasksScreen)
        await ui.wait_for_text("THE FILE IS NOT THERE")
        assert "1 open task" in ui.flat
        assert "Bo, by 24 December 2026" in ui.flat
        assert "Where is the camera?" in ui.flat
        assert "Over and done" not in ui.flat
        await ui.press("space")
        task = ui.session.assessment.discussion["a"]
        assert isinstance(task, ToDo)
        assert task.done
        await ui.press("f8", "home", "enter")
        assert ui.at.question == question


async def test_a_name_goes_and_all_goes_after_a_question(pack, path):
    with Session.create(pack, path, clock=clock, by="Ada") as session:
        session.discuss({"a": Comment(PARKED, "Ada Berg", AT, "Ada Berg asks")}, until="2026-11-01")
    async with wizard(pack, path, clock=clock) as ui:
        await ui.open_by_name("parking lot")
        assert "was to be kept until 1 November 2026" in ui.flat
        await ui.press("r", "enter")
        await ui.type("Participant 1")
        await ui.press("enter")
        assert ui.session.assessment.discussion["a"] == Comment(PARKED, "Participant 1", AT, "Participant 1 asks")
        await ui.open_by_name("remove all")
        await ui.press("down", "enter")
        assert ui.session.assessment.discussion == {}
        assert ui.session.assessment.discussion_until == ""
        await ui.press("f8")
        assert len(ui.session.assessment.discussion) == 1


async def test_evidence_keeps_the_digest_of_a_file_and_refuses_what_is_outside(pack, path: Path):
    (path.parent / "offer.txt").write_text("offer")
    async with wizard(pack, path, new=True, clock=clock) as ui:
        await ui.press("f11", "e", "enter")
        await ui.type("../offer.txt")
        await ui.press("ctrl+s")
        assert "outside the folder" in ui.flat
        await ui.press("ctrl+a", "ctrl+k")
        await ui.type("offer.txt")
        await ui.press("ctrl+s")
        (entry,) = ui.session.assessment.discussion.values()
        assert isinstance(entry, Evidence)
        assert (entry.file, entry.status) == ("offer.txt", "asserted")
        await ui.wait_for_text("the file is as it was")


async def test_a_finding_has_its_own_discussion(real_pack, path):
    with Session.create(real_pack, path, clock=clock, by="Ada"):
        pass
    async with wizard(real_pack, path, clock=clock, size=SMALL) as ui:
        finding = ui.model.evaluation.findings[0]
        await ui.app.push_screen(FindingScreen(ui.model, finding))
        await ui.press("d", "c")
        await ui.type("Is that so?")
        await ui.press("enter", "enter")
        (entry,) = ui.session.assessment.discussion.values()
        assert entry.about == ("finding", finding.id)
        assert not isinstance(entry, Position)
        await ui.press("escape")
        assert isinstance(ui.app.screen, FindingScreen)


async def test_the_name_of_a_role_is_filled_in_where_only_one_can_be_meant(pack, path):
    """Somebody's name never stands under another's view: who was heard on a question is not taken for the next one."""
    one, two, three = (("question", question.id) for question in pack.content.questions[:3])
    async with wizard(pack, path, new=True, clock=clock) as ui:
        talk = Discussion(ui.model)
        talk.add(Position(one, "Bo", AT, "It harms.", "Client", "disagree"))
        assert [talk.name_in("Client", target) for target in (one, two)] == ["", "Bo"]
        assert talk.name_in("Counsel", two) == ""
        talk.add(Position(one, "Eva", AT, "It helps.", "Client", "agree"))
        assert talk.name_in("Client", two) == ""
        talk.add(Position(two, "Eva", AT, "It helps.", "Client", "agree"))
        assert [talk.name_in("Client", target) for target in (one, two, three)] == ["", "Bo", ""]


async def test_a_second_enter_ends_nothing_but_the_list(pack, path):
    """It may come before the first one is handled."""
    async with wizard(pack, path, new=True, clock=clock) as ui:
        await ui.press("f11", "p")
        ui._send("enter")
        ui._send("enter")
        await ui.rest()
        assert [type(screen).__name__ for screen in ui.app.screen_stack][-3:-1] == [
            "AssessmentScreen",
            "DiscussionScreen",
        ]


async def test_what_a_workshop_answers_stands_on_the_page_behind_it(pack, path):
    Session.create(pack, path, clock=clock, by="Ada").close()
    question = next(one.id for one in pack.content.questions if one.type == "boolean")
    recent_files.remember(path, pack.questions[question].section, question)
    async with wizard(pack, None, clock=clock) as ui:
        ui.app.post_message(FileWanted(path, workshop=True))
        await ui.wait_for_screen(WorkshopScreen)
        await ui.press("a", "enter", "escape")
        assert ui.answer(question).value is True
        assert ui.walk.page.boxes[Ref(question)].view.value is True


async def test_a_workshop_goes_from_the_start_screen_to_an_answer_and_a_position(pack, path):
    with Session.create(pack, path, clock=clock, by="Ada") as session:
        question = next(one for one in pack.content.questions if one.type == "boolean")
        session.discuss({"a": Position(("question", question.id), "Bo", AT, "It harms.", "Guardian", "disagree")})
    recent_files.remember(path, question.section, question.id)
    async with wizard(pack, None, clock=clock) as ui:
        await ui.wait_for_screen(StartScreen)
        await ui.press("w", "enter")
        await ui.wait_for_screen(WorkshopScreen)
        await ui.wait_for_text("It harms.")
        assert pack.numbers[question.id] in ui.flat
        assert "On the answers so far" in ui.flat
        await ui.press("a", "enter")
        assert ui.session.assessment.answers[question.id].value is True
        await ui.press("f8", "n", "k")
        assert question.id not in ui.session.assessment.answers
        await ui.type("Who pays?")
        await ui.press("ctrl+s")
        assert {entry.text for entry in ui.session.assessment.discussion.values()} == {"It harms.", "Who pays?"}
        await ui.press("escape")
        assert ui.at.question != question.id
