"""Every form of the report is made in one call."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from support.reports import DAY, pdf_text, source_of, squeezed

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.report.produce import produce, tell_lacking


def test_every_format_is_made_in_one_call(pack: Pack) -> None:
    answers = {"start.people-in": ["other"], "start.based-in": ["other"], "start.title": "😀 in the footer too"}
    assessment = assessment_from_plain(pack, DAY, answers)
    evaluation, said = evaluate(pack, assessment), list[str]()
    source = source_of(assessment)
    made = {
        form: produce(evaluation, Translator(), form, source, embed=False, progress=said.append)
        for form in ("pdf", "html", "md")
    }
    assert made["pdf"].startswith(b"%PDF-1.7")
    assert made["html"].startswith(b"<!DOCTYPE html>")
    assert made["md"].startswith(b"**Draft**\n\n*Confidential.")
    assert said
    assert squeezed(pdf_text(made["pdf"])).count("[U+1F600]inthefootertoo") > 3
    with pikepdf.open(io.BytesIO(made["pdf"])) as opened:
        assert list(opened.attachments) == []
    assert "not embedded" in squeezed(made["md"].decode()).replace("notembedded", "not embedded")
    with pytest.raises(ValueError, match="odt"):
        produce(evaluation, Translator(), "odt", source, embed=False, progress=said.append)


def test_what_takes_a_moment_is_said_in_the_language_of_the_program(pack: Pack) -> None:
    assessment = assessment_from_plain(pack, DAY, {"start.title": "T"})
    evaluation, said = evaluate(pack, assessment), list[str]()
    made = produce(
        evaluation, Translator("sv"), "md", source_of(assessment), embed=False, progress=said.append,
        said_in=Translator(),
    )  # fmt: skip
    assert said == ["Writing the report …"]
    assert made.decode().startswith("**Utkast**")


def test_chinese_text_without_a_chinese_typeface_is_an_error_that_names_the_package(
    monkeypatch: pytest.MonkeyPatch, pack: Pack
) -> None:
    from dpia.report import fonts

    monkeypatch.setattr(fonts, "find_han", lambda: None)
    data = json.loads(
        json.dumps(assessment_from_plain(pack, DAY, {"start.title": {"text": "T"}}).to_json()).replace('"T"', '"人脸"')
    )
    assessment = Assessment.from_json(data)
    with pytest.raises(UserError) as caught:
        produce(
            evaluate(pack, assessment), Translator(), "pdf", source_of(assessment), embed=True, progress=lambda _: None
        )
    assert caught.value.code == "han-font"


def test_a_script_that_cannot_be_printed_is_named_before_the_pages_are_made() -> None:
    said = list[str]()
    tell_lacking("ابש😀", Translator(), said.append)
    assert len(said) == 1
    assert "Arabic and Hebrew" in said[0]
    tell_lacking("😀", Translator(), said.append)
    assert len(said) == 1, "a picture is of no script"
