"""No key changes an answer unseen: typing and passing answer nothing, and every change is said beside its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from support.driver import LARGE, LEAST, Driver, wizard

from dpia.assessment.answers import Edit
from dpia.assessment.model import UNKNOWN, Response, Row, given, not_applicable
from dpia.content.loader import load_pack
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.session import Session
from dpia.tui.messages import Committed, RowUnwanted, RowWanted, Stepped
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.findings import FindingsScreen
from dpia.tui.view_model import Item, ViewModel
from dpia.tui.widgets.question_choice import ChoiceBox
from dpia.tui.widgets.question_items import ItemsBox
from dpia.tui.widgets.question_list import ListBox
from dpia.tui.widgets.question_table import TableBox

PACK = load_pack(Path(__file__).parent / "pack")
LISTS = [
    Ref("start.body-type"), Ref("start.public-task"), Ref("start.people-in"), Ref("start.drafts"),
    Ref("people.groups"), Ref("people.parties"), Ref("people.groups", "kids", "role"),
    Ref("people.groups", "kids", "ages"), Ref("people.groups", "kids", "joins"), Ref("people.parties", "p", "about"),
]  # fmt: skip
"""Every kind of list: a choice, yes or no, several, tables, and the same as cells of a row."""

SENTENCES = ["they said so", "no idea, ask them", "yes we do", "2 of them", "public, I think", "a b c", "y n 0 1 2 + -"]


def model_with(state: str) -> ViewModel:
    """An assessment whose lists are unanswered, answered, unknown, or proposed."""
    session = Session.create(PACK, None)
    rows = (Row("kids", {"name": given("Children")}),)
    session.answer("people.groups", given(rows))
    session.answer("people.parties", given((Row("p"),)))
    answers = {
        "start.body-type": given("company"), "start.public-task": given(True), "start.people-in": given(("china",)),
        "start.drafts": given(()),
    }  # fmt: skip
    if state == "answered":
        session.apply(
            [
                *(Edit(question, answer) for question, answer in answers.items()),
                Edit("people.groups", given("pupil"), "kids", "role"),
                Edit("people.groups", given(("child",)), "kids", "ages"),
                Edit("people.groups", given(False), "kids", "joins"),
                Edit("people.parties", given(("kids",)), "p", "about"),
            ]
        )
    elif state == "unknown":
        session.apply([*(Edit(question, UNKNOWN) for question in answers), Edit("people.groups", UNKNOWN)])
    elif state == "proposed":
        session.propose([Edit(question, answer) for question, answer in answers.items()])
    return ViewModel(session, Translator())


MODELS = {state: model_with(state) for state in ("unanswered", "answered", "unknown", "proposed")}


def box_of(model: ViewModel, ref: Ref) -> ListBox:
    """A box as the person finds it on arriving."""
    view = model.view(Item(ref), model.place_of(ref).section)
    box = {"table": TableBox, "choices": ItemsBox}.get(view.type, ChoiceBox)(view, model)
    box.enter()
    return box


def press(box: ListBox, key: str) -> list[object]:
    """A key as the terminal sends it."""
    name, character = ("space", " ") if key == " " else (key, key if len(key) == 1 else "")
    return list(box.press(name, character) or ())


_REFS, _STATES = st.sampled_from(LISTS), st.sampled_from(sorted(MODELS))
_LETTERS = st.text(st.sampled_from("abcehmnopstuwy 0123+-"), max_size=8)


@hypothesis_given(_REFS, _STATES, _LETTERS)
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_answers_nothing(ref, state, text):
    box = box_of(MODELS[state], ref)
    assert [message for character in text for message in press(box, character)] == []
    if not set(text) & set(" +-"):  # Space and the signs mark, as is seen; what is marked is settled on leaving
        assert box.take() is None, "and nothing is settled on leaving"


@hypothesis_given(_REFS, _STATES, _LETTERS)
@settings(max_examples=400, deadline=None)
def test_enter_after_typing_takes_only_what_begins_so(ref, state, text):
    box = box_of(MODELS[state], ref)
    for character in text.replace(" ", ""):
        press(box, character)
    typed, found = box.typing.typed, box.typing.found
    changes = [message for message in press(box, "enter") if isinstance(message, Committed | RowWanted | RowUnwanted)]
    if changes and typed:
        assert found
        words = box.labels()[box.cursor or 0].casefold().lstrip("+ ").split()
        begun = (typed, typed[0]) if len(set(typed)) == 1 else (typed,)  # the same letter again is the next entry
        fits = any("".join(words[start:]).startswith(begun) for start in range(len(words)))
        assert box.numbers().get(typed) == box.cursor or fits


@pytest.mark.parametrize("state", MODELS)
@pytest.mark.parametrize("ref", LISTS, ids=str)
def test_passing_answers_nothing(ref, state):
    """Enter to get past, and arrows through all entries, lead on and do no more; a row is opened at most."""
    box = box_of(MODELS[state], ref)
    rows = isinstance(box, TableBox) and bool(box.view.rows)
    assert [type(message) for message in press(box, "enter")] == [RowWanted if rows else Stepped]
    for key in ("down", "up"):
        box = box_of(MODELS[state], ref)
        messages: list[object] = []
        for _ in range(12):
            messages = messages or press(box, key)
        assert [type(message) for message in messages] == [Stepped]
        assert box.take() is None


@pytest.mark.parametrize("state", MODELS)
@pytest.mark.parametrize("ref", LISTS, ids=str)
def test_what_enter_will_do_is_said_beforehand(ref, state):
    for keys in ((), ("down",), ("down", "down"), ("end",), ("x", "x"), ("end", " ")):
        box = box_of(MODELS[state], ref)
        for key in keys:
            press(box, key)
        hint = box.hint()
        messages = press(box, "enter")
        answers = next((message.answer for message in messages if isinstance(message, Committed)), None)
        said = any(word in hint for word in ("answers", "applies", "takes the answer away"))
        assert said == any(isinstance(message, Committed) for message in messages), (hint, answers)


@pytest.mark.parametrize("state", MODELS)
@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("ref", LISTS, ids=str)
def test_a_sentence_typed_in_the_wrong_place_and_enter_answer_nothing(ref, state, sentence):
    box = box_of(MODELS[state], ref)
    messages = [message for key in (*sentence, "enter") for message in press(box, key)]
    assert not any(isinstance(message, Committed | RowWanted | RowUnwanted) for message in messages)
    assert box.take() is None


async def test_an_entry_gone_to_is_not_taken_after_another_command(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("down", "f5", "enter")
        assert ui.answer("start.body-type") == UNKNOWN
        await ui.go("start.people-in")
        await ui.press("down", "space", "f5", "enter")
        assert ui.answer("start.people-in") == UNKNOWN


async def test_a_click_beside_the_options_answers_nothing(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("f5")
        for words in ("What kind of body", "not answered → unknown"):
            lines = ui.text.splitlines()
            await ui.pilot.click(offset=(10, next(y for y, text in enumerate(lines) if words in text)))
            await ui.rest()
            assert ui.answer("start.body-type") == UNKNOWN, words


async def test_letters_on_other_screens_change_nothing(pack, path):
    """The page of a finding has letters for its commands; each asks before it writes."""
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.people-in")
        await ui.press("1", "enter")
        entries = ui.entries
        finding = ui.model.evaluation.findings[0]
        await ui.press("f3")
        await ui.wait_for_screen(FindingsScreen)
        for sentence in SENTENCES:
            await ui.type(sentence)
        ui.app.push_screen(FindingScreen(ui.model, finding))
        for sentence in SENTENCES:
            await ui.wait_for_screen(FindingScreen)
            await ui.type(sentence + "\n")
            for _ in range(3):
                if not isinstance(ui.app.screen, FindingScreen):
                    await ui.press("escape")
        assert ui.entries == entries


# --- every change is echoed -------------------------------------------------------------------------------------------


def beside(ui: Driver, question: str) -> str:
    """The words below a question of the page, as they are on the screen."""
    box = next(box for ref, box in ui.walk.page.boxes.items() if ref.question == question)
    words = " ".join(line.plain.strip() for line in box.laid(ui.walk.page.body.room, box is ui.box))
    assert words.split()[-1] in ui.flat
    return words


async def test_each_way_to_answer_is_echoed_beside_its_field(pack, path):
    async with wizard(pack, path, new=True, size=LARGE) as ui:
        await ui.type("Café\n")
        assert "not answered → Café (F8 undoes it)" in beside(ui, "start.title")
        await ui.press("2", "enter")
        assert "not answered → private company (F8 undoes it)" in beside(ui, "start.body-type")
        assert "→" not in beside(ui, "start.title"), "only the last change"
        await ui.press("1", "space", "3", "space", "tab")
        assert "not answered → Sweden and elsewhere (F8 undoes it)" in beside(ui, "start.people-in")
        await ui.go("start.people-in")
        await ui.press("f5")
        assert "Sweden and elsewhere → unknown (F8 undoes it)" in beside(ui, "start.people-in")
        await ui.press("f7")
        assert "unknown → not answered (F8 undoes it)" in beside(ui, "start.people-in")
        await ui.go("start.drafts")
        await ui.press("f6")
        await ui.type("No.\n")
        assert ui.answer("start.drafts") == not_applicable("No.")
        assert "not answered → not applicable: No. (F8 undoes it)" in beside(ui, "start.drafts")
        await ui.press("f8")
        assert "undone: not applicable: No. → not answered (Ctrl+Y does it again)" in beside(ui, "start.drafts")
        await ui.press("ctrl+y")
        assert "done again: not answered → not applicable: No. (F8 undoes it)" in beside(ui, "start.drafts")


async def test_proposals_rows_dates_and_responses_are_echoed_too(pack, path):
    with Session.create(pack, path) as session:
        session.propose([Edit("start.body-type", given("company")), Edit("start.stage", given("live"))])
        session.answer("start.people-in", given(("sweden",)))
    async with wizard(pack, path) as ui:
        await ui.go("start.body-type")
        await ui.press("ctrl+t")
        assert "not answered → private company (F8 undoes it)" in ui.flat
        await ui.go("start.stage")
        await ui.press("ctrl+r")
        assert "proposal in use → none (F8 undoes it)" in ui.flat
        await ui.go("people.groups")
        await ui.press("insert")
        assert "not answered → 1 row (F8 undoes it): Q2.1 Which" in ui.text, "on the card the last line says it"
        await ui.type("Pupils\n")
        await ui.press("escape", "delete", "down", "enter")
        assert "removed: Pupils (F8 undoes it)" in ui.flat
        ui.model.do(lambda: ui.session.set_as_of("2019-08-20"))
        ui.walk.refresh_around()
        await ui.rest()
        assert "→ 20 August 2019 (F8 undoes it): the as-of date" in ui.text
        ui.model.do(lambda: ui.session.respond("RP-02/described", Response("contest", reason="No.")))
        ui.walk.refresh_around()
        await ui.rest()
        assert "no response → contested (No.) (F8 undoes it): the response" in ui.text


async def test_a_change_is_said_below_where_its_field_is_out_of_sight(pack, path):
    """Also where a finding moved: what was typed is settled by the change of page, and nobody sees its field any more."""
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.people-in")
        await ui.press("1", "space", "ctrl+n")
        assert ui.model.moves.items, "a finding moved"
        assert "not answered → Sweden (F8 undoes it): Q1.4 Where are the" in ui.text
        await ui.press("f3")
        await ui.wait_for_screen(FindingsScreen)
        assert "by: Q1.4 Where are the people whose data are used?" in ui.text, "and beside the findings"
        await ui.press("escape")
        await ui.go("start.people-in")
        assert "- gone: " in ui.text, "in sight of the field the line is for the findings again"


async def test_a_change_is_said_below_where_its_field_is_seen_in_part(pack, path):
    async with wizard(pack, path, new=True, size=LEAST) as ui:
        await ui.go("start.people-in")
        await ui.press("1", "space", "enter")
        body = ui.walk.page.body
        body.move_to(body.line_of(ui.walk.page.boxes[Ref("start.people-in")]) + 1)
        await ui.rest()
        assert "not answered → Sweden (F8 undoes it): Q1.4" in ui.flat


async def test_that_no_finding_moved_is_said(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x\n")
        assert "No finding moved.  nothing decided yet" in ui.text


async def test_of_two_long_answers_the_difference_is_shown(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.summary")
        await ui.type("word " * 30 + "old")
        await ui.press("tab", "up")
        await ui.press(*["backspace"] * 3, *"new", "tab")
        assert "old → …" in ui.flat
        assert "word new (F8 undoes it)" in ui.flat
