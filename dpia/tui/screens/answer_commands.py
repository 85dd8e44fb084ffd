"""What can be done with the question at hand, beyond answering it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from textual.app import SuspendNotSupported
from textual.widget import Widget

from dpia.assessment.answers import INTENDABLE, AnswerError
from dpia.assessment.change import Action
from dpia.assessment.model import UNKNOWN, Intention, not_applicable
from dpia.content.names import DECISION_REASON
from dpia.engine.truth import Ref
from dpia.errors import UserError
from dpia.i18n import LANGUAGES
from dpia.i18n_marks import N_
from dpia.tui.dialog_app import DialogApp
from dpia.tui.forms import Choice, Entry
from dpia.tui.speaking import language_name
from dpia.tui.view_model import Place, Result, ViewModel
from dpia.tui.widgets.section_page import SectionPage
from dpia.wording.changes import subject


class AnswerHost(Protocol):
    """The screen that the commands work on."""

    @property
    def dialogs(self) -> DialogApp:
        """Asks and tells."""

    @property
    def focused(self) -> Widget | None:
        """What has the focus."""

    @property
    def page(self) -> SectionPage:
        """The page of questions."""

    def after(self, result: Result) -> None:
        """Show what a change led to."""

    def note(self, text: str) -> None:
        """Say something on the line that says what the last action did."""

    def settle(self) -> None:
        """Settle the question at hand."""

    def go(self, place: Place, ref: Ref | None = None) -> None:
        """Show a page."""


class AnswerCommands:
    """Commands that set, take away and take back answers."""

    def __init__(self, host: AnswerHost, model: ViewModel) -> None:
        self.host = host
        self.model = model
        self.tr = model.tr

    def at_hand(self) -> Ref | None:
        """The question that a command speaks of; none where the rows of another section are only listed."""
        current = self.host.page.current
        return None if current is None or current.view.cards else current.ref

    def _loses_rows(self, ref: Ref, change: Callable[[], None]) -> None:
        """Do it at once, or ask first where it takes the rows of a table away."""
        rows = self.model.session.assessment.rows(ref.question) if ref.column is None else ()
        if not rows:
            change()
            return
        choices = [
            Choice("keep", self.tr(N_("Keep them"))),
            Choice("go", self.tr(N_("Take them away")), self.tr(N_("F8 brings them back"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "go":
                change()

        title = self.tr.plural("This takes {count} row away.", "This takes {count} rows away.", len(rows))
        self.host.dialogs.choose(title, choices, done)

    def unknown(self) -> None:
        """Answer "I don't know"."""
        ref = self.at_hand()
        if ref is not None:
            self._forget(ref)
            self._loses_rows(ref, lambda: self.host.after(self.model.commit(ref, UNKNOWN)))

    def clear(self) -> None:
        """Take the answer away."""
        ref = self.at_hand()
        if ref is not None:
            self._forget(ref)
            self._loses_rows(ref, lambda: self.host.after(self.model.commit(ref, None)))

    def _forget(self, ref: Ref) -> None:
        """Whatever was typed or ticked gives way to the command."""
        self.model.drafts.pop(ref, None)
        self.host.page.boxes[ref].forget()

    def not_applicable(self) -> None:
        """Say that the question does not apply, and why."""
        ref = self.at_hand()
        if ref is None:
            return
        spec = self.model.spec(ref)
        if not spec.not_applicable:
            words = N_("This question does not take “not applicable”. Answer it, or say that you do not know (F5).")
            self.host.dialogs.tell(self.tr(words))
            return
        answer = self.model.session.assessment.answer(*ref[:3])
        label = self.tr(N_("Why does it not apply? The reason is printed."))
        entries = (Entry("reason", label, answer.reason if answer else "", prose=True),)

        def done(values: dict[str, str]) -> None:
            self._forget(ref)
            reason = not_applicable(values["reason"])
            self._loses_rows(ref, lambda: self.host.after(self.model.commit(ref, reason)))

        title, text = self.tr(N_("Not applicable")), self.tr.content(spec.text)
        self.host.dialogs.fill_in(title, entries, done, text=text)

    def planned(self) -> None:
        """Say that the given answer is planned, by whom and by when; or take that back."""
        self.host.settle()
        ref = self.at_hand()
        if ref is None:
            return
        model, answer = self.model, self.model.session.assessment.answer(*ref[:3])
        if model.spec(ref).type not in INTENDABLE:
            words = N_("This cannot be planned: only yes or no, choices and numbers can. Of a table plan single cells.")
            self.host.dialogs.tell(self.tr(words))
        elif answer is None or not answer.given:
            self.host.dialogs.tell(self.tr(N_("Give the answer that is planned first; then say here that it is.")))
        elif answer.intended is not None:
            self.host.after(model.plan(ref, None))
        else:
            self._ask_plan(ref, model.words.answer(*ref[:3]))

    def _ask_plan(self, ref: Ref, answer: str) -> None:
        tr = self.tr
        entries = (
            Entry("owner", tr(N_("Who sees to it? May stay empty.")), required=False),
            Entry(
                "due",
                tr(N_("By which day? May stay empty.")),
                kind="day",
                required=False,
                hint=tr(N_("such as {day}"), day="2027-03-01"),
            ),
        )
        text = tr(
            N_("{question} — {answer}. It is judged as if it were so, and is a condition of the launch. "
               "Of a system that runs already a plan counts as not answered."),
            question=self.model.words.question(ref.question, ref.column), answer=answer,
        )  # fmt: skip

        def done(values: dict[str, str]) -> None:
            self.host.after(self.model.plan(ref, Intention(values["owner"], values["due"])))

        self.host.dialogs.fill_in(tr(N_("Planned")), entries, done, text=text)

    def _proposed(self) -> Ref | None:
        ref = self.at_hand()
        if ref is not None and ref.column is None and ref.question in self.model.session.assessment.proposed:
            return ref
        self.host.dialogs.tell(self.tr(N_("Nothing is proposed for this question.")))
        return None

    def confirm(self) -> None:
        """Make the proposed answer an answer."""
        ref = self._proposed()
        if ref is not None:
            self._forget(ref)
            self.host.after(self.model.do(lambda: self.model.session.confirm(ref.question), ref))

    def reject(self) -> None:
        """Drop the proposed answer."""
        ref = self._proposed()
        if ref is not None:
            self.host.after(self.model.do(lambda: self.model.session.reject(ref.question), ref))

    def editor(self) -> None:
        """Write the text at hand in the person's own editor; what is saved there is committed like typed text."""
        from dpia.tui.external_editor import editor_named, written_in

        self.host.settle()
        ref, app = self.at_hand(), self.host.dialogs
        if ref is None or self.model.spec(ref).type != "text" or self.model.session.read_only:
            self.host.note(self.tr(N_("Only a text can be written in an editor.")))
            return
        if self.model.session.envelope is not None:  # an editor leaves files, perhaps copies of its own
            app.tell(self.tr(N_("The file is encrypted, and an editor would leave the text open on the disk.")))
            return
        answer = self.model.session.assessment.answer(*ref[:3])
        text = self.model.drafts.get(ref) or (str(answer.value) if answer is not None and answer.given else "")
        try:
            editor = editor_named(os.environ)
            with app.suspend():
                written = written_in(editor, text)
            if written != text:
                self._forget(ref)
                self.host.after(self.model.commit(ref, self.model.read(ref, written)))
        except SuspendNotSupported:
            app.tell(self.tr(N_("This terminal cannot be handed to an editor.")))
        except AnswerError as error:
            self.model.drafts[ref] = written
            self.host.after(Result(saved=False, error=self.model.explain(error)))
        except UserError as error:
            app.tell(self.model.explain(error), alarm=True)

    def save(self) -> None:
        """Settle, and try again to save."""
        self.host.settle()
        self.host.after(self.model.retry())

    def undo(self) -> None:
        """Take back the last action, and go to its field."""
        self.host.settle()
        dropped = self.model.drop_unsaved()
        if dropped is not None:
            self.host.after(Result(saved=False))
            self.host.note(self.tr(N_("Not kept: {what}"), what=self.model.words.ref(dropped)))
            return
        session = self.model.session
        self._take_back(session.undoable, N_("There is nothing to take back."), self.model.undo)

    def redo(self) -> None:
        """Do again what was taken back last; in a long text first what was taken back there."""
        if self.host.page.redo_typing():
            return
        self.host.settle()
        session = self.model.session
        self._take_back(session.redoable, N_("There is nothing to do again."), self.model.redo)

    def _take_back(self, action: Action | None, nothing: str, take: Callable[..., Result]) -> None:
        """Take an action back, at once or, if an earlier session did it, after a question.

        What was proposed before is no act of anybody here: proposals are rejected one by one, not all with one key.
        """
        proposed = action is not None and all(change.path[0] == "proposed" for change in action.entries)
        if action is None or (proposed and self.model.session.is_earlier(action)):
            self.host.note(self.tr(nothing))
        elif not self.model.session.is_earlier(action):
            self._taken(take())
        else:
            self._ask_about_earlier(action, lambda: self._taken(take(earlier=True)))

    def _taken(self, result: Result) -> None:
        """Show what was taken back: its field, and one line."""
        refs = self.model.echo.refs if result.saved and self.model.echo is not None else ()
        if refs:
            self.show_field(refs[0])
        self.host.after(result)

    def show_field(self, ref: Ref) -> None:
        """Stand on a field; where its row is gone, on its table."""
        session = self.model.session
        if ref.column is None or session.assessment.row(ref.question, ref.row or "") is None:
            ref = Ref(ref.question)
        place = self.model.place_of(ref)
        if place == self.host.page.place:
            self.host.page.sync()
            self.host.page.go_to(ref)
        else:
            self.host.go(place, ref)

    def _ask_about_earlier(self, action: Action, take: Callable[[], None]) -> None:
        """What is to be taken back was done before the file was opened: say what and when, and ask."""
        change = action.entries[0]
        what = subject(action.entries, self.model.words)
        text = self.tr(
            N_("It was done on {date} by {who}: {what}"), date=self.tr.date(change.at[:10]), who=change.by, what=what
        )
        choices = [Choice("keep", self.tr(N_("Leave it"))), Choice("take", self.tr(N_("Take it back")))]

        def done(choice: str | None) -> None:
            if choice == "take":
                take()

        title = self.tr(N_("In this session there is nothing more to undo. Go back further?"))
        self.host.dialogs.choose(title, choices, done, text=text)

    def remove_row(self, table: str, row: str) -> None:
        """Ask, and remove a row."""
        choices = [
            Choice("keep", self.tr(N_("Keep it"))),
            Choice("remove", self.tr(N_("Remove it")), self.tr(N_("F8 brings it back"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "remove":
                self.host.after(self.model.do(lambda: self.model.session.remove_row(table, row), Ref(table)))

        title = self.tr(N_("Remove “{name}” with its answers?"), name=self.model.row_name(table, row))
        self.host.dialogs.choose(title, choices, done)

    def ask_reason(self) -> None:
        """Ask why somebody decides against the outcome."""
        evaluation = self.model.evaluation
        text = self.tr(
            N_("The outcome of the wizard is: {outcome}. You may decide otherwise; the report prints your reason."),
            outcome=self.model.words.outcome(evaluation.outcome, evaluation),
        )
        ref = Ref(DECISION_REASON)
        entries = (Entry("reason", self.tr.content(self.model.pack.questions[DECISION_REASON].text), prose=True),)

        def done(values: dict[str, str]) -> None:
            self.host.after(self.model.commit(ref, self.model.read(ref, values["reason"])))

        title = self.tr(N_("A decision against the outcome"))
        self.host.dialogs.fill_in(title, entries, done, text=text)

    def as_of(self) -> None:
        """Judge by the law of another day."""
        self.host.settle()
        session = self.model.session
        label = self.tr(N_("By the law of which day?"))
        entries = (Entry("as_of", label, session.assessment.as_of, kind="day"),)

        def done(values: dict[str, str]) -> None:
            self.host.after(self.model.do(lambda: session.set_as_of(values["as_of"])))

        self.host.dialogs.fill_in(self.tr(N_("As-of date")), entries, done)

    def answers_in(self) -> None:
        """Say in which language the answers are written; it prints with them, and a report is made in it."""
        self.host.settle()
        session = self.model.session
        written = session.assessment.language
        choices = [
            Choice(tag, language_name(tag)) for tag in dict.fromkeys((*([written] if written else []), *LANGUAGES))
        ]
        choices.append(Choice("", self.tr(N_("In another language, or nobody knows"))))

        def done(tag: str | None) -> None:
            if tag is not None and tag != written:
                self.host.after(self.model.do(lambda: session.set_language(tag)))

        text = self.tr(N_("A report quotes the answers as they are written, with a mark of their language."))
        self.host.dialogs.choose(self.tr(N_("In which language are the answers written?")), choices, done, text=text)
