"""The decision beside the outcome, responses to findings, and lines to sign on."""

from __future__ import annotations

from dataclasses import replace

from dpia.assessment.life_cycle import Role, Signature
from dpia.content.names import DECISION, DECISION_BY, DECISION_CONDITIONS, DECISION_DATE, DECISION_REASON
from dpia.engine.decision import departs
from dpia.engine.findings import Finding
from dpia.engine.truth import NO, YES
from dpia.i18n_marks import N_, NN_
from dpia.report.components import CELL, Components, plain, shortened
from dpia.report.model import Block, Card, Para, Prose, ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.parts.findings import Reasoned


class DecisionTaken:
    """Makes the blocks of the decision."""

    def __init__(self, components: Components, reasoned: Reasoned) -> None:
        self.p = components
        self.tr = components.tr
        self.reasoned = reasoned

    def taken(self, most: int | None = None, rows: int | None = None) -> list[Block]:
        """The outcome beside the decision, and what is said where the two part or the system runs already.

        Args:
            most: characters of a reason or of the conditions; what is cut is said to stand in the full report.
            rows: planned answers in the table; the others are counted.
        """
        p, tr, evaluation = self.p, self.tr, self.p.evaluation
        outcome = evaluation.outcome
        for name in (DECISION, DECISION_BY, DECISION_DATE, DECISION_REASON, DECISION_CONDITIONS):
            p.printing(name)
        blocks: list[Block] = []
        computed = p.words.outcome(outcome, evaluation)
        pairs: list[tuple[str, Spans]] = [
            (tr(N_("Outcome on the answers given")), (Run(computed, "strong"),)),
            *(
                (p.words.label(name), self._cut_spans(p.answer(name), most))
                for name in (DECISION, DECISION_BY, DECISION_DATE)
            ),
        ]
        blocks += p.pairs(tr(N_("Outcome and decision")), pairs)
        if p.words.running(evaluation) and outcome in (
            "do-not-launch",
            "complete-assessment-first",
            "consult-authority-first",
        ):
            blocks.append(
                Card(
                    tr(N_("The system runs already")),
                    (
                        self.p.para(
                            N_(
                                "On the answers given, real people are recorded now. The "
                                "outcome means that the recording is suspended until the "
                                "point is fixed, and that nothing is resumed on the "
                                "strength of this paper alone."
                            )
                        ),
                    ),
                    "warning",
                )
            )
        if departs(self.p.evaluation):
            blocks.append(self._departure(computed, most))
        elif reason := p.given(DECISION_REASON):
            blocks.append(Prose(self.p.beginning(reason, most), label=p.words.question(DECISION_REASON)))
        blocks += self._planned(rows)
        if conditions := p.given(DECISION_CONDITIONS):
            blocks.append(Prose(self.p.beginning(conditions, most), label=p.words.label(DECISION_CONDITIONS)))
        return blocks

    def _cut_spans(self, spans: Spans, most: int | None) -> Spans:
        return tuple(
            replace(one, text=self.p.beginning(one.text, most)) if isinstance(one, Run) else one for one in spans
        )

    def _planned(self, most: int | None) -> list[Block]:
        """Answers that hold only once somebody has done what is planned; nothing where nothing is."""
        p, tr = self.p, self.tr
        rows = tuple(
            TableRow(
                (
                    plain(p.words.ref(item.ref)),
                    plain(p.words.unplanned(item)),
                    plain(item.intention.owner or tr(N_("nobody named"))),
                    plain(tr.date(item.intention.due) if item.intention.due else tr(N_("no date"))),
                )
            )
            for item in p.evaluation.conditions[:most]
        )
        head = (tr(N_("Point")), tr(N_("Planned answer")), tr(N_("Owner")), tr(N_("Due")))
        title = tr(N_("Planned, and therefore a condition"))
        blocks: list[Block] = [Table(title, head, rows, (38, 30, 17, 15))] if rows else []
        if rest := len(p.evaluation.conditions) - len(rows):
            words = NN_(
                "{count} more planned answer is a condition; the full report has it.",
                "{count} more planned answers are conditions; the full report has them.",
            )
            blocks.append(p.note(tr.plural(*words, rest)))
        return blocks

    def _departure(self, computed: str, most: int | None) -> Card:
        p, tr = self.p, self.tr
        lead = tr(
            N_("The decision goes further than the outcome that follows from the answers ({outcome})."),
            outcome=computed,
        )
        blocks: list[Block] = [Para((Run(lead, "strong"),))]
        if reason := p.given(DECISION_REASON):
            blocks.append(Prose(self.p.beginning(reason, most), label=tr(N_("Reason, in the controller’s words"))))
        else:
            blocks.append(self.p.para(N_("No reason is given. A decision against the outcome needs one.")))
        return Card(tr(N_("The decision departs from the outcome")), tuple(blocks), "warning")

    def responses(self) -> list[Block]:
        """Responses to findings with owner and date, and findings that still need one."""
        tr, evaluation = self.tr, self.p.evaluation
        kinds = {"accept": N_("accepted"), "contest": N_("contested"), "measure": N_("measure")}
        rows: list[TableRow] = []
        prose: list[Block] = []
        contested = False
        for finding in self.reasoned.in_print_order():
            response = self.p.assessment.responses.get(finding.id)
            if response is None:
                continue
            contested = contested or response.kind == "contest"
            what = response.measure or response.reason
            said: list[Span] = [Run(shortened(what, CELL) or "–")]
            if response.authority:
                said.append(Run(f"\n{tr(N_('Authority, as given by the controller'))}{tr.colon}", "quiet"))
                said.append(Run(shortened(response.authority, CELL)))
            label = f"{self.reasoned.label(finding)} {tr(kinds[response.kind])}"
            prose += [Prose(text, label=label) for text in (what, response.authority) if len(text) > CELL]
            rows.append(
                TableRow(
                    (
                        (self.reasoned.link(finding), Run(f" {tr(kinds[response.kind])}")),
                        tuple(said),
                        plain(response.owner or "–"),
                        plain(self.reasoned.day(response.due) if response.due else "–"),
                    )
                )
            )
        blocks: list[Block] = []
        if rows:
            head = (tr(N_("Finding")), tr(N_("What, in the controller’s words")), tr(N_("Owner")), tr(N_("Due")))
            title = tr(N_("Responses to findings"))
            blocks += [Table(title, head, tuple(rows), (18, 50, 17, 15), "compact"), *prose]
        if contested:
            note = N_("Reasons and authorities are the controller’s own. They were not checked and change no outcome.")
            blocks.append(self.p.note(tr(note)))
        if waiting := self.waiting():
            words = NN_(
                "{count} blocker or major finding has no response yet: ",
                "{count} blocker and major findings have no response yet: ",
            )
            lead = Run(tr.plural(*words, len(waiting)))
            blocks.append(Para((lead, *self.reasoned.links(waiting), Run(tr.stop))))
        known = {finding.id for finding in evaluation.findings}
        if stale := sorted(set(self.p.assessment.responses) - known):
            names = tr.series(self._title(name) for name in stale)
            blocks.append(
                self.p.note(tr(N_("Responses to findings that are no longer reported: {names}."), names=names))
            )
        return blocks

    def _title(self, finding: str) -> str:
        """What a rule that found something before is about; the id where the content has no such rule any more."""
        rule = self.p.pack.rules.get(finding.partition("/")[0])
        return self.tr.content(rule.title) if rule is not None else finding

    def waiting(self) -> list[Finding]:
        """The blockers and major points to which nobody has answered."""
        return [
            finding
            for finding in self.reasoned.in_print_order()
            if finding.severity in ("blocker", "major")
            and finding.truth != "open"
            and finding.id not in self.p.assessment.responses
        ]

    def signatures(self) -> ReportSection:
        """Lines to sign on, as a part of their own."""
        table = self.lines_to_sign()
        return ReportSection("signatures", table.caption, 2, blocks=(replace(table, caption=""),))

    def _officers(self) -> list[str]:
        """The officers whom the laws that govern, or may, name here, as each law calls him."""
        evaluator, found = self.p.evaluator, list[str]()
        for result in self.p.evaluation.regimes:
            officer = result.regime.officer
            if officer is None or result.governs.truth is NO:
                continue
            named = officer.when is None or evaluator.evaluate(officer.when).truth is YES
            none = officer.unless is not None and evaluator.evaluate(officer.unless).truth is YES
            if named and not none:
                found.append(self.tr.content(officer.title))
        return list(dict.fromkeys(found))

    def lines_to_sign(self) -> Table:
        """Lines to sign on; where the record is signed, who signed it, when, and the digest of what was signed."""
        tr = self.tr
        officers = self._officers()
        lines: list[tuple[Role, str]] = [
            ("controller", tr(N_("For the controller"))),
            *((("officer", officer)) for officer in officers or [""]),
            ("legal", tr(N_("Legal review"))),
            ("author", tr(N_("Author"))),
        ]
        signers = list(self.p.assessment.life_cycle.signers())
        rows: list[TableRow] = []
        for role, label in lines:
            signed = [one for one in signers if one.role == role]
            signers = [one for one in signers if one.role != role]  # one name under one law's officer
            rows += [
                TableRow((
                    plain(label or tr(N_("Data protection officer"))),
                    plain(one.name), plain(tr.date(one.at[:10])), self._in_record(one),
                ))
                for one in signed
            ]  # fmt: skip
            if not signed and label and role != "author":
                rows.append(TableRow((plain(label), (), (), ())))
        head = (tr(N_("Role")), tr(N_("Name")), tr(N_("Date")), tr(N_("Signature")))
        return Table(tr(N_("Signatures")), head, tuple(rows), (30, 27, 16, 27), "sign")

    def _in_record(self, signature: Signature) -> Spans:
        return Run(self.tr(N_("in the record: "))), Run(signature.record[:16], "code")
