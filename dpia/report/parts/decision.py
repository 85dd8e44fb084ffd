"""The decision beside the outcome, responses to findings, and lines to sign on."""

from __future__ import annotations

from dataclasses import replace

from dpia.content.names import DECISION, DECISION_BY, DECISION_CONDITIONS, DECISION_DATE, DECISION_REASON
from dpia.engine.decision import departs
from dpia.engine.findings import Finding
from dpia.i18n_marks import N_
from dpia.report.components import CELL, Components, plain, shortened
from dpia.report.model import Block, Card, Para, Prose, ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.parts.findings import Reasoned


class DecisionTaken:
    """Makes the blocks of the decision."""

    def __init__(self, components: Components, reasoned: Reasoned) -> None:
        self.p = components
        self.tr = components.tr
        self.reasoned = reasoned

    def taken(self) -> list[Block]:
        """The outcome beside the decision, and what is said where the two part or the system runs already."""
        p, tr, evaluation = self.p, self.tr, self.p.evaluation
        outcome = evaluation.outcome
        for name in (DECISION, DECISION_BY, DECISION_DATE, DECISION_REASON, DECISION_CONDITIONS):
            p.printing(name)
        blocks: list[Block] = []
        computed = p.words.outcome(outcome, evaluation)
        pairs: list[tuple[str, Spans]] = [
            (tr(N_("Outcome on the answers given")), (Run(computed, "strong"),)),
            *((p.words.label(name), p.answer(name)) for name in (DECISION, DECISION_BY, DECISION_DATE)),
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
            blocks.append(self._departure(computed))
        elif reason := p.given(DECISION_REASON):
            blocks.append(Prose(reason, label=p.words.question(DECISION_REASON)))
        if planned := self._planned():
            blocks.append(planned)
        if conditions := p.given(DECISION_CONDITIONS):
            blocks.append(Prose(conditions, label=p.words.label(DECISION_CONDITIONS)))
        return blocks

    def _planned(self) -> Table | None:
        """Answers that hold only once somebody has done what is planned; None where nothing is."""
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
            for item in p.evaluation.conditions
        )
        head = (tr(N_("Point")), tr(N_("Planned answer")), tr(N_("Owner")), tr(N_("Due")))
        title = tr(N_("Planned, and therefore a condition"))
        return Table(title, head, rows, (38, 30, 17, 15)) if rows else None

    def _departure(self, computed: str) -> Card:
        p, tr = self.p, self.tr
        lead = tr(
            N_("The decision goes further than the outcome that follows from the answers ({outcome})."),
            outcome=computed,
        )
        blocks: list[Block] = [Para((Run(lead, "strong"),))]
        if reason := p.given(DECISION_REASON):
            blocks.append(Prose(reason, label=tr(N_("Reason, in the controller’s words"))))
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
                said.append(Run(f"\n{tr(N_('Authority, as given by the controller'))}: ", "quiet"))
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
            one = "{count} blocker or major finding has no response yet: "
            many = "{count} blocker and major findings have no response yet: "
            lead = Run(tr.plural(one, many, len(waiting)))
            blocks.append(Para((lead, *self.reasoned.links(waiting), Run("."))))
        known = {finding.id for finding in evaluation.findings}
        if stale := sorted(set(self.p.assessment.responses) - known):
            blocks.append(
                self.p.note(tr(N_("Responses to findings that are no longer reported: {ids}."), ids=tr.listed(stale)))
            )
        return blocks

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

    def lines_to_sign(self) -> Table:
        """Lines to sign on."""
        tr = self.tr
        roles = (N_("For the controller"), N_("Data protection officer"), N_("Legal review"))
        rows = tuple(TableRow((plain(tr(role)), (), (), ())) for role in roles)
        head = (tr(N_("Role")), tr(N_("Name")), tr(N_("Date")), tr(N_("Signature")))
        return Table(tr(N_("Signatures")), head, rows, (26, 28, 18, 28), "sign")
