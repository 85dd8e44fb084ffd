"""The parts that set out the law at hand and what people said: processing, necessity, risks, consultation."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.assessment.model import Row
from dpia.engine.evaluation import CriterionResult, RegimeResult
from dpia.engine.truth import NO, UNKNOWN, YES, Truth
from dpia.i18n_marks import N_
from dpia.report.charts import ladder_chart, ladder_rows, risk_maps
from dpia.report.columns import (
    BASIS_COLUMNS,
    GROUP_COLUMNS,
    GROUPS,
    ITEM_COLUMNS,
    ITEMS,
    LADDER,
    MEASURE_COLUMNS,
    MEASURES,
    NEED_COLUMNS,
    NEEDS,
    PARTIES,
    PARTY_COLUMNS,
    POWER_COLUMNS,
    PURPOSE_COLUMNS,
    PURPOSES,
    RISK_COLUMNS,
    RISKS,
    TALK_COLUMNS,
    TALKS,
    TRANSFER_COLUMNS,
    TRANSFERS,
    ZONE_COLUMNS,
    ZONES,
)
from dpia.report.components import Pieces, per_cent, plain, uncaptioned
from dpia.report.model import Block, Bullets, Card, Para, Section, Span, Spans, Table, TableRow, Text

_TRUTH_WORDS: dict[Truth, str] = {YES: N_("yes"), NO: N_("no"), UNKNOWN: N_("unknown")}

_SOME_OPEN = N_(
    "Not every criterion is answered. Those that are open could no longer make {needed} together; but the short record "
    "that no assessment is due is made only once each is answered."
)


class Described:
    """Makes the parts. Each method gives one section; `level` 2, numbered by the caller."""

    def __init__(self, pieces: Pieces) -> None:
        self.p = pieces
        self.tr = pieces.tr

    def _questions(self, section: str) -> list[str]:
        return [question.id for question in self.p.pack.section_questions(section)]

    def _sub(self, anchor: str, title: str, blocks: Iterable[Block]) -> Section | None:
        found = tuple(blocks)
        return Section(anchor, title, 3, blocks=uncaptioned(found, title)) if found else None

    def _section(
        self, anchor: str, title: str, blocks: Iterable[Block], parts: Iterable[Section | None] = ()
    ) -> Section:
        return Section(
            anchor, title, 2, blocks=uncaptioned(blocks, title), sections=tuple(part for part in parts if part)
        )

    # --- law at hand ------------------------------------------------------------------------------------------------

    def due(self) -> Section:
        """Which law applies, and is an assessment due, criterion by criterion."""
        tr = self.tr
        parts = [self._regime(result) for result in self.p.evaluation.regimes]
        lead = tr(
            N_(
                "Each law is looked at by itself. What follows holds on the answers given and by "
                "the law in force on {day}."
            ),
            day=tr.date(self.p.assessment.as_of),
        )
        return self._section("due", tr(N_("Which law applies, and is an assessment due?")), [Para(plain(lead))], parts)

    def _regime(self, result: RegimeResult) -> Section:
        tr, regime = self.tr, result.regime
        governs = {
            YES: N_("It governs, because of these answers."),
            NO: N_("It does not govern, because of these answers."),
            UNKNOWN: N_("Whether it governs is not settled."),
        }[result.governs.truth]
        blocks: list[Block] = []
        reasons = self.p.reasons(
            result.governs.because if result.governs.truth is NO else self.p.governs_because(regime.id)
        )
        blocks.append(Bullets(reasons, label=tr(governs), kind="reasons") if reasons else self.p.para(governs))
        if result.outcome == "out-of-scope":
            why = self.p.words.why_out_of_scope(result, self.p.evaluation)
            blocks.append(self.p.para(N_("No outcome is given for this law. {reason}"), reason=why))
        due = self.p.due(result)
        if result.due is not None and self.p.evaluation.governs[regime.id].truth is not NO and due is None:
            law = self.p.words.cite(self.p.pack.authorities[result.due.law])
            day = tr.date(self.p.assessment.as_of)
            blocks.append(
                self.p.para(N_("{law} was not in force on {day}, so no assessment was due by it."), law=law, day=day)
            )
        elif due is not None:
            words = {
                "yes": N_("An assessment is due ({term})."),
                "no": N_("An assessment is not due ({term})."),
                "unknown": N_("Whether an assessment is due ({term}) cannot be said yet."),
            }
            count = sum(not criterion.enough for criterion in due.criteria)
            text = tr(words[due.word], term=tr.content(regime.term_assessment))
            if count and regime.due is not None:
                text += " " + tr(
                    N_("Counted criteria that are met: {met} of {count}; {needed} are enough."),
                    met=due.met,
                    count=count,
                    needed=regime.due.needed,
                )
            blocks.append(Para((Text(text, "strong"),)))
            if regime.due is not None and due.word == "no":
                text = regime.due.one if due.met and regime.due.one else regime.due.no
                if due.settled:
                    blocks.append(Para(plain(tr.content(text))))
                else:
                    blocks.append(self.p.para(_SOME_OPEN, needed=regime.due.needed))
            blocks.append(self._criteria(due.criteria, tr.content(regime.title)))
        elif result.governs.truth is not NO and regime.extends:
            parent = self.p.pack.regimes[regime.extends]
            blocks.append(
                self.p.para(
                    N_("Whether an assessment is due is judged by the criteria under {parent}."),
                    parent=tr.content(parent.title),
                )
            )
        return Section(f"regime-{regime.id}", tr.content(regime.title), 3, blocks=tuple(blocks))

    def _criteria(self, criteria: Iterable[CriterionResult], title: str) -> Table:
        tr = self.tr
        found = tuple(criteria)
        sources = self.p.citer.column((result.criterion.authority for result in found), tr(N_("criteria")))
        rows = []
        for result, source in zip(found, sources, strict=True):
            name: list[Span] = [Text(tr.content(result.criterion.title))]
            if result.enough:
                name.append(Text(f" ({tr(N_('enough by itself'))})", "quiet"))
            rows.append(TableRow((tuple(name), self._met(result), self.p.numbers_of(result.verdict.because), source)))
        head = (tr(N_("Criterion")), tr(N_("Met")), tr(N_("Answers")), tr(N_("Source")))
        return Table(tr(N_("Criteria: {law}"), law=title), head, tuple(rows), (42, 11, 15, 32))

    def _met(self, result: CriterionResult) -> Spans:
        if result.verdict.missing:
            return (Text(self.tr(N_("open")), "mark"),)
        return (Text(self.tr(_TRUTH_WORDS[result.verdict.truth]), "strong" if result.verdict.truth is YES else ""),)

    # --- what people said -------------------------------------------------------------------------------------------

    def processing(self) -> Section:
        """The description of the processing."""
        p, tr = self.p, self.tr
        start = [name for name in self._questions("start") if name != "start.title"]
        rest = [name for name in self._questions("processing") if name not in ("processing.steps", "processing.assets")]
        parts = [
            self._sub("project", tr(N_("The project")), p.answers(tr(N_("The project")), start)),
            self._sub("groups", tr(N_("People")), p.row_table(tr(N_("Groups of people")), GROUPS, GROUP_COLUMNS)),
            self._sub("items", tr(N_("Data and how long they are kept")), self._items()),
            self._sub("technology", tr(N_("Technology")), p.answers(tr(N_("Technology")), rest)),
            self._sub(
                "zones",
                tr(N_("Spots")),
                p.row_table(tr(N_("Spots that cameras or readers cover")), ZONES, ZONE_COLUMNS),
            ),
            self._sub(
                "parties",
                tr(N_("Other organisations")),
                p.row_table(tr(N_("Other organisations")), PARTIES, PARTY_COLUMNS),
            ),
            self._sub(
                "transfers",
                tr(N_("Transfers abroad")),
                p.row_table(tr(N_("Transfers abroad")), TRANSFERS, TRANSFER_COLUMNS),
            ),
            self._sub(
                "steps",
                tr(N_("Steps and means")),
                p.answers(tr(N_("Steps and means")), ["processing.steps", "processing.assets"]),
            ),
        ]
        return self._section("processing", tr(N_("Description of the processing")), (), parts)

    def _items(self) -> list[Block]:
        """Data items with their periods; number and unit of a period in one cell."""
        several = len(self.p.assessment.rows(PURPOSES)) > 1
        columns = [spec for spec in ITEM_COLUMNS if several or spec[0] != "purpose"]
        blocks = self.p.row_table(self.tr(N_("Data items")), ITEMS, columns)
        table = blocks[0] if blocks else None
        column = self.tr(N_("Kept"))
        if not isinstance(table, Table) or column not in table.head:
            return blocks
        place = table.head.index(column)
        rows = []
        for row, shown in zip(self.p.assessment.rows(ITEMS), table.rows, strict=True):
            unit = row.cells.get("kept-unit")
            cells = list(shown.cells)
            kept = row.cells.get("kept")
            if unit is not None and unit.given and kept is not None and kept.given:
                words = self.p.words.value(self.p.pack.columns[ITEMS, "kept-unit"], unit)
                cells[place] = (*cells[place], Text(f" {words}"))
            rows.append(TableRow(tuple(cells)))
        return [Table(table.caption, table.head, tuple(rows), table.widths), *blocks[1:]]

    def purposes(self) -> Section:
        """Purposes and the needs behind them."""
        p, tr = self.p, self.tr
        metrics = [
            (p.words.row(PURPOSES, row.id), p.cell(PURPOSES, row, "metric"))
            for row in p.assessment.rows(PURPOSES)
            if (PURPOSES, "metric") in p.pack.columns and row.cells.get("metric") is not None
        ]
        blocks = [
            *p.row_table(tr(N_("Purposes")), PURPOSES, PURPOSE_COLUMNS),
            *p.pairs(tr(N_("How it will be seen whether the purpose is reached")), metrics),
        ]
        parts = [
            self._sub("needs", tr(N_("The need")), p.row_table(tr(N_("Needs")), NEEDS, NEED_COLUMNS)),
            self._sub(
                "purpose-limits",
                tr(N_("Use and limits")),
                p.answers(tr(N_("Use and limits")), self._questions("purpose")),
            ),
        ]
        return self._section("purposes", tr(N_("Purposes")), blocks, parts)

    def necessity(self) -> Section:
        """Suitability, necessity and proportionality as the controller sees them."""
        title = self.tr(N_("Necessity and proportionality"))
        lead = self.tr(N_("What the controller says. What follows from it in law stands under Findings."))
        return self._section(
            "necessity", title, [self.p.note(lead), *self.p.answers(title, self._questions("necessity"))]
        )

    def alternatives(self) -> Section:
        """The ladder as table and picture."""
        p, tr = self.p, self.tr
        blocks: list[Block] = []
        chart = ladder_chart(p)
        if chart is not None:
            blocks.append(chart)
        empty = p.no_rows(LADDER)
        blocks += [empty] if empty else self._ladder()
        blocks += p.answers(tr(N_("Alternatives")), self._questions("alternatives"))
        return self._section("alternatives", tr(N_("The ladder of alternatives")), blocks)

    def _ladder(self) -> list[Block]:
        """The text twin of the picture, with burdens and reasons."""
        p, tr = self.p, self.tr
        rows = []
        for row in ladder_rows(p):
            chosen = row.cells.get("chosen")
            way: list[Span] = [*p.cell(LADDER, row, "rung")]
            if chosen is not None and chosen.value is True:
                way.append(Text(f" ({tr(N_('chosen'))})", "strong"))
            reason = p.cell(LADDER, row, "reason")
            if row.cells.get("why-not") is not None and p.asked_cell(LADDER, row, "why-not"):
                reason = (*reason, Text("\n"), Text(tr(N_("Backed by: ")), "quiet"), *p.cell(LADDER, row, "why-not"))
            rows.append(
                TableRow(
                    (tuple(way), *(p.cell(LADDER, row, name) for name in ("reaches", "intrusion", "burden")), reason)
                )
            )
        head = (
            tr(N_("Way")),
            tr(N_("Reaches the purpose")),
            tr(N_("Intrusion")),
            tr(N_("Burden")),
            tr(N_("Reason for not choosing it")),
        )
        return (
            [Table(tr(N_("Alternatives, from least to most intrusive")), head, tuple(rows), (19, 16, 11, 24, 30))]
            if rows
            else []
        )

    def power(self) -> Section:
        """Imbalance of power, group by group."""
        p, tr = self.p, self.tr
        title = tr(N_("Imbalance of power"))
        empty = p.no_rows(GROUPS)
        blocks: list[Block] = (
            [empty] if empty else list(p.turned_table(title, GROUPS, POWER_COLUMNS, self._considered()))
        )
        return self._section("power", title, [*blocks, *p.answers(title, self._questions("power"))])

    def basis(self) -> Section:
        """Ground, exception and consent, group by group."""
        p, tr = self.p, self.tr
        title = tr(N_("Lawful basis and consent"))
        empty = p.no_rows(GROUPS)
        blocks: list[Block] = (
            [empty] if empty else list(p.turned_table(title, GROUPS, BASIS_COLUMNS, self._considered()))
        )
        lead = p.note(tr(N_("The grounds that the controller relies on. Whether they hold stands under Findings.")))
        return self._section("basis", title, [lead, *blocks, *p.answers(title, self._questions("basis"))])

    def _considered(self) -> list[Row]:
        return [
            row for row in self.p.assessment.rows(GROUPS) if self.p.evaluator.considered(GROUPS, row).truth is not NO
        ]

    def safeguards(self) -> Section:
        """Safeguards."""
        title = self.tr(N_("Safeguards"))
        return self._section("safeguards", title, self.p.answers(title, self._questions("safeguards")))

    def risks(self) -> Section:
        """Risks, the map before and after measures, and the measures."""
        p, tr = self.p, self.tr
        rows = p.assessment.rows(RISKS) if p.asked(RISKS) else ()
        blocks: list[Block] = []
        if rows:
            maps = risk_maps(p)
            if maps is not None:
                blocks += [
                    p.note(
                        tr(
                            N_(
                                "Numbers stand for the risks in the table below. Levels are those "
                                "that the controller gave."
                            )
                        )
                    ),
                    maps,
                ]
            blocks.append(self._levels(rows))
        blocks += p.row_table(tr(N_("Register of risks")), RISKS, RISK_COLUMNS)
        parts = [self._sub("measures", tr(N_("Measures")), p.row_table(tr(N_("Measures")), MEASURES, MEASURE_COLUMNS))]
        rest = p.answers(tr(N_("Risks")), self._questions("risks"))
        return self._section("risks", tr(N_("Risks to people")), [*blocks, *rest], parts)

    def _levels(self, rows: Iterable[Row]) -> Table:
        """The text twin of the risk maps."""
        tr, p = self.tr, self.p
        body = tuple(
            TableRow(
                (
                    plain(f"R{number}"),
                    p.cell(RISKS, row, "what"),
                    p.cell(RISKS, row, "likelihood"),
                    p.cell(RISKS, row, "severity"),
                    p.cell(RISKS, row, "likelihood-after"),
                    p.cell(RISKS, row, "severity-after"),
                    p.cell(RISKS, row, "level-after"),
                ),
                anchor=f"risk-{number}",
            )
            for number, row in enumerate(rows, start=1)
        )
        head = (
            tr(N_("No.")),
            tr(N_("Risk")),
            tr(N_("Likelihood before")),
            tr(N_("Severity before")),
            tr(N_("Likelihood after")),
            tr(N_("Severity after")),
            tr(N_("Level after")),
        )
        return Table(tr(N_("Risks before and after measures")), head, body, per_cent([7, 29, 13, 13, 13, 13, 12]))

    def consulted(self) -> Section:
        """Who was asked, and advice that was overruled."""
        p, tr = self.p, self.tr
        table = TALKS
        overruled = []
        for row in p.assessment.rows(table) if p.asked(table) else ():
            followed = row.cells.get("followed")
            if followed is not None and followed.value in ("partly", "departed-reasons", "departed-silent"):
                view = row.cells.get("view")
                said = (
                    p.words.value(p.pack.columns[table, "view"], view)
                    if view is not None and view.given
                    else tr(N_("their view is not recorded"))
                )
                overruled.append(
                    (
                        Text(f"{p.words.row(table, row.id)}: ", "strong"),
                        Text(f"{said} "),
                        *p.cell(table, row, "followed"),
                    )
                )
        blocks: list[Block] = list(p.row_table(tr(N_("People consulted")), table, TALK_COLUMNS))
        if overruled:
            blocks.append(
                Card(tr(N_("Advice that was not followed, or only in part")), (Bullets(tuple(overruled)),), "warning")
            )
        blocks += p.answers(tr(N_("Consultation")), self._questions("consulted"))
        return self._section("consulted", tr(N_("People consulted")), blocks)
