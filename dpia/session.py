"""The only thing that changes an assessment. Both front ends, the command line and the wizard, use it.

Every committed answer is checked, logged, evaluated and written to disk before the call returns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dpia.assessment.answers import AnswerError, Edit, check_answer, check_response
from dpia.assessment.carry_over import CarriedOver, carry_over
from dpia.assessment.change import (
    CONTENT,
    DISCUSSION,
    DISCUSSION_UNTIL,
    LANGUAGE,
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
from dpia.assessment.life_cycle import LIFE_CYCLE, refuse_if_closed
from dpia.assessment.model import Answer, Assessment, Response, Row, check_date, check_language, given
from dpia.assessment.row_changes import row_changes, rows_beside, unused_ids
from dpia.atomic import NotConfirmed, followed, other_names, refuse_protected
from dpia.content.pack import Pack
from dpia.dates import Clock as Clock
from dpia.dates import utc_now as utc_now
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.storage.document import ContentPin, Document, read_bytes
from dpia.storage.encryption import Envelope, envelope_of
from dpia.storage.held_file import CONFLICT, HeldFile
from dpia.storage.history import Difference
from dpia.storage.lock import locked, released_on_error, user_name
from dpia.storage.proof import cannot_be_kept, proven_bytes
from dpia.storage.reading import read_assessment
from dpia.storage.redacting import redaction_of


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
        file: HeldFile | None = None,
        envelope: Envelope | None = None,
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
        self._file = file
        self._envelope = envelope
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
        language: str = "",
        clock: Clock = utc_now,
        by: str | None = None,
        take_over: bool = False,
        envelope: Envelope | None = None,
    ) -> Session:
        """Start an assessment, dated by the clock unless `as_of` is given; in an envelope it is encrypted.

        `language` is that of the answers, if it is known.

        Never overwrites. Raises UserError.
        """
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
        if language:
            start.append((LANGUAGE, None, check_language(language)))
        start.append((CONTENT, None, pin.to_json()))
        try:
            session._start(start)
        except ValueError as error:
            raise cannot_be_kept(str(path or ""), error) from None
        if path is not None:
            session.place(path, take_over=take_over, envelope=envelope)
        return session

    def place(self, path: Path, *, take_over: bool = False, envelope: Envelope | None = None) -> None:
        """Give what is in memory its file, written once and whole; in an envelope it is encrypted. Never overwrites.

        Raises UserError: there is no new file, save where the disk did not confirm it (NotConfirmed).
        """
        data, now = proven_bytes(self._document, str(path)), _instant(self._clock)
        self._file = HeldFile.made(path, data, by=self._by, since=now, take_over=take_over, envelope=envelope)
        self.path, self._envelope = path, envelope

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
        path, by, lock, file = followed(path), by if by is not None else user_name(), None, None
        if not read_only:
            refuse_protected(path)
            lock = locked(path, by, _instant(clock), take_over=take_over)
        with released_on_error(lock):
            data = read_bytes(path)
            document, carried = read_assessment(pack, data, str(path))
            envelope = envelope_of(data, str(path))
            if lock is not None:
                file = HeldFile(path, lock, data, envelope)
            if lock is not None and redaction_of(document) is not None:
                raise UserError(
                    N_("{path} is a redacted copy: it can be read, and not changed."),
                    hint=N_("Change the whole record, and redact that."), code="write-protected", path=path,
                )  # fmt: skip
        return cls(
            pack, document, path, clock=clock, by=by, read_only=read_only, file=file, envelope=envelope, carried=carried
        )

    def close(self) -> None:
        """Give the lock back. Everything is on disk already."""
        if self._file is not None:
            self._file.close()
            self._file = None

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
        """What in the record did not hold when the file was opened: what is written since repairs nothing."""
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

    @property
    def envelope(self) -> Envelope | None:
        """In what the file is encrypted; None if it is not."""
        return self._envelope

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

    def set_language(self, tag: str, proposed: Iterable[Edit] = ()) -> Evaluation:
        """Say in which language the answers are written (BCP 47); empty says that nobody knows. Raises ValueError.

        `proposed` takes the place of what was proposed in another language. Undo does not take it back.
        """
        proposals = [
            (("proposed", edit.question), edit.answer.to_json()) for edit in proposed if edit.answer is not None
        ]
        return self._commit([(LANGUAGE, check_language(tag) if tag else None), *proposals])

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
        from dpia.storage.merging import fits

        wanted = [(change.path, change.after) for change in changes]
        try:
            fits(self.pack, self.assessment, wanted)
        except (KeyError, ValueError) as error:
            raise cannot_be_kept(str(self.path or ""), error) from None
        return self._commit(wanted)

    # --- the life cycle (what each act needs is checked by `dpia.signing`) --------------------------------------------

    @property
    def now(self) -> str:
        """The instant that an entry of the log written now would bear."""
        return _instant(self._clock)

    def adopt_content(self) -> None:
        """Write the step to today's content, if the file was made with other content. Raises UserError."""
        log = self._log_under_this_content()
        if len(log) > len(self._document.changes):
            self._save(replace(self._document, content=_pin(self.pack), assessment=self.assessment, changes=tuple(log)))

    def write_life_cycle(self, items: Iterable[tuple[str, str, Any]]) -> Evaluation:
        """Write items of the life cycle, each by its part and name, as one action. Raises UserError."""
        return self._commit([((LIFE_CYCLE, part, name), after) for part, name, after in items])

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

    def _start(self, entries: Sequence[tuple[PathParts, Any, Any]]) -> None:
        log: list[Change] = []
        state = self.assessment
        for path, before, after in entries:
            log.append(make_change(log, _instant(self._clock), self._by, path, before, after))
            state = state if path == ("created",) else apply(state, path, after)
        self._opened = self._document = replace(self._document, assessment=state, changes=tuple(log))
        self.mark_opened()

    def _commit(self, changes: Sequence[tuple[PathParts, Any]], undoes: Sequence[int] = ()) -> Evaluation:
        """Write one action. `undoes` names for each change the entry that it takes back."""
        if self.read_only or (self.path is not None and self._file is None):
            raise UserError(
                N_("The assessment is open for reading only."),
                hint=N_("Close it where it is open, or take it over; of a write-protected file use a copy."),
                code="read-only",
            )
        life = self._document.assessment.life_cycle
        refuse_if_closed(life, (place for place, _ in changes), beside=(DISCUSSION, DISCUSSION_UNTIL))
        pin = _pin(self.pack)
        state, log = self.assessment, self._log_under_this_content()
        if life.closed:  # what is signed stays under the content by which it was judged
            state, log, pin = self._document.assessment, list(self._document.changes), self._document.content
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
        self._save(replace(self._document, content=pin, assessment=state, changes=tuple(log)))
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
        if self._file is not None:
            try:
                self._file.save(data)
            except NotConfirmed:
                self._keep(document)
                raise
            except UserError as error:
                self.read_only = self.read_only or error.code == CONFLICT
                raise
        self._keep(document)

    def _keep(self, document: Document) -> None:
        self._document = document
        if document.content == _pin(self.pack):
            self._carried = replace(self._carried, assessment=document.assessment, changes=())
        else:
            self._carried = carry_over(self.pack, document.content.version, document.assessment)
        self._previous, self._evaluation = self._evaluation or self._previous, None


def _instant(clock: Clock) -> str:
    return clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pin(pack: Pack) -> ContentPin:
    return ContentPin(pack.manifest.id, pack.manifest.version, pack.digest)
