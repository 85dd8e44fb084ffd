"""Evaluation to report: what is said, in which order and in which words. Pure: no clock, no files, no layout.

The order is the reader's: a page that decides, then the law at hand, what the controller says, what follows from it,
the decision, and the annexes that prove it.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import replace
from typing import Literal

from dpia import dates
from dpia.assessment.model import Row
from dpia.content.names import CONTROLLER, DECISION, LADDER, REACHES, RUNG, SUMMARY, TITLE
from dpia.engine.decision import departs
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, RegimeResult
from dpia.engine.findings import Finding
from dpia.engine.truth import NO, YES, by_place
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.report.charts import is_chosen, ladder_rows
from dpia.report.components import Components, plain, shortened
from dpia.report.layout import Parts
from dpia.report.links import without_dead_links
from dpia.report.model import (
    Block,
    Bullets,
    Card,
    Cover,
    Labels,
    Link,
    Para,
    Report,
    ReportSection,
    Run,
    Spans,
    Table,
    TableRow,
)
from dpia.report.parts.annexes import Annexes, instant
from dpia.report.parts.decision import DecisionTaken
from dpia.report.parts.divergences import divergence_parts
from dpia.report.parts.findings import Reasoned, group_of
from dpia.report.parts.law_at_hand import LawAtHand
from dpia.report.parts.not_due import NotDue
from dpia.report.parts.open_points import OpenPoints
from dpia.report.reported_file import ReportedFile

Profile = Literal["full", "record"]
"""How much is printed: the whole assessment, or the short record that none is due."""


def profile_for(evaluation: Evaluation) -> Profile:
    """What is printed where nobody says otherwise."""
    return "record" if evaluation.no_assessment_due else "full"


def build(
    evaluation: Evaluation, tr: Translator, source: ReportedFile, *, embedded: bool, profile: Profile = "full"
) -> Report:
    """The report on an evaluation, in the translator's language.

    Args:
        evaluation: what follows from the answers.
        tr: gives the language.
        source: the file behind it; dates come from here and from the assessment, never from a clock.
        embedded: whether the PDF carries the file.
        profile: how much is printed.
    """
    builder = _Builder(evaluation, tr, source, profile)
    return builder.record() if profile == "record" else builder.report(embedded=embedded)


class _Builder:
    def __init__(self, evaluation: Evaluation, tr: Translator, source: ReportedFile, profile: Profile) -> None:
        self.evaluation = evaluation
        self.tr = tr
        self.source = source
        self.p = Components(evaluation, tr, profile)
        self.edition = self.p.layout.editions[profile]
        self.reasoned = Reasoned(self.p)

    def report(self, *, embedded: bool) -> Report:
        """The whole assessment."""
        return self._report(self._kind(), self._summary(), embedded=embedded)

    def record(self) -> Report:
        """The short record that no assessment is due. It is never embedded: it shows less than the file holds."""
        kind = self.tr(N_("Record that no impact assessment is due"))
        blocks = (*self._lead(), NotDue(self.p).card(), self._regimes())
        summary = ReportSection("summary", self.tr(N_("Summary")), 2, blocks=blocks, kind="page")
        return self._report(kind, summary, embedded=False)

    def _report(self, kind: str, summary: ReportSection, *, embedded: bool) -> Report:
        p, tr = self.p, self.tr
        title = p.given(TITLE) or tr(N_("Untitled project"))
        parts = self._parts(embedded=embedded)
        body = [
            _numbered(section, str(number)) for number, section in enumerate(parts.make(self.edition.parts), start=1)
        ]
        annexes = [
            _numbered(section, chr(ord("A") + index)) for index, section in enumerate(parts.make(self.edition.annexes))
        ]
        summary, *sections = without_dead_links([summary, *body, *annexes])
        return Report(
            lang=self._lang(),
            title=tr(N_("{kind}: {title}"), kind=kind, title=shortened(title, 200)),
            short_title=shortened(title, 40),
            cover=self._cover(kind, title),
            summary=summary,
            sections=tuple(sections),
            labels=self._labels(self.source.digest),
            created=p.assessment.created,
            modified=self._modified(),
        )

    def _parts(self, *, embedded: bool) -> Parts:
        """The parts of the report; those that the program makes by the ids that editions name."""
        p, source, reasoned = self.p, self.source, self.reasoned
        annexes, decision, not_due = Annexes(p), DecisionTaken(p, reasoned), NotDue(p)
        return Parts(
            p,
            {
                "due": LawAtHand(p).section,
                "findings": lambda: replace(reasoned.findings(), kind="page"),
                "divergences": lambda: next(iter(divergence_parts(p, reasoned)), None),
                "changes": reasoned.changes,
                "contested": reasoned.contested,
                "complete": reasoned.complete,
                "open": OpenPoints(p, reasoned).part,
                "tasks": reasoned.tasks,
                "signatures": decision.signatures,
                "why": not_due.why,
                "still": not_due.still,
                "authorities": annexes.authorities,
                "answers": annexes.answers,
                "record": lambda: annexes.record(source, embedded=embedded),
                "limits": annexes.limits,
            },
            {"decision": decision.taken, "responses": decision.responses, "unmet-criteria": not_due.unmet_criteria},
        )

    def _lang(self) -> str:
        return "en" if self.tr.lang == "x-pseudo" else self.tr.lang

    def _modified(self) -> str:
        """When the file was changed last; when it was begun, if the log says no time."""
        if self.source.changes:
            at = str(self.source.changes[-1]["at"])
            with contextlib.suppress(ValueError):
                dates.instant(at)
                return at
        return self.p.assessment.created

    # --- cover --------------------------------------------------------------------------------------------------------

    def _kind(self) -> str:
        """What the document is, in the words of the laws that govern."""
        terms = [
            self.tr.content(r.regime.term_assessment) for r in self.evaluation.regimes if r.governs.truth is not NO
        ]
        unique = list(dict.fromkeys(terms)) or [self.tr(N_("impact assessment"))]
        kind = self.tr.join(unique)
        return kind[:1].upper() + kind[1:]

    def _cover(self, kind: str, title: str) -> Cover:
        p, tr = self.p, self.tr
        return Cover(
            kind=kind,
            title=shortened(title, 140),
            controller=shortened(p.given(CONTROLLER), 120) or tr(N_("Controller not named")),
            facts=(
                *(fact for name in self.edition.cover if (fact := self._cover_fact(name)) is not None),
                *((tr(N_("Record")), tr(N_("It does not hold: {reason}."), reason=flaw)) for flaw in self.source.flaws),
            ),
            confidential=tr(
                N_("Confidential. For the controller, and for those to whom it decides or is bound to show it.")
            ),
            disclaimer=tr(
                N_(
                    "A drafting aid, not legal advice. What follows holds on the answers given; a "
                    "lawyer reviews and signs it."
                )
            ),
        )

    def _cover_fact(self, name: str) -> tuple[str, str] | None:
        """A fact of the cover with its label: one of the program's own, or an answer; None where there is none."""
        p, tr = self.p, self.tr
        match name:
            case "as-of":
                return tr(N_("Law as of")), tr.date(p.assessment.as_of)
            case "begun":
                return tr(N_("Assessment begun")), tr.date(p.assessment.created)
            case "last-entry":
                changes = self.source.changes
                return (tr(N_("Last entry")), instant(str(changes[-1]["at"]), tr.date)) if changes else None
            case "content":
                return tr(N_("Content")), f"{p.pack.manifest.id} {p.pack.manifest.version}"
        answer = p.given(name)
        return (p.words.label(name), shortened(answer, 120)) if answer else None

    def _labels(self, digest: str) -> Labels:
        tr, manifest = self.tr, self.p.pack.manifest
        return Labels(
            contents=tr(N_("Contents")),
            notes=tr(N_("Notes")),
            note=tr(N_("note {number}")),
            page=tr(N_("Page {page} of {pages}")),
            content_version=tr(N_("Content {id} {version}"), id=manifest.id, version=manifest.version),
            digest=tr(N_("Assessment {digest}"), digest=digest.removeprefix("sha256:")[:12]),
            back=tr(N_("Back to the text")),
            lacking=tr(
                N_(
                    "The typefaces of this report lack some characters that were typed; they are "
                    "printed as their numbers: {characters}. The file has them as they are."
                )
            ),
            skip=tr(N_("Skip to the summary")),
        )

    # --- summary ------------------------------------------------------------------------------------------------------

    def _summary(self) -> ReportSection:
        tr = self.tr
        blocks = (*self._lead(), self._outcome_card(), self._regimes())
        parts = [
            ReportSection("matters", tr(N_("What matters most")), 3, blocks=self._matters()),
            ReportSection("instead", tr(N_("What may be done instead")), 3, blocks=self._instead()),
        ]
        return ReportSection("summary", tr(N_("Summary")), 2, blocks=blocks, sections=tuple(parts), kind="page")

    def _lead(self) -> list[Block]:
        """What it is about, in the controller's words."""
        summary = self.p.given(SUMMARY)
        return [Para(plain(shortened(summary, 360)), "lead")] if summary else []

    def _outcome_card(self) -> Card:
        p, tr, evaluation = self.p, self.tr, self.evaluation
        outcome = evaluation.outcome
        blocks: list[Block] = [Para(plain(self.p.words.meaning(evaluation)))]
        if outcome in OUTCOME_ORDER and (evaluation.best, evaluation.worst) != (outcome, outcome):
            text = tr(
                N_(
                    "If everything open or unknown turned out well: {best}. If it turned out badly: "
                    "{worst}. That is a range, not a finding."
                ),
                best=p.words.outcome(evaluation.best, evaluation),
                worst=p.words.outcome(evaluation.worst, evaluation),
            )
            blocks.append(Para(plain(text)))
        elif outcome in OUTCOME_ORDER:
            blocks.append(self.p.para(N_("However the open and unknown points turn out, the outcome stays the same.")))
        if departs(self.evaluation):
            decision = p.given(DECISION)
            text = tr(N_("The decision on file is “{decision}” and departs from this outcome."), decision=decision)
            blocks.append(Para((Run(text, "strong"),)))
        if counts := self._counts():
            blocks.append(Para(plain(counts), "small"))
        return Card(p.words.outcome(outcome, evaluation), tuple(blocks), "outcome")

    def _counts(self) -> str:
        tr = self.tr
        counts = Counter(group_of(finding) for finding in self.evaluation.findings)
        names = {
            "unlawful": ("{count} not defensible as designed", "{count} not defensible as designed"),
            "incomplete": ("{count} gap in the assessment", "{count} gaps in the assessment"),
            "not-shown": ("{count} not shown", "{count} not shown"),
            "consult": ("{count} for the authority first", "{count} for the authority first"),
            "open": ("{count} open", "{count} open"),
            "conditions": ("{count} condition", "{count} conditions"),
            "ok": ("{count} in order", "{count} in order"),
        }
        found = [tr.plural(one, many, counts[name]) for name, (one, many) in names.items() if counts[name]]
        return tr(N_("Findings: {list}."), list=tr.join(found)) if found else ""

    def _regimes(self) -> Table:
        p, tr, evaluation = self.p, self.tr, self.evaluation
        due_words = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("not settled")}
        rows = []
        for result in evaluation.regimes:
            judged: RegimeResult | None = result
            if result.due is None and result.regime.extends and result.governs.truth is not NO:
                judged = next((one for one in evaluation.regimes if one.regime.id == result.regime.extends), None)
            found = p.due(judged) if judged is not None else None
            due = tr(due_words[found.word]) if found is not None else "–"
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
            rows.append(TableRow((plain(tr.content(result.regime.title)), outcome, plain(span), plain(due))))
        head = (tr(N_("Law")), tr(N_("Outcome")), tr(N_("Range")), tr(N_("Assessment due")))
        return Table(tr(N_("Outcome per law")), head, tuple(rows), (32, 26, 26, 16))

    def _matters(self) -> tuple[Block, ...]:
        items: list[Spans] = []
        for finding in self._three():
            title = Run(f"{shortened(self.p.words.title(finding), 160)}. ", "strong")
            conclusion = Run(f"{shortened(self.p.words.conclusion(finding), 260)} ")
            items.append((title, conclusion, self.reasoned.link(finding, page=True)))
        if not items:
            items = self._questions_that_decide()
        if not items:
            if self.evaluation.outcome == "out-of-scope":
                return (self.p.para(N_("No rule was applied, so nothing is said for or against it.")),)
            return (self.p.para(N_("No rule gave a finding that stands in the way.")),)
        return (Bullets(tuple(items), ordered=True),)

    def _questions_that_decide(self) -> list[Spans]:
        """Where nothing is established or not shown yet: the three open questions that most findings wait for."""
        waiting = Counter(ref.question for finding in self.evaluation.findings for ref in by_place(finding.missing))
        return [
            (
                Run(self.tr(N_("Answer: ")), "strong"),
                self.p.number(question),
                Run(f" {self.p.words.question(question)} "),
                Run(self.tr.plural("{count} finding waits for it.", "{count} findings wait for it.", count), "quiet"),
            )
            for question, count in waiting.most_common(3)
        ]

    def _three(self) -> list[Finding]:
        """The gravest three, one for each part of the walk that they mostly rest on, while there are such.

        Open findings say nothing yet. Rules that only look at other findings are left out: what they look at says more.
        """
        late = self.p.pack.late_rules
        grave = [
            finding
            for finding in self.evaluation.findings
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
        return chosen[:3]

    def _theme(self, finding: Finding) -> str:
        """The part of the walk that asks most of the questions meant for the rule."""
        counts: Counter[str] = Counter()
        for question, name in {(ref.question, ref.column): None for ref in finding.because}:
            column = self.p.pack.columns.get((question, name)) if name else None
            field = column or self.p.pack.questions.get(question)
            if field is not None and finding.rule.id in field.serves:
                counts[(column.section if column is not None else None) or question.split(".", 1)[0]] += 1
        return counts.most_common(1)[0][0] if counts else finding.rule.id

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
            return Bullets(tuple(items)), Para((lead, ladder, Run(".")), "small")
        if others:
            remedies = N_("Remedies stand with each finding.")
            none = N_("No other way that was looked at reaches the purpose on the answers given.")
            open_ = N_("Whether another way reaches the purpose is not answered, or unknown.")
            if self._body_chosen():
                none = N_("No other way without a feature of the body reaches the purpose on the answers given.")
                open_ = N_(
                    "Whether another way without a feature of the body reaches the purpose is not answered, or unknown."
                )
            known = all((reaches := row.cells.get(REACHES)) is not None and reaches.given for row in others)
            return (Para(plain(f"{tr(none if known else open_)} {tr(remedies)}")),)
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


def _numbered(section: ReportSection, number: str) -> ReportSection:
    """The section with its number, and numbers below it; findings and answers keep their own."""
    inner = tuple(
        part if part.number else replace(part, number=f"{number}.{index}")
        for index, part in enumerate(section.sections, start=1)
    )
    return replace(section, number=number, sections=inner)
