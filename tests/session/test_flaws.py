"""A record that was changed behind the back of its log: said wherever it is read, mended nowhere, and never in the way."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.toy import toy_pack

from dpia.assessment.change import make_change, turned_back
from dpia.assessment.model import given
from dpia.session import Session
from dpia.storage.document import parse_document, read_document

Json = dict[str, Any]


@pytest.fixture
def path(tmp_path: Path, clock: Any) -> Path:
    path = tmp_path / "a.dpia.json"
    with Session.create(toy_pack(), path, clock=clock, by="ada") as session:
        session.answer("s.number", given(7))
        session.answer("s.flag", given(True))
        session.answer("s.number", given(8))
    return path


def edit(path: Path, change: Callable[[Json], object]) -> None:
    """Change the file by hand."""
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def rechained(path: Path, change: Callable[[Json], object]) -> None:
    """Change the file by hand and compute its chain anew, as somebody who knows the format would."""
    edit(path, change)
    document = read_document(path)
    log: list[Any] = []
    for one in document.changes:
        log.append(make_change(log, one.at, one.by, one.path, one.before, one.after, one.undoes, one.group))
    path.write_bytes(replace(document, changes=tuple(log)).to_bytes())


def entry(data: Json, number: int) -> Json:
    found: Json = data["changes"][number - 1]
    return found


HAND = [
    ("the log does not lead", lambda data: data["assessment"]["answers"]["s.number"].update(given=9)),
    ("the log does not lead", lambda data: data["assessment"]["answers"].pop("s.flag")),
    ("the log does not lead", lambda data: data["assessment"].update(as_of="2019-08-20")),
    ("entry 4 was altered", lambda data: entry(data, 4).update(by="eve")),
    ("entry 4 was altered", lambda data: entry(data, 4)["after"].update(given=9)),
    ("entry 4 was altered", lambda data: entry(data, 4)["after"].update(given=10**60)),
    ("entry 5 is missing", lambda data: data["changes"].pop(4)),
    ("the log names other content", lambda data: data["content"].update(digest="1" * 64)),
    ("the log does not begin", lambda data: data.update(changes=[])),
]
RECHAINED = [
    ("entry 4 says no time: “yesterday”", lambda data: entry(data, 4).update(at="yesterday")),
    ("entry 4 says no time", lambda data: entry(data, 4).update(at="2026-W47-6T12:00:00Z")),
    ("entry 2 cannot be applied", lambda data: entry(data, 2).update(after="2026-W47-6")),
    ("entry 6 changes what no entry before it wrote", lambda data: entry(data, 6)["before"].update(given=5)),
    ("entry 4 cannot be applied", lambda data: entry(data, 4).update(path=["answers", "s.rows", "row-1", "name"])),
    ("the log names other content", lambda data: entry(data, 3)["after"].update(digest="1" * 64)),
]


@pytest.mark.parametrize(("said", "change"), HAND)
def test_what_was_edited_by_hand_is_found(path, said, change):
    edit(path, change)
    [flaw] = read_document(path).flaws
    assert str(flaw).startswith(said)


@pytest.mark.parametrize(("said", "change"), RECHAINED)
def test_a_chain_that_was_computed_anew_must_lead_somewhere_too(path, said, change):
    rechained(path, change)
    [flaw] = read_document(path).flaws
    assert str(flaw).startswith(said)


def test_true_and_one_are_not_the_same_in_a_file(path):
    edit(path, lambda data: data["assessment"]["answers"]["s.flag"].update(given=1))
    [flaw] = read_document(path).flaws
    assert "does not lead" in str(flaw)


def test_what_was_edited_by_hand_is_not_in_order_again_after_the_next_change_of_the_same_answer(path, clock):
    edit(path, lambda data: data["assessment"]["answers"]["s.number"].update(given=9))
    with Session.open(toy_pack(), path, clock=clock) as session:
        assert session.flaws
        session.answer("s.number", given(10))
        assert session.flaws
    [flaw] = read_document(path).flaws
    assert str(flaw) == "entry 7 changes what no entry before it wrote"


def test_a_new_file_has_no_flaw(tmp_path, clock):
    with Session.create(toy_pack(), tmp_path / "new.dpia.json", clock=clock) as session:
        assert not session.flaws
        session.answer("s.flag", given(False))
        assert not session.flaws


def test_a_flawed_file_is_read_and_written_and_its_entries_stay(path, clock):
    edit(path, lambda data: entry(data, 4).update(by="eve"))
    before = json.loads(path.read_bytes())["changes"]
    with Session.open(toy_pack(), path, clock=clock) as session:
        session.answer("s.flag", given(False))
        assert session.assessment.answers["s.flag"].value is False
    assert json.loads(path.read_bytes())["changes"][: len(before)] == before


def test_a_clock_that_was_set_back_is_no_flaw_and_can_be_told(path, clock):
    clock.now = clock.now.replace(year=2020)
    with Session.open(toy_pack(), path, clock=clock) as session:
        session.answer("s.flag", given(False))
    document = read_document(path)
    assert not document.flaws
    assert turned_back(change.at for change in document.changes) == 6


def test_a_file_whose_time_is_no_time_shows_in_the_wizard_as_it_is(path):
    from dpia.i18n import Translator
    from dpia.tui.view_model import ViewModel

    rechained(path, lambda data: entry(data, 6).update(at="yesterday"))
    session = Session(toy_pack(), parse_document(path.read_bytes(), "a"), None)
    assert ViewModel(session, Translator()).saved_at == "yesterday"


# --- the command line ---------------------------------------------------------------------------------------------


def dpia(*arguments: object) -> tuple[int, str, str]:
    from dpia.__main__ import main

    out, said, code, argv = io.StringIO(), io.StringIO(), 0, sys.argv
    sys.argv = ["dpia", *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        sys.argv = argv
    return code, out.getvalue(), said.getvalue()


@pytest.fixture(scope="module")
def flawed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("flawed") / "s.dpia.json"
    assert dpia("example", "skelleftea", path)[0] == 0
    edit(path, lambda data: entry(data, 9).update(by="eve"))
    return path


def test_check_says_it_and_judges_all_the_same(flawed):
    code, out, said = dpia("check", flawed)
    assert (code, said.count("\n")) == (0, 1)
    assert "THE RECORD DOES NOT HOLD: entry 9 was altered." in said
    assert "9 was altered" not in out
    code, out, _ = dpia("check", flawed, "--json")
    assert (code, json.loads(out)["record_flaws"]) == (0, ["entry 9 was altered"])


def test_fill_says_it(flawed, tmp_path):
    (tmp_path / "answers.yaml").write_text("start.title: Another\n")
    code, _, said = dpia("fill", flawed, "--from", tmp_path / "answers.yaml")
    assert code == 0
    assert "entry 9 was altered" in said


def test_verify_says_it_and_answers_no(flawed):
    code, out, _ = dpia("verify", flawed)
    assert (code, out.strip().rpartition(": ")[2]) == (1, "entry 9 was altered")


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_report_prints_it_on_the_cover_and_in_the_record(flawed, tmp_path, form):
    code, _, said = dpia("report", flawed, "-o", tmp_path / f"r.{form}")
    assert code == 0, said
    text = (tmp_path / f"r.{form}").read_text("utf-8")
    assert "entry 9 was altered" in said
    assert text.count("entry 9 was altered") == 2
    assert text.index("entry 9 was altered") < text.index("Summary")


def test_a_report_in_json_says_it(flawed, tmp_path):
    assert dpia("report", flawed, "-o", tmp_path / "r.json")[0] == 0
    assert json.loads((tmp_path / "r.json").read_bytes())["record_flaws"] == ["entry 9 was altered"]


def test_the_record_names_the_templates(flawed, tmp_path):
    from dpia.report.reported_file import templates_digest

    assert dpia("report", flawed, "-o", tmp_path / "t.html")[0] == 0
    assert templates_digest() in (tmp_path / "t.html").read_text("utf-8")


def test_a_report_by_the_law_of_another_day_is_no_false_alarm(tmp_path, monkeypatch):
    """The file goes into the PDF as it is; only the judgment is of the other day."""
    path, pdf = tmp_path / "o.dpia.json", tmp_path / "o.pdf"
    assert dpia("example", "skelleftea", path)[0] == 0
    code, _, said = dpia("report", path, "-o", pdf, "--as-of", "2024-01-01")
    assert code == 0, said
    kept = pdf.read_bytes()
    code, out, said = dpia("verify", pdf, "--against", path)
    assert code == 0, (out, said)
    assert "the assessment in it is intact" in out
    assert "it is of" in out
    assert "it is, byte for byte, what this program makes of the assessment" in out
    with monkeypatch.context() as patch:
        patch.setattr("dpia.report.making.program_digest", lambda: "another")
        code, out, said = dpia("verify", pdf)
    assert code == 0, (out, said)
    assert "THE PAGES ARE NOT COMPARED: another version of the program" in out
    monkeypatch.setattr("dpia.report.produce.produce", lambda *_, **__: kept)  # it was made again above
    with pikepdf.open(io.BytesIO(kept)) as changed:
        changed.attachments["more.txt"] = b"more"
        changed.save(pdf)
    code, out, said = dpia("verify", pdf)
    assert code == 1
    assert "it carries other files, which this program did not put in: more.txt" in out
    assert "though on no page" in out


@pytest.mark.parametrize(
    ("head", "code", "says"),
    [
        (lambda log: log[-1], 0, "is that of its last entry"),
        (lambda log: log[1][:16].upper(), 0, "is that of entry 2;"),
        (lambda log: "0" * 16, 1, "no entry of the log has the head"),
        (lambda log: "abc", 2, "is no head"),
        (lambda log: "x\x1b" * 40, 2, "is no head"),
    ],
)
def test_a_head_that_was_kept_elsewhere_is_looked_for(path, head, code, says):
    log = [change["hash"] for change in json.loads(path.read_text("utf-8"))["changes"]]
    found, out, said = dpia("verify", path, "--head", head(log))
    assert found == code, (out, said)
    assert says in out + said


def test_a_file_is_verified_against_a_later_or_another_one(path, tmp_path, clock):
    earlier = tmp_path / "earlier.dpia.json"
    earlier.write_bytes(path.read_bytes())
    with Session.open(toy_pack(), path, clock=clock) as session:
        session.set_as_of("2020-01-01")
    assert "it is of an earlier state" in dpia("verify", earlier, "--against", path)[1]
    assert dpia("verify", path, "--against", earlier)[0] == 1
    other = tmp_path / "other.dpia.json"
    Session.create(toy_pack(), other, clock=clock).close()
    code, out, _ = dpia("verify", other, "--against", path)
    assert code == 1
    assert "of another assessment" in out


def test_the_content_that_holds_belongs_to_the_chain(path):
    """Another pin alone is found, and so is one with an entry of its own that nobody chained."""
    edit(path, lambda data: (data["content"].update(version="9"), entry(data, 3)["after"].update(version="9")))
    [flaw] = read_document(path).flaws
    assert str(flaw) == "entry 3 was altered"
