"""What reads the damaged input, and what may come of it: an error that a person can fix, or what was written."""

from __future__ import annotations

import contextlib
import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lint.conftest import FILES
from support.hostile_pdf import bomb, pdf_with
from support.toy import toy_pack

from dpia.assessment.answers import Edit
from dpia.assessment.answers_file import read_edits
from dpia.assessment.model import Row, given
from dpia.content import compiled
from dpia.content.loader import load_pack
from dpia.content.pack import Pack
from dpia.content.source import parse, read_text
from dpia.create import load
from dpia.errors import ProblemsFound, UserError
from dpia.i18n import Translator
from dpia.lint import names
from dpia.lint.check import check_content
from dpia.lint.registry import READING, RUNNING
from dpia.report.embedded import contents
from dpia.session import Session
from dpia.storage.document import Document, parse_document
from dpia.storage.journal import Journal, Unsettled, left_behind
from dpia.storage.lock import Holder, Lock
from dpia.storage.reading import read_assessment
from dpia.tui import kept_aside
from dpia.tui.view_model import ViewModel

from .mutations import mutated, mutated_json, mutated_lines

ROOT = Path(__file__).parents[2]
GOOD = (UserError, ProblemsFound)
"""Errors that a person can fix: one message with the place."""

_TOKEN_AT = Holder("eve", "elsewhere", "2026-11-21T12:00:00Z", 7)


class Broken(AssertionError):
    """Damaged input was taken for something else, and nobody was told."""


@dataclass(frozen=True)
class Target:
    """One reader. `judge` gets a folder of its own; it raises Broken, or whatever the reader crashes with."""

    name: str
    corpus: Callable[[], Sequence[bytes]]
    mutate: Callable[[bytes, random.Random, Sequence[bytes]], bytes]
    judge: Callable[[bytes, Path], bool]
    """Whether the input was accepted."""

    def case(self, number: int, seed: int) -> bytes:
        """The input of a case."""
        draw = random.Random(f"{seed} {self.name} {number}")
        corpus = self.corpus()
        return self.mutate(draw.choice(corpus), draw, corpus)


@cache
def pack() -> Pack:
    """The product's own content."""
    return load_pack()


# --- the file of an assessment ---------------------------------------------------------------------------------------


@cache
def documents() -> tuple[bytes, ...]:
    """Files of every format: small, of years, with a discussion, and one of the small content."""
    kept = [path.read_bytes() for path in sorted((ROOT / "tests/storage/formats").glob("*.dpia.json"))]
    return (*kept, toy_document().to_bytes())


@cache
def toy_document() -> Document:
    """A small file with an answer of every kind."""
    session = Session.create(toy_pack(), None, as_of="2026-11-21", by="ada")
    session.put_rows(
        "s.rows", [Row("", {"name": given("Pupils"), "pick": given("a")}), Row("", {"name": given("Staff")})]
    )
    session.apply([Edit("s.many", given(("a", "b"))), Edit("s.number", given(3)), Edit("s.day", given("2026-05"))])
    session.answer("s.flag", given(True))
    session.undo()
    return session.document


@cache
def _states() -> list[object]:
    """The answers that honest files lead to."""
    return [parse_document(data, "a").assessment for data in documents()]


def _load(data: bytes, _: Path) -> bool:
    accepted = False
    for content in (pack(), toy_pack()):
        with contextlib.suppress(*GOOD):
            document, _carried = read_assessment(content, data, "a.dpia.json")
            accepted = True
            _said_or_same(document)
    return accepted


def _said_or_same(document: Document) -> None:
    if not document.flaws and document.assessment not in _states():
        raise Broken("it loads with other answers, and the record is said to hold")
    if parse_document(document.to_bytes(), "a") != document:
        raise Broken("it is written as something else than it was read")


# --- answers files ---------------------------------------------------------------------------------------------------


@cache
def _answers() -> tuple[bytes, ...]:
    toy = b"s.flag: yes\ns.many: [a, c]\ns.number: {from: 1, to: 3}\ns.day: 2026-05\ns.pick: unknown\ns.rows:\n- name: Pupils\n  pick: a\n- {name: Staff, flag: no, many: {have: [a], lack: [b]}}\nas_of: 2026-11-21\n"
    paths = sorted((ROOT / "tests/scenarios").glob("*.yaml"))[:6]
    return (toy, toy, *(path.read_bytes() for path in paths))


def _fill(data: bytes, folder: Path) -> bool:
    accepted, file = False, folder / "answers.yaml"
    file.write_bytes(data)
    for content in (pack(), toy_pack()):
        with contextlib.suppress(*GOOD):
            session = Session.create(content, None, as_of="2026-11-21", by="ada")
            edits, as_of = read_edits(parse(read_text(file), "answers.yaml"), content, session.assessment)
            session.apply(edits, as_of=as_of)
            accepted = True
            if parse_document(session.document.to_bytes(), "a") != session.document:
                raise Broken("what was filled in is read as something else")
    return accepted


# --- PDFs ------------------------------------------------------------------------------------------------------------


@cache
def _pdfs() -> tuple[bytes, ...]:
    import zlib

    made = [pdf_with(["plan.dpia.json"], zlib.compress(data)) for data in (toy_document().to_bytes(), documents()[0])]
    report = os.environ.get("DPIA_FUZZ_REPORT")  # which `make fuzz` prints first: it takes seconds
    return (*made, pdf_with(["a.txt"] * 3, bomb(1_000_000)), *([Path(report).read_bytes()] * 3 if report else []))


@cache
def _carried() -> tuple[object, ...]:
    found = []
    for data in _pdfs():
        with contextlib.suppress(UserError):
            path = Path(os.environ.get("TMPDIR", "/tmp")) / f"fuzz-{os.getpid()}.pdf"
            path.write_bytes(data)
            found += [parse_document(item.data, "a").assessment for item in contents(path).assessments]
            path.unlink()
    return tuple(found)


def _open_pdf(data: bytes, folder: Path) -> bool:
    path, known = folder / "report.pdf", _carried()
    path.write_bytes(data)
    try:
        document, _ = load(pack(), path)
    except GOOD:
        return False
    if not document.flaws and document.assessment not in known:
        raise Broken("a report opens with other answers, and the record is said to hold")
    return True


# --- content ---------------------------------------------------------------------------------------------------------


@cache
def _content() -> tuple[bytes, ...]:
    return tuple(f"{name}\n{text.lstrip()}".encode() for name, text in FILES.items())


def _mutate_content(data: bytes, draw: random.Random, others: Sequence[bytes]) -> bytes:
    name, _, text = data.partition(b"\n")
    return name + b"\n" + mutated_lines(text, draw, [other.partition(b"\n")[2] for other in others])


_PHASES = (tuple(check for check in READING if check.find is not names.needed), RUNNING)
"""A few lines lack what the program knows by name."""


def _check(data: bytes, folder: Path) -> bool:
    changed, _, text = data.partition(b"\n")
    for name, whole in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if name == changed.decode() else whole.lstrip().encode())
    found = check_content(folder, phases=_PHASES)
    for problem in found.problems:
        if not str(problem).strip():
            raise Broken("a problem without a word")
    return not found.problems


# --- locks, the cache, what was typed --------------------------------------------------------------------------------


def _locks() -> tuple[bytes, ...]:
    text = {"who": "eve", "host": "elsewhere", "since": "2026-11-21T12:00:00Z", "pid": 7, "token": "ab" * 8}
    return (json.dumps(text).encode(),)


def _lock(data: bytes, folder: Path) -> bool:
    target = folder / "plan.dpia.json"
    (folder / ".plan.dpia.json.lock").write_bytes(data)
    lock = Lock(target, Holder("ada", "here", "2026-11-21T12:00:00Z", os.getpid()))
    holder = lock.holder()
    if holder is not None and len(holder.who) > 80:
        raise Broken("the holder has no bounds")
    with contextlib.suppress(UserError):
        lock.acquire()
        lock.release()
    lock.acquire(take_over=True)
    lock.release()
    if any(folder.iterdir()):
        raise Broken("a lock stays behind")
    return holder is not None


@cache
def _compiled() -> tuple[bytes, ...]:
    folder = resources_folder()
    compiled.write_compiled("key", toy_pack().content)
    return ((folder / "key").read_bytes(),)


def resources_folder() -> Path:
    """Where compiled content lies."""
    return compiled._CACHE._folder()


def _cache(data: bytes, _: Path) -> bool:
    whole = _compiled()[0]
    file = resources_folder() / "key"
    file.write_bytes(data)
    found = compiled.read_compiled("key")
    if found is not None and data != whole:
        raise Broken("the cache is read though it is not what was written")
    return found is not None


@cache
def _typed() -> tuple[bytes, ...]:
    entries = (
        Unsettled("s.number", typed="many"),
        Unsettled("s.flag", answer={"unknown": True}),
        Unsettled("s.rows", "row-1", "name", typed="Pupils"),
        Unsettled("s.many", answer={"given": ["a"]}),
        Unsettled("", typed="Your reason\nSo it is", title="Contest"),
    )
    parts = [{name: getattr(entry, name) for name in Unsettled.__slots__} for entry in entries]
    return (json.dumps({"format": "dpia-typed-1", "unsettled": parts}).encode(),)


def _journal(data: bytes, folder: Path) -> bool:
    path = folder / "plan.dpia.json"
    journal = Journal(path)
    journal._wanted = (Unsettled("s.number", typed="2"),)
    journal.flush()
    journal.close()
    [left] = left_behind(path)
    left.file.write_bytes(data)
    found = left_behind(path)
    model = ViewModel(Session(toy_pack(), toy_document(), None, by="ada"), Translator())
    for one in found:
        entries = [entry for entry in one.entries if not kept_aside._in_the_file(model, entry)]
        kept_aside._lines(model, entries)(60)
        takes = [entry for entry in entries if kept_aside._ref(model, entry) is not None]
        kept_aside._put(model, takes)
    left.discard()
    return bool(found)


TARGETS: tuple[Target, ...] = (
    Target("loader", documents, mutated_json, _load),
    Target("answers", _answers, mutated_lines, _fill),
    Target("pdf", _pdfs, mutated, _open_pdf),
    Target("content", _content, _mutate_content, _check),
    Target("lock", _locks, mutated_json, _lock),
    Target("cache", _compiled, mutated, _cache),
    Target("journal", _typed, mutated_json, _journal),
)
