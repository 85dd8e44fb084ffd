"""Copies from which answers are left out for good: their values now and in the log, and wherever their words recur.

A redacted copy has a log of its own. The hashes of the whole record are not in it, since who knows all but one short
answer could try out by them what that answer is. So the copy is tied to the record in another way: whoever has the
record makes the same copy of it again and compares (`dpia verify COPY --against FILE`). The last entry of its log says
that it is redacted and how. It leaves out the discussion with all evidence, and the life cycle with its signatures:
they were given to the whole.

What stays: which questions were answered, by whom (unless names are left out) and when, and that an answer was not
known. A text becomes a mark, any other value becomes “not known”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dpia.assessment.change import CONTENT, REDACTION, Change, LogError, PathParts, make_change, replay
from dpia.assessment.model import Answer, Assessment
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.storage.document import Document

__all__ = ["MARK", "NAMES", "Place", "Redaction", "again", "redacted", "redaction_of", "tagged"]

MARK = "[redacted]"
"""What stands in the place of a text. It is the same in every language, so that every copy is recognised."""

NAMES = "names"
"""The tag with which also the authors of entries and the owners of measures are left out."""

SHORTEST = 3
"""Texts of fewer characters are left out where they stand and not looked for elsewhere."""

_KEPT = frozenset({"created", "as_of", "scenario", "language", "content", "answers", "proposed", "responses"})
_LATIN = 0x24F

Place = tuple[str, str]
"""A question, and a column or “”."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was left out: places (`question` or `question.column`), tags that chose them, and of which record.

    `entries` of the log of the whole record were there; `outcome` and `regimes` are what the content of that `digest`
    concluded from the whole, which the answers in the copy may not bear out, and `running` is whether the system runs
    already by what is left in the copy: its outcome is then worded so. `signed` is the last revision of the whole that
    was signed, 0 if none was: the copy has neither status nor signature, and no findings that were frozen.
    """

    places: tuple[str, ...]
    tags: tuple[str, ...]
    names: bool
    entries: int
    answers: int
    outcome: str
    regimes: Mapping[str, str]
    digest: str
    signed: int
    running: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the last entry of the log says it."""
        return {
            "places": list(self.places), "tags": list(self.tags), "names": self.names, "entries": self.entries,
            "answers": self.answers, "outcome": self.outcome, "regimes": dict(self.regimes), "content": self.digest,
            "signed": self.signed, **({"running": True} if self.running else {}),
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Any) -> Redaction:
        """Raises ValueError if it is not what is written there."""
        kinds = {
            "places": list, "tags": list, "names": bool, "entries": int, "answers": int, "outcome": str,
            "regimes": dict, "content": str, "signed": int,
        }  # fmt: skip
        if not isinstance(data, dict) or set(data) - {"running"} != set(kinds) or data.get("running", True) is not True:
            raise ValueError("a redaction says what was left out")
        if any(type(data[name]) is not kind for name, kind in kinds.items()):
            raise ValueError("a redaction says what was left out")
        texts = [*data["places"], *data["tags"], *data["regimes"], *data["regimes"].values()]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a redaction says what was left out")
        return cls(
            tuple(data["places"]), tuple(data["tags"]), data["names"], data["entries"], data["answers"],
            data["outcome"], data["regimes"], data["content"], data["signed"],
            "running" in data,
        )  # fmt: skip


def redaction_of(document: Document) -> Redaction | None:
    """How a document is redacted; None if it is whole. One that says it wrongly is redacted all the same."""
    for change in reversed(document.changes):
        if change.path == REDACTION:
            try:
                return Redaction.from_json(change.after)
            except ValueError:
                return Redaction((), (), False, 0, 0, "", {}, "", 0)
    return None


def tagged(pack: Pack, tags: Iterable[str]) -> list[Place]:
    """The questions and columns that the content proposes to leave out under these tags."""
    wanted, found = set(tags), []
    for question in pack.content.questions:
        if wanted & set(question.tags):
            found.append((question.id, ""))
            continue
        found += [(question.id, column.id) for column in question.columns if wanted & set(column.tags)]
    return found


def redacted(
    pack: Pack, document: Document, places: Iterable[Place], tags: Iterable[str], by: str, at: str,
    outcome: str, regimes: Mapping[str, str], *, running: bool = False,
) -> Document:  # fmt: skip
    """A copy of a document without the answers at some places; of a system that runs already if `running`.

    Raises UserError if its record does not hold.
    """
    if document.flaws:
        raise UserError(
            N_("The record does not hold, so a copy would prove nothing: {reason}."), code="flawed",
            reason=str(document.flaws[0]),
        )  # fmt: skip
    if redaction_of(document) is not None:
        raise UserError(N_("It is a redacted copy already."), hint=N_("Redact the whole record."), code="redacted")
    return _Copy(pack, document, frozenset(places), tuple(sorted(set(tags)))).made(by, at, outcome, regimes, running)


def again(pack: Pack, copy: Document, whole: Document) -> Document | None:
    """The copy made once more of the record that it is said to be of, in the state of then.

    None if that record is shorter, or the content at hand is not the one by which the copy was made. Raises UserError.
    """
    found = redaction_of(copy)
    if found is None or found.digest != pack.digest or not 0 < found.entries <= len(whole.changes):
        return None
    log = whole.changes[: found.entries]
    try:
        then = replace(whole, assessment=replay(log), changes=log)
    except LogError:
        return None
    pins = [change.after for change in log if change.path == CONTENT]
    if pins:
        then = replace(then, content=type(whole.content)(**pins[-1]))
    places = [(name.partition("/")[0], name.partition("/")[2]) for name in found.places]
    last = copy.changes[-1]
    by, at, regimes = last.by, last.at, found.regimes
    return redacted(pack, then, places, found.tags, by, at, found.outcome, regimes, running=found.running)


class _Copy:
    """One copy in the making."""

    def __init__(self, pack: Pack, document: Document, places: frozenset[Place], tags: tuple[str, ...]) -> None:
        self.pack, self.document, self.places, self.tags = pack, document, places, tags
        self.names = NAMES in tags
        self.tables = {question for question, _ in places if question in pack.questions}
        self.words = _pattern(self._texts())
        self.rows = self._row_names()

    def made(self, by: str, at: str, outcome: str, regimes: Mapping[str, str], running: bool) -> Document:
        """The copy."""
        kept = [change for change in self.document.changes if change.path[0] in _KEPT and not change.withheld]
        numbers = {change.n: place for place, change in enumerate(kept, 1)}
        log: list[Change] = []
        for change in kept:
            path, before, after = self._entry(change)
            undoes = numbers.get(change.undoes) if change.undoes is not None else None
            group = numbers.get(change.group) if change.group is not None else None
            log.append(make_change(log, change.at, self._name(change.by), path, before, after, undoes, group))
        answers = list(self._answers(self.document.assessment))
        said = Redaction(
            tuple(sorted("/".join(filter(None, place)) for place in self.places)), self.tags, self.names,
            len(self.document.changes), len(answers), outcome, regimes, self.pack.digest,
            self.document.assessment.life_cycle.last_signed or 0, running,
        )  # fmt: skip
        log.append(make_change(log, at, self._name(by), REDACTION, None, said.to_json()))
        return Document(self.document.content, replay(log), tuple(log))

    def _answers(self, assessment: Assessment) -> Iterator[Answer]:
        """The answers and cells that are left out."""
        for question, _, column, answer in assessment.leaves():
            if self._hidden(question, column or "") and not (column is None and assessment.rows(question)):
                yield answer

    # --- what is left out -------------------------------------------------------------------------------------------

    def _hidden(self, question: str, column: str = "") -> bool:
        """Whether a place is left out: chosen, or of a question that the content has no more."""
        if question not in self.pack.questions:
            return True
        return (question, "") in self.places or (bool(column) and (question, column) in self.places)

    def _texts(self) -> set[str]:
        """Every text that was ever said at a place that is left out, and with the names all names."""
        found: set[str] = set()
        states = [(change.path, value) for change in self.document.changes for value in (change.before, change.after)]
        for path, value in states:
            match path:
                case ("answers" | "proposed", question) if value is not None:
                    self._of_answer(question, "", value, found)
                case ("answers", question, _) if value is not None:
                    for column, cell in value["cells"].items():
                        self._of_answer(question, column, cell, found)
                case ("answers", question, _, column) if value is not None:
                    self._of_answer(question, column, value, found)
                case ("responses", _) if value is not None and self.names:
                    found.add(value.get("owner", ""))
                case ("life_cycle", *_) if value is not None and self.names:
                    found.add(value.get("name", ""))  # of who signed or set a status, as they typed it
                case ("discussion", _) if isinstance(value, dict) and self.names:
                    found |= {text for name in ("by", "owner") if isinstance(text := value.get(name), str)}
        if self.names:
            found |= {change.by for change in self.document.changes}
        return {text for text in (text.strip() for text in found) if len(text) >= SHORTEST and text != MARK}

    def _of_answer(self, question: str, column: str, data: Any, found: set[str]) -> None:
        hidden, kind = self._hidden(question, column), self._kind(question, column)
        value = data.get("given")
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for row in value:
                for name, cell in row["cells"].items():
                    self._of_answer(question, name, cell, found)
        elif hidden and isinstance(value, str) and kind in ("text", ""):
            found.add(value)
        if hidden and isinstance(data.get("not_applicable"), str):
            found.add(data["not_applicable"])
        if hidden or self.names:
            found.add((data.get("intended") or {}).get("owner", ""))

    def _kind(self, question: str, column: str) -> str:
        found: Question | Column | None = self.pack.questions.get(question)
        if column and isinstance(found, Question):
            found = found.column(column)
        return found.type if found is not None else ""

    # --- what stands in its place -----------------------------------------------------------------------------------

    def _entry(self, change: Change) -> tuple[PathParts, Any, Any]:
        path, before, after = change.path, change.before, change.after
        match path:
            case ("answers" | "proposed", question):
                return path, self._answer(question, "", before), self._answer(question, "", after)
            case ("answers", question, row):
                there = ("answers", question, self._row(question, row))
                return there, self._whole_row(question, before), self._whole_row(question, after)
            case ("answers", question, row, column):
                cell = ("answers", question, self._row(question, row), column)
                return cell, self._answer(question, column, before), self._answer(question, column, after)
            case ("responses", _):
                return path, self._response(before), self._response(after)
        return path, before, after

    def _answer(self, question: str, column: str, data: Any) -> Any:
        """An answer as the copy has it."""
        if data is None:
            return None
        if "unknown" in data:
            return data
        hidden = self._hidden(question, column)
        if "not_applicable" in data:
            return {"not_applicable": MARK if hidden else self._swept(data["not_applicable"])}
        value = data["given"]
        new: dict[str, Any]
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            rows = [
                {
                    "id": self._row(question, row["id"]),
                    "cells": {name: self._answer(question, name, cell) for name, cell in row["cells"].items()},
                }
                for row in value
            ]
            new = {"given": rows}
        elif hidden and value == [] and self._kind(question, column) in ("table", ""):
            new = {"given": []}
        elif hidden:
            text = isinstance(value, str) and self._kind(question, column) in ("text", "")
            new = {"given": MARK} if text else {"unknown": True}
        else:
            new = {"given": self._named(question, column, value)}
        if "intended" in data and "given" in new:
            new["intended"] = self._intended(data["intended"], hidden=hidden)
        return new

    def _named(self, question: str, column: str, value: Any) -> Any:
        """A value that stays: of a text without words that are left out, of a choice with the rows by their new ids."""
        if self._kind(question, column) == "text":
            return self._swept(value) if isinstance(value, str) else value
        found = self.pack.questions.get(question)
        field = found.column(column) if found is not None and column else None
        renamed = self.rows.get(field.options_from or "", {}) if field is not None else {}
        return _renamed(value, renamed) if renamed else value

    def _intended(self, data: Any, *, hidden: bool) -> Any:
        owner = data.get("owner", "")
        if not owner:
            return data
        return {**data, "owner": MARK if hidden or self.names else self._swept(owner)}

    def _whole_row(self, question: str, data: Any) -> Any:
        if data is None:
            return None
        return {**data, "cells": {name: self._answer(question, name, cell) for name, cell in data["cells"].items()}}

    def _response(self, data: Any) -> Any:
        if data is None:
            return None
        new = {name: text if name in ("kind", "due") else self._swept(text) for name, text in data.items()}
        if self.names and new.get("owner"):
            new["owner"] = MARK
        return new

    def _name(self, name: str) -> str:
        return MARK if self.names else self._swept(name)

    def _swept(self, text: str) -> str:
        return self.words.sub(MARK, text) if self.words is not None else text

    # --- rows -------------------------------------------------------------------------------------------------------

    def _row_names(self) -> dict[str, dict[str, str]]:
        """New ids for the rows of tables from which something is left out: an id may say what its row does."""
        found: dict[str, dict[str, str]] = {}
        for change in self.document.changes:
            if change.path[0] not in ("answers", "proposed") or len(change.path) < 2:
                continue
            question = change.path[1]
            names = found.setdefault(question, {})
            ids = list(change.path[2:3])
            for value in (change.before, change.after):
                rows = value.get("given") if isinstance(value, dict) and len(change.path) == 2 else None
                ids += [row["id"] for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
            for row in ids:
                names.setdefault(row, f"row-{len(names) + 1}")
        return {
            question: names
            for question, names in found.items()
            if question in self.tables
            or question not in self.pack.questions
            or (self.words is not None and any(map(self.words.search, names)))
        }

    def _row(self, question: str, row: str) -> str:
        return self.rows.get(question, {}).get(row, row)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    return value


def _pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """What finds each of these texts in others. A short word of Latin letters only where it stands alone."""
    parts = []
    cased = {form for text in texts for form in (text, text.upper(), text.lower(), text.casefold())}
    spelled = {unicodedata.normalize(form, text) for text in cased for form in ("NFC", "NFD")} | cased
    for text in sorted(spelled, key=lambda text: (-len(text), text)):
        alone = len(text) < 5 and all(ord(sign) <= _LATIN for sign in text)
        parts.append(rf"(?<!\w){re.escape(text)}(?!\w)" if alone else re.escape(text))
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
