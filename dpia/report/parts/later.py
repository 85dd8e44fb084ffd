"""What was decided after the as-of date in the disputes whose decisions the report cites, told once."""

from __future__ import annotations

from collections.abc import Mapping

from dpia.content.authority import Authority
from dpia.i18n_marks import N_
from dpia.report.citations import sign
from dpia.report.components import Components
from dpia.report.model import Para, ReportSection, Run, Span


class Later:
    """Makes the part. Made before all others: notes do not say again what it says, wherever it stands."""

    def __init__(self, components: Components) -> None:
        self.p = components
        self.tr = components.tr
        self._went_on = self._cited_and_later() if "later" in components.prints else []
        components.citer.told_elsewhere(one.id for dispute in self._went_on for one in dispute)

    def section(self) -> ReportSection | None:
        """A paragraph for each dispute that went on; None where none is known to."""
        if not self._went_on:
            return None
        text = N_("What was decided after {day} in disputes that this report cites. ◊ marks it at each citation.")
        lead, title = self.tr(text, day=self.tr.date(self.p.assessment.as_of)), self.tr(N_("Later developments"))
        paragraphs = [self._paragraph(dispute) for dispute in self._went_on]
        return ReportSection("later", title, 2, blocks=(self.p.note(lead), *paragraphs))

    def _cited_and_later(self) -> list[list[Authority]]:
        """Of each dispute in which something is cited, what is or may be younger than the as-of date."""
        day, found = self.p.assessment.as_of, list[list[Authority]]()
        cited = [one.authority for finding in self.p.evaluation.findings for one in finding.citations]
        names = {name for one in cited for name in (one.id, one.instrument)}
        for first, dispute in self._disputes().items():
            went_on = [one for one in dispute if one.decided_later(day) or one.perhaps_later(day)]
            if went_on and names & {first, *(one.id for one in dispute)}:
                found.append(went_on)
        return found

    def _disputes(self) -> dict[str, list[Authority]]:
        """The decision or instrument with which a dispute began -> the decisions on it, as far as each has an entry."""
        disputes: dict[str, list[Authority]] = {}
        known = self.p.pack.authorities
        for authority in self.p.pack.content.authorities:
            if authority.follows is not None:
                first = _first(authority, known)
                disputes.setdefault(first, [known[first]] if first in known else []).append(authority)
        return disputes

    def _paragraph(self, went_on: list[Authority]) -> Para:
        words, day, spans = self.p.words, self.p.assessment.as_of, list[Span]()
        undated = [one for one in went_on if one.date is None]
        for one in [*sorted((one for one in went_on if one.date), key=lambda one: str(one.date)), *undated]:
            spans += [Run(words.tr.blank)] if spans and words.tr.blank else []
            mark = sign(one, later=one.decided_later(day), perhaps=one.perhaps_later(day))
            spans.append(self.p.citer.told(one.id, f"{words.cite(one)}{mark}", self.tr(N_("later developments"))))
            reading = words.own_reading(one)
            spans.append(Run(words.tr.colon + words.tr.sentences((words.statement(one), reading))))
        return Para(tuple(spans), "small")


def _first(authority: Authority, known: Mapping[str, Authority]) -> str:
    """The decision, or the instrument, with which the dispute began."""
    first = authority.follows or authority.id
    while first in known and (before := known[first].follows) is not None:
        first = before
    return first
