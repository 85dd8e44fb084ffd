"""What the commands print: plain lines, and the JSON lists of questions and authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dpia.cells import lines
from dpia.content.authority import Authority
from dpia.content.condition import Condition
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.content.rule import SEVERITY_ORDER
from dpia.engine.completeness import speaks
from dpia.engine.divergences import DivergenceFound, divergences
from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding
from dpia.engine.truth import NO, by_place
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.wording import ATTRIBUTIONS, DUE_WORDS, STATUSES, TRUTHS, Words, as_of_note, checked_how, own_reading
from dpia.wording.authorities import citations, statements

if TYPE_CHECKING:
    from dpia.engine.counterfactual import WouldChange

WIDTH = 100
SHOWN = 6
"""How many answers are named under a finding; the rest are counted."""


def questions_json(pack: Pack) -> list[dict[str, Any]]:
    """Every question, tables with their columns (keys are a contract)."""
    return [_question_json(question, question.section) for question in pack.content.questions]


def _question_json(field: Question | Column, section: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": field.id,
        "section": section,
        "type": field.type,
        "text": field.text,
        "help": field.help,
        "explanation": field.explanation,
        "options": [{"id": option.id, "text": option.text} for option in field.options],
        "applies_when": _condition_json(field.shown_when),
        "law": list(field.law),
        "serves": list(field.serves),
        "not_applicable": field.not_applicable,
        "reversed": field.reversed,
        "short_track": field.short_track,
    }
    if isinstance(field, Column) and field.options_from:
        data["options_from"] = field.options_from
    if isinstance(field, Question) and field.columns:
        data["columns"] = [_question_json(column, column.section or section) for column in field.columns]
    return data


def _condition_json(condition: Condition | None) -> Any:
    from dpia.content.validation import to_plain

    return None if condition is None else to_plain(condition)


def question_lines(pack: Pack, tr: Translator) -> Iterator[str]:
    """Every question for a reader."""
    for section in pack.sections:
        yield tr.content(section.title)
        for question in pack.section_questions(section.id):
            yield from _question_lines(question, "  ", tr)
        yield ""


def _question_lines(field: Question | Column, indent: str, tr: Translator) -> Iterator[str]:
    yield f"{indent}{field.id}{tr.in_brackets(field.type)}  {tr.content(field.text)}"
    if field.options:
        options = (f"{option.id} = {tr.content(option.text, field.id, option.id)}" for option in field.options)
        yield from wrap(tr.series(options), indent + "    ")
    for column in field.columns if isinstance(field, Question) else ():
        yield from _question_lines(column, indent + "    ", tr)


def authorities_json(pack: Pack, found: Iterable[Authority]) -> list[dict[str, Any]]:
    """Authorities in the shape that readers rely on."""
    return [
        {
            "id": item.id,
            "rank": item.rank,
            "regime": item.regime,
            "citation": item.cite,
            "statement": item.statement,
            "own_reading": item.own_reading,
            "url": item.url,
            "status": item.status,
            "marks": list(item.marks),
            "status_note": item.status_note,
            "checked_on": item.checked_on,
            "in_force_from": item.in_force.from_ if item.in_force else None,
            "in_force_to": item.in_force.to if item.in_force else None,
            "date": item.date,
            "body": item.body,
            "identifiers": item.identifiers,
            "derived": list(item.derived),
            "families": list(item.families),
            "see": list(item.see),
            "notes": item.notes,
        }
        for item in found
    ]


def authority_lines(found: Iterable[Authority], tr: Translator) -> Iterator[str]:
    """Authorities for a reader, with what was checked and our own remarks."""
    for item in found:
        marks = tr.series((tr(ATTRIBUTIONS[item.attribution]), tr(STATUSES[item.status])))
        yield f"{item.id} {tr.in_square_brackets(marks)}"
        yield from wrap(" · ".join(citations(item, tr)), "    ")
        yield from wrap(" ".join(statements(item, tr)), "    ")
        if reading := own_reading(item, tr):
            yield from wrap(reading, "    ", "      ")
        if note := checked_how(item, tr):
            yield from wrap(tr(N_("Check: {note}"), note=note), "    ", "      ")
        if item.notes:
            yield from wrap(tr(N_("Remark: {note}"), note=tr.content(item.notes)), "    ", "      ")
        if item.url:
            yield f"    {item.url}"
        yield ""


def check_lines(evaluation: Evaluation, tr: Translator, changes: Sequence[WouldChange] | None) -> Iterator[str]:
    """The outcome, the duty, the findings with their reasons."""
    words = Words(evaluation.pack, evaluation.assessment, tr)
    yield (
        tr(N_("Outcome: {outcome}"), outcome=words.outcome(evaluation.outcome, evaluation))
        + tr.in_brackets(evaluation.outcome)
    )
    worst, best = (words.outcome(one, evaluation) for one in (evaluation.worst, evaluation.best))
    yield tr(N_("Range:   from {worst} to {best} (not a finding)"), worst=worst, best=best)
    yield tr(N_("As of:   {date}"), date=evaluation.assessment.as_of)
    note = as_of_note(evaluation.pack, evaluation.assessment, tr)
    if note:
        yield f"         {note}"
    for result in evaluation.regimes:
        due, outside = "", evaluation.governs[result.regime.id].truth is NO
        if result.due is not None and not outside and speaks(evaluation, result.due.law):
            due = tr(N_("; assessment due: {word}"), word=tr(DUE_WORDS[result.due.word]))
        yield f"  {result.regime.id}{tr.colon}{words.outcome(result.outcome, evaluation)}{due}"
        if result.outcome == "out-of-scope":
            yield from wrap(words.why_out_of_scope(result, evaluation), "      ")
    if evaluation.outcome == "out-of-scope":
        yield from wrap(words.meaning(evaluation), "")
    if evaluation.no_assessment_due:
        yield tr(N_("No assessment is due by any of them; dpia report then writes a short record of the reasons."))
    for item in evaluation.conditions:
        where, answer = words.ref(item.ref), words.answer(item.ref.question, item.ref.row, item.ref.column)
        yield from wrap(tr(N_("Condition: {what}"), what=tr.answered(where, answer)), "  ", "      ")
    for divergence in divergences(evaluation):
        if all(finding.truth == "open" for side in divergence.sides for finding in side.findings):
            continue  # nothing is found there yet; the report has them all
        yield tr(
            N_("The laws differ: {point} ({sides})"),
            point=tr.content(divergence.point.title),
            sides=_sides(divergence, tr),
        )
    progress = evaluation.total_progress
    yield tr(N_("Answered: {answered} of {applicable}"), answered=progress.answered, applicable=progress.applicable)
    yield ""
    for finding in evaluation.findings:
        yield from finding_lines(words, finding, evaluation)
    for change in changes or ():
        yield from _change_lines(words, change)


def _sides(divergence: DivergenceFound, tr: Translator) -> str:
    """What the rules of each side found."""
    return tr.series(
        side.regime.id + tr.colon + (tr.listed(finding.id for finding in side.findings) or "–")
        for side in divergence.sides
    )


def finding_lines(words: Words, finding: Finding, evaluation: Evaluation) -> Iterator[str]:
    """One finding with its text, authorities, reasons and remedies."""
    tr = words.tr
    arguable = [tr(N_("arguable"))] if finding.grade.arguable else []
    yield f"{finding.id}  {tr.clause_comma.join((words.severity(finding), tr(TRUTHS[finding.truth]), *arguable))}"
    yield from wrap(words.title(finding), "    ")
    yield from wrap(words.text(finding), "    ")
    for cited in finding.citations:
        yield from wrap(f"§ {words.cited(cited)}", "    ", "      ")
    # All of them: texts of findings say “the answers below show which”.
    for ref, items in by_place(words.reasons(finding, evaluation)).items():
        yield from wrap(tr(N_("because: {reason}"), reason=words.because(ref, items)), "    ", "      ")
    for question in words.refs(finding.missing, SHOWN):
        yield from wrap(tr(N_("waits for: {question}"), question=question), "    ", "      ")
    for remedy in words.remedies(finding):
        yield from wrap(f"→ {remedy}", "    ", "      ")
    yield ""


def _change_lines(words: Words, change: WouldChange) -> Iterator[str]:
    tr = words.tr
    if change.finding is None:
        yield from _combined_lines(tr, change)
    elif not change.edits:
        yield tr(
            N_("{finding}: no change of the design, in up to three answers, was found that lifts it."),
            finding=change.finding,
        )
    else:
        yield tr(
            N_("{finding} would be lifted, and the outcome then be {outcome}, by:"),
            finding=change.finding,
            outcome=change.outcome_then,
        )
    for edit in change.edits:
        field = (
            words.pack.columns.get((edit.ref.question, edit.ref.column))
            if edit.ref.column
            else words.pack.questions[edit.ref.question]
        )
        said = f"{words.value(field, edit.before)} → {words.value(field, edit.after)}"
        yield from wrap(tr.answered(words.ref(edit.ref), said), "    ", "      ")


def _combined_lines(tr: Translator, change: WouldChange) -> Iterator[str]:
    if not change.edits:
        yield tr(N_("Taken together: no changes of the design were found that lead to a better outcome."))
        return
    yield tr(
        N_("Taken together (not proven to be the smallest set), the outcome would be {outcome} by:"),
        outcome=change.outcome_then,
    )


def reached(evaluation: Evaluation, levels: frozenset[str]) -> bool:
    """Whether a finding is at or above the level of `--fail-on`."""
    named = levels - {"open"}
    limit = max((SEVERITY_ORDER[level] for level in named), default=SEVERITY_ORDER["blocker"])
    return any(
        SEVERITY_ORDER[finding.severity] <= limit and (finding.truth != "open" or "open" in levels)
        for finding in evaluation.findings
    )


def wrap(text: str, first: str, rest: str | None = None) -> list[str]:
    """Text broken to the width of the output."""
    return lines(text, WIDTH, first, rest if rest is not None else first) or [first]
