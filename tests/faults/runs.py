"""One run: a child does an operation under a fault, and the folder is judged without any."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dpia.assessment.model import given
from dpia.errors import UserError
from dpia.session import Session
from dpia.signing import Who, revise
from dpia.storage import lock

from .injector import KILLED, Fault, Injector
from .operations import NUMBER, PACK, Operation, numbers_in, path_in, typed_in

NOTHING_CHANGED = "Nothing was changed"


@dataclass(frozen=True, slots=True)
class Failed:
    """An error that a person was told of, and which files were others then than before the step."""

    message: str
    code: str
    path: str
    changed: tuple[str, ...]


@dataclass
class Told:
    """What a child said before it ended."""

    acknowledged: list[int] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    crash: str = ""
    calls: list[str] = field(default_factory=list)
    """Without a fault, the calls of the operation."""
    killed: bool = False


class _Witness:
    """Tells the parent what happens in the child."""

    def __init__(self, folder: Path, injector: Injector, say: Callable[..., None]) -> None:
        self._folder, self._injector, self._say = folder, injector, say

    def acknowledge(self, number: int) -> None:
        self._say(acknowledged=number)

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        before = self._files()
        try:
            yield
        except UserError as error:
            after = self._files()
            changed = sorted(name for name in before | after if before.get(name) != after.get(name))
            path = Path(str(error.params.get("path", ""))).name
            self._say(failed=[str(error), error.code, path, changed])
            raise

    def _files(self) -> dict[str, bytes]:
        with self._injector.paused():
            return {path.name: path.read_bytes() for path in self._folder.glob("*.dpia.json")}


def run(operation: Operation, folder: Path, fault: Fault | None) -> Told:
    """Do an operation in a child, under a fault, and return what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(operation, folder, fault, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        lines = [json.loads(line) for line in stream]
    _, status = os.waitpid(child, 0)
    told = Told(killed=os.waitstatus_to_exitcode(status) == KILLED)
    for line in lines:
        for name, value in line.items():
            if name == "acknowledged":
                told.acknowledged.append(value)
            elif name == "failed":
                message, code, path, changed = value
                told.failed.append(Failed(message, code, path, tuple(changed)))
            else:
                setattr(told, name, value)
    return told


def _in_child(operation: Operation, folder: Path, fault: Fault | None, writing: int) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    injector, write = Injector(fault), os.write

    def say(**what: Any) -> None:
        write(writing, (json.dumps(what) + "\n").encode())

    lock.PATIENCE = 0.05  # a call that fails for ever is waited for by nobody else
    injector.install()
    try:
        operation.act(folder, _Witness(folder, injector, say))
    except UserError:
        pass  # told by its step
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told and judged
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "faults" not in frame.filename]
        say(crash=" < ".join(f"{Path(frame.filename).stem}.{frame.name}" for frame in frames[:-5:-1]) + f": {error!r}")
    if fault is None:
        say(calls=injector.names)
    os._exit(0)


def broken(operation: Operation, folder: Path, told: Told) -> Iterator[str]:
    """What was promised and is not so."""
    if told.crash:
        yield f"crash: {told.crash}"
    for failed in told.failed:
        if NOTHING_CHANGED in failed.message and failed.changed:
            yield f"false message: {failed.message} But changed: {', '.join(failed.changed)}"
        if failed.code == "not-confirmed" and failed.path not in failed.changed:
            yield f"false message: {failed.message} But {failed.path} is as it was"
    try:
        numbers = numbers_in(folder)
    except (UserError, AssertionError) as error:
        yield f"unreadable: {error}"
        return
    numbers += typed_in(folder)
    last = max(told.acknowledged, default=0)
    if last > max(numbers, default=0):
        yield f"lost: {last} was acknowledged, there are {numbers}"
    yield from _closed(operation, folder)


def _closed(operation: Operation, folder: Path) -> Iterator[str]:
    """Whether every file opens and takes answers afterwards, and nothing is left that should not be."""
    files = sorted(folder.glob("*.dpia.json"))
    try:
        for file in files:
            with Session.open(PACK, file, by="bo", take_over=operation.held_elsewhere) as session:
                if session.assessment.life_cycle.closed:  # what is signed is changed in a new revision
                    revise(session, Who("Bo", "author", "Again"))
                for number in (98, 99):
                    session.answer(NUMBER, given(number))
        if path_in(folder) not in files:
            with Session.create(PACK, path_in(folder), by="bo") as session:
                session.answer(NUMBER, given(99))
    except UserError as error:
        yield f"locked out: {error}"
        return
    # A copy that was never made has nobody who opens it, and so nobody who tidies up at once.
    named = {file.name for file in files} | {path_in(folder).name}
    left = [path.name for path in folder.glob(".*") if any(path.name[1:].startswith(name) for name in named)]
    if left:
        yield f"left behind: {sorted(left)}"


@contextlib.contextmanager
def prepared(operation: Operation, base: Path) -> Iterator[Path]:
    """A folder in which an operation can be done, and a state folder of its own."""
    folder = Path(tempfile.mkdtemp(dir=base))
    os.environ["DPIA_STATE_DIR"] = str(folder / "state")
    (folder / "state").mkdir(mode=0o700)
    operation.prepare(folder)
    yield folder
    shutil.rmtree(folder)
