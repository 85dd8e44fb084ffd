"""Words for what the engine found: answers, rows, citations and the texts of findings. Shared by every front end.

Knows nothing of terminals, HTML or PDF. All output is plain text that may hold anything a person typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dpia.assessment.carry_over import CarriedOver
from dpia.assessment.interval import Interval, bounds_of
from dpia.assessment.itemwise import known_items
from dpia.assessment.model import Answer, Assessment, Intention, Row, State
from dpia.assessment.partial import NOT_KNOWN, PartialList, item_changes
from dpia.content.authority import Attribution, Authority
from dpia.content.names import CONTROLLER, GROUPS, RUNNING
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.content.rule import Outcome, Regime
from dpia.engine.evaluation import Evaluation, RegimeResult
from dpia.engine.evaluator import UNANSWERED_ROW
from dpia.engine.findings import Cited, Finding, rules_in_force
from dpia.engine.intentions import LaunchCondition
from dpia.engine.truth import NO, YES, Ref, by_place
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.wording_partly import interval_words, list_words, state_words

OUTCOMES: dict[Outcome, str] = {
    "not-applicable": N_("Not applicable"),
    "out-of-scope": N_("Out of scope"),
    "do-not-launch": N_("Do not launch"),
    "complete-assessment-first": N_("Complete the assessment first"),
    "undetermined": N_("Undetermined"),
    "consult-authority-first": N_("Consult the authority first"),
    "launch-with-conditions": N_("Launch with conditions"),
    "launch": N_("Launch"),
}
"""The outcome in words. For a system that runs already, see `OUTCOMES_RUNNING`."""

OUTCOMES_RUNNING: dict[Outcome, str] = {
    **OUTCOMES,
    "do-not-launch": N_("Suspend"),
    "complete-assessment-first": N_("Suspend and complete the assessment"),
    "consult-authority-first": N_("Suspend and consult the authority"),
    "launch-with-conditions": N_("Continue with conditions"),
    "launch": N_("Continue"),
}

OUTCOME_MEANING: dict[Outcome, str] = {
    "not-applicable": N_("This law does not govern the deployment."),
    "out-of-scope": N_("The law governs or may govern, but there are no rules for it here."),
    "do-not-launch": N_("On the answers given, the design cannot be defended. Redesign it."),
    "complete-assessment-first": N_("A part of the assessment is missing, or a point that must be shown is not shown."),
    "undetermined": N_("Answers that may decide are still missing."),
    "consult-authority-first": N_(
        "The assessment is complete and high risk remains, or an authorisation is needed first."
    ),
    "launch-with-conditions": N_(
        "Nothing stands in the way if each condition becomes a measure with an owner and a date."
    ),
    "launch": N_("No rule stands in the way on the answers given. A lawyer signs, not this program."),
}

SEVERITIES = {
    "blocker": N_("Blocker"), "major": N_("Major"), "minor": N_("Minor"), "note": N_("Note"), "ok": N_("In order"),
}  # fmt: skip

KINDS = {
    "unlawful": N_("not defensible as designed"), "incomplete": N_("not shown or not assessed"),
    "consult": N_("ask the authority first"), "duty": N_("duty"), "gateway": N_("which law applies"),
    "exposure": N_("exposure"), "horizon": N_("coming law"), "weight": N_("weight"),
}  # fmt: skip

TRUTHS = {"established": N_("established"), "not-shown": N_("not shown"), "open": N_("open")}

ATTRIBUTIONS: dict[Attribution, str] = {
    "statute": N_("statute"), "recital": N_("recital"), "court-held": N_("court held"),
    "judicial-interpretation": N_("judicial interpretation"), "rule": N_("rule of a ministry or agency"),
    "authority-held": N_("authority held"), "guideline": N_("guideline or standard"),
    "by-analogy": N_("by analogy"), "practitioner": N_("practitioner"), "own-view": N_("the tool’s own view"),
}  # fmt: skip

ROLES = {
    "supports": N_("supports"), "by-analogy": N_("by analogy"), "explains": N_("explains"), "contrary": N_("contrary"),
    "horizon": N_("coming law"),
}  # fmt: skip

STATUSES = {
    "text-read": N_("text read"), "page-read": N_("official page read"), "secondary": N_("secondary sources only"),
    "partial": N_("partly checked"), "unverified": N_("unverified"),
}  # fmt: skip

_ON_THE_ANSWERS = N_("On the answers given,")
"""How the text and the conclusion of every grade begin: they hold on these answers."""

_PLACEHOLDER = re.compile(r"{{|}}|{(rows|controller|answer:([a-z]+\.[a-z0-9-]+))}")


class Words:
    """Words about one assessment, in one language."""

    def __init__(self, pack: Pack, assessment: Assessment, tr: Translator) -> None:
        self.pack = pack
        self.assessment = assessment
        self.tr = tr

    # --- answers ----------------------------------------------------------------------------------------------------

    def answer(self, question: str, row: str | None = None, column: str | None = None) -> str:
        """An answer in words; “not answered” if absent."""
        return self.value(self._field(question, column), self.assessment.answer(question, row, column))

    def value(self, field: Question | Column | None, answer: Answer | None) -> str:
        """An answer to a field in words."""
        if answer is None:
            return self.tr(N_("not answered"))
        if answer.state is State.UNKNOWN:
            return self.tr(N_("unknown"))
        if answer.state is State.NOT_APPLICABLE:
            return self.tr(N_("not applicable: {reason}"), reason=answer.reason)
        if answer.intended is not None:
            return self._intended(self.value(field, replace(answer, intended=None)), answer.intended)
        value = answer.value
        if isinstance(value, bool):
            return self.tr(N_("yes")) if value else self.tr(N_("no"))
        if isinstance(value, tuple):
            if not value:
                return self.tr(N_("none"))
            if isinstance(value[0], Row):
                return self.tr.plural("{count} row", "{count} rows", len(value))
            return self.tr.join([self._option(field, str(item)) for item in value])
        if isinstance(value, PartialList):
            return list_words(value, field, lambda item: self._option(field, item), self.tr)
        unit = self.tr.content(field.unit) if field is not None and field.unit else ""
        if isinstance(value, Interval):
            return interval_words(value, unit, self.tr)
        if isinstance(value, int | float):
            return f"{self.tr.number(value)} {unit}".rstrip()
        if field is not None and field.type == "choice":
            return self._option(field, str(value))
        if field is not None and field.type == "date":
            return self.tr.date(str(value))
        return str(value)

    def _intended(self, value: str, intention: Intention) -> str:
        """A planned answer in words: “yes (planned: the IT manager, by 1 March 2027)”."""
        who_and_when = self.who_and_when(intention)
        return self.tr(N_("{value} (planned: {who_and_when})"), value=value, who_and_when=who_and_when)

    def who_and_when(self, intention: Intention) -> str:
        """Who sees to a plan, by which day: “the IT manager, by 1 March 2027”."""
        tr = self.tr
        owner = intention.owner or tr(N_("nobody named"))
        if not intention.due:
            return tr(N_("{owner}, no date"), owner=owner)
        return tr(N_("{owner}, by {day}"), owner=owner, day=tr.date(intention.due))

    def itemwise(self, field: Question | Column, answer: Answer | None) -> str:
        """An answer in words; of a list that names what is missing both what is missing and what is there."""
        if not field.reversed or answer is None or not isinstance(answer.value, tuple):
            return self.value(field, answer)
        known = known_items(answer, [option.id for option in field.options])
        return list_words(known, field, lambda item: self._option(field, item), self.tr)

    def unplanned(self, condition: LaunchCondition) -> str:
        """The answer that a condition is about, without saying again that it is planned."""
        field = self._field(condition.ref.question, condition.ref.column)
        return self.value(field, replace(condition.answer, intended=None))

    def proposal(self, question: Question, answer: Answer) -> str:
        """A proposed answer in words; a table with every cell, so that nobody confirms what cannot be seen."""
        rows = [row for row in answer.value if isinstance(row, Row)] if isinstance(answer.value, tuple) else []
        if not rows:
            return self.value(question, answer)
        return f"{self.value(question, answer)}: {'; '.join(self._proposed_row(question, row) for row in rows)}"

    def _proposed_row(self, table: Question, row: Row) -> str:
        label = self.label_column(table, row)
        name = self.value(label, row.cells[label.id]) if label is not None else row.id
        cells = [
            f"{self.tr.content(column.text)} {self.value(column, row.cells[column.id])}"
            for column in table.columns
            if column.id in row.cells and column is not label
        ]
        return f"{name} ({'; '.join(cells)})" if cells else name

    def _option(self, field: Question | Column | None, option: str) -> str:
        if isinstance(field, Column) and field.options_from:
            return self.row(field.options_from, option)
        return self.tr.content(field.option_text(option)) if field is not None else option

    def item_changes(self, field: Question | Column | None, before: Answer | None, after: Answer | None) -> list[str]:
        """What became of single items, “retention: not looked at → no”.

        Empty for lists that speak of every item, save where they name what is missing: “risks” alone says little.
        """
        partly = any(one is not None and isinstance(one.value, PartialList) for one in (before, after))
        if field is None or not (partly or field.reversed):
            return []
        options = [option.id for option in field.options]
        words = state_words(field)
        return [
            self.tr(
                N_("{item}: {before} → {after}"),
                item=self._option(field, item),
                before=self.tr(words[was]),
                after=self.tr(words[now]),
            )
            for item, was, now in item_changes(known_items(before, options), known_items(after, options), options)
        ]

    def option(self, question: str, column: str | None, option: str) -> str:
        """The words of an option, or the name of the row that it stands for."""
        return self._option(self._field(question, column), option)

    def row(self, table: str, row_id: str) -> str:
        """The name of a row: its labelling cell in words, or its id."""
        question = self.pack.questions.get(table)
        row = self.assessment.row(table, row_id)
        label = self.label_column(question, row) if question is not None and row is not None else None
        return self.value(label, row.cells[label.id]) if label is not None and row is not None else row_id

    @staticmethod
    def label_column(table: Question, row: Row) -> Column | None:
        """The column that names this row: the first labelling one that is given."""
        cells = ((column, row.cells.get(column.id)) for column in table.label_columns)
        return next((column for column, cell in cells if cell is not None and cell.given), None)

    def rows(self, table: str, ids: Iterable[str]) -> str:
        """Names of rows in words: “pupils and staff”; two rows of one name (two codes, two pictures) are named once."""
        return self.tr.join(self._names(table, ids))

    def _names(self, table: str, ids: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.row(table, row_id) for row_id in ids))

    def question(self, question: str, column: str | None = None) -> str:
        """The text of a question or column."""
        field = self._field(question, column)
        return self.tr.content(field.text) if field is not None else question

    def label(self, question: str, column: str | None = None) -> str:
        """The short name of a question or column; its text where it has none."""
        field = self._field(question, column)
        return self.tr.content(field.label) if field is not None else question

    def _field(self, question: str, column: str | None) -> Question | Column | None:
        return self.pack.questions.get(question) if column is None else self.pack.columns.get((question, column))

    def ref(self, ref: Ref, items: Sequence[str] = ()) -> str:
        """A place in words: the question, of which row, and which items of its list."""
        text = self.question(ref.question, ref.column)
        if ref.item is not None:
            items = (ref.item,)
        where = [self.row(ref.question, ref.row)] if ref.row is not None and ref.row != UNANSWERED_ROW else []
        if items:
            field = self._field(ref.question, ref.column)
            where.append(self.tr.join([self._option(field, item) for item in items]))
        return self.tr(N_("{question} ({row})"), question=text, row=": ".join(where)) if where else text

    def refs(self, refs: Iterable[Ref], limit: int) -> list[str]:
        """The first places in words; the items of one list together."""
        return [self.ref(place, items) for place, items in list(by_place(refs).items())[:limit]]

    def because(self, ref: Ref, items: Sequence[str] = ()) -> str:
        """A reason in words: the place and the answer that stands there, or what it says of these items."""
        if ref.item is not None:
            items, ref = (ref.item,), ref.place
        return self.tr(N_("{question} — {answer}"), question=self.ref(ref), answer=self.reason(ref, items))

    def reason(self, ref: Ref, items: Sequence[str] = ()) -> str:
        """The answer at a place; of a list that is known in part, what it says of these items and what it leaves."""
        field, answer = self._field(ref.question, ref.column), self.assessment.answer(*ref[:3])
        if items and answer is not None and isinstance(answer.value, PartialList):
            return list_words(answer.value, field, lambda item: self._option(field, item), self.tr, items)
        return self.value(field, answer)

    def reasons(self, finding: Finding, evaluation: Evaluation) -> tuple[Ref, ...]:
        """The answers that a finding rests on, without those that only say which law governs (said once, elsewhere)."""
        scope = set(evaluation.governs[finding.regime].because)
        return tuple(ref for ref in finding.because if ref not in scope) or finding.because

    # --- findings ---------------------------------------------------------------------------------------------------

    def fill(self, text: str, finding: Finding) -> str:
        """A text of a rule with its placeholders filled in."""
        table = finding.rule.rows

        def replace(match: re.Match[str]) -> str:
            if match[0] in ("{{", "}}"):
                return match[0][0]
            if match[1] == "rows":
                if not table or not finding.rows:
                    return self._no_rows(table)
                # Set off: a name that somebody chose is no part of the sentence.
                return self.tr.join([f"“{name}”" for name in self._names(table, finding.rows)])
            if match[1] == "controller":
                answer = self.assessment.answers.get(CONTROLLER)
                return str(answer.value) if answer is not None and answer.given else self.tr(N_("the controller"))
            return self.answer(match[2])

        return _PLACEHOLDER.sub(replace, self.tr.content(text))

    def _no_rows(self, table: str | None) -> str:
        """What a text names where the table itself is unknown or not yet filled in."""
        question = self.pack.questions.get(table or "")
        if question is None or question.id == GROUPS or not question.row_noun:
            return self.tr(N_("the people concerned"))
        return self.tr(N_("any {noun} that there may be"), noun=self.tr.content(question.row_noun))

    def title(self, finding: Finding) -> str:
        """The title of a finding, marked where it is not established."""
        title = self.fill(finding.grade.title, finding)
        if finding.truth == "not-shown":
            return self.tr(N_("Not shown: {title}"), title=title)
        if finding.truth == "open":
            return self.tr(N_("Open: {title}"), title=title)
        return title

    def text(self, finding: Finding) -> str:
        """What the rule says of these answers; where it is not established, first why it is reported all the same."""
        text = self.fill(finding.grade.text, finding)
        if finding.truth == "established":
            return text
        # The answers do not say it: what follows is what would hold if they did.
        return f"{self.lead(finding)} {text.removeprefix(self.tr(_ON_THE_ANSWERS)).lstrip()}"

    def lead(self, finding: Finding) -> str:
        """Why a finding that is not established is reported: what is unknown, or what it waits for."""
        if finding.truth == "not-shown":
            unknown, inexact = self.unknown(finding), self.inexact(finding)
            text = N_("Not established, but reported: the answer is “unknown” to {questions}. If it turned out badly:")
            if not unknown and inexact:
                text = N_(
                    "Not established, but reported: the answer is not exact enough to decide at {questions}. "
                    "If it turned out badly:"
                )
            return self.tr(text, questions=self._quoted(unknown or inexact))
        places = self._quoted(finding.missing)
        return self.tr(
            N_("Not established: it waits for an answer to {questions}. If it turned out badly:"),
            questions=places,
        )

    def _quoted(self, refs: Iterable[Ref]) -> str:
        """The first places, each in quotation marks."""
        return self.tr.join([f"“{text}”" for text in self.refs(refs, 4)])

    def unknown(self, finding: Finding) -> list[Ref]:
        """The answers “unknown” that a finding rests on, and the items of lists that somebody does not know."""
        return [ref for ref in finding.because if self.says_unknown(ref)]

    def says_unknown(self, ref: Ref) -> bool:
        """Whether somebody said that they do not know this answer, or this item of it."""
        answer = self.assessment.answer(*ref[:3])
        if answer is not None and ref.item is not None and isinstance(answer.value, PartialList):
            return answer.value.state(ref.item) is NOT_KNOWN
        return answer is not None and answer.state is State.UNKNOWN

    def inexact(self, finding: Finding) -> list[Ref]:
        """The dates and numbers that a finding rests on and that are not known exactly."""
        return [ref for ref in finding.because if self._is_inexact(ref)]

    def _is_inexact(self, ref: Ref) -> bool:
        answer, field = self.assessment.answer(*ref[:3]), self._field(ref.question, ref.column)
        if answer is None or field is None:
            return False
        value = answer.value
        return isinstance(value, Interval) or (
            field.type == "date" and isinstance(value, str) and not bounds_of(value).exact
        )

    def conclusion(self, finding: Finding) -> str:
        """The conclusion in one sentence."""
        if finding.truth == "not-shown":
            return self.tr(N_("Until it is shown, this weighs as: {severity}."), severity=self.severity(finding))
        if finding.truth == "open":
            return self.tr(N_("Open until the question is answered."))
        return self.fill(finding.grade.conclusion, finding)

    def remedies(self, finding: Finding) -> list[str]:
        """What may be done."""
        return [self.fill(remedy, finding) for remedy in finding.remedies]

    def severity(self, finding: Finding) -> str:
        """Severity and kind in words: “Blocker (not defensible as designed)”."""
        word = self.tr(SEVERITIES[finding.severity])
        return f"{word} ({self.tr(KINDS[finding.kind])})" if finding.kind else word

    def outcome(self, outcome: Outcome, evaluation: Evaluation) -> str:
        """An outcome in words; “suspend” for a system that runs."""
        return self.tr((OUTCOMES_RUNNING if self.running(evaluation) else OUTCOMES)[outcome])

    def carried_over(self, version: str, carried: CarriedOver, evaluation: Evaluation) -> list[str]:
        """What is said of a file that was made with that earlier version of the content, before it is changed."""
        tr = self.tr
        said = [
            tr(
                N_("The answers were given to content {version}. Under today’s, {today}, the outcome is: {outcome}."),
                version=version, today=self.pack.manifest.version, outcome=self.outcome(evaluation.outcome, evaluation),
            )
        ]  # fmt: skip
        if new := [name for name in carried.new if evaluation.evaluator.visible(name).truth is not NO]:
            one, many = "{count} question is new or has new columns.", "{count} questions are new or have new columns."
            said.append(tr.plural(one, many, len(new)))
        if carried.widened:
            one = "{count} list has entries that nobody was asked about: {names}."
            many = "{count} lists have entries that nobody was asked about: {names}."
            names = "; ".join(self.label(name) for name in carried.widened)
            said.append(tr.plural(one, many, len(carried.widened), names=names))
        if carried.replaced:
            one = "{count} answer stands under a new name."
            said.append(tr.plural(one, "{count} answers stand under new names.", len(carried.replaced)))
        for migration in carried.asked:
            told = N_("“{question}” is proposed and must be confirmed. {reason}")
            said.append(tr(told, question=self.label(migration.question), reason=tr.content(migration.reason)))
        return said

    def meaning(self, evaluation: Evaluation) -> str:
        """What the overall outcome means; where no law governs at all, that is said instead."""
        if all(result.outcome == "not-applicable" for result in evaluation.regimes):
            return self.tr(N_("On the answers given, none of the laws that are covered here governs. Another may."))
        deciding = [one.regime for one in evaluation.regimes if one.outcome == evaluation.outcome]
        return self.meaning_of(evaluation.outcome, deciding)

    def meaning_of(self, outcome: Outcome, regimes: Sequence[Regime]) -> str:
        """What an outcome means under these laws."""
        cure = self.no_cure(regimes) if outcome == "do-not-launch" else ""
        return f"{self.tr(OUTCOME_MEANING[outcome])} {cure}".rstrip()

    def no_cure(self, regimes: Sequence[Regime]) -> str:
        """That consulting the authority cures no design, where a law knows that step; else empty."""
        knowing = [regime for regime in regimes if regime.prior_consultation]
        if len(knowing) == len(regimes):
            return self.tr(N_("Consulting the authority does not cure it.")) if knowing else ""
        laws = self.tr.join([self.tr.content(regime.short) for regime in knowing])
        return self.tr(N_("Under {laws}, consulting the authority does not cure it."), laws=laws) if knowing else ""

    def why_out_of_scope(self, result: RegimeResult, evaluation: Evaluation) -> str:
        """Why a law that governs, or may, gets no outcome: the matter is outside it, or no rule was there to judge."""
        pack, regime, day = evaluation.pack, result.regime, evaluation.assessment.as_of
        if not regime.covered:
            return self.tr(N_("There are no rules for it in this content."))
        outside = regime.out_of_scope
        if outside is not None and evaluation.evaluator.evaluate(outside).truth is YES:
            reason = regime.out_of_scope_reason
            return self.tr.content(reason) if reason else self.tr(N_("There are no rules for it in this content."))
        rules = [rule for one in pack.regime_line(regime.id) for rule in rules_in_force(pack, one, day)]
        if not any(grade.severity == "blocker" for rule in rules for grade in rule.grades):
            return self.tr(
                N_("On {day} none of its rules here that can stop a launch was in force."), day=self.tr.date(day)
            )
        return self.tr(N_("On the answers given, none of its rules here that can stop a launch had anything to judge."))

    def running(self, evaluation: Evaluation) -> bool:
        """Whether real people are recorded already."""
        return RUNNING in self.pack.facts and evaluation.evaluator.fact(RUNNING).truth is YES

    # --- authorities ------------------------------------------------------------------------------------------------

    def cite(self, authority: Authority) -> str:
        """The formal citation in this language, or in English."""
        return authority.cite.get(self.tr.lang) or authority.cite.get("en") or next(iter(authority.cite.values()))

    def statement(self, authority: Authority) -> str:
        """Our statement of the rule in this language, or in English."""
        return authority.statement.get(self.tr.lang) or self.tr.content(authority.statement["en"])

    def own_reading(self, authority: Authority) -> str:
        """What we read into it, under its label, in this language or in English; else empty."""
        return own_reading(authority, self.tr)

    def cited(self, cited: Cited) -> str:
        """A citation with its pinpoint and marks: who says so, and what is not checked."""
        text = self.cite(cited.authority)
        if cited.pinpoint:
            text += f", {cited.pinpoint}"
        marks = [self.tr(ATTRIBUTIONS[cited.attribution])]
        if cited.role in ("contrary", "explains", "horizon"):
            marks.append(self.tr(ROLES[cited.role]))
        if cited.decided_later:
            marks.append(self.tr(N_("decided later")))
        if cited.perhaps_later:
            marks.append(self.tr(N_("undated, perhaps later")))
        if cited.persuasive:
            marks.append(self.tr.content(cited.persuasive))
        if cited.authority.status in ("unverified", "partial", "secondary"):
            marks.append(self.tr(STATUSES[cited.authority.status]))
        return f"{text} [{'; '.join(marks)}]"


def own_reading(authority: Authority, tr: Translator) -> str:
    """What we read into an authority, labelled as ours; empty where we add nothing."""
    if not authority.own_reading:
        return ""
    text = authority.own_reading.get(tr.lang) or tr.content(authority.own_reading["en"])
    return tr(N_("Our reading: {text}"), text=text)


def checked_how(authority: Authority, tr: Translator) -> str:
    """What exactly was checked of an authority: each sentence where they differ, and the note; else empty."""
    parts = []
    if len(set(authority.marks)) > 1:
        words = "; ".join(f"({index}) {tr(STATUSES[mark])}" for index, mark in enumerate(authority.marks, 1))
        parts.append(tr(N_("Sentence by sentence: {words}."), words=words))
    if authority.status_note:
        parts.append(tr.content(authority.status_note))
    return " ".join(parts)


def as_of_note(pack: Pack, assessment: Assessment, tr: Translator) -> str:
    """A warning where the as-of date is later than the date to which the content was checked; else empty."""
    if assessment.as_of > pack.manifest.checked_to:
        return tr(
            N_("The content was checked to {checked}; the law after that date is not in it."),
            checked=tr.date(pack.manifest.checked_to),
        )
    return ""
