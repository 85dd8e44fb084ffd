"""Lists of several: each item has a mark of its own, ticks alone stay “these and no others”, and Enter says which."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from support.driver import wizard

from dpia.assessment.answers import Edit
from dpia.assessment.itemwise import known_items
from dpia.assessment.model import UNKNOWN, Answer, Row, given
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, PartialList
from dpia.content.loader import load_pack
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.session import Session
from dpia.tui.item_marks import SIGNS
from dpia.tui.messages import Committed
from dpia.tui.view_model import Item, ViewModel
from dpia.tui.widgets.question_items import ItemsBox

PEOPLE = "start.people-in"
OPTIONS = ("sweden", "china", "other")
STATE_OF = {sign: state for state, sign in SIGNS.items()}


async def test_space_ticks_and_goes_through_the_marks(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(PEOPLE)
        await ui.press("1")
        for sign in ("☑", "☐", "?", "·", "☑"):
            await ui.press("space")
            assert f"› {sign} Sweden" in ui.text
        await ui.press("down", "up", "space")
        assert "› ☐ Sweden" in ui.text, "after moving Space takes a tick away, as ever"
        await ui.press("down", "up", "space")
        assert "› ☑ Sweden" in ui.text
        assert ui.answer(PEOPLE) is None, "a mark is no answer"


async def test_the_signs_and_keys_are_explained_around_the_items(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(PEOPLE)
        assert "☑ yes   ☐ no   ? not known   · not looked at" in ui.text
        assert "Space or + - ? . marks one; all others: _ no, : not looked at" in ui.text


@pytest.mark.parametrize("leave", ["enter", "tab", "ctrl+n", "ctrl+s"])
async def test_ticks_alone_say_these_and_no_others(pack, path, leave):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(PEOPLE)
        await ui.press("1", "+")
        assert "Enter applies: these and no others." in ui.text
        await ui.press(leave)
        assert ui.answer(PEOPLE) == given(("sweden",))


async def test_one_key_for_each_mark(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(PEOPLE)
        await ui.press("down", "+", "down", "-")
        assert "Enter applies the marks; · stays not looked at.   _ all others: no." in ui.text
        await ui.press("down", "?", "enter")
        assert ui.answer(PEOPLE) == given(PartialList(("sweden",), ("china",), ("other",)))
        assert "mainland China: not looked at → no" in ui.flat
        await ui.go(PEOPLE)
        await ui.press("2", "delete", "enter")
        assert ui.answer(PEOPLE) == given(PartialList(("sweden",), (), ("other",)))
        await ui.go(PEOPLE)
        await ui.press("1", ".", "3", ".")
        assert "Nothing is marked: this takes the answer away." in ui.text
        await ui.press("enter")
        assert ui.answer(PEOPLE) is None


async def test_the_others_at_once(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(PEOPLE)
        await ui.press("_", "escape")
        assert "› " not in ui.text.split("Space or +")[0].split("Where are")[1], "without a mark there are no others"
        await ui.press("1", "+", "2", "?", "_", "enter")
        assert ui.answer(PEOPLE) == given(PartialList(("sweden",), ("other",), ("china",)))
        await ui.go(PEOPLE)
        await ui.press(":", "enter")
        assert ui.answer(PEOPLE) == given(PartialList(("sweden",), (), ("china",))), (
            "those that were “no” are open again"
        )
        await ui.press("f7")
        await ui.go(PEOPLE)
        await ui.press("f7", "1", "+", ":")
        assert "· stays not looked at" in ui.text
        await ui.press("enter")
        assert ui.answer(PEOPLE) == given(PartialList(("sweden",)))


async def test_of_an_answered_list_a_tick_changes_one_item(pack, path):
    async with wizard(pack, path, new=True) as ui:
        ui.model.commit(Ref(PEOPLE), given(("sweden",)))
        await ui.go(PEOPLE)
        assert "☐ elsewhere" in ui.text
        await ui.press("3", "space", "enter")
        assert ui.answer(PEOPLE) == given(("sweden", "other"))


async def test_a_list_known_in_part_is_changed_item_by_item_and_taken_back(pack, path):
    partly = given(PartialList(("sweden",), (), ("china",)))
    async with wizard(pack, path, new=True) as ui:
        ui.session.answer(PEOPLE, partly)
        await ui.go(PEOPLE)
        for line in ("☑ Sweden", "? mainland China", "· elsewhere"):
            assert line in ui.text
        entries = ui.entries
        await ui.press("enter")
        assert ui.entries == entries, "passing changes nothing"
        await ui.go(PEOPLE)
        await ui.press("3", "-", "enter")
        assert ui.answer(PEOPLE) == given(PartialList(("sweden",), ("other",), ("china",)))
        assert "elsewhere: not looked at → no (F8 undoes it)" in ui.flat
        await ui.press("f8")
        assert ui.answer(PEOPLE) == partly
        assert "undone: elsewhere: no → not looked at (Ctrl+Y does it again)" in ui.flat
        await ui.press("ctrl+y")
        assert "done again: elsewhere: not looked at → no" in ui.flat
        await ui.go("start.title")
        assert "yes: Sweden; no: elsewhere; not known: mainland China" in ui.flat


async def test_of_an_unknown_list_one_item_can_be_known(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(PEOPLE)
        await ui.press("f5")
        assert "? Sweden" in ui.text
        await ui.press("2", "+", "enter")
        assert ui.answer(PEOPLE) == given(PartialList(("china",), (), ("sweden", "other")))


async def test_the_cell_of_a_row_is_marked_in_the_same_way(pack, path):
    with Session.create(pack, path) as session:
        session.answer(
            "people.groups", given((Row("kids", {"name": given("Children")}), Row("staff", {"name": given("Staff")})))
        )
        session.answer("people.parties", given((Row("p"),)))
    async with wizard(pack, path) as ui:
        ui.walk.go_to(Ref("people.parties", "p", "about"))
        await ui.press("1", "+", "2", "?", "enter")
        assert ui.answer("people.parties", "p", "about") == given(PartialList(("kids",), (), ("staff",)))
        assert "yes: Children; not known: Staff" in ui.flat


async def test_a_list_of_what_is_missing_asks_whether_it_is_there(real_pack, path):
    gaps = "start.existing-gaps"
    with Session.create(real_pack, path) as session:
        session.apply([Edit("start.existing-assessment", given("complete"))])
    async with wizard(real_pack, path) as ui:
        await ui.go(gaps)
        assert "Say of each whether it is there." in ui.text
        assert "☑ there   ☐ missing   ? not known   · not looked at" in ui.text
        await ui.press("1", "+", "3", "-", "4", "?", "enter")
        assert ui.answer(gaps) == given(PartialList(("risks",), ("description",), ("groups",))), (
            "turned round in the file"
        )
        assert "Risks to people: not looked at → missing" in ui.flat
        await ui.go(gaps)
        assert "☐ Risks to people: missing" in ui.text
        assert "☑ The description: there" in ui.text
        await ui.press("0", "space", "enter")
        assert ui.answer(gaps) == given(()), "all are there: none is missing"
        await ui.go(gaps)
        await ui.press("f7", "1", "+")
        assert "these are there, all others missing" in ui.text
        await ui.press("enter")
        known = known_items(ui.answer(gaps), [option.id for option in real_pack.questions[gaps].options])
        assert known.lack == ("description",)
        assert len(known.have) == 7
        assert "there: The description" in ui.flat


# --- what is seen is what is written ----------------------------------------------------------------------------------

PACK = load_pack(Path(__file__).parent / "pack")
STATES: dict[str, Answer | None] = {
    "absent": None, "plain": given(("china",)), "none": given(()), "unknown": UNKNOWN,
    "partial": given(PartialList(("sweden",))), "full": given(PartialList((), ("sweden",), ("china", "other"))),
}  # fmt: skip


def box_of(answer: Answer | None) -> ItemsBox:
    session = Session.create(PACK, None)
    if answer is not None:
        session.answer(PEOPLE, answer)
    model = ViewModel(session, Translator())
    box = ItemsBox(model.view(Item(Ref(PEOPLE)), "start"), model)
    box.enter()
    return box


_KEYS = st.lists(
    st.sampled_from(["down", "up", "home", "space", "+", "-", "?", ".", "delete", "_", ":", ">"]), max_size=9
)


@pytest.mark.parametrize("state", STATES)
@drawn(_KEYS)
@settings(max_examples=150, deadline=None)
def test_what_the_signs_show_is_what_is_written(state, keys):
    box = box_of(STATES[state])
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else ""
        assert not any(isinstance(message, Committed) for message in box.press(key, character) or ())
    if box.typing.typed:
        return
    shown = {
        item: STATE_OF[line.plain.strip().removeprefix("› ")[0]]
        for item, start in zip(OPTIONS, box._entry_lines or _lines(box), strict=False)
        for line in [box.lines(70, True)[start]]
    }
    hint, settled = box.hint(), box.take()
    if settled is None:
        assert "applies" not in hint
        return
    if "these and no others" in hint:
        shown = {item: LACK if mark is None else mark for item, mark in shown.items()}
        assert set(shown.values()) <= {HAVE, LACK}
    known = known_items(settled.answer, OPTIONS)
    assert {item: known.state(item) for item in OPTIONS} == shown
    if NOT_KNOWN in shown.values() or None in shown.values():
        assert settled.answer is None or settled.answer == UNKNOWN or isinstance(settled.answer.value, PartialList)


def _lines(box: ItemsBox) -> list[int]:
    box.lines(70, True)
    return box._entry_lines
