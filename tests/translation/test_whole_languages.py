"""Swedish and Chinese as they are shipped: whole, right in what is no matter of style, and the same judgement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import dpia
from support.english import left_in

from dpia import resources
from dpia.content.languages import available, standing
from dpia.content.loader import load_pack
from dpia.i18n import LANGUAGES
from dpia.translation.check import check_language

TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
pytestmark = pytest.mark.parametrize("lang", TRANSLATED)
EXAMPLES = {"sv": "skelleftea", "zh-Hans": "hangzhou-safari-park"}


@pytest.fixture
def assessment(lang: str, tmp_path: Path) -> Path:
    path = tmp_path / "a.dpia.json"
    assert dpia("example", EXAMPLES[lang], path).returncode == 0
    return path


def test_nothing_lacks_and_nothing_is_wrong(lang):
    state = check_language(resources.data_root("questionnaires"), lang)
    assert [one for one in state.files if one.translated < one.total or one.obsolete] == []
    assert [f"{one.place}: {one.message} {one.params}" for one in state.problems] == []
    assert standing(lang, load_pack()).whole
    assert lang in available(load_pack())


def test_the_judgement_is_the_same(lang, assessment):
    """Outcome, findings, what they rest on and every pin; only words differ."""
    english, other = (json.loads(dpia("--lang", one, "check", assessment, "--json").stdout) for one in ("en", lang))
    assert bare(english) == bare(other)
    assert english != other


def bare(value: object) -> object:
    """What is no sentence: numbers, truth, ids and dates."""
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items()}
    if isinstance(value, list):
        return [bare(one) for one in value]
    return value if not isinstance(value, str) or (value.isascii() and " " not in value) else "…"


def test_no_english_is_left(lang, assessment, tmp_path):
    """Of what the program and the content say; what people answered stays as they wrote it."""
    out = tmp_path / "r.md"
    assert dpia("--lang", lang, "report", assessment, "-o", out, "--lang", lang).returncode == 0
    said = [
        out.read_text("utf-8"),
        *(dpia("--lang", lang, *words).stdout for words in (("check", assessment), ("questions",), ("example",))),
    ]
    for text in said:
        assert left_in(text) == []
