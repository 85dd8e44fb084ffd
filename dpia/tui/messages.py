"""What widgets tell the screen around them, and screens the application. Small, and about answers rather than keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from dpia.assessment.model import Answer
from dpia.engine.truth import Ref
from dpia.session import Session


@dataclass(eq=False, repr=False)
class Committed(Message):
    """A person settled an answer: Enter, a choice, or leaving the field. None clears."""

    ref: Ref
    answer: Answer | None


@dataclass(eq=False, repr=False)
class Drafted(Message):
    """What stands in a field cannot be an answer yet; it is kept as typed. None: nothing is pending any more."""

    ref: Ref
    text: str | None


@dataclass(eq=False, repr=False)
class PasteAltered(Message):
    """What was pasted is not there as it was: lines were joined, control characters removed, or all was refused."""

    joined: int = 0
    removed: int = 0
    refused: bool = False


@dataclass(eq=False, repr=False)
class Stepped(Message):
    """Move on to the next field (1) or back to the one before (-1)."""

    delta: int


@dataclass(eq=False, repr=False)
class RowWanted(Message):
    """Open a row of a table; None adds one first."""

    table: str
    row: str | None


@dataclass(eq=False, repr=False)
class RowUnwanted(Message):
    """Remove a row of a table."""

    table: str
    row: str


@dataclass(eq=False, repr=False)
class GridWanted(Message):
    """Show a table as a grid."""

    table: str


@dataclass(eq=False, repr=False)
class ReasoningWanted(Message):
    """Show one of the screens on which one reasons: alternatives, power, risks."""

    name: str


class Onward(Message):
    """The line at the end of a page was chosen: go where it leads."""


@dataclass(eq=False, repr=False)
class NewWanted(Message):
    """Begin an assessment in a file that is not there yet."""

    path: Path
    as_of: str | None
    scenario: str | None
    workshop: bool = False
    """Whether it is begun in a workshop."""


@dataclass(eq=False, repr=False)
class LaneWanted(Message):
    """Begin the quick lane of a setting."""

    scenario: str


@dataclass(eq=False, repr=False)
class FileWanted(Message):
    """Open a file: an assessment, or a PDF that carries one; perhaps in a workshop."""

    path: Path
    workshop: bool = False


@dataclass(eq=False, repr=False)
class SessionReady(Message):
    """Walk an assessment that is open already."""

    session: Session


class AssessmentClosed(Message):
    """An assessment was closed: back to where it was opened from."""
