"""Where the laws differ: what each says on the same answers, side by side, with why."""

from __future__ import annotations

from dpia.engine.divergences import DivergenceFound, SideResult, divergences
from dpia.engine.findings import Finding
from dpia.i18n_marks import N_
from dpia.report.components import Components
from dpia.report.model import ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.parts.findings import Reasoned


def divergence_parts(components: Components, reasoned: Reasoned) -> tuple[ReportSection, ...]:
    """The section, where laws that govern differ on these answers; nothing where one law governs alone."""
    found = divergences(components.evaluation)
    if not found:
        return ()
    tr = components.tr
    lead = N_(
        "One set of answers serves all laws. On these points they differ: neither side settles the other, and each has "
        "to be met by itself. “Here” names the findings on these answers."
    )
    regimes = list(dict.fromkeys(side.regime.id for divergence in found for side in divergence.sides))
    rest = 100 - _FIRST
    widths = [rest // len(regimes)] * len(regimes)
    head = (
        tr(N_("Point, and why the laws differ")),
        *(tr.content(components.pack.regimes[name].title) for name in regimes),
    )
    rows = tuple(_row(components, reasoned, divergence, regimes) for divergence in found)
    table = Table("", head, rows, (100 - sum(widths), *widths), "compact")
    return (ReportSection("divergences", tr(N_("Where the laws differ")), 2, blocks=(components.para(lead), table)),)


def _weight(components: Components, finding: Finding) -> str:
    """How grave a finding is; of what is not established only that, since nothing is said against the project yet."""
    if finding.truth == "open":
        return components.tr(N_("open"))
    if finding.truth == "not-shown":
        return components.tr(N_("not shown"))
    return components.words.severity(finding).lower()


_FIRST = 26
"""Width of the first column, in per cent."""


def _row(components: Components, reasoned: Reasoned, divergence: DivergenceFound, regimes: list[str]) -> TableRow:
    tr, sides = components.tr, {side.regime.id: side for side in divergence.sides}
    point = (
        Run(tr.content(divergence.point.title), "strong"),
        Run("\n"),
        Run(tr.content(divergence.point.why), "quiet"),
    )
    cells = [_side(components, reasoned, sides[name]) if name in sides else (Run("–", "quiet"),) for name in regimes]
    return TableRow((point, *cells), anchor=f"divergence-{divergence.point.id}")


def _side(components: Components, reasoned: Reasoned, side: SideResult) -> Spans:
    tr, spans = components.tr, list[Span]()
    for sentence in side.says:
        spans.append(Run(("\n" if spans else "") + tr.content(sentence.text)))
        if sentence.own_view:
            spans.append(Run(tr.in_brackets(tr(N_("our reading"))), "quiet"))
        spans += components.citer.inline(sentence.law, tr(N_("where the laws differ")))
    for index, finding in enumerate(side.findings):
        spans += [Run(tr.comma)] if index else [Run("\n"), Run(tr(N_("Here:")), "strong"), Run(" ")]
        spans += [reasoned.link(finding), Run(f" {_weight(components, finding)}")]
    return tuple(spans)
