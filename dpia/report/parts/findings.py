"""The parts that reason: findings by issue, rule, application and conclusion; what would change them; duties."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.engine.completeness import MapResult, completeness
from dpia.engine.findings import Finding, RowResult
from dpia.engine.tasks import tasks
from dpia.engine.truth import YES, Ref
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain, shortened
from dpia.report.model import Block, Bullets, Card, Link, Para, Prose, ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.parts.changes import Changes
from dpia.wording import ATTRIBUTIONS, SEVERITIES, TRUTHS

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
    "open": (
        N_("Open"),
        N_("Answers are missing on which these rules turn. Nothing is established and nothing is excluded."),
    ),
    "conditions": (
        N_("Conditions"),
        N_("Each of these needs a measure with an owner and a date before anybody signs."),
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
    return "conditions"


class Reasoned:
    """Makes the parts. Findings are numbered F1, F2 and so on, in print order."""

    def __init__(self, components: Components) -> None:
        self.p = components
        self.tr = components.tr
        self.groups: dict[str, list[Finding]] = {name: [] for name in _GROUPS}
        for finding in components.evaluation.findings:
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

    # --- findings -----------------------------------------------------------------------------------------------------

    def findings(self) -> ReportSection:
        """All findings, the gravest group first."""
        tr = self.tr
        blocks: list[Block] = [
            self.p.para(
                N_(
                    "Each finding names the issue, the rule, what the answers make of it, "
                    "and the conclusion. Notes say who "
                    "speaks: statute, court, authority, guideline, by analogy, or the "
                    "tool’s own view. The sentence after a "
                    "citation is a paraphrase, not a quotation; the source prevails. What "
                    "follows as “Our reading” the source does not say. A "
                    "mark in brackets says how far a source "
                    "was checked where that falls short of the text itself."
                )
            )
        ]
        parts = [self._group(name, found) for name, found in self.groups.items() if found]
        if parts:
            blocks.append(self._index())
        else:
            blocks.append(self.p.para(N_("No rule gave a finding on these answers.")))
        return ReportSection("findings", tr(N_("Findings")), 2, blocks=tuple(blocks), sections=tuple(parts))

    def _index(self) -> Table:
        """All findings on a page or two."""
        tr, words = self.tr, self.p.words
        rows = tuple(
            TableRow(
                (
                    (self.link(finding, page=True),),
                    plain(words.title(finding)),
                    plain(words.severity(finding)),
                    plain(tr(TRUTHS[finding.truth])),
                )
            )
            for group in self.groups.values()
            for finding in group
        )
        head = (tr(N_("No.")), tr(N_("Finding")), tr(N_("Weight")), tr(N_("State")))
        return Table(tr(N_("All findings")), head, rows, (11, 50, 26, 13), "compact")

    def _group(self, name: str, found: list[Finding]) -> ReportSection:
        title, lead = _GROUPS[name]
        regimes = {finding.regime: self.p.pack.regimes[finding.regime] for finding in found}
        cure = self.p.words.no_cure(tuple(regimes.values())) if name == "unlawful" else ""
        return ReportSection(
            f"findings-{name}",
            self.tr(title),
            3,
            blocks=(self.p.note(f"{self.tr(lead)} {cure}".rstrip()),),
            sections=tuple(self._finding(f) for f in found),
        )

    def _finding(self, finding: Finding) -> ReportSection:
        tr, words = self.tr, self.p.words
        notes = self.p.citer.notes(finding.citations, self.label(finding))
        issue = Run(tr.content(finding.rule.issue))
        blocks: list[Block] = []
        if finding.truth == "open":
            blocks.append(Para((issue, *notes), label=tr(N_("Issue"))))
            blocks += self._waiting(finding)
        else:
            blocks.append(Para((issue,), label=tr(N_("Issue"))))
            blocks.append(Para((Run(tr.content(finding.rule.rule)), *notes), label=tr(N_("Rule"))))
            blocks += self._application(finding)
            blocks.append(Para(plain(words.conclusion(finding)), "verdict", tr(N_("Conclusion"))))
            if remedies := words.remedies(finding):
                blocks.append(Bullets(tuple(plain(text) for text in remedies), label=tr(N_("What may be done"))))
        if also := self._also(finding):
            blocks.append(also)
        blocks += self.response(finding.id)
        return ReportSection(
            self.anchor(finding),
            words.title(finding),
            4,
            number=self.label(finding),
            blocks=tuple(blocks),
            kind="finding",
            tag=self._tag(finding),
        )

    def _because(self, finding: Finding) -> list[Ref]:
        """The answers that a finding rests on, without those by which the law governs: these stand with the law."""
        known = set(self.p.governs_because(finding.regime))
        return [ref for ref in finding.because if ref not in known] or list(finding.because)

    def _waiting(self, finding: Finding) -> list[Block]:
        """An open finding applies to nothing yet: which answers it waits for. The open points have them in full."""
        numbers = self.p.numbers_of(finding.missing)
        lead = Run(self.tr(N_("Nothing is established. It waits for the answers ")))
        blocks: list[Block] = [Para((lead, *numbers, Run(".")), label=self.tr(N_("Open")))]
        if rows := self._rows(finding):
            blocks.append(rows)
        return blocks

    def _application(self, finding: Finding) -> list[Block]:
        """What the rule makes of these answers, and the answers themselves; for notes only their numbers."""
        tr, words = self.tr, self.p.words
        blocks: list[Block] = [Para(plain(words.text(finding)), label=tr(N_("Application")))]
        if facts := [tr.content(self.p.pack.facts[name].title) for name in finding.facts]:
            blocks.append(Para((Run(tr(N_("What carries it: ")), "quiet"), Run("; ".join(facts) + ".")), "small"))
        if rows := self._rows(finding):
            blocks.append(rows)
        because = self._because(finding)
        if because and finding.severity in ("note", "ok"):
            lead = Run(tr(N_("Rests on answers ")), "quiet")
            blocks.append(Para((lead, *self.p.numbers_of(because), Run(".")), "small"))
        elif because:
            blocks.append(Bullets(self.p.reasons(because), label=tr(N_("Because of these answers")), kind="reasons"))
        return blocks

    def _rows(self, finding: Finding) -> Para | None:
        """The rows that fall, and the others."""
        table = finding.rule.rows
        if table is None or not (finding.rows or finding.others):
            return None
        tr, words = self.tr, self.p.words
        spans: list[Span] = []
        if finding.rows:
            falls = N_("Holds for: ") if finding.truth == "established" else N_("May hold for: ")
            spans += [Run(tr(falls), "quiet"), Run(words.rows(table, finding.rows), "strong"), Run(". ")]
        if finding.others:
            others = "; ".join(
                f"{words.row(table, other.row)}: {self._other(finding, other)}" for other in finding.others
            )
            spans += [Run(tr(N_("The others: ")), "quiet"), Run(f"{others}.")]
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
        return (*parts, finding.id)

    def _also(self, finding: Finding) -> Para | None:
        related = [self._by_rule[rule] for rule in finding.grade.also if rule in self._by_rule]
        if not related:
            return None
        spans: list[Span] = [Run(self.tr(N_("The same defect is also seen in ")))]
        for index, other in enumerate(related):
            spans += [Run(", ")] if index else []
            spans.append(self.link(other))
        return Para((*spans, Run(".")), "small")

    def place(self, ref: Ref) -> Spans:
        """A question or cell by number and words."""
        return (self.p.number(ref.question), Run(f" {self.p.words.ref(ref)}"))

    def response(self, finding: str) -> list[Block]:
        """What the person answers to a finding; nothing where there is no answer."""
        response = self.p.assessment.responses.get(finding)
        if response is None:
            return []
        tr = self.tr
        titles = {
            "accept": N_("The controller accepts this finding"),
            "contest": N_("The controller contests this finding"),
            "measure": N_("The controller answers with a measure"),
        }
        blocks: list[Block] = []
        if response.reason:
            blocks.append(Prose(response.reason, label=tr(N_("Reason, in the controller’s words"))))
        if response.authority:
            blocks.append(Para(plain(response.authority), label=tr(N_("Authority, as given by the controller"))))
        if response.measure:
            blocks.append(Prose(response.measure, label=tr(N_("Measure"))))
        if response.owner or response.due:
            blocks.append(Para(plain(self._owner(response.owner, response.due))))
        return [Card(tr(titles[response.kind]), tuple(blocks), "plain")]

    def _owner(self, owner: str, due: str) -> str:
        tr = self.tr
        return tr(
            N_("Owner: {owner}. Due: {due}."),
            owner=owner or tr(N_("none named")),
            due=self.day(due) if due else tr(N_("no date")),
        )

    def day(self, text: str) -> str:
        """An ISO date in words; any other text as it is."""
        try:
            return self.tr.date(text)
        except ValueError:
            return text

    # --- completeness and tasks ---------------------------------------------------------------------------------------

    def complete(self) -> ReportSection:
        """What each law wants an assessment to hold, element by element."""
        tr = self.tr
        parts = [self._map(result) for result in completeness(self.p.evaluation)]
        lead = N_(
            "“Answered” says that something stands there, not that it is enough. Whether it is "
            "enough is for the findings to say."
        )
        blocks = (
            [self.p.para(lead)] if parts else [self.p.para(N_("No law at hand asks for elements of an assessment."))]
        )
        return ReportSection(
            "complete", tr(N_("Is the assessment complete?")), 2, blocks=tuple(blocks), sections=tuple(parts)
        )

    def _map(self, result: MapResult) -> ReportSection:
        tr, p = self.tr, self.p
        states: dict[str, Run] = {
            "answered": Run(tr(N_("answered"))),
            "partly": Run(tr(N_("partly answered")), "strong"),
            "missing": Run(tr(N_("missing")), "strong"),
            "not-applicable": Run(tr(N_("not applicable")), "quiet"),
        }
        sources = p.citer.column((item.element.authority for item in result.elements), tr(N_("completeness")))
        rows = []
        for item, source in zip(result.elements, sources, strict=True):
            element = item.element
            name: list[Span] = [Run(tr.content(element.title))]
            if element.added_by_tool:
                name.append(Run(f" ({tr(N_('added by this tool'))})", "quiet"))
            if element.note:
                name.append(Run(f"\n{tr.content(element.note)}", "quiet"))
            gaps = p.numbers_of((*item.missing, *item.unknown, *item.lacking))
            rows.append(TableRow((tuple(name), (states[item.state],), p.parts_of(item.answered), gaps, source)))
        head = (
            tr(N_("Element")), tr(N_("State")), tr(N_("Answered in")), tr(N_("Missing, unknown or lacking")),
            tr(N_("Source")),
        )  # fmt: skip
        blocks: list[Block] = [p.note(tr.content(result.map.note))] if result.map.note else []
        blocks.append(Table("", head, tuple(rows), (32, 12, 20, 16, 20), "compact"))
        return ReportSection(f"complete-{result.map.id}", tr.content(result.map.title), 3, blocks=tuple(blocks))

    def tasks(self) -> ReportSection:
        """Duties that follow from the answers, with dates where these can be counted."""
        tr, p = self.tr, self.p
        rows = []
        due = tasks(p.evaluation)
        sources = p.citer.column((item.task.authority for item in due), tr(N_("tasks")))
        for item, source in zip(due, sources, strict=True):
            task = item.task
            what: list[Span] = [Run(tr.content(task.title), "strong")]
            if task.rows and item.row:
                what.append(Run(f" ({shortened(p.words.row(task.rows, item.row), 60)})"))
            if item.verdict.truth is not YES:
                what.append(Run(f" [{tr(N_('if an open or unknown point turns out so'))}]", "mark"))
            what += [
                Run(f"\n{tr.content(task.text)}"),
                *([Run(f"\n{tr.content(task.note)}", "quiet")] if task.note else []),
            ]
            when: Spans = plain(tr.date(item.due)) if item.due else (Run(tr(N_("no day can be counted")), "quiet"),)
            if item.waits_for is not None:
                when = (
                    Run(tr(N_("counts from ")), "quiet"),
                    p.number(item.waits_for.question),
                    Run(f" {tr(N_('(no date given)'))}", "quiet"),
                )
            rows.append(TableRow((tuple(what), when, source)))
        head = (tr(N_("Task")), tr(N_("By when")), tr(N_("Source")))
        blocks = (Table("", head, tuple(rows), (58, 18, 24)),) if rows else ()
        return ReportSection("tasks", tr(N_("Tasks that follow from the answers")), 3, blocks=blocks)

    # --- what would change it -----------------------------------------------------------------------------------------

    def changes(self) -> ReportSection:
        """Other designs that lift the established blockers or change the outcome, and honesty where none was found."""
        return Changes(self.p, self.links, self.groups["not-shown"]).section()

    def links(self, found: Iterable[Finding]) -> Spans:
        """Links to findings; three or more with following numbers as "F2 to F5"."""
        by_number = {self.numbers[finding.id]: finding for finding in found}
        spans: list[Span] = []
        for first, last in _runs(sorted(by_number)):
            spans += [Run(", ")] if spans else []
            spans.append(self.link(by_number[first]))
            if last - first > 1:
                spans.append(Run(f" {self.tr(N_('to'))} "))
            elif last > first:
                spans.append(Run(", "))
            if last > first:
                spans.append(self.link(by_number[last]))
        return tuple(spans)

    # --- contested, open, proposed ------------------------------------------------------------------------------------

    def contested(self) -> ReportSection:
        """Findings that the controller contests, in its own words."""
        tr = self.tr
        parts = []
        for finding in (finding for group in self.groups.values() for finding in group):
            response = self.p.assessment.responses.get(finding.id)
            if response is not None and response.kind == "contest":
                title = f"{self.label(finding)} {self.p.words.title(finding)}"
                parts.append(
                    ReportSection(
                        f"contested-{self.anchor(finding)}", title, 3, blocks=tuple(self.response(finding.id))
                    )
                )
        lead = (
            N_(
                "Reasons and authorities in this part are the controller’s own. They were not "
                "checked and change no outcome."
            )
            if parts
            else N_("No finding of this report is contested.")
            if any(response.kind == "contest" for response in self.p.assessment.responses.values())
            else N_("No finding is contested.")
        )
        return ReportSection(
            "contested", tr(N_("Contested findings")), 2, blocks=(self.p.note(tr(lead)),), sections=tuple(parts)
        )


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
