"""The page that ends a visit: the verdict, why, what may be done instead; then report, comparison, more, or leave."""

from __future__ import annotations

from collections.abc import Coroutine

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.content.report_layout import SHORT
from dpia.engine.lane import conclude
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui import commands
from dpia.tui.bindings import bindings
from dpia.tui.dialog_app import DialogApp
from dpia.tui.ending import EndingScreen, holds
from dpia.tui.forms import Choice
from dpia.tui.jumps import Line, remark
from dpia.tui.lane_model import LaneModel
from dpia.tui.open_points import listed
from dpia.tui.screens.report_command import ReportCommand
from dpia.tui.widgets.finding_list import ChoiceList, severity_style, severity_words, title
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.outcome_bar import TitleLine
from dpia.tui.widgets.text import ALARM, MUTED, STRONG, IndentedLines, LongText, hanging, plain, row, wrapped
from dpia.wording import lane as lane_words


def end_page(lane: LaneModel, width: int) -> list[Content]:
    """The verdict and everything that goes with it, as lines."""
    words, evaluation = lane.words, lane.view.evaluation
    end = conclude(evaluation)
    short, meaning = lane_words.verdict(words, evaluation, end)
    alarm = end.kind in ("stop", "hold")
    lines = wrapped(row((short, ALARM if alarm else STRONG), lane.tr.blank + meaning), width)
    if lane.first:
        lines += wrapped(plain(lane.first, MUTED), width)
    for reason in lane_words.reasons(words, end):
        lines += hanging("- ", reason, width)
    for text in (
        lane_words.instead(words, lane.scenario, end),
        *lane_words.due(words, end),
        lane_words.decides_next(words, end),
    ):
        lines += wrapped(text, width) if text else []
    answered = len(lane.place.answered)
    return [*lines, *wrapped(plain(lane_words.limits(words, answered, end.unknown), MUTED), width)]


def behind(lane: LaneModel) -> list[Line]:
    """What the verdict rests on, in plain words: what stops the design, or else what is gravest."""
    view, tr = lane.view, lane.tr
    weightiest = conclude(view.evaluation).weightiest
    chosen = [finding for finding in weightiest if finding.blocks] or list(weightiest)
    lines = []
    for finding in chosen[:MOST]:
        law = next((lane.words.cite(cited.authority) for cited in finding.citations), "")
        below = [(2, plain(law, MUTED))] if law else []
        grave = plain(severity_words(view, finding), severity_style(finding) or STRONG)
        lines.append(Line(((0, grave), (2, plain(title(view, finding))), *below), finding))
    more = len(listed(view.evaluation)) - len(lines)
    if more > 0:
        text = tr.plural(
            "{count} more finding, open or less grave, stands in the full assessment.",
            "{count} more findings, open or less grave, stand in the full assessment.",
            more,
        )
        lines.append(remark(text))
    return lines or [remark(tr(N_("No finding stands in the way so far.")))]


MOST = 12
"""How many findings one reads to see why."""


class LaneEndScreen(EndingScreen[str]):
    """The end of the lane. It is dismissed with what is wished next; None goes back to the last question."""

    app: DialogApp
    BINDINGS = bindings(commands.LANE_END)
    COMMANDS_HERE = commands.LANE_END
    AUTO_FOCUS = None

    def __init__(self, lane: LaneModel) -> None:
        super().__init__()
        self.lane = lane
        self.tr = lane.tr
        self.title_line = TitleLine(lane.view)
        self.text = LongText(lambda width: end_page(lane, width), id="lane-end")
        self.list = ChoiceList(id="lane-actions")
        self.report = ReportCommand(self, lane.view)

    def compose(self) -> ComposeResult:
        """File, page, actions, keys."""
        yield self.title_line
        yield self.text
        yield self.list
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def on_mount(self) -> None:
        """What can be done now."""
        tr = self.tr
        for name, text in (
            ("report", tr(N_("Make the short PDF report: two pages"))),
            ("edition", tr(N_("Make the whole report, or another edition"))),
            ("compare", tr(N_("Compare another way, on a copy"))),
            ("full", tr(N_("Go on to the full assessment; every answer is kept"))),
            ("leave", tr(N_("Leave; it is saved"))),
        ):
            self.list.add_option(Option(IndentedLines((0, plain(text))), id=name))
        self.list.highlighted = 0
        self.list.focus()

    # --- as the command that makes the report sees it ---------------------------------------------------------------

    @property
    def dialogs(self) -> DialogApp:
        """The application, which asks and tells."""
        return self.app

    @property
    def on_top(self) -> bool:
        """Whether nothing lies over this screen."""
        return self.app.screen is self

    def settle(self) -> None:
        """Nothing is typed here."""

    def in_background(self, work: Coroutine[None, None, None]) -> None:
        """Make the report while the page stays."""
        self.run_worker(work, group="report", exclusive=True, exit_on_error=False)

    @property
    def holds_work(self) -> bool:
        """Whether leaving would end a report that is being made."""
        return self.report.rendering

    def _end(self, wish: str | None) -> None:
        """End with a wish, when no report is being made any more or it is given up."""
        self.report.before_leaving(lambda: self.dismiss(wish))

    # --- commands ---------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#lane-actions")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not holds(event):
            return
        if event.option.id == "report":
            self.action_report()
        elif event.option.id == "edition":
            self.report.ask()
        elif event.option.id == "compare":
            self._compare()
        else:
            self._end(event.option.id)

    def _compare(self) -> None:
        ways = self.lane.ways()

        def done(choice: str | None) -> None:
            if choice is not None:
                self._end(f"way-{choice}")

        choices = [Choice(way.id, way.text) for way in ways]
        text = self.tr(N_("The answers are copied into a file of their own; the first plan stays as it is."))
        self.app.choose(self.tr(N_("Compare with which way?")), choices, done, text=text)

    def action_report(self) -> None:
        """Make the short report."""
        self.report.ask(SHORT)

    def action_law(self) -> None:
        """The findings that the verdict rests on, each to be read in full."""
        from dpia.tui.screens.jump import JumpScreen

        heading = self.tr(N_("Why: the findings behind the verdict"))
        self.app.push_screen(JumpScreen(self.lane.view, heading, lambda _: behind(self.lane)), self._to_question)

    def _to_question(self, ref: Ref | None) -> None:
        """To a question that a finding rests on, if the lane asks it."""
        if ref is not None and ref.place in self.lane.place.answered:
            self.lane.at = ref.place
            self._end("question")
        elif ref is not None:
            self.app.tell(self.tr(N_("That question is asked in the full assessment.")))

    def action_read_on(self) -> None:
        """Scroll the text."""
        self.text.scroll_lines(max(self.text.size.height - 1, 1))

    def action_read_back(self) -> None:
        """Scroll the text back."""
        self.text.scroll_lines(-max(self.text.size.height - 1, 1))

    def action_back(self) -> None:
        """The last question."""
        self._end(None)

    def action_undo(self) -> None:
        """Take back the last answer."""
        self._end("undo")

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)

    def action_language(self) -> None:
        """Another language, on this page."""
        self.app.action_language()

    def action_leave(self) -> None:
        """Close; everything is saved."""
        self._end("leave")
