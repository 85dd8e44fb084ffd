"""The parts of the paper for those who decide: the outcome, what stands in the way, and what is asked of them."""

from __future__ import annotations

from dpia.content.names import DECISION, DECISION_BY, DECISION_CONDITIONS, DECISION_REASON, TITLE
from dpia.engine.decision import departs
from dpia.engine.evaluation import OUTCOME_ORDER
from dpia.engine.findings import Finding
from dpia.engine.truth import NO
from dpia.i18n_marks import N_, NN_
from dpia.report.components import Components, plain, shortened
from dpia.report.model import Bullets, ReportSection, Run, Span, Spans
from dpia.report.parts.decision import DecisionTaken
from dpia.report.parts.findings import Reasoned, weight
from dpia.report.parts.summary import Summary
from dpia.wording import ATTRIBUTIONS, TRUTHS

_IN_WORDS = 6
"""Findings that are told in about sixty words each; two pages hold no more. The rest are counted."""

_TITLE, _CONCLUSION, _REMEDY = 110, 190, 150
"""Characters of the title, conclusion and remedy of a finding: about sixty words together."""

_ROOM, _LINE = 2700, 95
"""Characters that two pages hold of findings in words beside all else, and those of a line. More is cut and counted."""

_LEAST, _PLANNED = 2, 4
"""Findings that stand in words whatever else is long, and planned answers that stand in the table."""

_BESIDE = "\u00a0· "
"""Between what is said of a finding: no line begins with the mark."""

_ANSWER = 110
"""Characters of a reason or of the conditions; the full report has them whole."""


class Board:
    """Makes the parts."""

    def __init__(self, components: Components, reasoned: Reasoned, decision: DecisionTaken, summary: Summary) -> None:
        self.p = components
        self.tr = components.tr
        self.reasoned = reasoned
        self.decision = decision
        self.summary = summary

    def outcome(self) -> ReportSection:
        """The outcome, over all laws and for each."""
        blocks = (self.summary.outcome_card(), self.summary.regimes())
        return ReportSection("board-outcome", self.tr(N_("Outcome")), 2, blocks=blocks)

    def points(self) -> ReportSection:
        """The gravest blockers and majors in a few lines each; how many more there are."""
        p, tr = self.p, self.tr
        found = self._grave()
        title = tr(N_("What stands in the way"))
        if not found:
            text = N_("No blocker and no major point was established, or left unshown, on the answers given.")
            return ReportSection("board-points", title, 2, blocks=(p.para(text),))
        items = self._fitting([self._item(finding) for finding in found[:_IN_WORDS]])
        blocks = [Bullets(tuple(items))]
        rest = len(found) - len(items)
        note = N_("The numbers are those of the full report, which has the reasons and the law.")
        said = tr(note)
        if rest > 0:
            words = NN_(
                "{count} more blocker or major point is set out in the full report.",
                "{count} more blocker and major points are set out in the full report.",
            )
            said = tr.sentences((tr.plural(*words, rest), said))
        return ReportSection("board-points", title, 2, blocks=(*blocks, p.note(said)))

    def _fitting(self, items: list[Spans]) -> list[Spans]:
        """As many of the items as two pages have room for, beside what else is long here; two at least."""
        p = self.p
        texts = (p.given(name) for name in (TITLE, DECISION_BY, DECISION_REASON, DECISION_CONDITIONS))
        room = _ROOM - sum(min(len(text), _ANSWER) for text in texts)
        laws = sum(result.governs.truth is not NO for result in p.evaluation.regimes)
        lines = 2 * max(0, laws - 2) + 5 * p.words.running(p.evaluation) + min(_PLANNED, len(p.evaluation.conditions))
        room -= _LINE * lines
        kept: list[Spans] = []
        for item in items:
            room -= sum(len(span.text) for span in item if isinstance(span, Run))
            if room < 0 and len(kept) >= _LEAST:
                break
            kept.append(item)
        return kept

    def _grave(self) -> list[Finding]:
        """Blockers and majors that are not merely open; the gravest first, and of these what is established."""
        found = [
            finding
            for finding in self.reasoned.in_print_order()
            if finding.severity in ("blocker", "major") and finding.truth != "open"
        ]
        return sorted(found, key=weight)

    def _item(self, finding: Finding) -> Spans:
        words, tr = self.p.words, self.tr
        said = (words.severity(finding), tr(TRUTHS[finding.truth]), tr(ATTRIBUTIONS[finding.attribution]))
        spans: list[Span] = [
            Run(f"{self.reasoned.label(finding)} {shortened(words.title(finding), _TITLE)}", "strong"),
            Run(f"{_BESIDE}{_BESIDE.join(said)}{tr.full_stop}", "quiet"),
            Run(shortened(words.conclusion(finding), _CONCLUSION)),
        ]
        if remedy := next(iter(words.remedies(finding)), ""):
            spans += [Run(f"{tr.blank}{tr(N_('Remedy'))}{tr.colon}", "strong"), Run(shortened(remedy, _REMEDY))]
        return tuple(spans)

    def asked(self) -> ReportSection:
        """What is asked of those who decide."""
        p, tr, evaluation = self.p, self.tr, self.p.evaluation
        items: list[Spans] = []
        if departs(evaluation):
            items.append(plain(tr(N_("Give the reason for departing from the outcome, or decide otherwise."))))
        elif not p.given(DECISION):
            items.append(plain(tr(N_("Decide whether and how this goes on: no decision is on file."))))
        if waiting := len(self.decision.waiting()):
            words = NN_(
                "Name an owner and a date for {count} blocker or major point that has no response yet.",
                "Name an owner and a date for {count} blocker and major points that have no response yet.",
            )
            items.append(plain(tr.plural(*words, waiting)))
        if unshown := sum(finding.truth == "not-shown" for finding in self._grave()):
            words = NN_(
                "Have the facts found out on which {count} of these points turns: the answer is “unknown”.",
                "Have the facts found out on which {count} of these points turn: the answers are “unknown”.",
            )
            items.append(plain(tr.plural(*words, unshown)))
        stays = evaluation.outcome in OUTCOME_ORDER and evaluation.best == evaluation.outcome == evaluation.worst
        if self.reasoned.groups["open"] and not stays:  # answers that change nothing are asked of nobody
            count = len(self.reasoned.groups["open"])
            words = NN_(
                "Have the missing answers given: {count} rule waits for them.",
                "Have the missing answers given: {count} rules wait for them.",
            )
            items.append(plain(tr.plural(*words, count)))
        if self.reasoned.groups["consult"]:
            text = N_("Have the authority consulted, or its authorisation sought, once the assessment is complete.")
            items.append(plain(tr(text)))
        if not items:
            items.append(plain(tr(N_("Confirm the decision on file and its conditions, and sign."))))
        asked = Bullets(tuple(items), ordered=True)
        return ReportSection("board-asked", tr(N_("What is asked of the board")), 2, blocks=(asked,))

    def resolution(self, *, carried: bool) -> ReportSection:
        """The decision on file, or boxes to tick where there is none; lines to sign; whether the file goes along."""
        p, tr = self.p, self.tr
        question = p.pack.questions.get(DECISION)
        if p.given(DECISION) or question is None:
            blocks = self.decision.taken(_ANSWER, _PLANNED)
        else:
            boxes = tuple(plain(f"☐ {tr.content(option.text, question.id, option.id)}") for option in question.options)
            lines = tuple(plain(f"{label} {'.' * 110}") for label in (tr(N_("Reason:")), tr(N_("Conditions:"))))
            blocks = [Bullets((*boxes, *lines), kind="boxes")]
        blocks.append(self.decision.lines_to_sign())
        if carried:
            text = N_("This PDF carries the whole assessment file. Pass it on only to those who may read all answers.")
            blocks.append(p.note(tr(text)))
        return ReportSection("board-decision", tr(N_("Decision")), 2, blocks=tuple(blocks))
