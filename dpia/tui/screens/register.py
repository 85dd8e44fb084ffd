"""The register of a folder: every assessment below it, narrowed down by typing; Enter opens one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from dpia.i18n import Translator
from dpia.i18n_marks import N_, NN_
from dpia.register.entry import OUTDATED, STATUSES
from dpia.tui.ending import EndingScreen, holds
from dpia.tui.register_process import Listed, listed
from dpia.tui.widgets.dialog_box import DialogBox
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.question_text import LineInput
from dpia.tui.widgets.text import ALARM, MUTED, IndentedLines, StaticText, plain, row

MOST = 300
"""Lines that are drawn at once; the rest is found by typing."""


class RegisterScreen(EndingScreen[Path | None]):
    """Ends with the file to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", priority=True),
        Binding("down", "move(1)", priority=True),
        Binding("up", "move(-1)", priority=True),
        Binding("pagedown", "page(1)", priority=True),
        Binding("pageup", "page(-1)", priority=True),
    ]

    def __init__(self, folder: Path, tr: Translator) -> None:
        super().__init__()
        self.folder, self.tr = folder, tr
        self.items: list[tuple[Mapping[str, Any], str]] = []
        """Each line with the words by which it is found."""

    def compose(self) -> ComposeResult:
        """Title, line to type in, list, state, keys."""
        with DialogBox():
            title = self.tr(N_("Assessments below {path}"), path=self.folder)
            yield StaticText(plain(title, "bold"), classes="dialog-title")
            hint = N_("type to narrow down: an outcome, a name, draft, signed, due for review, overdue, broken")
            yield StaticText(plain(self.tr(hint), MUTED))
            yield LineInput("", self.tr(N_("type to search")))
            yield ChoiceList()
            yield StaticText(classes="dialog-problem", id="register-state")
            yield StaticText(plain(self.tr(N_("Enter opens, Esc goes back")), MUTED), classes="dialog-keys")

    def on_mount(self) -> None:
        """Read the folder in the background."""
        self.query_one(LineInput).focus()
        self._say(self.tr(N_("Reading the folder …")))
        self.run_worker(self._read(), exclusive=True)

    async def _read(self) -> None:
        self.show(await listed(self.folder, self.tr.lang, lambda text: self._say(text)))

    def show(self, found: Listed) -> None:
        """What was found."""
        if found.problem:
            self._say(found.problem, alarm=True)
            return
        self.items = [(line, self._words(line).casefold()) for line in found.lines]
        self._narrow("")

    def _say(self, text: str, *, alarm: bool = False) -> None:
        self.query_one("#register-state", StaticText).show(plain(text, ALARM if alarm else MUTED))

    # --- lines ------------------------------------------------------------------------------------------------------

    def _notes(self, line: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What is said of an assessment, and in which style."""
        tr = self.tr
        if line["problem"]:
            return [(line["status_words"], ALARM), (line["problem"], "")]
        notes = [(line["outcome_words"], "bold"), (line["status_words"], ALARM if line["review_due"] else "")]
        if line["signed_by"]:
            notes.append((line["signed_words"], ""))
        if line["controller"]:
            notes.append((line["controller"], ""))
        if line["review"]:
            notes.append((tr(N_("review {date}"), date=line["review"]), ""))
        if line["overdue"]:
            count = tr.plural("{count} overdue", "{count} overdue", len(line["overdue"]))
            notes.append((count, ALARM))
        if line["outdated"]:
            notes.append((tr(N_("out of date")), ALARM))
        if line["also"]:
            notes.append((tr(N_("also in {names}"), names=tr.listed(place["file"] for place in line["also"])), MUTED))
        if line["redacted"]:
            notes.append((tr(N_("redacted copy")), ""))
        if line["record"] == "broken":
            notes.append((tr(N_("RECORD BROKEN")), ALARM))
        return notes

    def _words(self, line: Mapping[str, Any]) -> str:
        texts = [line[name] for name in ("title", "file", "decided_by", "last_by", "set_by", "signed_words")]
        texts += [self.tr(STATUSES["due-for-review"])] if line["review_due"] else []
        texts += [text for text, _ in self._notes(line)]
        texts += [item["owner"] for item in line["due"]] + [self.tr(OUTDATED[code]) for code in line["outdated"]]
        return " ".join(texts)

    def _option(self, line: Mapping[str, Any], place: int) -> Option:
        notes: list[str | tuple[str, str]] = []
        for text, style in self._notes(line):
            notes += [" · "] if notes else []
            notes.append((text, style))
        title: Content = row((line["title"] or line["file"], "bold"), f"  {line['file'] if line['title'] else ''}")
        return Option(IndentedLines((0, title), (2, row(*notes))), id=str(place))

    def _narrow(self, text: str) -> None:
        wanted, tr = text.casefold().split(), self.tr
        found = [n for n, (_, words) in enumerate(self.items) if all(word in words for word in wanted)]
        options = [self._option(self.items[n][0], n) for n in found[:MOST]]
        if len(found) > MOST:
            more = tr.plural("… {count} more: type to find it", "… {count} more: type to find them", len(found) - MOST)
            options.append(Option(plain(more, MUTED), disabled=True))
        listing = self.query_one(ChoiceList)
        listing.set_options(options)
        listing.highlighted = 0 if found else None
        words = NN_("{found} of {count} assessment", "{found} of {count} assessments")
        self._say(tr.plural(*words, len(self.items), found=len(found)))

    # --- keys -------------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.items:
            self._narrow(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(ChoiceList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if holds(event):
            self.dismiss(self.folder / os.fsdecode(self.items[int(event.option.id or 0)][0]["file"]))

    def action_move(self, delta: int) -> None:
        """Move in the list while the line has the keys."""
        self.query_one(ChoiceList).move(delta)

    def action_page(self, pages: int) -> None:
        """Move in the list by pages."""
        self.query_one(ChoiceList).page(pages)

    def action_close(self) -> None:
        """Open nothing; reading ends."""
        self.dismiss(None)
