"""What is on the screen and not in the file: written to the journal as one types, and offered at the next open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.content import Content

from dpia.assessment.answers import AnswerError
from dpia.assessment.change import same_json
from dpia.assessment.model import Answer
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.storage.journal import Journal, Left, Unsettled, left_behind
from dpia.tui.dialog_app import DialogApp
from dpia.tui.forms import Choice
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.widgets.text import ALARM, MUTED, STRONG, LineMaker, hanging, plain, wrapped


class Pending(Protocol):
    """Where something is typed."""

    @property
    def ref(self) -> Ref:
        """The field."""

    def unsettled(self) -> str | Answer | None:
        """What stands there and is no answer yet."""


class KeptAside:
    """Keeps the journal of one assessment up to date. Without a file of its own there is nothing to come back to."""

    def __init__(self, model: ViewModel, tell: Callable[[str], None]) -> None:
        self.model = model
        self._tell = tell
        self._told = False
        self._form: Unsettled | None = None
        path = model.session.path
        self.journal = Journal(path, model.session.envelope) if path is not None else None

    @property
    def works(self) -> bool:
        """Whether what is typed can be kept aside, as far as is known."""
        return self.journal is not None and not self.journal.problem

    def update(self, box: Pending | None) -> None:
        """Keep what stands in the box at hand, in other fields, and in a form. Called at each key: it costs nothing."""
        if self.journal is None:
            return
        self.journal.keep(self._unsettled(box))
        if self.journal.problem and not self._told:
            self._told = True
            words = N_("What you type is kept only as it is saved: nothing can be kept aside here ({reason}).")
            self._tell(self.model.tr(words, reason=self.journal.problem))

    def form(self, title: str, text: str, box: Pending | None) -> None:
        """What stands in a form that is not done; an empty text once it is."""
        self._form = Unsettled("", typed=text, title=title) if text else None
        self.update(box)

    def _unsettled(self, box: Pending | None) -> list[Unsettled]:
        found: dict[Ref, Unsettled] = {}
        for ref, answer in self.model.unsaved.items():
            found[ref] = Unsettled(*ref[:3], answer=answer.to_json() if answer is not None else None)
        for ref, text in self.model.drafts.items():
            found[ref] = Unsettled(*ref[:3], typed=text)
        if box is not None and (pending := box.unsettled()) is not None:
            answered = isinstance(pending, Answer)
            found[box.ref] = Unsettled(
                *box.ref[:3],
                typed=None if answered else str(pending),
                answer=pending.to_json() if isinstance(pending, Answer) else None,
            )
        return [*found.values(), *([self._form] if self._form is not None else [])]

    def drop(self) -> None:
        """Whoever leaves does not want it."""
        self.model.drafts.clear()
        self.model.unsaved.clear()
        self._form = None
        if self.journal is not None:
            self.journal.keep(())

    def close(self) -> None:
        """What is unsettled stays behind, for the next time."""
        if self.journal is not None:
            self.journal.close()


def ask_before_leaving(app: DialogApp, model: ViewModel, aside: KeptAside, leave: Callable[[], None]) -> None:
    """Leave, but not before a person said what shall become of what is not saved."""
    tr, waiting = model.tr, len(model.unsaved) + len(model.drafts)
    if not waiting:
        leave()
        return
    problems = [model.problem] if model.unsaved else []
    problems += [
        f"{model.words.ref(ref)}{tr.colon}{model.reason_against(ref, text)}" for ref, text in model.drafts.items()
    ]
    choices = [Choice("stay", tr(N_("Stay"))), Choice("leave", tr(N_("Leave without them")))]
    if aside.works:
        note = tr(N_("they are offered when the file is opened the next time"))
        choices.insert(1, Choice("keep", tr(N_("Leave, and keep them aside")), note))
    title = tr.plural("{count} answer is not saved.", "{count} answers are not saved.", waiting)

    def done(choice: str | None) -> None:
        if choice == "leave":
            aside.drop()
        if choice in ("leave", "keep"):
            leave()

    app.action_close_alarm()  # the dialog says it again, and may not be hidden by it
    app.choose(title, choices, done, text="\n".join(problems[:3]))


def offer(app: DialogApp, model: ViewModel, after: Callable[[Result, Ref | None], None]) -> None:
    """Say what was left behind when the assessment was open last, and ask what shall become of it."""
    path = model.session.path
    found = iter(left_behind(path, model.session.envelope) if path is not None else ())

    def ask_of_the_next() -> None:
        for left in found:
            entries = [entry for entry in left.entries if not _in_the_file(model, entry)]
            if entries:
                _ask(app, model, left, entries, after, ask_of_the_next)
                return
            left.discard()

    ask_of_the_next()


def _ask(
    app: DialogApp,
    model: ViewModel,
    left: Left,
    entries: list[Unsettled],
    after: Callable[[Result, Ref | None], None],
    then: Callable[[], None],
) -> None:
    tr = model.tr
    title = tr.plural(
        "{count} entry was typed here earlier and is not in the file.",
        "{count} entries were typed here earlier and are not in the file.",
        len(entries),
    )
    at = left.at.astimezone()
    text = tr(N_("Written on {date} at {time}."), date=tr.date(at.date()), time=at.strftime("%H:%M"))
    takes = [entry for entry in entries if not model.session.read_only and _ref(model, entry) is not None]
    choices = [Choice("look", tr(N_("Look at it")))]
    if takes:
        note = tr(N_("What is an answer is saved, the rest stands in its field. {press:undo} takes it back."))
        choices.insert(0, Choice("take", tr(N_("Put it where it was typed")), note))
    choices.append(Choice("later", tr(N_("Leave it for the next time"))))
    choices.append(Choice("discard", tr(N_("Discard it")), tr(N_("It cannot be brought back."))))

    def done(choice: str | None) -> None:
        if choice == "look":
            app.read(title, _lines(model, entries), lambda: _ask(app, model, left, entries, after, then))
            return
        if choice == "discard":
            left.discard()
        elif choice == "take":
            result = _put(model, takes)
            after(result, _ref(model, takes[0]))
            if len(takes) == len(entries):
                left.discard()
        then()

    app.choose(title, choices, done, text=text)


def _put(model: ViewModel, entries: list[Unsettled]) -> Result:
    """Commit what is an answer, all of it as one action; what is none stands in its field as it was typed."""
    answers: dict[Ref, Answer | None] = {}
    for entry in entries:
        ref = Ref(entry.question, entry.row, entry.column)
        if entry.typed is None:
            answers[ref] = None if entry.answer is None else Answer.from_json(entry.answer)
            continue
        try:
            answers[ref] = model.read(ref, entry.typed)
        except AnswerError:
            model.drafts[ref] = entry.typed
    return model.commit_all(answers) if answers else Result(saved=False)


def _ref(model: ViewModel, entry: Unsettled) -> Ref | None:
    """The field that an entry was typed in; None if it is not there any more, or it was a form."""
    ref = Ref(entry.question, entry.row, entry.column)
    try:
        model.spec(ref)
        if entry.typed is None and entry.answer is not None:
            Answer.from_json(entry.answer)
    except (KeyError, ValueError):
        return None
    if ref.row is not None and model.session.assessment.row(ref.question, ref.row) is None:
        return None
    return ref


def _in_the_file(model: ViewModel, entry: Unsettled) -> bool:
    """Whether it was saved before the end came."""
    ref = _ref(model, entry)
    if ref is None:
        return False
    there = model.session.assessment.answer(*ref[:3])
    if entry.typed is None:
        return same_json(there.to_json() if there is not None else None, entry.answer)
    try:
        return model.read(ref, entry.typed) == there
    except AnswerError:
        return False


def _lines(model: ViewModel, entries: list[Unsettled]) -> LineMaker:
    """Each entry: where it was typed, what, and what stands there now."""
    tr = model.tr

    def make(width: int) -> list[Content]:
        lines: list[Content] = []
        for entry in entries:
            ref = _ref(model, entry)
            where = model.words.ref(ref) if ref is not None else entry.title or entry.question
            lines += wrapped(plain(where, STRONG), width)
            for part in (_typed(model, entry, ref) or tr(N_("(nothing)"))).split("\n"):
                lines += hanging("    ", part, width)
            if ref is not None and (now := model.words.answer(*ref[:3])):
                lines += hanging("  ", plain(tr(N_("In the file: {answer}"), answer=now), MUTED), width)
            elif ref is None:
                words = N_("The field is not there any more: copy from here what you need.")
                lines += hanging("  ", plain(tr(words), ALARM), width)
            lines.append(Content(""))
        return lines

    return make


def _typed(model: ViewModel, entry: Unsettled, ref: Ref | None) -> str:
    if entry.typed is not None:
        return entry.typed
    if ref is None or entry.answer is None:
        return ""
    return model.words.value(model.spec(ref), Answer.from_json(entry.answer))
