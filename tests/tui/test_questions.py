"""Every type of question by keyboard alone: what commits, what does not, and what a wrong word does."""

from __future__ import annotations

import pytest
from support.driver import wizard
from textual.widgets import Input

from dpia.assessment.interval import Interval
from dpia.assessment.model import UNKNOWN, State, given, not_applicable


async def test_opening_a_page_answers_nothing(pack, path):
    async with wizard(pack, path, new=True) as ui:
        entries = ui.entries
        for _ in range(12):
            await ui.press("tab")
        await ui.press("ctrl+n", "ctrl+n", "ctrl+b")
        assert ui.entries == entries == 4  # created, as_of, language and the content


async def test_text(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("Café 个人信息 [/x]")
        assert ui.answer("start.title") is None, "typing is not answering"
        await ui.press("enter")
        assert ui.answer("start.title") == given("Café 个人信息 [/x]")
        assert ui.at.question == "start.body-type", "Enter goes on"
        assert "Café 个人信息 [/x]" in ui.text


async def test_a_key_whose_message_is_on_its_way_is_not_lost_when_the_page_is_laid_anew(pack, path):
    async with wizard(pack, path, new=True) as ui:
        page = ui.walk.page
        await ui.type("Gat")
        with page.line.prevent(Input.Changed):
            page.line.value = "Gate"
        page._lay()
        assert (page.line.value, page.body.here.typed) == ("Gate", "Gate")
        page.body.here.forget()  # changed from elsewhere: now the editor follows
        page._lay()
        assert page.line.value == ""


async def test_the_word_unknown_is_a_text(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("unknown\n")
        assert ui.answer("start.title") == given("unknown")


async def test_long_text_takes_lines_and_tab_settles(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.summary")
        await ui.type("one\ntwo")
        await ui.press("tab")
        assert ui.answer("start.summary") == given("one\ntwo")
        assert ui.at.question == "start.count"


async def test_up_and_down_leave_a_long_text_at_its_ends(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.summary")
        await ui.type("one\ntwo")
        await ui.press("up")
        assert ui.at.question == "start.summary", "from the second line to the first"
        await ui.press("up")
        assert ui.at.question == "start.people-in"
        assert ui.answer("start.summary") == given("one\ntwo")


async def test_number_with_unit(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        assert "in persons" in ui.text
        await ui.type("1 200")
        assert "= 1,200 persons" in ui.text, "what is understood is echoed while typing"
        await ui.press("enter")
        assert ui.answer("start.count") == given(1200)


@pytest.mark.parametrize(
    ("typed", "message"), [("1,200", "is not a number"), ("-3", "at least 0"), ("nan", "Expected a number")]
)
async def test_no_number(pack, path, typed, message):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        entries = ui.entries
        await ui.type(typed)
        await ui.press("enter")
        assert ui.at.question == "start.count", "one stays where the mistake is"
        assert message in ui.flat
        assert ui.entries == entries
        await ui.press("tab")
        assert typed in ui.text, "what was typed is kept"
        assert message in ui.flat


async def test_a_fixed_number_is_taken_and_the_message_goes(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        await ui.type("12x")
        await ui.press("enter")
        assert "is not a number" in ui.flat
        await ui.press("backspace")
        assert "is not a number" not in ui.flat
        await ui.press("enter")
        assert ui.answer("start.count") == given(12)
        assert not ui.model.drafts


async def test_what_is_no_answer_survives_a_change_of_page(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        await ui.type("12x")
        await ui.press("ctrl+n", "ctrl+b")
        await ui.go("start.count")
        assert "12x" in ui.text
        assert "is not a number" in ui.flat


async def test_date_with_echo(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.begin-date")
        await ui.type("2026-11-02")
        assert "= 2 November 2026" in ui.text
        await ui.press("enter")
        assert ui.answer("start.begin-date") == given("2026-11-02")


@pytest.mark.parametrize("typed", ["2026-02-30", "tomorrow", "unknown"])
async def test_no_date(pack, path, typed):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.begin-date")
        await ui.type(typed)
        await ui.press("enter")
        assert "is not a date" in ui.flat
        assert ui.answer("start.begin-date") is None


async def test_choice_by_arrows(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("down")
        await ui.press("down")
        assert ui.answer("start.body-type") is None, "looking is not choosing"
        await ui.press("space")
        assert ui.answer("start.body-type") is None, "Space ticks where several may be chosen, and answers nothing here"
        await ui.press("enter")
        assert ui.answer("start.body-type") == given("company")
        assert ui.at.question == "start.people-in", "Enter goes on"
        await ui.press("up")
        assert "(•) private company" in ui.text
        await ui.press("down", "enter")
        assert ui.answer("start.body-type") == given("household")
        assert ui.at.question != "start.body-type", "Enter goes on"


async def test_choice_by_number_and_by_letter(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("2")
        assert ui.answer("start.body-type") is None
        await ui.press("enter")
        assert ui.answer("start.body-type") == given("company")
        await ui.go("start.body-type")
        await ui.press("h", "enter")
        assert ui.answer("start.body-type") == given("household")


async def test_arrows_leave_a_choice_at_its_ends(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("up")
        assert ui.at.question == "start.title"
        await ui.press("down", "down", "down", "down", "down")
        assert ui.at.question == "start.public-task"


async def test_boolean(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.public-task")
        await ui.press("n")
        assert ui.answer("start.public-task") is None
        await ui.press("enter", "up")
        assert ui.answer("start.public-task") == given(False)
        await ui.press("y", "enter")
        assert ui.answer("start.public-task") == given(True)


async def test_several_choices_settle_once(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.people-in")
        entries = ui.entries
        await ui.press("3", "space", "1", "space")
        assert ui.answer("start.people-in") is None
        assert "Enter applies: these and no others." in ui.text
        await ui.press("enter")
        assert ui.answer("start.people-in") == given(("sweden", "other")), "in the order of the question"
        assert ui.entries == entries + 1, "one entry, not one a tick"


async def test_several_choices_settle_on_leaving(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.people-in")
        await ui.press("1", "space", "tab")
        assert ui.answer("start.people-in") == given(("sweden",))


async def test_an_option_that_was_only_gone_to_is_not_settled_on_leaving(pack, path):
    async with wizard(pack, path, new=True) as ui:
        for question in ("start.people-in", "start.body-type"):
            await ui.go(question)
            await ui.press("1", "tab")
            assert ui.answer(question) is None
        await ui.go("start.people-in")
        await ui.press("1", "enter")
        assert ui.answer("start.people-in") is None, "Enter ticks nothing"
        await ui.go("start.people-in")
        await ui.press("1", "space", "enter")
        assert ui.answer("start.people-in") == given(("sweden",))


async def test_none_and_i_have_looked_is_an_answer(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.drafts")
        await ui.press("1", "space", "0", "space")
        assert "☑ none of these, and I have looked" in ui.text
        assert "☐ a note" in ui.text, "none takes the other ticks away"
        await ui.press("enter")
        assert ui.answer("start.drafts") == given(())


async def test_nothing_ticked_is_no_answer(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.drafts")
        await ui.press("1", "space", "enter")
        await ui.go("start.drafts")
        await ui.press(".", "down", ".")
        assert "this takes the answer away" in ui.text
        await ui.press("enter")
        assert ui.answer("start.drafts") is None


@pytest.mark.parametrize(
    "question",
    ["start.title", "start.body-type", "start.people-in", "start.count", "start.begin-date", "start.summary"],
)
async def test_i_do_not_know(pack, path, question):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(question)
        await ui.press("f5")
        assert ui.answer(question) == UNKNOWN
        await ui.press("tab")
        assert ui.answer(question) == UNKNOWN, "leaving the empty field does not take it away"
        await ui.go(question)
        assert "unknown" in ui.text
        await ui.press("f7")
        assert ui.answer(question) is None


async def test_i_do_not_know_beats_what_was_being_typed(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("half a thou")
        await ui.press("f5")
        assert ui.answer("start.title") == UNKNOWN
        assert not ui.model.drafts


async def test_not_applicable_asks_for_a_reason(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.public-task")
        await ui.press("f6")
        await ui.wait_for_text("Why does it not apply?")
        await ui.press("ctrl+s")
        assert "is needed" in ui.text, "a reason is not optional"
        await ui.type("We are a [/club]")
        await ui.press("ctrl+s")
        assert ui.answer("start.public-task") == not_applicable("We are a [/club]")
        assert "not applicable: We are a [/club]" in ui.text


async def test_not_applicable_only_where_it_is_allowed(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("f6")
        assert ui.answer("start.body-type") is None
        assert any("does not take" in message for message in ui.told)


async def test_clearing_a_text_by_emptying_it(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x\n")
        await ui.press("up", "backspace", "enter")
        assert ui.answer("start.title") is None


async def test_the_four_states_are_told_apart_without_colour(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x\n")
        await ui.go("start.body-type")
        await ui.press("f5")
        await ui.go("start.drafts")
        await ui.press("f6")
        await ui.type("no reason")
        await ui.press("ctrl+s")
        assert "✓1 ?1 /1 ·5" in ui.text
        assert "/ Q1.9 Which papers" in ui.text
        await ui.go("start.title")
        for sign in ("✓ Q1.1 What do you call", "? Q1.2 What kind of body", "· Q1.4 Where are the people"):
            assert sign in ui.text


async def test_the_mouse_opens_and_then_chooses(pack, path):
    async with wizard(pack, path, new=True) as ui:
        line = next(y for y, text in enumerate(ui.text.splitlines()) if "What kind of body" in text)
        await ui.pilot.click(offset=(10, line))
        await ui.rest()
        assert ui.at.question == "start.body-type"
        assert ui.answer("start.body-type") is None, "the first click only opens"
        option = next(y for y, text in enumerate(ui.text.splitlines()) if "( ) household" in text)
        await ui.pilot.click(offset=(10, option))
        await ui.rest()
        assert ui.answer("start.body-type") == given("household")


async def test_proposed_answers_count_only_when_confirmed(pack, path):
    from dpia.assessment.answers import Edit
    from dpia.session import Session

    with Session.create(pack, path) as session:
        session.propose(
            [
                Edit("start.body-type", given("company")),
                Edit("start.title", given("Plan")),
                Edit("start.stage", given("live")),
            ]
        )
    async with wizard(pack, path) as ui:
        await ui.go("start.body-type")
        assert "proposed, not yet yours: private company" in ui.flat
        assert ui.answer("start.body-type") is None
        await ui.press("ctrl+t")
        assert ui.answer("start.body-type") == given("company")
        assert "start.body-type" not in ui.session.assessment.proposed
        await ui.go("start.title")
        await ui.press("ctrl+r")
        assert ui.answer("start.title") is None
        assert "start.title" not in ui.session.assessment.proposed
        await ui.go("start.stage")
        await ui.press("1", "enter")
        assert ui.answer("start.stage") == given("planned"), "one's own answer wins"
        assert not ui.session.assessment.proposed


async def test_a_hidden_answer_is_reported_and_kept(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("1", "enter")
        await ui.press("y", "enter")
        await ui.go("start.body-type")
        await ui.press("2", "enter")
        assert "1 answer is kept but no longer counts" in ui.flat
        answer = ui.answer("start.public-task")
        assert answer is not None
        assert answer.state is State.GIVEN
        await ui.press("ctrl+l")
        await ui.wait_for_text("kept in the file")
        assert "Does a law give you the task?" in ui.text


async def test_what_is_not_known_exactly_is_typed_with_signs_and_shown_in_words(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        await ui.type("> 10 000\n")
        assert ui.answer("start.count") == given(Interval(10_000, low_open=True))
        assert "more than 10,000" in ui.flat
        await ui.go("start.begin-date")
        await ui.type("2024-05\n")
        assert ui.answer("start.begin-date") == given("2024-05")
        assert "May 2024" in ui.flat
        await ui.go("start.count")
        await ui.press("enter")
        assert ui.answer("start.count") == given(Interval(10_000, low_open=True)), "passing changes nothing"


async def test_the_forms_of_what_is_not_known_exactly_are_shown(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        assert "A number; not exactly: >10 000, <=50, 10..20. Enter saves it." in ui.text
        for typed, words in ((">10 000", "more than 10,000"), ("<=50", "at most 50"), ("10..20", "from 10 to 20")):
            await ui.type(typed)
            assert f"= {words} persons" in ui.flat
            await ui.press("ctrl+u")
        await ui.go("start.begin-date")
        assert "a date: 2026-11-21, 2026-11 or 2026" in ui.text
        assert "A day, month or year; also <2024, >2024-05, 2023..2024. Enter saves it." in ui.text
        for typed, words in (
            ("2024", "2024"),
            ("2024-05", "May 2024"),
            ("<2024", "before 2024"),
            (">2024-05", "after May 2024"),
        ):
            await ui.type(typed)
            assert f"= {words}" in ui.flat
            await ui.press("ctrl+u")
        await ui.press("tab")
        assert ui.answer("start.begin-date") is None
