"""A statement that is partly checked says of each sentence how it was checked, and every front end prints it."""

from __future__ import annotations

import pytest

from dpia.cli.text_output import authorities_json, authority_lines
from dpia.i18n import Translator
from dpia.wording import checked_how

ACT = "regimes/xx/authorities/act.yaml"
ONE = "statement: {en: A desk is open.}\n    see: [act-2]\n    status: unverified"
TWO = "statement: {en: A desk is open. It is staffed.}\n    see: [act-2]\n    status: partial"


@pytest.mark.parametrize(
    ("after", "complaint"),
    [
        (f"{TWO}\n    marks: [text-read, secondary]", None),
        (TWO, "sentence-marks: The statement of act-1 has 2 sentences and 0 marks."),
        (f"{TWO}\n    marks: [text-read]", "sentence-marks: The statement of act-1 has 2 sentences and 1 marks."),
        (ONE.replace("unverified", "partial"), None),
        (f"{ONE}\n    marks: [unverified]", "marks of single sentences need status: partial"),
    ],
)
def test_each_sentence_has_its_mark(change, problems, after, complaint):
    change(ACT, ONE, after)
    found = [problem for problem in problems() if ACT in problem]
    assert found == [] if complaint is None else complaint in found[0]


def test_the_marks_are_printed_where_they_differ(pack):
    authority, tr = pack.authorities["gdpr-44-49"], Translator()
    said = "Sentence by sentence: (1) text read; (2) unverified."
    assert checked_how(authority, tr).startswith(said)
    assert said in " ".join(" ".join(authority_lines([authority], tr)).split())
    assert authorities_json(pack, [authority])[0]["marks"] == ["text-read", "unverified"]
    assert "Sentence" not in checked_how(pack.authorities["wp249-ict"], tr)
