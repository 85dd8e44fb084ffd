"""What would change the outcome: other designs that lift blockers, and honesty where none was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dpia.content.question import Column, Question
from dpia.content.rule import Outcome
from dpia.engine.counterfactual import WouldChange, all_changes
from dpia.engine.design import ChangedAnswer, Edits, with_changes
from dpia.engine.evaluation import evaluate
from dpia.engine.findings import Finding
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Bullets, Para, ReportSection, Run, Span, Spans, Table, TableRow


class Changes:
    """Makes the section. `links` prints links to findings; `waiting` are those that are not shown."""

    def __init__(
        self, components: Components, links: Callable[[Iterable[Finding]], Spans], waiting: Sequence[Finding]
    ) -> None:
        self.p = components
        self.tr = components.tr
        self.links = links
        self.waiting = waiting

    def section(self) -> ReportSection:
        """For each established blocker what would lift it, and the one combined set."""
        tr = self.tr
        blockers = {finding.id: finding for finding in self.p.evaluation.findings if finding.blocks}
        established = [finding for finding in blockers.values() if finding.truth == "established"]
        found = all_changes(self.p.evaluation)
        blocks: list[Block] = []
        if not established and not found:
            return ReportSection("changes", tr(N_("What would change the outcome")), 2)
        gone = self._gone(found[-1], established) if found else []
        if found:
            blocks += self._together(found[-1], gone)
        lifts: dict[frozenset[ChangedAnswer], list[Finding]] = {}
        outcomes: dict[frozenset[ChangedAnswer], tuple[Edits, Outcome]] = {}
        together = frozenset(found[-1].edits) if found else frozenset()
        for change in found:
            if change.finding is None or change.outcome_then is None or blockers[change.finding] not in established:
                continue
            edits = frozenset(change.edits)
            lifts.setdefault(edits, []).append(blockers[change.finding])
            outcomes.setdefault(edits, (change.edits, change.outcome_then))
        if alone := {edits: findings for edits, findings in lifts.items() if edits != together}:
            blocks += self._lifting([(*outcomes[edits], findings) for edits, findings in alone.items()])
        late = self.p.pack.late_rules
        lifted = {finding.id for findings in (*lifts.values(), gone) for finding in findings}
        without = [one for one in established if one.id not in lifted and one.rule.id not in late]
        if without:
            text = N_("No change of the design, in up to three answers, was found that lifts these: ")
            blocks.append(Para((Run(tr(text)), *self.links(without), Run(tr.stop))))
            limit = N_(
                "Only what a design can change was tried. Proofs, and other answers that are missing, were not "
                "supplied; the remedies of the findings name them."
            )
            blocks.append(self.p.note(tr(limit)))
        if follow := [one for one in established if one.rule.id in late]:
            text = N_("These are lifted with the findings that they look at: ")
            blocks.append(Para((Run(tr(text)), *self.links(follow), Run(tr.stop))))
        if waiting := self.waiting:
            text = N_("These are not shown; what they need is an answer: ")
            blocks.append(Para((Run(tr(text)), *self.links(waiting), Run(tr.stop))))
        return ReportSection("changes", tr(N_("What would change the outcome")), 2, blocks=tuple(blocks))

    def _gone(self, change: WouldChange, established: Sequence[Finding]) -> list[Finding]:
        """The established blockers whose rules block no more once the combined set is made."""
        evaluation = self.p.evaluation
        if not change.edits:
            return []
        then = evaluate(evaluation.pack, with_changes(evaluation.assessment, change.edits), evaluation)
        standing = {finding.rule.id for finding in then.findings if finding.blocks}
        return [finding for finding in established if finding.rule.id not in standing]

    def _lifting(self, lifts: Sequence[tuple[Edits, Outcome, list[Finding]]]) -> list[Block]:
        """The sets that lift single blockers; what lifts most first."""
        tr, words, evaluation = self.tr, self.p.words, self.p.evaluation
        text = N_(
            "The smallest changes of the design that were found to lift an established blocker: only answers that "
            "whoever runs it can change, and no facts of the world. An answer that is changed while the system stays "
            "as it is cures nothing. Lifting one finding leaves the others standing."
        )
        rows = tuple(
            TableRow((self._edits(edits), self.links(findings), plain(words.outcome(outcome, evaluation))))
            for edits, outcome, findings in sorted(lifts, key=lambda item: -len(item[2]))
        )
        head = (tr(N_("If it were so")), tr(N_("Lifts")), tr(N_("Outcome then")))
        return [self.p.para(text), Table(tr(N_("Changes that lift blockers")), head, rows, (58, 20, 22), "compact")]

    def _together(self, change: WouldChange, gone: Sequence[Finding]) -> list[Block]:
        """The one combined set, or that there is none."""
        tr = self.tr
        if not change.edits or change.outcome_then is None:
            return [self.p.para(N_("No set of changes of the design was found that leads to a better outcome."))]
        text = N_(
            "Together these lead to “{outcome}”. They are not proven to be the smallest set, and what has to change is "
            "the deployment, not the form:"
        )
        outcome = self.p.words.outcome(change.outcome_then, self.p.evaluation)
        edits = Bullets(tuple(self._edit(edit) for edit in change.edits), label=tr(text, outcome=outcome))
        if not gone:
            return [edits]
        lead = Run(tr(N_("Blockers that are no longer reported then: ")))
        return [edits, Para((lead, *self.links(gone), Run(tr.stop)))]

    def _edits(self, edits: Edits) -> Spans:
        spans: list[Span] = []
        for edit in edits:
            spans += [Run("\n")] if spans else []
            spans += self._edit(edit)
        return tuple(spans)

    def _edit(self, edit: ChangedAnswer) -> Spans:
        """A changed answer: its number, the question and the answer that it would have."""
        ref = edit.ref
        field: Question | Column | None = self.p.pack.questions.get(ref.question)
        if ref.column is not None:
            field = self.p.pack.columns.get((ref.question, ref.column))
        after = Run(self.p.words.value(field, edit.after), "strong")
        return (self.p.number(ref.question), Run(f" {self.p.words.ref(ref)}{self.p.tr.blank}"), after)
