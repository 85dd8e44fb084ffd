"""The parts of the report that the content describes: what each block prints, over a small content of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from support.report_parts import MakeReport, part, words_of
from support.reports import source_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.pack import Content, Pack
from dpia.content.report_layout import BUILT_IN_PARTS, ReportLayout
from dpia.content.validation import validate
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.html import render_html
from dpia.report.model import (
    Block,
    Bullets,
    Card,
    FlowChart,
    Link,
    Para,
    PowerMap,
    Prose,
    Report,
    ReportSection,
    Run,
    Table,
    TableRow,
)

DAY = "2026-01-01"
SIZES = [{"id": name, "text": name.title()} for name in ("small", "middle", "large")]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "shop.name", "type": "text", "text": "What is it called?", "short": "Shop"},
    {"id": "shop.open", "type": "boolean", "text": "Is it open?"},
    {"id": "shop.closed-why", "type": "text", "text": "Why not?", "shown_when": {"question": "shop.open", "is": False}},
    {"id": "shop.doors", "type": "table", "text": "Which doors are there?", "row_label": "name", "row_noun": "door",
     "considered_when": {"not": {"column": "locked", "is": True}},
     "columns": [
         {"id": "name", "type": "text", "text": "Which door?", "short": "Door"},
         {"id": "size", "type": "choice", "text": "How wide?", "short": "Width", "options": SIZES},
         {"id": "locked", "type": "boolean", "text": "Is it locked?", "short": "Locked"},
         {"id": "time", "type": "number", "text": "How long?", "short": "Time"},
         {"id": "unit", "type": "choice", "text": "In which unit?", "options": [{"id": "days", "text": "days"}]},
         {"id": "who", "type": "choices", "text": "For whom?", "short": "People", "options_from": "shop.people"},
         {"id": "key", "type": "text", "text": "Where is the key?", "short": "Key", "shown_when": {"column": "locked", "is": True}},
     ]},
    {"id": "shop.people", "type": "table", "text": "Who comes?", "row_label": "name",
     "columns": [
         {"id": "name", "type": "text", "text": "Who?", "short": "People"},
         {"id": "said", "type": "text", "text": "What did they say?", "short": "View"},
         {"id": "heard", "type": "choice", "text": "Were they heard?", "short": "Heard",
          "options": [{"id": "yes", "text": "They were"}, {"id": "no", "text": "They were not", "overruled": True}]},
     ]},
]  # fmt: skip


def pack_with(blocks: list[dict[str, Any]], *, tables: Any = (), questions: Any = QUESTIONS, **edition: Any) -> Pack:
    """The small content, with a report of one described part."""
    full = {"cover": ["shop.name", "content"], "parts": ["shop"], "annexes": []} | edition
    report = {
        "editions": {"full": full, "record": {"cover": [], "parts": ["why"]}},
        "parts": [{"id": "shop", "title": "The shop", "blocks": blocks, "parts": []}],
        "tables": tables,
    }
    content = {
        "manifest": {"id": "small", "version": "1", "title": "Small", "checked_to": DAY},
        "sections": [{"id": "shop", "title": "Shop", "intro": "i", "explanation": "e"}],
        "questions": questions, "facts": [], "regimes": [], "rules": [], "report": report,
    }  # fmt: skip
    return Pack(validate(Content, content), "0" * 64)


def report_on(pack: Pack, answers: dict[str, Any], lang: str = "en") -> Report:
    assessment = assessment_from_plain(pack, DAY, answers)
    return build(evaluate(pack, assessment), Translator(lang), source_of(assessment), embedded=False)


def blocks_of(blocks: list[dict[str, Any]], answers: dict[str, Any], *, tables: Any = ()) -> tuple[Block, ...]:
    sections = report_on(pack_with(blocks, tables=tables), answers).sections
    return next((section.blocks for section in sections if section.id == "shop"), ())


def words(row: TableRow) -> list[str]:
    return ["".join(span.text for span in cell if isinstance(span, Run)) for cell in row.cells]


def doors(*columns: dict[str, Any], **table: Any) -> list[dict[str, Any]]:
    return [{"id": "doors", "question": "shop.doors", "title": "Doors", "columns": list(columns), **table}]


DOORS = [
    {"id": "a", "name": "Gate", "size": "large", "locked": True, "time": 3, "unit": "days", "key": "Desk"},
    {"id": "b", "name": "Hatch", "size": "small", "locked": False, "time": 5},
    {"id": "c", "name": "Slot", "locked": False},
]
PEOPLE = [
    {"id": "x", "name": "Guests", "said": "Too narrow", "heard": "no"},
    {"id": "y", "name": "Staff", "heard": "no"},
    {"id": "z", "name": "Post", "heard": "yes"},
]
NAME, SIZE = {"column": "name", "width": 3}, {"column": "size", "width": 1}


def only_table(found: tuple[Block, ...]) -> Table:
    (table,) = found
    assert isinstance(table, Table)
    return table


def test_a_table_has_the_short_names_and_the_widths_that_the_content_gives() -> None:
    table = only_table(
        blocks_of([{"table": "doors"}], {"shop.doors": DOORS}, tables=doors(NAME, {**SIZE, "title": "How wide"}))
    )
    assert (table.caption, table.head, table.widths) == ("Doors", ("Door", "How wide"), (75, 25))
    assert [words(row) for row in table.rows] == [["Gate", "Large"], ["Hatch", "Small"], ["Slot", "not answered"]]


def test_rows_go_in_the_order_of_options_and_those_without_one_last() -> None:
    table = only_table(blocks_of([{"table": "doors"}], {"shop.doors": DOORS}, tables=doors(NAME, ordered_by="size")))
    assert [words(row)[0] for row in table.rows] == ["Hatch", "Gate", "Slot"]


def test_numbers_stand_first_and_can_be_linked_to() -> None:
    numbers = {"letter": "D", "anchor": "door", "width": 1}
    table = only_table(blocks_of([{"table": "doors"}], {"shop.doors": DOORS}, tables=doors(NAME, numbers=numbers)))
    assert table.head == ("No.", "Door")
    assert [(row.anchor, words(row)[0]) for row in table.rows] == [("door-1", "D1"), ("door-2", "D2"), ("door-3", "D3")]


def test_a_cell_may_hold_a_unit_a_mark_and_what_backs_it() -> None:
    time = {"column": "time", "width": 1, "unit": "unit"}
    name = {**NAME, "mark": {"column": "locked", "text": "locked"}, "below": [{"column": "key", "text": "Key:"}]}
    table = only_table(blocks_of([{"table": "doors"}], {"shop.doors": DOORS}, tables=doors(name, time)))
    assert [words(row) for row in table.rows] == [
        ["Gate (locked)\nKey: Desk", "3 days"],
        ["Hatch", "5"],
        ["Slot", "not answered"],
    ]


def test_a_text_too_long_for_its_column_stands_below_the_table_in_full() -> None:
    """A row of a narrow column would else fill a page."""
    text = "many words " * 20
    narrow, wide = ({**NAME, "width": 9 - n} for n in (0, 8))
    for name, width, cut in ((narrow, 1, True), (wide, 9, False)):
        key = {"column": "key", "width": width}
        rows = [{**DOORS[0], "key": text.strip()}]
        table, *below = blocks_of([{"table": "doors"}], {"shop.doors": rows}, tables=doors(name, key))
        assert isinstance(table, Table)
        assert (words(table.rows[0])[1] == text.strip()) is not cut
        assert [block.text for block in below if isinstance(block, Prose)] == ([text.strip()] if cut else [])


@pytest.mark.parametrize(("people", "shown"), [(PEOPLE, True), (PEOPLE[:1], False)])
def test_a_column_may_wait_for_several_rows_of_the_table_that_its_options_come_from(people: Any, shown: bool) -> None:
    who = {"column": "who", "width": 1, "if_several": True}
    table = only_table(
        blocks_of([{"table": "doors"}], {"shop.doors": DOORS, "shop.people": people}, tables=doors(NAME, who))
    )
    assert ("People" in table.head) is shown


def test_a_column_that_no_row_is_asked_for_is_left_out() -> None:
    table = only_table(
        blocks_of([{"table": "doors"}], {"shop.doors": DOORS[1:]}, tables=doors(NAME, {"column": "key", "width": 1}))
    )
    assert table.head == ("Door",)


@pytest.mark.parametrize(("answer", "end"), [("unknown", "Answered: unknown."), ([], "Answered: none.")])
def test_a_table_without_rows_is_a_sentence_once_in_a_part(answer: Any, end: str) -> None:
    blocks: list[dict[str, Any]] = [
        {"table": "doors"},
        {"table": "doors"},
        {"side_by_side": "shop.doors", "columns": ["size"]},
    ]
    (said,) = blocks_of(blocks, {"shop.doors": answer}, tables=doors(NAME))
    assert isinstance(said, Para)
    assert said.spans[0] == Run(f"Which doors are there? {end}")


def test_side_by_side_has_the_considered_rows_as_columns() -> None:
    table = only_table(blocks_of([{"side_by_side": "shop.doors", "columns": ["size", "time"]}], {"shop.doors": DOORS}))
    assert table.head == ("Point", "Hatch", "Slot")
    assert [words(row) for row in table.rows] == [["Width", "Small", "not answered"], ["Time", "5", "not answered"]]


def test_answers_of_a_section_leave_out_what_is_excepted() -> None:
    answers = {"shop.name": "Corner", "shop.open": True}
    both = only_table(blocks_of([{"section": "shop"}], answers))
    assert (both.caption, [words(row) for row in both.rows]) == (
        "",
        [["What is it called? Q1.1", "Corner"], ["Is it open? Q1.2", "Yes"]],
    )
    one = only_table(blocks_of([{"section": "shop", "except": ["shop.name"], "title": "Also"}], answers))
    assert (one.caption, [words(row)[0] for row in one.rows]) == ("Also", ["Is it open? Q1.2"])
    assert only_table(blocks_of([{"answers": ["shop.name"]}], answers)).rows == both.rows[:1]


def test_an_answer_is_printed_once() -> None:
    answers = {"shop.name": "Corner", "shop.open": True}
    first, second = blocks_of([{"answers": ["shop.open"]}, {"section": "shop"}], answers)
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [words(row)[0] for row in (*first.rows, *second.rows)] == ["Is it open? Q1.2", "What is it called? Q1.1"]
    assert first.rows[0].cells[0][1] == Run(" Q1.2", "quiet", anchor="q-shop-open")


def test_rows_of_another_table_may_stand_beside_those_that_they_name() -> None:
    joined = {"question": "shop.doors", "by": "who", "title": "Doors", "width": 2, "columns": ["name", "size"]}
    tables = [
        {"id": "people", "question": "shop.people", "title": "People", "columns": [NAME], "joined": joined},
        {"id": "doors", "question": "shop.doors", "title": "Other doors", "columns": [NAME], "rest_of": "people"},
    ]
    rows = [{**DOORS[0], "who": ["x", "y"]}, {**DOORS[1], "who": ["x"]}, DOORS[2]]
    answers = {"shop.people": PEOPLE, "shop.doors": rows}
    people, others = blocks_of([{"table": "people"}, {"table": "doors"}], answers, tables=tables)
    assert isinstance(people, Table)
    assert isinstance(others, Table)
    beside = [["Guests", "Gate; Width: Large\nHatch; Width: Small"], ["Staff", "Gate; Width: Large"], ["Post", "–"]]
    assert [words(row) for row in people.rows] == beside
    assert [words(row) for row in others.rows] == [["Slot"]]


def test_pictures_are_left_out_where_there_is_nothing_to_show() -> None:
    flow = {
        "flow": [{"title": "People", "table": "shop.people"}, {"title": "Doors", "table": "shop.doors"}],
        "title": "Flow",
    }
    power = {"power": "shop.doors", "depends": "key", "free": "locked", "title": "Power"}
    assert blocks_of([flow, power], {"shop.people": PEOPLE, "shop.doors": "unknown"}) == ()
    drawn, who = blocks_of([flow, power], {"shop.people": PEOPLE, "shop.doors": DOORS})
    assert isinstance(drawn, FlowChart)
    assert [lane.boxes for lane in drawn.lanes] == [
        (("Guests",), ("Staff",), ("Post",)),
        (("Hatch",), ("Slot",)),
    ], "the gate does not count"
    assert isinstance(who, PowerMap)
    assert [(one.name, one.depends, one.free) for one in who.groups] == [
        (("Gate",), ("Desk",), "yes"),
        (("Hatch",), ("not known",), "no"),
        (("Slot",), ("not known",), "no"),
    ]


def test_each_row_is_named_with_one_answer() -> None:
    blocks = [{"each_row": "shop.people", "column": "said", "title": "Views"}]
    table = only_table(blocks_of(blocks, {"shop.people": PEOPLE}))
    assert (table.caption, [words(row) for row in table.rows]) == ("Views", [["Guests", "Too narrow"]])


def test_advice_marked_as_overruled_stands_out() -> None:
    block = {
        "overruled": "shop.people",
        "column": "heard",
        "view": "said",
        "without_view": "nothing on file",
        "title": "Not heard",
    }
    (card,) = blocks_of([block], {"shop.people": PEOPLE})
    assert isinstance(card, Card)
    (bullets,) = card.blocks
    assert isinstance(bullets, Bullets)
    lines = ["".join(span.text for span in item if isinstance(span, Run)) for item in bullets.items]
    assert (card.title, lines) == (
        "Not heard",
        ["Guests: Too narrow They were not", "Staff: nothing on file They were not"],
    )
    assert blocks_of([block], {"shop.people": PEOPLE[2:]}) == ()


def test_advice_that_was_overruled_stands_out(make_report: MakeReport) -> None:
    talks = [
        {
            "id": "dpo",
            "who": "officer",
            "when": "2026-01-02",
            "view": "DO-NOT",
            "followed": "departed-silent",
            "written": True,
        }
    ]
    section = part(make_report({"consulted.talks": talks}), "consulted")
    card = next(block for block in section.blocks if isinstance(block, Card))
    assert card.title == "Advice that was not followed, or only in part"
    assert "DO-NOT" in words_of(section)


def test_a_lead_is_a_remark() -> None:
    assert blocks_of([{"lead": "What they say."}], {}) == (Para((Run("What they say."),), "small"),)


def test_a_part_without_anything_to_print_is_left_out_with_its_links() -> None:
    pack = pack_with([{"table": "doors"}], tables=doors(NAME), parts=["shop", "open"])
    report = report_on(pack, {"shop.doors": DOORS})
    assert [section.id for section in report.sections] == ["shop", "open"]
    links = [span for block in section_blocks(report.sections[1]) for spans in block for span in spans]
    assert not [span for span in links if isinstance(span, Link)]  # the annex of answers is not in this edition
    assert any("Q1.1" in span.text for span in links)
    numbers = [
        section.number
        for section in report_on(
            pack_with([{"table": "doors"}], tables=doors(NAME), parts=["shop", "open"]), {"shop.open": True}
        ).sections
    ]
    assert numbers == ["1", "2"]


def section_blocks(section: ReportSection) -> list[tuple[tuple[Any, ...], ...]]:
    found = [block.items for block in section.blocks if isinstance(block, Bullets)]
    return found + [inner for part in section.sections for inner in section_blocks(part)]


def test_the_cover_has_the_facts_that_the_edition_names_in_its_order() -> None:
    pack = pack_with([{"section": "shop"}], cover=["content", "shop.name", "as-of"])
    facts = report_on(pack, {"shop.name": "Corner"}).cover.facts
    assert facts == (("Content", "small 1"), ("Shop", "Corner"), ("Law as of", "1 January 2026"))
    assert "Shop" not in dict(report_on(pack, {}).cover.facts)


def test_words_of_the_layout_are_translated_as_content() -> None:
    table = only_table(
        next(
            one.blocks
            for one in report_on(
                pack_with([{"table": "doors"}], tables=doors(NAME)), {"shop.doors": DOORS}, "x-pseudo"
            ).sections
        )
    )
    assert (table.caption, table.head) == ("⟦Döörs⟧", ("⟦Döör⟧",))


def test_each_built_in_part_can_be_printed(pack: Pack) -> None:
    """The content may name each of them, and each is made; those that have nothing to say are left out."""
    edition = {"cover": [], "parts": [*BUILT_IN_PARTS]}
    report = {"editions": {"full": edition, "record": edition}, "parts": []}
    other = Pack(replace(pack.content, report=validate(ReportLayout, report)), pack.digest)
    example = pack.example("skelleftea")
    assert example is not None
    assessment = assessment_from_plain(other, "2026-11-21", {**example.answers, "start.people-in": ["sweden", "china"]})
    made = build(evaluate(other, assessment), Translator(), source_of(assessment), embedded=False)
    unsaid = {"said", "to-do", "parked", "discussion", "later"}  # nobody has said anything here, and no day is later
    assert [section.id for section in made.sections] == [name for name in BUILT_IN_PARTS if name not in unsaid]


def test_an_anchor_stands_where_no_long_row_drives_it_out() -> None:
    """The layout engine leaves the head of a table out where a row takes the whole page."""
    numbers = {"letter": "D", "anchor": "door", "width": 1}
    for more in ({}, {"title": "The shop"}, {"title": "The shop", "numbers": numbers}):
        page = render_html(
            report_on(pack_with([{"table": "doors"}], tables=doors(NAME, **more)), {"shop.doors": DOORS}), "pdf"
        )
        assert page.count('id="q-shop-doors"') == 1
        assert not re.search(r"<thead>(?:(?!</thead>).)*id=", page)


def test_a_name_that_is_asked_no_more_still_tells_rows_apart() -> None:
    below = {"column": "size", "width": 2, "below": [{"column": "key", "text": "Called:"}]}
    table = {
        "id": "named",
        "type": "table",
        "text": "Which?",
        "row_label": "key",
        "columns": next(one["columns"] for one in QUESTIONS if one["id"] == "shop.doors"),
    }
    rows = [{"id": name, "size": "large", "locked": False, "key": name} for name in ("one", "two")]
    content = [*QUESTIONS[:3], {**table, "id": "shop.doors"}, QUESTIONS[4]]
    pack = pack_with([{"table": "doors"}], tables=doors(below), questions=content)
    [made] = next(one.blocks for one in report_on(pack, {"shop.doors": rows}).sections if one.id == "shop")
    assert isinstance(made, Table)
    assert [words(row)[0] for row in made.rows] == ["Large\nCalled: one", "Large\nCalled: two"]
