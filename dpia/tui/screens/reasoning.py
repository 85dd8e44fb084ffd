"""How the screens on which one reasons are opened from the walk: from their section, by key, and from the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.forms import Choice
from dpia.tui.messages import ReasoningWanted
from dpia.tui.reasoning import screen_of_section, screens_of
from dpia.tui.view_model import ViewModel

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp
    from dpia.tui.widgets.section_page import SectionPage


class ReasoningActions(Screen[None]):
    """The part of the walk that opens them. The walk settles what is typed first, and is brought up to date after."""

    app: DialogApp
    model: ViewModel
    page: SectionPage

    def settle(self) -> None:
        """Settle the question at hand."""
        raise NotImplementedError

    def go_on(self, ref: Ref | None) -> None:
        """Go to a question, if one was chosen."""
        raise NotImplementedError

    def action_reasoning(self) -> None:
        """The screen of the section at hand; where it has none, choose."""
        self.settle()
        mine = screen_of_section(self.model.pack, self.page.place.section)
        if mine is not None:
            self.open_reasoning(mine.name)
            return
        tr = self.model.tr
        choices = [Choice(one.name, tr(one.title), tr(one.about)) for one in screens_of(self.model.pack)]
        if not choices:
            self.app.tell(tr(N_("This content has no table that such a screen shows.")))
            return

        def done(choice: str | None) -> None:
            if choice is not None:
                self.open_reasoning(choice)

        self.app.choose(tr(N_("Which screen?")), choices, done)

    @on(ReasoningWanted)
    def _reasoning_wanted(self, event: ReasoningWanted) -> None:
        event.stop()
        self.open_reasoning(event.name)

    def open_reasoning(self, name: str) -> None:
        """Open one of the screens."""
        self.settle()
        if not any(one.name == name for one in screens_of(self.model.pack)):
            self.app.tell(self.model.tr(N_("This content has no table that such a screen shows.")))
            return
        screen: Screen[Ref | None]
        if name == "ladder":
            from dpia.tui.screens.ladder import LadderScreen

            screen = LadderScreen(self.model)
        elif name == "power":
            from dpia.tui.screens.power import PowerScreen

            screen = PowerScreen(self.model)
        else:
            from dpia.tui.screens.risks import RiskScreen

            screen = RiskScreen(self.model)
        self.app.push_screen(screen, self.go_on)

    def action_ladder(self) -> None:
        """The alternatives."""
        self.open_reasoning("ladder")

    def action_power(self) -> None:
        """Who depends on whom."""
        self.open_reasoning("power")

    def action_risks(self) -> None:
        """The risks."""
        self.open_reasoning("risks")

    def action_what_if(self) -> None:
        """Try other answers on a copy."""
        from dpia.tui.screens.what_if import WhatIfScreen

        self.settle()
        current = self.page.current
        at_hand = current.ref if current is not None and not current.view.cards else None
        self.app.push_screen(WhatIfScreen(self.model, at_hand), self.go_on)
