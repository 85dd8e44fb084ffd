"""Two pictures of the report as data: the ladder of alternatives and the map of risks. Templates draw them.

Nothing is said by colour alone: bars and marks differ in shade, outline and words, and a table beside each picture
says the same.
"""

from __future__ import annotations

from collections import Counter

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
from dpia.report.lines import lines
from dpia.report.model import LadderBar, LadderChart, RiskMap, RiskMark

_SPOTS = 9
"""Places for marks in one field of the map; of more the last place says how many."""


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
        description=tr.sentences(sentences),
        rungs=tuple(rungs),
        scale=tuple(tr.content(option.text, intrusion.id, option.id) for option in intrusion.options),
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
        lines=lines(label, 34, 2, components.typed_in),
        intrusion=steps.index(str(degree.value)) if degree is not None and degree.value in steps else None,
        intrusion_text=words.value(columns.get((LADDER, INTRUSION)), degree),
        reach=(reach.reach if reach is not None else None) or "unknown",
        reach_text=words.value(columns.get((LADDER, REACHES)), reaches),
        chosen=is_chosen(row),
        body=way is not None and way.body_feature,
    )


def risk_map(components: Components) -> RiskMap | None:
    """The map of risks before and after measures; None where no risk has both marks at either time.

    The options of both columns are the steps, in their order.
    """
    tr, columns = components.tr, components.pack.columns
    down, across = columns.get((RISKS, LIKELIHOOD)), columns.get((RISKS, SEVERITY))
    if down is None or across is None:
        return None
    rows, heads = [[tr.content(one.text, axis.id, one.id) for one in axis.options] for axis in (down, across)]
    letter, taken = components.layout.letter(RISKS), Counter[tuple[int, int]]()
    marks: list[RiskMark] = []
    sentences, unplaced = [], []
    for count, row in enumerate(components.rows(RISKS), start=1):
        number = f"{letter}{count}"
        before = _place(components, row, LIKELIHOOD, SEVERITY)
        after = _place(components, row, LIKELIHOOD_AFTER, SEVERITY_AFTER)
        if before is None and after is None:
            unplaced.append(number)
            continue
        for time, place in ((N_("{risk} before measures: {likelihood}, {severity}."), before),
                            (N_("{risk} after measures: {likelihood}, {severity}."), after)):  # fmt: skip
            if place is not None:
                sentences.append(tr(time, risk=number, likelihood=rows[place[0]], severity=heads[place[1]]))
        marks.append(RiskMark(number, _spot(before, len(rows), taken), _spot(after, len(rows), taken)))
    crowded = {place: count - _SPOTS + 1 for place, count in taken.items() if count > _SPOTS}
    marks = [mark if not crowded else _uncrowded(mark, {(len(rows) - 1 - y, x) for y, x in crowded}) for mark in marks]
    if not marks:
        return None
    if unplaced:
        sentences.append(tr(N_("Without both marks: {risks}."), risks=tr.join(unplaced)))
    title = tr(N_("Risks before and after measures"))
    return RiskMap(
        title=title,
        description=tr.sentences(sentences),
        likelihoods=tuple(lines(text, 17, 3, components.lang) for text in reversed(rows)),
        severities=tuple(shortened(text, 22) for text in heads),
        marks=tuple(marks),
        more=tuple((len(rows) - 1 - place[0], place[1], f"+{count}") for place, count in crowded.items()),
        axis_likelihood=tr(N_("Likelihood")),
        axis_severity=tr(N_("Severity")),
        legend=tr(
            N_(
                "White: before measures. Dark: after measures. An arrow leads from one to the other. Places are those "
                "that the controller gave; the level that it drew from them stands in the register."
            )
        ),
    )


def _place(components: Components, row: Row, likelihood: str, severity: str) -> tuple[int, int] | None:
    """The steps of a risk in both columns, counted from the lowest; None where one of them is not known."""
    down, across = components.pack.columns.get((RISKS, likelihood)), components.pack.columns.get((RISKS, severity))
    first, second = components.option(RISKS, row, likelihood), components.option(RISKS, row, severity)
    if down is None or across is None or first is None or second is None:
        return None
    return down.options.index(first), across.options.index(second)


def _spot(place: tuple[int, int] | None, rows: int, taken: Counter[tuple[int, int]]) -> tuple[int, int, int] | None:
    """The row from above, the column, and a place in that field that no other mark has yet."""
    if place is None:
        return None
    spot = taken[place]
    taken[place] += 1
    return rows - 1 - place[0], place[1], spot


def _uncrowded(mark: RiskMark, crowded: set[tuple[int, int]]) -> RiskMark:
    """The mark without the places where there is no room for it."""
    before, after = (
        None if spot is not None and spot[:2] in crowded and spot[2] >= _SPOTS - 1 else spot
        for spot in (mark.before, mark.after)
    )
    return RiskMark(mark.number, before, after)
