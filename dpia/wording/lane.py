"""What the quick lane says at its end: a verdict of two sentences, why, what may be done instead, what is due.

Each sentence says what the evaluation says and no more. "Nothing against it" is always "so far", with what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.names import LADDER, RUNG
from dpia.content.rule import Outcome
from dpia.content.scenario import Scenario
from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding
from dpia.engine.lane import Conclusion, Due
from dpia.i18n_marks import N_
from dpia.wording import OUTCOME_MEANING, SEVERITIES, Words

REASONS = 3
"""How many findings the page names."""

_DUE: dict[Due, str] = {
    "yes": N_("An assessment is due before the start ({laws})."),
    "no": N_("On these answers no assessment is due ({laws})."),
    "open": N_("Whether an assessment is due is not decided yet ({laws})."),
}

_MEANING: dict[Outcome, str] = {
    **OUTCOME_MEANING,
    "do-not-launch": N_("On the answers given, the design cannot be defended: redesign it."),
    "launch": N_("No rule stands in the way on the answers given."),
}
"""What an outcome means, each in one sentence."""


def verdict(words: Words, evaluation: Evaluation, end: Conclusion) -> tuple[str, str]:
    """The verdict: in short, and what it means."""
    tr = words.tr
    outcome, meaning = words.outcome(end.outcome, evaluation), tr(_MEANING[end.outcome])
    if end.kind == "stop":
        return tr(N_("No: {outcome}."), outcome=outcome.lower()), meaning
    if end.kind == "hold":
        return tr(N_("Not yet: {outcome}."), outcome=outcome.lower()), meaning
    if end.kind == "clear":
        return tr(N_("On these answers: {outcome}."), outcome=outcome.lower()), meaning
    if end.kind == "outside":
        return tr(N_("No verdict, and that allows nothing.")), _outside(words, evaluation)
    best = words.outcome(end.best, evaluation)
    if not end.governed:
        return (
            tr(N_("Nothing is decided yet: which law governs is still open.")),
            tr(N_("The best outcome still reachable is “{best}”."), best=best),
        )
    short = tr(N_("Nothing against it so far, and no approval either."))
    if end.remedied:
        short = tr.plural(
            "Nothing stops it so far, but {count} point must be put right.",
            "Nothing stops it so far, but {count} points must be put right.",
            end.remedied,
        )
    if not end.open:
        return short, tr(N_("The best outcome still reachable is “{best}”."), best=best)
    return short, tr.plural(
        "{count} rule that could stop it waits for answers; the best outcome still reachable is “{best}”.",
        "{count} rules that could stop it wait for answers; the best outcome still reachable is “{best}”.",
        end.open,
        best=best,
    )


def _outside(words: Words, evaluation: Evaluation) -> str:
    """Why no law that is covered decides."""
    governing = [result for result in evaluation.regimes if result.outcome == "out-of-scope"]
    return words.why_out_of_scope(governing[0], evaluation) if governing else words.meaning(evaluation)


def reasons(words: Words, end: Conclusion) -> list[str]:
    """The weightiest findings, each with the authority behind it; a finding that stands alone with its conclusion."""
    found = [_reason(words, finding) for finding in end.weightiest[:REASONS]]
    if len(end.weightiest) == 1 and end.weightiest[0].truth == "established":
        found.append(words.conclusion(end.weightiest[0]))
    return found


def _reason(words: Words, finding: Finding) -> str:
    tr = words.tr
    law = next((words.cite(cited.authority) for cited in finding.citations), "")
    if finding.truth == "open":
        text = tr(N_("Open: {rule}"), rule=tr.content(finding.rule.title))
    else:
        text = tr(
            N_("{severity}: {title}"),
            severity=tr(SEVERITIES[finding.severity]),
            title=words.title(finding).rstrip(".。"),
        )
    return tr(N_("{text} ({law})"), text=text, law=law) if law else text


def instead(words: Words, scenario: Scenario, end: Conclusion) -> str:
    """The other ways of the setting, by name. One that uses a feature of the body is not held out as a way to go.

    What nothing stops so far may be one of them, so that nothing is to be done instead.
    """
    column = words.pack.columns.get((LADDER, RUNG))
    options = [column.option(way.rung) for way in scenario.instead] if column is not None else []
    ways = [
        words.tr.content(option.text, RUNG, option.id)
        for option in options
        if option is not None and not option.body_feature
    ]
    text = N_("Instead: {ways}.") if end.kind in ("stop", "hold") else N_("Ways in this setting: {ways}.")
    return words.tr(text, ways=words.tr.series(ways)) if ways else ""


def due(words: Words, end: Conclusion) -> Iterator[str]:
    """Whether an assessment is due, said once for all laws that say the same."""
    tr = words.tr
    if end.kind == "outside":
        yield tr(N_("Whether another law asks for an assessment is not judged here."))
    elif not end.due:
        yield tr(N_("Whether an assessment is due is not decided: no law that may ask for one surely governs yet."))
    for state, text in _DUE.items():
        laws = [tr.content(result.regime.short) for result, one in end.due if one == state]
        if laws:
            yield tr(text, laws=tr.join(laws))


def decides_next(words: Words, end: Conclusion) -> str:
    """The answers that decide next; empty where the design is stopped or nothing is missing."""
    if end.kind == "stop" or not end.decides:
        return ""
    first = words.tr.series(words.tr.quoted(text) for text in words.refs(end.decides[:2], 2))
    return words.tr(N_("Decides next: {questions}"), questions=first)


def limits(words: Words, answered: int, unknown: int) -> str:
    """What the verdict rests on."""
    tr = words.tr
    rest = tr.plural(
        "This rests on {count} answer and is no full assessment.",
        "This rests on {count} answers and is no full assessment.",
        answered,
    )
    if unknown:
        rest = tr(N_("{rest} “I don’t know”: {unknown}."), rest=rest, unknown=unknown)
    return tr(N_("{rest} A lawyer signs, not this program."), rest=rest)
