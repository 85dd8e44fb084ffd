"""Several processes write one file at once, and die at any call: what was acknowledged is in the file at the end."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

from dpia.assessment.model import Row, given
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.document import read_document

from .injector import Fault, Injector
from .operations import PACK, path_in

ROUNDS = 4
"""Rows that each writer adds, if it lives."""


def write_at_once(count: int, folder: Path, draw: random.Random) -> Iterator[str]:
    """So many writers add rows that bear their names; every other one is killed on the way. What was broken."""
    path = path_in(folder)
    Session.create(PACK, path, by="ada").close()
    reading, writing = os.pipe()
    children = []
    for writer in range(count):
        call = draw.randrange(1, 400)
        fault = Fault(call, "any", "kill before") if writer % 2 else None
        child = os.fork()
        if child == 0:
            os.close(reading)
            _write(path, f"writer {writer}", fault, writing)
        children.append(child)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read().splitlines()
    for child in children:
        os.waitpid(child, 0)
    yield from (line for line in said if not line.startswith("writer"))
    document = read_document(path)
    if document.flaws:
        yield f"the record does not hold: {document.flaws[0]}"
    there = {row.cells["name"].value for row in document.assessment.rows("s.rows")}
    yield from (f"lost: {name} was acknowledged" for name in said if name.startswith("writer") and name not in there)
    if not any(name.startswith("writer 0") for name in said):
        yield "locked out: who was not killed wrote nothing"
    Session.open(PACK, path, by="bo").close()


def _write(path: Path, name: str, fault: Fault | None, writing: int) -> None:
    tell = os.write
    Injector(fault).install()
    try:
        done = tries = 0
        while done < ROUNDS and tries < 10_000:
            tries += 1
            try:
                with Session.open(PACK, path, by=name) as session:
                    session.put_rows("s.rows", [Row("", {"name": given(f"{name}, row {done}")})])
                    tell(writing, f"{name}, row {done}\n".encode())
                    done += 1
            except UserError as error:
                if error.code != "locked":
                    raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told and judged
        tell(writing, f"crash: {error!r}\n".encode())
    os._exit(0)
