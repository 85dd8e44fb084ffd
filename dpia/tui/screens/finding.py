"""One finding in full: issue, rule, application, conclusion, sources, reasons, what would change it, the response."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from dpia.assessment.change import Action
from dpia.assessment.model import Response
from dpia.engine.findings import Finding
from dpia.engine.truth import Ref, by_place
from dpia.i18n_marks import N_
from dpia.tui import commands
from dpia.tui.bindings import bindings
from dpia.tui.ending import EndingScreen, holds
from dpia.tui.forms import Choice, Entry
from dpia.tui.open_points import listed
from dpia.tui.revising import LifeCycleDialogs
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.widgets.finding_list import ChoiceList, response_words, severity_style, title
from dpia.tui.widgets.help_pane import KeyLine, NewsLine, authority_lines
from dpia.tui.widgets.outcome_bar import OutcomeBar
from dpia.tui.widgets.reading import Reading
from dpia.tui.widgets.text import ACCENT, MUTED, STRONG, StaticText, hanging, plain, readable, shown, wrapped
from dpia.wording import ATTRIBUTIONS, TRUTHS

if TYPE_CHECKING:
    from dpia.engine.counterfactual import WouldChange
    from dpia.engine.design import Edits
    from dpia.tui.dialog_app import DialogApp


class FindingScreen(EndingScreen[Ref | None]):
    """A finding. Ends with the question to go to, or None."""

    BINDINGS = bindings(commands.FINDING)
    COMMANDS_HERE = commands.FINDING
    app: DialogApp

    def __init__(self, model: ViewModel, finding: Finding, findings: Sequence[Finding] = ()) -> None:
        super().__init__()
        self.model = model
        self.findings = findings or listed(model.evaluation)
        self.tr = model.tr
        self._take(finding)

    def _take(self, finding: Finding) -> None:
        self.finding = finding
        waiting = (ref for ref in finding.missing if ref not in finding.because)
        self.items = by_place((*self.model.rests_on(finding), *waiting))
        self.answers: list[Ref] = list(self.items)
        self.changes: list[str] | None = None
        self._changes_at = 0
        self.edits: Edits = ()
        """The first set of changes that was found, to be tried on a copy."""

    def compose(self) -> ComposeResult:
        """Outcome, text, the answers to go to, keys."""
        yield OutcomeBar(self.model)
        yield Reading(readable(self._lines), id="reading")
        yield StaticText(classes="heading", id="answers-heading")
        yield ChoiceList(id="answers")
        yield NewsLine(self.model, undoes=self._undoes)
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def on_mount(self) -> None:
        """Show the finding."""
        self._show()
        self.query_one("#reading").focus()

    def _show(self) -> None:
        """The finding from its beginning, and the answers that it rests on, if there are any."""
        options = [Option(shown(self._answer(ref)), id=str(index)) for index, ref in enumerate(self.answers)]
        listing = self.query_one("#answers", ChoiceList)
        listing.set_options(options)
        listing.highlighted = 0 if options else None
        self.query_one(Reading).show(readable(self._lines))
        words = (
            self.tr(N_("Answers it rests on or waits for — Enter goes there"))
            if self.answers
            else self.tr(N_("It rests on no answer."))
        )
        self.query_one("#answers-heading", StaticText).show(plain(words, STRONG))

    def _answer(self, ref: Ref) -> str:
        return self.model.words.because(ref, self.items[ref])

    # --- the text ---------------------------------------------------------------------------------------------------

    def _lines(self, width: int) -> Sequence[Content]:
        model, tr, finding = self.model, self.tr, self.finding
        words = model.words
        lines = wrapped(plain(title(model, finding), STRONG), width)
        grave = plain(
            tr.clause_comma.join((words.severity(finding), tr(TRUTHS[finding.truth]))),
            severity_style(finding) or STRONG,
        )
        if response := model.session.assessment.responses.get(finding.id):
            grave += plain(" · ", MUTED) + plain(response_words(model, response.kind), f"{STRONG} {ACCENT}")
        if finding in self.findings:
            place = tr(N_("{number} of {count}"), number=self.findings.index(finding) + 1, count=len(self.findings))
            grave += plain(f"  {place}", MUTED)
        lines += wrapped(grave, width)
        regime = model.pack.regimes[finding.regime]
        lines += wrapped(
            plain(
                tr(
                    N_("{id} · {regime} · speaks as: {voice}"),
                    id=finding.id,
                    regime=tr.content(regime.title),
                    voice=self._voice(),
                ),
                MUTED,
            ),
            width,
        )
        lines += self._notes(width)
        for label, text in (
            (N_("Issue"), tr.content(finding.rule.issue)),
            (N_("Rule"), tr.content(finding.rule.rule)),
            (N_("Application"), words.text(finding)),
            (N_("Conclusion"), words.conclusion(finding)),
        ):
            lines += [Content(""), *wrapped(plain(tr(label), STRONG), width), *wrapped(text, width)]
        if finding.facts:
            lines += [Content(""), *wrapped(plain(tr(N_("What holds on these answers")), STRONG), width)]
            for name in finding.facts:
                fact = model.pack.facts[name]
                lines += hanging(
                    "  ", tr.content(fact.title) + (tr.in_brackets(tr.content(fact.note)) if fact.note else ""), width
                )
        lines += self._others(width)
        remedies = words.remedies(finding)
        if remedies:
            lines += [Content(""), *wrapped(plain(tr(N_("What may be done")), STRONG), width)]
            for remedy in remedies:
                lines += hanging("  - ", remedy, width)
        lines += [Content(""), *wrapped(plain(tr(N_("Sources")), STRONG), width)]
        for cited in finding.citations:
            lines += hanging("  - ", words.cited(cited), width)
        if not finding.citations:
            lines += wrapped(plain(tr(N_("No source of it can be cited on the as-of date.")), MUTED), width)
        lines.append(Content(""))
        self._changes_at = len(lines)
        lines += wrapped(plain(tr(N_("What would change it")), STRONG), width)
        if self.changes is None:
            lines += wrapped(plain(tr(N_("{press:would-change} searches for it.")), MUTED), width)
        for paragraph in self.changes or ():
            lines += hanging("  ", paragraph, width)
        return lines + self._response(width)

    def _voice(self) -> str:
        text = self.tr(ATTRIBUTIONS[self.finding.attribution])
        return self.tr.clause_comma.join((text, self.tr(N_("arguable")))) if self.finding.grade.arguable else text

    def _notes(self, width: int) -> list[Content]:
        grade = self.finding.grade
        lines: list[Content] = []
        if self.finding.truth == "not-shown" and grade.if_unknown_reason:
            lines += wrapped(plain(self.tr.content(grade.if_unknown_reason), MUTED), width)
        if grade.also:
            lines += wrapped(
                plain(
                    self.tr(N_("The same defect is also seen by {rules}."), rules=self.tr.join(list(grade.also))), MUTED
                ),
                width,
            )
        return lines

    def _others(self, width: int) -> list[Content]:
        finding, table = self.finding, self.finding.rule.rows
        if table is None or not (finding.rows or finding.others):
            return []
        lines = [Content(""), *wrapped(plain(self.tr(N_("Row by row")), STRONG), width)]
        for row in finding.rows:
            lines += hanging(
                "  - ", self.tr(N_("{row}: falls under this finding"), row=self.model.row_name(table, row)), width
            )
        titles = {grade.id: grade.title for grade in finding.rule.grades}
        for other in finding.others:
            name = self.model.row_name(table, other.row)
            text = self.tr(N_("{row}: nothing found"), row=name)
            if other.grade is not None:
                text = self.tr(N_("{row}: {what}"), row=name, what=self.model.words.fill(titles[other.grade], finding))
            lines += hanging("  - ", text, width)
        return lines

    def _response(self, width: int) -> list[Content]:
        response = self.model.session.assessment.responses.get(self.finding.id)
        lines = [Content(""), *wrapped(plain(self.tr(N_("Your response")), STRONG), width)]
        if response is None:
            return lines + wrapped(
                plain(
                    self.tr(
                        N_(
                            "None yet: {press:accept} accepts, {press:contest} contests, {press:measure} promises a "
                            "measure. The outcome does not change by it."
                        )
                    ),
                    MUTED,
                ),
                width,
            )
        lines += wrapped(plain(response_words(self.model, response.kind), STRONG), width)
        for label, text in (
            (N_("Reason"), response.reason),
            (N_("Own authority"), response.authority),
            (N_("Measure"), response.measure),
            (N_("Owner"), response.owner),
            (N_("Due"), self.tr.date(response.due) if response.due else ""),
        ):
            if text:
                lines += hanging(f"  {self.tr(label)}{self.tr.colon}", text, width)
        return lines

    # --- commands ---------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#answers")
    def _go(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if holds(event):
            self.dismiss(self.answers[int(event.option.id or 0)])

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_next_finding(self) -> None:
        """The next finding of the list."""
        self._turn(1)

    def action_previous_finding(self) -> None:
        """The finding before it."""
        self._turn(-1)

    def _turn(self, delta: int) -> None:
        index = self.findings.index(self.finding) + delta if self.finding in self.findings else -1
        if not 0 <= index < len(self.findings):
            self._note(self.tr(N_("There is no other finding in this direction.")))
            return
        self.workers.cancel_group(self, "would-change")
        self._take(self.findings[index])
        self._show()
        self.query_one(Reading).focus()

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)

    def action_discussion(self) -> None:
        """What was said about the finding."""
        from dpia.tui.screens.discussion import DiscussionScreen

        self.app.push_screen(DiscussionScreen(self.model, ("finding", self.finding.id)))

    def on_screen_resume(self) -> None:
        """Something may have been said."""
        for line in self.query(NewsLine):
            line.changed()

    def action_law(self) -> None:
        """Every source in full."""

        def make(width: int) -> list[Content]:
            lines: list[Content] = []
            for cited in self.finding.citations:
                lines += [
                    *wrapped(plain(self.model.words.cited(cited), STRONG), width),
                    *authority_lines(self.model, cited.authority, width)[1:],
                    Content(""),
                ]
            return lines or wrapped(self.tr(N_("No source of it can be cited on the as-of date.")), width)

        self.app.read(self.tr(N_("Sources")), make)

    def _respond(self, response: Response | None) -> None:
        self._done(self.model.do(lambda: self.model.session.respond(self.finding.id, response)))

    def _done(self, result: Result) -> None:
        if result.error:
            LifeCycleDialogs(self.app, self.model, self._done).refused(result)
        self.query_one(Reading).changed()
        self.query_one(NewsLine).changed()

    def _note(self, text: str) -> None:
        self.model.notice = text
        self.query_one(NewsLine).changed()

    def _ask(self, title: str, keep: str, go: str, response: Response | None) -> None:
        """Ask before a letter changes the response: it may have been typed in the wrong place."""

        def done(choice: str | None) -> None:
            if choice == "go":
                self._respond(response)

        self.app.choose(title, [Choice("keep", keep), Choice("go", go)], done)

    def action_accept(self) -> None:
        """Accept the finding, perhaps with a reason."""
        tr = self.tr
        because = tr(N_("Signing asks for the reason, of a blocker or major point."))
        choices = [
            Choice("keep", tr(N_("Not now"))),
            Choice("go", tr(N_("Accept it"))),
            Choice("why", tr(N_("Accept it, and say why")), because),
        ]
        entry = Entry("reason", tr(N_("Why is it accepted as it stands?")), prose=True)

        def done(choice: str | None) -> None:
            if choice == "go":
                self._respond(Response("accept"))
            elif choice == "why":
                self.app.fill_in(
                    tr(N_("Accept")), [entry], lambda said: self._respond(Response("accept", reason=said["reason"]))
                )

        self.app.choose(tr(N_("Accept the finding as it stands?")), choices, done)

    def action_withdraw(self) -> None:
        """Take the response back."""
        if self.finding.id not in self.model.session.assessment.responses:
            self._note(self.tr(N_("There is no response to take back.")))
            return
        title = self.tr(N_("Take your response back?"))
        self._ask(title, self.tr(N_("Keep it")), self.tr(N_("Take it back")), None)

    def action_undo(self) -> None:
        """Take back the last action, if it was a response to this finding."""
        self._take_back(self.model.session.undoable, self.model.undo)

    def action_redo(self) -> None:
        """Do again what was taken back here last."""
        self._take_back(self.model.session.redoable, self.model.redo)

    def _undoes(self) -> bool:
        """Whether what the last action did can be taken back, or done again, on this screen."""
        session, echo = self.model.session, self.model.echo
        undone = echo is not None and echo.kind == "undone"
        return self._is_here(session.redoable if undone else session.undoable)

    def _is_here(self, action: Action | None) -> bool:
        """Whether an action is a response to this finding, of this sitting."""
        if action is None or self.model.session.is_earlier(action):
            return False
        return action.entries[0].path == ("responses", self.finding.id)

    def _take_back(self, action: Action | None, take: Callable[[], Result]) -> None:
        if not self._is_here(action):
            self._note(self.tr(N_("The last change was made elsewhere: undo it there.")))
            return
        self._done(take())

    def action_contest(self) -> None:
        """Contest with a reason and an authority of one's own."""
        old = self.model.session.assessment.responses.get(self.finding.id)
        entries = (
            Entry("reason", self.tr(N_("Why is the finding wrong?")), old.reason if old else "", prose=True),
            Entry(
                "authority",
                self.tr(N_("Your authority: provision, decision or writer")),
                old.authority if old else "",
                required=False,
            ),
        )

        def done(values: dict[str, str]) -> None:
            self._respond(Response("contest", reason=values["reason"], authority=values["authority"]))

        text = self.tr(N_("The report prints it as yours. The outcome stays as it is."))
        self.app.fill_in(self.tr(N_("Contest")), entries, done, text=text)

    def action_measure(self) -> None:
        """Promise a measure."""
        old = self.model.session.assessment.responses.get(self.finding.id)
        first = self.model.words.remedies(self.finding)
        entries = (
            Entry(
                "measure",
                self.tr(N_("What is done?")),
                old.measure if old else "",
                prose=True,
                hint=first[0] if first else "",
            ),
            Entry("owner", self.tr(N_("Who answers for it?")), old.owner if old else ""),
            Entry(
                "due",
                self.tr(N_("By which day?")),
                old.due if old else "",
                kind="day",
                hint=self.tr(N_("year-month-day, such as 2026-11-21")),
            ),
        )

        def done(values: dict[str, str]) -> None:
            self._respond(Response("measure", measure=values["measure"], owner=values["owner"], due=values["due"]))

        self.app.fill_in(self.tr(N_("Promise a measure")), entries, done)

    # --- what would change it -----------------------------------------------------------------------------------------

    def action_would_change(self) -> None:
        """Search in a thread; the screen stays at hand."""
        if not self.finding.blocks:
            open_words = N_("It is open: it goes one way or the other when the answers below are given.")
            other_words = N_(
                "Searched for blockers only. This finding does not stop the launch; the remedies say what may be done."
            )
            self._say_changes([self.tr(open_words if self.finding.truth == "open" else other_words)])
            return
        self._say_changes([self.tr(N_("Searching …"))])
        evaluation, finding = self.model.evaluation, self.finding

        def search() -> list[WouldChange]:
            from dpia.engine.counterfactual import would_change

            return would_change(evaluation, finding)

        self.run_worker(
            search,
            name="would-change",
            group="would-change",
            description=finding.id,
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what the search found, or that it failed."""
        if event.worker.name != "would-change":
            return
        if event.worker.description != self.finding.id:  # of a finding that is not shown any more
            return
        if event.state is WorkerState.SUCCESS:
            self._say_changes(self._found(event.worker.result or []))
        elif event.state is WorkerState.ERROR:
            self._say_changes([self.tr(N_("The search failed. Nothing was changed."))])

    def _found(self, sets: Sequence[WouldChange]) -> list[str]:
        lines: list[str] = []
        self.edits = next((one.edits for one in sets if one.edits), ())
        for number, item in enumerate((one for one in sets if one.edits), 1):
            parts = [
                self.tr.answered(
                    self.model.words.ref(edit.ref), self.model.words.value(self.model.spec(edit.ref), edit.after)
                )
                for edit in item.edits
            ]
            then = self.model.words.outcome(item.outcome_then, self.model.evaluation) if item.outcome_then else ""
            lines.append(
                self.tr(
                    N_("{number}. {changes} → then: {outcome}"),
                    number=number,
                    changes=self.tr.join(parts),
                    outcome=then,
                )
            )
        none = N_(
            "No change of the design, in up to three answers, was found that lifts it. "
            "The remedies say what may be done."
        )
        return [*lines, self.tr(N_("{press:try} tries the first of them on a copy."))] if lines else [self.tr(none)]

    def action_what_if(self) -> None:
        """Try the first set on a copy; what is kept there leads back to its question."""
        if not self.edits:
            self._note(self.tr(N_("First W: it searches for changes to try.")))
            return
        from dpia.tui.screens.what_if import WhatIfScreen

        def done(ref: Ref | None) -> None:
            if ref is not None:
                self.dismiss(ref)

        self.app.push_screen(WhatIfScreen(self.model, edits=self.edits), done)

    def _say_changes(self, paragraphs: list[str]) -> None:
        self.changes = paragraphs
        self.query_one(Reading).changed()
        self._show_changes()

    def _show_changes(self) -> None:
        """Scroll to what would change it."""
        reading = self.query_one(Reading)
        reading.laid(reading.content_size.width)
        reading.scroll_to_line(self._changes_at)

    def on_resize(self) -> None:
        """What was searched for stays in sight."""
        if self.changes is not None:
            self.call_after_refresh(self._show_changes)
