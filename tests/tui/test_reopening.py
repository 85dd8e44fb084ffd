"""Opening a report more than once: the assessment that it carries lies beside it already."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.driver import wizard

from dpia.assessment.model import given
from dpia.create import AlreadyUnpacked, unpack
from dpia.session import Session
from dpia.tui.dialogs import ListScreen
from dpia.tui.messages import FileWanted
from dpia.tui.screens.assessment import AssessmentScreen


@pytest.fixture
def pdf(pack, tmp_path, monkeypatch) -> Path:
    """A report; what it carries is handed over as if it had been read from it."""
    source = tmp_path / "source.dpia.json"
    with Session.create(pack, source) as session:
        session.answer("start.title", given("In the report"))
    data = source.read_bytes()
    source.unlink()
    monkeypatch.setattr("dpia.report.embedded.extract_attachment", lambda path: data)
    path: Path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def test_a_later_state_of_the_same_goes_on_and_another_does_not(pack, pdf):
    target = unpack(pdf)
    assert target.name == "plan.dpia.json"
    with Session.open(pack, target) as session:
        session.answer("start.count", given(3))
    before = target.read_bytes()
    with pytest.raises(AlreadyUnpacked) as caught:
        unpack(pdf)
    assert caught.value.goes_on
    assert target.read_bytes() == before, "nothing is overwritten"
    target.unlink()
    with Session.create(pack, target):
        pass
    with pytest.raises(AlreadyUnpacked) as caught:
        unpack(pdf)
    assert not caught.value.goes_on
    target.write_text("damaged")
    with pytest.raises(AlreadyUnpacked) as caught:
        unpack(pdf)
    assert not caught.value.goes_on


async def test_the_second_time_the_file_that_is_there_opens(pack, pdf):
    with Session.open(pack, unpack(pdf)) as session:
        session.answer("start.count", given(3))
    async with wizard(pack, pdf) as ui:
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("start.count") == given(3)
        assert any("lies beside the report" in text for text in ui.told)


@pytest.mark.parametrize(("choice", "title"), [("there", "Another"), ("report", "In the report")])
async def test_of_two_assessments_both_are_offered(pack, pdf, choice, title):
    other = pdf.with_name("plan.dpia.json")
    with Session.create(pack, other) as session:
        session.answer("start.title", given("Another"))
    before = other.read_bytes()
    async with wizard(pack, None) as ui:
        ui.app.screen.post_message(FileWanted(pdf))
        await ui.wait_for_screen(ListScreen)
        assert "Two assessments" in ui.text
        await ui.press(*(() if choice == "there" else ("down",)), "enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("start.title") == given(title)
    if choice == "report":
        assert other.read_bytes() == before
        assert pdf.with_name("plan-2.dpia.json").exists()


async def test_opening_says_that_it_opens(pack, pdf, monkeypatch):
    said: list[str] = []
    async with wizard(pack, None) as ui:
        opened = ui.app.open_path

        def listen(path: Path) -> None:
            said.extend(ui.told)
            opened(path)

        monkeypatch.setattr(ui.app, "open_path", listen)
        ui.app.screen.post_message(FileWanted(pdf))
        await ui.wait_for_screen(AssessmentScreen)
        assert said == ["Opening plan.pdf …"]
        await ui.rest()
        assert "Opening plan.pdf …" not in ui.told
