"""What dialogs ask: choices of a list, lines of a form. Their screens are loaded only when one is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from dpia.tui.widgets.text import LineMaker


@dataclass(frozen=True)
class Choice:
    """One thing to choose: an id, what it is, and a note below it."""

    id: str
    label: str | Content | LineMaker
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of a form."""

    id: str
    label: str
    value: str = ""
    kind: Literal["text", "day"] = "text"
    """A day is a whole date: what stands in a form is no answer that may be known by its year."""
    prose: bool = False
    required: bool = True
    hint: str = ""
    secret: bool = False
    """A passphrase: it is not shown, not kept aside and not trimmed."""


FormCheck = Callable[[dict[str, str]], str]
"""Looks at a filled form: what is wrong with it, or nothing."""

Chosen = Callable[[str | None], None]
"""Is told the id of the choice, or None if the person went back."""

Filled = Callable[[dict[str, str]], None]
"""Is told what was filled in; not called if the person went back."""
