"""Two pictures that the content describes: whose data go where, and who depends on whom. Templates draw them.

A picture is left out where all that it could show is unknown. The tables of the part say the same as the picture.
"""

from __future__ import annotations

import textwrap
from typing import Literal

from dpia.assessment.model import Row
from dpia.content.names import CONTROLLER
from dpia.content.report_layout import Flow, FlowLaneOf, Power
from dpia.han import NOT_FIRST, has_wide
from dpia.i18n_marks import N_
from dpia.report.components import Components
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
        shown = names[:_MOST] if len(names) <= _MOST else [*names[: _MOST - 1], _others(components, names, _MOST - 1)]
        heading = components.tr.content(lane.title)
        lanes.append(FlowLane(heading, tuple(_wrapped(name, 19, 3) for name in shown)))
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


def _others(components: Components, names: list[str], shown: int) -> str:
    return components.tr(N_("and {count} others"), count=len(names) - shown)


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
        groups.append(Dependency(_wrapped(name, 26, 2), _wrapped(on, 44, 2), free))
        text = N_("{group}: depends on the controller for: {what}; {free}.")
        sentences.append(tr(text, group=name, what=on, free=tr(free_words[free])))
    controller = components.given(CONTROLLER) or tr(N_("the controller"))
    legend = N_(
        "A thick line: they cannot stay away without loss. A thin line: they can. A dashed line: not known. "
        "Over the line stands what they depend on the controller for."
    )
    return PowerMap(title, tr.sentences(sentences), _wrapped(controller, 24, 3), tuple(groups[:_MOST]), tr(legend))


def _given(components: Components, table: str, row: Row, column: str) -> str:
    """A cell in words where it is given; else empty."""
    cell = row.cells.get(column)
    return components.words.answer(table, row.id, column) if cell is not None and cell.given else ""


def _wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """A text in lines of so many letters; of Chinese ones, which are nearly twice as wide, fewer."""
    if has_wide(text):
        width = width * 6 // 10
    wrapped = textwrap.wrap(text, width, max_lines=lines, placeholder=" …") or [""]
    for index, line in enumerate(wrapped[1:], start=1):  # no line begins with a mark: it stands with what it ends
        kept = line.lstrip(NOT_FIRST)
        wrapped[index - 1] += line[: len(line) - len(kept)]
        wrapped[index] = kept
    return tuple(line for line in wrapped if line) or ("",)
