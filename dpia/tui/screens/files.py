"""Choose a file: type its path, or walk the folders in a list."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.paths import expanded, is_dir, is_file
from dpia.tui.ending import EndingDialog, holds
from dpia.tui.widgets.dialog_box import DialogBox
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.question_text import LineInput
from dpia.tui.widgets.text import ALARM, MUTED, StaticText, plain

ENDINGS = (".dpia.json", ".dpia.json.age", ".pdf")


class FileScreen(EndingDialog[Path | None]):
    """A path to type, and below it what lies in the folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", priority=True),
        Binding("down", "move(1)", priority=True),
        Binding("up", "move(-1)", priority=True),
    ]

    def __init__(self, folder: Path, tr: Translator) -> None:
        super().__init__()
        self.folder = folder
        self.tr = tr
        self.entries: list[Path] = []

    def compose(self) -> ComposeResult:
        """Line, list, problem, keys."""
        with DialogBox():
            yield StaticText(plain(self.tr(N_("Open a file")), "bold"), classes="dialog-title")
            yield LineInput("", self.tr(N_("type a path, or choose below")))
            yield StaticText(classes="dialog-text", id="folder")
            yield ChoiceList()
            yield StaticText(classes="dialog-problem")
            yield StaticText(plain(self.tr(N_("Enter opens, Esc goes back")), MUTED), classes="dialog-keys")

    def on_mount(self) -> None:
        """Show the folder."""
        self._show(self.folder)
        self.query_one(LineInput).focus()

    def _show(self, folder: Path) -> None:
        try:
            found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
        except OSError as error:
            self._problem(self.tr(N_("Cannot read {path}: {reason}."), path=folder, reason=error.strerror or error))
            return
        self.folder = folder
        files = [
            path for path in found if path.name.endswith(ENDINGS) and not path.name.startswith(".") and is_file(path)
        ]
        folders = [path for path in found if not path.name.startswith(".") and is_dir(path)]
        self.entries = [*files, folder.parent, *folders] if folder.parent != folder else [*files, *folders]
        labels = [
            path.name if path in files else "../" if path == folder.parent else f"{path.name}/" for path in self.entries
        ]
        listing = self.query_one(ChoiceList)
        listing.set_options(
            [
                Option(plain(label, "bold" if path in files else ""), id=str(n))
                for n, (path, label) in enumerate(zip(self.entries, labels, strict=True))
            ]
        )
        listing.highlighted = 0 if self.entries else None
        empty = "" if files else "  " + self.tr(N_("(no assessment in this folder)"))
        self.query_one("#folder", StaticText).show(plain(f"{folder}{empty}", MUTED))
        self._problem("")

    def _problem(self, text: str) -> None:
        self.query_one(".dialog-problem", StaticText).show(plain(f"! {text}" if text else "", ALARM))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if holds(event):
            self._take(self.entries[int(event.option.id or 0)])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            try:
                self._take(self.folder / expanded(Path(event.value.strip())))
            except UserError as error:
                self._problem(explain(error, self.tr))
        else:
            self.query_one(ChoiceList).action_select()

    def _take(self, path: Path) -> None:
        if is_dir(path):
            self._show(path)
        elif is_file(path):
            self.dismiss(path)
        else:
            self._problem(self.tr(N_("There is no file {path}."), path=path))

    def action_move(self, delta: int) -> None:
        """Move in the list while the line has the keys."""
        self.query_one(ChoiceList).move(delta)

    def action_close(self) -> None:
        """Open nothing."""
        self.dismiss(None)
