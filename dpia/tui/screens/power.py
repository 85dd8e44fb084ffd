"""Who depends on whom, what a refusal costs, who is a child; and the consent question, answered anew with each cell."""

from __future__ import annotations

from textual.content import Content

from dpia.i18n_marks import N_
from dpia.tui.power import Answered, PowerGrid
from dpia.tui.screens.board import BoardScreen
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.finding_lines import head_lines, reason_lines, source_lines
from dpia.tui.widgets.text import MUTED, STRONG, hanging, plain, wrapped


class PowerScreen(BoardScreen):
    """The groups, and what the rules on consent say of the group at hand."""

    OPENED_BY = "power"
    grid: PowerGrid

    def __init__(self, model: ViewModel) -> None:
        super().__init__(model, PowerGrid(model))
        self.body.least_name, self.body.cell_room = 21, 13

    def head(self) -> Content:
        """What is seen."""
        return plain(self.tr(N_("Power")) + self.tr.colon, STRONG) + plain(self.grid.about, MUTED)

    def empty_words(self) -> str:
        """Groups have to be there first."""
        return self.tr(N_("No groups yet: {press:new-row} adds one."))

    def follows(self, width: int) -> list[Content]:
        """Consent for the group at hand, then what else its answers decide."""
        row = self.row_at_hand
        if row is None:
            return []
        tr, grid = self.tr, self.grid
        lines = wrapped(plain(grid.consent_words(row), STRONG), width)
        consent = grid.of_group(row, grid.consent_rules)
        if not consent:
            lines += wrapped(plain(grid.nothing_words(), MUTED), width)
        for one in consent:
            lines += self._finding(one, width)
        for finding in grid.gone():
            lines += head_lines(self.model, finding, "gone", width)
        others = grid.of_group(row, grid.other_rules)
        if others:
            lines += [Content(""), *wrapped(plain(tr(N_("What these answers decide besides")), STRONG), width)]
        for one in others:
            lines += head_lines(self.model, one.finding, self.model.moves.mark(one.finding), width)
        return lines

    def _finding(self, one: Answered, width: int) -> list[Content]:
        finding, model = one.finding, self.model
        lines = head_lines(model, finding, model.moves.mark(finding), width) + source_lines(model, finding, width)
        facts = [model.tr.content(model.pack.facts[name].title) for name in finding.facts]
        if facts and finding.truth != "open":
            text = self.tr(N_("what holds: {facts}"), facts=self.tr.series(facts))
            lines += hanging("    ", plain(text, MUTED), width)
        return lines + reason_lines(model, finding, one.because, width)
