"""What is pasted arrives whole in every field, and never as keys."""

from __future__ import annotations

import os
import time
from itertools import pairwise

import pytest
from hypothesis import example, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st
from support.driver import Driver, wizard
from textual import events

from dpia.assessment.model import given
from dpia.session import Session
from dpia.tui.bracketed_paste import END, START, PasteParser
from dpia.tui.pasting import pasted
from dpia.tui.screens.assessment import AssessmentScreen

CONTROLS = "\x00\x07\x08\x1b\x7f\x85\x9b\u061c\u200e\u200f\u202a\u202e\u2066\u2069"


async def paste(ui: Driver, text: str) -> None:
    """As the terminal sends it, already taken out of its brackets."""
    driver = ui.app._driver
    assert driver is not None
    driver.send_message(events.Paste(text))
    await ui.rest()


# --- one function for every field -------------------------------------------------------------------------------------


@hypothesis_given(
    st.text(st.sampled_from(list("ab [m;0\n\r\t" + CONTROLS)), max_size=30), st.sampled_from([" ", "; ", None])
)
@example("one\r\ntwo\rthree\u2028four", " ")
@example("\x1b[201~\x1b[21~x", None)
@settings(max_examples=500, deadline=None)
def test_nothing_harmful_stays_and_no_line_is_lost(text, joint):
    made = pasted(text, joint)
    assert not set(made.text) & set(CONTROLS)
    assert "\n" not in made.text or joint is None
    assert pasted(made.text, joint).text == made.text, "once is enough"
    if made.removed == 0:
        letters = [char for char in text if char in "ab"]
        assert [char for char in made.text if char in "ab"] == letters, "every letter of every line"
    else:
        assert made.altered


@pytest.mark.parametrize(
    ("raw", "line", "area"),
    [
        ("one\ntwo", "one two", "one\ntwo"), ("one\r\n\r\n  two\r\n", "one two", "one\n\n  two\n"), (" kept ", " kept ", " kept "),
        ("a\tb", "a b", "a\tb"), ("\x1b[31mred\x1b[0m", "red", "red"), ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07", "link", "link"),
        ("a\u202eb", "ab", "ab"), ("\x1b[21~", "", ""), ("\x1bOP", "OP", "OP"), ("a\x85b", "a b", "a\nb"),
        ("å 你好 👩‍🏫 עברית", "å 你好 👩‍🏫 עברית", "å 你好 👩‍🏫 עברית"), ("\n", "", "\n"), ("", "", ""),
    ],
)  # fmt: skip
def test_what_becomes_of_a_paste(raw, line, area):
    assert pasted(raw, " ").text == line
    assert pasted(raw, None).text == area


# --- the fields -------------------------------------------------------------------------------------------------------


async def test_a_line_keeps_every_line_and_says_so(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("<>")
        await ui.press("left")
        await paste(ui, "Entrance\nwith faces\r\n\r\nin three gates\n")
        assert "3 lines were pasted and joined into one." in ui.text
        await ui.press("enter")
        assert ui.answer("start.title") == given("<Entrance with faces in three gates>")


async def test_the_remark_goes_with_the_next_letter(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await paste(ui, "a\nb")
        assert "2 lines were pasted" in ui.text
        await ui.type("c")
        assert "2 lines were pasted" not in ui.text


async def test_pasted_numbers_do_not_become_another_number(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        await paste(ui, "12\n13")
        await ui.press("enter")
        assert ui.answer("start.count") is None
        assert "12; 13" in ui.text, "kept as it is, with the reason why it is no number"
        assert "is not a number" in ui.flat


async def test_a_long_text_keeps_its_lines_and_loses_what_acts(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.summary")
        await paste(ui, "one\r\n\x1b[31mtwo\x1b[0m \u202ethree")
        assert "3 control characters were removed from what was pasted." in ui.text
        await ui.press("tab")
        assert ui.answer("start.summary") == given("one\ntwo three")


async def test_a_selection_is_replaced(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("old")
        await ui.press("shift+home")
        await paste(ui, "new\nname")
        await ui.press("tab")
        assert ui.answer("start.title") == given("new name")


async def test_the_clipboard_of_the_wizard_goes_the_same_way(pack, path):
    async with wizard(pack, path, new=True) as ui:
        ui.app.copy_to_clipboard("one\ntwo\x07")
        await ui.press("ctrl+v", "tab")
        assert ui.answer("start.title") == given("one two")
        await ui.go("start.summary")
        await ui.press("ctrl+v", "tab")
        assert ui.answer("start.summary") == given("one\ntwo")


async def test_lists_take_no_paste_and_say_so(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        entries = ui.entries
        await paste(ui, "2\ny\nthey said so\n")
        assert "Nothing was pasted: there is no field to type in here." in ui.text
        assert ui.entries == entries
        await ui.press("enter")
        assert ui.entries == entries
        await ui.press("f3")
        await paste(ui, "a")
        assert any("Nothing was pasted" in message for message in ui.told)


async def test_forms_and_searches_keep_every_line(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.drafts")
        await ui.press("f6")
        await paste(ui, "one\n\x1b[1mtwo")
        assert any("removed" in message for message in ui.told)
        await ui.press("enter")
        assert ui.answer("start.drafts").reason == "one\ntwo"
        await ui.press("ctrl+p")
        await paste(ui, "as-of\ndate\n")
        assert "As-of date" in ui.text, "found by both words"
        assert any("2 lines were pasted" in message for message in ui.told)
        await ui.press("escape")
        await ui.press("ctrl+p")
        await paste(ui, "as-of\n")
        await ui.press("enter")
        await ui.wait_for_text("By the law of which day?")
        await ui.press("ctrl+u")
        await paste(ui, "2019-08-20\n")
        await ui.press("enter")
        assert ui.session.assessment.as_of == "2019-08-20"


async def test_a_path_is_pasted_with_its_line_end(pack, path):
    with Session.create(pack, path):
        pass
    async with wizard(pack, None) as ui:
        await ui.press("o")
        await paste(ui, f"{path}\n")
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)


async def test_an_answer_of_several_lines_is_shown_whole_where_one_is_asked(pack, path):
    """`fill` takes several lines for a question of one line. The field grows instead of cutting them."""
    with Session.create(pack, path) as session:
        session.answer("start.title", given("one\ntwo"))
    async with wizard(pack, path) as ui:
        entries = ui.entries
        assert "one" in ui.text
        assert "two" in ui.text
        await ui.press("tab", "up")
        assert ui.entries == entries, "and looking at it changes nothing"
        await ui.type(" three")
        await ui.press("tab")
        assert ui.answer("start.title") == given("one\ntwo three")


# --- the terminal -----------------------------------------------------------------------------------------------------


def parsed(*chunks: str) -> list[str]:
    """What the program gets of what a terminal sends: keys by their names, pastes in quotes."""
    parser = PasteParser()
    found = []
    for chunk in chunks:
        found += list(parser.feed(chunk))
        found += parser.tick()
    return [repr(event.text) if isinstance(event, events.Paste) else event.key for event in found]


HARD = [
    "\x1b[21~", "a\x1b", "\x1b\x1b[15~", "\x1b[1;5C" + "x" * 40, "\x1b[200~", "\x1b[<0;10;10M", "\x1b]0;t\x07" + "2" * 40, "\x1b[?", "",
    "\x1b[I\x1b[O", "\r\n",
]  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_a_paste_is_one_text_whatever_is_in_it(text):
    assert parsed(f"1{START}{text}{END}2") == ["1", repr(text), "2"]


@hypothesis_given(
    text=st.text(st.sampled_from(list("a1~[;\x1b\r20")), max_size=40), cuts=st.lists(st.integers(0, 60), max_size=6)
)
@settings(max_examples=300, deadline=None)
def test_it_does_not_matter_how_the_terminal_sends_it(text, cuts):
    whole = f"1{START}{text}{END}2"
    places = sorted({0, *(cut % len(whole) for cut in cuts), len(whole)})
    if END in text or START in text:
        return
    chunks = [whole[start:end] for start, end in pairwise(places)]
    assert parsed(*chunks) == ["1", repr(text), "2"]


def test_an_end_mark_inside_a_paste_does_not_let_the_rest_pass_as_keys():
    assert parsed(f"{START}a{END}\x1b[21~2{END}3") == [repr(f"a{END}\x1b[21~2"), "3"]
    assert parsed(f"{START}a{END}{START}b{END}") == ["'a'", "'b'"], "two pastes are two"


def test_keys_outside_pastes_are_as_before():
    from textual._xterm_parser import XTermParser

    for keys in ("abc\r\t\x7f", "\x1b[21~\x1b[A\x1bOP", "\x1b[<0;10;10M", "\x1b[I", "å你"):
        plain, ours = XTermParser(), PasteParser()
        assert [repr(event) for event in ours.feed(keys)] == [repr(event) for event in plain.feed(keys)]


def test_a_pasted_sequence_is_no_key_in_a_real_terminal(path):
    """F10 would leave, “2” and Enter would answer."""
    pytest.importorskip("pty", reason="needs a pseudo terminal")
    from support.terminal import Terminal

    terminal = Terminal(path)
    terminal.until("What do you call this project?")
    os.write(terminal.fd, b"\t")
    terminal.until("goes on without an answer")
    log = "\x1b[21~\x1b[1;5C2\r\x1b[" + "2" * 40 + "\r"
    os.write(terminal.fd, f"{START}{log}{END}".encode())
    terminal.until("Nothing was pasted")
    terminal.seen = ""
    os.write(terminal.fd, b"\x1b[Z")
    terminal.until("A short working name")
    os.write(terminal.fd, f"{START}Gate\n\x1b[21~two{END}\r".encode())
    end = time.monotonic() + 30
    while "Gate" not in path.read_text():
        terminal.read()
        assert time.monotonic() < end, terminal.seen[-500:]
    os.write(terminal.fd, b"\x1b[21~")
    assert terminal.end() == 0
    from dpia.storage.document import read_document

    assert read_document(path).assessment.answers == {"start.title": given("Gate two")}
