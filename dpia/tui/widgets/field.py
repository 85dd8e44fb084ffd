"""What all fields share: a question on screen, fed with a view and telling only what a person settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from dpia.assessment.model import State
from dpia.i18n_marks import N_
from dpia.tui.desk import FieldView
from dpia.tui.messages import Arrived
from dpia.tui.widgets.text import ALARM, MUTED, STRONG, hanging, plain

if TYPE_CHECKING:
    from dpia.tui.desk import Desk

MARKS = {None: "·", State.GIVEN: "✓", State.UNKNOWN: "?", State.NOT_APPLICABLE: "/"}
"""The state of an answer as one character; the words stand beside it."""

PROPOSED_MARK = "»"
PROBLEM_MARK = "!"


class QuestionField(Widget):
    """A question with its answer. `sync` brings the view down; messages go up."""

    def __init__(self, view: FieldView, desk: Desk) -> None:
        super().__init__()
        self.view = view
        self.desk = desk
        self.tr = desk.tr

    def sync(self, view: FieldView) -> None:
        """Show another view. Does nothing if it looks the same."""
        if view != self.view:
            self.view = view
            self.shown()

    def shown(self) -> None:
        """The view is another one: draw it."""
        raise NotImplementedError

    def settle(self) -> None:
        """Commit what was typed or ticked, if it is an answer and another one."""

    def forget(self) -> None:
        """Drop what was typed or ticked and not settled."""

    @property
    def inner(self) -> Widget:
        """What takes the focus."""
        return self

    @property
    def has_attention(self) -> bool:
        """Whether the person is in this field."""
        return self.inner.has_focus

    @property
    def line_at_hand(self) -> int | None:
        """The line of the cursor in the field, if it has one."""
        return None

    def arrived(self) -> None:
        """The focus is here: say so, and bring the whole field into sight."""
        self.post_message(Arrived(self.view.ref))
        self.call_after_refresh(lambda: self.come_into_sight(self.line_at_hand))

    def come_into_sight(self, line: int | None = None) -> None:
        """Scroll so that the field, and surely this line of it, can be seen."""
        parent = self.parent
        if not isinstance(parent, Widget) or not self.is_attached:
            return
        whole = self.virtual_region
        parent.scroll_to_region(whole, animate=False)
        if line is not None:
            parent.scroll_to_region(Region(whole.x, whole.y + line, whole.width, 2), animate=False)


def head_lines(view: FieldView, width: int, *, attention: bool) -> list[Content]:
    """The question behind the mark of its state."""
    mark = PROBLEM_MARK if view.error else PROPOSED_MARK if view.proposed else MARKS[view.state]
    style = ALARM if view.error else STRONG if attention else ""
    return hanging(plain(f"{mark} ", style or MUTED), plain(view.text, STRONG if attention else ""), width)


def foot_lines(view: FieldView, desk: Desk, width: int, echo: str = "") -> list[Content]:
    """Below the answer: what it was understood as, what is proposed, what is required, what is wrong."""
    tr = desk.tr
    lines: list[Content] = []
    if echo:
        lines += hanging("    ", plain(echo, MUTED), width)
    if view.proposed:
        text = tr(N_("proposed, not yet yours: {answer} (Ctrl+T confirms, Ctrl+R rejects)"), answer=view.proposed)
        lines += hanging("    ", plain(text, STRONG), width)
    if view.required:
        lines += hanging("    ", plain(view.required, ALARM), width)
    if view.error:
        lines += hanging(plain("  ! ", ALARM), plain(view.error, ALARM), width)
    return lines


def answer_style(state: State | None) -> str:
    """How an answer is printed: what is given stands out, what is missing steps back."""
    return "" if state is State.GIVEN else MUTED
