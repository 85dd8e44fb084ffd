"""The minutes of the discussion: who took part, positions on each point, decisions, tasks, what was parked.

They are printed on request only. People may speak in private there, and their names are personal data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from dpia.assessment.discussion import (
    PARKED,
    AnyEntry,
    Comment,
    Decision,
    Evidence,
    Position,
    Target,
    ToDo,
    in_order,
    names,
)
from dpia.engine.findings import Finding
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain, uncaptioned
from dpia.report.model import Block, Bullets, Para, ReportSection, Run, Spans, Table, TableRow
from dpia.wording.discussion import STANCES, STATUSES, target_words

Kind = TypeVar("Kind", bound=AnyEntry)


class Minutes:
    """Makes the parts."""

    def __init__(self, components: Components, label: Callable[[Finding], str]) -> None:
        """`label`: the number of a finding, as in the whole report."""
        self.p, self.tr, self._label = components, components.tr, label
        self.entries = [entry for _, entry in in_order(components.assessment.discussion)]

    def summary(self) -> ReportSection:
        """What this is, when it was said, by whom, and until when it is kept."""
        text = self.p.para(
            N_(
                "What follows was said in the discussion. It is the view of those who are named, and neither a finding "
                "nor the decision on the assessment."
            )
        )
        title = self.tr(N_("Summary"))
        return ReportSection("summary", title, 2, blocks=(text, *self._facts()))

    def _facts(self) -> list[Block]:
        tr, days = self.tr, sorted({entry.day for entry in self.entries})
        when = tr(N_("{first} to {last}"), first=tr.date(days[0]), last=tr.date(days[-1])) if len(days) > 1 else ""
        until = self.p.assessment.discussion_until
        roles = {entry.role: None for entry in self._of(Position, self.entries)}
        facts = [
            (tr(N_("Date")), when or (tr.date(days[0]) if days else "")),
            (tr(N_("Participants")), tr.join(names(self.entries))),
            (tr(N_("Roles")), tr.join(list(roles))),
            (tr(N_("Kept until")), tr.date(until) if until else ""),
        ]  # fmt: skip
        return self.p.pairs(tr(N_("The discussion")), [(label, plain(value)) for label, value in facts if value])

    @staticmethod
    def _of(kind: type[Kind], entries: list[AnyEntry]) -> list[Kind]:
        return [entry for entry in entries if isinstance(entry, kind)]

    def said(self) -> ReportSection | None:
        """Each question, cell and finding that was discussed."""
        targets = list(dict.fromkeys(entry.about for entry in self.entries if entry.about))
        sections = [one for target in targets if (one := self._target(target)) is not None]
        title = self.tr(N_("What was said"))
        return ReportSection("said", title, 2, sections=tuple(sections)) if sections else None

    def _target(self, target: Target) -> ReportSection | None:
        tr, mine = self.tr, [entry for entry in self.entries if entry.about == target]
        blocks: list[Block] = []
        if positions := self._of(Position, mine):
            blocks.append(self._positions(positions))
        for kind, label in ((Decision, N_("Decided")), (Comment, N_("Comments"))):
            if items := self._of(kind, mine):
                blocks.append(Bullets(tuple(self._said(one) for one in items), label=tr(label)))
        if evidence := self._of(Evidence, mine):
            blocks.append(Bullets(tuple(map(self._shown, evidence)), label=tr(N_("Evidence"))))
        if not blocks:
            return None
        anchor = "said-" + "-".join(target).lower().replace("/", "-").replace(".", "-")
        return ReportSection(anchor, self._about(target), 3, blocks=tuple(blocks))

    def _about(self, target: Target) -> str:
        """A question or a finding with its number and words; a finding that is no longer reported by its id."""
        p = self.p
        if target[:1] == ("finding",):
            finding = p.evaluation.finding(target[1])
            return f"{self._label(finding)} {p.words.title(finding)}" if finding is not None else target[1]
        words = target_words(target, p.words)
        number = p.numbers.get(target[1]) if target else None
        return f"{number} {words}" if number else words

    def _positions(self, positions: list[Position]) -> Table:
        tr = self.tr
        rows = tuple(
            TableRow((plain(one.role), plain(one.by or "–"), plain(tr(STANCES[one.stance])), plain(one.text or "–")))
            for one in positions
        )
        head = (tr(N_("Role")), tr(N_("Name")), tr(N_("Vote")), tr(N_("Reason")))
        return Table(tr(N_("Positions")), head, rows, (19, 18, 15, 48))

    def _said(self, entry: AnyEntry) -> Spans:
        who = self.tr.listed(part for part in (entry.by, self.tr.date(entry.day)) if part)
        return (*plain(entry.text), Run(self.tr.in_brackets(who), "quiet"))

    def _shown(self, entry: Evidence) -> Spans:
        status = self.tr(STATUSES[entry.status])
        digest = (Run(" "), Run(f"SHA-256 {entry.sha256}", "code")) if entry.sha256 else ()
        text = plain(f" {entry.text}") if entry.text else ()
        return (*plain(entry.file or entry.reference), Run(self.tr.in_brackets(status), "quiet"), *digest, *text)

    def to_do(self) -> ReportSection | None:
        """Tasks about a question or finding, with owner and date."""
        tasks = [task for task in self._of(ToDo, self.entries) if task.about]
        return self._tasks("to-do", self.tr(N_("Tasks")), tasks)

    def parked(self) -> ReportSection | None:
        """What is about no question."""
        mine = [entry for entry in self.entries if entry.about == PARKED]
        section = self._tasks("parked", self.tr(N_("Parking lot")), self._of(ToDo, mine))
        others = [self._said(one) for one in mine if isinstance(one, Comment | Decision)]
        if not others:
            return section
        section = section or ReportSection("parked", self.tr(N_("Parking lot")), 2)
        return replace(section, blocks=(*section.blocks, Bullets(tuple(others))))

    def _tasks(self, anchor: str, title: str, tasks: list[ToDo]) -> ReportSection | None:
        tr = self.tr
        if not tasks:
            return None
        placed = any(task.about for task in tasks)
        rows = tuple(
            TableRow((
                plain(task.text),
                *((plain(self._about(task.about)),) if placed else ()),
                plain(task.owner or tr(N_("nobody named"))),
                plain(tr.date(task.due) if task.due else tr(N_("no date"))),
                plain(tr(N_("done") if task.done else N_("open"))),
            ))
            for task in sorted(tasks, key=lambda task: (task.done, task.due or "9999"))
        )  # fmt: skip
        about = (tr(N_("About")),) if placed else ()
        head = (tr(N_("What")), *about, tr(N_("Owner")), tr(N_("Due")), tr(N_("State")))
        table = Table(title, head, rows, (32, 25, 16, 18, 9) if placed else (54, 18, 18, 10))
        return ReportSection(anchor, title, 2, blocks=uncaptioned([table], title))

    def section(self) -> ReportSection | None:
        """All of it as one annex of the whole report."""
        if not self.entries:
            return None
        said = self.said()
        parts = [*(said.sections if said is not None else ()), self.to_do(), self.parked()]
        below = tuple(replace(part, level=3) for part in parts if part is not None)
        title = self.tr(N_("The discussion"))
        lead = self.tr(N_("Views of those who are named; neither findings nor the decision."))
        blocks = (Para(plain(lead), "small"), *self._facts())
        return ReportSection("discussion", title, 2, blocks=blocks, sections=below, kind="page")
