"""Texts to read on a screen of their own: law, outcomes, hidden answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from dpia.engine.divergences import divergences
from dpia.engine.evaluation import OUTCOME_ORDER, RegimeResult
from dpia.engine.tasks import tasks
from dpia.engine.truth import NO, UNKNOWN, YES, Ref, Truth
from dpia.i18n_marks import N_
from dpia.tui.echo import headline
from dpia.tui.planned import plan_lines
from dpia.tui.view_model import Place, ViewModel
from dpia.tui.widgets.finding_list import MARK_SIGNS, MARK_WORDS, severity_words
from dpia.tui.widgets.finding_list import title as finding_title
from dpia.tui.widgets.help_pane import authority_lines, divergence_lines, law_text
from dpia.tui.widgets.outcome_bar import range_words
from dpia.tui.widgets.text import ALARM, MUTED, STRONG, LineMaker, hanging, plain, wrapped
from dpia.wording import as_of_note

_TRUTHS: dict[Truth, str] = {YES: N_("yes"), NO: N_("no"), UNKNOWN: N_("not known yet")}


def law_page(model: ViewModel, ref: Ref | None, place: Place) -> LineMaker:
    """The question and its law, and below it what the section is about."""
    section = next(section for section in model.pack.sections if section.id == place.section)

    def make(width: int) -> list[Content]:
        about = plain(model.tr(N_("About this section")), STRONG)
        lines = [*law_text(model, ref, width), Content(""), *wrapped(about, width)]
        return [*lines, *wrapped(model.tr.content(section.explanation), width)]

    return make


def masked_page(model: ViewModel) -> LineMaker:
    """Answers that are kept and do not count."""
    masked = model.evaluation.masked

    def make(width: int) -> list[Content]:
        if not masked:
            return wrapped(model.tr(N_("Every answer counts: nothing is hidden.")), width)
        intro = N_(
            "These answers are kept in the file and do not count, "
            "since their questions are not asked on the present answers."
        )
        lines = [*wrapped(model.tr(intro), width), Content("")]
        for ref in masked:
            lines += hanging("- ", model.words.because(ref), width)
        return lines

    return make


def outcome_page(model: ViewModel) -> LineMaker:
    """Each regime: whether it governs, its outcome with range and meaning, and whether an assessment is due."""

    def make(width: int) -> list[Content]:
        lines: list[Content] = []
        note = as_of_note(model.pack, model.session.assessment, model.tr)
        if note:
            lines += [*wrapped(note, width), Content("")]
        if model.evaluation.no_assessment_due:
            text = N_(
                "No assessment is due by any law that governs. The report ({press:report}) is then a short record of "
                "the reasons: print it, sign it and keep it."
            )
            lines += [*wrapped(plain(model.tr(text), STRONG), width), Content("")]
        for result in model.evaluation.regimes:
            lines += [*_regime(model, result, width), Content("")]
        if plans := list(plan_lines(model.words, model.evaluation)):
            lines += wrapped(plain(plans[0], STRONG), width)
            for plan in plans[1:]:
                lines += hanging("  - ", plan, width)
            lines.append(Content(""))
        words = N_(
            "The range says what the outcome would be if all that is open or unknown turned out well, and badly. "
            "It is no finding. A lawyer signs, not this program."
        )
        return lines + wrapped(plain(model.tr(words), MUTED), width)

    return make


def _regime(model: ViewModel, result: RegimeResult, width: int) -> list[Content]:
    tr, evaluation = model.tr, model.evaluation
    lines = wrapped(plain(tr.content(result.regime.title), STRONG), width)
    outcome = plain(model.words.outcome(result.outcome, evaluation), STRONG)
    if result.outcome in OUTCOME_ORDER:
        outcome += plain(tr.clause_comma + range_words(model, result.best, result.worst), MUTED)
    lines += hanging("  ", outcome, width)
    lines += hanging("  ", model.words.meaning_of(result.outcome, [result.regime]), width)
    if result.outcome == "out-of-scope":
        lines += hanging("  ", model.words.why_out_of_scope(result, evaluation), width)
    governs = tr(N_("Does it govern: {truth}."), truth=tr(_TRUTHS[result.governs.truth]))
    lines += hanging("  ", governs + _reasons(model, result.governs.because), width)
    if result.due is None:
        return lines
    due = tr(N_("Is an assessment due: {truth}."), truth=tr(_TRUTHS[result.due.truth]))
    lines += hanging("  ", plain(due, STRONG), width)
    law = model.pack.authorities.get(result.due.law)
    if law is not None:
        lines += hanging("  ", plain(model.words.cite(law), MUTED), width)
    for criterion in result.due.criteria:
        text = tr(
            N_("{criterion}: {truth}"),
            criterion=tr.content(criterion.criterion.title),
            truth=tr(_TRUTHS[criterion.verdict.truth]),
        )
        if criterion.enough and criterion.verdict.truth is YES:
            text += tr.in_brackets(tr(N_("enough by itself")))
        lines += hanging("    - ", text + _reasons(model, criterion.verdict.because), width)
    return lines


def _reasons(model: ViewModel, refs: Iterable[Ref]) -> str:
    found = list(refs)
    return model.tr.blank + model.tr(N_("Because of: {reasons}."), reasons=model.reasons(found)) if found else ""


def scenario_page(model: ViewModel) -> LineMaker:
    """Guidance for the setting, what may be done instead, and whether the first answers settle the matter."""

    def make(width: int) -> list[Content]:
        tr, scenario = model.tr, model.scenario
        if scenario is None:
            return wrapped(
                tr(N_("This assessment was not begun for one of the settings that the content knows.")), width
            )
        lines = wrapped(plain(tr.content(scenario.title), STRONG), width)
        if model.settled_early:
            lines += [*wrapped(plain(tr.content(scenario.stop_text), ALARM), width), *_rests_on(model, width)]
        lines += [*wrapped(tr.content(scenario.summary), width), Content("")]
        if scenario.first_questions and not model.settled_early:
            words = N_("The questions that decide most come one after the other with {press:next-that-matters}.")
            lines += [*wrapped(plain(tr(words), MUTED), width), Content("")]
        lines += wrapped(plain(tr(N_("What may be done instead")), STRONG), width)
        for rung in scenario.instead:
            lines += hanging("- ", tr.content(rung.text), width)
        lines += [Content(""), *wrapped(plain(tr(N_("What to know")), STRONG), width)]
        for paragraph in scenario.guidance:
            lines += hanging("- ", tr.content(paragraph), width)
        entries = model.pack.content
        risks = [risk.title for risk in entries.risks if risk.id in scenario.risks]
        measures = [measure.text for measure in entries.measures if measure.id in scenario.measures]
        for title, texts in ((N_("What typically goes wrong"), risks), (N_("Measures that fit"), measures)):
            if texts:
                lines += [Content(""), *wrapped(plain(tr(title), STRONG), width)]
            for text in texts:
                lines += hanging("- ", tr.content(text), width)
        lines += [Content(""), *wrapped(plain(tr(N_("The law behind it")), STRONG), width)]
        for name in scenario.law:
            if name in model.pack.authorities:
                lines += [Content(""), *authority_lines(model, model.pack.authorities[name], width)]
        return lines

    return make


def divergences_page(model: ViewModel) -> LineMaker:
    """The points on which the laws that govern differ, with both sides and why."""

    def make(width: int) -> list[Content]:
        lines: list[Content] = []
        for divergence in divergences(model.evaluation):
            lines += [*divergence_lines(model, divergence, width), Content("")]
        if lines:
            return lines
        governing = {regime for regime, verdict in model.evaluation.governs.items() if verdict.truth is not NO}
        alone = any(governing and governing <= set(model.pack.regime_line(regime)) for regime in governing)
        words = N_("One law governs here alone, so none differs from another.")
        return wrapped(
            model.tr(words if alone else N_("On these answers no law that governs parts from another.")), width
        )

    return make


def _rests_on(model: ViewModel, width: int) -> list[Content]:
    """Where the first answers settle the matter: what stands behind it, and that one may leave or go on."""
    lines = [Content("")]
    for finding in model.evaluation.findings:
        if finding.kind == "unlawful" and finding.truth == "established":
            lines += hanging("- ", model.words.title(finding) + model.tr.in_brackets(finding.rule.id), width)
    words = N_(
        "Your answers are saved. Esc goes on with the questions, and {press:leave} there leaves. This page is found "
        "again among all commands ({press:palette}), as “The setting”."
    )
    return [*lines, Content(""), *wrapped(model.tr(words), width), Content("")]


def messages_page(model: ViewModel, said: Sequence[str]) -> LineMaker:
    """What the last change did, in full, and everything that was said, the latest first."""

    def make(width: int) -> list[Content]:
        tr = model.tr
        lines = wrapped(plain(tr(N_("The last change")), STRONG), width)
        told = [
            text
            for text in (model.problem, model.notice, headline(model.echo, model.words) if model.echo else "")
            if text
        ]
        for text in told or [tr(N_("Nothing was changed since the file was opened."))]:
            lines += hanging("  ", text, width)
        for item in model.moves.items:
            mark = f"{MARK_SIGNS[item.mark]} {tr(MARK_WORDS[item.mark])}{tr.colon}"
            text = tr.clause_comma.join((severity_words(model, item.finding), item.finding.id))
            text += tr.colon + finding_title(model, item.finding)
            lines += hanging(f"  {mark}", text, width)
            if item.finding.because and item.mark != "gone":
                reasons = model.reasons(model.rests_on(item.finding), 6)
                lines += hanging("      ", plain(tr(N_("because of {reasons}"), reasons=reasons), MUTED), width)
        for ref in model.news_masked:
            lines += hanging("  ", tr(N_("kept, but no longer counted: {what}"), what=model.words.ref(ref)), width)
        if note := as_of_note(model.pack, model.session.assessment, tr):
            lines += hanging("  ", note, width)
        lines += [Content(""), *wrapped(plain(tr(N_("What was said")), STRONG), width)]
        for text in [*reversed(said)] or [tr(N_("Nothing yet."))]:
            lines += hanging("- ", text, width)
        return lines

    return make


def duties_page(model: ViewModel) -> LineMaker:
    """Duties that follow from the answers, with their last days."""

    def make(width: int) -> list[Content]:
        tr = model.tr
        lines: list[Content] = []
        for item in tasks(model.evaluation):
            task = item.task
            title = tr.content(task.title)
            if task.rows and item.row:
                title += tr.in_brackets(model.row_name(task.rows, item.row))
            if item.verdict.truth is UNKNOWN:
                title = tr(N_("Perhaps: {duty}"), duty=title)
            lines += wrapped(plain(title, STRONG), width)
            lines += hanging("  ", tr.content(task.text), width)
            if by := item.due or (item.by if isinstance(item.by, str) else ""):
                lines += hanging("  ", plain(tr(N_("By {date}."), date=tr.date(by)), STRONG), width)
            elif item.waits_for:
                lines += hanging("  ", tr(N_("Counted from: {place}."), place=model.words.ref(item.waits_for)), width)
            if task.note:
                lines += hanging("  ", plain(tr.content(task.note), MUTED), width)
            cite = model.words.cite(model.pack.authorities[task.authority])
            lines += [*hanging("  ", plain(cite + _reasons(model, item.verdict.because), MUTED), width), Content("")]
        return lines or wrapped(tr(N_("No duty follows from the present answers.")), width)

    return make
