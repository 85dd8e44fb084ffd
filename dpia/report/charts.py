"""The two pictures of the report as data: the ladder of alternatives and the risk maps. Templates draw them.

Nothing is said by colour alone: bars and fields differ in shade, outline and words, and a table beside each picture
says the same.
"""

from __future__ import annotations

import textwrap

from dpia.assessment.model import Row
from dpia.content.names import (
    CHOSEN,
    INTRUSION,
    LADDER,
    LIKELIHOOD,
    LIKELIHOOD_AFTER,
    REACHES,
    RISKS,
    RUNG,
    SEVERITY,
    SEVERITY_AFTER,
)
from dpia.i18n_marks import N_
from dpia.report.components import Components, shortened
from dpia.report.model import LadderBar, LadderChart, RiskCell, RiskMap, RiskMaps

_SHADES = (0, 0, 1, 1, 2, 3, 3)
"""Shade of a field by the sum of both steps: a convention for the eye, no level of risk."""


def ladder_rows(components: Components) -> tuple[Row, ...]:
    """The rows of the ladder from the least to the most intrusive kind of way."""
    return components.rows(LADDER, RUNG)


def is_chosen(row: Row) -> bool:
    """Whether a way of the ladder is the one that was chosen."""
    cell = row.cells.get(CHOSEN)
    return cell is not None and cell.value is True


def ladder_chart(components: Components) -> LadderChart | None:
    """The ladder; None where no way was looked at."""
    rows, intrusion = ladder_rows(components), components.pack.columns.get((LADDER, INTRUSION))
    if not rows or intrusion is None:
        return None
    tr = components.tr
    rungs = [_rung(components, row, [option.id for option in intrusion.options]) for row in rows]
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


def _rung(components: Components, row: Row, steps: list[str]) -> LadderBar:
    """A bar of the ladder. `steps`: the options of intrusion, from none to most."""
    words, columns = components.words, components.pack.columns
    degree, reaches = row.cells.get(INTRUSION), row.cells.get(REACHES)
    way, reach = components.option(LADDER, row, RUNG), components.option(LADDER, row, REACHES)
    label = words.row(LADDER, row.id)
    if is_chosen(row):
        label = components.tr(N_("{way} (chosen)"), way=label)
    return LadderBar(
        label=label,
        lines=tuple(textwrap.wrap(label, 34, max_lines=2, placeholder=" …")),
        intrusion=steps.index(str(degree.value)) if degree is not None and degree.value in steps else None,
        intrusion_text=words.value(columns.get((LADDER, INTRUSION)), degree),
        reach=(reach.reach if reach is not None else None) or "unknown",
        reach_text=words.value(columns.get((LADDER, REACHES)), reaches),
        chosen=is_chosen(row),
        body=way is not None and way.body_feature,
    )


def risk_maps(components: Components) -> RiskMaps | None:
    """The maps before and after measures; None where no risk has both marks."""
    tr = components.tr
    maps = []
    for title, likelihood, severity in (
        (N_("Before measures"), LIKELIHOOD, SEVERITY),
        (N_("After measures"), LIKELIHOOD_AFTER, SEVERITY_AFTER),
    ):
        one = _risk_map(components, tr(title), likelihood, severity)
        if one is not None:
            maps.append(one)
    return RiskMaps(tuple(maps)) if any(cell.risks for one in maps for row in one.grid for cell in row) else None


def _risk_map(components: Components, title: str, likelihood: str, severity: str) -> RiskMap | None:
    """A map with the options of both columns as steps, in their order."""
    tr, columns = components.tr, components.pack.columns
    down, across = columns.get((RISKS, likelihood)), columns.get((RISKS, severity))
    if down is None or across is None:
        return None
    letter = components.layout.letter(RISKS)
    places: dict[tuple[int, int], list[str]] = {}
    unplaced = []
    for number, row in enumerate(components.rows(RISKS), start=1):
        first, second = components.option(RISKS, row, likelihood), components.option(RISKS, row, severity)
        if first is not None and second is not None:
            place = down.options.index(first), across.options.index(second)
            places.setdefault(place, []).append(f"{letter}{number}")
        else:
            unplaced.append(f"{letter}{number}")
    rows, heads = [tr.content(one.text) for one in down.options], [tr.content(one.text) for one in across.options]
    sentences = [
        tr(N_("{risks}: {likelihood}, {severity}."), risks=tr.join(risks), likelihood=rows[i], severity=heads[j])
        for (i, j), risks in sorted(places.items(), reverse=True)
    ]
    if unplaced:
        sentences.append(tr(N_("Without both marks: {risks}."), risks=tr.join(unplaced)))
    most = max(len(rows) + len(heads) - 2, 1)
    grid = tuple(
        tuple(
            RiskCell(_SHADES[(i + j) * (len(_SHADES) - 1) // most], tuple(places.get((i, j), ())))
            for j in range(len(heads))
        )
        for i in reversed(range(len(rows)))
    )
    return RiskMap(
        title=title,
        description=f"{title}. {' '.join(sentences)}",
        likelihoods=tuple(tuple(textwrap.wrap(text, 17, max_lines=3, placeholder=" …")) for text in reversed(rows)),
        severities=tuple(shortened(text, 22) for text in heads),
        grid=grid,
        axis_likelihood=tr(N_("Likelihood")),
        axis_severity=tr(N_("Severity")),
    )
