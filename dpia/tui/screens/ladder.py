"""The ladder of alternatives: what each way reaches and intrudes, what is dominated, what suffices."""

from __future__ import annotations

from textual.content import Content

from dpia.assessment.model import given
from dpia.content.names import LADDER, RUNG
from dpia.i18n_marks import N_
from dpia.tui import reasoning_commands
from dpia.tui.bindings import bindings
from dpia.tui.cells import findings_of, gone_of
from dpia.tui.forms import Choice, Entry
from dpia.tui.grids import Grid
from dpia.tui.ladder import LadderGrid, TurnedLadder
from dpia.tui.screens.board import WIDE, BoardScreen
from dpia.tui.view_model import OptionView, ViewModel
from dpia.tui.widgets.finding_lines import brief_lines
from dpia.tui.widgets.text import ACCENT, MUTED, STRONG, hanging, plain, wrapped


class LadderScreen(BoardScreen):
    """The ways beside each other on a wide terminal, one below the other on a narrow one."""

    COMMANDS_HERE = reasoning_commands.LADDER
    OPENED_BY = "ladder"
    BINDINGS = bindings(reasoning_commands.LADDER)
    grid: LadderGrid
    follows_row = False

    def __init__(self, model: ViewModel) -> None:
        super().__init__(model, LadderGrid(model))

    def head(self) -> Content:
        """What is compared."""
        name = self.tr(N_("Alternatives"))
        return plain(name + self.tr.colon, STRONG) + plain(self.grid.about, MUTED)

    # --- beside each other or one below the other -------------------------------------------------------------------

    @property
    def _beside(self) -> bool:
        return self.is_mounted and self.size.width >= WIDE

    def shown_grid(self) -> Grid:
        """Turned round where there is room."""
        return TurnedLadder(self.grid) if self._beside else self.grid

    @property
    def at(self) -> tuple[str, str]:
        """Way and column at hand."""
        first, second = super().at
        return (second, first) if isinstance(self.body.grid, TurnedLadder) else (first, second)

    def _draw(self) -> None:
        turned = isinstance(self.body.grid, TurnedLadder)
        if self.is_mounted and turned != self._beside:
            self.body.row, self.body.column = self.body.column, self.body.row
        super()._draw()

    def go_to_row(self, row: str) -> None:
        """Stand on a way."""
        ids = [one for one, _ in self.grid.rows()]
        if row not in ids:
            return
        if isinstance(self.body.grid, TurnedLadder):
            self.body.column = ids.index(row)
        else:
            self.body.row = ids.index(row)

    # --- what follows -----------------------------------------------------------------------------------------------

    def follows(self, width: int) -> list[Content]:
        """The comparison in words, the composed text, and what the rules on alternatives find."""
        grid, tr = self.grid, self.tr
        if not grid.rungs:
            return wrapped(plain(tr(N_("Begin with doing nothing, then go up from the mildest way.")), MUTED), width)
        lines: list[Content] = []
        for rung in grid.rungs:
            if rung.least or rung.beaten_by:
                sign, style = ("✓ ", STRONG) if rung.least else ("× ", MUTED)
                lines += hanging(plain(sign, ACCENT), plain(rung.name + tr.colon + grid.verdict(rung), style), width)
        lines += [Content(""), *wrapped(plain(self._text_heading(), STRONG), width)]
        for paragraph in grid.composed().split("\n"):
            lines += wrapped(plain(paragraph), width)
        rules = grid.served()
        findings, gone = findings_of(self.model, rules), gone_of(self.model, rules)
        if findings or gone:
            lines += [Content(""), *wrapped(plain(tr(N_("What these answers decide")), STRONG), width)]
        return lines + brief_lines(self.model, findings, gone, width)

    def _text_heading(self) -> str:
        target = self.grid.target()
        if target is None:
            return self.tr(N_("What the answers say of necessity (no question that takes it is asked at present):"))
        question = self.model.words.ref(target)
        return self.tr(N_("What the answers say of necessity; T takes it for “{question}”:"), question=question)

    # --- commands ---------------------------------------------------------------------------------------------------

    def label_options(self) -> tuple[OptionView, ...]:
        """The kinds of ways that are not there yet come first."""
        there = {row.cells[RUNG].value for row in self.model.session.assessment.rows(LADDER) if RUNG in row.cells}
        return tuple(sorted(super().label_options(), key=lambda option: option.value in there))

    def action_compose(self) -> None:
        """Propose the composed text for the question of necessity, to be taken over as it is or edited."""
        composed, target = self.grid.composed(), self.grid.target()
        if not composed:
            self.note(self.tr(N_("There is no way yet to compose a text from.")))
            return
        if target is None:
            words = N_("No question that takes the text is asked yet: say first what backs the need or the weighing.")
            self.note(self.tr(words))
            return
        answer = self.model.session.assessment.answers.get(target.question)
        standing = str(answer.value) if answer is not None and answer.given else ""
        if not standing.strip() or standing.strip() == composed:
            self._edit(composed)
            return
        choices = [
            Choice("below", self.tr(N_("Put the composed text below it"))),
            Choice("instead", self.tr(N_("Put it in its place"))),
            Choice("keep", self.tr(N_("Leave it as it is"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "below":
                self._edit(f"{standing.rstrip()}\n\n{composed}")
            elif choice == "instead":
                self._edit(composed)

        self.app.choose(self.tr(N_("The question has a text already.")), choices, done, text=standing)

    def _edit(self, text: str) -> None:
        """Show a text in an editor; what is done there is the answer."""
        target = self.grid.target()
        if target is None:
            return
        entry = Entry("text", self.tr.content(self.model.spec(target).text), text, prose=True)

        def done(values: dict[str, str]) -> None:
            self.after(self.model.commit(target, given(values["text"])))

        words = N_("It says no more than your answers; add what is missing. Nothing is written before you are done.")
        self.app.fill_in(self.tr(N_("Text on necessity")), [entry], done, text=self.tr(words))
