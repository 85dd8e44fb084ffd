"""What fits where: 80x24 has everything, wider terminals show more at once; a few pictures for the look."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.driver import HUGE, LARGE, SMALL, wizard
from support.tour import ANSWERS
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from dpia.assessment.answers_file import read_edits
from dpia.content.source import Source
from dpia.session import Session


class Picture(SingleFileSnapshotExtension):
    """One SVG a picture."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def picture(snapshot):
    return snapshot.use_extension(Picture)


@pytest.fixture
def filled(pack, path, clock):
    with Session.create(pack, path, clock=clock, by="tester") as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
    return path


@pytest.mark.parametrize("size", [SMALL, LARGE, HUGE, (60, 20), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_essentials_are_in_sight_at_every_size(pack, filled, size):
    async with wizard(pack, filled, size=size) as ui:
        await ui.go("start.body-type")
        lines = ui.text.splitlines()
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)
        for part in (
            "EU",
            "SE",
            "CN",
            "whatever is still open",
            "saved",
            "What kind of body are you?",
            "F1 Keys",
            "› (•) public body",
        ):
            assert part in ui.text, part
        assert "A municipal school is a public body" in ui.text, "the help line is always there"


async def test_small_terminals_have_one_column(pack, filled):
    async with wizard(pack, filled, size=SMALL) as ui:
        assert not ui.walk.findings.is_on_screen
        assert not ui.walk.nav.is_on_screen
        assert ui.walk.page.size.width == 80
        assert ui.walk.page.size.height >= 14, "room for questions"


async def test_wide_terminals_have_findings_and_law(pack, filled):
    async with wizard(pack, filled, size=LARGE) as ui:
        assert ui.walk.findings.is_on_screen
        assert ui.walk.law.is_on_screen
        assert not ui.walk.nav.is_on_screen
        assert "Blocker" in ui.text


async def test_very_wide_terminals_have_the_sections_too(pack, filled):
    async with wizard(pack, filled, size=HUGE) as ui:
        assert ui.walk.nav.is_on_screen
        assert "3 Imbalance of power" in ui.text


async def test_a_terminal_that_changes_its_size(pack, filled):
    async with wizard(pack, filled, size=LARGE) as ui:
        await ui.go("start.summary")
        await ui.pilot.resize_terminal(*SMALL)
        await ui.wait_for(lambda: not ui.walk.findings.is_on_screen)
        assert "What do you want to do" in ui.text
        await ui.type("still here")
        await ui.pilot.resize_terminal(*HUGE)
        await ui.wait_for(lambda: ui.walk.nav.is_on_screen)
        assert "still here" in ui.text
        assert "Blocker" in ui.text


NARROW, WIDE = [(80, 24), (64, 20), (100, 30)], [(120, 40), (64, 20), (160, 48)]
SCREENS_TO_RESIZE = {
    "the page": ((), NARROW),
    "the page with its panes": ((), WIDE),
    "the end of the page": (("end", *["tab"] * 9), NARROW),
    "sections": (("f2",), NARROW),
    "law, at its end": (("f4", "end"), NARROW),
    "a form": (("ctrl+p", *"as-of", "enter"), NARROW),
    "all findings": (("f3",), NARROW),
    "a finding, searched": (("f3", "enter", "w"), NARROW),
}


@pytest.mark.parametrize(("keys", "sizes"), SCREENS_TO_RESIZE.values(), ids=SCREENS_TO_RESIZE)
async def test_after_resizing_a_screen_looks_as_if_it_had_been_opened_so(pack, filled, keys, sizes, clock):
    """Nothing keeps the width that it was drawn for: no key of the key line is cut, no line is short."""
    async with wizard(pack, filled, size=sizes[0], clock=clock) as ui:
        await ui.press(*keys)
        await ui.wait_for(lambda: "Searching" not in ui.text)
        for size in sizes[1:]:
            await ui.pilot.resize_terminal(*size)
            await ui.wait_for(lambda: ui.app.screen.size == size)  # noqa: B023 - awaited in this turn of the loop
            await ui.rest()
            resized = ui.text
            opened = await _opened_at(pack, filled, size, keys, clock)
            assert resized == opened, size


async def _opened_at(pack, filled, size, keys, clock) -> str:
    """What the screen shows in a terminal that always had that size."""
    folder = filled.parent / f"{size[0]}"
    folder.mkdir()
    copy = Path(shutil.copy(filled, folder))
    async with wizard(pack, copy, size=size, clock=clock) as ui:
        await ui.press(*keys)
        await ui.wait_for(lambda: "Searching" not in ui.text)
        return ui.text


async def test_what_one_stands_on_is_always_in_sight(pack, filled):
    async with wizard(pack, filled, size=(70, 18)) as ui:
        for _ in range(40):
            await ui.press("down")
            body = ui.walk.page.body
            here = body.here
            assert here is not None
            line = body.line_of(here) + here.line_at_hand
            assert body.top <= line < body.top + body.size.height
        for _ in range(40):
            await ui.press("up")
            here = body.here
            assert here is not None
            line = body.line_of(here) + here.line_at_hand
            assert body.top <= line < body.top + body.size.height


async def test_another_width_leaves_what_was_scrolled_to_in_sight(pack, filled):
    async with wizard(pack, filled, size=SMALL) as ui:
        await ui.press("end", "tab")
        await ui.rest()
        body = ui.walk.page.body
        body.focus()
        await ui.press("pagedown")
        read = body._flat[body.top]
        assert body.here is not None
        assert body.top > body.line_of(body.here)
        for width in (79, 80):
            await ui.pilot.resize_terminal(width, SMALL[1])
            await ui.wait_for(lambda: ui.app.screen.size.width == width)  # noqa: B023 - awaited in this turn
            await ui.rest()
            assert body._flat[body.top] == read
        await ui.press("tab")
        assert ui.walk.page.in_sight(ui.at), "a key that goes to a question brings it into sight"


async def test_the_editor_lies_on_its_question(pack, filled):
    async with wizard(pack, filled, size=SMALL) as ui:
        for question in ("start.summary", "start.count", "start.begin-date"):
            await ui.go(question)
            page = ui.walk.page
            assert page.editor is not None
            top = page.editor.region.y
            texts = ui.text.splitlines()
            assert ui.box.view.text.split("\n")[0][:20] in texts[top - 1], question


async def test_colour_is_never_needed(pack, filled, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with wizard(pack, filled, size=LARGE) as ui:
        assert ui.app.no_color
        await ui.go("start.body-type")
        assert "▌" in ui.text, "where one stands"
        assert "(•) public body" in ui.text
        assert "■ Blocker" in ui.text
        assert "✓ Q1.1 What do you call this project?" in ui.text


async def test_the_look_can_be_light(pack, filled):
    async with wizard(pack, filled) as ui:
        dark = ui.app.current_theme.name
        await ui.walk.run_action("theme")
        assert ui.app.current_theme.name != dark
        assert ui.app.current_theme.dark is False


async def test_picture_small(pack, filled, picture, clock):
    async with wizard(pack, filled, size=SMALL, clock=clock) as ui:
        await ui.go("start.body-type")
        assert ui.app.export_screenshot(title="small") == picture


async def test_picture_large(pack, filled, picture, clock):
    async with wizard(pack, filled, size=LARGE, clock=clock) as ui:
        await ui.go("power.told")
        await ui.press("y", "enter", "up")
        await ui.wait_for(lambda: "CHANGED" in ui.text and "Tell people that they" in ui.flat)
        assert ui.app.export_screenshot(title="large") == picture


async def test_picture_finding(pack, filled, picture, clock):
    async with wizard(pack, filled, size=SMALL, clock=clock) as ui:
        await ui.press("f3")
        await ui.press("enter")
        assert ui.app.export_screenshot(title="finding") == picture


async def test_picture_card(pack, filled, picture, clock):
    async with wizard(pack, filled, size=LARGE, clock=clock) as ui:
        await ui.go("people.groups", "pupils", "ages")
        await ui.wait_for(lambda: ui.walk.law.ref == ui.at, "the law of the question")
        assert ui.app.export_screenshot(title="card") == picture
