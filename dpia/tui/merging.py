"""Two courses of one assessment as the screen that merges them sees them: what is chosen, and each place in words.

No Textual widgets in here. A is the file that is open, B the other one. Nothing is written before `write`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual.content import Content

from dpia.assessment.change import GENESIS, Change, PathParts
from dpia.assessment.model import Assessment
from dpia.i18n_marks import N_
from dpia.storage.document import Document
from dpia.storage.history import Difference, shared_entries
from dpia.storage.merging import (
    Clash,
    Side,
    common_beginning,
    compared,
    joined,
    last_entry,
    refuse_redacted,
    refuse_signed,
    settled,
)
from dpia.tui.numbered import NumberedWords
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.widgets.text import ACCENT, MUTED, STRONG, LineMaker, hanging, plain, row, wrapped
from dpia.wording.changes import change_words, short, subject, value_words

MARKS: dict[Side | None, str] = {None: "?", "first": "A", "second": "B", "both": "A+B"}


class Merging:
    """One merge. Raises UserError if the two have no beginning in common, or a record does not hold."""

    def __init__(self, model: ViewModel, other: Document, name: str) -> None:
        self.model, self.tr, self.name = model, model.tr, name
        self.one, self.other = model.session.document, other
        pack, path = model.pack, Path(name)
        refuse_redacted(other, path)
        refuse_signed(self.one, other, model.session.path or Path("A"), path)
        base = common_beginning(pack, self.one, other)
        self.found = compared(pack, base, self.one, other, log_from=shared_entries(self.one, other))
        self.chosen: dict[PathParts, Side] = {}
        self.words = tuple(map(self._words, (self.found.base, self.found.first, self.found.second)))

    def _words(self, state: Assessment) -> NumberedWords:
        return NumberedWords(self.model.pack, state, self.tr)

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The places on which the two differ."""
        return self.found.clashes

    @property
    def waiting(self) -> list[int]:
        """Which of them are not decided."""
        return [index for index, clash in enumerate(self.clashes) if clash.path not in self.chosen]

    @property
    def brings_nothing(self) -> bool:
        """Whether the other file holds nothing that this one does not."""
        return not (self.clashes or self.found.merged.taken)

    def can_be_both(self, clash: Clash) -> bool:
        """Whether both answers can stand."""
        return joined(self.model.pack, self.found, clash) is not None

    def choose(self, clash: Clash, side: Side) -> bool:
        """Let a side stand; whether that can be."""
        if side == "both" and not self.can_be_both(clash):
            return False
        self.chosen[clash.path] = side
        return True

    def choose_all(self, side: Side) -> None:
        """Let one side stand wherever the two conflict."""
        self.chosen = {clash.path: side for clash in self.clashes}

    def write(self) -> Result:
        """Write what is taken and chosen, as one action. All must be decided."""
        changes = settled(self.model.pack, self.found, self.chosen)
        return self.model.do(lambda: self.model.session.take(changes))

    # --- words --------------------------------------------------------------------------------------------------------

    def head(self) -> str:
        """Where the merge stands."""
        tr, waiting, taken = self.tr, len(self.waiting), len(self.found.merged.taken)
        parts = [
            tr.plural("{count} conflict to decide", "{count} conflicts to decide", waiting)
            if waiting
            else tr(N_("all is decided: Enter or {press:save} writes it"))
        ]
        parts.append(tr.plural("{count} change taken from B", "{count} changes taken from B", taken))
        if alike := len(self.found.merged.alike):
            parts.append(tr.plural("{count} alike in both", "{count} alike in both", alike))
        return " · ".join(parts)

    def place(self, clash: Clash) -> LineMaker:
        """A conflict in the list: what is chosen, and where it is."""
        side = self.chosen.get(clash.path)
        words = self.words[1 if clash.first and clash.first[0].after is not None else 2]
        mark = f"{MARKS[side]:<4}"
        shown = plain(mark, f"{STRONG} {ACCENT}" if side is None else STRONG)
        return partial(hanging, shown, _subject(clash.path, clash.first, words))

    def brief(self, item: Difference) -> LineMaker:
        """An agreement in the list."""
        words = self.words[2 if item.after is not None else 0]
        said = (self.tr.colon + short(self._said(item, words)), MUTED)
        return partial(hanging, "    ", row(_subject(item.path, (item,), words), said))

    def lines(self, clash: Clash, width: int) -> list[Content]:
        """A conflict in full: what stood before, and what each side made of it, who and when."""
        tr, (base, first, second) = self.tr, self.words
        lines = wrapped(plain(_subject(clash.path, clash.first, first), STRONG), width)
        before = next((item.before for item in (*clash.first, *clash.second) if item.path == clash.path), None)
        if before is not None and len(clash.path) != 3:
            lines += hanging(plain(tr(N_("before  ")), MUTED), self._value(clash.path, before, base), width)
        for side, items, words, document in (
            ("A", clash.first, first, self.one),
            ("B", clash.second, second, self.other),
        ):
            for item in items:
                where = _subject(item.path, (item,), words) + tr.colon if item.path != clash.path else ""
                lines += hanging(plain(f"{side}  ", f"{STRONG} {ACCENT}"), where + self._said(item, words), width)
                lines += hanging("   ", plain(self._by(document, item.path), MUTED), width)
        both = joined(self.model.pack, self.found, clash)
        if both is not None:
            lines += hanging(plain(tr(N_("both  ")), f"{STRONG} {ACCENT}"), self._value(clash.path, both, first), width)
        return lines

    def agreed_lines(self, item: Difference, width: int) -> list[Content]:
        """What is taken, or alike, in full."""
        words = self.words[2]
        lines = wrapped(plain(_subject(item.path, (item,), words), STRONG), width)
        lines += hanging("B  ", self._said(item, words), width)
        return [*lines, *hanging("   ", plain(self._by(self.other, item.path), MUTED), width)]

    def _said(self, item: Difference, words: NumberedWords) -> str:
        if len(item.path) == 3:
            return change_words(_entry(item), words)
        return self._value(item.path, item.after, words)

    def _value(self, path: PathParts, value: object, words: NumberedWords) -> str:
        return value_words(path, value, words) or self.tr(N_("not answered"))

    def _by(self, document: Document, path: PathParts) -> str:
        last = last_entry(document.changes, path)
        if last is None:
            return "?"
        at = last.at[:16].replace("T", " ")
        return self.tr(N_("{who}, {at} UTC"), who=last.by, at=at)


def _entry(item: Difference, path: PathParts | None = None) -> Change:
    return Change(0, "", "", path or item.path, item.before, item.after, None, GENESIS, "")


def _subject(path: PathParts, items: Sequence[Difference], words: NumberedWords) -> str:
    """Where a place is, in words: the question of a row, or the cell."""
    return subject((_entry(items[0], path),), words)
