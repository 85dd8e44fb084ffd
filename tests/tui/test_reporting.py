"""The report is made by another process; the wizard stays at hand and tells how it went."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest
from support.driver import wizard

import dpia.tui.report_process as report_process
from dpia.session import Session
from dpia.tui.screens.report_command import ReportCommand


def program(code: str):
    """A command that stands in for the one that renders."""
    return lambda source, target, profile, lang: [sys.executable, "-c", code, str(source), str(target)]


async def ask(ui, name="report.pdf"):
    await ui.press("f9")
    await ui.wait_for_text("Into which PDF?")
    await ui.press("ctrl+u")
    await ui.type(str(ui.session.path.parent / name))
    await ui.press("ctrl+s")


def test_the_command_is_our_own_and_isolated(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    argv = report_process.command(Path("a"), tmp_path / "b.pdf", "board", "sv")
    assert argv[:2] == [sys.executable, "-I"]
    assert argv[-10:] == [
        "--lang",
        "sv",
        "report",
        str(tmp_path / "a"),
        "-o",
        str(tmp_path / "b.pdf"),
        "--profile",
        "board",
        "--lang",
        "sv",
    ]


@pytest.mark.parametrize("whose", ["an earlier edition", "another assessment", "no assessment"])
async def test_only_an_earlier_edition_of_the_same_assessment_is_replaced(pack, path, monkeypatch, whose):
    """What it carries is all in the file; about anything else the command line has the say, without force."""
    import pikepdf

    given = path.with_name("given.txt")
    note = f"import pathlib, sys; pathlib.Path({str(given)!r}).write_text(' '.join(sys.argv[3:]))"
    monkeypatch.setattr(report_process, "command", program(note))
    monkeypatch.setattr(report_process, "opener", lambda: None)
    with Session.create(pack, path.with_name("other.dpia.json"), by="somebody else") as other:
        assert other.path is not None
    async with wizard(pack, path, new=True) as ui:
        source = {"an earlier edition": path, "another assessment": other.path}.get(whose)
        with pikepdf.new() as made:
            made.add_blank_page()
            if source is not None:
                made.attachments["a.dpia.json"] = source.read_bytes()
            made.save(path.with_name("report.pdf"))
        await ui.type("later\n")
        await ask(ui)
        await ui.wait_for(lambda: any("The report is ready" in message for message in ui.told))
        assert given.read_text() == ("--force" if whose == "an earlier edition" else "")


async def test_render_tell_progress_and_say_where_it_is(pack, path, monkeypatch):
    monkeypatch.setattr(
        report_process,
        "command",
        program("import sys, pathlib; pathlib.Path(sys.argv[2]).write_text('x'); print('page 3 [/', file=sys.stderr)"),
    )
    monkeypatch.setattr(report_process, "opener", lambda: None)
    lines: list[str] = []
    async with wizard(pack, path, new=True) as ui:
        monkeypatch.setattr(ReportCommand, "_report_progress", lambda self, line: lines.append(line))
        await ask(ui)
        await ui.wait_for(lambda: any("The report is ready" in message for message in ui.told))
        assert lines == ["page 3 [/"]
        assert path.with_name("report.pdf").read_text() == "x"
        assert not ui.walk.report.rendering
        assert "rendering" not in ui.text


async def test_work_goes_on_while_it_renders(pack, path, monkeypatch, tmp_path):
    gate = tmp_path / "gate"
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.01)"
    monkeypatch.setattr(report_process, "command", program(wait))
    monkeypatch.setattr(report_process, "opener", lambda: None)
    async with wizard(pack, path, new=True) as ui:
        await ask(ui)
        await ui.wait_for_text("report: rendering")
        await ui.type("meanwhile\n")
        assert ui.answer("start.title") is not None
        await ui.press("f9")
        assert any("is being rendered" in message for message in ui.told)
        gate.touch()
        await ui.wait_for(lambda: not ui.walk.report.rendering)


async def test_a_failure_is_told_with_its_reason(pack, path, monkeypatch):
    monkeypatch.setattr(report_process, "command", program("import sys; sys.exit('no font [/')"))
    async with wizard(pack, path, new=True) as ui:
        await ask(ui)
        await ui.wait_for(lambda: any("The report was not made. no font [/" in message for message in ui.told))


async def test_a_program_that_cannot_be_started(pack, path, monkeypatch):
    monkeypatch.setattr(report_process, "command", lambda source, target, profile, lang: ["/no/such/program"])
    async with wizard(pack, path, new=True) as ui:
        await ask(ui)
        await ui.wait_for(lambda: any("The report was not made." in message for message in ui.told))


async def test_open_it_when_it_is_ready(pack, path, monkeypatch):
    opened: list[object] = []
    monkeypatch.setattr(report_process, "command", program(""))
    monkeypatch.setattr(report_process, "opener", lambda: ["true"])
    monkeypatch.setattr(report_process, "open_file", lambda target: not opened.append(target))  # type: ignore[func-returns-value]
    async with wizard(pack, path, new=True) as ui:
        await ask(ui)
        await ui.wait_for_text("The report is ready.")
        await ui.press("enter")
        assert opened == [path.with_name("report.pdf")]


@pytest.mark.parametrize(("name", "words"), [("report.txt", "ends in .pdf"), ("no/where.pdf", "There is no folder")])
async def test_a_name_that_cannot_be(pack, path, name, words):
    async with wizard(pack, path, new=True) as ui:
        await ask(ui, name)
        assert words in ui.flat
        assert not ui.walk.report.rendering


async def test_leaving_asks_while_it_is_made_and_the_process_ends_with_the_wizard(pack, path, monkeypatch, tmp_path):
    pid = tmp_path / "pid"
    monkeypatch.setattr(
        report_process,
        "command",
        program(f"import os, pathlib, time; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"),
    )
    async with wizard(pack, path, new=True) as ui:
        await ask(ui)
        await ui.wait_for(lambda: pid.exists() and pid.read_text())
        await ui.press("f10")
        await ui.wait_for_text("The report is not finished yet.")
        await ui.press("enter")
        assert ui.walk.report.rendering
        await ui.press("f10", "down", "enter")
        await ui.wait_for(lambda: ui.app.return_code == 0)
    end = time.monotonic() + 10
    while _alive(int(pid.read_text())):
        assert time.monotonic() < end, "the process outlives the wizard"
        await asyncio.sleep(0.01)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_no_opener_without_a_desktop(monkeypatch, tmp_path):
    monkeypatch.setattr(report_process.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert report_process.opener() is None
    assert report_process.open_file(tmp_path / "x.pdf") is False


def test_the_report_is_in_the_language_of_the_screen_whatever_the_answers_are_in(tmp_path):
    """A file that was begun in another language would else be printed in that one."""
    argv = report_process.command(Path("a"), tmp_path / "b.pdf", "board", "sv")
    assert argv[argv.index("report") :][-2:] == ["--lang", "sv"]
