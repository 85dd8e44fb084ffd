"""Words for what the engine concludes: findings, outcomes, and the sources they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dpia.assessment.carry_over import CarriedOver
from dpia.assessment.interval import Interval, bounds_of
from dpia.assessment.model import State
from dpia.assessment.partial import NOT_KNOWN, PartialList
from dpia.content.authority import Authority
from dpia.content.names import CONTROLLER, GROUPS, RUNNING
from dpia.content.rule import Outcome, Regime
from dpia.engine.answer_tests import undecided_options
from dpia.engine.evaluation import Evaluation, RegimeResult
from dpia.engine.findings import Cited, Finding, rules_in_force
from dpia.engine.truth import NO, YES, Ref, unique
from dpia.i18n_marks import N_, NN_
from dpia.wording.answers import AnswerWords
from dpia.wording.authorities import own_reading
from dpia.wording.terms import (
    ATTRIBUTIONS,
    KINDS,
    OUTCOME_MEANING,
    OUTCOMES,
    OUTCOMES_RUNNING,
    ROLES,
    SEVERITIES,
    STATUSES,
)

_ON_THE_ANSWERS = N_("On the answers given,")
"""How the text and the conclusion of every grade begin: they hold on these answers."""

_PLACEHOLDER = re.compile(r"{{|}}|{(rows|facts|controller|answer:([a-z]+\.[a-z0-9-]+))}")


NAMES_IN_TITLE, NAMES_IN_TEXT = 2, 6
"""Names of rows that a title or conclusion, and that a text, has; beyond that the rows stand in a list."""

_NAME = 48
"""Characters of a name in a title or conclusion; the list of rows has it in full."""


def _beginning(name: str) -> str:
    """A name that is not too long for a title, or its beginning: cut between words where it has any."""
    if len(name) <= _NAME:
        return name
    kept = name[: _NAME + 1].rpartition(" ")[0]
    return f"{kept.rstrip(',;:–')} …" if len(kept) > _NAME // 2 else f"{name[:_NAME]}…"


class Words(AnswerWords):
    """Words about one assessment, in one language: what was answered, and what follows from it."""

    # --- findings -----------------------------------------------------------------------------------------------------

    def reasons(self, finding: Finding, evaluation: Evaluation) -> tuple[Ref, ...]:
        """The answers that a finding rests on, without those that only say which law governs (said once, elsewhere)."""
        scope = set(evaluation.governs[finding.regime].because)
        return tuple(ref for ref in finding.because if ref not in scope) or finding.because

    def fill(self, text: str, finding: Finding, names: int = NAMES_IN_TEXT) -> str:
        """A text of a rule with its placeholders filled in; of many rows `names` are named and the others counted."""
        table = finding.rule.rows

        def replace(match: re.Match[str]) -> str:
            if match[0] in ("{{", "}}"):
                return match[0][0]
            if match[1] == "rows":
                if not table or not finding.rows:
                    return self._no_rows(table)
                # Set off: a name that somebody chose is no part of the sentence.
                return self._set_off(self._names(table, finding.rows), names)
            if match[1] == "facts":
                facts = finding.facts or finding.possible_facts
                return self.tr.join([self.tr.quoted(self.tr.content(self.pack.facts[fact].title)) for fact in facts])
            if match[1] == "controller":
                answer = self.assessment.answers.get(CONTROLLER)
                return str(answer.value) if answer is not None and answer.given else self.tr(N_("the controller"))
            return self.answer(match[2])

        return _PLACEHOLDER.sub(replace, self.tr.content(text))

    def _set_off(self, found: Sequence[str], most: int) -> str:
        """Names in quotation marks; where there are more than `most`, the first two and how many others."""
        short = [_beginning(name) for name in found]
        quoted = [self.tr.quoted(name) for name in (short if most == NAMES_IN_TITLE else found)]
        if len(quoted) <= most:
            return self.tr.join(quoted)
        others = self.tr.plural("{count} other", "{count} others", len(quoted) - NAMES_IN_TITLE)
        return self.tr.join([*quoted[:NAMES_IN_TITLE], others])

    def _no_rows(self, table: str | None) -> str:
        """What a text names where the table itself is unknown or not yet filled in."""
        question = self.pack.questions.get(table or "")
        if question is None or question.id == GROUPS or not question.row_noun:
            return self.tr(N_("the people concerned"))
        return self.tr(N_("any {noun} that there may be"), noun=self.tr.content(question.row_noun))

    def title(self, finding: Finding) -> str:
        """The title of a finding, marked where it is not established."""
        title = self.fill(finding.grade.title, finding, NAMES_IN_TITLE)
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
        return self.tr.sentences((self.lead(finding), text.removeprefix(self.tr(_ON_THE_ANSWERS)).lstrip()))

    def lead(self, finding: Finding) -> str:
        """Why a finding that is not established is reported: what is unknown, or what it waits for."""
        if finding.truth == "not-shown":
            if self.unknown(finding):
                text = N_("Unverified. “Unknown” was answered to {questions}. If it turned out badly:")
            elif self.inexact(finding):
                text = N_(
                    "Unverified. The answer is not exact enough to decide at {questions}. If it turned out badly:"
                )
            else:
                text = N_("Unverified. The answer to {questions} leaves this open. If it turned out badly:")
            return self.tr(text, questions=self._quoted(self.turns_on(finding)))
        places = self._quoted(finding.missing)
        return self.tr(
            N_("Unverified. No answer is recorded to {questions}. If it turned out badly:"),
            questions=places,
        )

    def _quoted(self, refs: Iterable[Ref]) -> str:
        """The first places, each in quotation marks."""
        return self.tr.join([self.tr.quoted(text) for text in self.refs(refs, 4)])

    def turns_on(self, finding: Finding) -> list[Ref]:
        """The answers for want of which a finding is not shown: unknown, not exact, or “something else”."""
        elsewhere = unique(ref.place for ref in finding.because if self._says_elsewhere(ref))
        return self.unknown(finding) or self.inexact(finding) or list(elsewhere or finding.because)

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

    def _says_elsewhere(self, ref: Ref) -> bool:
        """Whether “something else” stands there, after which nothing is known of the other lines of the list."""
        answer, field = self.assessment.answer(*ref[:3]), self._field(ref.question, ref.column)
        if answer is None or field is None:
            return False
        given = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        return not undecided_options(field).isdisjoint(one for one in given if isinstance(one, str))

    def conclusion(self, finding: Finding) -> str:
        """The conclusion in one sentence."""
        if finding.truth == "not-shown":
            return self.tr(N_("Until it is shown, this weighs as: {severity}."), severity=self.severity(finding))
        if finding.truth == "open":
            return self.tr(N_("Open until the question is answered."))
        return self.fill(finding.grade.conclusion, finding, NAMES_IN_TITLE)

    def remedies(self, finding: Finding) -> list[str]:
        """What may be done."""
        return [self.fill(remedy, finding, NAMES_IN_TITLE) for remedy in finding.remedies]

    def severity(self, finding: Finding) -> str:
        """Severity and kind in words: “Blocker (not defensible as designed)”."""
        word = self.tr(SEVERITIES[finding.severity])
        return f"{word}{self.tr.in_brackets(self.tr(KINDS[finding.kind]))}" if finding.kind else word

    # --- outcomes -----------------------------------------------------------------------------------------------------

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
            words = NN_("{count} question is new or has new columns.", "{count} questions are new or have new columns.")
            said.append(tr.plural(*words, len(new)))
        if carried.widened:
            words = NN_(
                "{count} list has entries that nobody was asked about: {names}.",
                "{count} lists have entries that nobody was asked about: {names}.",
            )
            names = tr.series(self.label(name) for name in carried.widened)
            said.append(tr.plural(*words, len(carried.widened), names=names))
        if carried.replaced:
            words = NN_("{count} answer stands under a new name.", "{count} answers stand under new names.")
            said.append(tr.plural(*words, len(carried.replaced)))
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
        return self.tr.sentences((self.tr(OUTCOME_MEANING[outcome]), cure))

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
        """The formal citation in this language, or in English, as it is printed."""
        return self.tr.shown_cite(self.cite_in_parts(authority))

    def cite_in_parts(self, authority: Authority) -> str:
        """The formal citation, its parts parted by ", " in every language."""
        cite = authority.cite
        return self.tr.own(cite) or self.tr.cited(cite.get("en", "")) or next(iter(cite.values()))

    def statement(self, authority: Authority) -> str:
        """Our statement of the rule in this language, or in English."""
        return self.tr.own(authority.statement) or self.tr.content(authority.statement["en"])

    def own_reading(self, authority: Authority) -> str:
        """What we read into it, under its label, in this language or in English; else empty."""
        return own_reading(authority, self.tr)

    def cited(self, cited: Cited) -> str:
        """A citation with its pinpoint and marks: who says so, and what is not checked."""
        text = self.cite_in_parts(cited.authority)
        if cited.pinpoint:
            text += f", {self.tr.cited(cited.pinpoint)}"
        text = self.tr.shown_cite(text)
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
        return f"{text}{self.tr.in_square_brackets(self.tr.series(marks))}"
