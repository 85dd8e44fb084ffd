"""Merge: field by field both answers, who gave them and when; choose, and write all of it as one change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.i18n_marks import N_
from dpia.storage.merging import Clash, Side
from dpia.tui.bindings import bindings
from dpia.tui.ending import EndingScreen
from dpia.tui.merge_commands import MERGING
from dpia.tui.merging import Merging
from dpia.tui.view_model import Result
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.text import (
    ACCENT,
    MUTED,
    STRONG,
    IndentedLines,
    LineMaker,
    LongText,
    StaticText,
    plain,
    row,
    stacked,
)

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp

_CLASH, _TAKEN, _ALIKE = "clash-", "taken-", "alike-"


class MergeScreen(EndingScreen[Result | None]):
    """Ends with what became of the write, or None: then everything is as it was."""

    COMMANDS_HERE = MERGING
    BINDINGS = bindings(MERGING)
    app: DialogApp

    def __init__(self, merging: Merging, write: Callable[[], Result]) -> None:
        super().__init__()
        self.merging, self.tr, self._write = merging, merging.tr, write
        self.head = StaticText(id="merge-head")
        self.list = ChoiceList(id="merge-places")
        self.detail = LongText(self._lines, id="merge-detail")

    def compose(self) -> ComposeResult:
        """Title, places, the place at hand in full, keys."""
        yield self.head
        yield self.list
        yield self.detail
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def on_mount(self) -> None:
        """The list takes the keys."""
        self._draw()
        self._go_on()
        self.list.focus()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        merging, tr, at = self.merging, self.tr, self.list.highlighted
        model = merging.model
        name = model.session.path.name if model.session.path is not None else "A"
        files = tr(N_("A {one}   B {other}"), one=name, other=merging.name)
        self.head.show(stacked([row((tr(N_("Merge: ")), STRONG), files), plain(merging.head(), MUTED)]))
        options = [_option(merging.place(clash), f"{_CLASH}{n}") for n, clash in enumerate(merging.clashes)]
        for heading, prefix, items in (
            (N_("Taken from B, since A did not change it"), _TAKEN, merging.found.merged.taken),
            (N_("Changed alike in both"), _ALIKE, merging.found.merged.alike),
        ):
            if items:
                options.append(Option(plain(tr(heading), f"{STRONG} {ACCENT}"), disabled=True))
            options += [_option(merging.brief(item), f"{prefix}{n}") for n, item in enumerate(items)]
        self.list.set_options(options)
        if at is not None:
            self.list.highlighted = at

    def _lines(self, width: int) -> list[Content]:
        option = self.list.highlighted_option
        kind, _, number = (option.id or "" if option is not None else "").rpartition("-")
        merged = self.merging.found.merged
        if f"{kind}-" == _CLASH:
            return self.merging.lines(self.merging.clashes[int(number)], width)
        if f"{kind}-" in (_TAKEN, _ALIKE):
            items = merged.taken if f"{kind}-" == _TAKEN else merged.alike
            return self.merging.agreed_lines(items[int(number)], width)
        return []

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.detail.show(self._lines)

    # --- choosing -----------------------------------------------------------------------------------------------------

    @property
    def at_hand(self) -> Clash | None:
        """The conflict that is highlighted."""
        index = self.list.highlighted
        return self.merging.clashes[index] if index is not None and index < len(self.merging.clashes) else None

    def _go_on(self) -> None:
        """To the next place that is not decided, from the one at hand on."""
        waiting, here = self.merging.waiting, self.list.highlighted or 0
        if waiting:
            self.list.highlighted = next((index for index in waiting if index >= here), waiting[0])

    def _choose(self, side: Side) -> None:
        clash = self.at_hand
        if clash is None:
            self.app.tell(self.tr(N_("There is nothing to decide at this place.")))
        elif not self.merging.choose(clash, side):
            self.app.tell(self.tr(N_("Both cannot stand here: choose A or B.")))
        else:
            self._draw()
            self._go_on()

    def action_first(self) -> None:
        """Let A stand."""
        self._choose("first")

    def action_second(self) -> None:
        """Let B stand."""
        self._choose("second")

    def action_both(self) -> None:
        """Let both stand."""
        self._choose("both")

    def action_all_first(self) -> None:
        """Let A stand everywhere."""
        self.merging.choose_all("first")
        self._draw()

    def action_all_second(self) -> None:
        """Let B stand everywhere."""
        self.merging.choose_all("second")
        self._draw()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not self.merging.waiting:
            self.action_save()
        elif self.at_hand is not None and self.at_hand.path not in self.merging.chosen:
            self.app.tell(
                self.tr(
                    N_("{press:first} or {press:second} decides, {press:both} takes both; Esc leaves all as it was.")
                )
            )
        else:
            self._go_on()

    def action_save(self) -> None:
        """Write, if all is decided."""
        if not self.is_current:
            return
        if self.merging.waiting:
            self._go_on()
            words = N_(
                "Nothing is written before all conflicts are decided. {press:all-first} lets A stand everywhere, "
                "{press:all-second} B."
            )
            self.app.tell(self.tr(words))
            return
        result = self._write()
        if result.error:
            self.app.tell(result.error, alarm=True)
        else:
            self.dismiss(result)

    # --- around it ----------------------------------------------------------------------------------------------------

    def action_read_on(self) -> None:
        """Scroll the place at hand."""
        self.detail.scroll_lines(max(self.detail.size.height - 1, 1))

    def action_read_back(self) -> None:
        """Scroll it back."""
        self.detail.scroll_lines(-max(self.detail.size.height - 1, 1))

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)

    def action_back(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)


def _option(line: LineMaker, name: str) -> Option:
    return Option(IndentedLines((0, line)), id=name)
