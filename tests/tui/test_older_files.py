"""A file of earlier content: what today's makes of it is said before anything is written, and nothing of it is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.driver import SMALL, Driver, wizard

from dpia.assessment.carry_over import carry_over
from dpia.content.loader import load_pack
from dpia.content.pack import Pack
from dpia.i18n import Translator
from dpia.session import Session
from dpia.tui.dialogs import ListScreen
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.wording import Words

KEPT = Path(__file__).parents[1] / "storage" / "formats" / "format-1-content-1.2.0.dpia.json"
TITLE = "Made with earlier content (1.2.0)"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "older.dpia.json"
    path.write_bytes(KEPT.read_bytes())
    return path


def words_of(pack: Pack, path: Path) -> list[str]:
    with Session.open(pack, path) as session:
        return Words(pack, session.assessment, Translator()).carried_over("1.2.0", session.carried, session.evaluation)


async def read_through(ui: Driver) -> str:
    """Everything that can be read in the dialog, page after page."""
    inside = [line.split("│", 1)[-1].rsplit("│", 1)[0] for line in ui.text.splitlines() if "│" in line]
    text, before = inside, None
    while ui.text != before:
        before = ui.text
        await ui.press("pagedown")
        text += [line.split("│", 1)[-1].rsplit("│", 1)[0] for line in ui.text.splitlines() if "│" in line]
    return " ".join(" ".join(text).split())


async def test_going_on_writes_nothing_until_something_is_changed(real_pack, older):
    before = older.read_bytes()
    async with wizard(real_pack, older, size=SMALL) as ui:
        await ui.wait_for_screen(ListScreen)
        assert TITLE in ui.text
        await ui.press("enter")
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert older.read_bytes() == before, "nothing is written yet"
        await ui.go("start.title")
        await ui.type(" II\n")
        assert older.read_bytes() != before
        assert ui.session.document.content.version == real_pack.manifest.version


@pytest.mark.parametrize("keys", [("down", "enter"), ("escape",)])
async def test_leaving_it_as_it_is_closes_the_file_untouched(real_pack, older, keys):
    before = older.read_bytes()
    async with wizard(real_pack, older, size=SMALL) as ui:
        await ui.wait_for_screen(ListScreen)
        await ui.press(*keys)
        await ui.wait_for(lambda: ui.app._exit or not ui.app.is_running, "the end")
    assert older.read_bytes() == before
    with Session.open(real_pack, older):
        pass  # the lock was given back


async def test_every_word_of_it_can_be_read_on_a_small_terminal(real_pack, older):
    said = words_of(real_pack, older)
    assert len(said) > 2
    async with wizard(real_pack, older, size=SMALL) as ui:
        await ui.wait_for_screen(ListScreen)
        for choice in ("Go on", "Leave it as it is", "Enter chooses, Esc goes back"):
            assert choice in ui.text
        text = await read_through(ui)
        for word in " ".join(said).split():
            assert word in text


async def test_also_where_it_says_very_much(real_pack, older, monkeypatch):
    said = [f"Question number {number} is asked anew, since it could mean two things." for number in range(60)]
    monkeypatch.setattr(Words, "carried_over", lambda *_: said)
    async with wizard(real_pack, older, size=SMALL) as ui:
        await ui.wait_for_screen(ListScreen)
        assert "Leave it as it is" in ui.text
        assert "PgDn reads on" in ui.text
        text = await read_through(ui)
        assert all(f"number {number} " in text for number in range(60))
        await ui.press("enter")
        assert isinstance(ui.app.screen, AssessmentScreen)


def test_the_kept_file_has_something_to_be_carried_over():
    assert not carry_over(
        load_pack(), "1.2.0", Session.open(load_pack(), KEPT, read_only=True).document.assessment
    ).empty
