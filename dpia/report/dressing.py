"""A house style laid over the style sheets of a report, and its typefaces for the PDF."""

from __future__ import annotations

from dpia.report.fonts import SANS, SERIF, HouseFace
from dpia.report.house_style import OWN, HouseStyle

TEXT, HEADINGS = "House Text", "House Headings"
"""Families under which the style sheets of the PDF find the typefaces of a house style."""

_RULE, _FILL = "#444", "#f1f1f1"
"""Colours of the style sheets in whose place those of the house style stand."""


def house_faces(look: HouseStyle) -> tuple[HouseFace, ...]:
    """The font files of a house style. Raises UserError (code `typeface`) if one is not there or not fit."""
    from dpia.report.installed_faces import find_family

    return tuple(
        HouseFace(name, style, weight, path)
        for name, family in ((TEXT, look.text_face), (HEADINGS, look.heading_face))
        if family
        for (style, weight), path in find_family(family).items()
    )


def dressed(css: str, look: HouseStyle, *, printed: bool) -> str:
    """A style sheet of ours in the colours and typefaces of a house style.

    Args:
        css: the style sheet.
        look: the house style; its values were checked when it was read.
        printed: for the PDF, whose typefaces are ours; a browser has those that are installed.
    """
    if look == OWN:
        return css
    for own, name, family in ((SERIF, TEXT, look.text_face), (SANS, HEADINGS, look.heading_face)):
        if family:
            css = css.replace(f'"{own}"', f'"{name if printed else family}", "{own}"')
    css = css.replace(f"solid {_RULE}", f"solid {look.rule}").replace(
        f"background: {_FILL}", f"background: {look.fill}"
    )
    colours = f"h1, h2, h3, h4, .card.outcome .card-title {{ color: {look.heading}; }}"
    if not printed:  # on a dark background the reader's own colours stay
        fill = f".card.outcome {{ background: {look.fill}; }}"
        colours = f"@media not (prefers-color-scheme: dark) {{ {colours} {fill} }}"
    return f"{css}\n{colours}\n"
