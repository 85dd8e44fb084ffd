"""What can be done with the question at hand, beyond answering it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from dpia.assessment.model import UNKNOWN, not_applicable
from dpia.engine import decision
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, Place, Result
from dpia.tui.forms import Choice, Entry
from dpia.tui.widgets.section_page import SectionPage

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp


class Answering(Screen[None]):
    """Commands that set, take away and take back answers. Part of the assessment screen."""

    app: DpiaApp
    desk: Desk
    tr: Translator
    page: SectionPage

    def after(self, result: Result) -> None:
        """Show what a change led to."""
        raise NotImplementedError

    def settle(self) -> None:
        """Settle the question at hand."""
        raise NotImplementedError

    def go(self, place: Place, ref: Ref | None = None) -> None:
        """Show a page."""
        raise NotImplementedError

    def at_hand(self) -> Ref | None:
        """The question that a command speaks of; none where the rows of another section are only listed."""
        current = self.page.current
        return None if current is None or current.view.cards else current.ref

    def _loses_rows(self, ref: Ref, change: Callable[[], None]) -> None:
        """Do it at once, or ask first where it takes the rows of a table away."""
        rows = self.desk.session.assessment.rows(ref.question) if ref.column is None else ()
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
        self.app.choose(title, choices, done)

    def action_unknown(self) -> None:
        """Answer "I don't know"."""
        ref = self.at_hand()
        if ref is not None:
            self._forget(ref)
            self._loses_rows(ref, lambda: self.after(self.desk.commit(ref, UNKNOWN)))

    def action_clear(self) -> None:
        """Take the answer away."""
        ref = self.at_hand()
        if ref is not None:
            self._forget(ref)
            self._loses_rows(ref, lambda: self.after(self.desk.commit(ref, None)))

    def _forget(self, ref: Ref) -> None:
        """Whatever was typed or ticked gives way to the command."""
        self.desk.drafts.pop(ref, None)
        self.page.boxes[ref].forget()

    def action_not_applicable(self) -> None:
        """Say that the question does not apply, and why."""
        ref = self.at_hand()
        if ref is None:
            return
        spec = self.desk.spec(ref)
        if not spec.not_applicable:
            words = N_("This question does not take “not applicable”. Answer it, or say that you do not know (F5).")
            self.app.tell(self.tr(words))
            return
        answer = self.desk.session.assessment.answer(*ref)
        label = self.tr(N_("Why does it not apply? The reason is printed."))
        entries = (Entry("reason", label, answer.reason if answer else "", prose=True),)

        def done(values: dict[str, str]) -> None:
            self._forget(ref)
            reason = not_applicable(values["reason"])
            self._loses_rows(ref, lambda: self.after(self.desk.commit(ref, reason)))

        title, text = self.tr(N_("Not applicable")), self.tr.content(spec.text)
        self.app.fill_in(title, entries, done, text=text)

    def _proposed(self) -> Ref | None:
        ref = self.at_hand()
        if ref is not None and ref.column is None and ref.question in self.desk.session.assessment.proposed:
            return ref
        self.app.tell(self.tr(N_("Nothing is proposed for this question.")))
        return None

    def action_confirm(self) -> None:
        """Make the proposed answer an answer."""
        ref = self._proposed()
        if ref is not None:
            self._forget(ref)
            self.after(self.desk.do(lambda: self.desk.session.confirm(ref.question), ref))

    def action_reject(self) -> None:
        """Drop the proposed answer."""
        ref = self._proposed()
        if ref is not None:
            self.after(self.desk.do(lambda: self.desk.session.reject(ref.question), ref))

    def action_save(self) -> None:
        """Settle, and try again to save."""
        self.settle()
        self.after(self.desk.retry())

    def action_undo(self) -> None:
        """Take back the last change."""
        self.settle()
        session = self.desk.session
        change = session.undoable
        if change is None:
            self.app.tell(self.tr(N_("There is nothing to take back.")))
            return
        ref = None
        if change.path[0] in ("answers", "proposed"):
            ref = Ref(change.path[1], *(change.path[2:4] if len(change.path) == 4 else ()))
        what = self.desk.words.ref(ref) if ref is not None else self._other_change(change.path)
        result = self.desk.do(session.undo, ref)
        place = self.page.place
        if place.table is not None and session.assessment.row(place.table, place.row or "") is None:
            self.go(Place(place.section), Ref(place.table))
        self.after(result)
        if result.saved:
            answer = f" — {self.desk.words.answer(*ref)}" if ref is not None else ""
            self.app.tell(self.tr(N_("Taken back: {what}"), what=what + answer))

    def _other_change(self, path: tuple[str, ...]) -> str:
        if path[0] == "responses":
            return self.tr(N_("the response to {finding}"), finding=path[1])
        return self.tr(N_("the as-of date"))

    def remove_row(self, table: str, row: str) -> None:
        """Ask, and remove a row."""
        choices = [
            Choice("keep", self.tr(N_("Keep it"))),
            Choice("remove", self.tr(N_("Remove it")), self.tr(N_("F8 brings it back"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "remove":
                self.after(self.desk.do(lambda: self.desk.session.remove_row(table, row), Ref(table)))

        title = self.tr(N_("Remove “{name}” with its answers?"), name=self.desk.row_name(table, row))
        self.app.choose(title, choices, done)

    def ask_reason(self) -> None:
        """Ask why somebody decides against the outcome."""
        evaluation = self.desk.evaluation
        text = self.tr(
            N_("The outcome of the wizard is: {outcome}. You may decide otherwise; the report prints your reason."),
            outcome=self.desk.words.outcome(evaluation.outcome, evaluation),
        )
        ref = Ref(decision.REASON)
        entries = (Entry("reason", self.tr.content(self.desk.pack.questions[decision.REASON].text), prose=True),)

        def done(values: dict[str, str]) -> None:
            self.after(self.desk.commit(ref, self.desk.read(ref, values["reason"])))

        title = self.tr(N_("A decision against the outcome"))
        self.app.fill_in(title, entries, done, text=text)

    def action_as_of(self) -> None:
        """Judge by the law of another day."""
        self.settle()
        session = self.desk.session
        label = self.tr(N_("By the law of which day?"))
        entries = (Entry("as_of", label, session.assessment.as_of, kind="date"),)

        def done(values: dict[str, str]) -> None:
            self.after(self.desk.do(lambda: session.set_as_of(values["as_of"])))

        self.app.fill_in(self.tr(N_("As-of date")), entries, done)
