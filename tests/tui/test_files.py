"""Files: the start screen, locks, and everything that can go wrong with a disk. Nothing is lost and nothing crashes."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from support.driver import Driver, wizard

from dpia.assessment.model import given
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.journal import left_behind
from dpia.storage.lock import Holder, Lock
from dpia.tui import recent_files
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.files import FileScreen
from dpia.tui.screens.start import StartScreen


async def test_start_screen_with_nothing_yet(pack):
    async with wizard(pack, None) as ui:
        for part in (
            "Full assessment before a launch",
            "Open a file",
            "Nothing yet. What you open is listed here.",
            "A park [/ with gates",
            "F1 Keys",
        ):
            assert part in ui.text, part
        await ui.press("f1")
        await ui.wait_for_text("Begin a full assessment.")
        await ui.press("escape", "q")
        await ui.wait_for(lambda: ui.app.return_code == 0)


async def begin(ui: Driver, day: str) -> None:
    """From the start screen: a new assessment “plan” in no setting, judged by the law of that day."""
    await ui.press("enter")
    await ui.wait_for_text("In which setting?")
    await ui.press("down", "enter")
    await ui.wait_for_text("In which file?")
    await ui.press("ctrl+u")
    await ui.type("plan")
    await ui.press("tab")
    await ui.type(day)
    await ui.press("enter")


async def test_new_assessment_from_the_start_screen(pack, tmp_path):
    async with wizard(pack, None) as ui:
        await begin(ui, "2019-08-20")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.session.assessment.as_of == "2019-08-20"
        assert (tmp_path / "plan.dpia.json").exists()
        await ui.press("f10")
        await ui.wait_for_screen(StartScreen)
        assert "plan.dpia.json" in ui.text, "it is the latest now"
        assert "left at: Before you start" in ui.text


async def test_new_never_overwrites(pack, path):
    path.write_text("mine")
    async with wizard(pack, None) as ui:
        await ui.press("n", "enter", "ctrl+u")
        await ui.type(str(path))
        await ui.press("ctrl+s")
        assert "exists already" in ui.flat
    assert path.read_text() == "mine"


async def test_a_worked_example_is_copied_and_opened(pack, tmp_path):
    async with wizard(pack, None) as ui:
        await ui.press("down", "down", "enter")
        await ui.wait_for_text("A made-up park that counts its guests.")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("start.title") == given("Park")
        assert ui.session.path == tmp_path / "park.dpia.json"


async def test_recent_files_and_one_that_is_gone(pack, path):
    with Session.create(pack, path):
        pass
    recent_files.remember(path.with_name("gone.dpia.json"))
    recent_files.remember(path, "power")
    async with wizard(pack, None) as ui:
        assert "no longer there" in ui.text
        assert "left at: Imbalance of power" in ui.text
        await ui.press("down", "down", "down", "down", "enter")
        await ui.wait_for(lambda: any("taken off the list" in message for message in ui.told))
        assert [item.path for item in recent_files.recent()] == [path]
        await ui.press("home", "down", "down", "down", "enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.walk.page.place.section == "power"


async def test_open_a_file_by_walking_the_folders(pack, tmp_path):
    folder = tmp_path / "folder [x"
    folder.mkdir()
    with Session.create(pack, folder / "a.dpia.json"):
        pass
    async with wizard(pack, None) as ui:
        await ui.press("o")
        await ui.wait_for_screen(FileScreen)
        assert "(no assessment in this folder)" in ui.flat
        await ui.press("down", "enter")
        assert "a.dpia.json" in ui.text
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)


async def test_open_a_file_by_its_path(pack, path):
    with Session.create(pack, path):
        pass
    async with wizard(pack, None) as ui:
        await ui.press("o")
        await ui.type("nothing.here")
        await ui.press("enter")
        assert "There is no file" in ui.flat
        await ui.press("ctrl+u")
        await ui.type(str(path))
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not complete JSON"),
        ("{}", "is not an assessment"),
        ('{"format": "dpia-assessment", "format_version": 99}', "format version 99"),
        ("\x00[/", "not"),
    ],
)
async def test_a_file_that_is_no_assessment(pack, path, content, words):
    path.write_text(content)
    async with wizard(pack, path) as ui:
        assert isinstance(ui.app.screen, StartScreen)
        assert any(words in message for message in ui.told)


# --- somebody else has it open ----------------------------------------------------------------------------------------


@pytest.fixture
def locked(pack, path: Path) -> Path:
    with Session.create(pack, path):
        pass
    Lock(path, Holder("Åsa [/", "räv-7", "2026-11-20T08:15:00Z", os.getpid())).acquire()
    return path


async def test_a_lock_names_who_and_since_when(pack, locked):
    async with wizard(pack, locked) as ui:
        assert "Åsa [/ on räv-7 has it open since 2026-11-20 08:15:00 UTC" in ui.flat
        await ui.press("end", "enter")
        await ui.wait_for_screen(StartScreen)


async def test_reading_only(pack, locked):
    before = locked.read_bytes()
    async with wizard(pack, locked) as ui:
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert "READING ONLY" in ui.text
        await ui.go("start.body-type")
        await ui.press("1", "enter")
        assert any("open for reading only" in message for message in ui.told)
        assert "(•)" not in ui.text
        await ui.go("start.title")
        await ui.type("mine\n")
        assert "Not saved yet: The assessment is open for reading only." in ui.flat
        await ui.press("f10")
        await ui.wait_for_text("1 answer is not saved.")
        await ui.press("down", "enter")
        await ui.wait_for(lambda: ui.app.return_code == 0)
    assert locked.read_bytes() == before
    [left] = left_behind(locked)
    assert [(entry.question, entry.answer) for entry in left.entries] == [("start.title", {"given": "mine"})]
    assert locked.with_name(f".{locked.name}.lock").exists(), "the lock of the other stays"


async def test_take_over(pack, locked):
    async with wizard(pack, locked) as ui:
        await ui.press("down", "enter")
        await ui.wait_for_screen(AssessmentScreen)
        await ui.type("mine\n")
        assert ui.answer("start.title") == given("mine")
        holder = json.loads(locked.with_name(f".{locked.name}.lock").read_text())
        assert holder["host"] == socket.gethostname()


async def test_take_over_asked_for_on_the_command_line(pack, locked):
    async with wizard(pack, locked, take_over=True) as ui:
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert "READING ONLY" not in ui.text


async def test_what_cannot_be_locked_is_opened_for_reading(pack, path, monkeypatch):
    """A folder that is read-only, a full disk."""
    with Session.create(pack, path):
        pass

    def full(*_: object, **__: object) -> None:
        raise UserError("No space left [/", code="cannot-write")

    monkeypatch.setattr(Lock, "acquire", full)
    async with wizard(pack, path) as ui:
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert "READING ONLY" in ui.text
        assert any("No space left [/" in message for message in ui.told)


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
async def test_a_record_that_does_not_hold_is_said_and_stays_on_the_screen(pack, path):
    with Session.create(pack, path) as session:
        session.answer("start.title", given("Park"))
    path.write_text(path.read_text("utf-8").replace("Park", "Bark", 1), "utf-8")
    async with wizard(pack, path) as ui:
        await ui.wait_for_text("The record does not hold")
        assert "the log does not lead" in ui.flat
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert "RECORD BROKEN" in ui.text
    assert "Bark" in path.read_text("utf-8")


async def test_leaving_a_record_that_does_not_hold_as_it_is(pack, path):
    with Session.create(pack, path) as session:
        session.answer("start.title", given("Park"))
    path.write_text(path.read_text("utf-8").replace("Park", "Bark", 1), "utf-8")
    before = path.read_bytes()
    async with wizard(pack, path) as ui:
        await ui.wait_for_text("The record does not hold")
        await ui.press("down", "enter")
        await ui.wait_for(lambda: ui.app.return_code == 0)
    assert path.read_bytes() == before


async def test_a_write_protected_file_is_opened_for_reading(pack, path):
    with Session.create(pack, path):
        pass
    path.chmod(0o444)
    async with wizard(pack, path) as ui:
        assert "READING ONLY" in ui.text
        assert any("write-protected" in message for message in ui.told)


# --- the disk ---------------------------------------------------------------------------------------------------------


async def test_a_full_disk_loses_nothing(pack, path, monkeypatch):
    import dpia.storage.held_file as module

    def full(*_, **__):
        raise UserError(
            "Cannot write {path}: {reason}.",
            hint="Check the free space.",
            code="cannot-write",
            path=path,
            reason="No space left [/",
        )

    async with wizard(pack, path, new=True) as ui:
        write = module.write_atomic
        monkeypatch.setattr(module, "write_atomic", full)
        await ui.type("kept\n")
        assert ui.answer("start.title") is None
        assert "NOT SAVED: 1 answer (Ctrl+S)" in ui.text
        assert "No space left [/" in ui.text
        await ui.press("2", "enter")
        assert "NOT SAVED: 2 answers" in ui.text
        assert "kept" in ui.text, "what was typed is still shown"
        assert "Not saved yet: " in ui.text
        await ui.press("up")
        assert "(•) private company" in ui.text
        await ui.press("ctrl+n", "ctrl+b")
        assert "kept" in ui.text, "also after a change of page"
        await ui.press("f10")
        await ui.wait_for_text("2 answers are not saved.")
        await ui.press("escape")
        monkeypatch.setattr(module, "write_atomic", write)
        await ui.press("ctrl+s")
        assert "NOT SAVED" not in ui.text
        assert "saved" in ui.text
        assert ui.told == [], "the alarm was true no more"
        assert ui.answer("start.title") == given("kept")
        assert ui.answer("start.body-type") == given("company")


async def test_what_could_not_be_saved_is_saved_with_the_next_answer(pack, path, monkeypatch):
    import dpia.storage.held_file as module

    write = module.write_atomic

    def full(*_, **__):
        raise UserError("Full.", code="cannot-write")

    async with wizard(pack, path, new=True) as ui:
        monkeypatch.setattr(module, "write_atomic", full)
        await ui.type("kept\n")
        monkeypatch.setattr(module, "write_atomic", write)
        await ui.press("1", "enter")
        assert ui.answer("start.title") == given("kept")
        assert ui.answer("start.body-type") == given("public-body")


async def test_somebody_else_wrote_the_file_meanwhile(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("mine\n")
        path.write_text(path.read_text() + "\n")
        await ui.press("2", "enter")
        assert any("changed by somebody else meanwhile" in message for message in ui.told)
        assert "READING ONLY" in ui.text
        copy = path.with_name("school.conflict-1.dpia.json")
        assert "company" in copy.read_text(), "the answer is in the copy"


async def test_a_path_that_cannot_be_written_is_told(pack, tmp_path):
    async with wizard(pack, tmp_path / "missing" / "a.dpia.json", new=True) as ui:
        assert isinstance(ui.app.screen, StartScreen)
        assert ui.told


def test_a_bug_ends_with_one_sentence_and_the_stack_goes_to_a_file(tmp_path):
    from dpia.i18n import Translator
    from dpia.tui.base_app import _note

    def deep(secret):
        raise ValueError(f"cannot read {secret}")

    try:
        deep("".join(["confi", "dential"]))
    except ValueError as error:
        text = _note(error, Translator())
    assert "This is an error in the program (ValueError)." in text
    log = tmp_path / "state" / "crash.log"
    assert str(log) in text
    assert "confidential" not in log.read_text(), "neither message nor variables"
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("typed", ["~nosuch-person/a", "n" * 300, "n" * 300 + "/a"])
async def test_a_name_that_leads_nowhere_is_told_and_ends_nothing(pack, typed):
    async with wizard(pack, None) as ui:
        await ui.press("o")
        await ui.type(typed)
        await ui.press("enter")
        assert "There is no" in ui.flat
        await ui.press("escape", "n", "enter", "ctrl+u")
        await ui.type(typed)
        await ui.press("ctrl+s")
        await ui.rest()
        assert ui.app.is_running
        assert any(words in " ".join([ui.flat, *ui.told]) for words in ("There is no", "Cannot", "too long"))


async def test_a_month_is_no_day_by_whose_law_to_judge(pack, tmp_path):
    async with wizard(pack, None) as ui:
        await begin(ui, "2019-08")
        assert "“2019-08” is not a date. Write it as 2026-11-21." in ui.flat
    assert not (tmp_path / "plan.dpia.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder that is in use cannot be removed")
async def test_the_folder_that_somebody_works_in_may_be_gone(pack, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("HOME", str(tmp_path))
    gone.rmdir()
    async with wizard(pack, None) as ui:
        await ui.press("o")
        await ui.wait_for_screen(FileScreen)
        await ui.press("escape", "n", "enter")
        await ui.wait_for_text("In which file?")
        assert str(tmp_path)[:20] in ui.flat
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
async def test_a_pipe_is_no_file_to_open(pack, tmp_path):
    os.mkfifo(tmp_path / "pipe.dpia.json")
    async with wizard(pack, tmp_path / "pipe.dpia.json") as ui:
        await ui.wait_for(lambda: any("a pipe or a device is no file" in message for message in ui.told))
        assert isinstance(ui.app.screen, StartScreen)
