"""What `dpia verify` says, and that it says no more than was checked."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
from support.command import dpia
from support.toy import toy_pack

from dpia.assessment.model import given
from dpia.session import Session


@pytest.fixture
def path(tmp_path: Path, clock) -> Path:
    path: Path = tmp_path / "a.dpia.json"
    with Session.create(toy_pack(), path, clock=clock, by="ada") as session:
        session.answer("s.number", given(7))
    return path


@pytest.fixture
def small_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little content makes a short report."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "questionnaires").symlink_to(Path(__file__).parents[1] / "tui" / "pack")
    monkeypatch.setenv("DPIA_CONTENT", str(tmp_path / "content"))


def test_a_report_is_made_again_and_compared(small_content, tmp_path, monkeypatch):
    """The file goes into the PDF as it is; only the judgment is of the other day."""
    path, pdf = tmp_path / "räv (1).dpia.json", tmp_path / "o.pdf"
    assert dpia("example", "park", path).returncode == 0
    done = dpia("report", path, "-o", pdf, "--as-of", "2024-01-01")
    assert done.returncode == 0, done.stderr
    kept = pdf.read_bytes()
    done = dpia("verify", pdf, "--against", path)
    assert done.returncode == 0, done
    assert "the assessment in it is intact" in done.stdout
    assert "as that is now" in done.stdout
    assert "it is, byte for byte, what this program makes of the assessment" in done.stdout
    with monkeypatch.context() as patch:
        patch.setattr("dpia.report.making.program_digest", lambda: "another")
        done = dpia("verify", pdf)
    assert done.returncode == 0, done
    assert "THE PAGES ARE NOT COMPARED: another version of the program" in done.stdout
    monkeypatch.setattr("dpia.report.produce.produce", lambda *_, **__: kept)  # it was made again above
    with pikepdf.open(io.BytesIO(kept)) as changed:
        changed.attachments["more.txt"] = b"more"
        page = changed.pages[1]
        page.Contents = pikepdf.Array([page.Contents, changed.make_stream(b"0 0 900 900 re f")])
        changed.save(pdf)
    done = dpia("verify", pdf)
    assert done.returncode == 1
    assert "it carries other files, which this program did not put in: more.txt" in done.stdout
    assert "pages that are not what this program makes of its assessment: 2" in done.stdout


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
    done = dpia("verify", path, "--head", head(log))
    assert done.returncode == code, done
    assert says in done.stdout + done.stderr


def test_a_file_is_verified_against_a_later_or_another_one(path, tmp_path, clock):
    earlier = tmp_path / "earlier.dpia.json"
    earlier.write_bytes(path.read_bytes())
    with Session.open(toy_pack(), path, clock=clock) as session:
        session.set_as_of("2020-01-01")
    assert "it is of an earlier state" in dpia("verify", earlier, "--against", path).stdout
    assert dpia("verify", path, "--against", earlier).returncode == 1
    other = tmp_path / "other.dpia.json"
    Session.create(toy_pack(), other, clock=clock, by="bo").close()
    done = dpia("verify", other, "--against", path)
    assert done.returncode == 1
    assert "of another assessment" in done.stdout
