"""An encrypted file in the wizard: it asks for the passphrase, and nothing that is typed lies open."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.driver import wizard

from dpia.assessment.model import given
from dpia.content.names import TITLE
from dpia.errors import UserError
from dpia.resources import state_dir
from dpia.session import Session
from dpia.storage.conflicts import conflict_copies
from dpia.storage.encryption import KEYS, Envelope
from dpia.tui.dialogs import FormScreen, ListScreen
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.merging import MergeScreen

BLOCK = (Path(__file__).parents[1] / "storage/formats/key-block.age").read_bytes()
PASSPHRASE = "correct horse battery"


@pytest.fixture
def file(pack, tmp_path):
    KEYS.forget()
    KEYS.try_passphrase(BLOCK + BLOCK, PASSPHRASE, "block")
    [identity] = KEYS._known.values()
    path = tmp_path / "a.dpia.json.age"
    with Session.create(pack, path, by="me", envelope=Envelope(BLOCK, identity)) as session:
        session.answer(TITLE, given("Zebra crossing"))
    KEYS.forget()
    yield path
    KEYS.forget()


async def test_the_passphrase_is_asked_for_hidden_until_it_opens(pack, file, monkeypatch):
    async with wizard(pack, file) as driver:
        await driver.wait_for_screen(FormScreen)
        tried = KEYS.try_passphrase
        seen: list[str] = []

        def trying(data: bytes, passphrase: str, name: str) -> None:
            seen.append(driver.flat)
            tried(data, passphrase, name)

        monkeypatch.setattr(KEYS, "try_passphrase", trying)
        await driver.type("correct horse\n")
        await driver.wait_for_text("does not open")
        assert ["is being tried" in text for text in seen] == [True], "said before it is tried"
        assert "does not open with that passphrase" in driver.text
        await driver.type(" battery")
        assert "battery" not in driver.text
        await driver.press("enter")
        await driver.wait_for_screen(AssessmentScreen)
        driver.walk.aside.form("A form", "Zebra typed", None)
        driver.walk.aside.journal.flush()
        await driver.press("f9")
        assert isinstance(driver.app.screen, ListScreen), "which edition, or whether the report is encrypted"
        # What is typed is kept aside, encrypted; the list of recent files has paths and ids.
        kept = [path for path in state_dir().rglob("*") if path.is_file()]
        assert {path.parent.name for path in kept} >= {"typed"}
        for path in (*kept, *file.parent.rglob("*")):
            assert path.is_dir() or b"Zebra" not in path.read_bytes(), path


async def test_a_conflict_copy_is_encrypted_with_the_same_key_and_merged_without_asking_again(pack, file):
    KEYS.try_passphrase(file.read_bytes(), PASSPHRASE, "a")
    with Session.open(pack, file, by="Bo") as first:
        with Session.open(pack, file, by="Cy", take_over=True) as second:
            second.answer(TITLE, given("Zebra of Cy"))
        with pytest.raises(UserError, match="meanwhile"):
            first.answer(TITLE, given("Zebra of Bo"))
    [copy] = conflict_copies(file)
    KEYS.forget()
    async with wizard(pack, file) as driver:
        await driver.wait_for_screen(FormScreen)
        await driver.type(f"{PASSPHRASE}\n")
        await driver.wait_for_text("A conflict copy lies beside it")
        await driver.press("enter")
        await driver.wait_for_screen(MergeScreen)
        assert "Zebra of Bo" in driver.flat
        await driver.press("b", "enter")
        await driver.wait_for_screen(AssessmentScreen)
        assert driver.answer(TITLE).value == "Zebra of Bo"
    assert file.read_bytes().startswith(BLOCK), "as encrypted as before"
    assert list(file.parent.glob(f"{copy.name}.merged*"))
    for path in (*state_dir().rglob("*"), *file.parent.rglob("*")):
        assert path.is_dir() or b"Zebra" not in path.read_bytes(), path
