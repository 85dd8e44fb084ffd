"""Pictures, and their twin in words."""

from __future__ import annotations

from support.report_parts import RISKS, MakeReport, part
from support.reports import Rendered

from dpia.report.model import LadderChart, RiskMap, Table


def test_pictures_have_a_twin_in_words(skelleftea: Rendered, make_report: MakeReport) -> None:
    blocks = part(skelleftea.report, "purposes").blocks
    ladder = next(block for block in blocks if isinstance(block, LadderChart))
    table = next(block for block in blocks if isinstance(block, Table) and "Alternatives, from" in block.caption)
    assert len(ladder.rungs) == len(table.rows) == 4
    assert [rung.chosen for rung in ladder.rungs] == [False, False, False, True]
    assert [rung.reach for rung in ladder.rungs] == ["slow", "unknown", "unknown", "full"]
    assert all(rung.label in ladder.description for rung in ladder.rungs)
    section = part(make_report({"risks.register": RISKS}), "risks")
    drawn = next(block for block in section.blocks if isinstance(block, RiskMap))
    assert [(mark.number, mark.before, mark.after) for mark in drawn.marks] == [
        ("R1", (2, 3, 0), (3, 3, 0)),
        ("R2", (0, 0, 0), (0, 0, 1)),
    ]
    assert "Without both marks: R3." in drawn.description
    assert "the level that it drew from them stands in the register" in drawn.legend
    assert "shade" not in drawn.legend
    levels = next(block for block in section.blocks if isinstance(block, Table))
    assert [row.cells[0][0].text for row in levels.rows] == ["R1", "R2", "R3"]
