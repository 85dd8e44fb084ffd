"""The walk: one page of questions, what follows from them, and how one goes about."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import ScreenResume
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widget import Widget

from dpia.content.names import DECISION
from dpia.engine import decision
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui import commands, recent_files
from dpia.tui.bindings import bindings
from dpia.tui.dialog_app import DialogApp
from dpia.tui.first_paint import FirstPaintScreen
from dpia.tui.forms import Choice
from dpia.tui.kept_aside import KeptAside, ask_before_leaving
from dpia.tui.messages import AssessmentClosed, Committed, Drafted, Onward, RowUnwanted, RowWanted, Stepped
from dpia.tui.screens.answer_commands import AnswerCommands
from dpia.tui.screens.looking import Looking
from dpia.tui.screens.report_command import ReportCommand
from dpia.tui.view_model import Place, Result, ViewModel
from dpia.tui.wayfinding import next_open, next_that_matters, waiting
from dpia.tui.widgets.finding_list import KEYS_OF_LIST, FindingList
from dpia.tui.widgets.help_pane import HelpLine, HintLine, KeyLine, LawPane, NewsLine
from dpia.tui.widgets.outcome_bar import OutcomeBar, TitleLine
from dpia.tui.widgets.page_body import PageBody
from dpia.tui.widgets.section_nav import SectionNav, section_lines
from dpia.tui.widgets.section_page import SectionPage

WIDE, FULL = 110, 140
"""From these widths on findings and law stand at the right, and the sections at the left."""

FOLLOW_AFTER = 0.08
"""Seconds after which the law pane follows: whoever runs down the page does not wait for it."""


class AssessmentScreen(Looking, FirstPaintScreen):
    """An open assessment."""

    BINDINGS = bindings(commands.ASSESSMENT)
    COMMANDS_HERE = commands.ASSESSMENT
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (FULL, "-full")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]
    AUTO_FOCUS = None

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in Textual, but moving the focus does not draw the whole screen again."""

    def __init__(self, model: ViewModel, *, welcome: bool = False, workshop: bool = False) -> None:
        super().__init__()
        self.model, self.tr = model, model.tr
        self.welcome, self.workshop = welcome, workshop
        self.settled = model.settled_early
        self.answers, self.report = AnswerCommands(self, model), ReportCommand(self, model)
        self.ref: Ref | None = None
        self._following: Timer | None = None
        self._alarm, self._entered = "", False
        self.title_line, self.outcomes, self.nav = TitleLine(model), OutcomeBar(model), SectionNav(model)
        self.hint_line = HintLine()
        self.page = SectionPage(model, self.arrived, self.at_hand)
        self.aside = KeptAside(model, lambda text: self.app.tell(text, alarm=True))
        self.side, self.findings, self.law = Vertical(id="side"), FindingList(model), LawPane(model)
        self.key_line = KeyLine(self.COMMANDS_HERE, self.tr)
        self.news, self.help_line = NewsLine(model, self.page.in_sight), HelpLine(model, self.hint_line)

    def compose(self) -> ComposeResult:
        """Top, three columns, bottom."""
        yield self.title_line
        yield self.outcomes
        with Horizontal(id="middle"):
            yield self.nav
            yield self.page
            yield self.side
        yield self.news
        yield self.help_line
        yield self.hint_line
        yield self.key_line

    def on_mount(self) -> None:
        """Go to where the file was left."""
        path = self.model.session.path
        left = recent_files.place(path) if path is not None else None
        sections = [section.id for section in self.model.pack.sections]
        section = left.section if left is not None and left.section in sections else sections[0]
        ref = Ref(left.question) if left is not None and left.question in self.model.pack.questions else None
        self.go(Place(section), ref)
        if self.welcome and self.model.scenario is not None:
            self.action_scenario()
        self.call_after_refresh(self._begin_workshop)

    def at_hand(self, hint: str, note: str) -> None:
        """Something may have become of the question at hand: say what its keys do, and keep aside what is typed."""
        if self.findings.list.has_focus:
            hint, note = self.tr(KEYS_OF_LIST), ""
        self.hint_line.say(hint, note)
        self.help_line.follow()
        self.aside.update(self.page.current)

    @property
    def holds_typed(self) -> bool:
        """Whether something is typed that is not an answer yet."""
        return self.page.current is not None and isinstance(self.page.current.unsettled, str)

    def anew(self, tr: Translator) -> AssessmentScreen:
        """The same assessment in another language."""
        self.remember()
        return AssessmentScreen(ViewModel(self.model.session, tr, self.model.clock))

    def go_on_as(self, other: object, ref: Ref | None) -> None:
        """Stand where another screen stood, or one that lay over it."""
        if (ref := ref or (other.ref if isinstance(other, AssessmentScreen) else None)) is not None:
            self.go_to(ref)

    @property
    def dialogs(self) -> DialogApp:
        """The application, which asks and tells."""
        return self.app

    @property
    def on_top(self) -> bool:
        """Whether nothing lies over this screen."""
        return self.app.screen is self

    def in_background(self, work: Coroutine[None, None, None]) -> None:
        """Make the report while the walk goes on."""
        self.run_worker(work, group="report", exclusive=True, exit_on_error=False)

    @property
    def wide(self) -> bool:
        """Whether the findings have a pane of their own."""
        return self.size.width >= WIDE

    # --- keeping up -------------------------------------------------------------------------------------------------

    def after(self, result: Result) -> None:
        """Bring the screen up to date after a change, and say what went wrong or that the first answers decide."""
        self.page.sync()
        self.refresh_around()
        if result.code == "signed":
            self.dialogs_of_life_cycle.offer_revision()
        elif result.error:
            self.app.tell(result.error, alarm=True)
            self._alarm = result.error
        elif result.saved:
            self.app.take_back(self._alarm)
        settled, self.settled = self.settled, self.model.settled_early
        if self.settled and not settled:
            self.action_scenario()

    def note(self, text: str) -> None:
        """Say something on the line that says what the last action did, until the next one."""
        self.model.notice = text
        self.news.changed()

    def refresh_around(self) -> None:
        """Draw what stands around the page."""
        self.title_line.changed()
        self.outcomes.changed()
        self.news.changed()
        if self.size.width >= FULL:
            self.nav.changed()
        if self.wide and self.painted:
            self.call_after_refresh(self.findings.sync)

    async def after_first_paint(self) -> None:
        """What is not needed to paint the first question: findings, law, an area to type in, the list of files."""
        if not self.side.is_attached:
            return
        await self.side.mount(self.findings, self.law)
        self.page.make_ready()
        self.remember()
        self._resized()

    def on_resize(self) -> None:
        """A pane that was away may be there now."""
        self.page.body.gap = 1 if self.size.height >= self.VERTICAL_BREAKPOINTS[1][0] else 0
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self.refresh_around()
        self._follow()

    def _follow(self) -> None:
        """Let the law pane follow the focus."""
        if self.wide and self.painted:
            self.law.follow(self.ref)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """A dialog may have changed things; nothing has, where this is the beginning."""
        event.refresh_styles = self._entered
        if self._entered and self.page.boxes:
            self.after(Result(saved=False))
            self._begin_workshop()
        self._entered = True

    def _begin_workshop(self) -> None:
        """Go on in the workshop, if it was opened for one, as soon as nothing else has to be read or answered."""
        if self.workshop and self.on_top:
            self.workshop = False
            self.action_workshop()

    def settle(self) -> None:
        """Settle the question at hand at once, before anything else is done."""
        settled = self.page.take()
        if isinstance(settled, Committed):
            self.commit(settled)
        elif settled is not None:
            self.draft(settled)

    def commit(self, event: Committed) -> None:
        """Save an answer and show what follows."""
        result = self.model.commit(event.ref, event.answer)
        self.after(result)
        if result.saved and event.ref.question == DECISION and decision.reason_missing(self.model.evaluation):
            self.answers.ask_reason()

    def draft(self, event: Drafted) -> None:
        """Keep what is no answer yet."""
        if event.text is None:
            self.model.drafts.pop(event.ref, None)
        else:
            self.model.drafts[event.ref] = event.text
        self.page.sync()

    @on(Committed)
    def _committed(self, event: Committed) -> None:
        event.stop()
        self.commit(event)

    @on(Drafted)
    def _drafted(self, event: Drafted) -> None:
        event.stop()
        self.draft(event)

    # --- going about ------------------------------------------------------------------------------------------------

    def go(self, place: Place, ref: Ref | None = None) -> None:
        """Show a page and stand on one of its questions."""
        self.settle()
        self.lead_back(None)
        self.ref = None
        self.title_line.place = self.nav.place = place
        self.page.open(place, ref)
        self.refresh_around()
        if self.painted:
            self.call_later(self.remember)

    def go_to(self, ref: Ref) -> None:
        """Show the page on which a question or cell is asked, and stand on it."""
        place = self.model.place_of(ref)
        self.go(place, ref if place.row is not None else Ref(ref.question))

    def turn(self, delta: int) -> None:
        """The page after or before; from a row back to its table."""
        place = self.page.place
        target = self.model.neighbours(place, delta)
        if target != place:
            self.go(target, Ref(place.table) if place.table is not None and target.row is None else None)

    @on(Stepped)
    def _stepped(self, event: Stepped) -> None:
        """Handled here and not on the page, so that the answer given just before has shown or hidden questions."""
        event.stop()
        self.page.step(event.delta)

    def arrived(self, ref: Ref) -> None:
        """The person stands on a question: its help at once, its law a moment later."""
        self.ref = ref
        self.help_line.show(ref)
        if self.model.notice:
            self.note("")
        self.news.follow()
        if self._following is not None:
            self._following.stop()
        self._following = self.set_timer(FOLLOW_AFTER, self._follow) if self.wide else None

    @on(PageBody.Scrolled)
    def _scrolled(self) -> None:
        self.news.follow()

    @on(Onward)
    def _onward(self) -> None:
        place = self.page.place
        if self.model.neighbours(place, 1) == place:
            self.action_review()
        else:
            self.turn(1)

    @on(SectionNav.Chosen)
    def _section_chosen(self, event: SectionNav.Chosen) -> None:
        event.stop()
        self.go(Place(event.section))

    @on(RowWanted)
    def _row_wanted(self, event: RowWanted) -> None:
        event.stop()
        table, section = self.model.pack.questions[event.table], self.page.place.section
        if event.row is not None:
            self.go(Place(section, table.id, event.row))
        elif table.section != section:
            self.go(Place(table.section), Ref(table.id))
        else:
            before = {row.id for row in self.model.session.assessment.rows(table.id)}
            self.after(self.model.do(lambda: self.model.session.add_row(table.id), Ref(table.id)))
            added = [row.id for row in self.model.session.assessment.rows(table.id) if row.id not in before]
            if added:
                self.go(Place(section, table.id, added[0]))

    @on(RowUnwanted)
    def _row_unwanted(self, event: RowUnwanted) -> None:
        event.stop()
        self.answers.remove_row(event.table, event.row)

    def action_next_section(self) -> None:
        """The next page."""
        self.turn(1)

    def action_previous_section(self) -> None:
        """The page before."""
        self.turn(-1)

    def action_next_open(self) -> None:
        """The next question without an answer."""
        self.settle()
        found = next_open(self.model, self.page.place, self.answers.at_hand())
        if found is None:
            self.note(self.tr(N_("Every question has an answer.")))
        elif found[0] == self.page.place:
            self.page.go_to(found[1])
        else:
            self.go(*found)

    def action_next_that_matters(self) -> None:
        """The unanswered question that decides most."""
        self.settle()
        found = next_that_matters(self.model, self.answers.at_hand())
        if found is None:
            self.note(self.tr(N_("No open finding waits for an answer.")))
        else:
            self.go_to(found)

    def action_back(self) -> None:
        """To the list that led here; from the findings to the questions; from a row to its section."""
        place = self.page.place
        if self.findings.list.has_focus:
            self.page.take_focus()
        elif self.reopen is not None:
            self.settle()
            self.reopen()
        elif place.table is not None:
            self.go(Place(place.section), Ref(place.table))

    def action_sections(self) -> None:
        """Choose a section."""
        self.settle()
        here, weights = self.page.place.section, waiting(self.model)
        choices = [
            Choice(
                section.id,
                partial(section_lines, self.model, section.id, here=section.id == here, weights=weights[section.id]),
            )
            for section in self.model.pack.sections
        ]

        def done(choice: str | None) -> None:
            if choice is not None:
                self.go(Place(choice))

        legend = self.tr(
            N_(
                "✓ given   ? unknown   / not applicable   · unanswered, and of these "
                "■ may decide a blocker   ▲ a major finding"
            )
        )
        self.app.choose(self.tr(N_("Sections")), choices, done, text=legend, start=here)

    # --- answering --------------------------------------------------------------------------------------------------

    def action_unknown(self) -> None:
        """Answer "I don't know"."""
        self.answers.unknown()

    def action_clear(self) -> None:
        """Take the answer away."""
        self.answers.clear()

    def action_not_applicable(self) -> None:
        """Say that the question does not apply, and why."""
        self.answers.not_applicable()

    def action_planned(self) -> None:
        """Say that the given answer is planned, or that it is so already."""
        self.answers.planned()

    def action_confirm(self) -> None:
        """Make the proposed answer an answer."""
        self.answers.confirm()

    def action_reject(self) -> None:
        """Drop the proposed answer."""
        self.answers.reject()

    def action_editor(self) -> None:
        """Write the text at hand in the person's own editor."""
        self.answers.editor()

    def action_save(self) -> None:
        """Settle, and try again to save."""
        self.answers.save()

    def action_undo(self) -> None:
        """Take back the last action."""
        self.answers.undo()

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.answers.redo()

    def action_as_of(self) -> None:
        """Judge by the law of another day."""
        self.answers.as_of()

    def action_answers_in(self) -> None:
        """Say in which language the answers are written."""
        self.answers.answers_in()

    def action_merge(self) -> None:
        """Bring in what was written in another copy of this assessment."""
        from dpia.paths import working_folder
        from dpia.tui.screens.files import FileScreen
        from dpia.tui.screens.merge_offer import merge_file

        self.settle()
        path = self.model.session.path

        def chosen(other: Path | None) -> None:
            if other is not None:
                merge_file(self.app, self.model, other, self.after)

        self.app.push_screen(FileScreen(path.parent if path is not None else working_folder(), self.tr), chosen)

    def action_report(self) -> None:
        """Make the report."""
        self.report.ask()

    # --- leaving ----------------------------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Close. Ask only if something could not be saved, or is being made."""
        self.settle()
        self.report.before_leaving(lambda: ask_before_leaving(self.app, self.model, self.aside, self.close))

    def close(self) -> None:
        """Remember the place, give the file back, and go to the screen before."""
        self.release()
        self.post_message(AssessmentClosed())

    def on_unmount(self) -> None:
        """However it ends, what is not settled stays behind."""
        self.aside.close()

    def release(self) -> None:
        """Remember the place, leave behind what is not settled, and give the file back."""
        self.remember()
        self.aside.close()
        self.model.session.close()

    def remember(self) -> None:
        """Keep where the file was left."""
        path = self.model.session.path
        if path is not None:
            place = self.page.place
            recent_files.remember(
                path, place.section, place.table or (self.ref.question if self.ref is not None else "")
            )
