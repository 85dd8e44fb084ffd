"""The two pictures of the report as data: the ladder of alternatives and the risk maps. Templates draw them.

Nothing is said by colour alone: bars and fields differ in shade, outline and words, and a table beside each picture
says the same.
"""

from __future__ import annotations

import textwrap
from typing import Literal

from dpia.assessment.model import Row
from dpia.i18n_marks import N_
from dpia.report.columns import LADDER, RISKS
from dpia.report.components import Pieces, shortened
from dpia.report.model import LadderChart, RiskCell, RiskMap, RiskMaps, Rung

BODY_RUNGS = frozenset({"other-bio", "own-token-bio", "central-bio"})
"""Ways that use a feature of the body (options of `alternatives.ladder` / `rung`)."""

_REACH: dict[str, Literal["full", "slow", "part", "none"]] = {
    "as-well": "full",
    "slower": "slow",
    "partly": "part",
    "fails": "none",
}

_LEVELS = ("low", "medium", "high", "very-high")
_LIKELIHOODS = ("low", "medium", "high", "certain")


def ladder_chart(pieces: Pieces) -> LadderChart | None:
    """The ladder; None where no way was looked at."""
    rows = ladder_rows(pieces)
    rung_column, intrusion = pieces.pack.columns.get((LADDER, "rung")), pieces.pack.columns.get((LADDER, "intrusion"))
    if not rows or rung_column is None or intrusion is None:
        return None
    tr, words = pieces.tr, pieces.words
    steps = [option.id for option in intrusion.options]
    rungs = []
    for row in rows:
        degree, reach, rung, chosen = (row.cells.get(name) for name in ("intrusion", "reaches", "rung", "chosen"))
        label = words.row(LADDER, row.id)
        if chosen is not None and chosen.value is True:
            label = tr(N_("{way} (chosen)"), way=label)
        rungs.append(
            Rung(
                label=label,
                lines=tuple(textwrap.wrap(label, 34, max_lines=2, placeholder=" …")),
                intrusion=steps.index(str(degree.value)) if degree is not None and degree.value in steps else None,
                intrusion_text=words.value(intrusion, degree),
                reach=_REACH.get(str(reach.value), "unknown") if reach is not None else "unknown",
                reach_text=words.value(pieces.pack.columns[LADDER, "reaches"], reach),
                chosen=chosen is not None and chosen.value is True,
                body=rung is not None and rung.value in BODY_RUNGS,
            )
        )
    sentences = [
        tr(
            N_("{way}: intrusion {intrusion}; reaches the purpose: {reach}."),
            way=rung.label,
            intrusion=rung.intrusion_text,
            reach=rung.reach_text,
        )
        for rung in rungs
    ]
    return LadderChart(
        title=tr(N_("How far each way intrudes, and whether it reaches the purpose")),
        description=" ".join(sentences),
        rungs=tuple(rungs),
        scale=tuple(tr.content(option.text) for option in intrusion.options),
        axis_intrusion=tr(N_("Intrusion")),
        axis_reach=tr(N_("Reaches the purpose")),
        legend=tr(N_("Dark bars use a feature of the body. A dashed line: the intrusion is not known.")),
    )


def ladder_rows(pieces: Pieces) -> list[Row]:
    """The rows of the ladder from the least to the most intrusive kind of way."""
    column = pieces.pack.columns.get((LADDER, "rung"))
    if column is None or not pieces.asked(LADDER):
        return []
    order = {option.id: index for index, option in enumerate(column.options)}

    def place(row: Row) -> int:
        cell = row.cells.get("rung")
        return order.get(str(cell.value), len(order)) if cell is not None else len(order)

    return sorted(pieces.assessment.rows(LADDER), key=place)


def risk_maps(pieces: Pieces) -> RiskMaps | None:
    """The maps before and after measures; None where no risk has both marks."""
    tr = pieces.tr
    maps = []
    for title, likelihood, severity in (
        (N_("Before measures"), "likelihood", "severity"),
        (N_("After measures"), "likelihood-after", "severity-after"),
    ):
        one = _risk_map(pieces, tr(title), likelihood, severity)
        if one is not None:
            maps.append(one)
    return RiskMaps(tuple(maps)) if any(cell.risks for one in maps for row in one.grid for cell in row) else None


def _risk_map(pieces: Pieces, title: str, likelihood: str, severity: str) -> RiskMap | None:
    tr, columns = pieces.tr, pieces.pack.columns
    if (RISKS, likelihood) not in columns or (RISKS, severity) not in columns:
        return None
    places: dict[tuple[int, int], list[str]] = {}
    unplaced = []
    for number, row in enumerate(pieces.assessment.rows(RISKS), start=1):
        first, second = row.cells.get(likelihood), row.cells.get(severity)
        if first is not None and second is not None and first.value in _LIKELIHOODS and second.value in _LEVELS:
            place = _LIKELIHOODS.index(str(first.value)), _LEVELS.index(str(second.value))
            places.setdefault(place, []).append(f"R{number}")
        else:
            unplaced.append(f"R{number}")
    down = [tr.content(columns[RISKS, likelihood].option_text(level)) for level in _LIKELIHOODS]
    across = [tr.content(columns[RISKS, severity].option_text(level)) for level in _LEVELS]
    sentences = [
        tr(N_("{risks}: {likelihood}, {severity}."), risks=tr.join(risks), likelihood=down[i], severity=across[j])
        for (i, j), risks in sorted(places.items(), reverse=True)
    ]
    if unplaced:
        sentences.append(tr(N_("Without both marks: {risks}."), risks=tr.join(unplaced)))
    grid = tuple(
        tuple(RiskCell(_shade(i, j), tuple(places.get((i, j), ()))) for j in range(4)) for i in reversed(range(4))
    )
    return RiskMap(
        title=title,
        description=f"{title}. {' '.join(sentences)}",
        likelihoods=tuple(tuple(textwrap.wrap(text, 17, max_lines=3, placeholder=" …")) for text in reversed(down)),
        severities=tuple(shortened(text, 22) for text in across),
        grid=grid,
        axis_likelihood=tr(N_("Likelihood")),
        axis_severity=tr(N_("Severity")),
    )


def _shade(likelihood: int, severity: int) -> int:
    """0 to 3 by the sum of both steps: a convention for the eye, no level of risk."""
    return (0, 0, 1, 1, 2, 3, 3)[likelihood + severity]
