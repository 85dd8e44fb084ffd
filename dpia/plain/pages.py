"""What the dialogue prints, as lines. Each is printed on one line, whatever somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpia.assessment.itemwise import known_items
from dpia.assessment.model import Answer, State
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, PartialList
from dpia.content.authority import Authority
from dpia.content.question import Column, Question
from dpia.content.rule import Outcome
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, Progress
from dpia.engine.findings import Finding
from dpia.engine.lane import conclude
from dpia.engine.truth import YES, Ref, by_place
from dpia.i18n_marks import N_
from dpia.plain import walk
from dpia.plain.speaking import flat
from dpia.tui.echo import Echo, told
from dpia.tui.finding_diff import Mark, ordered
from dpia.tui.view_model import FieldView, Item, ViewModel
from dpia.wording import TRUTHS, as_of_note, checked_how, standing
from dpia.wording import lane as lane_words
from dpia.wording.changes import RESPONSES, short
from dpia.wording.partly import state_words

MOVES = 6
"""How many findings that an answer moved are named."""

SHOWN = 300
"""How many characters of an answer stand below its question."""

_MARKS: dict[Mark, str] = {
    "new": N_("New: {finding}"),
    "changed": N_("Changed: {finding}"),
    "gone": N_("Gone: {finding}"),
}


# --- one question -----------------------------------------------------------------------------------------------------


def question_lines(view: ViewModel, ref: Ref, place: int, total: int) -> Iterator[str]:
    """Where one stands, the question, its help, what can be chosen, and what was answered."""
    tr, spec = view.tr, view.spec(ref)
    section = view.place_of(ref).section
    field = view.view(Item(ref), section)
    yield tr(
        N_("{number}, {place} of {total}. {where}"),
        number=walk.number_of(view, ref), place=place, total=total, where=view.place_title(view.place_of(ref)),
    )  # fmt: skip
    yield field.text
    if spec.help:
        yield tr.content(spec.help)
    if field.unit:
        yield tr(N_("In: {unit}"), unit=field.unit)
    yield from _choices(view, spec, field)
    yield from _said(view, spec, field)
    yield ways(view, spec)


def _choices(view: ViewModel, spec: Question | Column, field: FieldView) -> Iterator[str]:
    tr, several = view.tr, spec.type == "choices"
    items = [str(option.value) for option in field.options]
    known = known_items(_answer(view, field.ref), items) if several else None
    for number, option in enumerate(field.options, 1):
        text = option.text
        if known is not None and isinstance(field.value, PartialList):
            text = tr(N_("{item}: {state}"), item=text, state=_state(view, spec, known, str(option.value)))
        yield f"{number}. {text}" + (tr.in_brackets(option.help) if option.help else "")
    if several and field.options and not spec.exhaustive:
        last = N_("none is missing, and I have looked") if spec.reversed else N_("none of these, and I have looked")
        yield f"0. {tr(last)}"
    for number, row in enumerate(field.rows, 1):
        yield tr(N_("Row {number}. {name}: {counts}"), number=number, name=row.name, counts=view.counts(row.progress))


def _state(view: ViewModel, spec: Question | Column, known: PartialList, item: str) -> str:
    return view.tr(state_words(spec)[known.state(item)])


def _answer(view: ViewModel, ref: Ref) -> Answer | None:
    return view.session.assessment.answer(*ref[:3])


def _said(view: ViewModel, spec: Question | Column, field: FieldView) -> Iterator[str]:
    tr = view.tr
    if field.required:
        yield field.required
    if field.state is not None:
        text = flat(field.words)
        cut = text if len(text) <= SHOWN else tr(N_("{text}… (/show has all of it)"), text=text[:SHOWN].rstrip())
        yield tr(N_("Answered: {answer}"), answer=cut)
    if field.planned:
        yield field.planned
    if field.proposed:
        yield tr(
            N_("Proposed, and not answered until you confirm it: {answer} (/confirm or /reject)"),
            answer=field.proposed,
        )
    if field.error:
        yield field.error


def ways(view: ViewModel, spec: Question | Column) -> str:
    """How this kind of question is answered."""
    tr = view.tr
    match spec.type:
        case "boolean":
            text = tr(N_("Answer with yes, no, or ? for “I don’t know”."))
        case "choice":
            text = tr(N_("Answer with a number, or ? for “I don’t know”."))
        case "choices":
            words = state_words(spec)
            have, lack = (words[LACK], words[HAVE]) if spec.reversed else (words[HAVE], words[LACK])
            text = tr(
                N_("“1 3” means: these “{have}”, all others “{lack}”. “+1 -2 ?3” speaks of single items: + {have}, "
                   "- {lack}, ? {unknown}. ? alone: I know it of none."),
                have=tr(have), lack=tr(lack), unknown=tr(words[NOT_KNOWN]),
            )  # fmt: skip
            if spec.reversed:
                text = tr(N_("Say of each whether it is there. {rest}"), rest=text)
        case "number":
            text = tr(N_("Answer with a number such as 1200, >10 or 10..20, or ? for “I don’t know”."))
        case "date":
            text = tr(N_("Answer with a date such as 2026-11-21, 2026-11, <2024 or 2023..2024, or ?."))
        case "table":
            noun = tr.content(spec.row_noun) if isinstance(spec, Question) else ""
            text = tr(
                N_("A table. /add adds a row ({noun}), 0 says that there are none, ? that you do not know; "
                   "an empty line goes on."),
                noun=noun,
            )  # fmt: skip
        case _ if spec.multiline:
            text = tr(N_("Write as many lines as you like; a line with only a full stop ends the text. Or ?."))
        case _:
            text = tr(N_("Write one line, or ? for “I don’t know”."))
    return tr(N_("{text} It may be said not to apply: /na REASON."), text=text) if spec.not_applicable else text


def full_answer(view: ViewModel, ref: Ref) -> Iterator[str]:
    """The answer in full, each of its lines marked as a quotation."""
    answer = _answer(view, ref)
    if answer is None or answer.state is not State.GIVEN:
        yield view.words.answer(*ref[:3])
        return
    for line in view.words.answer(*ref[:3]).splitlines():
        yield f"| {line}"


def why_lines(view: ViewModel, ref: Ref) -> Iterator[str]:
    """Why the question is asked, what it means, and which findings rest on its answer."""
    tr, spec = view.tr, view.spec(ref)
    texts = [tr.content(text) for text in (spec.why, spec.explanation) if text]
    yield from texts or [tr(N_("No explanation is written for this question."))]
    resting = [
        finding for finding in ordered(view.evaluation.findings) if ref in {one.place for one in view.rests_on(finding)}
    ]
    for finding in resting[:MOVES]:
        yield tr(N_("On its answer rests: {finding}"), finding=finding_line(view, finding))
    if not resting:
        yield tr(N_("No finding rests on its answer at present."))
    if len(resting) > MOVES:
        yield tr.plural("and {count} more", "and {count} more", len(resting) - MOVES)


def law_lines(view: ViewModel, ref: Ref) -> Iterator[str]:
    """Every authority behind a question: who says it, what it says, how well it was checked."""
    found = [view.pack.authorities[name] for name in view.spec(ref).law if name in view.pack.authorities]
    if not found:
        yield view.tr(N_("No authority is named for this question."))
    for authority in found:
        yield from authority_lines(view, authority)


def authority_lines(view: ViewModel, authority: Authority) -> Iterator[str]:
    """One authority."""
    tr, words = view.tr, view.words
    marks = tr.in_square_brackets(tr.series(standing(authority, view.session.assessment.as_of, tr)))
    yield f"{words.cite(authority)}{marks}"
    yield words.statement(authority)
    if reading := words.own_reading(authority):
        yield reading
    if note := checked_how(authority, tr):
        yield tr(N_("Check: {note}"), note=note)
    yield authority.url or tr(N_("No address is recorded."))


# --- what an answer did -----------------------------------------------------------------------------------------------


def news_lines(view: ViewModel, before: Evaluation) -> Iterator[str]:
    """What the last action wrote, which findings came and went, and the outcome where it is another one."""
    tr, moves = view.tr, view.moves
    if view.echo is not None:
        yield _echo(view, view.echo)
    standing_ = [item for item in moves.items if item.finding.truth != "open"]
    for item in standing_[:MOVES]:
        line = tr(_MARKS[item.mark], finding=finding_line(view, item.finding))
        because = view.rests_on(item.finding) if item.mark != "gone" else ()
        yield tr(N_("{line} Because of: {reasons}"), line=line, reasons=view.reasons(because)) if because else line
    if len(standing_) > MOVES:
        more = len(standing_) - MOVES
        yield tr.plural("and {count} more finding moved: /findings", "and {count} more findings moved: /findings", more)
    governed = is_governed(view.evaluation)
    if governed and (moved := len(moves.items) - len(standing_)):
        yield tr.plural("{count} open finding moved.", "{count} open findings moved.", moved)
    elif not moves.items:
        yield tr(N_("No finding moved."))
    for ref in view.news_masked[:MOVES]:
        yield tr(N_("Kept, but it no longer counts: {what}"), what=view.words.ref(ref))
    if before.outcome != view.evaluation.outcome or governed != is_governed(before):
        yield outcome_line(view)


def _echo(view: ViewModel, echo: Echo) -> str:
    text = told(echo, view.words)
    return view.tr(N_("Saved. {change}"), change=text) if echo.kind == "done" else text


def is_governed(evaluation: Evaluation) -> bool:
    """Whether a law surely governs. Until then nothing is said of what is open."""
    return any(verdict.truth is YES for verdict in evaluation.governs.values())


def outcome_line(view: ViewModel) -> str:
    """The outcome with its range; before a law surely governs, that nothing is decided."""
    tr, words, evaluation = view.tr, view.words, view.evaluation
    if not is_governed(evaluation):
        return tr(N_("Nothing is decided yet: which law governs is still open."))
    return tr(
        N_("Outcome: {outcome}."), outcome=_with_range(view, evaluation.outcome, evaluation.best, evaluation.worst)
    ) + (tr.blank + words.meaning(evaluation))


def _with_range(view: ViewModel, outcome: Outcome, best: Outcome, worst: Outcome) -> str:
    words, evaluation = view.words, view.evaluation
    text = words.outcome(outcome, evaluation)
    if outcome not in OUTCOME_ORDER or best == worst:
        return text
    return view.tr(
        N_("{outcome} (at best {best}, at worst {worst})"),
        outcome=text, best=words.outcome(best, evaluation).lower(), worst=words.outcome(worst, evaluation).lower(),
    )  # fmt: skip


# --- findings ---------------------------------------------------------------------------------------------------------


def finding_line(view: ViewModel, finding: Finding) -> str:
    """Weight, what is found, and its id; what is open is named by its rule, so that nothing reads as found."""
    tr, words = view.tr, view.words
    if finding.truth == "open":
        return tr(N_("Open: {rule} [{id}]"), rule=tr.content(finding.rule.title), id=finding.id)
    return flat(
        tr(
            N_("{severity}, {truth}: {title} [{id}]"),
            severity=words.severity(finding), truth=tr(TRUTHS[finding.truth]),
            title=words.fill(finding.grade.title, finding), id=finding.id,
        )
    )  # fmt: skip


def listed(view: ViewModel) -> list[Finding]:
    """The findings in the order of their numbers; those that are open only where a law surely governs."""
    governed = is_governed(view.evaluation)
    return [finding for finding in ordered(view.evaluation.findings) if governed or finding.truth != "open"]


def findings_lines(view: ViewModel) -> Iterator[str]:
    """The outcome, then every finding with its number and what was answered to it."""
    yield outcome_line(view)
    found = listed(view)
    for number, finding in enumerate(found, 1):
        response = view.session.assessment.responses.get(finding.id)
        said = view.tr.in_brackets(view.tr(RESPONSES[response.kind])) if response is not None else ""
        yield f"{number}. {finding_line(view, finding)}{said}"
    yield view.tr(N_("/findings NUMBER shows one in full.")) if found else view.tr(N_("There is no finding."))


def finding_named(view: ViewModel, name: str) -> Finding | None:
    """The finding of a number of the list, of an id, or of its rule."""
    found = listed(view)
    if name.isascii() and name.isdigit() and len(name) < 6:
        return found[int(name) - 1] if 1 <= int(name) <= len(found) else None
    wanted = name.casefold()
    return next(
        (one for one in view.evaluation.findings if wanted in (one.id.casefold(), one.rule.id.casefold())), None
    )


def finding_lines(view: ViewModel, finding: Finding) -> Iterator[str]:
    """One finding in full."""
    tr, words = view.tr, view.words
    yield finding_line(view, finding)
    for label, text in (
        (N_("Issue: {text}"), tr.content(finding.rule.issue)),
        (N_("Rule: {text}"), tr.content(finding.rule.rule)),
        (N_("Application: {text}"), words.text(finding)),
        (N_("Conclusion: {text}"), words.conclusion(finding)),
    ):
        yield tr(label, text=text)
    for remedy in words.remedies(finding):
        yield tr(N_("What may be done: {text}"), text=remedy)
    for ref, items in by_place(view.rests_on(finding)).items():
        yield tr(N_("Rests on {field} — {answer}"), field=named(view, ref), answer=words.reason(ref, items))
    for ref in by_place(ref for ref in finding.missing if ref not in finding.because):
        yield tr(N_("Waits for {field}"), field=named(view, ref))
    for cited in finding.citations:
        yield tr(N_("Source: {source}"), source=words.cited(cited))
    response = view.session.assessment.responses.get(finding.id)
    if response is not None:
        said = tr.series(response.to_json()[name] for name in response.to_json() if name != "kind")
        text = tr(RESPONSES[response.kind])
        yield tr(N_("Your response: {response}"), response=text + tr.in_brackets(said) if said else text)


# --- where one stands -------------------------------------------------------------------------------------------------


def opening_lines(view: ViewModel) -> Iterator[str]:
    """What is said before the first question: the file, the setting, how far it is, how to get help."""
    tr, session = view.tr, view.session
    name = session.path.name if session.path is not None else tr(N_("in memory only"))
    yield tr(N_("{file}, as of {date}."), file=flat(name), date=tr.date(session.assessment.as_of))
    if note := as_of_note(view.pack, session.assessment, tr):
        yield note
    if view.scenario is not None:
        yield tr(N_("Setting: {title}. {summary}"), title=tr.content(view.scenario.title),
                 summary=tr.content(view.scenario.summary))  # fmt: skip
        if not session.assessment.answers:
            yield from setting_lines(view)
    yield tr(N_("{counts}."), counts=view.counts(total(view)).capitalize())
    yield outcome_line(view)
    yield tr(N_("Each answer is saved at once; /undo takes the last one back. /help lists the commands, /leave ends."))


def setting_lines(view: ViewModel) -> Iterator[str]:
    """What there is to know in the setting, and what may be done instead."""
    scenario, tr = view.scenario, view.tr
    if scenario is None:
        yield tr(N_("This assessment was not begun for one of the settings that the content knows."))
        return
    if view.settled_early:
        yield tr.content(scenario.stop_text)
    for rung in scenario.instead:
        yield tr(N_("Instead: {way}"), way=tr.content(rung.text))
    for paragraph in scenario.guidance:
        yield tr(N_("To know: {text}"), text=tr.content(paragraph))


def total(view: ViewModel) -> Progress:
    """Progress over all sections."""
    return sum(view.evaluation.progress.values(), Progress())


def where_lines(view: ViewModel) -> Iterator[str]:
    """The sections with their progress, the outcome of each law, and whether an assessment is due."""
    tr = view.tr
    for number, section in enumerate(view.pack.sections, 1):
        counts = view.counts(view.evaluation.progress[section.id])
        yield tr(N_("{number}. {title}: {counts}"), number=number, title=tr.content(section.title), counts=counts)
    yield tr(N_("All: {counts}"), counts=view.counts(total(view)))
    yield outcome_line(view)
    for result in view.evaluation.regimes if is_governed(view.evaluation) else ():
        outcome = _with_range(view, result.outcome, result.best, result.worst)
        yield tr(N_("{regime}: {outcome}"), regime=tr.content(result.regime.short), outcome=outcome)
    yield from lane_words.due(view.words, conclude(view.evaluation))
    yield tr(N_("Saved: {time}"), time=view.saved_at)


def named(view: ViewModel, ref: Ref) -> str:
    """A field by its number and its question, with the row that it belongs to."""
    text = view.tr.content(view.spec(ref).text)
    known = ref.row is not None and view.session.assessment.row(ref.question, ref.row) is not None
    row = view.tr.in_brackets(view.row_name(ref.question, ref.row or "")) if known else ""
    return f"{walk.number_of(view, ref)} {text}{row}"


def found_lines(view: ViewModel, refs: Iterable[Ref]) -> Iterator[str]:
    """Questions with their numbers, answered or not."""
    tr = view.tr
    refs = list(refs)
    for ref in refs[: walk.FOUND]:
        answer = tr(N_("open")) if walk.is_open(view, ref) else short(view.words.answer(*ref[:3]))
        yield f"{named(view, ref)}{tr.dash}{answer}"
    if len(refs) > walk.FOUND:
        yield tr.plural("and {count} more", "and {count} more", len(refs) - walk.FOUND)
    if not refs:
        yield tr(N_("No question that is asked has these words."))
