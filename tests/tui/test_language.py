"""Every word that a person sees comes from the catalogue or from content: in the made-up language nothing stays English."""

from __future__ import annotations

import re

from support.driver import wizard
from support.tour import ANSWERS, tour

from dpia import settings
from dpia.assessment.answers_file import read_edits
from dpia.content.languages import UNFINISHED_VARIABLE
from dpia.content.source import Source
from dpia.engine.truth import Ref
from dpia.i18n import PSEUDO, Translator
from dpia.session import Session
from dpia.tui.screens.assessment import AssessmentScreen

DATA = {
    "Plan", "Pupils", "staff", "none", "of", "it", "school", "assessment", "park", "gone",  # answers and names of files
    "Test", "act", "Art", "sic", "para", "guideline", "decision", "China",  # citations are not translated
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "app", "json", "pdf", "https", "law", "example", "and",
}  # fmt: skip
"""Words that are not ours: what people typed, citations, dates from the calendar, addresses."""


async def test_another_language_is_there_at_once_and_next_time(pack, path, monkeypatch):
    monkeypatch.setenv(UNFINISHED_VARIABLE, "1")
    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
    async with wizard(pack, None) as ui:
        assert "Worked examples" in ui.text
        ui.app.action_language()
        await ui.rest()
        await ui.press("end", "enter")
        assert "Wörkéd éxàmplés" in ui.text
        assert "Worked examples" not in ui.text
        assert settings.language() == PSEUDO
        ui.app.open_path(path)
        await ui.rest()
        await ui.go("start.count")
        assert isinstance(ui.app.assessment, AssessmentScreen)
        await ui.app.speak(Translator())
        await ui.rest()
        assert "⟦" not in ui.text
        assert ui.walk.ref == Ref("start.count")


async def test_a_language_is_offered_only_where_there_is_one(pack):
    async with wizard(pack, None) as ui:
        assert ui.app.other_languages == ()
        assert "Language" not in ui.text


async def test_nothing_escapes_the_catalogue(pack, path, tmp_path):
    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
    english: dict[str, set[str]] = {}
    seen = 0
    async with wizard(pack, path, tr=Translator(PSEUDO)) as ui:
        async for name in tour(ui):
            seen += 1
            text = ui.text.replace(str(tmp_path), " ")
            text = re.sub(r"\S*(?:/|dpia\.json|\.pdf)\S*|RP-\S+|CN-\S+|\d{4}-\d\d-\d\d\S*", " ", text)
            words = set(re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", text))
            here = str(tmp_path)  # a long path is broken over two lines, and its halves look like words
            left = {word for word in words if re.search("[aeiouAEIOU]", word) and word not in here} - DATA
            if left:
                english[name] = left
    assert seen > 50
    assert english == {}
