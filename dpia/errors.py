"""The three families of errors: what a user can fix, what a content author can fix, and bugs.

Messages are English templates with named placeholders; a front end passes them through the catalogue. The `code` of a
problem is the contract that tests and programs may rely on, the wording is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SHOWN = 80
"""Characters of a name that a message repeats."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that a person may have meant, for "did you mean"; empty if none is close.

    >>> nearest("skelleft", ["skelleftea", "hangzhou"])
    'skelleftea'
    """
    if len(name) > SHOWN:  # nobody meant that, and comparing takes its time
        return ""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(known), n=1)), "")


def cut(text: object, limit: int = SHOWN) -> str:
    """The beginning of a text, for messages: what somebody typed or sent may have megabytes.

    >>> cut("abcdef", 4)
    'abc…'
    """
    shown = str(text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


class DpiaError(Exception):
    """Base of every error that this program raises on purpose."""


class UserError(DpiaError):
    """Something that the person at the keyboard can fix: one message with the place, and a hint with the fix.

    >>> str(UserError("No such file: {path}", hint="Check the name.", path="a.json"))
    'No such file: a.json (Check the name.)'
    """

    def __init__(self, message: str, *, hint: str = "", code: str = "usage", **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.params = params

    def __str__(self) -> str:
        text = self.message.format(**self.params)
        return f"{text} ({self.hint.format(**self.params)})" if self.hint else text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file, with its place. Lines and columns count from 1; 0 means "the file as a whole"."""

    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> str:
        """The message with its parameters filled in."""
        return self.message.format(**self.params) if self.params else self.message

    @property
    def place(self) -> str:
        """File, line, column and code, as editors read them; of the file as a whole no line."""
        line = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.file}{line}: {self.code}"

    def __str__(self) -> str:
        hint = self.hint.format(**self.params) if self.params else self.hint
        return f"{self.place}: {self.text}" + (f" ({hint})" if hint else "")


class ProblemsFound(DpiaError):
    """All problems of one pass over a file or a content folder."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise AssertionError("ProblemsFound needs at least one problem")
        super().__init__("\n".join(str(problem) for problem in self.problems))
