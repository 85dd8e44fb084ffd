"""Where the laws differ, side by side."""

from __future__ import annotations

import re

from support.report_parts import deployment, part
from support.reports import Rendered, source_of

from dpia.engine.divergences import divergences
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.markdown import render_markdown
from dpia.report.model import Table


def test_two_laws_stand_side_by_side_with_why_and_what_they_found(pack):
    state = deployment(pack, "10-congress-badges")
    evaluation = evaluate(pack, state)
    report = build(evaluation, Translator(), source_of(state), embedded=True)
    [table] = [block for block in part(report, "divergences").blocks if isinstance(block, Table)]
    assert table.head[1:] == tuple(pack.regimes[name].title for name in ("eu", "cn"))
    found = divergences(evaluation)
    assert len(table.rows) == len(found) > 8
    text = render_markdown(report)
    row = next(line for line in text.splitlines() if line.startswith("| **Where faces are stored**"))
    assert "Europe it belongs to the question of the less intrusive means" in row
    assert "our reading" in row
    assert re.search(r"\*\*Here:\*\* F\d+ blocker", row)
    assert "Art. 8\u00a0‡" in row, "how well a source was checked stands beside it"


def test_one_law_alone_has_no_such_section(pack, skelleftea: Rendered):
    assert [section.id for section in skelleftea.report.sections if section.id == "divergences"] == []
