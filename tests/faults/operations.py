"""What is done under a fault: what a person does with a file, by the calls that the front ends make.

Each operation acknowledges a number that is saved, by the call that returned without an error.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from support.toy import toy_pack

from dpia.assessment.answers import Edit
from dpia.assessment.model import given
from dpia.cli.merging import merge
from dpia.content.pack import Pack
from dpia.create import copy_with
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.session import Session
from dpia.signing import Who, revise, set_status, sign
from dpia.storage.document import read_document
from dpia.storage.journal import Journal, Unsettled, left_behind
from dpia.storage.lock import Holder, Lock

PACK: Pack = toy_pack()
NUMBER = "s.number"


class Witness(Protocol):
    """Who hears what is acknowledged, and looks at the folder around each step."""

    def acknowledge(self, number: int) -> None:
        """That number is saved, or kept aside."""

    def step(self) -> contextlib.AbstractContextManager[None]:
        """A step that says of itself, when it fails, what became of the files."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Something a person does with a file."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path, Witness], None]
    held_elsewhere: bool = False
    """Whether somebody on another machine may hold the lock afterwards, whom only a person can send away."""


def path_in(folder: Path) -> Path:
    """The assessment of the run."""
    return folder / "plan.dpia.json"


def numbers_in(folder: Path) -> list[int]:
    """The numbers that the files hold, which must be whole and hold together. Raises UserError, AssertionError."""
    found = []
    for path in (*folder.glob("*.dpia.json"), *folder.glob("*.bak")):
        document = read_document(path)
        assert not document.flaws, f"{path.name}: {document.flaws[0]}"
        answer = document.assessment.answers.get(NUMBER)
        found.append(answer.value if answer is not None and isinstance(answer.value, int) else 0)
    return found


def typed_in(folder: Path) -> list[int]:
    """What is kept aside and offered at the next open."""
    return [int(entry.typed or 0) for left in left_behind(path_in(folder)) for entry in left.entries]


def _new(folder: Path) -> None:
    """Nothing is there yet."""


def _there(folder: Path) -> None:
    with Session.create(PACK, path_in(folder), by="ada") as session:
        session.answer(NUMBER, given(1))


def _held(folder: Path) -> None:
    _there(folder)
    Lock(path_in(folder), Holder("eve", "elsewhere", "2026-11-21T12:00:00Z")).acquire()


def _three(folder: Path) -> None:
    _there(folder)
    for name, edit in (("one", Edit(NUMBER, given(4))), ("other", Edit("s.flag", given(value=True)))):
        path = folder / f"{name}.dpia.json"
        path.write_bytes(path_in(folder).read_bytes())
        with Session.open(PACK, path, by=name) as session:
            session.apply([edit])


@contextlib.contextmanager
def _opened(folder: Path, witness: Witness, *, take_over: bool = False) -> Iterator[Session]:
    with witness.step():
        session = Session.open(PACK, path_in(folder), by="ada", take_over=take_over)
    with session:
        yield session


def _create(folder: Path, witness: Witness) -> None:
    with witness.step():
        session = Session.create(PACK, path_in(folder), by="ada")
    with session, witness.step():
        session.answer(NUMBER, given(1))
        witness.acknowledge(1)


def _answer(folder: Path, witness: Witness) -> None:
    """Two answers. Who is told that one was not saved says the next all the same."""
    with _opened(folder, witness) as session:
        for number in (2, 3):
            with contextlib.suppress(UserError), witness.step():
                session.answer(NUMBER, given(number))
                witness.acknowledge(number)


def _undo(folder: Path, witness: Witness) -> None:
    with _opened(folder, witness) as session:
        with witness.step():
            session.apply([Edit(NUMBER, given(5)), Edit("s.flag", given(value=True))])
        with witness.step():
            session.undo()
        with witness.step():
            session.redo()
            witness.acknowledge(5)


def _take_over(folder: Path, witness: Witness) -> None:
    with _opened(folder, witness, take_over=True) as session, witness.step():
        session.answer(NUMBER, given(2))
        witness.acknowledge(2)


def _conflict(folder: Path, witness: Witness) -> None:
    """Two have it open, the second by taking it over; what the first says goes into a copy, which is named."""
    with _opened(folder, witness) as first:
        with _opened(folder, witness, take_over=True) as second, witness.step():
            second.answer(NUMBER, given(2))
            witness.acknowledge(2)
        with witness.step():
            try:
                first.answer(NUMBER, given(3))
            except UserError as error:
                if error.code != "conflict":
                    raise
                witness.acknowledge(3)


def _sign(folder: Path, witness: Witness) -> None:
    """Signed, and then changed in a new revision."""
    with _opened(folder, witness) as session:
        with witness.step():
            set_status(session, "under-review", Who("Bo", "author"))
        with witness.step():
            sign(session, Who("Ada", "controller"), Translator())
        with witness.step():
            revise(session, Who("Bo", "author", "Again"))
        with witness.step():
            session.answer(NUMBER, given(2))
            witness.acknowledge(2)


def _copy(folder: Path, witness: Witness) -> None:
    with _opened(folder, witness) as session, witness.step():
        copy_with(session, folder / "copy.dpia.json", changes={NUMBER: 4}).close()
        witness.acknowledge(4)


def _merge(folder: Path, witness: Witness) -> None:
    base, one, other, output = (folder / f"{name}.dpia.json" for name in ("plan", "one", "other", "both"))
    with witness.step():
        if merge(PACK, base, one, other, output) == 0:
            witness.acknowledge(4)


def _type(folder: Path, witness: Witness) -> None:
    """What is typed is kept aside: acknowledged once the journal has no problem with it."""
    journal = Journal(path_in(folder))
    journal._wanted = (Unsettled(NUMBER, typed="2"),)  # as `keep` does, without its thread
    journal.flush()
    if not journal.problem:
        witness.acknowledge(2)


OPERATIONS: tuple[Operation, ...] = (
    Operation("create", _new, _create),
    Operation("answer", _there, _answer),
    Operation("undo", _there, _undo),
    Operation("take over", _held, _take_over, held_elsewhere=True),
    Operation("conflict", _there, _conflict),
    Operation("sign", _there, _sign),
    Operation("copy", _there, _copy),
    Operation("merge", _three, _merge),
    Operation("type", _there, _type),
)
