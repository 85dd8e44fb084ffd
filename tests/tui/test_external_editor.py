"""A long text in the person's own editor."""

from __future__ import annotations

import contextlib
import shlex
import sys

import pytest
from support.driver import wizard

from dpia import resources
from dpia.assessment.model import given
from dpia.errors import UserError
from dpia.tui.external_editor import editor_named, written_in

WRITES = "import sys; p = sys.argv[1]; t = open(p, encoding='utf-8').read(); open(p, 'w', encoding='utf-8').write({})"


def script(expression: str) -> list[str]:
    return [sys.executable, "-c", WRITES.format(expression)]


def test_the_text_comes_back_and_nothing_stays():
    assert written_in(script("t + ' och mer 个人\\n'"), "Närvaro") == "Närvaro och mer 个人"
    assert written_in(script("t + 'x\\x1b[2J\\x07y'"), "") == "xy"
    assert list(resources.state_dir().iterdir()) == []


def test_only_the_owner_can_read_it_meanwhile():
    seen = written_in(script("oct(__import__('os').stat(p).st_mode & 0o777)"), "secret")
    assert seen == "0o600"
    folder = written_in(
        script("oct(__import__('os').stat(__import__('os').path.dirname(p)).st_mode & 0o777)"), "secret"
    )
    assert folder == "0o700"


@pytest.mark.parametrize("editor", [[sys.executable, "-c", "raise SystemExit(1)"], ["/no/such/editor"]])
def test_an_editor_that_fails_loses_nothing(editor):
    with pytest.raises(UserError, match="the text is as it was"):
        written_in(editor, "kept")
    assert list(resources.state_dir().iterdir()) == []


def test_which_editor():
    assert editor_named({"EDITOR": "nano -w", "VISUAL": ""}) == ["nano", "-w"]
    assert editor_named({"EDITOR": "nano", "VISUAL": "vim"}) == ["vim"]
    for environment in ({}, {"EDITOR": "  "}, {"EDITOR": "'open quote"}):
        with pytest.raises(UserError, match="Set VISUAL or EDITOR"):
            editor_named(environment)


async def test_what_is_saved_there_is_the_answer(pack, path, monkeypatch):
    monkeypatch.setenv("VISUAL", shlex.join(script("t + ' and more'")))
    async with wizard(pack, path, new=True) as ui:
        monkeypatch.setattr(ui.app, "suspend", contextlib.nullcontext)
        await ui.go("start.summary")
        await ui.type("typed")
        await ui.walk.run_action("editor")
        await ui.rest()
        assert ui.answer("start.summary") == given("typed and more")
        assert "typed and more" in ui.text
        await ui.go("start.body-type")
        await ui.walk.run_action("editor")
        await ui.rest()
        assert "Only a text can be written in an editor." in ui.text


async def test_a_terminal_that_cannot_be_handed_over(pack, path, monkeypatch):
    monkeypatch.setenv("VISUAL", "nano")
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.summary")
        await ui.walk.run_action("editor")
        await ui.rest()
        assert ui.told == ["This terminal cannot be handed to an editor."]
        monkeypatch.delenv("VISUAL")
        monkeypatch.delenv("EDITOR", raising=False)
        await ui.walk.run_action("editor")
        await ui.rest()
        assert any("Set VISUAL or EDITOR" in text for text in ui.told)
