"""The language of the answers, which need not be that of the report: marked where people's words are quoted."""

from __future__ import annotations

import re
from dataclasses import replace

from support.command import dpia
from support.reports import source_of

from dpia.content.loader import load_pack
from dpia.create import copy_example, example_named
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.html import render_html
from dpia.storage.document import read_document


def test_what_people_typed_is_marked_with_its_language_where_the_report_has_another(tmp_path):
    pack = load_pack()
    copy_example(pack, example_named(pack, "skelleftea"), tmp_path / "a.dpia.json").close()
    assessment = read_document(tmp_path / "a.dpia.json").assessment
    assert assessment.language == "en"

    def page(language: str) -> str:
        one = replace(assessment, language=language)
        return render_html(build(evaluate(pack, one), Translator(), source_of(assessment), embedded=False), "html")

    plain, marked = page("en"), page("fi")
    assert 'lang="fi"' not in plain
    assert plain == page("")
    prose = re.findall(r'<div lang="fi">.*?</div>', marked, re.DOTALL)
    assert len(prose) == marked.count('class="prose"') > 0
    assert len(re.findall(r'<(?:span|strong)[^>]* lang="fi">', marked)) > 3
    assert re.sub(r'<(div|span) lang="fi">|</?(div|span)>| lang="fi"', "", marked) == re.sub(
        r"</?(div|span)>", "", plain
    ), "nothing but the marks differs"


def test_the_language_of_answers_on_the_command_line(tmp_path):
    assert dpia("new", tmp_path / "a", "--answers-in", "sv_SE").returncode == 0
    file = tmp_path / "a.dpia.json"
    assert read_document(file).assessment.language == "sv"
    assert '"format_minor": 1' in file.read_text()
    assert dpia("verify", file).returncode == 0
    assert dpia("new", tmp_path / "b", "--answers-in", "pt-BR").returncode == 0
    assert read_document(tmp_path / "b.dpia.json").assessment.language == "pt-BR"
    wrong = dpia("new", tmp_path / "c", "--answers-in", "no language")
    assert (wrong.returncode, (tmp_path / "c.dpia.json").exists()) == (2, False)
    assert "no language" in wrong.stderr
