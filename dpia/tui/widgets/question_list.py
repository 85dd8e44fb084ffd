"""A question that is answered from a list of entries, and what its keys do.

Moving, typing and passing answer nothing. One stands on no entry until one has gone to one; Enter takes the entry that
one stands on (where several may be chosen Space ticks it, and Enter saves the ticks), and says beforehand what it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.message import Message

from dpia.i18n_marks import N_
from dpia.tui.messages import Stepped
from dpia.tui.typeahead import TypeAhead
from dpia.tui.view_model import FieldView, ViewModel
from dpia.tui.widgets.field import QuestionBox

_COMMANDS = "/"
"""Signs that begin no entry: they are commands of the screen."""


class ListBox(QuestionBox):
    """Entries one below the other; `cursor` is the one that the person stands on, if any."""

    several = False
    """Whether Space ticks: more than one entry may be chosen."""

    def __init__(self, view: FieldView, model: ViewModel) -> None:
        super().__init__(view, model)
        self.cursor: int | None = None
        self.typing = TypeAhead()
        self._ticked_while_typing = False
        self._entry_lines: list[int] = []
        self._answer = (view.state, view.value)

    # --- what a kind of list says of itself ---------------------------------------------------------------------------

    def labels(self) -> Sequence[str]:
        """What each entry is called."""
        raise NotImplementedError

    def numbers(self) -> Mapping[str, int]:
        """The entries that have a number or sign of their own."""
        return {str(index): index - 1 for index in range(1, len(self.labels()) + 1)}

    def home(self) -> int | None:
        """The entry to stand on when the person comes: what is answered, or none."""
        raise NotImplementedError

    def choose(self) -> Sequence[Message]:
        """What Enter leads to."""
        raise NotImplementedError

    def tick(self) -> None:
        """Tick the entry that one stands on, or take the tick away."""

    def untick(self) -> None:
        """Make the last `tick` not have been."""

    # --- keys -------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Stand on what is answered."""
        super().enter()
        self._finish_typing()
        self.cursor = self.home()

    def renewed(self) -> None:
        """Where the answer is another one, stand on it; an entry gone to before must not be taken by the next Enter."""
        answer = (self.view.state, self.view.value)
        if answer != self._answer or (self.cursor or 0) >= len(self.labels()):
            self._finish_typing()
            self.cursor = self.home()
        self._answer = answer

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """Move, find an entry by typing, choose, or go on."""
        self.note = ""
        match key:
            case "up" | "down":
                return self._move(-1 if key == "up" else 1)
            case "home" | "end" if self.labels():
                return self._stand(0 if key == "home" else len(self.labels()) - 1)
            case "enter":
                return self._enter()
            case "backspace" if self.typing.typed:
                return self._type(self.typing.typed[:-1])
            case "escape" if self.typing.typed:
                return self._type("")
            case "space" if not self.typing.typed or (self.several and self._typed_to_tick()):
                return self._tick()
        if len(character) == 1 and character.isprintable() and (self.typing.typed or character not in _COMMANDS):
            return self._type(self.typing.typed + character)
        return None

    def _typed_to_tick(self) -> bool:
        """Whether Space ticks what was found by typing. Otherwise it is a letter like others."""
        return self.typing.found and not self.typing.goes_on(" ", self.labels())

    def _move(self, delta: int) -> Sequence[Message]:
        target = (0 if delta > 0 else -1) if self.cursor is None else self.cursor + delta
        return self._stand(target) if 0 <= target < len(self.labels()) else [Stepped(delta)]

    def _stand(self, index: int | None) -> Sequence[Message]:
        self.cursor = index
        self._finish_typing()
        return ()

    def _finish_typing(self) -> None:
        self.typing.clear()
        self._ticked_while_typing = False
        self.changed()

    def _type(self, typed: str) -> Sequence[Message]:
        """Find an entry. Nothing is answered by it."""
        if typed:
            self.cursor = self.typing.type(typed, self.labels(), self.numbers(), self.cursor)
        else:
            self.cursor = self.typing.drop()
        if self.typing.failed and self._ticked_while_typing:  # it was a sentence, and Space the end of its first word
            self._ticked_while_typing = False
            self.untick()
        self.changed()
        return ()

    def _tick(self) -> Sequence[Message]:
        if self.several and self.cursor is not None:
            self._ticked_while_typing = bool(self.typing.typed)
            self.tick()
        self.typing.clear()
        self.changed()
        return ()

    def _enter(self) -> Sequence[Message]:
        """Take the entry, unless something was typed that means none: then say so, and stay."""
        if self.typing.failed:
            typed = self.typing.typed
            self._type("")
            self.note = self.tr(N_("Nothing begins with “{typed}”, and nothing was changed."), typed=typed)
            return ()
        self._finish_typing()
        return self.choose()

    # --- what is shown ----------------------------------------------------------------------------------------------

    def hint(self) -> str:
        """What the keys do now."""
        if self.typing.failed:
            return self.tr(
                N_("Nothing begins with “{typed}”. Backspace or Esc takes it away."), typed=self.typing.typed
            )
        return self.hint_here()

    def hint_here(self) -> str:
        """What Enter does now, where nothing is being typed that means no entry."""
        raise NotImplementedError

    @property
    def line_at_hand(self) -> int:
        """The line of the cursor."""
        if self.cursor is None or self.cursor >= len(self._entry_lines):
            return 0
        return self._entry_lines[self.cursor]
