"""Rendering the report in the background, and opening it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.opening import is_earlier_edition
from dpia.tui.desk import Desk
from dpia.tui.forms import Choice, Entry
from dpia.tui.widgets.outcome_bar import TitleLine

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp
    from dpia.tui.rendering import Rendered


class Reporting(Screen[None]):
    """The command that makes the report. Part of the assessment screen."""

    app: DpiaApp
    desk: Desk
    tr: Translator
    title_line: TitleLine
    rendering = False

    def settle(self) -> None:
        """Settle the question at hand."""
        raise NotImplementedError

    def action_report(self) -> None:
        """Ask for a name, and render."""
        self.settle()
        path = self.desk.session.path
        if path is None:
            words = N_("This assessment is in memory only; a report needs a file.")
            self.app.tell(self.tr(words), alarm=True)
            return
        if self.rendering:
            self.app.tell(self.tr(N_("The report is being rendered.")))
            return
        default = path.with_name(path.name.removesuffix(".json").removesuffix(".dpia") + ".pdf")
        entries = (Entry("file", self.tr(N_("Into which PDF? A file of that name is replaced.")), str(default)),)

        def done(values: dict[str, str]) -> None:
            self._start_report(path, Path(values["file"]).expanduser())

        title = self.tr(N_("Report"))
        self.app.fill_in(title, entries, done, check=self._wrong_target)

    def _wrong_target(self, values: dict[str, str]) -> str:
        target = Path(values["file"]).expanduser()
        if target.suffix.lower() != ".pdf":
            return self.tr(N_("The name of a report ends in .pdf."))
        if not target.parent.is_dir():
            return self.tr(N_("There is no folder {path}."), path=target.parent)
        return ""

    def _start_report(self, source: Path, target: Path) -> None:
        self.rendering = True
        self._say_activity(self.tr(N_("report: rendering …")))
        self.run_worker(self._make_report(source, target), group="report", exclusive=True, exit_on_error=False)

    async def _make_report(self, source: Path, target: Path) -> None:
        from dpia.tui.rendering import Rendered, render

        try:
            # What holds an earlier state of this assessment and no other may be replaced: the file has it all.
            earlier = await asyncio.to_thread(is_earlier_edition, target, self.desk.session.document)
            result = await render(source, target, self._report_progress, replace=earlier)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in the background is told and ends nothing
            result = Rendered(-1, f"{type(error).__name__}: {error}")
        finally:
            self.rendering = False
            self._say_activity("")
        self._rendered(result, target)

    def _report_progress(self, line: str) -> None:
        self._say_activity(self.tr(N_("report: {progress}"), progress=line))

    def _say_activity(self, activity: str) -> None:
        self.title_line.activity = activity
        self.title_line.changed()

    def _rendered(self, result: Rendered, target: Path) -> None:
        from dpia.tui.rendering import open_file, opener

        if result.code != 0:
            self.app.tell(self.tr(N_("The report was not made. {reason}"), reason=result.message), alarm=True)
            return
        self._say_activity(self.tr(N_("report: {path}"), path=target.name))
        if opener() is None or self.app.screen is not self:
            self.app.tell(self.tr(N_("The report is ready: {path}"), path=target.absolute()))
            return
        choices = [
            Choice("open", self.tr(N_("Open it")), str(target)),
            Choice("later", self.tr(N_("Go on working"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "open" and not open_file(target):
                words = N_("It could not be opened. It is here: {path}")
                self.app.tell(self.tr(words, path=target), alarm=True)

        self.app.choose(self.tr(N_("The report is ready.")), choices, done)
