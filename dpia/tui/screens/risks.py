"""The risks: register and catalogue in one list, the maps before and after, the measures with owner and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

from dpia.assessment.model import Answer, given
from dpia.cells import cell_len
from dpia.content.names import EVENT, OWN_EVENT
from dpia.i18n_marks import N_
from dpia.tui import reasoning_commands
from dpia.tui.bindings import bindings
from dpia.tui.cells import CellGrid, findings_of, gone_of
from dpia.tui.forms import Choice
from dpia.tui.risk_board import MeasureGrid, RiskGrid, RiskMapView
from dpia.tui.screens.board import BoardScreen
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.finding_lines import brief_lines
from dpia.tui.widgets.text import ACCENT, MUTED, STRONG, beside, hanging, one_line, plain, wrapped

FIELD = 5
"""Cells of a field of the map."""

NAMES = 11
"""Cells of the likelihoods at its left."""


class RiskScreen(BoardScreen):
    """Risks or measures above, the maps below."""

    COMMANDS_HERE = reasoning_commands.RISKS
    OPENED_BY = "risks"
    BINDINGS = bindings(reasoning_commands.RISKS)

    def __init__(self, model: ViewModel) -> None:
        self.risks, self.measures = RiskGrid(model), MeasureGrid(model)
        self._rows: dict[CellGrid, int] = {}
        super().__init__(model, self.risks)
        self.body.cell_room = 10

    def head(self) -> Content:
        """Which of both is shown."""
        name = self.tr(N_("Measures") if self.grid is self.measures else N_("Risks"))
        other = self.tr(
            N_("{press:measures}: risks") if self.grid is self.measures else N_("{press:measures}: measures")
        )
        return plain(name + self.tr.colon, STRONG) + plain(f"{self.grid.about}  ", MUTED) + plain(other, ACCENT)

    def empty_words(self) -> str:
        """Nothing is there yet."""
        return self.tr(
            N_("No measures yet: {press:new-row} adds one.")
            if self.grid is self.measures
            else N_("No risks yet: {press:new-row} adds one.")
        )

    def row_name(self, row: str) -> str:
        """The name of a risk, of an entry of the catalogue, or of a measure."""
        entry = self.risks.entry(row)
        if entry is not None:
            return self.tr.content(entry.title)
        named = (f"{number} {name}" for number, (one, name) in self.risks.numbered() if one == row)
        return next(named, None) or super().row_name(row)

    # --- what follows -----------------------------------------------------------------------------------------------

    def follows(self, width: int) -> list[Content]:
        """What is done against the risk at hand, the maps, and what the rules find."""
        lines = self._against(width)
        before, after = (map_lines(one, self.tr(N_("Severity →"))) for one in self.risks.maps())
        across = NAMES + 4 * (FIELD + 1)
        if width >= 2 * across + 2:
            blank = [Content("")] * max(len(before), len(after))
            pairs = list(zip((before + blank)[: len(blank)], (after + blank)[: len(blank)], strict=True))
            lines += [beside(pair, across, 2) for pair in pairs]
        else:
            lines += [*before, Content(""), *after]
        lines += self._legend(width)
        rules = self.grid.served()
        return lines + brief_lines(self.model, findings_of(self.model, rules), gone_of(self.model, rules), width)

    def _against(self, width: int) -> list[Content]:
        row = self.row_at_hand
        if row is None or self.grid is not self.risks or self.risks.entry(row) is not None:
            return []
        found = self.risks.measures_against(row)
        text = self.tr.series(found) or self.tr(N_("no measure yet"))
        return hanging(plain(self.tr(N_("Against it: ")), STRONG), plain(text, "" if found else MUTED), width)

    def _legend(self, width: int) -> list[Content]:
        severities = self.risks.maps()[0].severities
        steps = "  ".join(f"{number} {text}" for number, text in enumerate(severities, 1))
        text = N_("Severity: {steps}. ? not rated. The shade is a convention for the eye, no level of risk.")
        words = self.tr(text, steps=steps)
        return wrapped(plain(words, MUTED), width)

    # --- commands ---------------------------------------------------------------------------------------------------

    def action_measures(self) -> None:
        """Change between risks and measures."""
        self._rows[self.grid] = self.body.row
        self.grid = self.risks if self.grid is self.measures else self.measures
        self.body.row, self.body.column = self._rows.get(self.grid, 0), 0
        self.after(None)
        self.focus_cells()

    def action_edit(self) -> None:
        """Answer the cell; take an entry of the catalogue up."""
        entry = self.risks.entry(self.at[0]) if self.has_cells else None
        if entry is None or self.grid is not self.risks:
            super().action_edit()
            return
        before = {row for row, _ in self.grid.rows()}
        self.show_added(self.risks.take_up(entry), before)

    def action_new(self) -> None:
        """Add a risk or a measure: from the catalogue or one's own."""
        own = Choice("", self.tr(N_("One of your own, in your words")))
        if self.grid is self.risks:
            choices = [
                Choice(entry.id, self.tr.content(entry.title), self.tr.content(entry.description))
                for entry in self.model.pack.content.risks
            ]
            title = self.tr(N_("Which risk?"))
        else:
            choices = [
                Choice(entry.id, self.tr.content(entry.text), self._lowers(self.measures.lowered_by(entry)))
                for entry in self.measures.fitting()
            ]
            title = self.tr(N_("Which measure?"))

        def done(choice: str | None) -> None:
            if choice is not None:
                self._add(choice)

        self.app.choose(title, [own, *choices], done, search=True)

    def _lowers(self, rows: Sequence[str]) -> str:
        numbers = [number for number, (row, _) in self.risks.numbered() if row in rows]
        return self.tr(N_("against {risks}, by the catalogue"), risks=self.tr.join(numbers)) if numbers else ""

    def _add(self, choice: str) -> None:
        before = {row for row, _ in self.grid.rows()}
        if not choice:
            super().action_new()
        elif self.grid is self.risks:
            entry = next(one for one in self.model.pack.content.risks if one.id == choice)
            self.show_added(self.risks.take_up(entry), before)
        else:
            measure = next(one for one in self.model.pack.content.measures if one.id == choice)
            self.show_added(self.measures.take_up(measure), before)

    def add(self, cells: dict[str, Answer]) -> None:
        """A risk of one's own is one that the catalogue does not have."""
        super().add({**cells, EVENT: given(OWN_EVENT)} if self.grid is self.risks else cells)


def map_lines(view: RiskMapView, axis: str) -> list[Content]:
    """A map: likelihoods at the left, severities by their numbers above, the risks in their fields."""
    heads = " ".join(f"{number:^{FIELD}}" for number in range(1, len(view.severities) + 1))
    across = NAMES + len(view.severities) * (FIELD + 1)
    unplaced = f"  ? {' '.join(view.unplaced)}" if view.unplaced else ""
    title = plain(f"{view.title}  ", STRONG) + plain(axis + unplaced, MUTED)
    lines = [one_line(title, across), plain(" " * NAMES + heads, MUTED)]
    for name, fields in zip(view.likelihoods, view.grid, strict=True):
        line = one_line(plain(_step(name, NAMES - 1), MUTED), NAMES - 1)
        line += Content(" " * (NAMES - line.cell_length))
        for field in fields:
            line += _field(field.risks, field.shade) + Content(" ")
        lines.append(line)
    return lines


def _step(name: str, room: int) -> str:
    """The name of a step, up to its first comma where the whole does not fit: “Certain, or already happening”."""
    return name if cell_len(name) <= room else re.split("[,，]", name)[0]


def _field(risks: Sequence[str], shade: str) -> Content:
    text = " ".join(risks)
    if len(text) > FIELD:
        text = f"{risks[0]} +{len(risks) - 1}"
    left = (FIELD - len(text)) // 2
    right = FIELD - len(text) - left
    return plain(shade * left, MUTED) + plain(text, STRONG) + plain(shade * right, MUTED)
