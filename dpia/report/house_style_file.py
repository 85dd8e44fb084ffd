"""A house style, read from YAML and checked before anything is made with it: colours, logo, typefaces, lines.

The file is the user's own and still not trusted with more than looks: a logo is carried as data and cannot fetch
anything, colours stay legible, and lines are text.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from dpia.content.base import Described, Limits, Model, model
from dpia.content.source import Source, parse, read_text
from dpia.content.validation_problems import explained
from dpia.errors import Problem, ProblemsFound
from dpia.report.contrast import contrast
from dpia.report.house_style import HouseStyle
from dpia.report.logo import read_logo

SCHEMA = "house-style.schema.json"
"""The name of the schema of these files, for editors."""

_SIZE = 20_000
_TEXT_CONTRAST = 4.5
_RULE_CONTRAST = 3.0
"""Contrasts that WCAG 2.2 asks of text (1.4.3) and of what is no text (1.4.11)."""
_PAPER, _INK = "#ffffff", "#000000"

_Colour = Annotated[str, Limits(pattern=r"^#[0-9A-Fa-f]{6}$"), Described("A colour as #rrggbb.")]
_Family = Annotated[
    str,
    Limits(pattern=r"^[A-Za-z0-9][A-Za-z0-9 .-]{0,59}$"),
    Described("The name of a typeface family that is installed on this machine."),
]


_Name = Annotated[
    str,
    Limits(strip_whitespace=True, min_length=1, max_length=80),
    Described("The name of the organisation, at the head of the cover."),
]
_Logo = Annotated[
    str,
    Limits(min_length=1, max_length=400),
    Described("A PNG or SVG file; its path begins at the folder of this file."),
]
_Footer = Annotated[
    str,
    Limits(strip_whitespace=True, min_length=1, max_length=100),
    Described("A line at the foot of each page, in place of the title of the project."),
]
_Privilege = Annotated[
    str,
    Limits(strip_whitespace=True, min_length=1, max_length=120),
    Described("A line at the head of each page, such as: Privileged and confidential."),
]


@model
class Colours(Model):
    """Colours of a house style."""

    heading: _Colour = "#000000"
    rule: _Colour = "#444444"
    fill: _Colour = "#f1f1f1"


@model
class Typefaces(Model):
    """Typefaces of a house style. What they lack is printed in the program's own."""

    text: _Family | None = None
    headings: _Family | None = None


@model
class HouseStyleFile(Model):
    """A house style: how the reports of an organisation look."""

    name: _Name | None = None
    logo: _Logo | None = None
    colours: Colours = Colours()
    typefaces: Typefaces = Typefaces()
    footer: _Footer | None = None
    privilege: _Privilege | None = None


def house_style_schema() -> str:
    """The JSON Schema of these files."""
    from dpia.content.validation import adapter

    schema = adapter(HouseStyleFile).json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "house style of reports", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_house_style(path: Path) -> HouseStyle:
    """The house style of a file.

    Raises:
        ProblemsFound: the file, each with its place: unknown keys, colours that cannot be read, and the like.
        UserError: the logo cannot be used (code `logo`).
    """
    from pydantic import ValidationError

    from dpia.content.validation import validate

    text = read_text(path, limit=_SIZE)
    source = parse(text, str(path))
    try:
        found = validate(HouseStyleFile, source.data if source.data is not None else {})
    except ValidationError as error:
        raise ProblemsFound(explained(source, error.errors(include_url=False))) from None
    if found.logo is not None and found.name is None:
        message, hint = "A logo needs a name, which says it to those who do not see it.", "Add the key “name”."
        raise ProblemsFound([source.problem(("logo",), "logo-name", message, hint)])
    colours = found.colours
    if problems := _illegible(source, colours):
        raise ProblemsFound(problems)
    style = HouseStyle(
        name=found.name or "",
        logo=read_logo(path.parent / found.logo) if found.logo is not None else None,
        heading=colours.heading.lower(),
        rule=colours.rule.lower(),
        fill=colours.fill.lower(),
        text_face=found.typefaces.text or "",
        heading_face=found.typefaces.headings or "",
        footer=_plain(found.footer),
        privilege=_plain(found.privilege),
    )
    digest = hashlib.sha256(text.encode())
    if style.logo is not None:
        digest.update(style.logo.data)
    return replace(style, digest=digest.hexdigest())


def _plain(line: str | None) -> str:
    """One line: line ends and other blanks in it are blanks."""
    return re.sub(r"\s+", " ", line or "")


def _illegible(source: Source, colours: Colours) -> list[Problem]:
    """Colours that some people could not read."""
    wanted = (
        (("colours", "heading"), colours.heading, _PAPER, _TEXT_CONTRAST),
        (("colours", "heading"), colours.heading, colours.fill, _TEXT_CONTRAST),
        (("colours", "fill"), _INK, colours.fill, _TEXT_CONTRAST),
        (("colours", "rule"), colours.rule, _PAPER, _RULE_CONTRAST),
    )
    problems: list[Problem] = []
    said: set[tuple[str, str]] = set()
    for place, ink, paper, least in wanted:
        measured = contrast(ink, paper)
        if measured >= least or place in said:
            continue
        said.add(place)
        message = "{ink} on {paper} has a contrast of {measured} to 1; at least {least} to 1 is needed to be read."
        params = {"ink": ink, "paper": paper, "measured": f"{int(measured * 10) / 10:g}", "least": f"{least:g}"}
        darker = "Take a lighter colour." if place[1] == "fill" else "Take a darker colour."
        problems.append(source.problem(place, "contrast", message, darker, **params))
    return problems
