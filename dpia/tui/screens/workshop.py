"""The workshop: one question at a time with much space around it, positions side by side, the outcome in words.

Made for a projector: whoever leads it answers, and writes down where people stand, without leaving the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from dpia.assessment.change import Action
from dpia.assessment.discussion import PARKED, AnyEntry, Comment, Decision, Position, Target, ToDo
from dpia.assessment.model import Answer
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui import discussion_commands
from dpia.tui.answer_dialogs import ask_answer
from dpia.tui.bindings import bindings
from dpia.tui.discussed import ref_of, target_of
from dpia.tui.discussion_forms import EntryForms
from dpia.tui.screens.talk import TalkScreen
from dpia.tui.view_model import Item, Place, ViewModel
from dpia.tui.widgets.discussion_lines import side_by_side, votes_line
from dpia.tui.widgets.help_pane import KeyLine, law_text
from dpia.tui.widgets.outcome_bar import OutcomeBar, outcome_style
from dpia.tui.widgets.reading import Reading
from dpia.tui.widgets.text import ACCENT, MUTED, STRONG, plain, wrapped
from dpia.wording.discussion import entry_words

MARGIN = 4
"""Empty cells at each side of the text."""


class WorkshopScreen(TalkScreen[Ref | None]):
    """Ends with the question to stand on among all others."""

    COMMANDS_HERE = discussion_commands.WORKSHOP
    OPENED_BY = "workshop"
    BINDINGS = bindings(discussion_commands.WORKSHOP)

    def __init__(self, model: ViewModel, ref: Ref | None) -> None:
        super().__init__(model)
        asked = self.asked()
        place = Ref(ref.question) if ref is not None else None
        self.ref = place if place in asked else asked[0] if asked else None
        self.body = Reading(self._lines, id="workshop")
        self.bar = OutcomeBar(model)

    def compose(self) -> ComposeResult:
        """Outcome, question, echo, keys."""
        yield self.bar
        yield self.body
        yield self.news
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def on_mount(self) -> None:
        """The page keys scroll what does not fit."""
        self.body.focus()

    def on_screen_resume(self) -> None:
        """Something may have been said or answered on another screen."""
        if self.body.is_attached:
            self._draw()

    def asked(self) -> list[Ref]:
        """The questions that are asked at present, in order; a table is one of them."""
        items = [item for section in self.model.pack.sections for item in self.model.items(Place(section.id))]
        return [item.ref for item in items if not item.cards and self.model.asked(item)]

    @property
    def target(self) -> Target:
        """What is spoken of."""
        return target_of(self.ref) if self.ref is not None else PARKED

    # --- the page -----------------------------------------------------------------------------------------------------

    def _lines(self, width: int) -> Sequence[Content]:
        room = max(width - 2 * MARGIN, 20)
        lines = self._question(room) if self.ref is not None else wrapped(self.tr(N_("Nothing is asked.")), room)
        return [Content(""), *(Content(" " * MARGIN) + line for line in lines)]

    def _question(self, width: int) -> list[Content]:
        assert self.ref is not None
        model, tr, asked = self.model, self.tr, self.asked()
        view = model.view(Item(self.ref), model.pack.questions[self.ref.question].section)
        position = asked.index(self.ref) + 1 if self.ref in asked else 0
        words = N_("{number}   question {position} of {count}")
        place = tr(words, number=view.number, position=position, count=len(asked))
        lines = [*wrapped(plain(place, MUTED), width), Content("")]
        lines += [*wrapped(plain(view.text, STRONG), width), Content("")]
        if help_ := tr.content(model.spec(self.ref).help):
            lines += [*wrapped(help_, width), Content("")]
        answer = plain(view.words, "" if view.state else MUTED)
        lines += [*wrapped(plain(tr(N_("Answer: ")), STRONG) + answer, width), Content("")]
        said = [entry for _, entry in self.talk.about(self.target)]
        positions = [entry for entry in said if isinstance(entry, Position)]
        if positions:
            lines += [*wrapped(plain(votes_line(model, positions), ACCENT), width), Content("")]
            lines += [*side_by_side(model, positions, width), Content("")]
        for entry in said:
            if not isinstance(entry, Position):
                lines += wrapped(entry_words(entry, model.words), width)
        return lines + self._outcome(width)

    def _outcome(self, width: int) -> list[Content]:
        evaluation, words = self.model.evaluation, self.model.words
        outcome = plain(words.outcome(evaluation.outcome, evaluation), outcome_style(evaluation.outcome))
        head = plain(self.tr(N_("On the answers so far: ")), STRONG)
        return [Content(""), *wrapped(head + outcome, width), *wrapped(words.meaning(evaluation), width)]

    def fill(self) -> None:
        """Show everything as it is now."""
        self._draw()

    def _draw(self) -> None:
        self.body.changed()
        self.bar.changed()
        self.news.changed()

    # --- commands -----------------------------------------------------------------------------------------------------

    def _step(self, delta: int) -> None:
        asked = self.asked()
        if not asked:
            return
        here = asked.index(self.ref) if self.ref in asked else 0
        self.ref = asked[max(0, min(here + delta, len(asked) - 1))]
        self.model.notice = ""
        self.body.show(self._lines)
        self._draw()

    def action_next(self) -> None:
        """The question after."""
        self._step(1)

    def action_previous(self) -> None:
        """The question before."""
        self._step(-1)

    def action_answer(self) -> None:
        """Answer in a dialog; a table among all other questions."""
        ref = self.ref
        if ref is None:
            return
        spec = self.model.spec(ref)
        if spec.type == "table":
            self.dismiss(ref)
            return
        options = self.model.view(Item(ref), self.model.pack.questions[ref.question].section).options

        def done(answer: Answer | None) -> None:
            self.after(self.model.commit(ref, answer))

        ask_answer(self.app, spec, options, self.model.session.assessment.answers.get(ref.question), done)

    def _new(self, kind: type[AnyEntry], target: Target) -> None:
        EntryForms(self.app, self.talk, target).new(kind, lambda entry: self.after(self.talk.add(entry)))

    def action_position(self) -> None:
        """Where somebody stands."""
        self._new(Position, self.target)

    def action_comment(self) -> None:
        """A remark."""
        self._new(Comment, self.target)

    def action_task(self) -> None:
        """Something to do."""
        self._new(ToDo, self.target)

    def action_decision(self) -> None:
        """What was decided."""
        self._new(Decision, self.target)

    def action_park(self) -> None:
        """A point that is about another thing."""
        self._new(ToDo, PARKED)

    def action_discussion(self) -> None:
        """All that was said about the question."""
        from dpia.tui.screens.discussion import DiscussionScreen

        self.app.push_screen(DiscussionScreen(self.model, self.target))

    def action_tasks(self) -> None:
        """All tasks; a question that one leads to is shown here."""
        from dpia.tui.screens.open_tasks import TasksScreen

        def done(target: Target | None) -> None:
            ref = ref_of(target) if target else None
            if ref is not None and Ref(ref.question) in self.asked():
                self.ref = Ref(ref.question)
                self._draw()
            elif target:
                from dpia.tui.screens.discussion import DiscussionScreen

                self.app.push_screen(DiscussionScreen(self.model, target))

        self.app.push_screen(TasksScreen(self.model), done)

    def action_law(self) -> None:
        """The question explained, and the law behind it."""
        if (ref := self.ref) is not None:
            self.app.read(self.tr(N_("Explanation and law")), lambda width: law_text(self.model, ref, width))

    def may_undo(self, action: Action) -> bool:
        """Whatever this session did is taken back here: the page shows answers too."""
        return True

    def action_back(self) -> None:
        """To the question among all others."""
        self.dismiss(self.ref)
