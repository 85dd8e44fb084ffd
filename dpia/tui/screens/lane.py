"""The quick lane: one question stands alone, with its place, its help and why it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from textual import events, on
from textual._time import get_time
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from dpia.assessment.model import Answer, given
from dpia.content.scenario import by_use
from dpia.engine.truth import Ref
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.paths import refused
from dpia.tui import commands, recent_files
from dpia.tui.bindings import bindings
from dpia.tui.dialog_app import DialogApp
from dpia.tui.ending import holds
from dpia.tui.forms import Choice
from dpia.tui.kept_aside import KeptAside
from dpia.tui.lane_model import LaneEntry, LaneModel
from dpia.tui.messages import AssessmentClosed, SessionReady
from dpia.tui.revising import LifeCycleDialogs
from dpia.tui.typeahead import TypeAhead
from dpia.tui.view_model import Place, ViewModel
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.question_text import LineInput
from dpia.tui.widgets.text import (
    ALARM,
    MUTED,
    IndentedLines,
    Lines,
    StaticText,
    hanging,
    left_right,
    plain,
    row,
    stacked,
)


class LaneHead(Lines):
    """Where one is: the question that the lane answers, the setting, and the place in the lane."""

    def __init__(self, screen: LaneScreen) -> None:
        super().__init__(id="lane-head")
        self._screen = screen

    def lines(self, width: int) -> list[Content]:
        """One line."""
        lane, tr = self._screen.lane, self._screen.tr
        left = row((tr(N_("Is this all right?")), "bold"), (f"  {tr.content(lane.scenario.title)}", MUTED))
        return [left_right(left, plain(lane.counter(), "bold"), width)]


@dataclass(frozen=True, slots=True)
class TypedName:
    """A name that is being typed, as the journal keeps it."""

    ref: Ref
    text: str

    def unsettled(self) -> str:
        """What stands in the line."""
        return self.text


class LaneScreen(Screen[None]):
    """A walk along the lane."""

    app: DialogApp
    BINDINGS = bindings(commands.LANE)
    COMMANDS_HERE = commands.LANE
    AUTO_FOCUS = None

    def __init__(self, lane: LaneModel) -> None:
        super().__init__()
        self.lane = lane
        self.tr = lane.tr
        self.entries: list[LaneEntry] = []
        self.ticked: set[str] = set()
        self.touched = False
        """Whether Space was used at this question. Until then Enter on another entry takes that one instead."""
        self.shown_at = 0.0
        """When the question at hand was shown."""
        self.aside: KeptAside | None = None
        """Keeps a name that is being typed, for whoever is cut off."""
        self.ahead = TypeAhead()
        self.head, self.list, self.line = LaneHead(self), ChoiceList(id="lane-options"), LineInput(id="lane-line")
        self.question = StaticText(id="lane-question")
        self.note, self.hint = StaticText(id="lane-note"), StaticText(id="lane-hint")

    def compose(self) -> ComposeResult:
        """Place, question, answers, what was saved last, what the keys do."""
        yield self.head
        yield self.question
        yield self.list
        yield self.line
        yield StaticText(id="lane-space")
        yield self.note
        yield self.hint
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def on_mount(self) -> None:
        """The first question."""
        self.show_question()

    @property
    def holds_typed(self) -> bool:
        """Whether a name is typed that is not taken yet."""
        return self.lane.typed and bool(self.line.value.strip())

    def anew(self, tr: Translator) -> LaneScreen:
        """The same walk in another language."""
        return LaneScreen(self.lane.anew(tr))

    def go_on_as(self, other: object, ref: Ref | None) -> None:
        """What was ticked or typed on another screen, and is not taken yet."""
        if not isinstance(other, LaneScreen) or self.lane.at is None:
            return
        if self.lane.typed:
            self.line.value = other.line.value
            self.line.action_end()
            return
        self.ticked, self.touched = set(other.ticked), other.touched
        self._fill(other.list.highlighted)
        self._say_keys()

    # --- as the application sees an open assessment -----------------------------------------------------------------

    @property
    def model(self) -> ViewModel:
        """The session as screens see it."""
        return self.lane.view

    def settle(self) -> None:
        """A name that is typed is an answer once it is applied; whoever is cut off keeps it."""
        if self.lane.typed and self.line.value.strip() and not self.lane.commit(given(self.line.value.strip())):
            self._keep_aside(None)

    def remember(self) -> None:
        """Keep the file on the list."""
        path = self.model.session.path
        if path is not None:
            recent_files.remember(path)

    def on_unmount(self) -> None:
        """However it ends, a name that is not saved stays behind."""
        if self.aside is not None:
            self.aside.close()

    @on(Input.Changed, "#lane-line")
    def _keep_name(self, event: Input.Changed) -> None:
        event.stop()
        ref, answer = self.lane.at, self.lane.answer()
        saved = str(answer.value) if answer is not None and answer.given else ""
        typed = event.value.strip()
        if ref is not None and self.lane.typed and event.value == self.line.value:
            self._keep_aside(TypedName(ref, typed) if typed and typed != saved else None)

    def _keep_aside(self, name: TypedName | None) -> None:
        """Keep aside a name that is being typed; nothing once it is saved or taken away."""
        if name is not None:
            self.aside = self.aside or KeptAside(self.model, lambda text: self.app.tell(text, alarm=True))
            self.aside.update(name)
        elif self.aside is not None:
            self.aside.update(None)
            self.aside.close()
            self.aside = None

    def release(self) -> None:
        """Remember the file and give it back."""
        self.remember()
        if self.aside is not None:
            self.aside.close()
        self.model.session.close()

    # --- showing ----------------------------------------------------------------------------------------------------

    def show_question(self, problem: str = "", *, news: str = "") -> None:
        """The question at hand, or the page that ends the visit; with what went wrong, or with what was done."""
        lane, tr = self.lane, self.tr
        self.shown_at = get_time()
        self.ahead.clear()
        if not problem:
            self._keep_aside(None)
        if lane.at is None:
            self._end()
            return
        self.head.changed()
        spec = lane.spec()
        lines = [plain(lane.text_of(lane.at), "bold")]
        if help_ := lane.help_of(lane.at):
            lines.append(plain(help_))
        why = tr.content(spec.why) if spec.why else tr(N_("It stands on the paper. It decides nothing."))
        lines.append(plain(tr(N_("Why: {why}"), why=why), MUTED))
        self.question.show(stacked(lines))
        typed = lane.typed
        self.list.display, self.line.display = not typed, typed
        self.query_one("#lane-space").display = typed
        self.note.show(plain(problem, ALARM) if problem else plain(news or lane.echo(), MUTED))
        if typed:
            answer = lane.answer()
            self.line.value = str(answer.value) if answer is not None and answer.given else ""
            self.line.action_end()
            self.line.focus()
        else:
            self.entries, self.ticked, self.touched = lane.entries(), lane.ticked(), False
            self._fill(self._home())
            self.list.focus()
        self._say_keys()

    def _home(self) -> int | None:
        """Where the highlight stands at first: on the proposal or the answer. On nothing where there is neither."""
        if self.entries[0].proposed:
            return 0
        answer = self.lane.answer()
        if answer is None:
            return None
        return next(
            (n for n, one in enumerate(self.entries) if one.answer == answer or (one.tick and one.tick in self.ticked)),
            None,
        )

    def _fill(self, highlighted: int | None) -> None:
        self.list.set_options([Option(self._shown(n, one), id=one.id) for n, one in enumerate(self.entries)])
        self.list.highlighted = highlighted

    def _shown(self, index: int, entry: LaneEntry) -> IndentedLines:
        box = ("[x] " if entry.tick in self.ticked else "[ ] ") if entry.tick else ""
        text = plain(entry.text, "bold" if entry.proposed or entry.tick in self.ticked else "")
        return IndentedLines((0, partial(hanging, plain(f"{index + 1:>2} {box}", MUTED), text)))

    @on(OptionList.OptionHighlighted)
    def _say_keys(self) -> None:
        if self.lane.typed:
            words = N_("Enter saves it and goes on; on an empty line Enter leaves it out.")
        elif self.list.highlighted is None:
            words = N_("Arrows, letters or numbers go to an answer; Enter then takes it.")
        elif self._instead(self.list.highlighted):
            words = N_("Enter takes this one instead of what is ticked; Space ticks it too.")
        elif self.ticked:
            words = N_("Enter takes what is ticked and goes on; Space ticks or takes the tick away.")
        elif self.entries[self.list.highlighted].tick:
            words = N_("Enter takes this one and goes on; Space ticks several.")
        else:
            words = N_("Enter takes this answer and goes on.")
        number = "" if self.lane.typed else self.ahead.number(self._numbers(), self.list.highlighted)
        lead = number + self.tr.dash if number else ""
        self.hint.show(row((lead, "bold"), (self.tr(words), "")))

    # --- answering --------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Letters and numbers go to an entry and answer nothing; Space ticks."""
        if self.lane.typed or not event.is_printable or event.character is None:
            self.ahead.clear()
            return
        event.stop()
        event.prevent_default()
        if event.character == " ":
            self._tick()
        else:
            self._find(event.character)

    def _find(self, character: str) -> None:
        labels = [entry.text for entry in self.entries]
        self.list.highlighted = self.ahead.follow(character, labels, self._numbers(), self.list.highlighted)
        self._say_keys()

    def _numbers(self) -> dict[str, int]:
        return {str(n): n - 1 for n in range(1, len(self.entries) + 1)}

    def _tick(self) -> None:
        self.ahead.clear()
        index = self.list.highlighted
        if index is None or not self.entries[index].tick:
            return
        self.ticked ^= {self.entries[index].tick}
        self.touched = True
        self._fill(index)
        self._say_keys()

    def _instead(self, index: int) -> bool:
        """Whether Enter puts an entry in the place of the one that was saved: it is gone to, and Space was not used."""
        tick = self.entries[index].tick
        return bool(tick) and len(self.ticked) == 1 and tick not in self.ticked and not self.touched

    @on(OptionList.OptionSelected, "#lane-options")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not holds(event):  # a second Enter, and another question by now
            return
        entry = self.entries[event.option_index]
        if entry.tick and self.ticked and not self._instead(event.option_index):
            self._commit_and_show(self.lane.joint(self.ticked))
        else:
            self._commit_and_show(entry.answer)

    @on(Input.Submitted, "#lane-line")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if not self.lane.typed or event.time < self.shown_at:  # a second Enter, and another question by now
            return
        if text:
            self._commit_and_show(given(text))
        else:
            self._went_on(self.lane.leave_out())

    def _commit_and_show(self, answer: Answer) -> None:
        self._went_on(self.lane.commit(answer))

    def _went_on(self, problem: str) -> None:
        """Show the next question, or what went wrong; of what is signed, offer the revision in which it can be done."""
        self.show_question(problem)
        if problem and self.model.session.assessment.life_cycle.closed:
            dialogs = LifeCycleDialogs(self.app, self.model, lambda result: self.show_question(result.error))
            dialogs.offer_revision()

    # --- commands ---------------------------------------------------------------------------------------------------

    def action_unknown(self) -> None:
        """Answer "I don't know"."""
        if self.lane.typed:
            self._went_on(self.lane.leave_out())
        else:
            self._commit_and_show(self.entries[-1].answer)

    def action_back(self) -> None:
        """The question before; from the first one to the settings."""
        if self.lane.go_back():
            self.show_question()
            return
        lanes = [one for one in by_use(self.model.pack.content.scenarios) if one.lane]
        choices = [Choice(one.id, self.tr.content(one.title), self.tr.content(one.summary)) for one in lanes]
        self.app.choose(self.tr(N_("In which setting?")), choices, self._other_setting, start=self.lane.scenario.id)

    def _other_setting(self, choice: str | None) -> None:
        found = self.model.pack.scenario(choice) if choice else None
        if found is None:
            self._close()
        elif found is not self.lane.scenario:
            self._turn(partial(self.lane.in_setting, found))

    def _turn(self, make: partial[LaneModel]) -> None:
        """Go on with another lane: in another setting, or with another way."""
        try:
            self.lane = make()
        except (UserError, OSError) as error:
            self.app.tell(explain(refused(error) if isinstance(error, OSError) else error, self.tr), alarm=True)
        self.show_question()

    def action_undo(self) -> None:
        """Take back the last answer of this walk, and go to its question."""
        news, problem = self.lane.undo()
        nothing = self.tr(N_("There is nothing to take back: no answer was given in this walk."))
        self.show_question(problem, news=news or nothing)

    def action_law(self) -> None:
        """Explain the question and show its law."""
        from dpia.tui.screens.text_pages import law_page

        ref = self.lane.at
        if ref is not None:
            place = Place(self.model.pack.questions[ref.question].section)
            self.app.read(self.tr(N_("Explanation and law")), law_page(self.model, ref, place))

    def action_full(self) -> None:
        """The full assessment, with everything kept."""
        self.settle()
        session = self.model.session
        if session.path is None:
            self.app.tell(self.tr(N_("Answer the first question; then the assessment has its file.")))
            return
        self.app.pop_screen()
        self.app.post_message(SessionReady(session))

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)

    def action_language(self) -> None:
        """Another language, at this question."""
        self.app.action_language()

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.toggle_theme()

    def action_leave(self) -> None:
        """Close; everything is saved."""
        self.settle()
        self._close()

    def _close(self) -> None:
        self.release()
        self.post_message(AssessmentClosed())

    # --- the end ----------------------------------------------------------------------------------------------------

    def _end(self) -> None:
        from dpia.tui.screens.lane_end import LaneEndScreen

        self.remember()
        self.app.push_screen(LaneEndScreen(self.lane), self._after_end)

    def _after_end(self, wish: str | None) -> None:
        if wish == "leave":
            self._close()
        elif wish == "full":
            self.action_full()
        elif wish == "undo":
            self.lane.go_back()
            self.action_undo()
        elif wish is not None and wish.startswith("way-"):
            way = next(way for way in self.lane.ways() if way.id == wish.removeprefix("way-"))
            self._turn(partial(self.lane.compared, way))
        elif wish == "question" or self.lane.go_back():
            self.show_question()
