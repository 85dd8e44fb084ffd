"""Pictures, and their twin in words."""

from __future__ import annotations

import re
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from support.report_parts import RISKS, MakeReport, part, parts, words_of
from support.reports import Rendered, full_answers

from dpia.content.pack import Pack
from dpia.i18n import Translator
from dpia.report.html import picture_svgs
from dpia.report.model import FlowChart, LadderChart, Picture, PowerMap, RiskMap, StorageChart, Table


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


def test_a_field_with_more_risks_than_it_has_room_for_says_how_many_more(make_report: MakeReport) -> None:
    first = {**RISKS[0], "likelihood-after": RISKS[0]["likelihood"], "severity-after": RISKS[0]["severity"]}
    section = part(make_report({"risks.register": [{**first, "id": f"r{n}"} for n in range(12)]}), "risks")
    drawn = next(block for block in section.blocks if isinstance(block, RiskMap))
    places = [place for mark in drawn.marks for place in (mark.before, mark.after) if place is not None]
    assert len(places) == len(set(places)) == 8
    assert [count for _, _, count in drawn.more] == ["+16"]
    assert "R12 before measures" in drawn.description


def test_the_picture_of_power_says_how_many_groups_it_leaves_out(make_report: MakeReport) -> None:
    groups = [{"id": f"g{n}", "name": f"Group {n}", "depends-for": ["work"]} for n in range(9)]
    drawn = next(
        block
        for block in part(make_report({"processing.groups": groups}), "basis").blocks
        if isinstance(block, PowerMap)
    )
    assert (len(drawn.groups), drawn.others) == (5, "and 4 others")
    assert "Group 8" in drawn.description


def test_groups_of_which_the_same_is_said_share_a_column(make_report: MakeReport) -> None:
    groups = [{"id": f"g{n}", "name": f"Group {n} with a long name", "depends-for": ["work"]} for n in range(9)]
    groups += [{"id": "other", "name": "Another group", "depends-for": ["education"]}]
    section = part(make_report({"processing.groups": groups}), "basis")
    table = next(block for block in section.blocks if isinstance(block, Table) and block.caption.startswith("Power"))
    assert table.head == ("Point", "Group 0 with a long name and 8 others", "Another group")
    assert "Group 8 with a long name." in words_of(section)


def test_the_picture_of_storage_tells_known_unknown_and_not_kept_apart(make_report: MakeReport) -> None:
    items = [
        {"id": "a", "kind": "identity", "kept": 1, "kept-unit": "years"},
        {"id": "b", "kind": "identity", "kept": 30, "kept-unit": "days"},
        {"id": "c", "kind": "identity", "kept": 0},
        {"id": "d", "kind": "identity", "kept": "unknown", "kept-unit": "days"},
        {"id": "e", "kind": "identity"},
    ]
    section = part(make_report({"processing.items": items}), "processing")
    drawn = next(block for block in section.blocks if isinstance(block, StorageChart))
    assert [bar.step for bar in drawn.bars] == [4, 2, -1, None, None]
    assert [bar.text for bar in drawn.bars] == ["1 (years)", "30 days", "0", "unknown", "not answered"]
    assert drawn.scale == ("Seconds", "Hours", "Days", "Months", "Years")
    assert "30 days" in drawn.description
    none_known = make_report({"processing.items": items[3:]})
    assert not any(isinstance(block, StorageChart) for block in part(none_known, "processing").blocks)


def test_a_name_in_a_script_without_a_typeface_stays_inside_its_box(make_report: MakeReport) -> None:
    name = "صفّ الطلاب رقم في المدرسة"
    groups = [{"id": "g", "name": name}]
    report = make_report({"processing.groups": groups, "processing.items": [{"id": "i", "kind": "template"}]})
    drawn = next(block for block in part(report, "processing").blocks if isinstance(block, FlowChart))
    letters = [char for char in name if char > "\u0600"]
    [svg] = picture_svgs([drawn], lacking=letters)
    assert "[Arabic]" in svg
    assert "[U+" not in svg.partition(">")[2], "only the description spells it out"


def test_a_single_group_stands_beside_the_controller(make_report: MakeReport) -> None:
    groups = [{"id": "g", "name": "Guests", "depends-for": []}]
    section = part(make_report({"processing.groups": groups, "start.controller-name": "C"}), "basis")
    [svg] = picture_svgs([block for block in section.blocks if isinstance(block, PowerMap)])
    [(first, last)] = re.findall(r"M 131 (\d+) L 330 \d+ L 358 (\d+)", svg)
    assert first == last


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("zh-Hans", "在教室里没有参加的学生和工作人员（包括代课教师）；其他"),
        ("sv", "Elever i klassen som inte har samtyckt"),
    ],
)
def test_words_stay_within_the_picture_and_their_box(pack: Pack, make_report: MakeReport, lang: str, name: str) -> None:
    """By an estimate of the widths: a Chinese letter is as wide as it is high, others half of that and a little more."""
    report = make_report(full_answers(pack, name, name, rows=2), tr=Translator(lang))
    pictures = [block for one in parts(report) for block in one.blocks if isinstance(block, Picture)]
    assert {type(picture) for picture in pictures} == set(get_args(Picture))
    for svg in picture_svgs(pictures):
        drawn = ET.fromstring(svg)
        boxes = [[float(box.get(key, "0")) for key in ("x", "y", "width", "height")] for box in _all(drawn, "rect")]
        for word in _all(drawn, "text"):
            if word.get("transform"):
                continue
            text, x, y = word.text or "", float(word.get("x", "0")), float(word.get("y", "0"))
            wide = float(word.get("font-size", "0")) * sum(1 if ord(char) > 0x2E80 else 0.53 for char in text)
            before = {"middle": wide / 2, "end": wide}.get(word.get("text-anchor", ""), 0.0)
            assert x - before >= 0, text
            assert x - before + wide <= 480, text
            for left, top, width, height in boxes:
                if word.get("text-anchor") == "middle" and left < x < left + width and top < y < top + height:
                    assert wide <= width, text


def _all(drawn: ET.Element, name: str) -> list[ET.Element]:
    return list(drawn.iter(f"{{http://www.w3.org/2000/svg}}{name}"))
