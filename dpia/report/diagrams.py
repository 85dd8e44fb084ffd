"""Pictures that the content describes, for templates to draw: data and where they go and stay, people and on whom.

A picture is left out where all that it could show is unknown. The tables of the part say the same as the picture.
"""

from __future__ import annotations

from typing import Literal

from dpia.assessment.model import Row
from dpia.content.names import CONTROLLER
from dpia.content.report_layout import Flow, FlowLaneOf, Power, Storage
from dpia.i18n_marks import N_
from dpia.report.components import Components, shortened
from dpia.report.lines import lines
from dpia.report.model import Dependency, FlowChart, FlowLane, PowerMap, StorageBar, StorageChart

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


_MOST_STORED = 12
"""Rows in the picture of how long things are kept; the table has the others."""


def storage_chart(components: Components, block: Storage, title: str) -> StorageChart | None:
    """How long each row is kept; None where that is known of none."""
    tr, table = components.tr, block.storage
    rows, scale = components.rows(table), components.pack.columns.get((table, block.unit))
    if scale is None or not any(_given(components, table, row, block.kept) for row in rows):
        return None
    steps = [option.id for option in scale.options]
    bars, sentences = [], []
    for row in rows:
        kept, unit = row.cells.get(block.kept), row.cells.get(block.unit)
        name, text = components.words.row(table, row.id), components.words.answer(table, row.id, block.kept)
        text += components.unit(table, row, block.kept, block.unit)
        step = steps.index(str(unit.value)) if unit is not None and unit.value in steps else None
        if kept is None or not kept.given:
            step = None
        elif kept.value == 0:
            step = -1
        sentences.append(f"{name}{tr.colon}{text}{tr.stop}")
        bars.append(StorageBar(lines(name, 30, 2, components.typed_in), step, shortened(text, 20)))
    return StorageChart(
        title,
        tr.sentences(sentences),
        tuple(bars[:_MOST_STORED]),
        tuple(tr.content(option.text, scale.id, option.id) for option in scale.options),
        tr(N_("A bar ends in the unit in which the period is counted. A dashed line: no period is known.")),
        _others(components, len(bars) - _MOST_STORED) if len(bars) > _MOST_STORED else "",
    )
