"""What stands around the page: keys that can be clicked, messages that can be read, a look that is remembered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from support.driver import LEAST, SMALL, wizard
from support.furniture import cut
from support.tour import tour_of_work

from dpia import resources, settings
from dpia.assessment.answers import Edit
from dpia.assessment.model import Row, given
from dpia.content.names import GROUPS
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.session import Session
from dpia.tui.commands import ASSESSMENT, key_name
from dpia.tui.dialogs import FormScreen, ListScreen, TextScreen
from dpia.tui.screens.merge_offer import _what_it_holds
from dpia.tui.theme import DARK, LIGHT, THEMES
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.outcome_bar import TitleLine


def test_every_function_key_of_a_question_is_in_sight_on_eighty_columns():
    shown = "\n".join(line.plain for line in KeyLine(ASSESSMENT, Translator()).lines(78))
    for key in ("F1 ", "F2 ", "F3 ", "F4 ", "F5 ", "F6 ", "F7 ", "F8 ", "F9 ", "F10 ", "Ctrl+F ", "Ctrl+P "):
        assert key in shown
    assert len(shown.splitlines()) == 2
    assert all(len(line) <= 78 for line in shown.splitlines())


def test_a_narrow_line_of_keys_leaves_out_the_least_important_whole():
    line = KeyLine(ASSESSMENT, Translator())
    shown = "\n".join(text.plain for text in line.lines(30))
    assert shown.startswith("F1 Keys")
    names = {f"{key_name(command.keys[0], Translator())} {command.label}" for command in ASSESSMENT if command.keys}
    assert {part for text in shown.splitlines() for part in text.split("  ")} <= names


async def test_every_key_of_the_line_can_be_clicked(pack, path):
    async with wizard(pack, path, new=True) as ui:
        line = ui.walk.key_line
        row, start, _, _ = next(place for place in line._places if place[3] == "sections")
        await ui.pilot.click(offset=(line.region.x + 1 + start, line.region.y + row))
        await ui.wait_for_screen(ListScreen)
        await ui.press("escape")
        await ui.pilot.click(offset=(line.region.right - 1, line.region.bottom - 1))
        await ui.rest()
        assert ui.app.screen is ui.walk, "beside the keys nothing happens"


async def test_the_look_is_remembered(pack, path):
    async with wizard(pack, path, new=True) as ui:
        assert ui.app.theme == DARK.name
        await ui.walk.run_action("theme")
        await ui.rest()
    assert settings.theme(THEMES, DARK.name) == LIGHT.name
    async with wizard(pack, None) as ui:
        assert ui.app.theme == LIGHT.name


@pytest.mark.parametrize("text", ['{"theme": "gone"}', '{"theme": 3}', "[]", "{", '"x"'])
def test_settings_that_cannot_be_read_are_those_of_the_first_start(text):
    settings.remember_theme(LIGHT.name)
    resources.state_file("settings.json").write_text(text, encoding="utf-8")
    assert settings.theme(THEMES, DARK.name) == DARK.name


async def test_what_is_said_takes_the_place_of_what_was_said(pack, path):
    async with wizard(pack, path, new=True) as ui:
        for number in range(5):
            ui.app.tell(f"message {number}")
        await ui.rest()
        assert ui.told == ["message 4"]
        await ui.press("ctrl+k")
        await ui.wait_for_screen(TextScreen)
        assert all(f"- message {number}" in ui.text for number in range(5)), "all can be read again"


async def test_an_alarm_stays_until_it_was_read(pack, path):
    async with wizard(pack, path, new=True) as ui:
        ui.app.tell("The disk is full.", alarm=True)
        ui.app.tell("something else")
        await ui.rest()
        assert "The disk is full. (Esc closes this.)" in ui.told
        assert next(iter(ui.app._alarms)).time_left > 3600
        await ui.press("f4")
        await ui.wait_for_screen(TextScreen)
        await ui.press("escape")
        assert not ui.app._alarms
        assert ui.app.screen is not ui.walk, "the first Esc takes the alarm away"
        await ui.press("escape")
        assert ui.app.screen is ui.walk


async def test_a_message_of_any_length_can_be_read(pack, path):
    text = " ".join(f"word{number}" for number in range(400))
    async with wizard(pack, path, new=True) as ui:
        ui.app.tell(text, alarm=True)
        await ui.wait_for_screen(ListScreen)
        assert "PgDn reads on" in ui.text
        seen = ui.text
        for _ in range(60):
            await ui.press("pagedown")
            seen += ui.text
        assert "word399" in seen
        assert "Enter chooses" in ui.text
        await ui.press("enter")
        assert ui.app.screen is ui.walk


async def test_what_the_news_line_cuts_is_read_with_its_key(pack, path):
    async with wizard(pack, path, new=True, size=SMALL) as ui:
        await ui.go("start.title")
        await ui.type("a very long name of a project " * 3 + "\n")
        await ui.go("start.summary")
        ui.walk.note("a notice that is much longer than a terminal of eighty columns is wide, as some of them are: END")
        await ui.rest()
        line = next(text for text in ui.text.splitlines() if "a notice that" in text)
        assert line.rstrip().endswith("… Ctrl+K")
        await ui.press("ctrl+k")
        assert "END" in ui.flat


async def test_the_state_of_the_report_is_never_cut(pack, tmp_path):
    path = tmp_path / ("a-very-long-name-of-an-assessment-" * 2 + ".dpia.json")
    async with wizard(pack, path, new=True, size=SMALL) as ui:
        title = ui.walk.query_one(TitleLine)
        title.activity = "report: laying out pages (3 of 4)"
        title.changed()
        await ui.rest()
        assert "report: laying out pages (3 of 4)" in ui.text.splitlines()[0]
        assert "a-very-lon" in ui.text.splitlines()[0]
        ui.model.unsaved[Ref("start.title")] = None
        await ui.pilot.resize_terminal(60, 20)
        title.changed()
        await ui.rest()
        assert "NOT SAVED: 1 answer (Ctrl+S)" in ui.text.splitlines()[0], "which never gives way to it"
        ui.model.unsaved.clear()


async def test_ctrl_z_suspends_except_in_a_long_text(pack, path, monkeypatch):
    suspended = []
    async with wizard(pack, path, new=True) as ui:
        monkeypatch.setattr(ui.app, "action_suspend_process", lambda: suspended.append(True))
        await ui.go("start.body-type")
        await ui.press("ctrl+z")
        assert suspended == [True]
        await ui.go("start.summary")
        await ui.type("one")
        await ui.press("ctrl+z")
        assert suspended == [True]
        assert ui.box.typed == ""


@pytest.mark.parametrize("opened", ["planned", "report", "as_of", "an example"])
async def test_every_form_says_in_sight_what_enter_does(pack, path, opened):
    async with wizard(pack, None if opened == "an example" else path, new=opened != "an example", size=SMALL) as ui:
        if opened == "an example":
            await ui.choose(f"example-{pack.content.examples[0].id}")
        else:
            await ui.go("start.body-type")
            await ui.press("1", "enter", "up")
            await ui.walk.run_action(opened)
        await ui.wait_for_screen(FormScreen)
        assert "Enter goes to the next line" in ui.text or "Enter is done" in ui.text
        editors = list(ui.app.screen.editors.values())
        while not editors[-1].has_focus:
            await ui.press("enter")
            assert isinstance(ui.app.screen, FormScreen), "before the last line Enter only goes on"
        assert "Enter is done" in ui.text


async def test_leaving_twice_leaves_once(pack, path):
    async with wizard(pack, path, new=True) as ui:
        ui.walk.close()
        ui.walk.close()
        await ui.rest()
    assert ui.app.return_code == 0


async def test_an_alarm_says_what_closes_it_where_it_is_shown(pack, path):
    async with wizard(pack, path, new=True, notifications=True) as ui:
        ui.app.tell("Disk full.", alarm=True)
        await ui.wait_for_text("Disk full. (Esc closes this.)")
        await ui.press("f2")
        await ui.wait_for_screen(ListScreen)
        await ui.wait_for_text("Disk full. (A click closes this.)")
        assert "Esc closes this" not in ui.text, "Esc closes the dialog here"
        ui.app.tell("Also lost.", alarm=True)
        await ui.wait_for_text("Also lost. (A click closes this.)")
        await ui.press("escape")
        assert ui.app.screen is ui.walk
        await ui.wait_for_text("Also lost. (Esc closes this.)")
        await ui.press("escape")
        assert "closes this" not in ui.text


@pytest.mark.parametrize("size", [SMALL, (60, 15)], ids=str)
async def test_what_is_said_lies_over_no_line_that_says_how_things_are(pack, path, size):
    async with wizard(pack, path, new=True, size=size, notifications=True) as ui:
        await ui.go("start.body-type")
        await ui.press("1", "enter", "up")
        status = ui.text.splitlines()[ui.walk.news.region.y :]
        ui.app.tell("The copy is kept as a-name-that-is-long.dpia.json.merged, and not offered again.")
        ui.app.tell("The disk is full.", alarm=True)
        await ui.wait_for_text("Esc closes this")
        assert ui.text.splitlines()[ui.walk.news.region.y :] == status
        await ui.press("f2")
        await ui.wait_for_text("A click closes this")
        assert "Enter chooses" in ui.text, "nor over the foot of a dialog that comes on top"


async def test_a_zero_is_no_news(pack, path, clock):
    """What a copy holds is told; of what it does not hold nothing is said."""
    merging: Any = SimpleNamespace(
        tr=Translator(),
        other=SimpleNamespace(changes=[SimpleNamespace(by="Bo", at="2026-11-21T12:00:00Z")]),
        found=SimpleNamespace(merged=SimpleNamespace(taken=())),
        clashes=(1, 2),
    )
    assert "2 places are in conflict" in _what_it_holds(merging)
    assert "0 " not in _what_it_holds(merging).replace("12:00 UTC", "")


async def test_no_screen_has_a_part_that_is_cut(real_pack, path):
    """Every screen that the other tests do not open at this size; each press of a key looks at what stands around."""
    with Session.create(real_pack, path) as session:
        session.apply([Edit(GROUPS, given((Row("g", {"name": given("Pupils"), "role": given("pupil")}),)))])
    seen = set()
    async with wizard(real_pack, path, size=LEAST) as ui:
        async for _ in tour_of_work(ui):
            ui.look_at_furniture()
            seen.add(type(ui.app.screen).__name__)
    assert len(seen) > 10


async def test_a_line_to_look_at_sees_what_is_cut(pack, path):
    async with wizard(pack, path, new=True, size=LEAST) as ui:
        ui.walk.hint_line.say("word " * 40, "")
        await ui.rest()
        assert "HintLine" in cut(ui.app.screen)[0]
        await ui.press("f2")
        await ui.pilot.resize_terminal(60, 6)
        await ui.rest()
        assert any("dialog-keys" in found for found in cut(ui.app.screen))
