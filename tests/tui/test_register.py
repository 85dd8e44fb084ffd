"""The register on the screen."""

from __future__ import annotations

from support.driver import LEAST, wizard

from dpia.assessment.model import given
from dpia.calendar_file import Appointment
from dpia.content.names import TITLE
from dpia.i18n import Translator
from dpia.register.entry import RegisterEntry
from dpia.register.export import line_json
from dpia.register.places import RegisterLine
from dpia.session import Session
from dpia.tui import register_process
from dpia.tui.register_process import Listed
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.register import RegisterScreen


async def test_lines_are_narrowed_down_by_typing_and_opened(pack, tmp_path, monkeypatch):
    path = tmp_path / "sub/a.dpia.json"
    path.parent.mkdir()
    with Session.create(pack, path) as session:
        session.answer(TITLE, given("Cameras"))
    entries = {
        "sub/a.dpia.json": RegisterEntry(title="Cameras", outcome_words="Launch", controller="Town", record="intact",
                                         life="in-force", holds=1, holds_as="in-force", signed_review="2026-11-01",
                                         signed_by=("Ada Berg, for the controller",)),
        "b.dpia.json": RegisterEntry(title="Faces", outcome_words="Do not launch", record="broken", outdated=("content",),
                             due=(Appointment("2020-01-01", "task", "ask", "task a", "Eva"),)),
        "c.dpia.json": RegisterEntry(problem="It is not complete JSON."),
    }  # fmt: skip
    lines = tuple(
        line_json(RegisterLine(tmp_path / name, name, entry), "2026-11-29", Translator())
        for name, entry in entries.items()
    )

    async def listed(folder, lang, progress):
        progress("2 of 3 files read")
        return Listed(lines)

    monkeypatch.setattr("dpia.tui.screens.register.listed", listed)
    monkeypatch.chdir(tmp_path)
    async with wizard(pack, None) as driver:
        await driver.press("r", "enter")
        await driver.wait_for_screen(RegisterScreen)
        await driver.wait_for_text("3 of 3 assessments")
        for word in (
            "Do not launch",
            "due for review",
            "revision 1 signed by Ada Berg",
            "1 overdue",
            "out of date",
            "RECORD BROKEN",
            "not complete JSON",
        ):
            assert word in driver.flat, word
        await driver.pilot.resize_terminal(*LEAST)
        driver.look_at_furniture()
        await driver.type("eva overdue")
        assert "1 of 3" in driver.flat
        assert "Cameras" not in driver.flat
        await driver.press(*["backspace"] * 11)
        await driver.type("town\n")
        await driver.wait_for_screen(AssessmentScreen)
        assert driver.session.path == path


async def test_what_the_command_says_comes_to_the_screen(tmp_path, monkeypatch):
    """The process itself: lines from its output, progress and problems from what it says beside."""
    import sys

    said: list[str] = []

    def python(code):
        monkeypatch.setattr(register_process, "command", lambda folder, lang: [sys.executable, "-I", "-c", code])

    python('import sys; print(\'1 of 2\', file=sys.stderr); print(\'{"assessments": [{"file": "a"}]}\')')
    assert await register_process.listed(tmp_path, "en", said.append) == Listed(({"file": "a"},))
    assert said == ["1 of 2"]
    python("import sys; sys.exit('There is no folder.')")
    assert (await register_process.listed(tmp_path, "en", said.append)).problem == "There is no folder."
