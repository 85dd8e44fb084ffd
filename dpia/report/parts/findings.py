"""The findings as the core of the report prints them: in brief, with who says so and what may be done; and duties."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.content.authority import ATTRIBUTION_ORDER
from dpia.content.scenario import Task
from dpia.engine.findings import Finding, RowResult
from dpia.engine.tasks import tasks
from dpia.engine.truth import YES, Ref
from dpia.i18n_marks import N_, NN_
from dpia.report.components import Components, plain, shortened
from dpia.report.model import Block, Bullets, Link, Para, ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.parts.changes import Changes
from dpia.wording import ATTRIBUTIONS, SEVERITIES, TRUTHS
from dpia.wording.partly import date_words

_GROUPS: dict[str, tuple[str, str]] = {
    "unlawful": (
        N_("Not defensible as designed"),
        N_("Established on the answers given. Such a design must change."),
    ),
    "incomplete": (
        N_("Missing from the assessment"),
        N_("Established on the answers given. The assessment has to be completed before anything starts."),
    ),
    "not-shown": (
        N_("Not shown"),
        N_(
            "Somebody answered “unknown” to a point on which the rule turns. It is not "
            "established that the rule is broken; it is not "
            "shown that it is kept, and showing it is for the controller."
        ),
    ),
    "consult": (
        N_("The authority first"),
        N_(
            "The authority has to be consulted, or has to authorise, before the start, once the assessment is complete."
        ),
    ),
    "majors": (
        N_("Major points"),
        N_("Each of these needs a measure with an owner and a date before anybody signs."),
    ),
    "minors": (N_("Minor points"), N_("Each of these is a condition of a launch.")),
    "open": (
        N_("Open findings"),
        N_("Answers are missing on which these rules turn. Nothing is established and nothing is excluded."),
    ),
    "notes": (
        N_("Duties, gateways, exposure and coming law"),
        N_("These do not stop a launch. They say what else follows from the answers."),
    ),
    "ok": (N_("In order"), N_("What was tested and found in order, on the answers given.")),
}


def group_of(finding: Finding) -> str:
    """The group of the report in which a finding stands."""
    if finding.severity in ("note", "ok"):
        return "notes" if finding.severity == "note" else "ok"
    if finding.truth == "open":
        return "open"
    if finding.kind == "consult":
        return "consult"
    if finding.severity == "blocker":
        return str(finding.kind) if finding.truth == "established" else "not-shown"
    return "majors" if finding.severity == "major" else "minors"


def weight(finding: Finding) -> tuple[int, int]:
    """The place of a finding within its group: by severity, and what is established before what is not shown."""
    return tuple(SEVERITIES).index(finding.severity), tuple(TRUTHS).index(finding.truth)


_TABLE_SOURCES = 3
"""Authorities that are named beside a finding in a table; the annexes have all of them."""
_LINE_SOURCES = 2
"""Those that are named where a finding is a line."""

_OWN_CARD = ("unlawful", "incomplete", "consult")
"""Groups whose findings are set one by one."""


class Reasoned:
    """Makes the parts. Findings are numbered F1, F2 and so on, in print order: the gravest first, whatever its law."""

    def __init__(self, components: Components, day_of_answers: str) -> None:
        """`day_of_answers`: ISO date of the last change of the file."""
        self.p = components
        self.day_of_answers = day_of_answers
        self.tr = components.tr
        self.groups: dict[str, list[Finding]] = {name: [] for name in _GROUPS}
        for finding in sorted(components.evaluation.findings, key=weight):
            self.groups[group_of(finding)].append(finding)
        ordered = [finding for group in self.groups.values() for finding in group]
        self.numbers = {finding.id: number for number, finding in enumerate(ordered, start=1)}
        self._by_rule = {finding.rule.id: finding for finding in ordered}

    def label(self, finding: Finding) -> str:
        """How the report calls a finding: "F3"."""
        return f"F{self.numbers[finding.id]}"

    def link(self, finding: Finding, *, page: bool = False) -> Link:
        """A link to a finding."""
        return Link(self.label(finding), f"#{self.anchor(finding)}", page)

    def anchor(self, finding: Finding) -> str:
        """Id of a finding in the document."""
        return f"finding-{self.numbers[finding.id]}"

    def reasoning_anchor(self, finding: Finding) -> str:
        """Id of the reasons for a finding."""
        return f"reasoning-{self.numbers[finding.id]}"

    # --- findings -----------------------------------------------------------------------------------------------------

    def findings(self) -> ReportSection:
        """All findings, the gravest group first: blockers one by one, others as tables and lines."""
        tr = self.tr
        found = [(name, group) for name, group in self.groups.items() if group]
        if not found:
            blocks: list[Block] = [self.p.para(N_("No rule gave a finding on these answers."))]
        else:
            lead = N_("These findings rest on the answers of {day}, by the law in force on {law}.")
            said = [tr(lead, day=tr.date(self.day_of_answers), law=tr.date(self.p.assessment.as_of))]
            cited = (name for finding in self.in_print_order() for name in self._cited(finding))
            if legend := self.p.citer.legend(self.p.pack.authorities[name] for name in cited):
                said.append(tr(N_("Signs at citations: {signs}"), signs=legend))
            blocks = [self.p.note(tr.sentences(said))]
        parts = [self._group(name, group) for name, group in found]
        return ReportSection("findings", tr(N_("Findings")), 2, blocks=tuple(blocks), sections=tuple(parts))

    def _group(self, name: str, found: list[Finding]) -> ReportSection:
        title, lead = _GROUPS[name]
        regimes = {finding.regime: self.p.pack.regimes[finding.regime] for finding in found}
        cure = self.p.words.no_cure(tuple(regimes.values())) if name == "unlawful" else ""
        blocks: list[Block] = [self.p.note(self.tr.sentences((self.tr(lead), cure)))]
        sections: tuple[ReportSection, ...] = ()
        if name in _OWN_CARD:
            sections = tuple(self._finding(one) for one in found)
        elif name in ("not-shown", "majors"):
            blocks.append(self._table(found))
        elif name == "open":
            blocks.append(self._waiting(found))
        else:
            blocks.append(self.lines(found))
        return ReportSection(f"findings-{name}", self.tr(title), 3, blocks=tuple(blocks), sections=sections)

    def _finding(self, finding: Finding) -> ReportSection:
        """A blocker in brief: what follows, who says so, what may be done; the reasons stand in the annex."""
        tr, words = self.tr, self.p.words
        blocks: list[Block] = [Para((Run(words.conclusion(finding)), *self.sources(finding)))]
        remedies = tr.sentences(words.remedies(finding))
        if remedies:
            blocks.append(Para(plain(remedies), label=tr(N_("Remedy"))))
        more: list[Span] = []
        if self.has_reasons(finding):
            why = tr(N_("Reasons for {finding}"), finding=self.label(finding))
            more += [Link(why, f"#{self.reasoning_anchor(finding)}", page=True), Run(tr.full_stop)]
        if responded := self._responded(finding):
            more.append(Run(f"{responded}{tr.blank}", "strong"))
        if also := self._also(finding):
            more += also
        if more:
            blocks.append(Para(tuple(more), "small"))
        return ReportSection(
            self.anchor(finding),
            words.title(finding),
            4,
            number=self.label(finding),
            blocks=tuple(blocks),
            kind="finding",
            tag=self._tag(finding),
        )

    def _table(self, found: list[Finding]) -> Table:
        """Findings with who says so, what may be done, by whom and when."""
        tr, words = self.tr, self.p.words
        rows = []
        for finding in found:
            response = self.p.assessment.responses.get(finding.id)
            title: list[Span] = [Run(self.label(finding), "strong"), Run(f" {words.title(finding)}")]
            if finding.grade.arguable:
                title.append(Run(tr.in_brackets(tr(N_("arguable"))), "quiet"))
            if self.has_reasons(finding):
                why = tr(N_("Reasons for {finding}"), finding=self.label(finding))
                title += [Run("\n"), Link(why, f"#{self.reasoning_anchor(finding)}", page=True)]
            owner = response.owner if response is not None else ""
            due = self.day(response.due) if response is not None and response.due else ""
            what = self._remedy(finding)
            rows.append(
                TableRow(
                    (
                        tuple(title),
                        self.sources(finding),
                        what,
                        (Run(owner or tr(N_("no owner")), "" if owner else "mark"), Run("\n"),
                         Run(due or tr(N_("no date")), "" if due else "mark")),
                    ),
                    anchor=self.anchor(finding),
                )
            )  # fmt: skip
        head = (tr(N_("Finding")), tr(N_("Authority")), tr(N_("Remedy")), tr(N_("Owner, date")))
        return Table("", head, tuple(rows), (32, 22, 34, 12), "compact")

    def _remedy(self, finding: Finding) -> Spans:
        """What may be done; for what is not shown, the answers that it needs: its remedies stand in the annex."""
        if finding.truth == "established":
            return plain(self.tr.sentences(self.p.words.remedies(finding)) or "–")
        unknown = self.p.words.turns_on(finding)
        return (Run(self.tr(N_("Answer exactly: "))), *self.p.numbers_of(unknown))

    def _waiting(self, found: list[Finding]) -> Para:
        """How many rules wait; the annex of open points names them with the answers that they wait for."""
        words = NN_("{count} rule waits for an answer; see ", "{count} rules wait for answers; see ")
        lead = Run(self.tr.plural(*words, len(found)))
        target = Link(self.tr(N_("the open points")), "#open", page=True)
        if "open" not in self.p.prints:
            target = Link(self.tr(N_("the questions that decide next")), "#deciding", page=True)
        return Para((lead, target, Run(self.tr.stop)))

    def lines(self, found: list[Finding]) -> Bullets:
        """A line for each finding: what it is, who says so, and the answers that an open one waits for."""
        words, items = self.p.words, list[Spans]()
        for finding in found:
            spans: list[Span] = [
                Run(self.label(finding), "strong", anchor=self.anchor(finding)),
                Run(f" {words.title(finding)}"),
            ]
            if finding.severity != "ok":
                spans.append(Run(self.tr.in_brackets(words.severity(finding)), "quiet"))
            if finding.truth == "open":
                spans += [Run(self.tr.colon), *self.p.numbers_of(finding.missing)]
            else:
                spans += self.sources(finding, _LINE_SOURCES)
            items.append(tuple(spans))
        return Bullets(tuple(items), kind="reasons")

    def sources(self, finding: Finding, most: int = _TABLE_SOURCES) -> Spans:
        """The authorities that carry a finding, the strongest voice first."""
        return self.p.citer.inline(self._carrying(finding, most), self.label(finding))

    def _carrying(self, finding: Finding, most: int) -> list[str]:
        carrying = [cited for cited in finding.citations if cited.role in ("supports", "by-analogy")]
        carrying.sort(key=lambda cited: ATTRIBUTION_ORDER.index(cited.attribution))
        return list(dict.fromkeys(cited.authority.id for cited in carrying))[:most]

    def _cited(self, finding: Finding) -> list[str]:
        """The authorities that this report cites for a finding: all where its reasons are printed."""
        if finding.truth == "open":
            return []
        if finding.severity not in ("blocker", "major"):
            return self._carrying(finding, _LINE_SOURCES)
        if "reasoning" in self.p.prints:
            return [cited.authority.id for cited in finding.citations]
        return self._carrying(finding, _TABLE_SOURCES)

    def because(self, finding: Finding) -> list[Ref]:
        """The answers that a finding rests on, without those by which the law governs: these stand with the law."""
        known = set(self.p.governs_because(finding.regime))
        return [ref for ref in finding.because if ref not in known] or list(finding.because)

    def _responded(self, finding: Finding) -> str:
        """That the controller answered to a finding; what it said stands with the responses."""
        response = self.p.assessment.responses.get(finding.id)
        if response is None:
            return ""
        said = {
            "accept": N_("The controller accepts this finding."),
            "contest": N_("The controller contests this finding."),
            "measure": N_("The controller answers with a measure."),
        }
        return self.tr(said[response.kind])

    @staticmethod
    def has_reasons(finding: Finding) -> bool:
        """Whether the annex reasons a finding in full: established, and a blocker or major."""
        return finding.truth == "established" and finding.severity in ("blocker", "major")

    def in_print_order(self) -> list[Finding]:
        """All findings."""
        return [finding for group in self.groups.values() for finding in group]

    def rows(self, finding: Finding) -> Para | None:
        """The rows that fall, and the others."""
        table = finding.rule.rows
        if table is None or not (finding.rows or finding.others):
            return None
        tr, words = self.tr, self.p.words
        spans: list[Span] = []
        if finding.rows:
            falls = N_("Holds for: ") if finding.truth == "established" else N_("May hold for: ")
            spans += [Run(tr(falls), "quiet"), Run(words.rows(table, finding.rows), "strong"), Run(tr.full_stop)]
        if finding.others:
            others = tr.series(
                f"{words.row(table, other.row)}{tr.colon}{self._other(finding, other)}" for other in finding.others
            )
            spans += [Run(tr(N_("The others: ")), "quiet"), Run(f"{others}{tr.stop}")]
        return Para(tuple(spans), "small")

    def _other(self, finding: Finding, other: RowResult) -> str:
        tr = self.tr
        grade = next((grade for grade in finding.rule.grades if grade.id == other.grade), None)
        if grade is None or other.truth is None:
            return tr(N_("no finding"))
        if other.truth == "established":
            return tr(SEVERITIES[grade.severity])
        return tr(TRUTHS[other.truth])

    def _tag(self, finding: Finding) -> tuple[str, ...]:
        """How grave, how well shown, who speaks. What is not established says so first."""
        tr = self.tr
        parts = [self.p.words.severity(finding)]
        if finding.truth != "established":
            truth = tr(TRUTHS[finding.truth])
            parts.insert(0, truth[:1].upper() + truth[1:])
        else:
            parts.append(tr(TRUTHS[finding.truth]))
        parts.append(tr(ATTRIBUTIONS[finding.attribution]))
        if finding.grade.arguable:
            parts.append(tr(N_("arguable")))
        return tuple(parts)

    def _also(self, finding: Finding) -> list[Span]:
        related = [self._by_rule[rule] for rule in finding.grade.also if rule in self._by_rule]
        if not related:
            return []
        return [Run(self.tr(N_("The same defect is also seen in "))), *self.links(related), Run(self.tr.stop)]

    def place(self, ref: Ref) -> Spans:
        """A question or cell by number and words."""
        return (self.p.number(ref.question), Run(f" {self.p.words.ref(ref)}"))

    def day(self, text: str) -> str:
        """An ISO date in words; any other text as it is."""
        try:
            return self.tr.date(text)
        except ValueError:
            return text

    # --- tasks --------------------------------------------------------------------------------------------------------

    def tasks(self) -> ReportSection:
        """Duties that follow from the answers, with dates where these can be counted."""
        tr, p = self.tr, self.p
        rows = []
        every = tasks(p.evaluation)
        due = [item for item in every if item.verdict.truth is YES]
        perhaps = dict.fromkeys(tr.content(item.task.title) for item in every if item not in due)
        sources = p.citer.column((item.task.authority for item in due), tr(N_("tasks")))
        told = list[Task]()
        for item, source in zip(due, sources, strict=True):
            task = item.task
            what: list[Span] = [Run(tr.content(task.title), "strong")]
            if task.rows and item.row:
                what.append(Run(tr.in_brackets(shortened(p.words.row(task.rows, item.row), 60))))
            if task not in told:  # the words of a task for several rows stand with the first
                what.append(Run(f"\n{tr.content(task.text)}"))
                what += [Run(f"\n{tr.content(task.note)}", "quiet")] if task.note else []
                told.append(task)
            by = item.due or item.by
            counted = task.counts_from is not None or task.within is not None
            none = tr(N_("no day can be counted")) if counted else "–"
            when: Spans = plain(date_words(by, tr)) if by else (Run(none, "quiet"),)
            if by is None and item.waits_for is not None:
                when = (
                    Run(tr(N_("counts from ")), "quiet"),
                    p.number(item.waits_for.question),
                    Run(f" {tr(N_('(no date given)'))}", "quiet"),
                )
            rows.append(TableRow((tuple(what), when, source)))
        head = (tr(N_("Task")), tr(N_("By when")), tr(N_("Source")))
        blocks: list[Block] = [Table("", head, tuple(rows), (58, 18, 24), "compact")] if rows else []
        if perhaps:
            text = N_("If an open or unknown point turns out so, these too: {tasks}.")
            blocks.append(p.note(tr(text, tasks=tr.series(perhaps))))
        return ReportSection("tasks", tr(N_("Tasks that follow from the answers")), 3, blocks=tuple(blocks))

    # --- what would change it -----------------------------------------------------------------------------------------

    def changes(self) -> ReportSection:
        """Other designs that lift the established blockers or change the outcome, and honesty where none was found."""
        return Changes(self.p, self.links, self.groups["not-shown"]).section()

    def links(self, found: Iterable[Finding]) -> Spans:
        """Links to findings; three or more with following numbers as "F2 to F5"."""
        by_number = {self.numbers[finding.id]: finding for finding in found}
        spans: list[Span] = []
        for first, last in _runs(sorted(by_number)):
            spans += [Run(self.tr.comma)] if spans else []
            spans.append(self.link(by_number[first]))
            if last - first > 1:
                spans.append(Run(f"{self.tr.blank}{self.tr(N_('to'))}{self.tr.blank}"))
            elif last > first:
                spans.append(Run(self.tr.comma))
            if last > first:
                spans.append(self.link(by_number[last]))
        return tuple(spans)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of following numbers.

    >>> _runs([1, 2, 3, 5])
    [(1, 3), (5, 5)]
    """
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
