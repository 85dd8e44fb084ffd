"""The only thing that changes an assessment. Both front ends, the command line and the wizard, use it.

Every committed answer is checked, logged, evaluated and written to disk before the call returns.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from dpia.assessment.answers import AnswerError, Edit, check_answer, check_response
from dpia.assessment.carry_over import CarriedOver
from dpia.assessment.change import (
    CONTENT,
    Action,
    Change,
    LogError,
    PathParts,
    apply,
    in_parts,
    make_change,
    read,
    same_json,
    undo_and_redo,
)
from dpia.assessment.discussing import Discussed, discussion_changes
from dpia.assessment.model import Answer, Assessment, Response, Row, check_date, given
from dpia.assessment.row_changes import row_changes, rows_beside, unused_ids
from dpia.atomic import NotConfirmed, followed, other_names, refuse_protected, write_atomic
from dpia.content.pack import Pack
from dpia.control_chars import replaced
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import read_plain
from dpia.storage.conflicts import conflict_names
from dpia.storage.document import ContentPin, Document, read_bytes
from dpia.storage.history import Difference
from dpia.storage.lock import Holder, Lock
from dpia.storage.merging import fits
from dpia.storage.proof import cannot_be_kept, proven_bytes, written_new
from dpia.storage.reading import read_assessment

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The clock of the front ends: now, in UTC."""
    return dt.datetime.now(dt.UTC)


def user_name() -> str:
    """Who is at the keyboard, as the system knows it: by the account, and not by what the environment claims."""
    try:
        if sys.platform == "win32":
            return replaced(os.getlogin())
        import pwd

        return replaced(pwd.getpwuid(os.getuid()).pw_name)
    except (KeyError, OSError, ImportError):
        return "unknown user" if sys.platform == "win32" else f"user {os.getuid()}"


class Session:
    """An open assessment. `path` None keeps it in memory only (tests, an assessment embedded in a PDF)."""

    def __init__(
        self,
        pack: Pack,
        document: Document,
        path: Path | None,
        *,
        clock: Clock = utc_now,
        by: str | None = None,
        read_only: bool = False,
        lock: Lock | None = None,
        on_disk: bytes | None = None,
        carried: CarriedOver | None = None,
    ) -> None:
        self.pack = pack
        self.path = path
        self.read_only = read_only
        self._clock = clock
        self._by = by if by is not None else user_name()
        self._document = document
        self._opened = document
        self._carried = carried or CarriedOver(document.assessment)
        self._on_disk = on_disk
        self._lock = lock
        self._evaluation: Evaluation | None = None
        self._previous: Evaluation | None = None
        self.mark_opened()

    # --- opening and closing --------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        pack: Pack,
        path: Path | None,
        *,
        as_of: str | None = None,
        scenario: str | None = None,
        clock: Clock = utc_now,
        by: str | None = None,
        take_over: bool = False,
    ) -> Session:
        """Start an assessment, dated by the clock unless `as_of` is given. Never overwrites. Raises UserError."""
        today = clock().date().isoformat()
        day = as_of or today
        try:
            check_date(day, "as_of")
        except ValueError:
            raise UserError(
                N_("“{date}” is not a date."), hint=N_("Write it as 2026-11-21."), code="not-a-date", date=str(day)[:40]
            ) from None
        pin = _pin(pack)
        session = cls(pack, Document(pin, Assessment(day, today)), None, clock=clock, by=by)
        start: list[tuple[PathParts, Any, Any]] = [(("created",), None, today), (("as_of",), None, day)]
        if scenario:
            start.append((("scenario",), None, scenario))
        start.append((CONTENT, None, pin.to_json()))
        try:
            session._start(start, scenario)
        except ValueError as error:
            raise cannot_be_kept(str(path or ""), error) from None
        if path is not None:
            session.place(path, take_over=take_over)
        return session

    def place(self, path: Path, *, take_over: bool = False) -> None:
        """Give what is in memory its file, written once and whole. Never overwrites.

        Raises UserError: there is no new file, save where the disk did not confirm it (NotConfirmed).
        """
        if os.path.lexists(path):  # said early; that nothing is replaced is seen to when writing
            raise UserError(
                N_("{path} exists already."), hint=N_("Choose another name, or open it."), code="exists", path=path
            )
        lock = _lock(path, self._by, self._clock, take_over)
        with _released_on_error(lock):
            data = proven_bytes(self._document, str(path))
            write_atomic(path, data, new=True)
        self.path, self._lock, self._on_disk = path, lock, data

    @classmethod
    def open(
        cls,
        pack: Pack,
        path: Path,
        *,
        clock: Clock = utc_now,
        by: str | None = None,
        take_over: bool = False,
        read_only: bool = False,
    ) -> Session:
        """Open a file: lock it, then read it once, so that nothing is written between what is read and what is kept.

        Raises UserError if it cannot be read or written, Locked if somebody else has it open.
        """
        read_bytes(path)  # said before anything is locked
        path, by, lock = followed(path), by if by is not None else user_name(), None
        if not read_only:
            refuse_protected(path)
            lock = _lock(path, by, clock, take_over)
        with _released_on_error(lock):
            data = read_bytes(path)
            document, carried = read_assessment(pack, data, str(path))
        return cls(
            pack, document, path, clock=clock, by=by, read_only=read_only, lock=lock, on_disk=data, carried=carried
        )

    def close(self) -> None:
        """Give the lock back. Everything is on disk already."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading ----------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The document as it is on disk."""
        return self._document

    @property
    def assessment(self) -> Assessment:
        """The snapshot, as today's content reads it."""
        return self._carried.assessment if self._carried.changes else self._document.assessment

    @property
    def flaws(self) -> tuple[LogError, ...]:
        """What in the record did not hold when the file was opened: what is written since mends nothing."""
        return self._opened.flaws

    @property
    def other_names(self) -> int:
        """How many other names the file has on the disk: they keep the content of now and do not follow."""
        return other_names(self.path) if self.path is not None else 0

    @property
    def carried(self) -> CarriedOver:
        """What was done for a file that was made with earlier content; it is written with the first change."""
        return self._carried

    @property
    def evaluation(self) -> Evaluation:
        """What follows from the answers now."""
        if self._evaluation is None:
            self._evaluation = evaluate(self.pack, self.assessment, self._previous)
        return self._evaluation

    # --- changing ---------------------------------------------------------------------------------------------------

    def answer(
        self, question: str, answer: Answer | None, row: str | None = None, column: str | None = None
    ) -> Evaluation:
        """Set one answer or cell; None clears. Equal answers are no change. Raises AnswerError, UserError."""
        return self.apply([Edit(question, answer, row, column)])

    def add_row(self, table: str) -> str:
        """Add an empty row and return its id, which is never used again for another row."""
        rows = (*self.assessment.rows(table), Row(self._unused(table, 1)[0]))
        answer = given(rows)
        check_answer(self.pack, self.assessment, table, answer, stored=True)
        self._commit([(("answers", table), answer.to_json())])
        return rows[-1].id

    def _unused(self, table: str, count: int) -> list[str]:
        noun, rows = self.pack.questions[table].row_noun, self.assessment.rows(table)
        return unused_ids(table, noun, rows, self._document.changes, count)

    def put_rows(self, table: str, rows: Sequence[Row]) -> Evaluation:
        """Put rows into a table as one action: one without an id is new, another takes the place of the one of its id.

        Raises AnswerError where a cell does not fit, UserError.
        """
        ids = iter(self._unused(table, sum(not row.id for row in rows)))
        named = [row if row.id else Row(next(ids), row.cells) for row in rows]
        there = {row.id: row for row in self.assessment.rows(table)}
        merged = {**there, **{row.id: row for row in named}}
        answer = check_answer(self.pack, self.assessment, table, given(tuple(merged.values())))
        if not there:  # so that taking it back leaves what was said of the table before
            return self._commit([(("answers", table), answer.to_json())])
        return self._commit(row_changes(table, there, named))

    def remove_row(self, table: str, row: str) -> Evaluation:
        """Remove a row."""
        return self._commit([(("answers", table, row), None)])

    def apply(self, edits: Iterable[Edit], *, as_of: str | None = None, reject: Iterable[str] = ()) -> Evaluation:
        """Set several answers at once, as one action: all of them, or (AnswerError) none.

        An answer takes the place of what was proposed for its question; what is proposed for `reject` is dropped too.
        """
        changes: list[tuple[PathParts, Any]] = []
        for edit in edits:
            answer = edit.answer
            if answer is not None:
                answer = check_answer(self.pack, self.assessment, edit.question, answer, edit.row, edit.column)
            elif edit.question not in self.pack.questions:
                raise AnswerError("unknown-question", "There is no question {name}.", name=edit.question)
            place = (
                ("answers", edit.question)
                if edit.row is None or edit.column is None
                else ("answers", edit.question, edit.row, edit.column)
            )
            changes.append((place, answer.to_json() if answer is not None else None))
            if len(place) == 2 and edit.answer is not None and edit.question in self.assessment.proposed:
                changes.append((("proposed", edit.question), None))
        changes += [(("proposed", question), None) for question in reject]
        if as_of is not None:
            changes.append((("as_of",), check_date(as_of, "as_of")))
        return self._commit(changes)

    def respond(self, finding: str, response: Response | None) -> Evaluation:
        """Accept or contest a finding, or promise a measure; None takes it back. The outcome does not change.

        Raises AnswerError if a text is too long or holds control characters, or the due date is no day; UserError.
        """
        if response is not None:
            check_response(response)
        return self._commit([(("responses", finding), response.to_json() if response else None)])

    def discuss(self, entries: Discussed, *, until: str | None = None) -> Evaluation:
        """Write entries of the discussion as one action; see `discussion_changes`. Raises AnswerError, UserError."""
        return self._commit(discussion_changes(self.pack, self.assessment, entries, until))

    def set_as_of(self, day: str) -> Evaluation:
        """Judge the assessment as of another date. Raises ValueError."""
        return self._commit([(("as_of",), check_date(day, "as_of"))])

    def propose(self, edits: Iterable[Edit]) -> Evaluation:
        """Write proposed answers: they count as absent until somebody confirms them. Raises AnswerError, UserError."""
        proposals: list[tuple[PathParts, Any]] = []
        for edit in edits:
            if edit.answer is not None:
                answer = check_answer(self.pack, self.assessment, edit.question, edit.answer)
                proposals.append((("proposed", edit.question), answer.to_json()))
        return self._commit(proposals)

    def confirm(self, question: str) -> Evaluation:
        """Make a proposed answer an answer. Rows that are there already stay, and so do their cells.

        Raises AnswerError if the table would have too many rows, UserError.
        """
        proposal = rows_beside(self.assessment.rows(question), self.assessment.proposed[question])
        check_answer(self.pack, self.assessment, question, proposal, stored=True)
        return self._commit([(("answers", question), proposal.to_json()), (("proposed", question), None)])

    def reject(self, question: str) -> Evaluation:
        """Drop a proposed answer."""
        return self._commit([(("proposed", question), None)])

    def take(self, changes: Iterable[Difference]) -> Evaluation:
        """Write what another course of the same assessment changed, as one action, if all of it fits together.

        Raises UserError: nothing was changed.
        """
        wanted = [(change.path, change.after) for change in changes]
        try:
            fits(self.pack, self.assessment, wanted)
        except (KeyError, ValueError) as error:
            raise cannot_be_kept(str(self.path or ""), error) from None
        return self._commit(wanted)

    # --- taking back ------------------------------------------------------------------------------------------------

    def mark_opened(self) -> None:
        """What stands in the log now belongs to earlier sessions: it is not taken back without asking."""
        self._opened_at = len(self._document.changes)

    def is_earlier(self, action: Action) -> bool:
        """Whether an action was done before the file was opened."""
        return action.first <= self._opened_at

    @property
    def undoable(self) -> Action | None:
        """The action that `undo` would take back, or None."""
        standing, _ = undo_and_redo(self._document.changes)
        return standing[-1] if standing else None

    @property
    def redoable(self) -> Action | None:
        """The taking back that `redo` would take back, or None."""
        _, taken_back = undo_and_redo(self._document.changes)
        return taken_back[-1] if taken_back else None

    def undo(self, *, earlier: bool = False) -> Action | None:
        """Take back the last action that stands, whole; one of an earlier session only if `earlier`.

        The log keeps both. Returns what was taken back, None if there was nothing. Raises UserError.
        """
        return self._take_back(self.undoable, earlier=earlier)

    def redo(self, *, earlier: bool = False) -> Action | None:
        """Do again what `undo` took back last, as long as nothing else was done since. Otherwise as `undo`."""
        return self._take_back(self.redoable, earlier=earlier)

    def _take_back(self, action: Action | None, *, earlier: bool) -> Action | None:
        if action is None or (self.is_earlier(action) and not earlier):
            return None
        self._commit([(path, before) for path, before, _ in action.inverse], [n for *_, n in action.inverse])
        return action

    # --- inside -----------------------------------------------------------------------------------------------------

    def _start(self, entries: Sequence[tuple[PathParts, Any, Any]], scenario: str | None) -> None:
        log: list[Change] = []
        for path, before, after in entries:
            log.append(make_change(log, _instant(self._clock), self._by, path, before, after))
        state = self.assessment
        if scenario:
            state = apply(state, ("scenario",), scenario)
        self._opened = self._document = Document(self._document.content, state, tuple(log))
        self.mark_opened()

    def _commit(self, changes: Sequence[tuple[PathParts, Any]], undoes: Sequence[int] = ()) -> Evaluation:
        """Write one action. `undoes` names for each change the entry that it takes back."""
        if self.read_only or (self.path is not None and self._lock is None):
            raise UserError(
                N_("The assessment is open for reading only."),
                hint=N_("Close it where it is open, or take it over; of a write-protected file use a copy."),
                code="read-only",
            )
        state, log = self.assessment, self._log_under_this_content()
        began = len(log)
        entries: list[tuple[PathParts, Any, Any, int | None]] = []
        for index, (place, wanted) in enumerate(changes):
            for path, after in in_parts(state, place, wanted):
                before = read(state, path)
                if not same_json(before, after):
                    state = apply(state, path, after)
                    entries.append((path, before, after, undoes[index] if undoes else None))
        if not entries:
            return self.evaluation
        group = began + 1 if len(entries) > 1 else None
        try:
            for path, before, after, undone in entries:
                log.append(make_change(log, _instant(self._clock), self._by, path, before, after, undone, group))
        except (ValueError, RecursionError) as error:
            raise cannot_be_kept(str(self.path or ""), error) from None
        self._save(Document(_pin(self.pack), state, tuple(log)))
        return self.evaluation

    def _log_under_this_content(self) -> list[Change]:
        """The log, with the step to today's content and what it does to the answers as one action at its end."""
        log, pin = list(self._document.changes), _pin(self.pack)
        if pin == self._document.content:
            return log
        state, group = self._document.assessment, len(log) + 1 if self._carried.changes else None
        steps = [(CONTENT, self._document.content.to_json(), pin.to_json())]
        for path, after in self._carried.changes:
            steps.append((path, read(state, path), after))
            state = apply(state, path, after)
        for path, before, after in steps:
            log.append(make_change(log, _instant(self._clock), self._by, path, before, after, None, group))
        return log

    def _save(self, document: Document) -> None:
        """Write a document, and hold it as the present one once it is on disk. Raises UserError."""
        data = proven_bytes(document, str(self.path or ""), read=len(self._document.changes))
        if self.path is None:
            self._keep(document)
            return
        assert self._lock is not None, "who has no lock reads only"
        with self._lock.saving() as ours:
            if not ours:
                self._save_conflict(N_("{path} was taken over by somebody else meanwhile."), data)
            if self._changed_elsewhere():
                self._save_conflict(N_("{path} was changed by somebody else meanwhile."), data)
            try:
                write_atomic(self.path, data, keep_previous=True)
            except NotConfirmed:
                self._keep(document, data)
                raise
        self._keep(document, data)

    def _keep(self, document: Document, data: bytes | None = None) -> None:
        self._document, self._on_disk = document, data
        self._carried = replace(self._carried, assessment=document.assessment, changes=())
        self._previous, self._evaluation = self._evaluation or self._previous, None

    def _changed_elsewhere(self) -> bool:
        """Whether the file is not the one that was written last; a file that cannot be read may be another one."""
        assert self.path is not None
        try:
            return read_plain(self.path, len(self._on_disk or b"")) != self._on_disk
        except FileNotFoundError:
            return False
        except OSError:
            return True

    def _save_conflict(self, message: str, data: bytes) -> NoReturn:
        """Somebody else has the file now: keep both versions, and say so."""
        assert self.path is not None
        copy = next(copy for copy in conflict_names(self.path) if written_new(copy, data))
        self.read_only = True
        raise UserError(
            message,
            hint=N_("Your version is saved as {copy}; open one of the two."),
            code="conflict", path=self.path, copy=copy,
        )  # fmt: skip


def _instant(clock: Clock) -> str:
    return clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _lock(path: Path, by: str, clock: Clock, take_over: bool) -> Lock:
    lock = Lock(path, Holder(by, socket.gethostname(), _instant(clock), os.getpid()))
    lock.acquire(take_over=take_over)
    return lock


@contextlib.contextmanager
def _released_on_error(lock: Lock | None) -> Iterator[None]:
    """Give the lock back if what is done while opening fails."""
    try:
        yield
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _pin(pack: Pack) -> ContentPin:
    return ContentPin(pack.manifest.id, pack.manifest.version, pack.digest)
