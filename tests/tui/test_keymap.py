"""Other keys for commands: what the file may say, what is said of one that is wrong, and that they are in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.driver import screens_with_commands, wizard

from dpia.cli.listing_keys import keys as list_keys
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.tui.commands import ASSESSMENT, FINDING
from dpia.tui.keymap import DECLARED, SCREENS, KeysInForce, load


@pytest.fixture
def config(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("DPIA_CONFIG_DIR", str(tmp_path))
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[keys]\n\nundoo = "f9"', 3, "there is no command “undoo”. Did you mean “undo”?"),
        ('[keys]\nqqqq = "f9"', 2, "dpia keys lists all."),
        ('[keys]\nundo = "hyper+q"', 2, "there is no key “hyper+q”"),
        ('[keys]\nundo = "ctrl+i"', 2, "fields need ctrl+i for themselves"),
        ('[keys]\n"undo" = "up"', 2, "fields need up for themselves"),
        ('[keys]\nundo = "u"', 2, "“u” is typed where “undo” is used"),
        ('[keys]\nundo = "f9"', 2, "f9 is the key of “report” too"),
        ('[keys]\nundo = "ctrl+e"', 2, "give “reasoning” another key as well"),
        ('[keys]\nredo = "f13"\nundo = "f13"', 3, "f13 is the key of"),
        ('[keys]\naccept = "c"', 2, "c is the key of “contest” too"),
        ('[keys]\naccept = "f10"', 2, "f10 is the key of “leave” too"),
        ("[keys]\nundo = 9", 2, "needs a key in quotes"),
        ("[keys]\nundo = []", 2, "needs a key in quotes"),
        ('[colours]\nred = "x"', 1, "“colours” is not known here"),
        ("keys = 1", 1, "“keys” is no table"),
        ('[keys]\n"{x}" = "f9"', 2, "there is no command “{x}”"),
        ("[keys\n", 1, "this is no TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(config, text, line, words):
    config.write_text(text)
    with pytest.raises(UserError) as wrong:
        load()
    said = explain(wrong.value, Translator())
    assert words in said
    assert said.startswith(f"{config}:{line}: " if line else f"{config}: ")


def test_no_text_no_file_and_no_folder(config, monkeypatch):
    assert load() == DECLARED
    config.write_bytes(b"\xff")
    with pytest.raises(UserError) as wrong:
        load()
    assert "UTF-8" in explain(wrong.value, Translator())
    monkeypatch.setenv("DPIA_CONFIG_DIR", "/dev/null")
    assert load() == DECLARED


def test_keys_can_be_exchanged_and_letters_stay(config):
    config.write_text('[keys]\nundo = "F9"\nreport = ["f8", "ctrl+f8"]\ndiscussion = "f13"\naccept = "b"\n')
    keys = load()
    shown = {command.ident: keys.of(command) for command in ASSESSMENT}
    assert shown["undo"] == ("f9",)
    assert shown["report"] == ("f8", "ctrl+f8")
    on_finding = {command.ident: keys.of(command) for command in FINDING}
    assert on_finding["discussion"] == ("f13", "d")
    assert on_finding["accept"] == ("b",)


def test_what_is_declared_has_no_clash_and_one_name_means_the_same(config, capsys):
    config.write_text("[keys]\n")
    assert load() == DECLARED, "the check of clashes passes what is declared"
    assert list_keys() == 0
    listed = capsys.readouterr().out
    for screen in SCREENS.values():
        assert len({command.ident for command in screen}) == len(screen)
        assert all(f"\n{command.ident} " in listed for command in screen)


async def test_other_keys_are_in_force_on_every_screen_and_in_every_text(pack, path):
    keys = KeysInForce(
        {"undo": ("f9",), "report": ("f8",), "leave": ("f13",), "editor": ("f14",), "search": ("ctrl+f14",)}
    )
    async with wizard(pack, path, new=True, keys=keys) as ui:
        assert "F9 Undo" in ui.flat
        assert "F8 Report" in ui.flat
        assert "F13 Leave" in ui.flat
        await ui.go("start.title")
        await ui.type("Gate")
        await ui.press("enter")
        assert "F9 undoes it" in ui.flat
        await ui.press("f9")
        assert ui.answer("start.title") is None
        await ui.press("f10")
        assert ui.app.screen is ui.walk, "the key that was given away does nothing"
        await ui.press("f1")
        text = ""
        for _ in range(6):
            text += ui.flat
            await ui.press("pagedown")
        assert "F9 Undo: Undo the last change" in text
        await ui.press("escape")
        await ui.press("ctrl+f14")
        assert "type to search" in ui.flat
        await ui.press("escape")
        await ui.press("f14")
        assert any("No editor is named" in text for text in ui.told), "a command without a key was given one"


def test_a_letter_is_the_same_key_with_shift():
    """Keys are named as keyboards show them: “A”. Whoever presses Shift for it, or has Caps Lock on, gets the same."""
    letters = 0
    for keys in (DECLARED, KeysInForce({"measure": ("b",), "position": ("q", "f13")})):
        for screen in screens_with_commands():
            bound = screen._merge_bindings()
            assert not bound.apply_keymap(keys.textual()).clashed_bindings
            for command in screen.COMMANDS_HERE:
                for key in (key for key in keys.of(command) if len(key) == 1 and key.isalpha()):
                    letters += 1
                    does = [{one.action for one in bound.get_bindings_for_key(case)} for case in (key, key.upper())]
                    assert does == [{command.name}, {command.name}], (screen, key)
    assert letters > 40


async def test_a_letter_with_shift_opens_what_the_line_of_keys_says(pack):
    async with wizard(pack, None) as ui:
        assert "N New" in ui.flat
        await ui.press("N")
        assert "In which setting?" in ui.flat
