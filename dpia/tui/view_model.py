"""The work on one assessment as the screens see it: what to show of each field, and what became of each answer.

No Textual in here. It holds what is typed but not an answer yet, and answers that could not be saved, so that neither a
full disk nor a change of page loses a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dpia import dates
from dpia.assessment.answers import AnswerError, Edit
from dpia.assessment.change import actions
from dpia.assessment.itemwise import overall_state
from dpia.assessment.model import Answer, Intention, Row, State, Value
from dpia.content.names import DECISION_REASON
from dpia.content.question import Column, Question
from dpia.content.scenario import Scenario
from dpia.engine import decision
from dpia.engine.evaluation import Evaluation, Progress
from dpia.engine.findings import Finding
from dpia.engine.truth import NO, YES, Ref, by_place
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.session import Clock, Session, utc_now
from dpia.tui.discussed import Discussed
from dpia.tui.echo import Echo, Kind, beside
from dpia.tui.finding_diff import NO_DIFF, FindingDiff, compare
from dpia.tui.keymap import keyed
from dpia.tui.numbered import NumberedWords
from dpia.tui.open_points import OpenWeight, weights
from dpia.tui.planned import planned_words, still_planned, unplanned
from dpia.tui.typed import read_typed
from dpia.wording import Words

MARKS = {None: "·", State.GIVEN: "✓", State.UNKNOWN: "?", State.NOT_APPLICABLE: "/"}
"""The state of an answer as one character; the words stand beside it."""


def signs(progress: Progress) -> str:
    """Progress in signs, “✓4 ?1 /0 ·7”: the four states are kept apart without colour."""
    absent = progress.applicable - progress.answered
    numbers = (progress.given, progress.unknown, progress.not_applicable, absent)
    states = (State.GIVEN, State.UNKNOWN, State.NOT_APPLICABLE, None)
    return " ".join(f"{MARKS[state]}{number}" for state, number in zip(states, numbers, strict=True))


@dataclass(frozen=True, slots=True)
class Place:
    """A page: a section, or one row of a table with the columns that the section asks."""

    section: str
    table: str | None = None
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a page: a question, a cell, or (`cards`) a table of an earlier section with columns asked here."""

    ref: Ref
    cards: bool = False


@dataclass(frozen=True, slots=True)
class OptionView:
    """One value that can be chosen."""

    value: str | bool
    text: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table, by name and progress."""

    id: str
    name: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class FieldView:
    """Everything that a field shows. Two equal views look the same."""

    ref: Ref
    type: str
    text: str
    state: State | None
    number: str = ""
    """As in the report; empty for a cell, whose page names its table."""
    overall: State | None = None
    """The state as it is marked and counted: of a list known in part, absent while one of its items is."""
    value: Value | None = None
    words: str = ""
    planned: str = ""
    """Where the answer is only intended: who sees to it by when, and whether that counts."""
    options: tuple[OptionView, ...] = ()
    rows: tuple[RowView, ...] = ()
    unit: str = ""
    noun: str = ""
    draft: str | None = None
    error: str = ""
    echo: str = ""
    proposed: str = ""
    proposed_value: Value | None = None
    required: str = ""
    cards: bool = False
    discussed: int = 0
    """How many entries of the discussion are about it; of a table also those about its rows and cells."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a commit."""

    saved: bool
    error: str = ""
    moves: FindingDiff = NO_DIFF
    code: str = ""
    """The code of the error, where it is one that a screen answers."""


class ViewModel:
    """One session with everything that is on the screen but not in the file."""

    def __init__(self, session: Session, tr: Translator, clock: Clock = utc_now) -> None:
        self.session = session
        self.tr = keyed(tr)
        self.pack = session.pack
        self.drafts: dict[Ref, str] = {}
        self.unsaved: dict[Ref, Answer | None] = {}
        self.problem = ""
        self.moves = NO_DIFF
        self.moved_by: Ref | None = None
        self.echo: Echo | None = None
        self.notice = ""
        self.news_masked: tuple[Ref, ...] = ()
        self._words: Words | None = None
        self._weights: tuple[Evaluation, dict[Ref, OpenWeight]] | None = None
        self.clock = clock
        self.discussed = Discussed(session)

    # --- what there is ----------------------------------------------------------------------------------------------

    @property
    def evaluation(self) -> Evaluation:
        """What follows from the answers."""
        return self.session.evaluation

    @property
    def words(self) -> Words:
        """Words about the answers as they are."""
        if self._words is None or self._words.assessment is not self.session.assessment:
            self._words = NumberedWords(self.pack, self.session.assessment, self.tr)
        return self._words

    @property
    def scenario(self) -> Scenario | None:
        """The setting that the assessment began with, if the content knows it."""
        name = self.session.assessment.scenario
        return self.pack.scenario(name) if name else None

    @property
    def settled_early(self) -> bool:
        """Whether the first answers already settle the matter in this setting."""
        scenario = self.scenario
        return (
            scenario is not None
            and scenario.stop_when is not None
            and self.evaluation.evaluator.evaluate(scenario.stop_when).truth is YES
        )

    def spec(self, ref: Ref) -> Question | Column:
        """The question or column behind a field. Raises KeyError."""
        return self.pack.questions[ref.question] if ref.column is None else self.pack.columns[ref.question, ref.column]

    def items(self, place: Place) -> list[Item]:
        """The entries of a page, whether they are asked at present or not."""
        if place.table is not None and place.row is not None:
            table = self.pack.questions[place.table]
            return [
                Item(Ref(table.id, place.row, column.id))
                for column in table.columns
                if (column.section or table.section) == place.section
            ]
        items = [Item(Ref(question.id)) for question in self.pack.section_questions(place.section)]
        return items + [Item(Ref(table.id), cards=True) for table, _ in self.pack.section_columns(place.section)]

    def asked(self, item: Item) -> bool:
        """Whether the entry is shown: what may be asked is; what is hidden for sure is not."""
        evaluator = self.evaluation.evaluator
        ref = item.ref
        if ref.question == DECISION_REASON and decision.departs(self.evaluation):
            return True
        if evaluator.visible(ref.question).truth is NO:
            return False
        if ref.row is not None and ref.column is not None:
            row = self.session.assessment.row(ref.question, ref.row)
            return row is not None and evaluator.visible_cell(ref.question, row, ref.column).truth is not NO
        return True

    def place_of(self, ref: Ref) -> Place:
        """The page on which a question or cell is asked."""
        question = self.pack.questions[ref.question]
        if ref.column is None:
            return Place(question.section)
        column = self.pack.columns[ref.question, ref.column]
        section = column.section or question.section
        if ref.row is not None and self.session.assessment.row(ref.question, ref.row) is not None:
            return Place(section, ref.question, ref.row)
        return Place(section if self.session.assessment.rows(ref.question) else question.section)

    def place_title(self, place: Place) -> str:
        """“2/11 The processing › Pupils in 9B”."""
        number = next(index for index, section in enumerate(self.pack.sections, 1) if section.id == place.section)
        title = self.tr.content(self.pack.sections[number - 1].title)
        text = self.tr(N_("{number}/{total} {title}"), number=number, total=len(self.pack.sections), title=title)
        if place.table is not None and place.row is not None:
            text += f" › {self.row_name(place.table, place.row)}"
        return text

    def row_name(self, table: str, row: str) -> str:
        """The name of a row, or “group 2” as long as it has none."""
        return self.words.row(table, row)

    def neighbours(self, place: Place, delta: int) -> Place:
        """The page after (1) or before (-1): the next row while in a table, else the next section."""
        if place.table is not None and place.row is not None:
            ids = [row.id for row in self.session.assessment.rows(place.table)]
            index = ids.index(place.row) + delta if place.row in ids else -1
            return replace(place, row=ids[index]) if 0 <= index < len(ids) else Place(place.section)
        sections = [section.id for section in self.pack.sections]
        index = sections.index(place.section) + delta
        return Place(sections[max(0, min(index, len(sections) - 1))])

    def progress(self, place: Place) -> Progress:
        """Progress of a page."""
        if place.table is not None and place.row is not None:
            return self.row_progress(place.table, place.row, place.section)
        return self.evaluation.progress[place.section]

    def row_progress(self, table: str, row_id: str, section: str) -> Progress:
        """Progress of one row, over the columns that one section asks."""
        row = self.session.assessment.row(table, row_id)
        states: list[State | None] = []
        for item in self.items(Place(section, table, row_id)):
            if row is not None and self.asked(item):
                states.append(overall_state(self.spec(item.ref), row.cells.get(item.ref.column or "")))
        return Progress(
            len(states), states.count(State.GIVEN), states.count(State.UNKNOWN), states.count(State.NOT_APPLICABLE)
        )

    @property
    def weights(self) -> dict[Ref, OpenWeight]:
        """What waits for each missing answer, worked out once for each evaluation."""
        if self._weights is None or self._weights[0] is not self.evaluation:
            self._weights = self.evaluation, weights(self.evaluation)
        return self._weights[1]

    def is_open(self, ref: Ref) -> bool:
        """Whether a field is asked at present and has no answer, or a list that is known in part only."""
        answer = self.session.assessment.answer(*ref[:3])
        return overall_state(self.spec(ref), answer) is None and self.asked(Item(ref))

    # --- what a field shows -------------------------------------------------------------------------------------------

    def view(self, item: Item, section: str) -> FieldView:
        """The field as it is to be shown."""
        ref = item.ref
        spec = self.spec(ref)
        answer = self.unsaved[ref] if ref in self.unsaved else self.session.assessment.answer(*ref[:3])
        proposal = self.session.assessment.proposed.get(ref.question) if ref.column is None else None
        table = spec if isinstance(spec, Question) and spec.type == "table" else None
        return FieldView(
            ref=ref,
            type=spec.type,
            text=self.tr.content(spec.text),
            state=answer.state if answer else None,
            number=self.pack.numbers[ref.question] if ref.column is None else "",
            overall=overall_state(spec, answer),
            value=answer.value if answer else None,
            words=self.words.value(spec, unplanned(answer)),
            planned=planned_words(self.words, self.evaluation, answer),
            options=self._options(spec),
            rows=tuple(self._row_view(table.id, row, section) for row in self.session.assessment.rows(ref.question))
            if table
            else (),
            unit=self.tr.content(spec.unit) if spec.unit else "",
            noun=self.tr.content(table.row_noun) if table else "",
            draft=self.drafts.get(ref),
            error=self._error(ref),
            echo=beside(self.echo, ref, self.words) if self.echo is not None else "",
            proposed=self.words.proposal(spec, proposal) if proposal and isinstance(spec, Question) else "",
            proposed_value=proposal.value if proposal else None,
            required=self._required(ref),
            cards=item.cards,
            discussed=self.discussed.count_at(ref, with_rows=table is not None),
        )

    def _options(self, spec: Question | Column) -> tuple[OptionView, ...]:
        if spec.type == "boolean":
            return OptionView(True, self.tr(N_("yes"))), OptionView(False, self.tr(N_("no")))
        if isinstance(spec, Column) and spec.options_from:
            return tuple(
                OptionView(row.id, self.row_name(spec.options_from, row.id))
                for row in self.session.assessment.rows(spec.options_from)
            )
        return tuple(
            OptionView(option.id, self.tr.content(option.text, spec.id, option.id), self.tr.content(option.help))
            for option in spec.options
        )

    def _row_view(self, table: str, row: Row, section: str) -> RowView:
        return RowView(row.id, self.row_name(table, row.id), self.row_progress(table, row.id, section))

    def _error(self, ref: Ref) -> str:
        if ref in self.drafts:
            return self.reason_against(ref, self.drafts[ref])
        return self.tr(N_("Not saved yet: {problem}"), problem=self.problem) if ref in self.unsaved else ""

    def _required(self, ref: Ref) -> str:
        if ref.question == DECISION_REASON and decision.reason_missing(self.evaluation):
            return self.tr(N_("Required: the decision goes against the outcome."))
        return ""

    # --- reading what is typed ----------------------------------------------------------------------------------------

    def read(self, ref: Ref, typed: str) -> Answer | None:
        """The answer that typed text stands for; None for nothing typed. Raises AnswerError."""
        return read_typed(self.spec(ref), typed)

    def reason_against(self, ref: Ref, typed: str) -> str:
        """Why typed text is no answer, in words; empty if it is one."""
        try:
            self.read(ref, typed)
        except AnswerError as error:
            return self.explain(error)
        return ""

    def explain(self, error: AnswerError | UserError) -> str:
        """An error in the words of the reader: what is wrong, and how to fix it."""
        return explain(error, self.tr)

    # --- changing -----------------------------------------------------------------------------------------------------

    def commit(self, ref: Ref, answer: Answer | None) -> Result:
        """Settle one answer and save it. On failure it stays on the model and is saved with the next.

        A planned list or number stays planned when it is changed; only the command for it makes it real.
        """
        return self._settle(ref, still_planned(self.spec(ref), self.session.assessment.answer(*ref[:3]), answer))

    def plan(self, ref: Ref, intention: Intention | None) -> Result:
        """Say that a given answer is intended, or (None) that it is so already."""
        answer = self.session.assessment.answer(*ref[:3])
        return self._settle(ref, replace(answer, intended=intention)) if answer is not None else Result(saved=False)

    def _settle(self, ref: Ref, answer: Answer | None) -> Result:
        self.drafts.pop(ref, None)
        if (
            ref not in self.unsaved
            and self.session.assessment.answer(*ref[:3]) == answer
            and ref.question not in self.session.assessment.proposed
        ):
            return Result(saved=False)
        waiting = {**self.unsaved, ref: answer}
        return self._do(lambda: self._apply(waiting), ref, waiting)

    def commit_all(self, answers: dict[Ref, Answer | None]) -> Result:
        """Settle several answers as one action."""
        for ref in answers:
            self.drafts.pop(ref, None)
        waiting = {**self.unsaved, **answers}
        return self._do(lambda: self._apply(waiting), next(iter(answers)), waiting)

    def retry(self) -> Result:
        """Try again to save what could not be saved."""
        waiting = dict(self.unsaved)
        return self._do(lambda: self._apply(waiting), self.moved_by, waiting) if waiting else Result(saved=False)

    def _apply(self, waiting: dict[Ref, Answer | None]) -> None:
        assessment = self.session.assessment
        there = {
            ref: answer
            for ref, answer in waiting.items()
            if ref.row is None or assessment.row(ref.question, ref.row) is not None
        }
        self.session.apply(
            [Edit(ref.question, answer, ref.row, ref.column) for ref, answer in there.items()],
            reject=[ref.question for ref in there if ref.column is None],
        )

    def do(self, change: Callable[[], object], by: Ref | None = None) -> Result:
        """Make another change through the session: a row, a response, a proposal, the date."""
        return self._do(change, by, {})

    def undo(self, *, earlier: bool = False) -> Result:
        """Take back the last action; one of an earlier session only if `earlier`."""
        return self._do(lambda: self.session.undo(earlier=earlier), None, {}, "undone")

    def redo(self, *, earlier: bool = False) -> Result:
        """Do again what was taken back last."""
        return self._do(lambda: self.session.redo(earlier=earlier), None, {}, "redone")

    def drop_unsaved(self) -> Ref | None:
        """Give up the last answer that could not be saved; which it was, or None if there is none."""
        if not self.unsaved:
            return None
        ref, _ = self.unsaved.popitem()
        self.problem = self.problem if self.unsaved else ""
        return ref

    def _do(
        self, change: Callable[[], object], by: Ref | None, waiting: dict[Ref, Answer | None], kind: Kind = "done"
    ) -> Result:
        before, entries = self.evaluation, len(self.session.document.changes)
        self.notice = ""
        try:
            change()
        except AnswerError as error:
            return Result(saved=False, error=self.explain(error))
        except UserError as error:
            self.problem = self.explain(error)
            if error.code == "read-only":  # what was typed is not dropped; what was chosen is seen not to be taken
                waiting = {ref: answer for ref, answer in waiting.items() if self._was_typed(ref, answer)}
            if error.code != "conflict":  # where it is in the copy
                self.unsaved = waiting or self.unsaved
            return Result(saved=False, error=self.problem, code=error.code)
        if waiting:
            self.unsaved = {}
        self.problem = ""
        after = self.evaluation
        if after is before:
            return Result(saved=False)
        self.echo = Echo(kind, actions(self.session.document.changes[entries:])[-1].entries)
        self.moves, self.moved_by = compare(before, after), by or next(iter(self.echo.refs), None)
        known = set(before.masked)
        self.news_masked = tuple(ref for ref in after.masked if ref not in known)
        return Result(saved=True, moves=self.moves)

    def _was_typed(self, ref: Ref, answer: Answer | None) -> bool:
        return answer is not None and answer.given and self.spec(ref).type in ("text", "number", "date")

    # --- words for the lines around the page -------------------------------------------------------------------------

    @property
    def saved_at(self) -> str:
        """When the file was last written, in local time: “14:03:11”, with the date if it was not today."""
        changes = self.session.document.changes
        if not changes:
            return ""
        try:
            moment = dates.instant(changes[-1].at).astimezone()
        except (ValueError, OverflowError):  # the record does not hold, which is said elsewhere
            return changes[-1].at[:20]
        time = moment.strftime("%H:%M:%S")
        return time if moment.date() == self.clock().astimezone().date() else f"{self.tr.date(moment.date())} {time}"

    def counts(self, progress: Progress) -> str:
        """Progress in words; the four states are kept apart."""
        return self.tr(
            N_("{given} given, {unknown} unknown, {na} not applicable, {absent} unanswered"),
            given=progress.given,
            unknown=progress.unknown,
            na=progress.not_applicable,
            absent=progress.applicable - progress.answered,
        )

    def rests_on(self, finding: Finding) -> tuple[Ref, ...]:
        """The answers that a finding rests on, without those that only say which law governs."""
        return self.words.reasons(finding, self.evaluation)

    def reasons(self, refs: Iterable[Ref], limit: int = 2) -> str:
        """The first reasons in words, and how many more there are."""
        found = list(by_place(refs).items())
        text = self.tr.series(self.words.because(ref, items) for ref, items in found[:limit])
        more = len(found) - limit
        return text + self.tr.and_more(more)
