"""A finding in a few lines, for the screens on which one reasons: weight, title, because of what, who says so."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from dpia.engine.findings import Finding
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.finding_diff import Mark
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.finding_list import MARK_SIGNS, MARK_WORDS, SIGNS, severity_words, title
from dpia.tui.widgets.text import ALARM, MUTED, hanging, plain, row

CITED = 2
"""How many sources are named; the finding page has them all."""


def head_lines(
    model: ViewModel, finding: Finding, mark: Mark | None, width: int, *, instead: str = ""
) -> list[Content]:
    """Mark, weight and title. `instead`: what it weighed before, where that differs."""
    sign = SIGNS[finding.severity] if finding.truth != "open" else "○"
    stands = finding.truth != "open" and mark != "gone"
    weight = ALARM if stands and finding.severity == "blocker" else "bold" if stands else MUTED
    moved = (MARK_SIGNS[mark], model.tr(MARK_WORDS[mark]).upper()) if mark is not None else ("", "")
    before = f"{instead} → " if instead else ""
    head = row((f"{moved[0]} " if moved[0] else "", "bold $accent"), (f"{sign} ", weight))
    text = row(
        (f"{moved[1]} " if moved[1] else "", "bold $accent"), (f"{before}{severity_words(model, finding)} ", weight)
    )
    return hanging(head, text + plain(f"{title(model, finding)} ") + plain(finding.id, MUTED), width)


def source_lines(model: ViewModel, finding: Finding, width: int) -> list[Content]:
    """The first authorities that say so, those in whose voice it speaks before others; none of what is open."""
    voice = sorted(finding.citations, key=lambda cited: cited.attribution != finding.attribution)
    cites = model.tr.series(model.words.cited(cited) for cited in voice[:CITED])
    if not cites or finding.truth == "open":
        return []
    return hanging("    ", plain(model.tr(N_("sources: {sources}"), sources=cites), MUTED), width)


def reason_lines(model: ViewModel, finding: Finding, because: Iterable[Ref], width: int) -> list[Content]:
    """The answers that it rests on or waits for."""
    tr = model.tr
    if finding.truth == "open":
        waits = tr.join(model.words.refs(finding.missing, 2))
        return hanging("    ", plain(tr(N_("waits for: {what}"), what=waits), MUTED), width)
    reasons = model.reasons(because, 2)
    return hanging("    ", plain(tr(N_("because of: {what}"), what=reasons), MUTED), width) if reasons else []


def brief_lines(
    model: ViewModel, findings: Iterable[Finding], gone: Iterable[Finding], width: int, *, limit: int = 12
) -> list[Content]:
    """Findings with their marks and reasons, then those that the last action took away."""
    found, lines = list(findings), []
    for finding in found[:limit]:
        lines += head_lines(model, finding, model.moves.mark(finding), width)
        lines += source_lines(model, finding, width)
        lines += reason_lines(model, finding, model.rests_on(finding), width)
    more = len(found) - limit
    if more > 0:
        lines.append(plain(model.tr(N_("and {count} more in the list of findings"), count=more), MUTED))
    for finding in gone:
        lines += head_lines(model, finding, "gone", width)
    return lines
