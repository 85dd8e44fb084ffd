"""Text from people and from content is shown as it is. Brackets are brackets, on every screen."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from support.driver import HUGE, wizard
from support.tour import ANSWERS, tour

from dpia import control_chars
from dpia.assessment.answers_file import read_edits
from dpia.content.pack import Content, Pack
from dpia.content.source import Source
from dpia.content.validation import to_plain, validate
from dpia.session import Session
from dpia.tui.widgets.text import clean, plain

SOUP = "see [/ Art. 6 [b]x[/b] [/] [$no] [@click=app.quit]q[/] [link"
KEPT = {"id", "type", "regime", "rank", "status", "url", "date", "checked_on", "section", "fact", "question", "column", "row", "rows", "severity", "kind", "truth", "role",
        "if_unknown", "attribution", "authority", "options_from", "row_label", "as_of", "scenario", "checked_to", "version", "instrument", "law", "extends", "one_of", "is", "contains",
        "due", "needed", "in_force", "when", "applies", "governs", "out_of_scope", "shown_when", "considered_when", "answers", "serves", "families", "derived", "identifiers",
        "counts_from", "within", "yearly", "answered_by", "presets", "first_questions", "stop_when", "missing_when", "rung"}  # fmt: skip


def soaked(data: Any) -> Any:
    """The content with every text followed by brackets; ids and conditions as they are."""
    if isinstance(data, dict):
        return {key: value if key in KEPT else soaked(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [soaked(item) for item in data]
    return f"{data} {SOUP}" if isinstance(data, str) and data and not re.fullmatch(r"[a-z0-9-]+", data) else data


@pytest.fixture(scope="module")
def evil_pack(pack) -> Pack:
    return Pack(
        validate(Content, soaked(to_plain(pack.content))),
        pack.digest,
    )


def evil_answers() -> dict[str, Any]:
    answers = dict(ANSWERS)
    answers["start.title"] = SOUP
    answers["start.drafts"] = {"not_applicable": SOUP}
    answers["people.groups"] = [{**row, "name": SOUP, "remarks": SOUP} for row in answers["people.groups"]]
    answers["decision.by"] = SOUP
    return answers


async def test_bracket_soup_on_every_screen(evil_pack, path):
    """On the widest terminal, where every pane is there; the made-up language makes the same tour on the smallest."""
    with Session.create(evil_pack, path) as session:
        session.apply(read_edits(Source("x", evil_answers()), evil_pack, session.assessment)[0])
    seen: dict[str, str] = {}
    async with wizard(evil_pack, path, size=HUGE) as ui:
        ui.app.tell(SOUP)
        ui.app.tell(SOUP, alarm=True)
        await ui.rest()
        assert "[/ Art. 6 [b]x" in ui.flat, "notifications"
        await ui.press("escape")
        async for name in tour(ui):
            seen[name] = ui.flat
    assert len(seen) > 50
    for name in (
        "start",
        "people",
        "power",
        "decision",
        "a card",
        "f2",
        "f4",
        "findings",
        "RP-01/not-free",
        "RP-01/not-free law",
        "start screen",
        "an example",
    ):
        assert "[/ Art. 6" in seen[name], name
        assert "[b]x[/b]" in seen[name] or "[b]x" in seen[name], name


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2066", "\x7f"])
def test_no_control_code_reaches_the_terminal(char):
    assert char not in clean(f"a{char}b")
    assert char not in plain(f"a{char}b").plain


@pytest.mark.skipif(os.name != "posix", reason="such names are names on POSIX alone")
async def test_no_control_code_on_any_screen(pack, tmp_path):
    """Neither from the name of a file nor from what stands in it, be it shown or in an editor."""
    bad = "\x9b31m\u202e\u200f\x07"
    path = tmp_path / f"a{bad}\x1b]52;c;eA==.dpia.json"
    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", evil_answers()), pack, session.assessment)[0])
    path.write_text(path.read_text("utf-8").replace(SOUP, SOUP + bad.replace("\x07", "")), "utf-8")
    signs: dict[str, bool] = {}
    async with wizard(pack, path, size=HUGE) as ui:
        ui.app.tell(bad)
        await ui.rest()
        async for name in tour(ui):
            assert control_chars.find(ui.text) == "", name
            signs[name] = "�" in ui.text
    assert len(signs) > 50
    for name in ("start", "a card", "f9", "not applicable", "start screen"):
        assert signs[name], f"{name}: that it was there is shown"


@settings(max_examples=300, deadline=None)
@hypothesis_given(st.text(alphabet=st.sampled_from("[]/\\@$=ab \"'()#.\n"), max_size=40))
def test_any_soup_stays_what_it_is(text):
    assert plain(text).plain == text


def test_no_widget_shows_text_past_our_module():
    """`Static`, `Label`, `Button` and the like read markup: only widgets/text.py may use them."""
    import ast
    from pathlib import Path

    import dpia.tui

    root = Path(dpia.tui.__file__).parent
    files = sorted(root.rglob("*.py"))
    assert len(files) > 20
    wrong = []
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets"
                else []
            )
            allowed = {"Static"} if file.name == "text.py" else {"Input", "TextArea", "OptionList"}
            wrong += [f"{file.name}: {name}" for name in names if name not in allowed]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "notify" and not any(
                    k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False
                    for k in node.keywords
                ):
                    wrong.append(f"{file.name}:{node.lineno} notify without markup=False")
                if node.func.attr == "from_markup":
                    wrong.append(f"{file.name}:{node.lineno} from_markup")
    assert wrong == []
