"""What if and the report, line by line: nothing reaches the file before it is kept, and what cannot be made is said."""

from __future__ import annotations

import pytest

from dpia.assessment.change import actions
from dpia.tui import report_process
from dpia.tui.report_process import Rendered


def test_what_is_tried_is_on_a_copy_until_it_is_kept_as_one_action(talk, path):
    before = path.read_bytes() if path.exists() else b""
    done = talk("/find 1.2", "/whatif 1", "/whatif", "/find 1.1", "/try Gate", "/leave")
    assert "If 1 answer were otherwise: blockers" in done.said
    assert "If 2 answers were otherwise: blockers" in done.said
    assert "Tried: Q1.1 What do you call this project? — not answered → Gate" in done.said
    assert done.session.assessment.answers == {}
    assert before in (b"", path.read_bytes())
    kept = talk("/find 1.2", "/whatif 1", "/find 1.1", "/try Gate", "/find 1.4", "1", "/keep", "/keep")
    assert kept.answer("start.title") == "Gate"
    assert kept.answer("start.body-type") == "public body"
    assert kept.answer("start.people-in") != "not answered", "what was answered meanwhile stays"
    assert len(actions(kept.session.document.changes)[-1].entries) == 2, "as one action"
    assert "Nothing was tried: there is nothing to keep." in kept.said


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("/whatif",), "Nothing is tried."),
        (("/drop",), "Nothing is tried."),
        (("/whatif Gate", "/drop", "/whatif"), "Dropped; everything is as it was."),
        (("/find 1.2", "/whatif nonsense"), "There is no choice “nonsense”."),
        (("/report nonsense",), "There is no edition “nonsense” of this assessment. There are: "),
        (("/report x.txt.pdf/y.pdf",), "There is no folder"),
    ],
)
def test_what_cannot_be_done_is_said(talk, lines, words):
    done = talk(*lines)
    assert words in done.said
    assert done.session.assessment.answers == {}


def test_a_report_is_made_beside_the_file(talk, path, monkeypatch):
    asked = []

    async def render(source, target, progress, *, profile, lang, replace):
        asked.append((source, target, profile, replace))
        progress("Laying out the pages …")
        return Rendered(0 if target.name != "bad.pdf" else 2, "The disk is full.")

    monkeypatch.setattr(report_process, "render", render)
    done = talk("Gate", "/report", "/report bad.pdf")
    assert asked[0][:2] == (path, path.with_name(path.name.removesuffix(".dpia.json") + ".pdf"))
    assert "Laying out the pages …" in done.said
    assert f"The report is ready: {asked[0][1]}" in done.said
    assert "The report was not made. The disk is full." in done.said
    assert done.answer("start.title") == "Gate"
