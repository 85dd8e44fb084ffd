"""The quick lane as its screens see it: the question at hand, its answers to choose from, and where a file begins.

No Textual in here. The file is made with the first answer, so that whoever looks into a setting and turns back leaves
nothing behind.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dpia.assessment.answers import Edit
from dpia.assessment.change import undo_and_redo
from dpia.assessment.model import UNKNOWN, Answer, Row, State, given
from dpia.content.names import LADDER, RUNG
from dpia.content.question import Column, Question
from dpia.content.scenario import Scenario, Wording
from dpia.create import begin_in_memory, copy_with, free_name
from dpia.engine import lane
from dpia.engine.truth import Ref
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.paths import refused
from dpia.session import Clock, Session
from dpia.tui.keymap import keyed
from dpia.tui.view_model import ViewModel
from dpia.wording import Words


@dataclass(frozen=True, slots=True)
class LaneEntry:
    """One line that can be chosen: what it says, and the answer that it stands for.

    `tick` names the option of a list of several, which can be ticked.
    """

    id: str
    text: str
    answer: Answer
    tick: str = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to compare with: what it is called, and its answers as in an answers file."""

    id: str
    text: str
    changes: Mapping[str, Any]


class LaneModel:
    """One walk along the lane."""

    def __init__(self, session: Session, scenario: Scenario, folder: Path, tr: Translator, clock: Clock) -> None:
        self.scenario = scenario
        self.folder = folder
        self.tr = keyed(tr)
        self.clock = clock
        self.view = ViewModel(session, tr, clock)
        self.at: Ref | None = None
        """The question at hand; None at the end."""
        self.passed: set[Ref] = set()
        """Names that were left out."""
        self.done: list[tuple[Ref, int]] = []
        """What was answered in this walk, in order: the question, and how many actions of the log it took."""
        self.first: str = ""
        """Where an alternative is compared: what came out for the way planned first."""
        self.go_on()

    def anew(self, tr: Translator) -> LaneModel:
        """The same walk in another language."""
        other = copy.copy(self)
        other.tr, other.view = keyed(tr), ViewModel(self.session, tr, self.clock)
        return other

    # --- where one is -----------------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session that is written."""
        return self.view.session

    @property
    def words(self) -> Words:
        """Words about the answers."""
        return self.view.words

    @property
    def place(self) -> lane.Lane:
        """Where the lane stands."""
        return lane.lane(self.view.evaluation, self.scenario)

    def go_on(self) -> None:
        """To the first question that is not answered, then to the names, then to the end."""
        answers = self.session.assessment.answers
        names = (ref for ref in lane.NAMING if ref.question not in answers and ref not in self.passed)
        self.at = self.place.next or next(names, None)

    def go_back(self) -> bool:
        """To the question before; False at the first, where there is none."""
        before = self.place.before(self.at)
        if before is None:
            return False
        self.at = before
        self.passed.discard(before)
        return True

    def counter(self) -> str:
        """“3 of about 12”."""
        place = self.place
        number = place.number(self.at) if self.at is not None else place.expected
        text = N_("{number} of {total}") if place.next is None else N_("{number} of about {total}")
        return self.tr(text, number=number, total=max(place.expected, number))

    # --- the question at hand -----------------------------------------------------------------------------------------

    def spec(self) -> Question | Column:
        """The question at hand."""
        assert self.at is not None, "there is a question at hand"
        return self.view.spec(self.at)

    def text_of(self, ref: Ref) -> str:
        """A question, worded for somebody who sees no table around it."""
        if (other := self._wording(ref)) is not None:
            return self.tr.content(other.text)
        step = lane.step_of(self.session.assessment, self.scenario, ref)
        return self.tr.content(step.text if step is not None and step.text else self.view.spec(ref).text)

    def help_of(self, ref: Ref) -> str:
        """One line of help; perhaps none."""
        if (other := self._wording(ref)) is not None:
            return self.tr.content(other.help)
        step = lane.step_of(self.session.assessment, self.scenario, ref)
        return self.tr.content(step.help if step is not None and step.help else self.view.spec(ref).help)

    def _wording(self, ref: Ref) -> Wording | None:
        return lane.wording(self.view.evaluation.evaluator, self.session.assessment, self.scenario, ref)

    def _options(self, ref: Ref) -> list[tuple[str, str]]:
        """The options that are offered and their words: those that are used most in the setting before the others."""
        step, other = lane.step_of(self.session.assessment, self.scenario, ref), self._wording(ref)
        options = self.view.spec(ref).options
        if other is not None and other.options is not None:
            return [(option.id, self.tr.content(other.options[option.id])) for option in options
                    if option.id in other.options]  # fmt: skip
        first = step.first if step is not None else ()
        ordered = sorted(options, key=lambda option: first.index(option.id) if option.id in first else len(first))
        return [(option.id, self.tr.content(option.text, self.view.spec(ref).id, option.id)) for option in ordered]

    def _said(self, ref: Ref) -> str:
        """An answer in the words in which it was given."""
        answer = self.session.assessment.answer(*ref[:3])
        words = dict(self._options(ref)) if self._wording(ref) is not None else {}
        value = answer.value if answer is not None and answer.state is State.GIVEN else None
        return words[value] if isinstance(value, str) and value in words else self.words.reason(ref)

    @property
    def typed(self) -> bool:
        """Whether the answer is typed: a name."""
        return self.at in lane.NAMING

    def answer(self) -> Answer | None:
        """What was answered to the question at hand."""
        return self.session.assessment.answer(*self.at[:3]) if self.at is not None else None

    def entries(self) -> list[LaneEntry]:
        """What can be chosen: a proposal first, "none" and "I don't know" last."""
        assert self.at is not None, "there is a question at hand"
        spec, tr = self.spec(), self.tr
        proposed = lane.proposal(self.session.assessment, self.scenario, self.at) if self.answer() is None else None
        entries = []
        if proposed is not None:
            text = tr(N_("Confirm: {answer}"), answer=self.words.value(spec, proposed))
            if self.at.column is not None and (name := self._proposed_name(self.at)[1]) is not None:
                text = tr(N_("{text} (“{name}”)"), text=text, name=str(name.value))
            entries.append(LaneEntry("confirm", text, proposed, proposed=True))
        if spec.type == "boolean":
            entries += [LaneEntry("yes", tr(N_("yes")), given(True)), LaneEntry("no", tr(N_("no")), given(False))]
        several = spec.type == "choices"
        for option, text in self._options(self.at):
            answer = given((option,)) if several else given(option)
            if several or answer != proposed:
                entries.append(LaneEntry(f"o-{option}", text, answer, tick=option if several else ""))
        if several and not spec.exhaustive:
            entries.append(LaneEntry("none", tr(N_("none of these")), given(())))
        return [*entries, LaneEntry("unknown", tr(N_("I don’t know")), UNKNOWN)]

    def ticked(self) -> set[str]:
        """The options of a list of several that were chosen."""
        answer = self.answer()
        value = answer.value if answer is not None and answer.state is State.GIVEN else ()
        return {str(item) for item in value} if isinstance(value, tuple) else set()

    def joint(self, ticked: set[str]) -> Answer:
        """The answer that several ticks make, in the order of the content."""
        return given(tuple(option.id for option in self.spec().options if option.id in ticked))

    # --- answering --------------------------------------------------------------------------------------------------

    def commit(self, answer: Answer) -> str:
        """Save the answer to the question at hand and go on. Returns what went wrong, in words; else nothing."""
        assert self.at is not None, "there is a question at hand"
        ref, asked = self.at, self._in_words()
        before = self._standing()
        try:
            self._keep()
        except (UserError, OSError) as error:
            return self.view.explain(refused(error) if isinstance(error, OSError) else error)
        if ref.column is None:
            result = self.view.commit(ref, answer)
        else:
            row = lane.row_with(self.view.evaluation.evaluator, self.session.assessment, self.scenario, ref, answer)
            row = self._named(row, ref, answer)
            result = self.view.do(lambda: self.session.put_rows(ref.question, [row]), ref)
        if not result.error:
            self._ask_again(asked)
            self._remember(ref, before)
            self.go_on()
        return result.error

    def _standing(self) -> int:
        """How many actions of the log stand."""
        return len(undo_and_redo(self.session.document.changes)[0])

    def _remember(self, ref: Ref, before: int) -> None:
        """What undo takes back at once; an answer that was given again and changed nothing is none."""
        if (count := self._standing() - before) > 0:
            self.done.append((ref, count))

    def undo(self) -> tuple[str, str]:
        """Take back what was answered last in this walk, and go to its question.

        Returns what was taken back and what went wrong, in words; both empty where nothing was answered.
        """
        if not self.done:
            return "", ""
        ref, count = self.done[-1]
        while count:
            if (result := self.view.undo()).error or not result.saved:
                return "", result.error
            count -= 1
            self.done[-1] = ref, count
        self.done.pop()
        self.passed.discard(ref)
        self.at = ref
        return self.tr(N_("Taken back: the answer to “{question}”."), question=self.text_of(ref)), ""

    def _in_words(self) -> dict[Ref, Wording | None]:
        """In which words each question was asked that is answered."""
        return {ref: self._wording(ref) for ref in self.place.answered}

    def _ask_again(self, asked: Mapping[Ref, Wording | None]) -> None:
        """Take back what was answered to other words than those that fit now: it comes again in these.

        With it goes what those words said of the row besides, or these will say.
        """
        changed: list[Ref] = []
        for ref in self.place.answered:
            if ref in asked and (now := self._wording(ref)) is not asked[ref]:
                said = [name for one in (asked[ref], now) if one is not None for name in one.also or ()]
                changed += [ref, *(Ref(ref.question, ref.row, name) for name in said)]
        there = [ref for ref in changed if self.session.assessment.answer(*ref[:3]) is not None]
        edits = [Edit(ref.question, None, ref.row, ref.column) for ref in there]
        if edits:
            self.view.do(lambda: self.session.apply(edits))

    def _named(self, row: Row, ref: Ref, answer: Answer) -> Row:
        """A row that begins with what was proposed bears the name that was proposed with it."""
        if answer != lane.proposal(self.session.assessment, self.scenario, ref):
            return row
        name, proposed = self._proposed_name(ref)
        return Row(row.id, {name: proposed, **row.cells}) if proposed is not None else row

    def _proposed_name(self, ref: Ref) -> tuple[str, Answer | None]:
        """The column that names rows of a table, and the name that is proposed for this one."""
        label = self.view.pack.questions[ref.question].row_label or ""
        proposed = self.session.assessment.proposed.get(ref.question)
        rows = proposed.value if proposed is not None and isinstance(proposed.value, tuple) else ()
        row = next((row for row in rows if isinstance(row, Row) and row.id == ref.row), None)
        return label, row.cells.get(label) if row is not None and ref.column != label else None

    def leave_out(self) -> str:
        """Go on without a name; one that was saved is taken back. Returns what went wrong, in words; else nothing."""
        if self.at is None:
            return ""
        before = self._standing()
        error = self.view.commit(self.at, None).error if self.answer() is not None else ""
        if not error:
            self._remember(self.at, before)
            self.passed.add(self.at)
            self.go_on()
        return error

    def _keep(self) -> None:
        """Give the assessment its file, with the first answer."""
        if self.session.path is None:
            path = free_name(self.folder / self.scenario.id)
            self.view = ViewModel(copy_with(self.session, path, clock=self.clock), self.tr, self.clock)

    def echo(self) -> str:
        """The last answer, with its question: what was recorded is never unsaid."""
        before = self.place.before(self.at)
        if before is None or self.session.path is None or self.session.assessment.answer(*before[:3]) is None:
            return ""
        return self.tr(N_("Saved: {question} {answer}"), question=self.text_of(before), answer=self._said(before))

    # --- other designs ----------------------------------------------------------------------------------------------

    def ways(self) -> list[Way]:
        """The other ways of the setting that can be compared, and any other technology."""
        column = self.view.pack.columns.get((LADDER, RUNG))
        found = []
        for rung in self.scenario.instead:
            option = column.option(rung.rung) if column is not None else None
            if option is not None and option.compare_with is not None:
                found.append(Way(option.id, self.tr.content(option.text, RUNG, option.id), option.compare_with))
        places = {step.ask for step in self.scenario.lane} & {name for way in found for name in way.changes}
        if places:
            text = self.tr(N_("Another technology: the lane asks for it"))
            found.append(Way("other", text, dict.fromkeys(sorted(places))))
        return found

    def compared(self, way: Way) -> LaneModel:
        """The same lane on a copy with another way chosen. This session is closed. Raises UserError.

        What is no longer asked is not copied: it was said of the first plan, and the room is for the other one.
        """
        assert self.session.path is not None, "what is compared was answered and has a file"
        path = free_name(self.folder / f"{self.scenario.id}-{way.id}")
        copy = copy_with(self.session, path, changes=way.changes, clock=self.clock)
        copy.apply(Edit(ref.question, None, ref.row, ref.column) for ref in copy.evaluation.masked)
        outcome = self.words.outcome(self.view.evaluation.outcome, self.view.evaluation)
        words = self._in_words()
        first = self.tr(N_("First plan ({file}): {outcome}."), file=self.session.path.name, outcome=outcome.lower())
        self.session.close()
        other = LaneModel(copy, self.scenario, self.folder, self.tr, self.clock)
        other.first, other.passed = first, set(self.passed)
        other._ask_again(words)
        other.go_on()
        return other

    def in_setting(self, scenario: Scenario) -> LaneModel:
        """The lane of another setting with the answers that were given. This session is closed. Raises UserError."""
        if self.session.path is None:
            session = begin_in_memory(
                self.view.pack, scenario.id, self.clock, language=self.session.assessment.language
            )
        else:
            path = free_name(self.folder / scenario.id)
            session = copy_with(self.session, path, scenario=scenario.id, clock=self.clock)
        self.session.close()
        return LaneModel(session, scenario, self.folder, self.tr, self.clock)
