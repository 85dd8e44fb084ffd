"""Evaluation to report: what is said, in which order and in which words. Pure: no clock, no files, no layout.

The order is the reader's: a page that decides, then the law at hand, what the controller says, what follows from it,
the decision, and the annexes that prove it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from dpia.assessment.model import Answer
from dpia.engine.decision import departs
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, RegimeResult
from dpia.engine.findings import Finding
from dpia.engine.truth import NO
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.report.annexes import Annexes, instant
from dpia.report.charts import BODY_RUNGS, ladder_rows
from dpia.report.columns import LADDER
from dpia.report.components import Pieces, plain, question_anchor, shortened
from dpia.report.describe import Described
from dpia.report.divergences import divergence_parts
from dpia.report.model import (
    Block,
    Bullets,
    Card,
    Cover,
    Labels,
    Link,
    Para,
    Prose,
    Report,
    Section,
    Span,
    Spans,
    Table,
    TableRow,
    Text,
)
from dpia.report.not_due import NotDue, without_links
from dpia.report.reasoning import Reasoned, group_of

_RECOGNISES = ("verify", "identify", "re-recognise", "categorise", "emotion", "attention", "physical-state", "train")
"""Technologies beside which a camera without recognition is the milder way (options of `processing.technology`)."""


@dataclass(frozen=True)
class Source:
    """The file that is reported on: its name, its bytes, the head of its log, and the entries of the log as JSON."""

    name: str
    data: bytes = field(repr=False)
    head: str
    changes: tuple[dict[str, Any], ...] = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the file, as shown to people."""
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"


Profile = Literal["full", "record"]
"""How much is printed: the whole assessment, or the short record that none is due."""


def profile_for(evaluation: Evaluation) -> Profile:
    """What is printed where nobody says otherwise."""
    return "record" if evaluation.no_assessment_due else "full"


def build(
    evaluation: Evaluation, tr: Translator, source: Source, *, embedded: bool, profile: Profile = "full"
) -> Report:
    """The report on an evaluation, in the translator's language.

    Args:
        evaluation: what follows from the answers.
        tr: gives the language.
        source: the file behind it; dates come from here and from the assessment, never from a clock.
        embedded: whether the PDF carries the file.
        profile: how much is printed.
    """
    builder = _Builder(evaluation, tr)
    return builder.record(source) if profile == "record" else builder.report(source, embedded=embedded)


class _Builder:
    def __init__(self, evaluation: Evaluation, tr: Translator) -> None:
        self.evaluation = evaluation
        self.tr = tr
        self.p = Pieces(evaluation, tr)
        self.reasoned = Reasoned(self.p)

    def report(self, source: Source, *, embedded: bool) -> Report:
        p, tr = self.p, self.tr
        described, annexes, reasoned = Described(p), Annexes(p), self.reasoned
        title = p.given("start.title") or tr(N_("Untitled project"))
        body = [
            described.due(),
            described.processing(),
            described.purposes(),
            described.necessity(),
            described.alternatives(),
            described.power(),
            described.basis(),
            described.safeguards(),
            described.risks(),
            described.consulted(),
            replace(reasoned.findings(), kind="page"),
            *divergence_parts(self.p, reasoned),
            reasoned.changes(),
            reasoned.contested(),
            reasoned.complete(),
            reasoned.open_points(),
            self._decision(),
        ]
        record = annexes.record(source.name, source.digest, source.head, source.changes, embedded=embedded)
        tail = [annexes.authorities(), annexes.answers(), record, annexes.limits()]
        sections = (
            *(_numbered(section, str(number)) for number, section in enumerate(body, start=1)),
            *(_numbered(section, chr(ord("A") + index)) for index, section in enumerate(tail)),
        )
        return Report(
            lang=self._lang(),
            title=tr(N_("{kind}: {title}"), kind=self._kind(), title=shortened(title, 200)),
            short_title=shortened(title, 40),
            cover=self._cover(title, source),
            summary=self._summary(),
            sections=sections,
            labels=self._labels(source.digest),
            created=p.assessment.created,
            modified=self._modified(source),
        )

    def record(self, source: Source) -> Report:
        """The short record that no assessment is due. It is never embedded: it shows less than the file holds."""
        p, tr = self.p, self.tr
        not_due, annexes = NotDue(p), Annexes(p)
        title = p.given("start.title") or tr(N_("Untitled project"))
        kind = tr(N_("Record that no impact assessment is due"))
        lead = [Para(plain(shortened(summary, 360)), "lead")] if (summary := p.given("start.summary")) else []
        summary_section = Section(
            "summary", tr(N_("Summary")), 2, blocks=(*lead, not_due.card(), self._regimes()), kind="page"
        )
        body = not_due.body()
        body.append(Section("signatures", tr(N_("Signatures")), 2, blocks=(self._signatures(),)))
        tail = [
            annexes.authorities(),
            annexes.record(source.name, source.digest, source.head, source.changes, embedded=False),
        ]
        sections = (
            *(_numbered(section, str(number)) for number, section in enumerate(body, start=1)),
            *(_numbered(section, chr(ord("A") + index)) for index, section in enumerate(tail)),
        )
        printed_elsewhere = ("#" + question_anchor(""), "#finding-")
        return Report(
            lang=self._lang(),
            title=tr(N_("{kind}: {title}"), kind=kind, title=shortened(title, 200)),
            short_title=shortened(title, 40),
            cover=replace(self._cover(title, source), kind=kind),
            summary=without_links(summary_section, printed_elsewhere),
            sections=tuple(without_links(section, printed_elsewhere) for section in sections),
            labels=self._labels(source.digest),
            created=p.assessment.created,
            modified=self._modified(source),
        )

    def _lang(self) -> str:
        return "en" if self.tr.lang == "x-pseudo" else self.tr.lang

    def _modified(self, source: Source) -> str:
        return str(source.changes[-1]["at"]) if source.changes else self.p.assessment.created

    # --- cover --------------------------------------------------------------------------------------------------------

    def _kind(self) -> str:
        """What the document is, in the words of the laws that govern."""
        terms = [
            self.tr.content(r.regime.term_assessment) for r in self.evaluation.regimes if r.governs.truth is not NO
        ]
        unique = list(dict.fromkeys(terms)) or [self.tr(N_("impact assessment"))]
        kind = self.tr.join(unique)
        return kind[:1].upper() + kind[1:]

    def _cover(self, title: str, source: Source) -> Cover:
        p, tr = self.p, self.tr
        controller = p.given("start.controller-name")
        facts = [
            (tr(N_("Law as of")), tr.date(p.assessment.as_of)),
            (tr(N_("Assessment begun")), tr.date(p.assessment.created)),
        ]
        if source.changes:
            facts.append((tr(N_("Last entry")), instant(str(source.changes[-1]["at"]), tr.date)))
        if stage := p.given("start.stage"):
            facts.insert(0, (tr(N_("Stage of the project")), stage))
        if by := p.given("decision.by"):
            facts.append((tr(N_("Decided by")), shortened(by, 120)))
        facts.append((tr(N_("Content")), f"{p.pack.manifest.id} {p.pack.manifest.version}"))
        return Cover(
            kind=self._kind(),
            title=shortened(title, 140),
            controller=shortened(controller, 120) or tr(N_("Controller not named")),
            facts=tuple(facts),
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

    def _summary(self) -> Section:
        p, tr = self.p, self.tr
        blocks: list[Block] = []
        if summary := p.given("start.summary"):
            blocks.append(Para(plain(shortened(summary, 360)), "lead"))
        blocks.append(self._outcome_card())
        blocks.append(self._regimes())
        parts = [
            Section("matters", tr(N_("What matters most")), 3, blocks=self._matters()),
            Section("instead", tr(N_("What may be done instead")), 3, blocks=self._instead()),
        ]
        return Section("summary", tr(N_("Summary")), 2, blocks=tuple(blocks), sections=tuple(parts), kind="page")

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
            decision = p.given("decision.outcome")
            text = tr(N_("The decision on file is “{decision}” and departs from this outcome."), decision=decision)
            blocks.append(Para((Text(text, "strong"),)))
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
            outcome: Spans = (Text(p.words.outcome(result.outcome, evaluation), "strong" if covered else ""),)
            rows.append(TableRow((plain(tr.content(result.regime.title)), outcome, plain(span), plain(due))))
        head = (tr(N_("Law")), tr(N_("Outcome")), tr(N_("Range")), tr(N_("Assessment due")))
        return Table(tr(N_("Outcome per law")), head, tuple(rows), (32, 26, 26, 16))

    def _matters(self) -> tuple[Block, ...]:
        items: list[Spans] = []
        for finding in self._three():
            title = Text(f"{shortened(self.p.words.title(finding), 160)}. ", "strong")
            conclusion = Text(f"{shortened(self.p.words.conclusion(finding), 260)} ")
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
        waiting = Counter(ref.question for finding in self.evaluation.findings for ref in finding.missing)
        return [
            (
                Text(self.tr(N_("Answer: ")), "strong"),
                self.p.number(question),
                Text(f" {self.p.words.question(question)} "),
                Text(self.tr.plural("{count} finding waits for it.", "{count} findings wait for it.", count), "quiet"),
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
        technology = p.assessment.answers.get("processing.technology")
        used = (
            technology.value
            if technology is not None and technology.given and isinstance(technology.value, tuple)
            else ()
        )
        milder_camera = any(one in _RECOGNISES for one in used)
        items: list[Spans] = []
        others: list[Answer | None] = []
        for row in ladder_rows(p):
            rung, reaches, chosen = (row.cells.get(name) for name in ("rung", "reaches", "chosen"))
            if rung is None or rung.value in BODY_RUNGS or (rung.value == "plain-camera" and not milder_camera):
                continue
            if chosen is not None and chosen.value is True:
                continue
            others.append(reaches)
            if reaches is None or reaches.value not in ("as-well", "slower"):
                continue
            spans: list[Span] = [Text(p.words.row(LADDER, row.id), "strong")]
            spans.append(
                Text(
                    tr(
                        N_(": does it reach the purpose? “{how}”"),
                        how=p.words.value(p.pack.columns[LADDER, "reaches"], reaches),
                    )
                )
            )
            items.append(tuple(spans))
        if items:
            return (
                Bullets(tuple(items)),
                Para(
                    (
                        Text(tr(N_("The whole ladder, with burdens and reasons: "))),
                        Link(tr(N_("alternatives")), "#alternatives", page=True),
                        Text("."),
                    ),
                    "small",
                ),
            )
        if others:
            remedies = N_("Remedies stand with each finding.")
            none = N_("No other way without a feature of the body reaches the purpose on the answers given.")
            open_ = N_(
                "Whether another way without a feature of the body reaches the purpose is not answered, or unknown."
            )
            known = all(reaches is not None and reaches.given for reaches in others)
            return (Para(plain(f"{tr(none if known else open_)} {tr(remedies)}")),)
        ladder = p.assessment.answers.get(LADDER)
        nothing = N_("No other way has been looked at yet, so none can be named here.")
        if ladder is not None and not ladder.given:
            nothing = N_("Which other ways there are is not known here, so none can be named.")
        if (scenario := p.pack.scenario(p.assessment.scenario or "")) is None:
            return (p.para(nothing),)
        usual = tuple(plain(tr.content(rung.text)) for rung in scenario.instead if rung.rung not in BODY_RUNGS)
        return p.para(nothing), p.para(N_("Usual in this setting, and not assessed:")), Bullets(usual)

    # --- decision -----------------------------------------------------------------------------------------------------

    def _decision(self) -> Section:
        p, tr, evaluation = self.p, self.tr, self.evaluation
        outcome = evaluation.outcome
        blocks: list[Block] = []
        computed = p.words.outcome(outcome, evaluation)
        pairs: list[tuple[str, Spans]] = [
            (tr(N_("Outcome on the answers given")), (Text(computed, "strong"),)),
            (tr(N_("Decision")), p.answer("decision.outcome")),
            (tr(N_("Decided by")), p.answer("decision.by")),
            (tr(N_("Date of the decision")), p.answer("decision.date")),
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
        if departs(self.evaluation):
            blocks.append(self._departure(computed))
        elif reason := p.given("decision.reason"):
            blocks.append(Prose(reason, label=p.words.question("decision.reason")))
        if conditions := p.given("decision.conditions"):
            blocks.append(Prose(conditions, label=tr(N_("Conditions"))))
        blocks += self._responses()
        shown = {"decision.outcome", "decision.reason", "decision.conditions", "decision.by", "decision.date"}
        names = [q.id for q in p.pack.section_questions("decision") if q.id not in shown]
        parts = [
            self.reasoned.tasks(),
            Section(
                "review",
                tr(N_("Filing, record and review")),
                3,
                blocks=tuple(p.answers(tr(N_("Filing, record and review")), names)),
            ),
            Section("signatures", tr(N_("Signatures")), 3, blocks=(self._signatures(),)),
        ]
        return Section(
            "decision",
            tr(N_("Decision")),
            2,
            blocks=tuple(blocks),
            sections=tuple(part for part in parts if part.blocks),
            kind="page",
        )

    def _departure(self, computed: str) -> Card:
        p, tr = self.p, self.tr
        lead = tr(
            N_("The decision goes further than the outcome that follows from the answers ({outcome})."),
            outcome=computed,
        )
        blocks: list[Block] = [Para((Text(lead, "strong"),))]
        if reason := p.given("decision.reason"):
            blocks.append(Prose(reason, label=tr(N_("Reason, in the controller’s words"))))
        else:
            blocks.append(self.p.para(N_("No reason is given. A decision against the outcome needs one.")))
        return Card(tr(N_("The decision departs from the outcome")), tuple(blocks), "warning")

    def _responses(self) -> list[Block]:
        """Responses to findings with owner and date, and findings that still need one."""
        tr, evaluation = self.tr, self.evaluation
        kinds = {"accept": N_("accepted"), "contest": N_("contested"), "measure": N_("measure")}
        rows = []
        for finding in self._in_print_order():
            response = self.p.assessment.responses.get(finding.id)
            if response is None:
                continue
            what = response.measure or response.reason
            day = self.reasoned.day(response.due) if response.due else "–"
            rows.append(
                TableRow(
                    (
                        (self.reasoned.link(finding), Text(f" {self.p.words.title(finding)}")),
                        plain(tr(kinds[response.kind])),
                        plain(shortened(what, 300) or "–"),
                        plain(response.owner or "–"),
                        plain(day),
                    )
                )
            )
        blocks: list[Block] = []
        if rows:
            head = (tr(N_("Finding")), tr(N_("Response")), tr(N_("What")), tr(N_("Owner")), tr(N_("Due")))
            blocks.append(Table(tr(N_("Responses to findings")), head, tuple(rows), (32, 13, 27, 15, 13)))
        waiting = [
            f
            for f in self._in_print_order()
            if f.severity in ("blocker", "major") and f.truth != "open" and f.id not in self.p.assessment.responses
        ]
        if waiting:
            lead = Text(
                tr.plural(
                    "{count} blocker or major finding has no response yet: ",
                    "{count} blocker and major findings have no response yet: ",
                    len(waiting),
                )
            )
            blocks.append(Para((lead, *self.reasoned.links(waiting), Text("."))))
        known = {finding.id for finding in evaluation.findings}
        if stale := sorted(set(self.p.assessment.responses) - known):
            blocks.append(
                self.p.note(tr(N_("Responses to findings that are no longer reported: {ids}."), ids=", ".join(stale)))
            )
        return blocks

    def _in_print_order(self) -> list[Finding]:
        return [finding for group in self.reasoned.groups.values() for finding in group]

    def _signatures(self) -> Table:
        tr = self.tr
        roles = (N_("For the controller"), N_("Data protection officer"), N_("Legal review"))
        rows = tuple(TableRow((plain(tr(role)), (), (), ())) for role in roles)
        head = (tr(N_("Role")), tr(N_("Name")), tr(N_("Date")), tr(N_("Signature")))
        return Table(tr(N_("Signatures")), head, rows, (26, 28, 18, 28), "sign")


def _grave(finding: Finding) -> tuple[str, str | None, str]:
    return finding.severity, finding.kind, finding.truth


def _numbered(section: Section, number: str) -> Section:
    """The section with its number, and numbers below it; findings and answers keep their own."""
    inner = tuple(
        part if part.number else replace(part, number=f"{number}.{index}")
        for index, part in enumerate(section.sections, start=1)
    )
    return replace(section, number=number, sections=inner)
