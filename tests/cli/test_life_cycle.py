"""`dpia status`, `sign`, `revise`, `head`, `dates` and `diff --since-signing`, and what they say to wrong use."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import icalendar
import minisign
import pytest
from support.command import assert_one_message, dpia
from support.signed import decided, signed

from dpia.calendar_file import Appointment
from dpia.cli.calendar import calendar
from dpia.content.loader import load_pack
from dpia.i18n import Translator

ADA = ["--name", "Ada Berg", "--role", "controller"]


@pytest.fixture(autouse=True)
def small_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "questionnaires").symlink_to(Path(__file__).parents[1] / "tui" / "pack")
    monkeypatch.setenv("DPIA_CONTENT", str(tmp_path / "content"))


@pytest.fixture(scope="module")
def pack():
    return load_pack(Path(__file__).parents[1] / "tui" / "pack")


@pytest.fixture
def path(pack, clock, tmp_path: Path) -> Path:
    path = tmp_path / "a.dpia.json"
    decided(pack, clock, path).close()
    return path


def test_from_review_to_a_new_revision(path, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("start.title: Other\n", encoding="utf-8")
    assert "It can be set to “decided” (controller)." in dpia("status", path).stdout
    done = dpia("sign", path, *ADA, "--because", "As discussed")
    assert done.returncode == 0, done
    [head] = done.stdout.split()
    assert "Signed revision 1." in done.stderr
    assert dpia("head", path).stdout.split() == [head]
    kept = path.read_bytes()
    assert_one_message(dpia("fill", path, "--from", other), "Revision 1 is signed; nothing was changed.", "dpia revise")
    assert path.read_bytes() == kept
    state = json.loads(dpia("status", path, "--json").stdout)
    assert (state["status"], state["signed"], state["holds"], state["head"]) == ("decided", True, 1, head)
    done = dpia("revise", path, "--name", "Bo Ek", "--role", "author", "--because", "A new gate")
    assert "Revision 1 holds until the new one is signed." in done.stderr
    assert dpia("fill", path, "--from", other).returncode == 0
    done = dpia("diff", path, "--since-signing")
    assert "since revision 1 was signed (Ada Berg, for the controller" in done.stdout
    assert "Park → Other" in done.stdout
    log = dpia("log", path).stdout
    assert "revision 1: signed by Ada Berg, for the controller" in " ".join(log.split())
    assert "revision 2: begun by Bo Ek, author" in " ".join(log.split())
    done = dpia("verify", path, "--head", head)
    assert done.returncode == 0, done
    assert "follow from the answers that were signed, word for word" in done.stdout


def test_wrong_use_is_one_message(path, tmp_path):
    for arguments, part in [
        (["sign", path, "--name", "Eva", "--role", "officer"], "is set in the role: controller"),
        (["sign", path, "--name", "Eva", "--role", "offcier"], "Did you mean officer?"),
        (["sign", path, *ADA, "--lang", "xx"], "no translation"),
        (["status", path, "in-forc", *ADA], "Did you mean in-force?"),
        (["status", path, "in-force"], "A name is needed"),
        (["status", path, "in-force", *ADA], "cannot follow it"),
        (["status", path, "withdrawn", *ADA], "a reason is needed"),
        (["revise", path, *ADA, "--because", "x"], "is open"),
        (["diff", path, "--since-signing"], "Nothing is signed in it."),
        (["diff", path], "Name two files"),
        (["dates", path, "-o", tmp_path / "a.txt"], "ends in .ics"),
        (["verify", path, "--signature", path], "go together"),
        (["verify", path, "--timestamp", path], "needs --certificate"),
        (["verify", path, "--certificate", path], "goes with --timestamp"),
        (["verify", path, "--signature", path, "--key", path], "cannot be read"),
        (["seal", path, "--pkcs12", path, "-o", tmp_path / "a.pdf"], "cannot be read as a PDF"),
        (["sign", tmp_path / "a.pdf", *ADA], "is a PDF"),
    ]:
        assert_one_message(dpia(*arguments), part)


def test_a_head_that_was_signed_elsewhere_is_found_again(pack, clock, tmp_path):
    path, head, sig, key = (tmp_path / name for name in ("a.dpia.json", "a.head", "a.minisig", "a.pub"))
    signed(pack, clock, path).close()
    assert dpia("head", path, "-o", head).returncode == 0
    assert_one_message(dpia("head", path, "-o", head), "exists already")
    pair = minisign.KeyPair.generate()
    sig.write_bytes(bytes(pair.secret_key.sign(head.read_bytes(), trusted_comment="the board")))
    key.write_bytes(bytes(pair.public_key))
    dpia("revise", path, *ADA, "--because", "x")
    done = dpia("verify", path, "--signature", sig, "--key", key)
    assert done.returncode == 0, done
    assert "the signature (minisign) holds" in done.stdout
    assert "the board" in done.stdout
    assert "1 were added since" in done.stdout
    sig.write_bytes(bytes(pair.secret_key.sign(b"other\n")))
    done = dpia("verify", path, "--signature", sig, "--key", key)
    assert (done.returncode, "is of another file or head" in done.stdout) == (1, True)


def test_dates_are_listed_and_a_calendar_can_be_read(pack, clock, path, tmp_path):
    assert "2026-11-20  Decision on the assessment" in dpia("dates", path).stdout
    out = tmp_path / "a.ics"
    assert dpia("dates", path, "-o", out).returncode == 0
    assert_one_message(dpia("dates", path, "-o", out), "exists already")
    assert dpia("dates", path, "-o", out, "--force").returncode == 0
    document = signed(pack, clock).document
    hostile = Appointment("2027-03-01", "measure", "Lock;, \\n\nBEGIN:VEVENT " + "å" * 80, "m", "Bo\r\nX:1", "why")
    data = calendar([hostile], document, "A\u202etitle", "a.dpia.json", Translator())
    assert data == calendar([hostile], document, "A\u202etitle", "a.dpia.json", Translator())
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\xe2\x80\xae" not in data
    [alarm] = icalendar.Calendar.from_ical(data).walk("VALARM")
    assert alarm["trigger"].dt == dt.timedelta(days=-7), "a measure is called to mind"
    [event] = icalendar.Calendar.from_ical(data).events
    assert event.start == dt.date(2027, 3, 1)
    assert str(event["summary"]).startswith("Lock;, \\n\nBEGIN:VEVENT åå")
    assert "Owner: Bo" in str(event["description"])
