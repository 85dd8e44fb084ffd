"""A Chinese character takes two cells: padding and lines go by cells, and lines begin and end with no mark that may not."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from textual.content import Content

import dpia
from dpia.cells import cell_len, line_breaks, lines, padded
from dpia.cli.arguments import parser
from dpia.cli.usage_words import usage_in
from dpia.han import NOT_FIRST, NOT_LAST
from dpia.i18n import Translator
from dpia.tui.widgets.text import IndentedLines, hanging, plain, shown, wrapped

TEXT = (
    "处理敏感个人信息，应当取得个人的“单独同意”（《个人信息保护法》第二十九条）；依据GDPR第35条第1款，控制者须在开始之前评估："
    "对人的影响、必要性和比例，以及采取的措施。例如https://www.example.org/a-very-long-address-that-fits-nowhere，don’t know……"
)


def cut(text: str, width: int) -> list[str]:
    breaks = line_breaks(text, width)
    return [text[start:end] for start, end in zip((0, *breaks), (*breaks, len(text)), strict=True)]


@pytest.mark.parametrize("width", [8, 13, 20, 38, 76, 400])
def test_lines_fit_and_keep_to_the_rules_of_chinese(width: int) -> None:
    made = cut(TEXT, width)
    assert "".join(made) == TEXT
    assert all(cell_len(line.rstrip()) <= width for line in made)
    if width >= 20:
        assert not [line for line in made if line[0] in NOT_FIRST or line[-1] in NOT_LAST]
        assert not [line for line in made if re.search(r"第\d*$", line)], "an article is not parted from its number"


def test_words_stay_whole_and_blanks_go_to_the_end() -> None:
    assert cut("the law of 法律 and", 10) == ["the law of ", "法律 and"]
    assert cut("don’t know", 6) == ["don’t ", "know"]


def test_paragraphs_of_the_command_line() -> None:
    made = lines("一 二\n三" * 9, 20, "→ ", "  ")
    assert made[0].startswith("→ 一 二 三")
    assert all(line.startswith("  ") for line in made[1:])
    assert max(map(cell_len, made)) <= 20
    assert lines("a b c", 4, "- ", "  ") == ["- a", "  b", "  c"]


def test_columns_stand_below_each_other() -> None:
    assert {cell_len(padded(text, 9)) for text in ("ok", "缺少", "MISSING")} == {9}
    assert padded("too long", 3) == "too long"


def test_the_screen_breaks_lines_in_the_same_way_and_keeps_styles() -> None:
    made = wrapped(plain("law ") + plain(TEXT, "bold") + plain("\n\n法"), 30)
    assert [line.plain for line in made][-2:] == ["", "法"]
    assert max(line.cell_length for line in made) <= 30
    assert "".join(line.plain for line in made).replace(" ", "") == f"law{TEXT}法".replace(" ", "")
    assert made[1].spans
    assert not [line.plain for line in made if line.plain and line.plain[0] in NOT_FIRST]
    assert [line.plain for line in hanging("- ", "法律依据，法律", 10)] == ["- 法律依", "  据，法律"]


def test_a_text_that_textual_would_break_is_broken_here() -> None:
    assert isinstance(shown("the law"), Content)
    assert isinstance(made := shown("法律核对至2026年11月28日。"), IndentedLines)
    assert [line.plain for line in made._lines(20)] == ["法律核对至2026年11月", "28日。"]


def test_help_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    tr = Translator("zh-Hans")
    with usage_in(tr):
        root = parser(tr)
        texts = [root.format_help(), *(one.format_help() for one in _commands(root))]
    for text in texts:
        usage, _, rest = text.partition("\n\n")
        assert usage.startswith("用法：dpia")
        assert [line for line in rest.splitlines() if cell_len(line) > 80 and not line.startswith("  {")] == []
        assert "选项：\n" in text


def _commands(root: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    choices = next(action.choices for action in root._actions if isinstance(action, argparse._SubParsersAction))
    return [one for name, one in choices.items() if name != "fill"]  # below which stands a table of forms


_BY_CHARACTERS = re.compile(r"textwrap|\.(?:ljust|rjust|center)\(|\{[^{}]*:[<>^]\{?\w|cell_len as|import cell_len")
"""What pads or breaks by characters, or measures in a way of its own."""

_OF_DIGITS_AND_SIGNS = {
    "cli/history.py": 1,  # the number of an entry
    "tui/screens/lane.py": 1,  # the number of an answer
    "tui/screens/risks.py": 1,  # the number of a step
    "tui/merging.py": 1,  # A, B, A+B
    "tui/widgets/section_nav.py": 1,  # the number of a section
}


def test_no_front_end_pads_or_breaks_lines_by_characters() -> None:
    root = Path(dpia.__file__).parent
    found = {
        path.relative_to(root).as_posix(): count
        for folder in ("tui", "plain", "cli", "wording", "register")
        for path in sorted((root / folder).rglob("*.py"))
        if (count := sum("from dpia.cells" not in hit for hit in _hits(path.read_text("utf-8"))))
    }
    assert found == _OF_DIGITS_AND_SIGNS


def _hits(source: str) -> list[str]:
    return [line for line in source.splitlines() if _BY_CHARACTERS.search(line)]


def test_what_counts_as_such() -> None:
    wrong = ("import textwrap", "x.ljust(4)", 'f"{x:<{n}}"', 'f"{x:>8}"', "from rich.cells import cell_len")
    assert len(_hits("\n".join(wrong))) == len(wrong)
    assert not _hits('f"{number:.1f}" + padded(x, 3)')
