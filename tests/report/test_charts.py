"""Pictures, and their twin in words."""

from __future__ import annotations

from support.report_parts import RISKS, MakeReport, part
from support.reports import Rendered

from dpia.report.model import LadderChart, RiskMaps, Table


def test_pictures_have_a_twin_in_words(skelleftea: Rendered, make_report: MakeReport) -> None:
    ladder = next(block for block in part(skelleftea.report, "alternatives").blocks if isinstance(block, LadderChart))
    table = next(block for block in part(skelleftea.report, "alternatives").blocks if isinstance(block, Table))
    assert len(ladder.rungs) == len(table.rows) == 4
    assert [rung.chosen for rung in ladder.rungs] == [False, False, False, True]
    assert [rung.reach for rung in ladder.rungs] == ["slow", "unknown", "unknown", "full"]
    assert all(rung.label in ladder.description for rung in ladder.rungs)
    section = part(make_report({"risks.register": RISKS}), "risks")
    before, after = next(block for block in section.blocks if isinstance(block, RiskMaps)).maps
    assert before.grid[2][3].risks == ("R1",)
    assert before.grid[0][0].risks == ("R2",)
    assert after.grid[3][3].risks == ("R1",)
    assert "Without both marks: R3." in before.description
    levels = next(block for block in section.blocks if isinstance(block, Table))
    assert [row.cells[0][0].text for row in levels.rows] == ["R1", "R2", "R3"]
