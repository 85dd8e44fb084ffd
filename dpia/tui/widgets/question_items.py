"""A question with several choices: each item has a state of its own, and a plain tick list stays as quick as ever.

An item is ☑ there, ☐ known not to be, ? not known, or · not looked at. As long as there are only ticks, Enter means
“these and no others”. As soon as an item is marked ☐ or ?, or the others are left open by a key, each item speaks for
itself, and · stays not looked at. What Enter will do is said beforehand; marks are no answer until they are settled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.message import Message

from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import Answer, State
from dpia.assessment.partial import HAVE, LACK, ItemState, PartialList
from dpia.i18n_marks import N_
from dpia.tui.item_marks import CYCLE, MARK_KEYS, OTHERS_NO, OTHERS_OPEN, SIGNS
from dpia.tui.messages import Committed, Stepped
from dpia.tui.view_model import FieldView, ViewModel
from dpia.tui.widgets.field import PROPOSED_MARK, Settled, answer_style, cursor_line, foot_lines, head_lines
from dpia.tui.widgets.question_list import ListBox
from dpia.tui.widgets.text import MUTED, hanging, plain
from dpia.wording.partly import state_words


class ItemsBox(ListBox):
    """Items that are marked one by one and settled together, by Enter or when the question is left.

    In a reversed list, which stores what is missing, the screen asks whether each item is there: marks are turned round
    when they are written, and nowhere else.
    """

    several = True

    def __init__(self, view: FieldView, model: ViewModel) -> None:
        super().__init__(view, model)
        self.reversed = model.spec(view.ref).reversed
        self.marks: PartialList | None = None
        self.left_open = isinstance(view.value, PartialList)
        """Whether somebody left the others open, so that ticks alone do not mean “no others”."""
        self._before: tuple[PartialList | None, bool] = (None, self.left_open)
        self._cycling: int | None = None
        self._end = 0

    # --- what is known ------------------------------------------------------------------------------------------------

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the options."""
        return tuple(str(option.value) for option in self.view.options)

    def _answered(self) -> Answer | None:
        return Answer(self.view.state, self.view.value) if self.view.state is not None else None

    @property
    def known(self) -> PartialList:
        """What each item is marked as: by the person, or else as answered; ☑ is there, reversed or not."""
        if self.marks is not None:
            return self.marks
        known = known_items(self._answered(), self.items).of(self.items)
        return known.inverted if self.reversed else known

    @property
    def exhaustive(self) -> bool:
        """Whether one of the items always holds: “none of these” is then no entry."""
        return self.model.spec(self.ref).exhaustive

    @property
    def as_marked(self) -> bool:
        """Whether each item speaks for itself. Otherwise the ticks say “these and no others”."""
        known = self.known
        return self.left_open or bool(known.lack or known.unknown)

    def _said(self) -> Answer | None:
        """What the marks say; no mark at all is no answer."""
        known = self.known
        if known.have and not self.as_marked:
            known = known.with_rest(LACK, self.items)
        return answer_of(known.inverted if self.reversed else known, self.items)

    @property
    def _pending(self) -> bool:
        """Whether the marks say something else than the answer."""
        return self.marks is not None and self._said() != self._answered()

    @property
    def _all_settled_at_once(self) -> PartialList:
        """What the last entry means: none of these; or, where it is asked what is missing, all are there."""
        return PartialList().with_rest(HAVE if self.reversed else LACK, self.items)

    # --- the list -----------------------------------------------------------------------------------------------------

    def labels(self) -> Sequence[str]:
        """The texts of the options, and the explicit “none”."""
        if not self.view.options or self.exhaustive:
            return [option.text for option in self.view.options]
        last = N_("none is missing, and I have looked") if self.reversed else N_("none of these, and I have looked")
        return [*(option.text for option in self.view.options), self.tr(last)]

    def numbers(self) -> Mapping[str, int]:
        """Options have the numbers of their order, the last entry has 0."""
        numbers = {str(number): number - 1 for number in range(1, len(self.view.options) + 1)}
        return {**numbers, "0": len(self.view.options)} if self.view.options and not self.exhaustive else numbers

    def home(self) -> int | None:
        """The first item that is there, or else that is known in part; none as long as nothing is."""
        known = self.known
        if self._answered() is None or not self.items or not known.named:
            return None
        if known.normal(self.items) == self._all_settled_at_once.normal(self.items):
            return None if self.exhaustive else len(self.items)
        if known.have or isinstance(self.view.value, PartialList):
            return next(i for i, item in enumerate(self.items) if item in (known.have or known.named))
        return None

    def renewed(self) -> None:
        """Another answer came from outside: marks that were not settled give way to it."""
        self.forget()
        super().renewed()

    def _proposed(self, item: str) -> bool:
        proposed = self.view.proposed_value
        if isinstance(proposed, PartialList):
            return item in proposed.have
        return isinstance(proposed, tuple) and item in proposed

    # --- what is shown ------------------------------------------------------------------------------------------------

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """Question and answer, or question and items with what their signs mean."""
        view = self.view
        lines = head_lines(view, width, here=here)
        if not here:
            words = self.model.words.itemwise(self.model.spec(self.ref), self._answered())
            lines += hanging("    ", plain(words, answer_style(view.state)), width)
            return lines + foot_lines(view, self.model, width)
        if view.state in (State.UNKNOWN, State.NOT_APPLICABLE):
            lines += hanging("    ", plain(view.words), width)
        if not self.items:
            lines += hanging("    ", plain(self.tr(N_("There is nothing to choose from yet.")), MUTED), width)
            return lines + foot_lines(view, self.model, width)
        if self.reversed:
            lines += hanging("    ", plain(self.tr(N_("Say of each whether it is there.")), "bold"), width)
        signs = "   ".join(f"{SIGNS[state]} {self._word(state)}" for state in (*ItemState, None))
        lines += hanging("    ", plain(signs, MUTED), width)
        self._entry_lines = []
        for index in range(len(self.labels())):
            self._entry_lines.append(len(lines))
            lines += self._entry(index, width)
        self._end = len(lines)
        keys = N_("Space or + - ? . marks one; all others: _ {no}, : not looked at")
        lines += hanging("    ", plain(self.tr(keys, no=self._word(LACK)), MUTED), width)
        return lines + foot_lines(view, self.model, width)

    def _entry(self, index: int, width: int) -> list[Content]:
        here, last = index == self.cursor, index == len(self.items)
        text = plain(self.labels()[index])
        if last:
            sign = SIGNS[HAVE] if self._says_last else " "
        else:
            item, option = self.items[index], self.view.options[index]
            state = self.known.state(item)
            sign = PROPOSED_MARK if state is None and self._proposed(item) else SIGNS[state]
            text = plain(option.text, "bold" if state is HAVE else "")
            if self.reversed and state is not None:
                text += plain(self.tr.colon + self._word(state), "bold")
            if option.help:
                text += plain(self.tr.dash + option.help, "" if here else MUTED)
        lines = hanging(plain(f"{'  › ' if here else '    '}{sign} "), text, width)
        return [cursor_line(line, width) for line in lines] if here else lines

    @property
    def _says_last(self) -> bool:
        return bool(self.items) and self.known.ordered(self.items) == self._all_settled_at_once

    def _word(self, state: ItemState | None) -> str:
        """What a state is called on the screen."""
        stored = {HAVE: LACK, LACK: HAVE}.get(state, state) if self.reversed and state is not None else state
        return self.tr(state_words(self.model.spec(self.ref))[stored])

    def hint_here(self) -> str:
        """What Enter and Space do."""
        if not self.items:
            return ""
        if self._pending:
            return self._hint_pending()
        if self.cursor is None:
            if self.view.proposed:
                return self.tr(N_("{press:confirm} confirms what is proposed (»); Enter goes on without an answer."))
            if self.view.state is not None:
                return self.tr(N_("Arrows or letters go to an option; Enter goes on, the answer stays."))
            return self.tr(N_("Arrows or letters go to an option; Enter goes on without an answer."))
        if self.view.state is not None:
            return self.tr(N_("Space marks, again: the next mark. Enter goes on, the answer stays."))
        return self.tr(N_("Space ticks, again: the next mark. Enter goes on without an answer."))

    def _hint_pending(self) -> str:
        known, words = self.known, N_("Enter applies the marks: each item is as it is marked.")
        if not known.named:
            words = N_("Nothing is marked: this takes the answer away.")
        elif not self.as_marked:
            words = N_("Enter applies: these and no others.   : leaves the others open.")
            if self.reversed:
                words = N_("Enter applies: these are there, all others missing.   : leaves them open.")
        elif self._says_last:
            words = N_("Enter applies: all are there.") if self.reversed else N_("Enter applies: none of these.")
        elif known.absent(self.items):
            words = N_("Enter applies the marks; · stays not looked at.   _ all others: {no}.")
        return self.tr(words, no=self._word(LACK))

    # --- marking ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Stand on what is answered."""
        self._cycling = None
        super().enter()

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """Mark one item or the others; else move, find, settle."""
        sign = "." if key == "delete" else character
        if key in ("up", "down", "home", "end"):
            self._cycling = None
        if self.items and (not self.typing.typed or self._typed_to_mark(sign)):
            if sign in MARK_KEYS and self.cursor is not None and self.cursor < len(self.items):
                self.note = ""
                self._ticked_while_typing = bool(self.typing.typed)
                self._mark(self.cursor, MARK_KEYS[sign])
                self.left_open = self.left_open or MARK_KEYS[sign] is None
                self.typing.clear()
                return ()
            if sign == OTHERS_NO and self.known.named:
                return self._fill(self.known.with_rest(LACK, self.items), left_open=self.left_open)
            if sign in OTHERS_OPEN and self.known.named:
                return self._fill(self._with_others_open(), left_open=True)
        return super().press(key, character)

    def _typed_to_mark(self, sign: str) -> bool:
        """Whether a sign marks what was found by typing. Otherwise it is a letter like others."""
        return self.typing.found and not self.typing.goes_on(sign, self.labels())

    def _with_others_open(self) -> PartialList:
        """Where each item is there or not, those that are not are the others; else those without a mark."""
        known = self.known
        return known if known.absent(self.items) else PartialList(known.have, (), known.unknown)

    def _fill(self, marks: PartialList, *, left_open: bool) -> Sequence[Message]:
        self._remember()
        self.note, self.marks, self.left_open, self._cycling = "", marks, left_open, None
        self.typing.clear()
        self.changed()
        return ()

    def _remember(self) -> None:
        self._before = (self.marks, self.left_open)

    def _mark(self, index: int, state: ItemState | None) -> None:
        self._remember()
        self.marks = self.known.with_state(self.items[index], state).ordered(self.items)
        self._cycling = index
        self.changed()

    def tick(self) -> None:
        """Tick the item at the cursor; pressed again without moving, the other marks one after the other."""
        if self.cursor is None or not self.items:
            return
        if self.cursor == len(self.items):
            self._fill(PartialList() if self._says_last else self._all_settled_at_once, left_open=False)
            return
        state = self.known.state(self.items[self.cursor])
        again = self._cycling == self.cursor
        self._mark(self.cursor, CYCLE[state] if again else LACK if state is HAVE else HAVE)

    def untick(self) -> None:
        """The marks as they were before the last one."""
        self.marks, self.left_open = self._before
        self._cycling = None

    def click(self, line: int) -> Sequence[Message]:
        """Mark the item that was clicked; what stands above and below the items is none."""
        if not self._entry_lines or not self._entry_lines[0] <= line < self._end:
            return ()
        self._stand(max(index for index, start in enumerate(self._entry_lines) if start <= line))
        self.tick()
        return ()

    # --- settling -----------------------------------------------------------------------------------------------------

    def choose(self) -> Sequence[Message]:
        """Answer with the marks, and go on. Enter marks nothing."""
        settled = self.take()
        return [settled, Stepped(1)] if settled is not None else [Stepped(1)]

    def take(self) -> Settled | None:
        """The marks, if they say something else than the answer."""
        if self.marks is None:
            return None
        pending, answer = self._pending, self._said()
        self.forget()
        return Committed(self.ref, answer) if pending else None

    def unsettled(self) -> str | Answer | None:
        """What the marks say, if that is something else than the answer."""
        return self._said() if self._pending else None

    def forget(self) -> None:
        """Drop the marks."""
        self.marks, self._cycling = None, None
        self.left_open = isinstance(self.view.value, PartialList)
        self.changed()
