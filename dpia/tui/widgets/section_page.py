"""One page of questions: a section, or the card of one row. Mounted on arrival, thrown away after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, Item, Place
from dpia.tui.messages import Onward, Stepped
from dpia.tui.widgets.decision_panel import DecisionPanel
from dpia.tui.widgets.field import QuestionField
from dpia.tui.widgets.question_choice import ChoiceField
from dpia.tui.widgets.question_table import TableField
from dpia.tui.widgets.question_text import TextField
from dpia.tui.widgets.text import MUTED, Lines, hanging, plain, wrapped

_KINDS: dict[str, type[QuestionField]] = {
    "table": TableField, "boolean": ChoiceField, "choice": ChoiceField, "choices": ChoiceField,
}  # fmt: skip


class OnwardLine(Lines, can_focus=True):
    """The last line of a page: where it goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go"),
        Binding("up", "step(-1)"),
        Binding("down", "step(1)"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(classes="onward")
        self.text = text

    def lines(self, width: int) -> Sequence[Content]:
        """The text behind an arrow."""
        style = "$cursor-foreground on $cursor-background" if self.has_focus else ""
        return [line.stylize(style) for line in hanging("› ", self.text, width)]

    def watch_has_focus(self, has_focus: bool) -> None:
        """Stand out and be seen, or step back."""
        super().watch_has_focus(has_focus)
        self.changed()
        if has_focus:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def action_go(self) -> None:
        """Go on."""
        self.post_message(Onward())

    def action_step(self, delta: int) -> None:
        """Another field."""
        self.post_message(Stepped(delta))


class Intro(Lines):
    """What the page is about."""

    def __init__(self, text: str) -> None:
        super().__init__(classes="intro")
        self.text = text

    def lines(self, width: int) -> Sequence[Content]:
        """The text, stepping back."""
        return wrapped(plain(self.text, MUTED), width)


class SectionPage(VerticalScroll, can_focus=False):
    """The fields of one place. Fields are shown and hidden in place; nothing is composed again while a person works."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="page")
        self.desk = desk
        self.place = Place(desk.pack.sections[0].id)
        self.fields: dict[Ref, QuestionField] = {}
        self.items: dict[Ref, Item] = {}

    async def open(self, place: Place, ref: Ref | None = None) -> None:
        """Show another place and put the focus on one field, or on the first that is asked."""
        self.place = place
        self.fields, self.items = {}, {}
        widgets: list[Widget] = [Intro(self._intro(place))]
        if place.section == "decision" and place.row is None:
            widgets.append(DecisionPanel(self.desk))
        for item in self.desk.items(place):
            field = self._field(item)
            field.display = self.desk.asked(item)
            self.fields[item.ref], self.items[item.ref] = field, item
            widgets.append(field)
        widgets.append(OnwardLine(self._onward(place)))
        async with self.batch():
            await self.remove_children()
            await self.mount_all(widgets)
        self.scroll_home(animate=False)
        self.focus_field(ref)

    def _field(self, item: Item) -> QuestionField:
        view = self.desk.view(item, self.place.section)
        return _KINDS.get(view.type, TextField)(view, self.desk)

    def _intro(self, place: Place) -> str:
        section = next(section for section in self.desk.pack.sections if section.id == place.section)
        if place.table is None:
            return self.desk.tr.content(section.intro)
        return self.desk.tr.content(self.desk.pack.questions[place.table].text)

    def _onward(self, place: Place) -> str:
        tr, target = self.desk.tr, self.desk.neighbours(place, 1)
        if target == place:
            return tr(N_("This is the last section. F3 shows the findings, F9 renders the report."))
        if target.row is not None and target.table is not None:
            return tr(N_("Next: {name}"), name=self.desk.row_name(target.table, target.row))
        if place.row is not None:
            return tr(N_("Back to the section"))
        return tr(N_("Next section: {title}"), title=self.desk.place_title(target))

    # --- keeping up -------------------------------------------------------------------------------------------------

    def sync(self) -> None:
        """Bring every field up to date. The focused field stays, unless it is not asked any more."""
        lost = False
        for ref, field in self.fields.items():
            item = self.items[ref]
            asked = self.desk.asked(item)
            if field.display != asked:
                lost = lost or (field.has_attention and not asked)
                field.display = asked
            if asked:
                field.sync(self.desk.view(item, self.place.section))
        for panel in self.query(DecisionPanel):
            panel.changed()
        if lost:
            self.step(1)

    def watch_virtual_size(self) -> None:
        """The page grew or shrank: what the person is at stays in sight."""
        current = self.current
        if current is not None:
            self.call_after_refresh(current.come_into_sight, current.line_at_hand)

    # --- focus ------------------------------------------------------------------------------------------------------

    @property
    def stops(self) -> list[Widget]:
        """What the focus can stand on, in order."""
        found: list[Widget] = [field.inner for field in self.fields.values() if field.display]
        return [*found, *self.query(OnwardLine)]

    @property
    def current(self) -> QuestionField | None:
        """The field with the focus."""
        return next((field for field in self.fields.values() if field.has_attention), None)

    def focus_field(self, ref: Ref | None) -> None:
        """Put the focus on a field; on the first one if it is not asked here."""
        field = self.fields.get(ref) if ref is not None else None
        stops = self.stops
        target = field.inner if field is not None and field.display else stops[0]
        target.focus(scroll_visible=False)

    def step(self, delta: int) -> None:
        """Move the focus by one field."""
        stops = self.stops
        focused = self.screen.focused
        every = [field.inner for field in self.fields.values()]
        if focused in stops:
            index = stops.index(focused) + delta
        elif focused in every:
            place = every.index(focused)
            index = next((stops.index(widget) for widget in every[place:] if widget in stops), len(stops) - 1)
        else:
            index = 0
        if 0 <= index < len(stops):
            stops[index].focus(scroll_visible=False)

    @on(Stepped)
    def _stepped(self, event: Stepped) -> None:
        event.stop()
        self.step(event.delta)

    def settle(self) -> None:
        """Commit what the person is at."""
        current = self.current
        if current is not None:
            current.settle()
