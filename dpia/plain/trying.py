"""What if: other answers on a copy, what would follow, and keeping them as one action. The copy is the wizard's own."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.assessment.model import Answer
from dpia.content.rule import Outcome
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.plain import pages
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.what_if import Flip, WhatIf

_MARKS = {
    "new": N_("Would come: {finding}"),
    "changed": N_("Would weigh otherwise: {finding}"),
    "gone": N_("Would go: {finding}"),
}

NAMED = 3
"""How many answers are named that would not count any more."""


class Trying:
    """What is tried in one sitting. The copy follows what is answered meanwhile."""

    def __init__(self, view: ViewModel) -> None:
        self.view = view
        self.tr = view.tr
        self._what_if: WhatIf | None = None
        self._made_of: object = None

    @property
    def flips(self) -> tuple[Flip, ...]:
        """What is tried and not kept."""
        return self._what_if.flips if self._what_if is not None else ()

    def _copy(self) -> WhatIf:
        document = self.view.session.document
        if self._what_if is None or self._made_of is not document:
            flips = self.flips
            self._what_if, self._made_of = WhatIf(self.view), document
            for flip in flips:
                self._what_if.flip(flip.ref, flip.after)
        return self._what_if

    def answer(self, ref: Ref) -> Answer | None:
        """What is answered on the copy."""
        return self._copy().copy.session.assessment.answer(*ref[:3])

    def flip(self, ref: Ref, answer: Answer | None) -> Result:
        """Try an answer."""
        return self._copy().flip(ref, answer)

    def keep(self) -> Result:
        """Write what was tried, as one action."""
        result = self._copy().keep()
        if result.saved:
            self.drop()
        return result

    def drop(self) -> None:
        """Let everything be as it is in the file."""
        self._what_if = None

    def lines(self) -> Iterator[str]:
        """What is tried, and what would follow."""
        tr, what_if = self.tr, self._copy()
        flips = what_if.flips
        if not flips:
            yield tr(N_("Nothing is tried. /whatif ANSWER tries another answer to the question at hand."))
            return
        blockers, waiting = what_if.blockers(), what_if.open()
        yield tr.plural(
            "If {count} answer were otherwise: blockers {before} → {after}; outcome {outcome}.",
            "If {count} answers were otherwise: blockers {before} → {after}; outcome {outcome}.",
            len(flips),
            before=blockers.before,
            after=blockers.after,
            outcome=self._outcome(what_if.before.outcome, what_if.after.outcome),
        )
        if waiting.before != waiting.after:
            text = N_("Open, and not settled by this: {before} → {after} findings.")
            yield tr(text, before=waiting.before, after=waiting.after)
        for flip in flips:
            spec, words = what_if.copy.spec(flip.ref), what_if.copy.words
            before, after = words.value(spec, flip.before), words.value(spec, flip.after)
            change = words.tr.series(words.item_changes(spec, flip.before, flip.after)) or f"{before} → {after}"
            yield tr(N_("Tried: {question} — {change}"), question=words.ref(flip.ref), change=change)
        if hidden := what_if.hidden():
            named = tr.series(map(self.view.words.ref, hidden[:NAMED]))
            text = tr(N_("Would be kept but not count: {what}"), what=named)
            more = len(hidden) - NAMED
            yield text + tr.and_more(more)
        items = what_if.moves().items
        for item in items:
            view = self.view if item.mark == "gone" else what_if.copy
            yield tr(_MARKS[item.mark], finding=pages.finding_line(view, item.finding))
        if not items:
            yield tr(N_("No finding would come, go, or weigh otherwise."))
        yield tr(N_("/keep writes this, /drop drops it; the file is as it was."))

    def _outcome(self, before: Outcome, after: Outcome) -> str:
        what_if = self._copy()
        now = self.view.words.outcome(before, what_if.before)
        then = what_if.copy.words.outcome(after, what_if.after)
        return self.tr(N_("{outcome}, as now"), outcome=now) if now == then else f"{now} → {then}"
