"""Every word can be read: the contrast of what stands on the screen, in every look and on terminals of fewer colours."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from support.driver import LARGE, wizard
from support.tour import ANSWERS
from textual.color import BLACK

from dpia.assessment.answers_file import read_edits
from dpia.content.source import Source
from dpia.session import Session
from dpia.tui.theme import THEMES, Reversed

ENOUGH = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text."""

SYSTEMS = {"true colours": ColorSystem.TRUECOLOR, "256 colours": ColorSystem.EIGHT_BIT}


def contrast(ink: str, ground: str, system: ColorSystem) -> float:
    """The ratio of WCAG between two colours as a terminal of that system shows them."""
    high, low = sorted((luminance(name, system) for name in (ink, ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(name: str, system: ColorSystem) -> float:
    shares = (part / 255 for part in RichColor.parse(name).downgrade(system).get_truecolor())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs(ui) -> set[tuple[str, str]]:
    """Ink and ground of every word on the screen; a reversed cell has them the other way round.

    What lies dimmed behind a dialog is not at hand and does not count.
    """
    found = set()
    region = next((dialog.region for dialog in ui.app.screen.query(".dialog")), ui.app.screen.region)
    for strip in ui.app.screen._compositor.render_strips()[region.y : region.bottom]:
        for text, style, _ in strip.crop(region.x, region.right):
            if style is None or not any(char.isalnum() for char in text):
                continue
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            pair = style.color.name, style.bgcolor.name
            found.add(pair[::-1] if style.reverse else pair)
    return found


STEPS: tuple[tuple[str, ...], ...] = (
    ("down", "down"),
    ("f3",), ("enter",), ("tab",), ("c",), ("ctrl+s",), ("escape",), ("m",), ("escape",), ("escape",), ("escape",),
    ("f2",), ("down",), ("escape",),
    ("ctrl+p",), *((key,) for key in "grid"), ("escape",),
    ("ctrl+f",), *((key,) for key in "pupil"), ("escape",),
    ("ctrl+a",), ("down",), ("escape",),
    ("f4",), ("escape",), ("f6",), ("escape",), ("f9",), ("escape",), ("f1",), ("escape",), ("ctrl+k",), ("escape",),
)  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_on_every_screen_can_be_read(pack, path, theme):
    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
    async with wizard(pack, path, size=LARGE) as ui:
        ui.app.theme = theme
        await ui.rest()
        await ui.go("start.body-type")
        found = pairs(ui)
        for keys in STEPS:
            await ui.press(*keys)
            found |= pairs(ui)
        ui.app.tell("Something is wrong", alarm=True)
        await ui.rest()
        found |= pairs(ui)
        await ui.press("escape")
        await ui.go("start.count")
        await ui.type("x")
        await ui.press("enter")
        found |= pairs(ui)
    grounds = {ground for _, ground in found}
    assert len(found) > 12, "the screens were seen"
    assert THEMES[theme].variables["cursor-background"] in grounds, "what one stands on"
    for name, system in SYSTEMS.items():
        bad = {pair: round(contrast(*pair, system), 2) for pair in found if contrast(*pair, system) < ENOUGH}
        assert bad == {}, name


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_colour_of_a_look_can_be_read_on_each_of_its_grounds(theme):
    inks = [
        theme.foreground,
        theme.accent,
        theme.error,
        *(theme.variables[name] for name in ("muted", "caution", "good")),
    ]
    grounds = [theme.background, theme.panel, theme.variables["edit-background"]]
    for system in SYSTEMS.values():
        for ground in grounds:
            assert {ink: contrast(ink, ground, system) for ink in inks if contrast(ink, ground, system) < ENOUGH} == {}
        ink, ground = (theme.variables[f"cursor-{name}"] for name in ("foreground", "background"))
        assert contrast(ink, ground, system) >= ENOUGH


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS)
def test_what_one_stands_on_differs_from_its_ground(theme, system):
    mark = theme.variables["cursor-background"]
    for ground in (theme.background, theme.panel):
        assert contrast(mark, ground, system) >= 1.2, ground


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_on_sixteen_colours_what_one_stands_on_is_reversed(theme):
    here = Style(color="#ffffff", bgcolor=theme.variables["cursor-background"], bold=True)
    other = Style(color="#ffffff", bgcolor=theme.background)
    line = Reversed.of(theme).apply([Segment("here", here), Segment("other", other), Segment("none")], BLACK)
    assert [(segment.text, bool(segment.style and segment.style.reverse)) for segment in line] == [
        ("here", True),
        ("other", False),
        ("none", False),
    ]
    assert line[0].style is not None
    assert line[0].style.color is None
    assert line[0].style.bgcolor is None
    assert line[0].style.bold
