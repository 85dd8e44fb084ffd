"""A question on the page: what it shows for a width, and what it makes of a key.

A page is one widget that draws all its boxes; only the place to type in is a widget of its own. So a page costs the
same whether it has ten questions or fifty, and moving from one to the next lays nothing out again.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message

from dpia.assessment.model import Answer, State
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.messages import Committed, Drafted
from dpia.tui.view_model import MARKS, FieldView, ViewModel
from dpia.tui.widgets.text import ACCENT, ALARM, MUTED, STRONG, hanging, plain

PROPOSED_MARK = "»"
PROBLEM_MARK = "!"

Settled = Committed | Drafted


class Box:
    """Something on a page that stands in lines: a question, an introduction, the way on."""

    stop = True
    """Whether the person can stand on it."""

    room_above = room_below = 0
    """Empty lines that it wants around it, also on a low terminal."""

    def __init__(self) -> None:
        self._laid: dict[bool, tuple[int, Sequence[Content]]] = {}

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """What is shown, none longer than `width`; `here`: the person stands on it."""
        raise NotImplementedError

    def laid(self, width: int, here: bool) -> Sequence[Content]:
        """The lines, remembered until something changes: those with the person on it, and those without."""
        known = self._laid.get(here)
        if known is None or known[0] != width:
            known = self._laid[here] = (width, self.lines(width, here))
        return known[1]

    def changed(self) -> None:
        """What was laid out does not hold any more."""
        self._laid = {}

    @property
    def line_at_hand(self) -> int:
        """The line of the cursor, counted from the top of the box."""
        return 0

    def enter(self) -> None:
        """The person comes, and may stand elsewhere in it than last time."""
        self._laid.pop(True, None)

    def leave(self) -> None:
        """The person goes."""

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """What a key leads to; None if it means nothing here."""
        return None

    def click(self, line: int) -> Sequence[Message]:
        """What a click on a line leads to, the person standing on it already."""
        return ()

    def take(self) -> Settled | None:
        """What was typed or ticked and not settled yet; it counts as settled from now on."""
        return None

    note = ""
    """What happened to what was just typed or pasted here; it goes with the next key."""

    def hint(self) -> str:
        """What the keys do here and now."""
        return ""


class QuestionBox(Box):
    """A question with its answer. `sync` brings the view down; what a person settled goes up."""

    def __init__(self, view: FieldView, model: ViewModel) -> None:
        super().__init__()
        self.view = view
        self.model = model
        self.tr = model.tr

    @property
    def ref(self) -> Ref:
        """Which answer it is."""
        return self.view.ref

    def sync(self, view: FieldView) -> bool:
        """Show another view. False if it looks the same."""
        if view == self.view:
            return False
        self.view = view
        self.renewed()
        self.changed()
        return True

    def renewed(self) -> None:
        """The view is another one."""

    def forget(self) -> None:
        """Drop what was typed or ticked and not settled."""

    def unsettled(self) -> str | Answer | None:
        """What was typed, or what is ticked, and is not settled yet; None if nothing is. It stays as it is."""
        return None

    def enter(self) -> None:
        """The person comes; what was said to them last time is over."""
        super().enter()
        self.note = ""


def head_lines(view: FieldView, width: int, *, here: bool) -> list[Content]:
    """The question behind the mark of its state."""
    mark = PROBLEM_MARK if view.error else PROPOSED_MARK if view.proposed else MARKS[view.overall]
    style = ALARM if view.error else STRONG if here else MUTED
    number = plain(f"{view.number} " if view.number else "", MUTED)
    said = plain(f"  ({view.discussed} ✎)", ACCENT) if view.discussed else Content("")
    return hanging(plain(f"{mark} ", style), number + plain(view.text, STRONG if here else "") + said, width)


def foot_lines(view: FieldView, model: ViewModel, width: int, *, understood: str = "") -> list[Content]:
    """Below the answer: how it was understood, what is planned, changed last, proposed, required, or wrong."""
    tr = model.tr
    lines: list[Content] = []
    if understood:
        lines += hanging("    ", plain(understood, MUTED), width)
    if view.planned:
        lines += hanging("    ", plain(view.planned, STRONG), width)
    if view.echo:
        lines += hanging("    ", plain(view.echo, ACCENT), width)
    if view.proposed:
        text = tr(
            N_("proposed, not yet yours: {answer} ({press:confirm} confirms, {press:reject} rejects)"),
            answer=view.proposed,
        )
        lines += hanging("    ", plain(text, STRONG), width)
    if view.required:
        lines += hanging("    ", plain(view.required, ALARM), width)
    if view.error:
        lines += hanging(plain("  ! ", ALARM), plain(view.error, ALARM), width)
    return lines


def answer_style(state: State | None) -> str:
    """How an answer is printed: what is given stands out, what is missing steps back."""
    return "" if state is State.GIVEN else MUTED


def cursor_line(line: Content, width: int, start: int = 2) -> Content:
    """A line that the cursor stands on, from a column over the whole width: of a field behind its bar."""
    return line.pad_right(max(width - line.cell_length, 0)).stylize("$cursor-foreground on $cursor-background", start)
