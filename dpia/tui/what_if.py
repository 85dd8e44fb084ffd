"""What would follow if answers were others: a copy of the assessment in memory, and the difference. No Textual in here.

On the copy one answers as anywhere. Nothing of it reaches the file until it is kept, and then as one action.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dpia.assessment.answers import Edit
from dpia.assessment.model import Answer
from dpia.content.rule import Outcome
from dpia.engine.design import ChangedAnswer
from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding, Weight, leads_to
from dpia.engine.truth import Ref
from dpia.session import Session
from dpia.tui.finding_diff import FindingDiff, compare
from dpia.tui.view_model import Item, Place, Result, ViewModel


@dataclass(frozen=True, slots=True)
class Flip:
    """One answer that is another on the copy."""

    ref: Ref
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One number or outcome, before and after."""

    before: int
    after: int


class WhatIf:
    """The work on a copy. `base` is what is in the file, `copy` what it would be."""

    def __init__(self, base: ViewModel) -> None:
        session = base.session
        self.base = base
        self.copy = ViewModel(
            Session(base.pack, session.document, None, by="", carried=session.carried), base.tr
        )  # in memory, without a lock: it has no way to the file
        self._touched: list[Ref] = []

    # --- answering --------------------------------------------------------------------------------------------------

    def flip(self, ref: Ref, answer: Answer | None) -> Result:
        """Answer a question of the copy otherwise; with the answer of the file it is a flip no more."""
        result = self.copy.commit(ref, answer)
        if result.saved and ref not in self._touched:
            self._touched.append(ref)
        return result

    def flip_edit(self, edit: ChangedAnswer) -> Result:
        """Try one change that the search for what would change it found."""
        return self.flip(edit.ref, edit.after)

    def take_back(self, ref: Ref) -> Result:
        """Answer as the file does."""
        return self.flip(ref, self.base.session.assessment.answer(*ref[:3]))

    def undo(self) -> bool:
        """Take the last step on the copy back. False if there is none."""
        session = self.copy.session
        action = session.undoable
        return action is not None and not session.is_earlier(action) and self.copy.undo().saved

    def redo(self) -> bool:
        """Do again what was taken back last on the copy. False if there is nothing."""
        session = self.copy.session
        action = session.redoable
        return action is not None and not session.is_earlier(action) and self.copy.redo().saved

    @property
    def flips(self) -> tuple[Flip, ...]:
        """The answers that differ, in the order in which they were first touched."""
        base, copy = self.base.session.assessment, self.copy.session.assessment
        found = (Flip(ref, base.answer(*ref[:3]), copy.answer(*ref[:3])) for ref in self._touched)
        return tuple(flip for flip in found if flip.before != flip.after)

    def keep(self) -> Result:
        """Write the flips as one action. Where they cannot be saved, the copy stays as it is."""
        edits = [Edit(flip.ref.question, flip.after, flip.ref.row, flip.ref.column) for flip in self.flips]
        if not edits:
            return Result(saved=False)
        proposed = self.base.session.assessment.proposed
        cleared = [edit.question for edit in edits if edit.answer is None and edit.question in proposed]
        return self.base.do(lambda: self.base.session.apply(edits, reject=cleared), self.flips[0].ref)

    # --- what there is to flip ----------------------------------------------------------------------------------------

    def choices(self, first: Ref | None = None) -> list[Ref]:
        """Every answer that can be another, first what moves the outcome.

        That is: what most findings rest on or wait for that lead to the outcome as it is, of equals the one at hand
        first. Then what a design can change, then the others. Of what is asked on the copy as it is; tables as a whole
        are left out, their cells are not.
        """
        refs = self._asked()
        if first is not None and first not in refs and self.copy.spec(first).type != "table":
            refs.insert(0, first)
        deciding = self._deciding()

        def rank(ref: Ref) -> tuple[bool, bool, int, bool]:
            spec = self.copy.spec(ref)
            return ref not in deciding, not spec.design, -deciding[ref], ref != first

        return sorted(refs, key=rank)

    def _deciding(self) -> Counter[Ref]:
        """What the outcome of the copy rests on or waits for, and how many findings lead from each answer to it."""
        steps = [(leads_to(Weight(one.severity, one.kind), one.truth), one) for one in self.after.findings]
        lowest = min((step for step, _ in steps), default=0)
        return Counter(
            ref.place
            for step, finding in steps
            if step == lowest
            for ref in dict.fromkeys((*self.copy.rests_on(finding), *finding.missing))
        )

    def _asked(self) -> list[Ref]:
        found: list[Ref] = []
        for section in self.copy.pack.sections:
            for item in self.copy.items(Place(section.id)):
                if self.copy.pack.questions[item.ref.question].type != "table":
                    found += self._if_asked(item)
                    continue
                for row in self.copy.session.assessment.rows(item.ref.question):
                    for cell in self.copy.items(Place(section.id, item.ref.question, row.id)):
                        found += self._if_asked(cell)
        return found

    def _if_asked(self, item: Item) -> list[Ref]:
        return [item.ref] if self.copy.asked(item) else []

    # --- what follows -------------------------------------------------------------------------------------------------

    @property
    def before(self) -> Evaluation:
        """What follows from the file."""
        return self.base.evaluation

    @property
    def after(self) -> Evaluation:
        """What would follow."""
        return self.copy.evaluation

    def blockers(self) -> Weighed:
        """How many blockers stand, established or not shown; open ones are not counted."""
        return Weighed(*(sum(one.blocks for one in found.findings) for found in (self.before, self.after)))

    def open(self) -> Weighed:
        """How many findings wait for an answer: a blocker that became one of them is not settled."""
        return Weighed(*(sum(one.truth == "open" for one in found.findings) for found in (self.before, self.after)))

    def moves(self) -> FindingDiff:
        """Which findings would come, go, or weigh otherwise."""
        return compare(self.before, self.after)

    def was(self, finding: Finding) -> Finding | None:
        """What the same rule finds now."""
        return next((one for one in self.before.findings if one.rule.id == finding.rule.id), None)

    def outcomes(self) -> list[tuple[str, Outcome, Outcome]]:
        """For each law its outcome now and then."""
        return [
            (one.regime.id, one.outcome, then.outcome)
            for one, then in zip(self.before.regimes, self.after.regimes, strict=True)
        ]

    def hidden(self) -> tuple[Ref, ...]:
        """Answers that would be kept but not count any more, since their question would not be asked."""
        known = set(self.before.masked)
        return tuple(ref for ref in self.after.masked if ref not in known)
