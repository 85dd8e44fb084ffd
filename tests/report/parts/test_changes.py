"""What would change the outcome."""

from __future__ import annotations

from support.report_parts import part, words_of
from support.reports import Rendered

from dpia.report.model import Bullets, Table


def test_what_would_change_it_names_changes_and_their_outcome(skelleftea: Rendered) -> None:
    section = part(skelleftea.report, "changes")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) >= 4
    assert all(len(row.cells[2]) == 1 for row in table.rows)
    assert "what has to change is the deployment" in words_of(section)
    assert isinstance(section.blocks[0], Bullets), "the combined set stands first"
