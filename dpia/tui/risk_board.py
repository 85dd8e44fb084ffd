"""Risks of the register and of the catalogue in one list, the maps before and after, and measures. No Textual here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import Answer, given
from dpia.assessment.partial import PartialList
from dpia.content.names import (
    AGAINST,
    DUE,
    EVENT,
    LEVEL_AFTER,
    LIKELIHOOD,
    LIKELIHOOD_AFTER,
    MEASURE,
    MEASURES,
    OWNER,
    RISK_GROUPS,
    RISKS,
    SEVERITY,
    SEVERITY_AFTER,
)
from dpia.content.question import MeasureEntry, RiskEntry
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.cells import CellGrid
from dpia.tui.commands import key_name
from dpia.tui.grids import Cell, Keys
from dpia.tui.view_model import FieldView, Result, ViewModel

ENTRY = "catalogue:"
"""Before the id of an entry of the catalogue that no row of the register speaks of."""

SHADES = " ·:▒"
"""How a field of the map is filled by the sum of both steps: a convention for the eye, no level of risk."""


@dataclass(frozen=True, slots=True)
class RiskField:
    """One field of a map: its shade, and the numbers of the risks that stand there."""

    shade: str
    risks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskMapView:
    """A map: likelihoods from the highest down, severities from the lowest on, and the risks without both marks."""

    title: str
    likelihoods: tuple[str, ...]
    severities: tuple[str, ...]
    grid: tuple[tuple[RiskField, ...], ...]
    unplaced: tuple[str, ...]


class RiskGrid(CellGrid):
    """The risks of the register, then the entries of the catalogue that nobody has taken up."""

    def __init__(self, model: ViewModel) -> None:
        names = (LIKELIHOOD, SEVERITY, LIKELIHOOD_AFTER, SEVERITY_AFTER, LEVEL_AFTER, EVENT, RISK_GROUPS)
        super().__init__(model, model.pack.questions[RISKS], [model.pack.columns[RISKS, name] for name in names])
        self.letter = model.pack.content.report.letter(RISKS)

    def columns(self) -> list[tuple[str, str]]:
        """Short heads, so that both ratings and the level are seen at once."""
        heads = {LIKELIHOOD: N_("Likelihood"), SEVERITY: N_("Severity"), LIKELIHOOD_AFTER: N_("L. after"),
                 SEVERITY_AFTER: N_("S. after"), LEVEL_AFTER: N_("Level")}  # fmt: skip
        return [(name, self.tr(heads[name]) if name in heads else head) for name, head in super().columns()]

    @property
    def about(self) -> str:
        """What is in the list."""
        missing = len(self.waiting())
        return self.tr.plural(
            "{count} entry of the catalogue is in no row", "{count} entries of the catalogue are in no row", missing
        )

    def rows(self) -> list[tuple[str, str]]:
        """Risks with their numbers, then what the catalogue has besides."""
        rows = [(row, f"{number} {name}") for number, (row, name) in self.numbered()]
        return rows + [
            (f"{ENTRY}{entry.id}", self.tr(N_("+ {risk}"), risk=self.tr.content(entry.title)))
            for entry in self.waiting()
        ]

    def numbered(self) -> list[tuple[str, tuple[str, str]]]:
        """The risks of the register with the numbers that the report gives them."""
        rows = self.model.session.assessment.rows(RISKS)
        named = ((row.id, self.model.row_name(RISKS, row.id)) for row in rows)
        return [(f"{self.letter}{number}", row) for number, row in enumerate(named, 1)]

    def waiting(self) -> list[RiskEntry]:
        """The entries of the catalogue that no row of the register has as its event."""
        rows = self.model.session.assessment.rows(RISKS)
        taken = {cell.value for row in rows if (cell := row.cells.get(EVENT)) is not None and cell.given}
        return [entry for entry in self.model.pack.content.risks if entry.id not in taken]

    def entry(self, row: str) -> RiskEntry | None:
        """The entry of the catalogue behind a line that is no row yet."""
        return next((one for one in self.model.pack.content.risks if row == f"{ENTRY}{one.id}"), None)

    def cell(self, row: str, column: str) -> Cell:
        """An answer; of an entry of the catalogue what it says."""
        entry = self.entry(row)
        if entry is None:
            return super().cell(row, column)
        text = self.tr(N_("in the catalogue, no row yet: {text}"), text=self.tr.content(entry.description))
        return Cell("", text, own=False)

    def keys_of(self, row: str, column: str) -> Keys:
        """Of an entry of the catalogue: it can be taken up."""
        if self.entry(row) is not None:
            return [(key_name("enter", self.tr), self.tr(N_("takes it up as a risk of yours")))]
        return super().keys_of(row, column)

    def meant(self, row: str, column: str, key: str, now: Answer | None) -> tuple[Answer | None] | str | None:
        """An entry of the catalogue has to be taken up before it is rated."""
        if self.entry(row) is not None:
            return self.tr(N_("Enter takes this entry of the catalogue up; then it can be rated."))
        return super().meant(row, column, key, now)

    def place(self, row: str, column: str) -> Ref:
        """The cell; of an entry of the catalogue the register."""
        return Ref(RISKS) if self.entry(row) is not None else super().place(row, column)

    def take_up(self, entry: RiskEntry) -> Result:
        """Make a row for an entry of the catalogue: what happens to whom is left to be said."""
        return self.add({EVENT: given(entry.id)})

    # --- what stands beside the list --------------------------------------------------------------------------------

    def measures_against(self, row: str) -> list[str]:
        """The measures that are said to lower a risk, each with owner and date."""
        words, found = self.model.words, []
        for measure in self.model.session.assessment.rows(MEASURES):
            if row in known_items(measure.cells.get(AGAINST), ()).have:
                found.append(
                    self.tr(
                        N_("{measure} ({owner}, {day})"),
                        measure=self.model.row_name(MEASURES, measure.id),
                        owner=self._said(measure.cells.get(OWNER), N_("no owner")),
                        day=words.answer(MEASURES, measure.id, DUE) if DUE in measure.cells else self.tr(N_("no date")),
                    )
                )
        return found

    def _said(self, answer: Answer | None, nothing: str) -> str:
        return str(answer.value) if answer is not None and answer.given else self.tr(nothing)

    def maps(self) -> tuple[RiskMapView, RiskMapView]:
        """The maps before and after measures."""
        return (
            self._map(self.tr(N_("Before measures")), LIKELIHOOD, SEVERITY),
            self._map(self.tr(N_("After measures")), LIKELIHOOD_AFTER, SEVERITY_AFTER),
        )

    def _map(self, title: str, likelihood: str, severity: str) -> RiskMapView:
        columns, tr = self.model.pack.columns, self.tr
        down, across = columns[RISKS, likelihood].options, columns[RISKS, severity].options
        steps = [option.id for option in down], [option.id for option in across]
        places: dict[tuple[int, int], list[str]] = {}
        unplaced = []
        for number, (row, _) in self.numbered():
            first, second = self.answer(row, likelihood), self.answer(row, severity)
            if first is None or second is None or first.value not in steps[0] or second.value not in steps[1]:
                unplaced.append(number)
                continue
            place = steps[0].index(str(first.value)), steps[1].index(str(second.value))
            places.setdefault(place, []).append(number)
        most = max(len(down) + len(across) - 2, 1)
        grid = tuple(
            tuple(
                RiskField(SHADES[(i + j) * (len(SHADES) - 1) // most], tuple(places.get((i, j), ())))
                for j in range(len(across))
            )
            for i in reversed(range(len(down)))
        )
        heads = tuple(tr.content(option.text, likelihood, option.id) for option in reversed(down))
        sides = tuple(tr.content(option.text, severity, option.id) for option in across)
        return RiskMapView(title, heads, sides, grid, tuple(unplaced))


class MeasureGrid(CellGrid):
    """The measures with what they lower, owner, date and state."""

    def __init__(self, model: ViewModel) -> None:
        table = model.pack.questions[MEASURES]
        first = [AGAINST, OWNER, DUE]
        rest = [column.id for column in table.columns if column.id not in (*first, MEASURE)]
        super().__init__(model, table, [model.pack.columns[MEASURES, name] for name in (*first, *rest)])
        self.letter = model.pack.content.report.letter(RISKS)

    @property
    def about(self) -> str:
        """How many lack an owner or a date."""
        rows = self.model.session.assessment.rows(MEASURES)
        lacking = sum(not all(self._has(row.cells.get(name)) for name in (OWNER, DUE)) for row in rows)
        if not rows:
            return self.tr(N_("none yet: {press:new-row} adds one"))
        return self.tr.plural(
            "{count} measure has no owner or no date", "{count} measures have no owner or no date", lacking
        )

    @staticmethod
    def _has(answer: Answer | None) -> bool:
        return answer is not None and answer.given

    def short(self, row: str, column: str, answer: Answer | None) -> str:
        """The risks by their numbers: “R1, R3”."""
        if column != AGAINST or answer is None or not answer.given:
            return super().short(row, column, answer)
        known = known_items(answer, ())
        rows = self.model.session.assessment.rows(RISKS)
        numbers = [f"{self.letter}{n}" for n, one in enumerate(rows, 1) if one.id in known.have]
        return self.tr.listed(numbers) or super().short(row, column, answer)

    def view(self, row: str, column: str) -> FieldView:
        """The risks to choose from carry their numbers."""
        view = super().view(row, column)
        if column != AGAINST:
            return view
        names = {risk: f"{number} {name}" for number, (risk, name) in RiskGrid(self.model).numbered()}
        options = tuple(replace(one, text=names.get(str(one.value), one.text)) for one in view.options)
        return replace(view, options=options)

    def fitting(self) -> list[MeasureEntry]:
        """The measures of the catalogue: those against a risk of the register first."""
        events = {self._event(row.id) for row in self.model.session.assessment.rows(RISKS)}
        entries = self.model.pack.content.measures
        return sorted(entries, key=lambda entry: not events.intersection(entry.against))

    def _event(self, risk: str) -> object:
        answer = self.model.session.assessment.answer(RISKS, risk, EVENT)
        return answer.value if answer is not None and answer.given else None

    def lowered_by(self, entry: MeasureEntry) -> Sequence[str]:
        """The risks of the register that a measure of the catalogue lowers, by the catalogue."""
        return [row.id for row in self.model.session.assessment.rows(RISKS) if self._event(row.id) in entry.against]

    def take_up(self, entry: MeasureEntry) -> Result:
        """Make a row for a measure of the catalogue, against the risks that the catalogue names for it.

        Of the other risks it says nothing.
        """
        cells = {MEASURE: given(self.tr.content(entry.text))}
        risks = [row.id for row in self.model.session.assessment.rows(RISKS)]
        against = answer_of(PartialList(tuple(self.lowered_by(entry))), risks)
        return self.add({**cells, AGAINST: against} if against is not None else cells)
