"""What the screen of an assessment shows besides its page: findings, texts to read, and lists that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.widgets import OptionList

from dpia.engine.findings import Finding
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui.commands import Command
from dpia.tui.dialog_app import DialogApp
from dpia.tui.ending import holds
from dpia.tui.messages import GridWanted
from dpia.tui.screens.discussing import DiscussionActions
from dpia.tui.screens.life_cycle import LifeCycleActions
from dpia.tui.screens.reasoning import ReasoningActions
from dpia.tui.view_model import ViewModel
from dpia.tui.wayfinding import Back
from dpia.tui.widgets.finding_list import QUESTION, FindingList
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.section_page import SectionPage
from dpia.tui.widgets.text import LineMaker

if TYPE_CHECKING:
    from dpia.tui.jumps import Line

ListMaker = Callable[[ViewModel, str], "Sequence[Line]"]
"""Makes the lines of a list for what is searched for."""


class Looking(ReasoningActions, DiscussionActions, LifeCycleActions):
    """The commands that show something and change nothing. The assessment screen gives it its page and panes."""

    app: DialogApp
    COMMANDS_HERE: tuple[Command, ...] = ()

    model: ViewModel
    tr: Translator
    ref: Ref | None
    page: SectionPage
    findings: FindingList
    key_line: KeyLine

    reopen: Callable[[], None] | None = None
    """Shows the list again that led to the question at hand."""

    @property
    def wide(self) -> bool:
        """Whether the findings have a pane of their own."""
        raise NotImplementedError

    def settle(self) -> None:
        """Settle the question at hand."""
        raise NotImplementedError

    def go_to(self, ref: Ref) -> None:
        """Stand on a question."""
        raise NotImplementedError

    # --- going there and back -----------------------------------------------------------------------------------------

    def lead_back(self, back: Back | None) -> None:
        """Let Esc lead back to a list, and say so in the line of keys; or (None) where it always leads."""
        self.reopen = back[1] if back is not None else None
        self.key_line.lead_back(self.tr(N_("back to: {list}"), list=back[0]) if back is not None else "")

    def go_on(self, ref: Ref | None, back: Back | None = None) -> None:
        """Come from a list or a finding, perhaps to a question; Esc then leads back."""
        if ref is not None:
            self.go_to(ref)
            self.lead_back(back)

    # --- findings -----------------------------------------------------------------------------------------------------

    def action_findings(self) -> None:
        """To the findings: the pane where there is one, else a screen."""
        self.settle()
        if self.wide:
            self.findings.sync()
            self.findings.list.focus()
        else:
            self._show_findings()

    @on(events.DescendantFocus, "#findings")
    @on(events.DescendantBlur, "#findings")
    def _keys_moved(self) -> None:
        """The keys came to the pane, or left it: say what they do now."""
        self.page.say_hint()

    def _show_findings(self, at: str = "") -> None:
        from dpia.tui.screens.findings import FindingsScreen

        screen = FindingsScreen(self.model, at)
        title = self.tr(N_("Findings"))
        self.app.push_screen(screen, lambda ref: self.go_on(ref, (title, lambda: self._show_findings(screen.at))))

    @on(OptionList.OptionSelected, "#findings")
    def _finding(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not holds(event):
            return
        name = event.option.id or ""
        finding = self.model.evaluation.finding(name)
        if finding is not None:
            self.show_finding(finding)
        elif name.startswith(QUESTION):
            self.go_on(Ref(name.removeprefix(QUESTION)))

    def show_finding(self, finding: Finding, back: Back | None = None) -> None:
        """The page of a finding; from a question that it led to, Esc leads back to it, and from it to a list."""
        from dpia.tui.screens.finding import FindingScreen

        screen = FindingScreen(self.model, finding)

        def again() -> None:
            now = self.model.evaluation.finding(screen.finding.id)
            if now is not None:
                self.show_finding(now, back)
            else:
                self.action_findings()

        def done(ref: Ref | None) -> None:
            if ref is None and back is not None:
                back[1]()
            else:
                self.go_on(ref, (screen.finding.id, again))

        self.app.push_screen(screen, done)

    # --- texts --------------------------------------------------------------------------------------------------------

    def _read(self, title: str, page: LineMaker, *, columns: bool = False) -> None:
        self.settle()
        self.app.read(self.tr(title), page, columns=columns)

    def action_law(self) -> None:
        """Explain the question and show its law."""
        from dpia.tui.screens.text_pages import law_page

        self._read(N_("Explanation and law"), law_page(self.model, self.ref, self.page.place))

    def action_outcome(self) -> None:
        """Explain the outcomes."""
        from dpia.tui.screens.text_pages import outcome_page

        self._read(N_("Outcome"), outcome_page(self.model))

    async def action_messages(self) -> None:
        """What the last change did, in full, and everything that was said."""
        await self.app.run_action("messages")

    # --- lists that lead somewhere ------------------------------------------------------------------------------------

    def action_completeness(self) -> None:
        """What a complete assessment must hold; each line leads to its question."""
        from dpia.tui.jumps import complete

        self._show_list(N_("Completeness"), lambda model, _: complete(model))

    def action_review(self) -> None:
        """Look over everything; each line leads to its question."""
        from dpia.tui.jumps import review

        self._show_list(N_("Review"), lambda model, _: review(model))

    def action_search(self) -> None:
        """Find questions, answers, findings and authorities."""
        from dpia.tui.jumps import search_source
        from dpia.tui.search import authority_entries

        pack = self.model.pack
        self.run_worker(lambda: authority_entries(pack), thread=True, exit_on_error=False)  # while the person types
        self._show_list(N_("Search"), search_source(), search=True)

    def _show_list(self, name: str, make: ListMaker, *, search: bool = False, typed: str = "", at: int = 0) -> None:
        from dpia.tui.screens.jump import JumpScreen

        self.settle()
        title = self.tr(name)
        screen = JumpScreen(self.model, title, partial(make, self.model), search=search, typed=typed, at=at)

        def done(ref: Ref | None) -> None:
            if ref is not None:
                again = partial(self._show_list, name, make, search=search, typed=screen.typed, at=screen.at)
                self.go_on(ref, (title, again))

        self.app.push_screen(screen, done)

    def action_duties(self) -> None:
        """What follows from the answers besides the findings."""
        from dpia.tui.screens.text_pages import duties_page

        self._read(N_("Duties and dates"), duties_page(self.model))

    def action_divergences(self) -> None:
        """What each law says where they differ."""
        from dpia.tui.screens.text_pages import divergences_page

        self._read(N_("Where the laws differ"), divergences_page(self.model), columns=True)

    def action_scenario(self) -> None:
        """Guidance for the setting."""
        from dpia.tui.screens.text_pages import scenario_page

        self._read(N_("The setting"), scenario_page(self.model))

    def action_grid(self) -> None:
        """A table from two sides."""
        self.settle()
        current = self.page.current
        self.show_grid(current.ref.question if current is not None else "")

    @on(GridWanted)
    def _grid_wanted(self, event: GridWanted) -> None:
        event.stop()
        self.show_grid(event.table)

    def show_grid(self, table: str) -> None:
        """The grid of a table; where there are several, or none of it, choose one."""
        from dpia.tui.screens.grid import open_grid

        open_grid(self.app, self.model, table, self.go_on)

    def action_masked(self) -> None:
        """Answers that are kept but hidden."""
        from dpia.tui.screens.text_pages import masked_page

        self._read(N_("Kept but hidden"), masked_page(self.model))

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE, fields=True)

    def action_palette(self) -> None:
        """All commands, to search."""
        self.settle()
        self.app.show_commands(self.COMMANDS_HERE)

    def action_language(self) -> None:
        """Another language, at once."""
        self.settle()
        self.app.action_language()

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.toggle_theme()
