"""The dates of an assessment in words: what `dpia.engine.dated` finds, as calendars and registers say it. Pure."""

from __future__ import annotations

from dpia.calendar_file import Appointment
from dpia.content.names import MEASURES, REVIEW_TRIGGERS
from dpia.engine.dated import Dated, dated
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import NO, Ref
from dpia.i18n_marks import N_
from dpia.wording import Words


def appointments(evaluation: Evaluation, words: Words) -> tuple[Appointment, ...]:
    """All of them, by day."""
    return tuple(
        Appointment(
            one.day, one.kind, what_is_due(one, evaluation, words), one.key, one.owner, _more(one, evaluation, words),
            one.sure,
        )
        for one in dated(evaluation)
    )  # fmt: skip


def what_is_due(one: Dated, evaluation: Evaluation, words: Words) -> str:
    """What is to be done by a day, or was."""
    tr = words.tr
    match one.kind:
        case "decision":
            return tr(N_("Decision on the assessment"))
        case "review":
            return tr(N_("Review of the assessment"))
        case "measure" | "response":
            row = words.row(MEASURES, one.ref.row) if one.ref is not None and one.ref.row is not None else one.about
            return tr(N_("Measure: {what}"), what=one.what or row)
        case "planned" if one.ref is not None:
            return _planned(one.ref, evaluation, words)
        case "duty":
            return duty(one.what, one.ref, words)
    return tr(N_("Task: {what}"), what=one.what)


def duty(title: str, ref: Ref | None, words: Words) -> str:
    """A duty by its title in the content, with the row that it is about."""
    what = words.tr.content(title)
    if ref is None or ref.row is None:
        return what
    return f"{what}{words.tr.in_brackets(words.row(ref.question, ref.row))}"


def _planned(ref: Ref, evaluation: Evaluation, words: Words) -> str:
    item = next(item for item in evaluation.conditions if item.ref == ref)
    return words.tr(N_("Planned: {what} — {answer}"), what=words.ref(ref), answer=words.unplanned(item))


def _more(one: Dated, evaluation: Evaluation, words: Words) -> str:
    tr, said = words.tr, []
    if one.kind == "review":
        triggers = evaluation.assessment.answers.get(REVIEW_TRIGGERS)
        asked = triggers is not None and evaluation.evaluator.visible(REVIEW_TRIGGERS).truth is not NO
        if asked and triggers is not None and triggers.given:
            said.append(f"{words.label(REVIEW_TRIGGERS)}{tr.colon}{words.answer(REVIEW_TRIGGERS)}")
    if one.about:
        finding = evaluation.finding(one.about)
        known = words.title(finding) if finding is not None else tr(N_("the finding is not reported any more"))
        said.append(f"{one.about}{tr.colon}{known}")
    if not one.sure:
        said.append(tr(N_("It may not apply: an answer is missing.")))
    if not one.exact:
        said.append(tr(N_("The answer names no day; this is the last that it may be.")))
    return "\n".join(said)
