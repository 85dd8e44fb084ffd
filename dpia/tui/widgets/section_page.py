"""One page of questions: a section, or the card of one row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui.messages import Onward, PasteAltered, ReasoningWanted, Stepped
from dpia.tui.pasting import paste_words
from dpia.tui.reasoning import ReasoningScreen, screen_of_section
from dpia.tui.view_model import Item, Place, ViewModel
from dpia.tui.widgets.decision_panel import DecisionPanel
from dpia.tui.widgets.field import Box, QuestionBox, Settled, cursor_line
from dpia.tui.widgets.page_body import GUTTER, PageBody
from dpia.tui.widgets.question_choice import ChoiceBox
from dpia.tui.widgets.question_items import ItemsBox
from dpia.tui.widgets.question_table import TableBox
from dpia.tui.widgets.question_text import INDENT, LineInput, TextBox
from dpia.tui.widgets.text import MUTED, hanging, plain, wrapped

if TYPE_CHECKING:
    from dpia.tui.widgets.prose import ProseArea

_KINDS: dict[str, type[QuestionBox]] = {
    "table": TableBox, "boolean": ChoiceBox, "choice": ChoiceBox, "choices": ItemsBox,
}  # fmt: skip


class Intro(Box):
    """What the page is about."""

    stop = False
    room_below = 1

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """The text, stepping back."""
        return wrapped(plain(self.text, MUTED), width)


class OnwardBox(Box):
    """The last line of a page: where it goes on."""

    room_above = 1

    def __init__(self, text: str, tr: Translator) -> None:
        super().__init__()
        self.text = text
        self.tr = tr

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """The text behind an arrow."""
        lines = hanging("› ", self.text, width)
        return [cursor_line(line, width) for line in lines] if here else lines

    def hint(self) -> str:
        """That Enter goes there."""
        return self.tr(N_("Enter goes there."))

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """Go on, or another question."""
        steps: dict[str, list[Message]] = {"up": [Stepped(-1)], "down": [], "enter": [Onward()]}
        return steps.get(key)

    def click(self, line: int) -> Sequence[Message]:
        """Go on."""
        return [Onward()]


class ReasoningBox(OnwardBox):
    """A line that leads to the screen on which one reasons about the section."""

    def __init__(self, screen: ReasoningScreen, tr: Translator) -> None:
        text = tr(N_("{title}: {about} ({press:reasoning})"), title=tr(screen.title), about=tr(screen.about))
        super().__init__(text, tr)
        self.name = screen.name

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """Open it, or another question."""
        steps: dict[str, list[Message]] = {"up": [Stepped(-1)], "down": [Stepped(1)], "enter": self.click(0)}
        return steps.get(key)

    def click(self, line: int) -> list[Message]:
        """Open it."""
        return [ReasoningWanted(self.name)]


class SectionPage(Container):
    """The boxes of one place and the editor that they share.

    Boxes are shown and hidden in place. Whoever types is never interrupted: the box at hand stays unless it is not
    asked any more. Keys become messages; what a person settled is told by `Committed` and `Drafted`. `on_arrive` and
    `on_hint` are called and not posted, so that the help of a question, what its keys do, and what was just made of a
    key are painted together with it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "step(1)"), Binding("shift+tab", "step(-1)")]

    def __init__(self, model: ViewModel, on_arrive: Callable[[Ref], None], on_hint: Callable[[str, str], None]) -> None:
        super().__init__(id="page")
        self.model = model
        self.on_arrive = on_arrive
        self.on_hint = on_hint
        self.place = Place(model.pack.sections[0].id)
        self.boxes: dict[Ref, QuestionBox] = {}
        self.items: dict[Ref, Item] = {}
        self.body = PageBody(self._press)
        self.line = LineInput(id="line")
        self._prose: ProseArea | None = None
        self.editor: LineInput | ProseArea | None = None
        self._lent = ""
        """What the box at hand and the editor last agreed on: where the box still has it, the editor is ahead."""
        self._before: list[Box] = []
        self._after: list[Box] = []
        self._asked: list[Box] = []

    def compose(self) -> ComposeResult:
        """The lines, and above them the editor."""
        yield self.body
        yield self.line

    def on_mount(self) -> None:
        """No editor yet."""
        self.line.display = False

    # --- opening ----------------------------------------------------------------------------------------------------

    def open(self, place: Place, ref: Ref | None = None) -> None:
        """Show another place and stand on one question, or on the first that is asked."""
        self.place = place
        self.boxes, self.items = {}, {}
        for item in self.model.items(place):
            view = self.model.view(item, place.section)
            self.boxes[item.ref] = _KINDS.get(view.type, TextBox)(view, self.model)
            self.items[item.ref] = item
        screen = screen_of_section(self.model.pack, place.section) if place.row is None else None
        self._before = [Intro(self._intro(place, screen))]
        if place.section == "decision" and place.row is None:
            self._before.append(DecisionPanel(self.model))
        leading = [ReasoningBox(screen, self.model.tr)] if screen is not None else []
        self._after = [*leading, OnwardBox(self._onward(place), self.model.tr)]
        self.body.top = 0
        self._find_asked()
        target = self.boxes.get(ref) if ref is not None else None
        self.stand_on(target if target in self._asked else self.stops[0])

    def _intro(self, place: Place, screen: ReasoningScreen | None) -> str:
        section = next(section for section in self.model.pack.sections if section.id == place.section)
        if place.table is None:
            text, tr = self.model.tr.content(section.intro), self.model.tr
            if screen is None:
                return text
            return tr.sentences(
                (text, tr(N_("{press:reasoning}: {title} on a screen of its own."), title=tr(screen.title)))
            )
        return self.model.tr.content(self.model.pack.questions[place.table].text)

    def _onward(self, place: Place) -> str:
        tr, target = self.model.tr, self.model.neighbours(place, 1)
        if target == place:
            return tr(N_("This is the last section. Next: look over everything before the report ({press:report})."))
        if target.row is not None and target.table is not None:
            return tr(N_("Next: {name}"), name=self.model.row_name(target.table, target.row))
        if place.row is not None:
            return tr(N_("Back to the section"))
        return tr(N_("Next section: {title}"), title=self.model.place_title(target))

    # --- keeping up -------------------------------------------------------------------------------------------------

    def _find_asked(self) -> None:
        self._asked = [box for ref, box in self.boxes.items() if self.model.asked(self.items[ref])]

    @property
    def shown(self) -> list[Box]:
        """Every box that is shown."""
        return [*self._before, *self._asked, *self._after]

    def sync(self) -> None:
        """Bring every box up to date."""
        here = self.body.here
        every = list(self.boxes.values())
        self._find_asked()
        for box in self._asked:
            if isinstance(box, QuestionBox):
                box.sync(self.model.view(self.items[box.ref], self.place.section))
        for box in self._before:
            box.changed()
        if isinstance(here, QuestionBox) and here not in self._asked:
            below = next((box for box in every[every.index(here) :] if box in self._asked), None)
            self.stand_on(below or self.stops[-1])
        else:
            self._lay()

    def _lay(self) -> None:
        """Draw, with the editor in its place. The message about the last key may still be on its way."""
        box = self.body.here
        if isinstance(box, TextBox) and box.typed == self._lent:
            self.catch_up()
        self.body.replace(self.shown, self.body.here)
        self._place_editor()
        self.say_hint()

    def say_hint(self) -> None:
        """Tell what the keys do at the box at hand."""
        box = self.body.here
        if box is not None:
            self.on_hint(box.hint(), box.note)

    # --- standing -----------------------------------------------------------------------------------------------------

    @property
    def stops(self) -> list[Box]:
        """What can be stood on, in order."""
        return [box for box in self.shown if box.stop]

    @property
    def current(self) -> QuestionBox | None:
        """The question at hand."""
        return self.body.here if isinstance(self.body.here, QuestionBox) else None

    def stand_on(self, box: Box, *, focus: bool = True) -> None:
        """Go to a box. What stood in the one before must have been settled."""
        if box is not self.body.here:
            if self.body.here is not None:
                self.body.here.leave()
            box.enter()
        self.body.here = box
        self._lend_editor(box)
        self._lay()
        if focus:
            self.take_focus()
        if isinstance(box, QuestionBox):
            self.on_arrive(box.ref)

    def take_focus(self) -> None:
        """Give the keys to the editor, or to the lines."""
        target = self.editor or self.body
        if self.screen.focused is not target:
            self.screen.set_focus(target, scroll_visible=False)  # focus() would draw the whole widget again

    def in_sight(self, ref: Ref) -> bool:
        """Whether a question of this page is seen as a whole."""
        box = self.boxes.get(ref)
        return box is not None and box in self._asked and self.body.in_sight(box)

    def go_to(self, ref: Ref) -> None:
        """Stand on a question of this page."""
        self.settle()
        box = self.boxes.get(ref)
        if box is not None and box in self._asked:
            self.stand_on(box)

    def step(self, delta: int) -> None:
        """The next box (1) or the one before (-1)."""
        self.settle()
        stops = self.stops
        here = self.body.here
        index = stops.index(here) + delta if here in stops else 0
        if 0 <= index < len(stops):
            self.stand_on(stops[index])

    def action_step(self, delta: int) -> None:
        """Tab and Shift+Tab."""
        if delta > 0 and self.body.here is self._after[-1]:
            self.screen.focus_next("#findings")
        else:
            self.post_message(Stepped(delta))

    # --- the editor ---------------------------------------------------------------------------------------------------

    def _lend_editor(self, box: Box) -> None:
        """Put the words of a text box into the editor that fits it."""
        if not isinstance(box, TextBox):
            self.editor = None
            self._show_editor(None)
            return
        editor = self._fitting(box)
        if not isinstance(editor, LineInput):
            editor.put(box.typed, box.placeholder)
        else:
            with self.prevent(Input.Changed):
                editor.hint(box.placeholder)
                editor.value = box.typed
                editor.cursor_position = len(box.typed)
                editor.joint = box.joint
        self.editor, self._lent = editor, box.typed

    def _fitting(self, box: TextBox) -> LineInput | ProseArea:
        return self.prose if box.prose else self.line

    @property
    def prose(self) -> ProseArea:
        """The editor for several lines, made when it is needed first."""
        if self._prose is None:
            from dpia.tui.widgets.prose import ProseArea

            self._prose = ProseArea(id="prose")
            self._prose.display = False
            self.mount(self._prose)
        return self._prose

    def make_ready(self) -> None:
        """Make what nobody should have to wait for when they come to it."""
        _ = self.prose

    def _show_editor(self, editor: LineInput | ProseArea | None) -> None:
        for one in (self.line, self._prose):
            if one is not None:
                one.display = one is editor

    def _place_editor(self) -> None:
        """Lay the editor over the lines that were left free for it."""
        box, editor = self.body.here, self.editor
        if editor is None or not isinstance(box, TextBox):
            return
        width = self.body.room
        if editor is not self._fitting(box):  # the answer has several lines now, or only one
            self._lend_editor(box)
            editor = self._fitting(box)
            self.take_focus()
        editor.hint(box.placeholder)
        if self._in_editor() != box.typed:
            self._lend_editor(box)
        y = self.body.line_of(box) + box.editor_line(width) - self.body.top
        editor.styles.offset = (GUTTER + INDENT, y)
        editor.styles.width = width - INDENT
        editor.styles.height = box.editor_lines(width)
        self._show_editor(editor)

    def _in_editor(self) -> str:
        if self.editor is None:
            return ""
        return self.editor.value if isinstance(self.editor, LineInput) else self.editor.text

    def redo_typing(self) -> bool:
        """Do again what was taken back in a long text, if one is typed in; whether there was anything."""
        prose = self._prose
        if prose is None or not prose.has_focus or not prose.can_redo:
            return False
        prose.action_redo()
        return True

    def on_text_area_changed(self, event: Message) -> None:
        """Something was typed into the area for several lines, which is not loaded at the start."""
        self._typed(event)

    @on(Input.Changed)
    def _typed(self, event: Message) -> None:
        """What is typed goes into the box; the page is laid out again only if it has another height."""
        event.stop()
        box = self.body.here
        if not isinstance(box, TextBox) or self.editor is None or self._in_editor() == box.typed:
            return
        before = len(box.laid(self.body.room, True))
        box.type(self._in_editor(), self.body.room)
        self._lent = box.typed
        if len(box.laid(self.body.room, True)) != before:
            self._lay()
        else:
            self.body.draw()
            self.say_hint()

    @on(PasteAltered)
    def _pasted(self, event: PasteAltered) -> None:
        """Say below the field what became of what was pasted."""
        box = self.body.here
        if isinstance(box, QuestionBox):
            event.stop()
            box.note = paste_words(event, self.model.tr)
            self.say_hint()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.settle()
        box = self.body.here
        if not (isinstance(box, TextBox) and box.flagged):
            self.post_message(Stepped(1))

    @on(events.DescendantBlur)
    def _left(self) -> None:
        """The keys go elsewhere: settle."""
        self.settle()
        self.body.draw()

    @on(events.DescendantFocus)
    def _came(self) -> None:
        self.body.draw()

    @on(PageBody.Scrolled)
    @on(PageBody.Resized)
    def _moved(self, event: Message) -> None:
        if isinstance(event, PageBody.Resized):
            self.body.lay_anew()
            self._place_editor()
            self.say_hint()
        else:
            self._place_editor()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def _press(self, key: str, character: str) -> bool:
        """Give a key to the box at hand."""
        box = self.body.here
        messages = box.press(key, character) if box is not None else None
        if messages is None:
            self.say_hint()
            return False
        self._send(messages)
        return True

    @on(PageBody.Clicked)
    def _clicked(self, event: PageBody.Clicked) -> None:
        event.stop()
        if not event.box.stop:
            return
        if event.box is not self.body.here:
            self.settle()
            self.stand_on(event.box)
        else:
            self._send(event.box.click(event.line))

    def _send(self, messages: Iterable[Message]) -> None:
        """Tell what a key led to, and draw."""
        self._lay()
        for message in messages:
            self.post_message(message)

    # --- settling -----------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Tell what was typed or ticked and is not settled yet."""
        settled = self.take()
        if settled is not None:
            self.post_message(settled)

    def catch_up(self) -> None:
        """What stands in the editor is in the box too, also if the message about the last key is still on its way."""
        box = self.body.here
        if isinstance(box, TextBox) and self.editor is not None and self._in_editor() != box.typed:
            box.type(self._in_editor(), self.body.room)
            self._lent = box.typed

    def take(self) -> Settled | None:
        """The same, for a screen that has to know at once."""
        box = self.body.here
        settled = box.take() if box is not None else None
        if settled is not None:
            self._lay()
        return settled
