"""What the laws want an assessment to hold, element by element: one matrix."""

from __future__ import annotations

from dpia.engine.completeness import ElementResult, completeness
from dpia.i18n_marks import N_
from dpia.report.components import Components
from dpia.report.model import Block, ReportSection, Run, Span, Spans, Table, TableRow


class Matrix:
    """Makes the annex."""

    def __init__(self, components: Components) -> None:
        self.p = components
        self.tr = components.tr

    def section(self) -> ReportSection:
        """The elements of every law and guideline at hand, with their state and where they are answered."""
        tr, p = self.tr, self.p
        maps = completeness(p.evaluation)
        lead = N_(
            "“Answered” says that something stands there, not that it is enough. Whether it is "
            "enough is for the findings to say."
        )
        blocks: list[Block] = [p.note(tr(lead))] if maps else []
        rows: list[TableRow] = []
        for result in maps:
            sources = p.citer.column((item.element.authority for item in result.elements), tr(N_("completeness")))
            rows += [self._row(item, source) for item, source in zip(result.elements, sources, strict=True)]
        if rows:
            head = (
                tr(N_("Source")), tr(N_("Element")), tr(N_("State")), tr(N_("Answers stand in")),
                tr(N_("Missing, unknown or lacking")),
            )  # fmt: skip
            blocks.append(Table("", head, tuple(rows), (20, 31, 13, 21, 15), "compact"))
        notes = [
            (Run(f"{tr.content(result.map.title)}{tr.colon}", "strong"), Run(tr.content(result.map.note)))
            for result in maps
            if result.map.note
        ]
        blocks += [p.spanned(note) for note in notes]
        return ReportSection("complete", tr(N_("Is the assessment complete?")), 2, blocks=tuple(blocks))

    def _row(self, item: ElementResult, source: Spans) -> TableRow:
        tr, p, element = self.tr, self.p, item.element
        states: dict[str, Run] = {
            "answered": Run(tr(N_("answered"))),
            "partly": Run(tr(N_("partly answered")), "strong"),
            "missing": Run(tr(N_("missing")), "strong"),
            "not-applicable": Run(tr(N_("not applicable")), "quiet"),
        }
        name: list[Span] = [Run(tr.content(element.title))]
        if element.added_by_tool:
            name.append(Run(tr.in_brackets(tr(N_("added by this tool"))), "quiet"))
        if element.note:
            name.append(Run(f"\n{tr.content(element.note)}", "quiet"))
        gaps = p.numbers_of((*item.missing, *item.unknown, *item.lacking))
        return TableRow((source, tuple(name), (states[item.state],), p.parts_of(item.answered), gaps))
