"""Many assessments at once: what the register reads, what it keeps, and what one bad file costs the others."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from support.command import assert_one_message, dpia
from support.signed import ADA, decided

from dpia import isolation
from dpia.assessment.model import given
from dpia.calendar_file import Appointment
from dpia.cli.calendar import calendar
from dpia.content.loader import load_pack
from dpia.content.names import REVIEW_DATE, TITLE
from dpia.content.pack import Pack
from dpia.create import copy_example, example_named
from dpia.engine.evaluation import evaluate
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.private_files import own_folder
from dpia.register import index as index_module
from dpia.register.calendar import to_ics
from dpia.register.entry import RegisterEntry
from dpia.register.export import HEADINGS, to_csv, to_xlsx
from dpia.register.filters import Filter, chosen
from dpia.register.index import NAME, JudgedBy, RegisterIndex, Seen
from dpia.register.judging import entry_of
from dpia.register.moved import moved
from dpia.register.opening import Opening
from dpia.register.phrases import signed_words, status_text
from dpia.register.places import RegisterLine, once
from dpia.register.pool import read_all
from dpia.register.register import register
from dpia.session import Session
from dpia.signing import revise, set_status, sign, who
from dpia.storage import encryption
from dpia.wording import Words
from dpia.wording.calendar import appointments

TODAY = "2026-11-29"
STATE = JudgedBy("s", "c", "1", {})


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_index(cache, monkeypatch):
    """An index of the tests alone, for which files count as left alone, though a test has just made them."""
    monkeypatch.setattr(index_module, "_QUIET", -(10**12))
    monkeypatch.setattr(index_module, "_folder", lambda: own_folder(cache / "register"))
    monkeypatch.setattr(sys.modules["dpia.register.pool"], "cores", lambda: 1)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """A folder with two assessments, one of them changed by hand, and with everything else that a folder may hold."""
    folder = tmp_path_factory.mktemp("papers")
    pack = load_pack()
    copy_example(pack, example_named(pack, "skelleftea"), folder / "good.dpia.json").close()
    with Session.open(pack, folder / "good.dpia.json") as session:
        session.answer(REVIEW_DATE, given("2020-05-01"))
    (folder / "sub").mkdir()
    text = (folder / "good.dpia.json").read_text().replace('"given": "Attendance by', '"given": "Attendence by', 1)
    (folder / "sub/changed.dpia.json").write_text(text)
    (folder / "half.dpia.json").write_text('{"format": ')
    (folder / "deep.dpia.json").write_text("[" * 100_000)
    (folder / "no.pdf").write_bytes(b"%PDF-1.7 nothing")
    os.mkfifo(folder / "pipe.dpia.json")
    (folder / "link.dpia.json").symlink_to("good.dpia.json")
    (folder / ".hidden.dpia.json").write_text("{}")
    return folder


def test_a_folder_with_everything_in_it(papers, cache):
    done = dpia("register", papers, "--json")
    data = json.loads(done.stdout)
    lines = {item["file"]: item for item in data["assessments"]}
    assert done.returncode == 1, "some cannot be relied on"
    assert list(lines) == [
        "deep.dpia.json", "good.dpia.json", "half.dpia.json", "no.pdf", "pipe.dpia.json", "sub/changed.dpia.json",
    ]  # fmt: skip
    good, changed = lines["good.dpia.json"], lines["sub/changed.dpia.json"]
    assert (good["record"], good["outcome"], good["status"]) == ("intact", "do-not-launch", "not-signed")
    assert changed["record"] == "broken"
    assert changed["flaw"]
    assert good["findings"] == changed["findings"]
    for name in ("deep.dpia.json", "half.dpia.json", "no.pdf", "pipe.dpia.json"):
        assert lines[name]["status"] == "unreadable"
        assert lines[name]["problem"]
    assert "1 link was not followed" in done.stderr

    (papers / "pipe.dpia.json").unlink(missing_ok=True)  # which has no bytes by which it could be known
    kept = cache / "register" / NAME
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0

    only = dpia("register", papers, "--status", "not-signed", "--owner", "Skellefteå", "--csv")
    rows = list(csv.reader(io.StringIO(only.stdout.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["good.dpia.json", "sub/changed.dpia.json"]
    assert "Review" in dpia("register", papers, "--ics").stdout
    text = dpia("register", papers).stdout
    assert "THE RECORD DOES NOT HOLD" in text
    assert_one_message(dpia("register", papers, "--outcome", "lunch"), "lunch", "launch")
    assert_one_message(dpia("register", papers / "none"), "no folder")


def test_what_did_not_change_is_not_read_again(papers, monkeypatch):
    pack, tr = load_pack(), Translator()
    module = sys.modules["dpia.register.register"]
    (papers / "pipe.dpia.json").unlink(missing_ok=True)  # which has no bytes by which it could be known

    first = register(pack, papers, tr)
    asked: list[Path] = []

    def reading(paths: Any, *args: Any, **options: Any) -> Any:
        asked.extend(paths)
        return read_all(paths, *args, **options)

    monkeypatch.setattr(module, "read_all", reading)
    again = register(pack, papers, tr)
    assert asked == []
    assert again.lines == first.lines
    assert (again.read, again.unchanged) == (0, 5)


@pytest.mark.parametrize(
    ("code", "seconds", "words"),
    [("import time; time.sleep(60)", 0.2, "longer than"), ("raise SystemExit", 20, "ended the process"),
     ("print('nonsense', flush=True); input()", 20, "ended the process")],
)  # fmt: skip
def test_a_file_that_hangs_or_kills_its_reader_costs_one_line(code, seconds, words):
    found = list(
        read_all(
            [Path("a"), Path("b")],
            (),
            Translator(),
            processes=1,
            seconds=seconds,
            command=lambda: [sys.executable, "-I", "-c", code],
        )
    )
    assert [item.path.name for item in found] == ["a", "b"]
    assert all(words in item.entry.problem for item in found)


def test_the_reader_bounds_its_memory():
    code = (
        "import dpia.register.worker as w; w._bound_memory()\n"
        "try: bytearray(3_000_000_000)\n"
        "except MemoryError: print('bounded')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=isolation.HOME + "/..", capture_output=True, text=True, check=True
    )
    assert done.stdout == "bounded\n"


def test_recheck_says_what_moved_since_other_content_judged(papers):
    """By what the index still knows of another content; nothing is written to the folder."""
    before = {path: path.read_bytes() for path in papers.rglob("*.json") if path.is_file()}
    pack, tr = load_pack(), Translator()
    now = register(pack, papers, tr)
    good = next(item for item in now.lines if item.name == "good.dpia.json")
    finding, *_ = good.entry.findings
    then = replace(
        good.entry, outcome="launch", outcome_words="Launch", findings={"OLD/x": "minor open", finding: "note open"}
    )
    assert "Nothing was compared" in dpia("recheck", papers).stdout
    with RegisterIndex(JudgedBy("then", "other content", "0.9", {"OLD": "1", "RP-03": "1"})) as index:
        index.keep({}, {good.digest: then})

    data = json.loads(dpia("recheck", papers, "--json").stdout)
    assert data["before"]["version"] == "0.9"
    assert (data["parts"]["OLD"], data["parts"]["RP-03"]) == ("gone", "changed")
    [item] = data["moved"]
    assert item["file"] == "good.dpia.json"
    assert item["outcome"] == {"before": "launch", "after": "do-not-launch"}
    assert item["findings"]["OLD/x"] == {"before": "minor open", "after": None}
    assert item["findings"][finding] == {"before": "note open", "after": good.entry.findings[finding]}
    assert "sub/changed.dpia.json" in data["not_compared"]
    text = dpia("recheck", papers).stdout
    assert "Launch → Do not launch" in text
    assert "1 of 1 file is judged otherwise" in text
    assert {path: path.read_bytes() for path in papers.rglob("*.json") if path.is_file()} == before


def line(name: str = "a.dpia.json", **values: Any) -> RegisterLine:
    return RegisterLine(Path(name), name, RegisterEntry(**values))


HOSTILE = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "|x", "'=1", "a\n=1", "–"]


def test_no_cell_of_a_table_is_a_formula():
    lines = [
        line(f"{text}.dpia.json", title=text, controller=text, due=(Appointment("2020-01-01", "task", text, "task 1"),))
        for text in HOSTILE
    ]
    rows = list(csv.reader(io.StringIO(to_csv(lines, TODAY, Translator()).decode("utf-8-sig"))))
    assert len(rows) == len(HOSTILE) + 1
    for row in rows[1:]:
        for cell in row:
            assert not cell.strip().startswith(("=", "+", "-", "@", "＝")), cell
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(lines, TODAY, Translator()))).active
    assert sheet.max_row == len(HOSTILE) + 1
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert all(cell.value is None for row in sheet.iter_rows() for cell in row if cell.data_type == "n")
    assert len(HEADINGS) == sheet.max_column


def test_filters():
    due = (
        Appointment("2026-11-01", "task", "ask the union", "task 1", "Eva"),
        Appointment("2027-01-01", "review", "Review", "review"),
    )
    lines = [
        line("a.dpia.json", title="Cameras", controller="Town", outcome="launch", due=due, review="2027-01-01"),
        line("b.dpia.json", title="Faces", outcome="do-not-launch", outdated=("content",), record="broken"),
        line("c.dpia.json", problem="no JSON"),
        line("d.dpia.json.age", problem="encrypted", closed=True),
    ]

    def names(**wanted: Any) -> str:
        return "".join(item.name[0] for item in chosen(lines, Filter(**wanted), TODAY))

    assert names() == "abcd"
    assert names(outcomes=frozenset({"launch"})) == "a"
    assert names(statuses=frozenset({"draft"})) == "ab"
    assert names(statuses=frozenset({"not-read", "unreadable"})) == "cd"
    assert names(owner="eva") == names(overdue=True) == names(text="CAMERAS town") == "a"
    assert names(outdated=True) == "b"
    assert names(broken=True) == "bc"


def test_an_index_that_is_damaged_or_not_ours_is_no_index(tmp_path, monkeypatch):
    monkeypatch.setattr(index_module, "_folder", lambda: own_folder(tmp_path / "register"))
    entry = RegisterEntry(title="T")

    def kept() -> dict[str, RegisterEntry | None]:
        with RegisterIndex(STATE) as index:
            return index.digests()

    def keep() -> None:
        with RegisterIndex(STATE) as index:
            index.keep({b"/a": Seen("m", "d"), b"/n": Seen("m", "n")}, {"d": entry, "n": None})

    keep()
    assert kept() == {"d": entry, "n": None}
    with RegisterIndex(JudgedBy("other program", "c", "1", {})) as index:
        assert index.digests() == {}
        assert index.earlier() is None, "the same content"
    with RegisterIndex(JudgedBy("t", "d", "2", {"R": "1"})) as index:
        assert index.earlier() is not None

    base = sqlite3.connect(tmp_path / "register" / NAME)
    base.execute("UPDATE entry SET data = replace(data, '\"T\"', '\"U\"')")
    base.commit()
    base.close()
    assert kept() == {"n": None}, "a row that was changed is no row"

    file = tmp_path / "register" / NAME
    for damage in (b"", b"nonsense" * 1000, file.read_bytes()[:5000]):
        file.write_bytes(damage)
        assert kept() == {}
        keep()
        assert kept() == {"d": entry, "n": None}
    victim = tmp_path / "victim"
    victim.write_text("mine")
    file.unlink()
    file.symlink_to(victim)
    assert kept() == {}
    keep()
    assert victim.read_text() == "mine"
    file.parent.chmod(0o755)
    keep()
    assert kept() == {}, "others may look into that folder"


def test_what_moved():
    before = RegisterEntry(
        outcome="launch", regimes={"eu": "launch"}, findings={"A/x": "minor open", "B/x": "note established"}
    )
    now = RegisterEntry(
        outcome="do-not-launch",
        regimes={"eu": "do-not-launch"},
        findings={"A/x": "blocker open", "C/x": "ok established"},
    )
    found = moved(RegisterLine(Path("a"), "a", now), before)
    assert found.outcome
    assert found.findings == {
        "A/x": ("minor open", "blocker open"), "B/x": ("note established", ""), "C/x": ("", "ok established"),
    }  # fmt: skip
    assert moved(RegisterLine(Path("a"), "a", now), now) is None


def small() -> Pack:
    """The content of the wizard's tests, which also asks for the day of the review."""
    pack = load_pack(Path(__file__).parents[1] / "tui" / "pack")
    asked = replace(pack.questions["decision.date"], id=REVIEW_DATE)
    return Pack(replace(pack.content, questions=(*pack.content.questions, asked)), pack.digest)


def entry(document: Any, pack: Any) -> RegisterEntry:
    return entry_of(pack, document.to_bytes(), Path("a.dpia.json"), Translator())


def test_status_and_signers_are_those_of_the_life_cycle(clock):
    pack = small()
    session = decided(pack, clock)
    assert entry(session.document, pack).status(TODAY) == "under-review"
    session.answer(REVIEW_DATE, given("2026-12-01"))
    sign(session, ADA, Translator())
    found = entry(session.document, pack)
    assert (found.status("2026-11-30"), found.status("2026-12-01")) == ("decided", "due-for-review")
    assert (found.holds, found.set_by) == (1, "Ada Berg")
    assert "revision 1 signed by Ada Berg, for the controller" in signed_words(found, Translator())
    revise(session, who("Bo Ek", "author", "a gate"))
    session.answer(REVIEW_DATE, given("2030-01-01"))
    found = entry(session.document, pack)
    assert (found.status(TODAY), found.holds) == ("draft", 1)
    assert found.review_due("2026-12-01"), "a draft does not move the day of what holds"
    assert "draft, revision 2; revision 1 holds until then (due for review)" in status_text(
        found, "2026-12-02", Translator()
    )
    lines = [RegisterLine(Path("a"), "a", found), line("b.dpia.json")]

    def names(**wanted: Any) -> str:
        return "".join(item.name[0] for item in chosen(lines, Filter(**wanted), "2026-12-02"))

    assert names(signed=True) == names(owner="ada berg") == names(statuses=frozenset({"due-for-review"})) == "a"
    assert names(signed=False) == "b"
    set_status(session, "withdrawn", who("Ada Berg", "controller", "off"), 1)
    ended = entry(session.document, pack)
    assert (ended.holds, ended.review_due("2026-12-02")) == (0, False)
    assert RegisterEntry.from_json(json.loads(json.dumps(ended.to_json()))) == ended


def test_a_calendar_of_the_register_and_one_of_the_assessment_have_the_same_entries(clock):
    """So that a calendar that imports both has each of them once; a copy and a forged state add nothing."""
    pack = small()
    session = decided(pack, clock)
    session.answer(REVIEW_DATE, given("2026-12-01"))
    document, tr = session.document, Translator()
    found = entry(document, pack)
    words = Words(pack, document.assessment, tr)
    one = calendar(appointments(evaluate(pack, document.assessment), words), document, "Park", "a.dpia.json", tr)
    forged = replace(found, record="broken", entries=999, due=())
    older = replace(found, entries=1, due=())
    lines = [line(f"{n}.dpia.json", **vars_of(item)) for n, item in enumerate((older, found, forged))]
    of_all = Calendar.from_ical(to_ics(lines, tr))
    uids = sorted(str(event["uid"]) for event in Calendar.from_ical(one).events)
    assert uids == sorted(str(event["uid"]) for event in of_all.events)
    assert [item.kind for item in found.due].count("review") == 1
    assert len(uids) == len(found.due)
    [alarm] = of_all.walk("VALARM")
    assert alarm["trigger"].dt.days == -14
    session.answer(REVIEW_DATE, given("2027-02"))
    moved_on = to_ics([line("x", **vars_of(entry(session.document, pack)))], tr)
    assert sorted(str(event["uid"]) for event in Calendar.from_ical(moved_on).events) == uids
    assert b"20270228" in moved_on
    assert b"this is the last" in moved_on.replace(b"\r\n ", b"")
    session.answer(TITLE, given("Another one, from the same file"))
    other = to_ics([line("x", **vars_of(entry(session.document, pack)))], tr)
    assert not {str(event["uid"]) for event in Calendar.from_ical(other).events} & set(uids)


def vars_of(item: RegisterEntry) -> dict[str, Any]:
    return {one.name: getattr(item, one.name) for one in fields(item)}


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """One assessment open, with its report beside it, and one for the holder of a key."""
    import pyrage
    from support.hostile_pdf import carrying

    folder = tmp_path_factory.mktemp("closed")
    pack = load_pack()
    copy_example(pack, example_named(pack, "skelleftea"), folder / "plan.dpia.json").close()
    data = (folder / "plan.dpia.json").read_bytes()
    (folder / "sub").mkdir()
    (folder / "sub/copy.dpia.json").write_bytes(data)
    (folder / "plan.pdf").write_bytes(carrying(data))
    with Session.open(pack, folder / "plan.dpia.json") as session:
        session.answer(REVIEW_DATE, given("2020-05-01"))
    (folder / "plan-2.pdf").write_bytes(carrying((folder / "plan.dpia.json").read_bytes()))
    (folder / "plan.dpia.json.bak").unlink(missing_ok=True)
    key = pyrage.x25519.Identity.generate()
    envelope = encryption.for_recipients([str(key.to_public())])
    with Session.open(pack, folder / "plan.dpia.json") as session:
        session.answer(TITLE, given("Nobody may know this"))
        secret = session.document.to_bytes()
        session.undo()
    (folder / "secret.dpia.json.age").write_bytes(envelope.sealed(secret))
    (folder / "other name.dpia.json").write_bytes(envelope.sealed(secret))
    (folder / "secret.pdf.age").write_bytes(envelope.sealed(carrying(secret)))
    keyfile = tmp_path_factory.mktemp("keys") / "key.txt"
    keyfile.write_text(f"{key}\n")
    encryption.KEYS.forget()
    return folder, keyfile


def test_what_is_encrypted_is_named_and_with_a_key_judged_and_never_kept(closed, cache):
    pytest.importorskip("pyrage")
    folder, key = closed
    kept = cache / "register" / NAME

    def listed(*more: Any) -> dict[str, Any]:
        done = dpia("register", folder, "--json", *more)
        assert done.returncode == 0, done.stderr
        return {line["file"]: line for line in json.loads(done.stdout)["assessments"]}

    names = ("other name.dpia.json", "secret.dpia.json.age", "secret.pdf.age")
    for _ in range(2):
        found = listed()
        for name in names:
            assert (found[name]["status"], found[name]["encrypted"], found[name]["title"]) == ("not-read", True, "")
            assert "was not opened" in found[name]["problem"]
    opened = listed("--identity", key)["other name.dpia.json"]
    assert (opened["title"], opened["record"], opened["encrypted"]) == ("Nobody may know this", "intact", True)
    assert [place["file"] for place in opened["also"]] == list(names[1:])
    assert b"Nobody may know" not in kept.read_bytes()
    assert listed()["secret.dpia.json.age"]["title"] == "", "the key is not remembered"
    assert_one_message(dpia("register", folder, "--csv", "--identity", key, "-o", folder / "r.csv"), "--plain")
    assert not (folder / "r.csv").exists()
    other = key.with_name("other.txt")
    other.write_text(_another_key())
    assert "none of the given keys" in listed("--identity", other)["secret.dpia.json.age"]["problem"]


def test_the_index_forgets_what_became_encrypted(closed, cache, tmp_path):
    folder, key = closed
    file = tmp_path / "a.dpia.json"
    file.write_bytes((folder / "sub/copy.dpia.json").read_bytes().replace(b"Skellefte", b"Unheardofplace"))
    pack, tr = load_pack(), Translator()
    register(pack, tmp_path, tr)
    assert b"Unheardofplace" in (cache / "register" / NAME).read_bytes()
    file.write_bytes((folder / "secret.dpia.json.age").read_bytes())
    [found] = register(pack, tmp_path, tr, opening=Opening((key.read_text(),))).lines
    assert found.entry.title == "Nobody may know this"
    assert b"Unheardofplace" not in (cache / "register" / NAME).read_bytes()


def _another_key() -> str:
    import pyrage

    return f"{pyrage.x25519.Identity.generate()}\n"


def test_a_passphrase_is_tried_and_a_wrong_one_leaves_a_file_closed(monkeypatch):
    asked: list[str] = []

    def plain(data: bytes, name: str) -> bytes:
        assert encryption.KEYS.ask is not None
        asked.append(encryption.KEYS.ask(name))
        raise UserError("wrong", code="wrong-passphrase")

    monkeypatch.setattr("dpia.register.opening.plain", plain)
    opening = Opening(passphrase="five words of a poem")
    opening.use()
    found = opening.opened(b"", Path("a.age"), Translator())
    encryption.KEYS.forget()
    assert isinstance(found, RegisterEntry)
    assert (found.closed, found.broken, asked) == (True, False, ["five words of a poem"])
    assert "poem" not in repr(opening)


def test_one_assessment_in_several_places_is_one_line(closed):
    folder, _ = closed
    found = register(load_pack(), folder, Translator())
    lines = {item.name: item for item in found.lines if not item.entry.closed}
    assert list(lines) == ["plan.dpia.json", "sub/copy.dpia.json"], "two states of which somebody may go on with each"
    assert {place.name for place in lines["plan.dpia.json"].earlier} == {"plan-2.pdf"}
    assert [place.name for place in lines["sub/copy.dpia.json"].same] == ["plan.pdf"]
    assert found.files == 7
    text = dpia("register", folder).stdout
    assert "the same in: plan.pdf" in text
    assert "entries of the log: plan-2.pdf" in text


def test_only_what_holds_is_taken_for_the_same():
    same: dict[str, Any] = {"record": "intact", "head": "h", "record_id": "r", "title": "T", "entries": 3}

    def names(*lines: RegisterLine) -> list[str]:
        return [item.name for item in once(lines)]

    report, file = line("a.pdf", kind="report", **same), line("b.dpia.json", **same)
    assert names(report, file) == ["b.dpia.json"], "the file before its report"
    assert names(report, replace(report, name="z.pdf")) == ["a.pdf"]
    older = {**same, "head": "g", "entries": 2}
    assert names(line("o.pdf", kind="report", **older), file) == ["b.dpia.json"]
    for other in (
        {"record": "broken"}, {"head": "x"}, {"head": "x", "entries": 9}, {"head": "x", "title": "U"},
        {"head": "x", "record_id": "s"},
    ):  # fmt: skip
        kind = "file" if other == {"head": "x"} else "report"
        assert len(names(line("o", kind=kind, **{**same, **other}), file)) == 2, other
