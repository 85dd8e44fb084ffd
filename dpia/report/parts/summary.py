"""The summary: one page on what it is about, what follows, what was decided, what is asked, and how far to trust it."""

from __future__ import annotations

from collections import Counter

from dpia.assessment.model import Row
from dpia.content.names import DECISION, LADDER, REACHES, RUNG, SUMMARY
from dpia.engine.decision import departs
from dpia.engine.evaluation import OUTCOME_ORDER, RegimeResult
from dpia.engine.findings import Finding
from dpia.engine.lane import place_in
from dpia.engine.truth import NO, YES
from dpia.i18n_marks import N_, NN_
from dpia.report.charts import is_chosen, ladder_rows
from dpia.report.citations import SIGNS
from dpia.report.components import LEAD, Components, plain, shortened
from dpia.report.model import Block, Bullets, Card, Link, Para, ReportSection, Run, Spans, Table, TableRow
from dpia.report.parts.decision import DecisionTaken
from dpia.report.parts.findings import Reasoned, weight
from dpia.wording import ATTRIBUTIONS, DUE_WORDS

_START = "start"
"""The section of the walk that asks for the summary."""


class Summary:
    """Makes the summary. It counts what the other parts cite, so it is made after them."""

    def __init__(self, components: Components, reasoned: Reasoned, decision: DecisionTaken) -> None:
        self.p = components
        self.tr = components.tr
        self.evaluation = components.evaluation
        self.reasoned = reasoned
        self.decision = decision

    def section(self) -> ReportSection:
        """The page that decides."""
        tr = self.tr
        blocks = (*self.lead(), self.outcome_card(), self.regimes())
        parts = [
            ReportSection("matters", tr(N_("What matters most")), 3, blocks=self._matters()),
            ReportSection("instead", tr(N_("What may be done instead")), 3, blocks=self._with_changes(self._instead())),
            ReportSection("asked", tr(N_("What is asked of whom")), 3, blocks=self._asked()),
            ReportSection("reliable", tr(N_("How far this can be relied on")), 3, blocks=(self._reliable(),)),
        ]
        made = tuple(part for part in parts if part.blocks)
        return ReportSection("summary", tr(N_("Summary")), 2, blocks=blocks, sections=made, kind="page")

    def early(self) -> ReportSection:
        """The page of a file that has hardly begun: nothing can be said yet."""
        p, tr, progress = self.p, self.tr, self.evaluation.total_progress
        text = N_(
            "{answered} of {applicable} answers are there. That is too little to say whether this may start. Nobody "
            "should launch on it."
        )
        said = tr(text, answered=tr.number(progress.answered), applicable=tr.number(progress.applicable))
        outcome = p.words.outcome(self.evaluation.outcome, self.evaluation)
        meaning = tr.sentences((f"{outcome}{tr.stop}", p.words.meaning(self.evaluation)))
        card = Card(tr(N_("Not yet assessable")), (Para(plain(said)), p.note(meaning)), "outcome")
        return ReportSection("summary", tr(N_("Summary")), 2, blocks=(*self.lead(), card, self.regimes()), kind="begun")

    def lead(self) -> list[Block]:
        """What it is about, in the controller's words."""
        summary = self.p.given(SUMMARY)
        if _START in self.p.printed_in:  # the description prints it in full, if it is longer
            summary = shortened(summary, LEAD)
        elif self.p.brief:
            summary = self.p.beginning(summary, LEAD // 2)
        return [Para(plain(summary), "lead")] if summary else []

    def outcome_card(self) -> Card:
        """The outcome, what it means, and the decision beside it."""
        p, tr, evaluation = self.p, self.tr, self.evaluation
        outcome = evaluation.outcome
        said = [self.p.words.meaning(evaluation)]
        if outcome in OUTCOME_ORDER and (evaluation.best, evaluation.worst) != (outcome, outcome):
            text = N_(
                "If everything open or unknown turned out well: {best}. If it turned out badly: "
                "{worst}. That is a range, not a finding."
            )
            best, worst = (p.words.outcome(one, evaluation) for one in (evaluation.best, evaluation.worst))
            said.append(tr(text, best=best, worst=worst))
        elif outcome in OUTCOME_ORDER and self._anything_open():
            said.append(tr(N_("However the open and unknown points turn out, the outcome stays the same.")))
        blocks: list[Block] = [Para(plain(tr.sentences(said)))]
        if departs(self.evaluation):
            text = tr(
                N_("The decision on file is “{decision}” and departs from this outcome."), decision=p.given(DECISION)
            )
            blocks.append(Para((Run(text, "strong"),)))
        elif decision := p.given(DECISION):
            blocks.append(p.para(N_("The decision on file is “{decision}”."), decision=decision))
        if counts := self._counts():
            blocks.append(Para(plain(counts), "small"))
        return Card(p.words.outcome(outcome, evaluation), tuple(blocks), "outcome")

    def _anything_open(self) -> bool:
        """Whether anything is not answered, unknown, or known only in part, so that it could turn out otherwise."""
        progress = self.evaluation.total_progress
        unsettled = any(finding.truth != "established" for finding in self.evaluation.findings)
        return unsettled or progress.unknown > 0 or progress.answered < progress.applicable

    def about(self) -> ReportSection:
        """What it is about, as a part of its own."""
        blocks = tuple(self.lead()) or self._as_answered()
        return ReportSection("about", self.tr(N_("What it is about")), 2, blocks=blocks)

    def _as_answered(self) -> tuple[Block, ...]:
        """What the answers of the quick lane say, where nobody described the plan in words."""
        p, scenario = self.p, self.p.pack.scenario(self.p.assessment.scenario or "")
        refs = place_in(p.evaluator, p.assessment, scenario).answered if scenario is not None else ()
        if not refs:
            return (p.para(N_("What is planned is not described yet.")),)
        said = p.para(N_("Nobody has described the plan in words. These answers were given:"))
        return (said, Bullets(p.reasons(refs)))

    def _counts(self) -> str:
        """How many findings each group of the findings has: the same groups, so that the counts agree with them."""
        tr = self.tr
        names = {
            "unlawful": NN_("{count} not defensible as designed", "{count} not defensible as designed"),
            "incomplete": NN_("{count} gap in the assessment", "{count} gaps in the assessment"),
            "not-shown": NN_("{count} blocker not shown", "{count} blockers not shown"),
            "consult": NN_("{count} for the authority first", "{count} for the authority first"),
            "majors": NN_("{count} major point", "{count} major points"),
            "minors": NN_("{count} minor point", "{count} minor points"),
            "open": NN_("{count} open", "{count} open"),
            "notes": NN_("{count} note", "{count} notes"),
            "ok": NN_("{count} in order", "{count} in order"),
        }
        counts = {name: len(self.reasoned.groups[name]) for name in names}
        found = [tr.plural(*words, counts[name]) for name, words in names.items() if counts[name]]
        return tr(N_("Findings: {list}."), list=tr.join(found)) if found else ""

    def due_word(self, result: RegimeResult) -> str:
        """Whether an assessment is due under a law: by its own criteria, or by those of the law that it extends."""
        judged: RegimeResult | None = result
        if result.due is None and result.regime.extends and result.governs.truth is not NO:
            judged = next((one for one in self.evaluation.regimes if one.regime.id == result.regime.extends), None)
        found = self.p.due(judged) if judged is not None else None
        return self.tr(DUE_WORDS[found.word]) if found is not None else "–"

    def regimes(self) -> Table:
        """A line for each law that governs or may."""
        p, tr, evaluation = self.p, self.tr, self.evaluation
        rows = []
        for result in evaluation.regimes:
            if result.governs.truth is NO:
                continue
            covered = result.outcome in OUTCOME_ORDER
            best, worst = (p.words.outcome(one, evaluation) for one in (result.best, result.worst))
            span = (
                "–"
                if not covered
                else best
                if best == worst
                else tr(N_("{best} to {worst}"), best=best, worst=worst.lower() if tr.lang == "en" else worst)
            )
            outcome: Spans = (Run(p.words.outcome(result.outcome, evaluation), "strong" if covered else ""),)
            rows.append(
                TableRow((plain(tr.content(result.regime.title)), outcome, plain(span), plain(self.due_word(result))))
            )
        head = (tr(N_("Legal framework")), tr(N_("Outcome")), tr(N_("Range")), tr(N_("Assessment due")))
        return Table("", head, tuple(rows), (36, 24, 24, 16), "compact")

    def _matters(self) -> tuple[Block, ...]:
        items: list[Spans] = []
        for finding in self._three():
            title = Run(f"{shortened(self.p.words.title(finding), 130)}{self.tr.full_stop}", "strong")
            conclusion = Run(f"{shortened(self.p.words.conclusion(finding), 200)}{self.tr.blank}")
            voice = Run(f"{self.tr.clause_comma}{self.tr(ATTRIBUTIONS[finding.attribution])}", "quiet")
            items.append((title, conclusion, self.reasoned.link(finding, page=True), voice))
        if not items:
            items = self._questions_that_decide()
        if not items:
            if self.evaluation.outcome == "out-of-scope":
                return (self.p.para(N_("No rule was applied, so nothing is said for or against it.")),)
            return (self.p.para(N_("No rule gave a finding that stands in the way.")),)
        return (Bullets(tuple(items), ordered=True),)

    def _questions_that_decide(self) -> list[Spans]:
        """Where nothing is established or not shown yet: the three open questions that most findings wait for."""
        waiting = Counter(
            question
            for finding in self.evaluation.findings
            for question in dict.fromkeys(ref.question for ref in finding.missing)
        )
        return [
            (
                Run(self.tr(N_("Answer: ")), "strong"),
                self.p.number(question),
                Run(f" {self.p.words.question(question)}{self.p.tr.blank}"),
                Run(self.tr.plural("{count} finding waits for it.", "{count} findings wait for it.", count), "quiet"),
            )
            for question, count in waiting.most_common(3)
        ]

    def _three(self) -> list[Finding]:
        """The gravest three over all laws, one for each part of the walk that they mostly rest on, if there are such.

        Open findings say nothing yet. Rules that only look at other findings are left out: what they look at says more.
        """
        late = self.p.pack.late_rules
        grave = [
            finding
            for finding in self.reasoned.in_print_order()
            if finding.severity in ("blocker", "major", "minor") and finding.truth != "open"
        ]
        grave = [finding for finding in grave if finding.rule.id not in late] or grave
        chosen: list[Finding] = []
        themes: set[str] = set()
        for finding in grave:
            theme = self._theme(finding)
            if theme not in themes and (not chosen or _grave(finding) == _grave(chosen[0])):
                chosen.append(finding)
                themes.add(theme)
        chosen += [finding for finding in grave if finding not in chosen]
        return sorted(chosen[:3], key=weight)

    def _theme(self, finding: Finding) -> str:
        """The part of the walk that asks most of the questions meant for the rule."""
        counts: Counter[str] = Counter()
        for question, name in {(ref.question, ref.column): None for ref in finding.because}:
            column = self.p.pack.columns.get((question, name)) if name else None
            field = column or self.p.pack.questions.get(question)
            if field is not None and finding.rule.id in field.serves:
                counts[(column.section if column is not None else None) or question.split(".", 1)[0]] += 1
        return counts.most_common(1)[0][0] if counts else finding.rule.id

    def _asked(self) -> tuple[Block, ...]:
        """Who has to do what next: those who decide, those who own measures, those who know what is unknown."""
        tr, p, items = self.tr, self.p, list[Spans]()
        who = Run(tr(N_("Whoever decides: ")), "strong")
        if departs(self.evaluation):
            items.append((who, Run(tr(N_("give the reason for departing from the outcome, or decide otherwise.")))))
        elif not p.given(DECISION):
            items.append((who, Run(tr(N_("no decision is on file.")))))
        if waiting := self.decision.waiting():
            text = N_("a measure with owner and date, or another response, for ")
            items.append(
                (
                    Run(tr(N_("Whoever runs it: ")), "strong"),
                    Run(tr(text)),
                    *self.reasoned.links(waiting),
                    Run(tr.stop),
                )
            )
        if self.reasoned.groups["not-shown"] or any(f.truth != "established" for f in self.reasoned.groups["majors"]):
            who = Run(tr(N_("Whoever knows the facts: ")), "strong")
            items.append((who, Run(tr(N_("the answers on which findings turn, "))), self._open(), Run(tr.stop)))
        elif self.reasoned.groups["open"]:
            who = Run(tr(N_("Whoever knows the facts: ")), "strong")
            items.append((who, Run(tr(N_("the answers that are missing, "))), self._open(), Run(tr.stop)))
        if consult := self.reasoned.groups["consult"]:
            who = Run(tr(N_("The authority: ")), "strong")
            text = N_("consult it, or get its authorisation, once the assessment is complete: ")
            items.append((who, Run(tr(text)), *self.reasoned.links(consult), Run(tr.stop)))
        return (Bullets(tuple(items)),) if items else ()

    def _open(self) -> Link:
        return Link(self.tr(N_("open points")), "#open", page=True)

    def _reliable(self) -> Para:
        """How many answers are unknown, and how many authorities were not read at the source."""
        tr, progress = self.tr, self.evaluation.total_progress
        cited = [self.p.pack.authorities[name] for name in self.p.citer.places]
        unsure = sum(one.status in SIGNS for one in cited)
        said = [
            tr.plural(
                "{count} of {applicable} answers is “unknown”, {absent} not given yet.",
                "{count} of {applicable} answers are “unknown”, {absent} not given yet.",
                progress.unknown,
                applicable=tr.number(progress.applicable),
                absent=tr.number(progress.applicable - progress.answered),
            )
        ]
        if perhaps := len(self.p.perhaps_asked()):
            words = NN_(
                "{count} more question may be asked once what is unknown is known.",
                "{count} more questions may be asked once what is unknown is known.",
            )
            said.append(tr.plural(*words, perhaps))
        if cited:
            words = NN_(
                "{count} of {cited} authorities cited was not read at the source, or not in full († and ‡).",
                "{count} of {cited} authorities cited were not read at the source, or not in full († and ‡).",
            )
            said.append(tr.plural(*words, unsure, cited=tr.number(len(cited))))
        said.append(tr(N_("Nobody has checked the answers against facts.")))
        return Para(plain(tr.sentences(said)))

    def _instead(self) -> tuple[Block, ...]:
        """Ways without features of the body that reach the purpose, by the controller's own answers."""
        p, tr = self.p, self.tr
        others = [row for row in ladder_rows(p) if self._is_milder(row)]
        column = p.pack.columns.get((LADDER, REACHES))
        items = []
        for row in others:
            reach = p.option(LADDER, row, REACHES)
            if reach is not None and reach.reach in ("full", "slow"):
                how = p.words.value(column, row.cells.get(REACHES))
                text = tr(N_(": does it reach the purpose? “{how}”"), how=how)
                items.append((Run(p.words.row(LADDER, row.id), "strong"), Run(text)))
        if items:
            ladder = Link(tr(N_("alternatives")), f"#{p.layout.part_with_chart('alternatives')}", page=True)
            lead = Run(tr(N_("The whole ladder, with burdens and reasons: ")))
            return Bullets(tuple(items)), Para((lead, ladder, Run(tr.stop)), "small")
        if others:
            remedies = tr(N_("Remedies stand with each finding.")) if self._three() else ""
            none = N_("No other way that was looked at reaches the purpose on the answers given.")
            open_ = N_("Whether another way reaches the purpose is not answered, or unknown.")
            if self._body_chosen():
                none = N_("No other way without a feature of the body reaches the purpose on the answers given.")
                open_ = N_(
                    "Whether another way without a feature of the body reaches the purpose is not answered, or unknown."
                )
            known = all((reaches := row.cells.get(REACHES)) is not None and reaches.given for row in others)
            return (Para(plain(tr.sentences((tr(none if known else open_), remedies)))),)
        answer = p.assessment.answers.get(LADDER)
        nothing = N_("No other way has been looked at yet, so none can be named here.")
        if answer is not None and not answer.given:
            nothing = N_("Which other ways there are is not known here, so none can be named.")
        if (scenario := p.pack.scenario(p.assessment.scenario or "")) is None:
            return (p.para(nothing),)
        ways = p.pack.columns.get((LADDER, RUNG))
        body = {option.id for option in ways.options if option.body_feature} if ways is not None else set()
        usual = tuple(plain(tr.content(rung.text)) for rung in scenario.instead if rung.rung not in body)
        return p.para(nothing), p.para(N_("Usual in this setting, and not assessed:")), Bullets(usual)

    def _with_changes(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks, and where the changes stand that lift what blocks: in their last line, if it only refers too."""
        if "changes" not in self.p.prints or not any(finding.blocks for finding in self.evaluation.findings):
            return blocks
        link: Spans = (Link(self.tr(N_("What would change the outcome")), "#changes", page=True), Run(self.tr.stop))
        match blocks:
            case (*before, Para(kind="small") as last):
                return (*before, Para((*last.spans, Run(self.tr.blank), *link), "small"))
        return (*blocks, Para(link, "small"))

    def _body_chosen(self) -> bool:
        """Whether a way that was chosen uses a feature of the body."""
        chosen = [self.p.option(LADDER, row, RUNG) for row in ladder_rows(self.p) if is_chosen(row)]
        return any(way is not None and way.body_feature for way in chosen)

    def _is_milder(self, row: Row) -> bool:
        """Whether a way of the ladder was not chosen, uses no feature of the body, and is milder than what does."""
        way = self.p.option(LADDER, row, RUNG)
        if way is None or way.body_feature or is_chosen(row):
            return False
        return way.milder_when is None or self.p.evaluator.evaluate(way.milder_when).truth is YES


def _grave(finding: Finding) -> tuple[str, str | None, str]:
    return finding.severity, finding.kind, finding.truth
