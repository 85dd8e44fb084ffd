"""Two pictures that the content describes: whose data go where, and who depends on whom. Templates draw them.

A picture is left out where all that it could show is unknown. The tables of the part say the same as the picture.
"""

from __future__ import annotations

from typing import Literal

from dpia.assessment.model import Row
from dpia.content.names import CONTROLLER
from dpia.content.report_layout import Flow, FlowLaneOf, Power
from dpia.i18n_marks import N_
from dpia.report.components import Components
from dpia.report.lines import lines
from dpia.report.model import Dependency, FlowChart, FlowLane, PowerMap

_MOST = 6
"""Boxes in a column of the flow, and groups in the picture of power; the tables have the others."""


def flow_chart(components: Components, block: Flow, title: str) -> FlowChart | None:
    """The flow of the data; None where fewer than two of its columns have anything to show."""
    tr, lanes, sentences = components.tr, [], []
    for lane in block.flow:
        names = _names(components, lane)
        if not names:
            continue
        shown = names
        if len(names) > _MOST:
            shown = [*names[: _MOST - 1], _others(components, len(names) - _MOST + 1)]
        heading = components.tr.content(lane.title)
        lanes.append(FlowLane(heading, tuple(lines(name, 19, 3, components.typed_in) for name in shown)))
        sentences.append(f"{heading}{tr.colon}{tr.series(names)}{tr.stop}")
    return FlowChart(title, tr.sentences(sentences), tuple(lanes)) if len(lanes) > 1 else None


def _names(components: Components, lane: FlowLaneOf) -> list[str]:
    """What stands in the boxes of a column: names of rows, each once, or the answer in words."""
    words = components.words
    if lane.table is not None:
        names = [words.row(lane.table, row.id) for row in components.rows(lane.table)]
        return list(dict.fromkeys(names))
    text = components.given(lane.answer) if lane.answer is not None and components.asked(lane.answer) else ""
    return [text] if text else []


def _others(components: Components, count: int) -> str:
    return components.tr(N_("and {count} others"), count=count)


def power_map(components: Components, block: Power, title: str) -> PowerMap | None:
    """Who depends on the controller for what; None where that is not known of any group."""
    tr, words, table = components.tr, components.words, block.power
    rows = components.rows(table)
    depends = {row.id: _given(components, table, row, block.depends) for row in rows}
    if not any(depends.values()):
        return None
    free_words = {
        "yes": N_("can stay away without loss"),
        "no": N_("cannot stay away without loss"),
        "unknown": N_("whether they can stay away is not known"),
    }
    groups, sentences = [], []
    for row in rows:
        cell = row.cells.get(block.free)
        free: Literal["yes", "no", "unknown"] = (
            "unknown" if cell is None or not isinstance(cell.value, bool) else "yes" if cell.value else "no"
        )
        name, on = words.row(table, row.id), depends[row.id] or tr(N_("not known"))
        box, over = lines(name, 26, 2, components.typed_in), lines(on, 44, 2, components.lang)
        groups.append(Dependency(box, over, free))
        text = N_("{group}: depends on the controller for: {what}; {free}.")
        sentences.append(tr(text, group=name, what=on, free=tr(free_words[free])))
    controller = components.given(CONTROLLER) or tr(N_("the controller"))
    legend = N_(
        "A thick line: they cannot stay away without loss. A thin line: they can. A dashed line: not known. "
        "Over the line stands what they depend on the controller for."
    )
    shown = groups if len(groups) <= _MOST else groups[: _MOST - 1]
    return PowerMap(
        title,
        tr.sentences(sentences),
        lines(controller, 24, 3, components.typed_in),
        tuple(shown),
        tr(legend),
        _others(components, len(groups) - len(shown)) if len(shown) < len(groups) else "",
    )


def _given(components: Components, table: str, row: Row, column: str) -> str:
    """A cell in words where it is given; else empty."""
    cell = row.cells.get(column)
    return components.words.answer(table, row.id, column) if cell is not None and cell.given else ""
