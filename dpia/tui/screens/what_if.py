"""What if: answers turned over on a copy, under a bar that says what would follow. Kept as one action, or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.assessment.model import Answer
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui import reasoning_commands
from dpia.tui.bindings import bindings
from dpia.tui.ending import EndingScreen, holds
from dpia.tui.forms import Choice
from dpia.tui.revising import LifeCycleDialogs
from dpia.tui.view_model import Item, Result, ViewModel
from dpia.tui.what_if import Flip, WhatIf
from dpia.tui.widgets.finding_lines import head_lines, reason_lines, source_lines
from dpia.tui.widgets.finding_list import ChoiceList, severity_words
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.reading import Reading
from dpia.tui.widgets.text import ACCENT, ALARM, MUTED, STRONG, IndentedLines, StaticText, plain, stacked, wrapped

if TYPE_CHECKING:
    from dpia.engine.design import Edits
    from dpia.tui.dialog_app import DialogApp

_ADD = "\0add"

SHOWN = 25
"""How many answers the list offers at once; typing finds the others."""


ITEMS = 3
"""How many items of a list are named that would be otherwise."""


class WhatIfScreen(EndingScreen[Ref | None]):
    """The copy. Ends with the first answer that was kept, or None."""

    COMMANDS_HERE = reasoning_commands.WHAT_IF
    BINDINGS = bindings(reasoning_commands.WHAT_IF)
    OPENED_BY = "what_if"
    app: DialogApp

    def __init__(self, model: ViewModel, at_hand: Ref | None = None, *, edits: Edits = ()) -> None:
        super().__init__()
        self.model, self.tr, self.at_hand = model, model.tr, at_hand
        self.what_if = WhatIf(model)
        self._problems = [result.error for result in map(self.what_if.flip_edit, edits) if result.error]
        self.bar = StaticText(id="what-if-bar")
        self.list = ChoiceList(id="flips")
        self.panel = Reading(self._changes, id="board-panel")

    def compose(self) -> ComposeResult:
        """What follows in a sentence, what is tried, what would come and go, keys."""
        yield self.bar
        yield self.list
        yield self.panel
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def on_mount(self) -> None:
        """The list takes the keys."""
        for problem in self._problems:
            self.app.tell(problem, alarm=True)
        self._draw()
        self.list.focus()

    def on_resize(self) -> None:
        """Other lines fit."""
        self.call_after_refresh(self._draw)

    def take_up(self, other: WhatIfScreen) -> None:
        """Try what is tried on another screen."""
        for flip in other.what_if.flips:
            self.what_if.flip(flip.ref, flip.after)
        self._draw()

    @property
    def holds_work(self) -> bool:
        """Whether leaving would lose something that was tried."""
        return bool(self.what_if.flips)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        at = self.list.highlighted
        flips = self.what_if.flips
        options = [Option(IndentedLines((0, self._flip(flip))), id=str(index)) for index, flip in enumerate(flips)]
        options.append(Option(plain(self.tr(N_("+ try another answer"))), id=_ADD))
        self.list.set_options(options)
        self.list.styles.height = min(len(options) * 2, max(self.size.height // 3, 3))
        self.list.highlighted = min(at if at is not None else 0, len(options) - 1)
        self.bar.show(stacked(self._bar(max(self.size.width - 2, 20))))
        self.panel.changed()

    def _flip(self, flip: Flip) -> Content:
        copy = self.what_if.copy
        spec = copy.spec(flip.ref)
        before, after = (self._value(model, flip.ref, answer) for model, answer in
                         ((self.model, flip.before), (copy, flip.after)))  # fmt: skip
        where = copy.words.label(flip.ref.question, flip.ref.column) if not spec.text else copy.words.ref(flip.ref)
        if items := copy.words.item_changes(spec, flip.before, flip.after):
            more = len(items) - ITEMS
            rest = [self.tr.plural("{count} item more", "{count} items more", more)] if more > 0 else []
            return plain(self.tr.answered(where, "")) + plain(self.tr.series([*items[:ITEMS], *rest]), STRONG)
        return plain(self.tr.answered(where, "")) + plain(before, MUTED) + plain(" → ", ACCENT) + plain(after, STRONG)

    def _value(self, model: ViewModel, ref: Ref, answer: Answer | None) -> str:
        return model.words.value(model.spec(ref), answer)

    def _bar(self, width: int) -> list[Content]:
        tr, what_if = self.tr, self.what_if
        count = len(what_if.flips)
        if not count:
            words = N_("What if? Answers are turned over on a copy; the file stays as it is until you keep them.")
            return wrapped(plain(tr(words), STRONG), width)
        blockers = what_if.blockers()
        number = tr.plural("{before} → {count} blocker", "{before} → {count} blockers", blockers.after,
                           before=blockers.before)  # fmt: skip
        head = tr.plural("If {count} answer were otherwise: ", "If {count} answers were otherwise: ", count)
        outcome = tr(N_("outcome: {change}"), change=self._outcome(what_if.before.outcome, what_if.after.outcome))
        lines = wrapped(plain(head) + plain(number, STRONG) + plain(tr.semicolon) + plain(outcome, STRONG), width)
        moved = [
            tr.content(self.model.pack.regimes[regime].short) + tr.colon + self._outcome(was, then)
            for regime, was, then in what_if.outcomes()
            if was != then
        ]
        waiting = what_if.open()
        if waiting.before != waiting.after:
            text = N_("open, and not settled by this: {before} → {after} findings")
            moved.append(tr(text, before=waiting.before, after=waiting.after))
        return lines + (wrapped(plain(tr.series(moved), MUTED), width) if moved else [])

    def _outcome(self, before: object, after: object) -> str:
        now = self.model.words.outcome(before, self.what_if.before)  # type: ignore[arg-type]
        then = self.what_if.copy.words.outcome(after, self.what_if.after)  # type: ignore[arg-type]
        return self.tr(N_("{outcome}, as now"), outcome=now) if now == then else f"{now} → {then}"

    def _changes(self, width: int) -> list[Content]:
        """Only what would be otherwise."""
        tr, what_if, copy = self.tr, self.what_if, self.what_if.copy
        if not what_if.flips:
            words = N_(
                "{press:try-answer} tries another answer. Below stands then what would come, go, or weigh otherwise."
            )
            return wrapped(plain(tr(words), MUTED), width)
        lines = self._hidden(width)
        for item in what_if.moves().items:
            gone = item.mark == "gone"
            was = what_if.was(item.finding) if item.mark == "changed" else None
            before = severity_words(self.model, was) if was is not None else ""
            now = severity_words(copy, item.finding)
            instead = before if before != now else ""
            lines += head_lines(self.model if gone else copy, item.finding, item.mark, width, instead=instead)
            if item.mark == "new":
                lines += source_lines(copy, item.finding, width)
                lines += reason_lines(copy, item.finding, copy.rests_on(item.finding), width)
        if not what_if.moves().items:
            lines += wrapped(plain(tr(N_("No finding would come, go, or weigh otherwise.")), MUTED), width)
        return lines

    def _hidden(self, width: int) -> list[Content]:
        """Answers that would not count any more: findings may go for that reason alone."""
        tr, hidden = self.tr, self.what_if.hidden()
        if not hidden:
            return []
        text = tr.plural(
            "{count} answer would be kept but not count, since its question would not be asked: {what}",
            "{count} answers would be kept but not count, since their questions would not be asked: {what}",
            len(hidden),
            what=self.tr.series(self.model.words.ref(ref) for ref in hidden[:3]),
        )
        return wrapped(plain(text, ALARM), width)

    # --- trying -----------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#flips")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if holds(event):
            self.action_edit()

    def _at_hand(self) -> Flip | None:
        flips, at = self.what_if.flips, self.list.highlighted
        return flips[at] if at is not None and at < len(flips) else None

    def action_edit(self) -> None:
        """Change the tried answer at hand, or try one more."""
        flip = self._at_hand()
        if flip is None:
            self.action_add()
        else:
            self._ask(flip.ref)

    def action_add(self) -> None:
        """Choose an answer that would be another."""
        copy = self.what_if.copy
        refs = self.what_if.choices(self.at_hand)
        if not refs:
            self.app.tell(self.tr(N_("Nothing can be tried: no question is asked.")))
            return
        choices = [
            Choice(str(index), copy.words.ref(ref), copy.words.answer(*ref[:3])) for index, ref in enumerate(refs)
        ]

        def done(choice: str | None) -> None:
            if choice is not None:
                self._ask(refs[int(choice)])

        self.app.choose(self.tr(N_("Which answer would be another?")), choices, done, search=True, most=SHOWN)

    def _ask(self, ref: Ref) -> None:
        from dpia.tui.answer_dialogs import ask_answer

        copy = self.what_if.copy
        view = copy.view(Item(ref), copy.place_of(ref).section)

        def done(after: Answer | None) -> None:
            if after == answer:
                self.app.tell(self.tr(N_("That is the answer already: nothing is tried.")))
            self._after(self.what_if.flip(ref, after))

        about = copy.row_name(ref.question, ref.row) if ref.row is not None else ""
        answer = copy.session.assessment.answer(*ref[:3])
        ask_answer(self.app, copy.spec(ref), view.options, answer, done, about=about)

    def action_remove(self) -> None:
        """Let the answer at hand be as it is in the file."""
        flip = self._at_hand()
        if flip is not None:
            self._after(self.what_if.take_back(flip.ref))

    def action_undo(self) -> None:
        """Undo the last step on the copy."""
        if not self.what_if.undo():
            self.app.tell(self.tr(N_("There is nothing to take back.")))
        self._draw()

    def action_redo(self) -> None:
        """Do the last step again."""
        if not self.what_if.redo():
            self.app.tell(self.tr(N_("There is nothing to do again.")))
        self._draw()

    def _after(self, result: Result) -> None:
        if result.error:
            self.app.tell(result.error, alarm=True)
        self._draw()

    # --- keeping or dropping ------------------------------------------------------------------------------------------

    def action_keep(self) -> None:
        """Write what was tried, as one action."""
        flips = self.what_if.flips
        if not flips:
            self.app.tell(self.tr(N_("Nothing was tried: there is nothing to keep.")))
            return
        result = self.what_if.keep()
        if result.error:
            LifeCycleDialogs(self.app, self.model, self._after).refused(result)
            return
        self.dismiss(flips[0].ref)

    def action_back(self) -> None:
        """Leave; ask first where something was tried."""
        flips = self.what_if.flips
        if not flips:
            self.dismiss(None)
            return
        choices = [
            Choice("stay", self.tr(N_("Stay"))),
            Choice("drop", self.tr(N_("Drop it; the file stays as it is"))),
            Choice("keep", self.tr(N_("Keep it: write it to the file"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "drop":
                self.dismiss(None)
            elif choice == "keep":
                self.action_keep()

        title = self.tr.plural("{count} tried answer is not kept.", "{count} tried answers are not kept.", len(flips))
        self.app.choose(title, choices, done)

    def action_other_pane(self) -> None:
        """From what is tried to what would follow, and back."""
        (self.panel if self.list.has_focus else self.list).focus()

    def action_palette(self) -> None:
        """The commands of this screen."""
        self.app.show_commands(self.COMMANDS_HERE)

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)
