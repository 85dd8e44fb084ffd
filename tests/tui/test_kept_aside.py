"""What was typed and is not in the file, when the wizard ended in whatever way: offered, and taken only if wanted."""

from __future__ import annotations

from pathlib import Path

from support.driver import wizard

from dpia.assessment.model import UNKNOWN, given
from dpia.session import Session
from dpia.storage.journal import Journal, Unsettled, left_behind
from dpia.tui.dialogs import FormScreen
from dpia.tui.screens.assessment import AssessmentScreen

TYPED = (
    Unsettled("start.title", typed="Gate"),
    Unsettled("start.count", typed="many"),
    Unsettled("start.body-type", answer={"unknown": True}),
    Unsettled("people.groups", "gone", "name", typed="Pupils"),
    Unsettled("", typed="Your reason\nSo it is [/", title="Contest"),
)


def left(path: Path) -> list[Unsettled]:
    return [entry for found in left_behind(path) for entry in found.entries]


async def test_it_is_looked_at_and_put_where_it_was_typed(pack, path):
    with Session.create(pack, path):
        pass
    journal = Journal(path)
    journal.keep(TYPED)
    journal.close()
    async with wizard(pack, path) as ui:
        await ui.wait_for_text("5 entries were typed here earlier and are not in the file.")
        await ui.press("down", "enter")
        for part in ("What do you call this project? Gate", "many", "So it is [/", "The field is not there any more"):
            assert part in ui.flat
        await ui.press("enter", "enter")
        assert ui.answer("start.title") == given("Gate")
        assert ui.answer("start.body-type") == UNKNOWN
        assert ui.answer("start.count") is None
        assert ui.model.drafts, "what is no answer stands in its field"
        assert "not in the file" not in ui.text
        await ui.press("f8")
        assert ui.answer("start.title") is None, "it was one action"
        await ui.press("f10", "down", "enter")
        await ui.wait_for(lambda: ui.app.return_code == 0)
    assert [entry.typed for entry in left(path)] == ["Gate", "many", None, "Pupils", TYPED[4].typed, "many"]
    async with wizard(pack, path) as ui:
        await ui.wait_for_text("5 entries were typed here earlier")
        await ui.press("end", "enter")
        await ui.wait_for_text("1 entry was typed here earlier")
        assert [entry.typed for entry in left(path)] == ["many"]
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        assert [entry.typed for entry in left(path)] == ["many"], "it waits for another time"


async def test_it_is_kept_as_one_types_also_in_a_form_and_not_once_it_is_settled(pack, path):
    async with wizard(pack, path, new=True) as ui:
        journal = ui.walk.aside.journal
        await ui.type("Gate")
        assert [entry.typed for entry in journal._wanted] == ["Gate"]
        await ui.press("enter")
        assert journal._wanted == ()
        ui.walk.answers.as_of()
        await ui.wait_for_screen(FormScreen)
        await ui.press("ctrl+u")
        await ui.type("2026-1")
        assert [(entry.title, entry.typed) for entry in journal._wanted] == [
            ("As-of date", "By the law of which day?\n2026-1")
        ]
        await ui.press("escape")
        assert "What you typed is not taken." in ui.text
        assert journal._wanted, "one Esc drops nothing that was typed"
        await ui.press("escape")
        assert journal._wanted == (), "whoever goes back does not want it"


async def test_leaving_from_any_screen_drops_nothing_that_is_typed_in_a_form(pack, path):
    async with wizard(pack, path, new=True) as ui:
        ui.walk.answers.as_of()
        await ui.wait_for_screen(FormScreen)
        await ui.type("0")
        await ui.press("f10")
        assert "What you typed is not taken." in ui.text
        await ui.type("1")
        await ui.press("ctrl+q")
        assert isinstance(ui.app.screen, FormScreen), "what is typed after the warning is warned about too"
        await ui.press("f10", "ctrl+d", "f10")
        await ui.wait_for(lambda: ui.app.return_code == 0)


async def test_the_hint_says_that_an_answer_stays_also_where_it_is_unknown(pack, path):
    async with wizard(pack, path, new=True) as ui:
        for name in ("start.body-type", "start.people-in", "people.parties"):
            await ui.go(name)
            box = ui.walk.page.current
            assert box is not None
            assert "without an answer" in box.hint()
            await ui.press("f5")
            await ui.go(name)
            assert "the answer stays" in ui.walk.page.current.hint()


async def test_a_conflict_takes_nothing_that_is_typed_after_it(pack, path):
    async with wizard(pack, path, new=True) as ui:
        path.write_text(path.read_text() + "\n")
        await ui.type("mine\n")
        assert "READING ONLY" in ui.text
        await ui.go("start.count")
        await ui.type("1200\n")
        await ui.press("f10")
        await ui.wait_for_text("not saved.")
        await ui.press("down", "enter")
        await ui.wait_for(lambda: ui.app.return_code == 0)
    assert {entry.question: entry.answer for entry in left(path)}["start.count"] == {"given": 1200}
