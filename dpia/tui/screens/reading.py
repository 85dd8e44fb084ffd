"""Texts to read on a screen of their own: law, outcomes, hidden answers."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from dpia.engine.evaluation import RegimeResult
from dpia.engine.truth import NO, UNKNOWN, YES, Ref, Truth
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, Place
from dpia.tui.widgets.help_pane import law_text
from dpia.tui.widgets.outcome_bar import range_words
from dpia.tui.widgets.text import MUTED, STRONG, LineMaker, hanging, plain, wrapped
from dpia.wording import OUTCOME_MEANING, as_of_note

_TRUTHS: dict[Truth, str] = {YES: N_("yes"), NO: N_("no"), UNKNOWN: N_("not known yet")}


def law_page(desk: Desk, ref: Ref | None, place: Place) -> LineMaker:
    """The question and its law, and below it what the section is about."""
    section = next(section for section in desk.pack.sections if section.id == place.section)

    def make(width: int) -> list[Content]:
        about = plain(desk.tr(N_("About this section")), STRONG)
        lines = [*law_text(desk, ref, width), Content(""), *wrapped(about, width)]
        return [*lines, *wrapped(desk.tr.content(section.explanation), width)]

    return make


def masked_page(desk: Desk) -> LineMaker:
    """Answers that are kept and do not count."""
    masked = desk.evaluation.masked

    def make(width: int) -> list[Content]:
        if not masked:
            return wrapped(desk.tr(N_("Every answer counts: nothing is hidden.")), width)
        intro = N_(
            "These answers are kept in the file and do not count, "
            "since their questions are not asked on the present answers."
        )
        lines = [*wrapped(desk.tr(intro), width), Content("")]
        for ref in masked:
            lines += hanging("- ", desk.words.because(ref), width)
        return lines

    return make


def outcome_page(desk: Desk) -> LineMaker:
    """Each regime: whether it governs, its outcome with range and meaning, and whether an assessment is due."""

    def make(width: int) -> list[Content]:
        lines: list[Content] = []
        note = as_of_note(desk.pack, desk.session.assessment, desk.tr)
        if note:
            lines += [*wrapped(note, width), Content("")]
        for result in desk.evaluation.regimes:
            lines += [*_regime(desk, result, width), Content("")]
        words = N_(
            "The range says what the outcome would be if all that is open or unknown turned out well, and badly. "
            "It is no finding. A lawyer signs, not this program."
        )
        return lines + wrapped(plain(desk.tr(words), MUTED), width)

    return make


def _regime(desk: Desk, result: RegimeResult, width: int) -> list[Content]:
    tr, evaluation = desk.tr, desk.evaluation
    lines = wrapped(plain(tr.content(result.regime.title), STRONG), width)
    outcome = plain(desk.words.outcome(result.outcome, evaluation), STRONG)
    lines += hanging("  ", outcome + plain(f", {range_words(desk, result.best, result.worst)}", MUTED), width)
    lines += hanging("  ", tr(OUTCOME_MEANING[result.outcome]), width)
    if result.outcome == "out-of-scope" and result.regime.out_of_scope_reason:
        lines += hanging("  ", tr.content(result.regime.out_of_scope_reason), width)
    governs = tr(N_("Does it govern: {truth}."), truth=tr(_TRUTHS[result.governs.truth]))
    lines += hanging("  ", governs + _reasons(desk, result.governs.because), width)
    if result.due is None:
        return lines
    due = tr(N_("Is an assessment due: {truth}."), truth=tr(_TRUTHS[result.due.truth]))
    lines += hanging("  ", plain(due, STRONG), width)
    law = desk.pack.authorities.get(result.due.law)
    if law is not None:
        lines += hanging("  ", plain(desk.words.cite(law), MUTED), width)
    for criterion in result.due.criteria:
        text = tr(
            N_("{criterion}: {truth}"),
            criterion=tr.content(criterion.criterion.title),
            truth=tr(_TRUTHS[criterion.verdict.truth]),
        )
        if criterion.enough and criterion.verdict.truth is YES:
            text += f" ({tr(N_('enough by itself'))})"
        lines += hanging("    - ", text + _reasons(desk, criterion.verdict.because), width)
    return lines


def _reasons(desk: Desk, refs: Iterable[Ref]) -> str:
    found = list(refs)
    return " " + desk.tr(N_("Because of: {reasons}."), reasons=desk.reasons(found)) if found else ""
