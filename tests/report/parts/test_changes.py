"""What would change the outcome."""

from __future__ import annotations

from support.report_parts import part, words_of
from support.reports import DAY, Rendered, source_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.model import Block, Bullets, Link, Para, Spans, Table


def test_what_would_change_it_names_changes_and_their_outcome(skelleftea: Rendered) -> None:
    section = part(skelleftea.report, "changes")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) >= 3
    assert all(len(row.cells[2]) == 1 for row in table.rows)
    assert "what has to change is the deployment" in words_of(section)
    assert isinstance(section.blocks[0], Bullets), "the combined set stands first"


def test_no_set_is_told_twice_and_what_the_combined_set_lifts_is_not_called_beyond_reach(skelleftea: Rendered) -> None:
    section = part(skelleftea.report, "changes")
    table = next(block for block in section.blocks if isinstance(block, Table))
    sets = [frozenset(_text(row.cells[0]).split("\n")) for row in table.rows]
    combined = section.blocks[0]
    assert isinstance(combined, Bullets)
    sets.append(frozenset(_text(item) for item in combined.items))
    assert len(set(sets)) == len(sets)
    gone = next(block for block in section.blocks if "no longer reported then" in _said(block))
    assert isinstance(gone, Para)
    assert 3 in _numbers(gone)
    beyond = [block for block in section.blocks if "was found that lifts these" in _said(block)]
    assert not any(_numbers(gone) & _numbers(block) for block in beyond)


def _text(spans: Spans) -> str:
    return "".join(getattr(span, "text", "") for span in spans).strip()


def _said(block: Block) -> str:
    return _text(block.spans) if isinstance(block, Para) else ""


def _numbers(block: Block) -> set[int]:
    """The findings that a paragraph names, those within "F3 to F5" too."""
    assert isinstance(block, Para)
    found: set[int] = set()
    before, lead = 0, ""
    for span in block.spans:
        if isinstance(span, Link):
            number = int(span.text.removeprefix("F"))
            found |= set(range(before + 1, number)) if "to" in lead else set()
            found.add(number)
            before, lead = number, ""
        else:
            lead = getattr(span, "text", "")
    return found


def test_what_no_design_lifts_is_said_with_what_was_not_tried(pack: Pack, skelleftea: Rendered) -> None:
    pupils = {
        "id": "pupils", "role": "pupil", "ages": ["14-17"], "joins": "stored", "depends-for": ["education"], "can-avoid": True,
        "other-way": ["card"], "other-way-quality": "slightly", "ground": ["consent"], "consent-by": "guardian",
    }  # fmt: skip
    answers = {
        "start.body-type": "public-body", "start.activity": "school", "start.people-in": ["sweden"],
        "start.based-in": ["sweden"], "start.stage": "planned", "processing.technology": ["identify"],
        "processing.modality": ["palm-vein"], "processing.venue": "school-building", "processing.groups": [pupils],
    }  # fmt: skip
    state = assessment_from_plain(pack, DAY, answers)
    said = words_of(part(build(evaluate(pack, state), Translator(), source_of(state), embedded=False), "changes"))
    assert "was found that lifts these" in said
    assert "Proofs, and other answers that are missing, were not supplied" in said
    assert "Proofs, and other answers" not in words_of(part(skelleftea.report, "changes"))
