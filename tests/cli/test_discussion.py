"""The discussion on the command line: in no report unless chosen, and the copy that leaves it out says and proves so."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from support.command import assert_one_message, dpia

from dpia.assessment.discussion import PARKED, Comment, Decision, Evidence, Position, ToDo
from dpia.content.loader import load_pack
from dpia.report.embedded import read_embedded
from dpia.report.making import Making
from dpia.report.reported_file import ReportedFile
from dpia.session import Session

SMALL = Path(__file__).parents[1] / "tui" / "pack"
"""Content of a few questions, whose report is short."""

AT = "2026-11-29T09:00:00Z"
SECRET = "Strictly between us"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assessment with a discussion, under content that has minutes."""
    folder = tmp_path_factory.mktemp("discussed")
    shutil.copytree(SMALL, folder / "content" / "questionnaires")
    layout = folder / "content" / "questionnaires" / "core" / "report.yaml"
    minutes = "editions:\n  minutes: {title: Minutes of the discussion, cover: [as-of], parts: [said, to-do, parked]}\n"
    text = layout.read_text().replace("editions:\n", minutes, 1)
    layout.write_text(text.replace("full: {cover", "full: {carried: true, cover", 1))
    pack = load_pack(folder / "content" / "questionnaires")
    question = ("question", pack.content.questions[0].id)
    (folder / "offer.txt").write_text("offer")
    digest = hashlib.sha256(b"offer").hexdigest()
    with Session.create(
        pack, folder / "a.dpia.json", by="ada", clock=lambda: dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
    ) as session:
        session.discuss({
            "a": Position(question, "Bo Ek", AT, SECRET, "Guardian", "disagree"),
            "b": ToDo(question, "Bo Ek", AT, "Ask again", "Cia", "2026-12-24"),
            "c": ToDo(PARKED, "Bo Ek", AT, "Where is the camera?"),
            "d": Evidence(question, "Bo Ek", AT, "", "", "offer.txt", digest, "documented"),
            "e": Decision(("finding", "R-9/gone"), "Bo Ek", AT, "We wait"),
            "f": Comment(PARKED, "Bo Ek", AT, "Lunch at noon"),
        }, until="2026-11-30")  # fmt: skip
    return folder


@pytest.fixture(autouse=True)
def small_content(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DPIA_CONTENT", str(folder / "content"))


def test_a_report_leaves_it_out_and_verify_says_so(folder, tmp_path):
    pdf = tmp_path / "r.pdf"
    done = dpia("report", folder / "a.dpia.json", "-o", pdf)
    assert done.returncode == 0, done.stderr
    carried = read_embedded(pdf).data
    assert SECRET.encode() not in carried
    assert b"Bo Ek" not in carried
    assert sum("withheld" in change for change in json.loads(carried)["changes"]) == 7
    done = dpia("verify", pdf, "--against", folder / "a.dpia.json")
    assert done.returncode == 0, done.stdout
    assert "its discussion is left out: 7 entries of the log are not there; all others hold" in done.stdout
    assert "as that is now" in done.stdout
    assert "byte for byte" in done.stdout


def test_it_is_printed_and_carried_where_it_is_chosen(folder, tmp_path, monkeypatch):
    page = tmp_path / "r.md"
    assert dpia("report", folder / "a.dpia.json", "-o", page).returncode == 0
    assert SECRET not in page.read_text()
    assert "7 entries of the log are not in this copy" in page.read_text()
    assert dpia("report", folder / "a.dpia.json", "-o", page, "--discussion").returncode == 0
    for part in (SECRET, "Guardian", "disagrees", "Lunch at noon", "24 December 2026", "R-9/gone", "We wait"):
        assert part in page.read_text()
    kept: list[tuple[ReportedFile, Making]] = []

    def make(report: object, source: ReportedFile, making: Making, *_: object, **__: object) -> Made:
        kept.append((source, making))
        return Made()

    monkeypatch.setattr("dpia.report.produce.make_pdf", make)
    assert dpia("report", folder / "a.dpia.json", "-o", tmp_path / "r.pdf", "--discussion").returncode == 0
    ((source, making),) = kept
    assert SECRET.encode() in source.data
    assert making.discussion


class Made:
    """A PDF that nobody looks at."""

    data = b"%PDF-1.7\n%%EOF\n"


def test_minutes_have_everything(folder, tmp_path):
    page = tmp_path / "m.md"
    done = dpia("report", folder / "a.dpia.json", "-o", page, "--profile", "minutes")
    assert done.returncode == 0, done.stderr
    text = page.read_text()
    for part in (
        "Minutes of the discussion",
        "29 November 2026",
        "Bo Ek and Cia",
        "Lunch at noon *(Bo Ek, 29 November 2026)*",
        SECRET,
        "Where is the camera?",
        "offer.txt",
        "(documented)",
        "30 November 2026",
    ):
        assert part in text
    assert text.index("What was said") < text.index("## 2 Tasks") < text.index("## 3 Parking lot")


def test_minutes_of_nothing_are_refused(folder, tmp_path):
    with Session.create(load_pack(folder / "content" / "questionnaires"), tmp_path / "b.dpia.json", by="ada"):
        pass
    done = dpia("report", tmp_path / "b.dpia.json", "-o", tmp_path / "m.md", "--profile", "minutes")
    assert_one_message(done, "Nothing was said yet")


def test_check_says_what_became_of_evidence(folder, tmp_path):
    shutil.copy(folder / "a.dpia.json", tmp_path / "a.dpia.json")
    done = dpia("check", tmp_path / "a.dpia.json", "--json")
    assert "offer.txt IS NOT THERE" in done.stderr
    assert [item["state"] for item in json.loads(done.stdout)["evidence"]] == ["missing"]
    (tmp_path / "offer.txt").write_text("another")
    assert "offer.txt HAS CHANGED" in dpia("check", tmp_path / "a.dpia.json").stderr
    (tmp_path / "offer.txt").write_text("offer")
    assert "offer.txt" not in dpia("check", tmp_path / "a.dpia.json").stderr


def test_the_log_is_told_in_words_also_of_a_copy_without_it(folder, tmp_path):
    done = dpia("log", folder / "a.dpia.json")
    assert SECRET in done.stdout
    from dpia.storage.document import read_document
    from dpia.storage.reduced import reduced

    copy = tmp_path / "copy.dpia.json"
    copy.write_bytes(reduced(read_document(folder / "a.dpia.json")).to_bytes())
    done = dpia("log", copy)
    assert "the discussion: left out of this copy" in done.stdout
    assert SECRET not in done.stdout
    assert dpia("diff", copy, folder / "a.dpia.json").returncode == 0
