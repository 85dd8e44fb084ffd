"""Rendering the report in the background, and opening it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dpia.create import is_earlier_edition, stem
from dpia.errors import UserError
from dpia.i18n import explain
from dpia.i18n_marks import N_
from dpia.paths import expanded, is_dir
from dpia.storage.encryption import SUFFIX
from dpia.tui.dialog_app import DialogApp
from dpia.tui.forms import Choice, Entry
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.outcome_bar import TitleLine

if TYPE_CHECKING:
    from dpia.tui.report_process import Rendered


class ReportHost(Protocol):
    """The screen that the command works on."""

    @property
    def dialogs(self) -> DialogApp:
        """Asks and tells."""

    @property
    def on_top(self) -> bool:
        """Whether nothing lies over the screen."""

    @property
    def title_line(self) -> TitleLine:
        """Says how far the report has come."""

    def settle(self) -> None:
        """Settle the question at hand."""

    def in_background(self, work: Coroutine[None, None, None]) -> None:
        """Do something while the screen goes on."""


class ReportCommand:
    """The command that makes the report."""

    def __init__(self, host: ReportHost, model: ViewModel) -> None:
        self.host = host
        self.model = model
        self.tr = model.tr
        self.rendering = False

    def ask(self, edition: str = "") -> None:
        """Ask which edition, unless one is named that can be made, and for a name; and render."""
        self.host.settle()
        path = self.model.session.path
        if path is None:
            words = N_("This assessment is in memory only; a report needs a file.")
            self.host.dialogs.tell(self.tr(words), alarm=True)
            return
        if self.rendering:
            self.host.dialogs.tell(self.tr(N_("The report is being rendered.")))
            return
        editions = self._editions()
        if edition in editions or len(editions) == 1:
            self._ask_name(path, edition if edition in editions else editions[0])
            return
        tr, known = self.tr, self.model.evaluation.pack.content.report.editions
        whole = tr(N_("The whole report"))
        choices = [
            Choice(name, tr.content(known[name].title) or whole, tr.content(known[name].readers)) for name in editions
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._ask_name(path, name)

        self.host.dialogs.choose(tr(N_("Which edition of the report?")), choices, chosen)

    def _editions(self) -> tuple[str, ...]:
        from dpia.report.build import editions_for

        return editions_for(self.model.evaluation)

    def _usual(self) -> str:
        from dpia.report.build import profile_for

        return profile_for(self.model.evaluation)

    def _ask_name(self, path: Path, profile: str) -> None:
        if self.model.session.envelope is None:
            self._ask_file(path, profile, "")
            return
        tr = self.tr
        text = N_("The assessment is encrypted. A report that is not shows its answers to everybody who has the file.")
        choices = [
            Choice("sealed", tr(N_("Encrypt it with the key of the assessment")), tr(N_("dpia decrypt opens it"))),
            Choice("plain", tr(N_("Do not encrypt the report")), tr(N_("it carries no copy of the assessment"))),
        ]

        def done(choice: str | None) -> None:
            if choice is not None:
                self._ask_file(path, profile, SUFFIX if choice == "sealed" else "")

        self.host.dialogs.choose(tr(N_("The report of an encrypted assessment")), choices, done, text=tr(text))

    def _ask_file(self, path: Path, profile: str, added: str) -> None:
        ending = (".pdf" if profile == self._usual() else f"-{profile}.pdf") + added
        default = path.with_name(stem(path) + ending)
        entries = (Entry("file", self.tr(N_("Into which PDF? A file of that name is replaced.")), str(default)),)

        def done(values: dict[str, str]) -> None:
            self._start_report(path, expanded(Path(values["file"])), profile)

        title = self.tr(N_("Report"))
        self.host.dialogs.fill_in(title, entries, done, check=lambda values: self._wrong_target(values, added))

    def before_leaving(self, leave: Callable[[], object]) -> None:
        """Leave; ask first while a report is being made, since it ends with the screen."""
        if not self.rendering:
            leave()
            return
        choices = [Choice("stay", self.tr(N_("Stay until it is done"))), Choice("leave", self.tr(N_("Go without it")))]

        def done(choice: str | None) -> None:
            if choice == "leave":
                leave()

        self.host.dialogs.choose(self.tr(N_("The report is not finished yet.")), choices, done)

    def _wrong_target(self, values: dict[str, str], added: str) -> str:
        try:
            target = expanded(Path(values["file"]))
        except UserError as error:
            return explain(error, self.tr)
        if not target.name.lower().endswith(f".pdf{added}"):
            return self.tr(N_("The name of a report ends in {ending}."), ending=f".pdf{added}")
        if not is_dir(target.parent):
            return self.tr(N_("There is no folder {path}."), path=target.parent)
        return ""

    def _start_report(self, source: Path, target: Path, profile: str) -> None:
        self.rendering = True
        self._say_activity(self.tr(N_("report: rendering …")))
        self.host.in_background(self._make_report(source, target, profile))

    async def _make_report(self, source: Path, target: Path, profile: str) -> None:
        from dpia.tui.report_process import Rendered, render

        try:
            # What holds an earlier state of this assessment and no other may be replaced: the file has it all.
            earlier = await asyncio.to_thread(is_earlier_edition, target, self.model.session.document)
            envelope = self.model.session.envelope
            key = envelope.identity if envelope is not None else ""
            result = await render(
                source, target, lambda line: self._report_progress(line.replace(str(target), target.name)),
                profile=profile, lang=self.tr.lang, replace=earlier, identity=key,
            )  # fmt: skip
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in the background is told and ends nothing
            result = Rendered(-1, f"{type(error).__name__}: {error}")
        finally:
            self.rendering = False
            self._say_activity("")
        self._rendered(result, target)

    def _report_progress(self, line: str) -> None:
        self._say_activity(self.tr(N_("report: {progress}"), progress=line))

    def _say_activity(self, activity: str) -> None:
        self.host.title_line.activity = activity
        self.host.title_line.changed()

    def _rendered(self, result: Rendered, target: Path) -> None:
        from dpia.tui.report_process import open_file, opener

        if result.code != 0:
            self.host.dialogs.tell(self.tr(N_("The report was not made. {reason}"), reason=result.message), alarm=True)
            return
        self._say_activity(self.tr(N_("report: {path}"), path=target.name))
        if target.suffix == SUFFIX or opener() is None or not self.host.on_top:
            self.host.dialogs.tell(self.tr(N_("The report is ready: {path}"), path=target.absolute()))
            return
        choices = [
            Choice("open", self.tr(N_("Open it")), str(target)),
            Choice("later", self.tr(N_("Go on working"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "open" and not open_file(target):
                words = N_("It could not be opened. It is here: {path}")
                self.host.dialogs.tell(self.tr(words, path=target), alarm=True)

        self.host.dialogs.choose(self.tr(N_("The report is ready.")), choices, done)
