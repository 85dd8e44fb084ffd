"""What a record says of its past: every change, what differs between two files, and what stood then."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dpia.assessment.answers import Edit
from dpia.assessment.change import apply
from dpia.assessment.model import KEYS, Response, Row, given
from dpia.cli import history
from dpia.content.loader import load_pack
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.session import Session
from dpia.storage.document import read_document
from dpia.storage.history import differences, relation, then
from dpia.wording import Words
from dpia.wording.changes import change_words, subject


@pytest.fixture(scope="module")
def pack():
    return load_pack(Path(__file__).parents[1] / "tui" / "pack")


@pytest.fixture
def path(pack, tmp_path, clock) -> Path:
    """Three days of work: a title, then rows, then an answer taken back."""
    path: Path = tmp_path / "a.dpia.json"
    with Session.create(pack, path, clock=clock, by="Åsa") as session:
        session.answer("start.title", given("Gate"))
        clock.now += dt.timedelta(days=1)
        session.put_rows("people.groups", [Row("", {"name": given("Pupils")}), Row("", {"name": given("Staff")})])
        session.respond("X-1/a", Response("contest", "No [/"))
        clock.now += dt.timedelta(days=1)
        session.apply([Edit("start.body-type", given("company")), Edit("start.count", given(1200))])
        session.undo()
    return path


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_the_log_names_every_entry(pack, path, capsys):
    entries = read_document(path).changes
    assert history.log(pack, path, False) == 0
    text = printed(capsys)
    for part in ("Åsa: What do you call this project?: not answered → Gate", "the response to X-1/a: no response → contested (No [/)", "begun: none → 21 November 2026", "the content: none →",
                 "2026-11-21 12:00:00", "(takes entry", f"Head: {entries[-1].hash}"):  # fmt: skip
        assert part in text, text
    assert history.log(pack, path, True) == 0
    data = json.loads(capsys.readouterr().out)
    assert data == {"head": entries[-1].hash, "entries": [change.to_json() for change in entries]}


def test_each_place_of_an_entry_has_words_of_its_own(pack, path):
    """An entry on the language once read as one on the date; so would one of a place that is not known here."""
    document = read_document(path)
    words = Words(pack, document.assessment, Translator())
    entry = replace(document.changes[0], before=None, after="en")

    def said(*place: str) -> str:
        return subject([replace(entry, path=place)], words)

    long = {
        "answers": ("start.title",),
        "proposed": ("start.count",),
        "responses": ("X-1/a",),
        "life_cycle": ("status", "1.draft"),
    }
    assert set(long) | {"discussion", "discussion_until"} < KEYS
    places = [(name, *long.get(name, ())) for name in sorted(KEYS - {"discussion"} | {"content", "redaction"})]
    texts = [said(*place) for place in [*places, ("mood", "of day")]]
    assert len(set(texts)) == len(texts), texts
    assert texts[-1] == "something of a newer version, “mood/of day”"
    language = change_words(replace(entry, path=("language",), before="nl", after="sv"), words)
    assert (said("language"), language) == ("the language of the answers", "nl → svenska")


def test_what_stood_at_each_entry_is_what_its_entries_lead_to(pack, path):
    document = read_document(path)
    state = then(document, "2").assessment
    for change in document.changes[2:]:
        before = state
        state = apply(state, change.path, change.after)
        found = then(document, str(change.n))
        assert (found.entry, found.assessment) == (change, state)
        assert then(document, change.hash[:12]).entry is change
        assert [item.path for item in differences(before, state)] == ([change.path] if state != before else [])
    assert state == document.assessment


def test_a_day_is_its_end(path):
    document = read_document(path)
    assert then(document, "2026-11-21").entry.at[:10] == "2026-11-21"
    assert "people.groups" not in then(document, "2026-11-21").assessment.answers
    assert len(then(document, "2026-11-22").assessment.rows("people.groups")) == 2
    assert then(document, "2030-01-01").assessment == document.assessment


@pytest.mark.parametrize(
    "at", ["0", "99", "2026-11-20", "ffffffff", "yesterday", "2026-W20-5", "2026-1-1", "", "1" * 30, "١", "1"]
)
def test_what_names_no_entry_is_refused(path, at):
    with pytest.raises(UserError) as error:
        then(read_document(path), at)
    assert error.value.code == "no-entry"


def test_of_a_record_that_does_not_hold_nobody_can_tell_what_stood(pack, path, capsys):
    path.write_text(path.read_text("utf-8").replace("Gate", "Gatf", 1), "utf-8")
    with pytest.raises(UserError) as error:
        then(read_document(path), "3")
    assert error.value.code == "flawed"
    assert history.log(pack, path, False) == 0, "it is shown as it is"
    assert "THE RECORD DOES NOT HOLD" in capsys.readouterr().err


def test_show_says_by_whom_and_which_content_judges(pack, path, capsys):
    assert history.show(pack, path, "2026-11-22", False) == 0
    text = printed(capsys)
    assert "by Åsa" in text
    assert "by the content of today" in text
    assert "Pupils" in text
    assert "private company" not in text
    assert history.show(pack, path, "4", True) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["entry"] == 4
    assert data["assessment"]["answers"] == {"start.title": {"given": "Gate"}}
    assert data["outcome"] == "undetermined"


def test_diff_says_how_two_files_relate_and_what_moved(pack, path, tmp_path, clock, capsys):
    copy = tmp_path / "b.dpia.json"
    copy.write_bytes(path.read_bytes())
    assert relation(read_document(path), read_document(copy)) == "same"
    with Session.open(pack, copy, clock=clock, by="Bo") as session:
        row = session.assessment.rows("people.groups")[0].id
        session.answer("people.groups", given("Guests"), row, "name")
        session.answer("power.told", given(False))
        session.set_as_of("2020-01-01")
    assert history.diff(pack, path, copy, False) == 0
    text = printed(capsys)
    assert "is an earlier state of" in text
    assert "Pupils → Guests" in text
    assert "3 answers or responses differ." in text
    assert history.diff(pack, copy, path, True) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["relation"] == "later"
    assert {".".join(item["path"]): (item["before"], item["after"]) for item in data["answers"]} == {
        "as_of": ("2020-01-01", "2026-11-21"),
        f"answers.people.groups.{row}.name": ({"given": "Guests"}, {"given": "Pupils"}),
        "answers.power.told": ({"given": False}, None),
    }
    assert [side["as_of"] for side in data["sides"]] == ["2020-01-01", "2026-11-21"]
    assert data["findings"], "rules of that day are not those of today"
    with Session.open(pack, path, clock=clock, by="Ada") as session:
        session.answer("start.title", given("Other"))
    assert relation(read_document(path), read_document(copy)) == "apart"
    Session.create(pack, tmp_path / "c.dpia.json", clock=clock, by="Ada").close()
    assert relation(read_document(path), read_document(tmp_path / "c.dpia.json")) == "unrelated"
