"""The dialogue over the small pack of the wizard's tests: what is written to it, what it says, what is in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from dpia.content.pack import Pack
from dpia.create import create
from dpia.i18n import Translator
from dpia.plain.dialogue import Dialogue
from dpia.plain.speaking import Channel, Ended
from dpia.session import Session
from dpia.tui.view_model import ViewModel


class Talk(NamedTuple):
    """One sitting after it ended."""

    said: str
    session: Session
    saved: bool

    def answer(self, question: str, row: str | None = None, column: str | None = None) -> str:
        return ViewModel(self.session, Translator()).words.answer(question, row, column)


def channel_of(lines: Iterable[str], said: list[str]) -> Channel:
    waiting = iter(lines)

    def read() -> str:
        line = next(waiting, None)
        if line is None:
            raise Ended
        return line

    return Channel(read, said.append, Translator())


@pytest.fixture(scope="session")
def pack() -> Pack:
    from dpia.content.loader import load_pack

    return load_pack(Path(__file__).parents[1] / "tui" / "pack")


@pytest.fixture(scope="session")
def real_pack() -> Pack:
    from dpia.content.loader import load_pack

    return load_pack()


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DPIA_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "school.dpia.json"


@pytest.fixture
def talk(pack: Pack, path: Path) -> Callable[..., Talk]:
    """Walk the file with these lines; it is made first, and opened again by the next sitting."""

    def walk(*lines: str) -> Talk:
        session = Session.open(pack, path) if path.exists() else create(pack, path)
        said: list[str] = []
        with session:
            saved = Dialogue(ViewModel(session, Translator()), channel_of(lines, said)).run()
        return Talk("".join(said), session, saved)

    return walk
