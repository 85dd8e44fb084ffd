"""Lists whose lines lead somewhere: hits of a search, the review of an assessment, what a complete one must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from textual.content import Content

from dpia.assessment.itemwise import overall_state
from dpia.assessment.model import State
from dpia.cells import line_breaks
from dpia.content.authority import Authority
from dpia.engine.completeness import ElementResult, ElementState, completeness
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation
from dpia.engine.findings import Finding
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.open_points import decide_first, in_order, listed
from dpia.tui.search import Index, Kind, Searchable, Target, authority_entries, finding_entries, question_texts
from dpia.tui.view_model import MARKS, Item, ViewModel, signs
from dpia.tui.widgets.finding_list import SIGNS, response_words, severity_style, severity_words, title
from dpia.tui.widgets.outcome_bar import outcome_style, range_words
from dpia.tui.widgets.text import ALARM, MUTED, STRONG, plain, row
from dpia.wording import SEVERITIES


@dataclass(frozen=True)
class Line:
    """A line with what stands below it, and what it leads to; a heading or a remark leads nowhere."""

    paragraphs: tuple[tuple[int, Content], ...]
    target: Target | None = None


def heading(text: str, note: str = "") -> Line:
    """What the lines below it are."""
    return Line(((0, plain("")), (0, row((text, "bold $accent"), (f"  {note}" if note else "", MUTED)))))


def remark(text: str) -> Line:
    """A sentence that leads nowhere."""
    return Line(((2, plain(text, MUTED)),))


# --- lines of one kind ------------------------------------------------------------------------------------------------


def question_line(model: ViewModel, ref: Ref, note: str = "") -> Line:
    """A field: the mark of its state, its number and text, its answer, and perhaps a note."""
    answer = model.session.assessment.answer(*ref[:3])
    state = overall_state(model.spec(ref), answer)
    head = row((f"{MARKS[state]} ", MUTED), model.words.ref(ref))
    proposal = model.session.assessment.proposed.get(ref.question) if ref.column is None else None
    below = model.words.answer(*ref[:3])
    if proposal is not None:
        below = model.tr(N_("proposed: {answer}"), answer=model.words.value(model.spec(ref), proposal))
    if note:
        below = f"{below}{model.tr.dash}{note}"
    return Line(((0, head), (4, plain(below, MUTED))), ref if model.asked(Item(ref)) else None)


def finding_line(model: ViewModel, finding: Finding) -> Line:
    """A finding: how grave, its id and title, and what a person answered to it."""
    sign = SIGNS[finding.severity] if finding.truth != "open" else "○"
    style = severity_style(finding)
    head = row((f"{sign} ", style), (severity_words(model, finding), style or STRONG), (f"  {finding.id}", MUTED))
    response = model.session.assessment.responses.get(finding.id)
    answered = [(4, plain(response_words(model, response.kind), STRONG))] if response is not None else []
    return Line(((0, head), (4, plain(title(model, finding))), *answered), finding)


def authority_line(model: ViewModel, authority: Authority) -> Line:
    """An authority by its citation, and the beginning of what it says."""
    said = model.words.statement(authority)
    return Line(((0, row(("§ ", MUTED), model.words.cite(authority))), (4, plain(_beginning(said), MUTED))), authority)


def _beginning(text: str, longest: int = 140) -> str:
    breaks = line_breaks(text, longest - 2)
    return text[: breaks[0]].rstrip() + " …" if breaks else text


# --- search -----------------------------------------------------------------------------------------------------------

_KINDS: dict[Kind, str] = {
    "question": N_("Questions and answers"), "finding": N_("Findings"), "authority": N_("Authorities"),
}  # fmt: skip


def index_of(model: ViewModel) -> Index:
    """Everything of an assessment as it is now that can be searched for."""
    return Index(
        [
            *(entry for ref in _fields(model) for entry in [_question_entry(model, ref)]),
            *finding_entries(listed(model.evaluation), lambda finding: title(model, finding)),
            *authority_entries(model.pack),
        ]
    )


def _fields(model: ViewModel) -> Iterator[Ref]:
    """Every question that may be asked; every cell with an answer, and a column without any once."""
    for question in model.pack.content.questions:
        if not model.asked(Item(Ref(question.id))):
            continue
        yield Ref(question.id)
        rows = model.session.assessment.rows(question.id)
        for column in question.columns:
            answered = [Ref(question.id, one.id, column.id) for one in rows if column.id in one.cells]
            yield from answered or [Ref(question.id, rows[0].id if rows else None, column.id)]


def _question_entry(model: ViewModel, ref: Ref) -> Searchable:
    number = model.pack.numbers[ref.question] if ref.column is None else ""
    answer = model.words.answer(*ref[:3]) if model.session.assessment.answer(*ref[:3]) is not None else ""
    texts = question_texts(model.pack)[ref.question, ref.column]
    return Searchable.of("question", ref, f"{model.words.ref(ref)}\n{answer}", texts, number)


def search_source() -> Callable[[ViewModel, str], list[Line]]:
    """Finds what is typed; everything is gathered anew only when an answer has changed what there is to find."""
    gathered: list[tuple[Evaluation, Index]] = []

    def source(model: ViewModel, query: str) -> list[Line]:
        if not query.strip():
            return hits(model, Index(()), query)
        if not gathered or gathered[0][0] is not model.evaluation:
            gathered[:] = [(model.evaluation, index_of(model))]
        return hits(model, gathered[0][1], query)

    return source


def hits(model: ViewModel, index: Index, query: str) -> list[Line]:
    """What was found, by kind; the kind of the best hit first."""
    tr = model.tr
    if not query.strip():
        words = N_("Type words of a question, an answer, a finding or an authority; or a number, such as 2.19.")
        return [remark(tr(words))]
    found = index.find(query)
    lines: list[Line] = []
    for kind in dict.fromkeys(entry.kind for entry in found):
        lines.append(heading(tr(_KINDS[kind])))
        lines += [_hit(model, entry.target) for entry in found if entry.kind == kind]
    return lines or [remark(tr(N_("Nothing was found for “{query}”."), query=query.strip()))]


def _hit(model: ViewModel, target: Target) -> Line:
    if isinstance(target, Finding):
        return finding_line(model, target)
    return authority_line(model, target) if isinstance(target, Authority) else question_line(model, target)


# --- review -----------------------------------------------------------------------------------------------------------


def review(model: ViewModel) -> list[Line]:
    """The whole assessment before its end: outcomes, what is open by weight, what stands, and every answer."""
    return [*_outcomes(model), *_open(model), *_standing(model), *_not_settled(model), *_answers(model)]


def _outcomes(model: ViewModel) -> Iterator[Line]:
    tr, evaluation = model.tr, model.evaluation
    yield heading(tr(N_("Outcome")))
    for result in evaluation.regimes:
        text = row((f"{tr.content(result.regime.short)}  ", MUTED))
        text += plain(model.words.outcome(result.outcome, evaluation), outcome_style(result.outcome))
        if result.outcome in OUTCOME_ORDER:
            text += plain(tr.clause_comma + range_words(model, result.best, result.worst), MUTED)
        yield Line(((2, text),))


def _open(model: ViewModel) -> Iterator[Line]:
    """What is not answered and weighs, the gravest first."""
    tr, evaluation = model.tr, model.evaluation
    first = decide_first(evaluation)
    if first:
        yield heading(tr(N_("Not answered, and decides which laws govern")))
        yield from (question_line(model, ref) for ref in first)
    open_weights = model.weights
    for severity in ("blocker", "major", "minor"):
        refs = [ref for ref, weight in open_weights.items() if weight.severity == severity and ref not in first]
        refs = [ref for ref in in_order(evaluation, refs) if model.is_open(ref)]
        if not refs:
            continue
        word = tr(SEVERITIES[severity])
        yield heading(tr(N_("Not answered; it may become: {severity}"), severity=word), str(len(refs)))
        for ref in refs:
            count = open_weights[ref].findings
            note = tr.plural("{count} finding waits for it", "{count} findings wait for it", count)
            yield question_line(model, ref, note)


def _not_settled(model: ViewModel) -> Iterator[Line]:
    """Answers "unknown", proposals, what is typed and no answer, what is kept and does not count."""
    tr, assessment = model.tr, model.session.assessment
    unknown = [Ref(*leaf[:3]) for leaf in assessment.leaves() if leaf[3].state is State.UNKNOWN]
    parts: tuple[tuple[str, Iterable[Ref]], ...] = (
        (N_("Not saved yet"), [*model.unsaved, *model.drafts]),
        (N_("Answered “unknown”"), in_order(model.evaluation, unknown)),
        (N_("Proposed, and not yet yours"), in_order(model.evaluation, map(Ref, assessment.proposed))),
        (N_("Kept, and not counted"), model.evaluation.masked),
    )
    for name, refs in parts:
        lines = [question_line(model, ref) for ref in refs]
        if lines:
            yield heading(tr(name), str(len(lines)))
            yield from lines


def _standing(model: ViewModel) -> Iterator[Line]:
    """The findings that stand and weigh, with what was answered to each."""
    found = [one for one in listed(model.evaluation) if one.truth != "open" and one.severity not in ("note", "ok")]
    if found:
        yield heading(model.tr(N_("Findings that stand")), str(len(found)))
        yield from (finding_line(model, finding) for finding in found)


def _answers(model: ViewModel) -> Iterator[Line]:
    """Every section with its progress, and below it every answer."""
    tr, evaluation = model.tr, model.evaluation
    for number, section in enumerate(model.pack.sections, 1):
        yield heading(f"{number} {tr.content(section.title)}", signs(evaluation.progress[section.id]))
        for question in model.pack.section_questions(section.id):
            answer = model.session.assessment.answers.get(question.id)
            if answer is not None and model.asked(Item(Ref(question.id))):
                yield question_line(model, Ref(question.id))


# --- completeness -----------------------------------------------------------------------------------------------------

_ELEMENT_MARKS: dict[ElementState, str] = {"answered": "✓", "partly": "?", "missing": "·", "not-applicable": "/"}
_ELEMENT_STATES: dict[ElementState, str] = {
    "answered": N_("answered"),
    "partly": N_("partly"),
    "missing": N_("missing"),
    "not-applicable": N_("not applicable"),
}


def complete(model: ViewModel) -> list[Line]:
    """What a complete assessment must hold, element by element; each leads to the first answer that it needs."""
    tr = model.tr
    lines: list[Line] = []
    for result in completeness(model.evaluation):
        state = tr(N_("complete")) if result.complete else tr(N_("not complete"))
        lines.append(heading(tr.content(result.map.title), state))
        if result.map.note:
            lines.append(remark(tr.content(result.map.note)))
        lines += [_element(model, item) for item in result.elements]
    return lines or [remark(tr(N_("No law that governs here says what an assessment must hold.")))]


def _element(model: ViewModel, item: ElementResult) -> Line:
    tr, authority = model.tr, model.pack.authorities[item.element.authority]
    waiting = in_order(model.evaluation, (*item.missing, *item.unknown, *item.lacking))
    text = row((f"{_ELEMENT_MARKS[item.state]} ", ALARM if item.state == "missing" else MUTED))
    text += plain(tr.content(item.element.title), STRONG) + plain(tr.colon + tr(_ELEMENT_STATES[item.state]))
    if item.element.added_by_tool:
        text += plain(tr.in_brackets(tr(N_("asked by this program, not by the law"))), MUTED)
    text += plain(tr.in_square_brackets(model.words.cite(authority)), MUTED)
    places = [(4, plain(model.words.ref(ref), MUTED)) for ref in waiting[:3] if item.state in ("missing", "partly")]
    return Line(((0, text), *places), next(iter((*waiting, *item.answered)), None))
