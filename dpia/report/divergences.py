"""Where the laws differ: what each says on the same answers, side by side, with why."""

from __future__ import annotations

from dpia.engine.divergences import DivergenceFound, SideResult, divergences
from dpia.i18n_marks import N_
from dpia.report.components import Pieces
from dpia.report.model import Section, Span, Spans, Table, TableRow, Text
from dpia.report.reasoning import Reasoned


def divergence_parts(pieces: Pieces, reasoned: Reasoned) -> tuple[Section, ...]:
    """The section, where laws that govern differ on these answers; nothing where one law governs alone."""
    found = divergences(pieces.evaluation)
    if not found:
        return ()
    tr = pieces.tr
    lead = N_(
        "One set of answers serves all laws. On these points they differ: neither side settles the other, and each has "
        "to be met by itself. “Here” names the findings on these answers."
    )
    regimes = list(dict.fromkeys(side.regime.id for divergence in found for side in divergence.sides))
    rest = 100 - _FIRST
    widths = [rest // len(regimes)] * len(regimes)
    head = (
        tr(N_("Point, and why the laws differ")),
        *(tr.content(pieces.pack.regimes[name].title) for name in regimes),
    )
    rows = tuple(_row(pieces, reasoned, divergence, regimes) for divergence in found)
    table = Table("", head, rows, (100 - sum(widths), *widths), "compact")
    return (Section("divergences", tr(N_("Where the laws differ")), 2, blocks=(pieces.para(lead), table)),)


_FIRST = 26
"""Width of the first column, in per cent."""


def _row(pieces: Pieces, reasoned: Reasoned, divergence: DivergenceFound, regimes: list[str]) -> TableRow:
    tr, sides = pieces.tr, {side.regime.id: side for side in divergence.sides}
    point = (
        Text(tr.content(divergence.point.title), "strong"),
        Text("\n"),
        Text(tr.content(divergence.point.why), "quiet"),
    )
    cells = [_side(pieces, reasoned, sides[name]) if name in sides else (Text("–", "quiet"),) for name in regimes]
    return TableRow((point, *cells), anchor=f"divergence-{divergence.point.id}")


def _side(pieces: Pieces, reasoned: Reasoned, side: SideResult) -> Spans:
    tr, spans = pieces.tr, list[Span]()
    for sentence in side.says:
        spans.append(Text(("\n" if spans else "") + tr.content(sentence.text)))
        if sentence.own_view:
            spans.append(Text(f" ({tr(N_('our reading'))})", "quiet"))
        spans += pieces.citer.inline(sentence.law, tr(N_("where the laws differ")))
    for index, finding in enumerate(side.findings):
        spans += [Text(", ")] if index else [Text("\n"), Text(tr(N_("Here:")), "strong"), Text(" ")]
        spans += [reasoned.link(finding), Text(f" {pieces.words.severity(finding).lower()}")]
    return tuple(spans)
