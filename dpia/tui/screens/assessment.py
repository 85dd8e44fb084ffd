"""The walk: one page of questions, what follows from them, and the commands that go with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import OptionList

from dpia.assessment.model import UNKNOWN, not_applicable
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui import commands, decision, state
from dpia.tui.desk import Desk, Place, Result
from dpia.tui.messages import Arrived, Committed, Drafted, Onward, RowUnwanted, RowWanted
from dpia.tui.rendering import Rendered, open_file, opener, render
from dpia.tui.screens.dialogs import Choice, Entry, FormScreen, ListScreen, TextScreen
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.findings import FindingsScreen
from dpia.tui.widgets.finding_list import FindingList
from dpia.tui.widgets.help_pane import HelpLine, KeyLine, LawPane, NewsLine, law_text
from dpia.tui.widgets.outcome_bar import OutcomeBar, TitleLine
from dpia.tui.widgets.section_nav import SectionNav, section_lines
from dpia.tui.widgets.section_page import SectionPage
from dpia.tui.widgets.text import hanging, plain, stacked, wrapped

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

WIDE, FULL = 110, 140
"""From these widths on findings and law stand at the right, and the sections at the left."""


class AssessmentScreen(Screen[None]):
    """An open assessment."""

    BINDINGS = commands.bindings(commands.ASSESSMENT)
    COMMANDS_HERE = commands.ASSESSMENT
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (FULL, "-full")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]
    AUTO_FOCUS = None
    app: DpiaApp

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.tr = desk.tr
        self.ref: Ref | None = None
        self.report: Path | None = None
        self.rendering = False
        self.title_line, self.outcomes, self.nav = TitleLine(desk), OutcomeBar(desk), SectionNav(desk)
        self.page, self.findings, self.law = SectionPage(desk), FindingList(desk), LawPane(desk)
        self.news, self.help_line = NewsLine(desk), HelpLine(desk)

    def compose(self) -> ComposeResult:
        """Top, three columns, bottom."""
        yield self.title_line
        yield self.outcomes
        with Horizontal(id="middle"):
            yield self.nav
            yield self.page
            with Vertical(id="side"):
                yield self.findings
                yield self.law
        yield self.news
        yield self.help_line
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    async def on_mount(self) -> None:
        """Go to where the file was left."""
        path = self.desk.session.path
        left = state.place(path) if path is not None else None
        sections = [section.id for section in self.desk.pack.sections]
        section = left.section if left is not None and left.section in sections else sections[0]
        ref = Ref(left.question) if left is not None and left.question in self.desk.pack.questions else None
        await self.go(Place(section), ref)

    # --- going about --------------------------------------------------------------------------------------------------

    async def go(self, place: Place, ref: Ref | None = None) -> None:
        """Show a page."""
        self.page.settle()
        self.title_line.place = self.nav.place = place
        self.ref = None
        await self.page.open(place, ref)
        self.refresh_around()

    async def go_to(self, ref: Ref) -> None:
        """Show the page on which a question or cell is asked, with the focus on it."""
        place = self.desk.place_of(ref)
        await self.go(place, ref if place.row is not None else Ref(ref.question))

    @on(Arrived)
    def _arrived(self, event: Arrived) -> None:
        self.ref = event.ref
        self.help_line.ref = event.ref
        self.help_line.changed()
        if self.law.display and self.size.width >= WIDE:
            self.law.show(event.ref)

    @on(Onward)
    async def _onward(self) -> None:
        place = self.page.place
        target = self.desk.neighbours(place, 1)
        if target != place:
            table = Ref(place.table) if place.table is not None and target.row is None else None
            await self.go(target, table)

    def refresh_around(self) -> None:
        """Draw what stands around the page."""
        self.title_line.changed()
        self.outcomes.changed()
        self.news.changed()
        if self.size.width >= FULL:
            self.nav.changed()
        if self.size.width >= WIDE:
            self.findings.sync()

    def on_resize(self) -> None:
        """A pane that was away may be there now."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self.refresh_around()
        self.law.show(self.ref)

    def on_screen_resume(self) -> None:
        """A dialog may have changed things."""
        if self.page.fields:
            self.after(Result(saved=False))

    def on_screen_suspend(self) -> None:
        """Leaving for a dialog settles the field at hand."""
        self.page.settle()

    # --- answers ------------------------------------------------------------------------------------------------------

    def after(self, result: Result) -> None:
        """Bring the screen up to date after a change."""
        self.page.sync()
        self.refresh_around()
        if result.error:
            self.app.tell(result.error, alarm=True)

    @on(Committed)
    def _committed(self, event: Committed) -> None:
        event.stop()
        result = self.desk.commit(event.ref, event.answer)
        self.after(result)
        if result.saved and event.ref.question == decision.QUESTION and decision.reason_missing(self.desk.evaluation):
            self._ask_reason()

    @on(Drafted)
    def _drafted(self, event: Drafted) -> None:
        event.stop()
        if event.text is None:
            self.desk.drafts.pop(event.ref, None)
        else:
            self.desk.drafts[event.ref] = event.text
        self.page.sync()

    def _ask_reason(self) -> None:
        outcome = self.desk.words.outcome(self.desk.evaluation.outcome, self.desk.evaluation)
        text = self.tr(
            N_(
                "The outcome of the wizard is: {outcome}. You may decide otherwise; the report prints your reason prominently."
            ),
            outcome=outcome,
        )
        entries = (Entry("reason", self.desk.tr.content(self.desk.pack.questions[decision.REASON].text), prose=True),)

        def done(values: dict[str, str] | None) -> None:
            if values is not None:
                self.after(
                    self.desk.commit(Ref(decision.REASON), self.desk.read(Ref(decision.REASON), values["reason"]))
                )

        self.app.push_screen(
            FormScreen(self.tr(N_("A decision against the outcome")), entries, self.tr, text=text), done
        )

    @on(RowWanted)
    async def _row_wanted(self, event: RowWanted) -> None:
        event.stop()
        table = self.desk.pack.questions[event.table]
        section = self.page.place.section
        if event.row is not None:
            await self.go(Place(section, table.id, event.row))
        elif table.section != section:
            await self.go(Place(table.section), Ref(table.id))
        else:
            before = {row.id for row in self.desk.session.assessment.rows(table.id)}
            result = self.desk.do(lambda: self.desk.session.add_row(table.id), Ref(table.id))
            self.after(result)
            added = [row.id for row in self.desk.session.assessment.rows(table.id) if row.id not in before]
            if added:
                await self.go(Place(section, table.id, added[0]))

    @on(RowUnwanted)
    def _row_unwanted(self, event: RowUnwanted) -> None:
        event.stop()
        name = self.desk.row_name(event.table, event.row)

        def done(choice: str | None) -> None:
            if choice == "remove":
                self.after(self.desk.do(lambda: self.desk.session.remove_row(event.table, event.row), Ref(event.table)))

        self._ask(
            self.tr(N_("Remove “{name}” with its answers?"), name=name),
            [
                ("remove", self.tr(N_("Remove it")), self.tr(N_("F8 brings it back"))),
                ("keep", self.tr(N_("Keep it")), ""),
            ],
            done,
        )

    def _ask(
        self, title: str, choices: list[tuple[str, str, str]], done: Callable[[str | None], None], text: str = ""
    ) -> None:
        self.app.push_screen(ListScreen(title, [Choice(*choice) for choice in choices], self.tr, text=text), done)

    # --- commands: answering --------------------------------------------------------------------------------------------

    def _at_hand(self) -> Ref | None:
        """The question that a command speaks of."""
        current = self.page.current
        return current.view.ref if current is not None else None

    def _loses_rows(self, ref: Ref, change: Callable[[], None]) -> None:
        """Do it at once, or ask first where it takes the rows of a table away."""
        rows = self.desk.session.assessment.rows(ref.question) if ref.column is None else ()
        if not rows:
            change()
            return
        title = self.tr.plural("This takes {count} row away.", "This takes {count} rows away.", len(rows))
        self._ask(
            title,
            [
                ("go", self.tr(N_("Take them away")), self.tr(N_("F8 brings them back"))),
                ("keep", self.tr(N_("Keep them")), ""),
            ],
            lambda choice: change() if choice == "go" else None,
        )

    def action_unknown(self) -> None:
        """Answer "I don't know"."""
        ref = self._at_hand()
        if ref is not None and not self._is_cards(ref):
            self._loses_rows(ref, lambda: self.after(self.desk.commit(ref, UNKNOWN)))

    def action_clear(self) -> None:
        """Take the answer away."""
        ref = self._at_hand()
        if ref is not None and not self._is_cards(ref):
            self._loses_rows(ref, lambda: self._clear(ref))

    def _clear(self, ref: Ref) -> None:
        self.desk.drafts.pop(ref, None)
        field = self.page.fields.get(ref)
        if field is not None:
            field.forget()
        self.after(self.desk.commit(ref, None))

    def _is_cards(self, ref: Ref) -> bool:
        return ref in self.page.items and self.page.items[ref].cards

    def action_not_applicable(self) -> None:
        """Say that the question does not apply, and why."""
        ref = self._at_hand()
        if ref is None or self._is_cards(ref):
            return
        spec = self.desk.spec(ref)
        if not spec.not_applicable:
            self.app.tell(
                self.tr(
                    N_("This question does not take “not applicable”. Answer it, or say that you do not know (F5).")
                )
            )
            return
        answer = self.desk.session.assessment.answer(*ref)
        entries = (
            Entry(
                "reason",
                self.tr(N_("Why does it not apply? The reason is printed.")),
                answer.reason if answer else "",
                prose=True,
            ),
        )

        def done(values: dict[str, str] | None) -> None:
            if values is not None:
                self._loses_rows(ref, lambda: self.after(self.desk.commit(ref, not_applicable(values["reason"]))))

        self.app.push_screen(
            FormScreen(self.tr(N_("Not applicable")), entries, self.tr, text=self.desk.tr.content(spec.text)), done
        )

    def action_confirm(self) -> None:
        """Make the proposed answer an answer."""
        ref = self._at_hand()
        if ref is not None and ref.question in self.desk.session.assessment.proposed:
            self.after(self.desk.do(lambda: self.desk.session.confirm(ref.question), ref))

    def action_reject(self) -> None:
        """Drop the proposed answer."""
        ref = self._at_hand()
        if ref is not None and ref.question in self.desk.session.assessment.proposed:
            self.after(self.desk.do(lambda: self.desk.session.reject(ref.question), ref))

    def action_undo(self) -> None:
        """Take back the last change."""
        self.page.settle()
        self.call_later(self._undo)

    def _undo(self) -> None:
        change = self.desk.session.undoable
        if change is None:
            self.app.tell(self.tr(N_("There is nothing to take back.")))
            return
        ref = (
            Ref(change.path[1], *(change.path[2:4] if len(change.path) == 4 else ()))
            if change.path[0] in ("answers", "proposed")
            else None
        )
        result = self.desk.do(self.desk.session.undo, ref)
        place = self.page.place
        if place.row is not None and self.desk.session.assessment.row(place.table or "", place.row) is None:
            self.call_later(self.go, Place(place.section))
        self.after(result)
        if result.saved:
            what = (
                self.desk.words.because(ref)
                if ref is not None and ref.question in self.desk.pack.questions
                else "/".join(change.path)
            )
            self.app.tell(self.tr(N_("Taken back: {what}"), what=what))

    def action_save(self) -> None:
        """Settle, and try again to save."""
        self.page.settle()
        self.call_later(lambda: self.after(self.desk.retry()))

    # --- commands: moving -----------------------------------------------------------------------------------------------

    async def action_next_section(self) -> None:
        """The next page."""
        await self._onward_by(1)

    async def action_previous_section(self) -> None:
        """The page before."""
        await self._onward_by(-1)

    async def _onward_by(self, delta: int) -> None:
        place = self.page.place
        target = self.desk.neighbours(place, delta)
        if target != place:
            await self.go(target, Ref(place.table) if place.table is not None and target.row is None else None)

    async def action_next_open(self) -> None:
        """The next question without an answer."""
        self.page.settle()
        found = self.desk.next_open(self.page.place, self._at_hand())
        if found is None:
            self.app.tell(self.tr(N_("Every question has an answer.")))
        elif found[0] == self.page.place:
            self.page.focus_field(found[1])
        else:
            await self.go(*found)

    async def action_back(self) -> None:
        """From the findings to the questions; from a row to its section."""
        if self.findings.list.has_focus:
            self.page.focus_field(self.ref)
        elif self.page.place.row is not None:
            place = self.page.place
            await self.go(Place(place.section), Ref(place.table or ""))

    def action_sections(self) -> None:
        """Choose a section."""
        width = max(min(self.size.width - 12, 66), 30)
        here = self.page.place.section
        choices = [
            Choice(section.id, stacked(section_lines(self.desk, section.id, width, here=section.id == here)))
            for section in self.desk.pack.sections
        ]

        def done(choice: str | None) -> None:
            if choice is not None:
                self.call_later(self.go, Place(choice))

        legend = self.tr(N_("✓ given   ? unknown   / not applicable   · unanswered"))
        self.app.push_screen(ListScreen(self.tr(N_("Sections")), choices, self.tr, text=legend), done)

    # --- commands: looking ----------------------------------------------------------------------------------------------

    def action_findings(self) -> None:
        """To the findings: the pane where there is one, else a screen."""
        self.page.settle()
        if self.size.width >= WIDE:
            self.findings.sync()
            self.findings.list.focus()
        else:
            self.app.push_screen(FindingsScreen(self.desk), self.go_on)

    @on(OptionList.OptionSelected, "#findings")
    def _finding(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.show_finding(event.option.id)

    def show_finding(self, finding_id: str | None) -> None:
        """One finding in full."""
        finding = self.desk.evaluation.finding(finding_id or "")
        if finding is not None:
            self.app.push_screen(FindingScreen(self.desk, finding), self.go_on)

    def go_on(self, ref: Ref | None) -> None:
        """Come back from the findings, perhaps to a question that one rests on."""
        if ref is not None:
            self.call_later(self.go_to, ref)

    def action_law(self) -> None:
        """Explain the question and show its law."""
        ref = self._at_hand() or self.ref
        section = next(section for section in self.desk.pack.sections if section.id == self.page.place.section)

        def make(width: int) -> list[object]:
            lines = law_text(self.desk, ref, width)
            return [
                *lines,
                *wrapped("", width),
                *wrapped(plain(self.tr(N_("About this section")), "bold"), width),
                *wrapped(self.tr.content(section.explanation), width),
            ]

        self.app.push_screen(TextScreen(self.tr(N_("Explanation and law")), make, self.tr))  # type: ignore[arg-type]

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE, fields=True)

    def action_palette(self) -> None:
        """All commands, to search."""
        self.app.show_commands(self.COMMANDS_HERE)

    def action_masked(self) -> None:
        """Answers that are kept but hidden."""
        masked = self.desk.evaluation.masked

        def make(width: int) -> list[object]:
            if not masked:
                return list(wrapped(self.tr(N_("Every answer counts: nothing is hidden.")), width))
            intro = wrapped(
                self.tr(
                    N_(
                        "These answers are kept in the file and do not count, since their questions are not asked on the present answers."
                    )
                ),
                width,
            )
            return [
                *intro,
                *wrapped("", width),
                *(line for ref in masked for line in hanging("- ", self.desk.words.because(ref), width)),
            ]

        self.app.push_screen(TextScreen(self.tr(N_("Kept but hidden")), make, self.tr))  # type: ignore[arg-type]

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.toggle_theme()

    # --- commands: the assessment ---------------------------------------------------------------------------------------

    def action_as_of(self) -> None:
        """Judge by the law of another day."""
        session = self.desk.session
        entries = (Entry("as_of", self.tr(N_("By the law of which day?")), session.assessment.as_of, kind="date"),)

        def done(values: dict[str, str] | None) -> None:
            if values is not None:
                self.after(self.desk.do(lambda: session.set_as_of(values["as_of"])))

        self.app.push_screen(FormScreen(self.tr(N_("As-of date")), entries, self.tr), done)

    def action_report(self) -> None:
        """Render the report, or open the one that was rendered."""
        self.page.settle()
        path = self.desk.session.path
        if path is None:
            self.app.tell(self.tr(N_("This assessment is in memory only; a report needs a file.")), alarm=True)
            return
        if self.rendering:
            self.app.tell(self.tr(N_("The report is being rendered.")))
            return
        default = str(path.with_name(path.name.removesuffix(".json").removesuffix(".dpia") + ".pdf"))
        entries = (Entry("file", self.tr(N_("Into which PDF? A file of that name is replaced.")), default),)

        def done(values: dict[str, str] | None) -> None:
            if values is not None:
                target = Path(values["file"]).expanduser()
                self.run_worker(self._make_report(path, target), group="report", exclusive=True, exit_on_error=False)

        def wrong(values: dict[str, str]) -> str:
            target = Path(values["file"]).expanduser()
            if target.suffix.lower() != ".pdf":
                return self.tr(N_("The name of a report ends in .pdf."))
            return "" if target.parent.is_dir() else self.tr(N_("There is no folder {path}."), path=target.parent)

        self.app.push_screen(FormScreen(self.tr(N_("Report")), entries, self.tr, check=wrong), done)

    async def _make_report(self, source: Path, target: Path) -> None:
        self.rendering = True
        self._say(self.tr(N_("report: rendering …")))
        try:
            result = await render(
                source, target, lambda line: self._say(self.tr(N_("report: {progress}"), progress=line))
            )
        finally:
            self.rendering = False
            self._say("")
        self._rendered(result, target)

    def _say(self, activity: str) -> None:
        self.title_line.activity = activity
        self.title_line.changed()

    def _rendered(self, result: Rendered, target: Path) -> None:
        if result.code != 0:
            self.app.tell(self.tr(N_("The report was not made. {reason}"), reason=result.message), alarm=True)
            return
        self.report = target
        if opener() is None:
            self.app.tell(self.tr(N_("The report is ready: {path}"), path=target))
            return

        def done(choice: str | None) -> None:
            if choice == "open" and not open_file(target):
                self.app.tell(self.tr(N_("It could not be opened. It is here: {path}"), path=target), alarm=True)

        self._ask(
            self.tr(N_("The report is ready.")),
            [("open", self.tr(N_("Open it")), str(target)), ("later", self.tr(N_("Go on working")), "")],
            done,
        )

    def action_leave(self) -> None:
        """Close. Ask only if something could not be saved."""
        self.page.settle()
        self.call_later(self._leave)

    def _leave(self) -> None:
        desk = self.desk
        if not desk.unsaved and not desk.drafts:
            self.close()
            return
        count = len(desk.unsaved) + len(desk.drafts)
        title = self.tr.plural("{count} answer is not saved.", "{count} answers are not saved.", count)
        problems = (
            [desk.problem]
            if desk.unsaved
            else [f"{desk.words.ref(ref)}: {desk.reason_against(ref, text)}" for ref, text in desk.drafts.items()]
        )
        choices = [("stay", self.tr(N_("Stay")), ""), ("leave", self.tr(N_("Leave without them")), "")]
        self._ask(title, choices, lambda choice: self.close() if choice == "leave" else None, "\n".join(problems[:3]))

    def close(self) -> None:
        """Remember the place, give the file back, and go to the screen before."""
        self.remember()
        self.desk.session.close()
        self.app.left()

    def remember(self) -> None:
        """Keep where the file was left."""
        path = self.desk.session.path
        if path is not None:
            place = self.page.place
            state.remember(path, place.section, place.table or (self.ref.question if self.ref is not None else ""))
