"""The translation files: what they hold, how a changed source makes them stale, and what is wrong with a translation."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support.command import dpia

from dpia import catalogues, resources
from dpia.content.languages import UNFINISHED_VARIABLE, require
from dpia.content.loader import load_pack
from dpia.errors import UserError
from dpia.i18n import Translator, canonical
from dpia.translation.agreement import faults
from dpia.translation.files import Wanted, updated
from dpia.translation.glossary import load_glossary


def read(data: bytes):
    return catalogues.parse_po(io.BytesIO(data), "sv")


def filled(*wanted: Wanted, **translations: str) -> bytes:
    data = updated(None, wanted, "sv", {}, what="x").decode()
    for place, text in translations.items():
        head, _, tail = data.partition(f'msgctxt "{place}"')
        data = head + f'msgctxt "{place}"' + tail.replace('msgstr ""', f'msgstr "{text}"', 1)
    return data.encode()


def entry(data: bytes, place: str):
    return next(one for one in read(data) if one.context == place)


OLD = Wanted("a", "Where is it?")
BOTH = (OLD, Wanted("b", "Who?"))


def test_the_same_entries_are_the_same_bytes():
    first = filled(*BOTH, a="Var är den?")
    assert updated(read(first), BOTH, "sv", {}, what="x") == first
    assert b"Date" not in first


def test_a_changed_source_makes_its_translation_stale_and_keeps_it():
    first = filled(*BOTH, a="Var är den?", b="Vem?")
    again = updated(read(first), (Wanted("a", "Where is it now?"), BOTH[1]), "sv", {}, what="x")
    changed = entry(again, "a")
    assert (changed.string, changed.fuzzy, changed.previous_id) == ("Var är den?", True, ["Where is it?"])
    assert entry(again, "b").string == "Vem?"
    twice = updated(read(again), (Wanted("a", "Where?"), BOTH[1]), "sv", {}, what="x")
    assert entry(twice, "a").previous_id == ["Where is it?"], "the English that it was made from, not the last one"


def test_a_translation_is_taken_over_where_the_same_english_stands_elsewhere():
    moved = updated(None, (Wanted("c", "Who?"),), "sv", {"Who?": "Vem?"}, what="x")
    assert (entry(moved, "c").string, entry(moved, "c").fuzzy) == ("Vem?", False)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder of which only the translations matter."""
    root = tmp_path / "questionnaires"
    root.mkdir()
    monkeypatch.setenv(resources.CONTENT_VARIABLE, str(tmp_path))
    monkeypatch.setenv(resources.CACHE_VARIABLE, str(tmp_path / "cache"))
    return root


def test_the_program_reads_what_is_filled_and_not_stale(content, monkeypatch):
    folder = content / "locale" / "sv" / "core"
    folder.mkdir(parents=True)
    options = [Wanted("q.what.options.none.text", "Nothing"), Wanted("q.who.options.none.text", "Nothing")]
    places = {"q.what.options.none.text": "Inget", "q.who.options.none.text": "Ingen", "a": "Var är den?"}
    file = folder / "x.po"
    file.write_bytes(filled(*BOTH, *options, **places))

    def as_read() -> list[str]:
        say = Translator("sv").content
        return [say("Where is it?"), say("Who?"), say("Nothing", "q.who", "none"), say("Nothing", "q.what", "none")]

    assert as_read() == ["Var är den?", "Who?", "Ingen", "Inget"]
    with monkeypatch.context() as kept:
        kept.setattr(catalogues, "_compile", lambda *_: pytest.fail("compiled twice"))
        assert as_read() == ["Var är den?", "Who?", "Ingen", "Inget"]
    file.write_bytes(updated(read(file.read_bytes()), (Wanted("a", "Where now?"),), "sv", {}, what="x"))
    assert Translator("sv").content("Where now?") == "Where now?", "stale"


@pytest.mark.parametrize(
    ("english", "text", "code"),
    [
        ("{rows} are told", "{rader} får veta", "placeholder"),
        ("{rows} are told", "får veta", "placeholder"),
        ("**All** are told", "Alla får veta", "markup"),
        ("See RP-03", "Se RP-04", "rule-names"),
        ("All people are told", "All people are told", "same"),
        ("Say “so”", "Säg “så”", "quotes"),
        ("{rows}", "{rows", "braces"),
        (("{count} day", "{count} days"), ("en dag", "dagar"), ""),
        (("{count} day of {x}", "{count} days of {x}"), ("{count} dag", "{count} dagar av {x}"), "placeholder"),
        ("**All** are told: {rows}", "**Alla** får veta: {rows}", ""),
    ],
)
def test_what_is_no_matter_of_style_agrees(english, text, code):
    assert [fault.code for fault in faults(english, text, "sv")][:1] == ([code] if code else [])


def test_chinese_marks_are_of_full_width():
    assert [fault.code for fault in faults("Who, and where?", "谁,在哪里?", "zh-Hans")] == ["full-width"]
    assert not list(faults("Who, and where?", "谁，在哪里？", "zh-Hans"))


def test_the_glossary_names_the_term_that_is_not_used():
    glossary = load_glossary(resources.data_root("questionnaires"))

    def unused(english: str, text: str, lang: str = "sv", file: str = "core/x.po") -> list[str]:
        return [term.english[0] for term in glossary.unused(english, text, lang, file)]

    assert unused("The controllers obtain consent.", "De personuppgiftsansvariga inhämtar samtycket.") == []
    assert unused("The controller obtains consent.", "Kontrollanten inhämtar tillåtelse.") == ["controller", "consent"]
    assert unused("A personal data breach", "En personuppgiftsincident") == []
    assert unused("The controller", "控制者", "zh-Hans") == []
    assert unused("The controller", "控制者", "zh-Hans", "regimes/cn/x.po") == ["controller"]


@pytest.mark.parametrize(
    ("said", "name"),
    [("zh", "zh-Hans"), ("zh_CN.UTF-8", "zh-Hans"), ("sv-FI", "sv"), ("EN", "en"), ("zh-TW", None), ("de", None)],
)
def test_a_language_has_one_name(said, name):
    assert canonical(said) == name


@pytest.fixture
def unfinished(monkeypatch, tmp_path):
    """As if nothing of the program were translated."""
    monkeypatch.setattr(catalogues, "program_file", lambda lang: tmp_path / f"{lang}.po")


@pytest.mark.usefixtures("unfinished")
def test_a_language_that_is_not_whole_cannot_be_had(monkeypatch):
    real_pack = load_pack()
    with pytest.raises(UserError, match="not finished"):
        require("sv", real_pack)
    with pytest.raises(UserError, match="There is no translation"):
        require("tlh", real_pack)
    monkeypatch.setenv(UNFINISHED_VARIABLE, "1")
    assert require("sv", real_pack) == "sv"


@pytest.mark.usefixtures("unfinished")
def test_the_language_of_the_program_is_named_chosen_or_english(monkeypatch, tmp_path):
    from dpia import settings

    monkeypatch.setenv(resources.STATE_VARIABLE, str(tmp_path / "state"))
    assert "Print the version." in dpia("--help").stdout
    assert "Prînt thé vérsîön." in dpia("--lang", "x-pseudo", "--help").stdout
    settings.remember_language("sv")
    assert "Print the version." in dpia("--help").stdout, "no longer whole: English"
    monkeypatch.setenv("DPIA_LANG", "sv")
    refused = dpia("doctor")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "Available: en." in refused.stderr


def test_dates_lists_and_quotes_are_those_of_the_language():
    said = {}
    for lang in ("en", "sv", "zh-Hans"):
        tr = Translator(lang)
        dates = [tr.date(day) for day in ("2019-08-20", "2019-08", "2019")]
        said[lang] = [
            *dates,
            tr.join(["a", "b", "c"]),
            tr.listed(["a", "b"]),
            tr.quoted("a"),
            tr.plural("{count} x", "{count} xs", 1234),
        ]
    assert said["en"] == ["20 August 2019", "August 2019", "2019", "a, b and c", "a, b", "“a”", "1,234 xs"]
    assert said["sv"] == ["20 augusti 2019", "augusti 2019", "2019", "a, b och c", "a, b", "”a”", "1\u00a0234 xs"]
    assert said["zh-Hans"] == ["2019年8月20日", "2019年8月", "2019年", "a、b和c", "a、b", "“a”", "1,234 xs"]
