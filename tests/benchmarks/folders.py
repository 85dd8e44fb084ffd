"""A folder of many assessments, all different, each with a log that holds."""

from __future__ import annotations

from pathlib import Path

from dpia.assessment.model import given
from dpia.content.loader import load_pack
from dpia.content.names import TITLE
from dpia.create import copy_example
from dpia.session import Session
from dpia.storage.document import read_document


def many_assessments(folder: Path, count: int) -> None:
    """The worked examples in turn, each copy under a title of its own, a hundred in a folder."""
    pack = load_pack()
    begun = []
    for example in pack.content.examples:
        path = folder / f"{example.id}.dpia.json"
        copy_example(pack, example, path).close()
        begun.append(read_document(path))
        path.unlink()
    for number in range(count):
        session = Session(pack, begun[number % len(begun)], None, by="bench")
        session.answer(TITLE, given(f"Assessment {number}"))
        here = folder / f"{number // 100:03}"
        here.mkdir(exist_ok=True)
        (here / f"{number:05}.dpia.json").write_bytes(session.document.to_bytes())


def known_assessments(folder: Path, count: int, cache: Path) -> None:
    """Files that are known already: their entries stand in the index, as if all had been read. They hold nothing."""
    import hashlib
    import os
    from dataclasses import replace

    from dpia.i18n import Translator
    from dpia.private_files import own_folder
    from dpia.register import index as module
    from dpia.register.judging import entry_of
    from dpia.register.register import state_of

    pack, tr = load_pack(), Translator()
    many_assessments(folder, 1)
    [first] = folder.rglob("*.dpia.json")
    entry = entry_of(pack, first.read_bytes(), first, tr)
    first.unlink()
    files, entries = {}, {}
    for number in range(count):
        here = folder / f"{number // 100:03}"
        here.mkdir(exist_ok=True)
        path = here / f"{number:05}.dpia.json"
        path.write_text(str(number))
        os.utime(path, (1_700_000_000, 1_700_000_000))
        found = path.lstat()
        mark = f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        files[os.fsencode(path)] = module.Seen(mark, digest)
        entries[digest] = replace(entry, title=f"Assessment {number}")
    own_folder(cache / "register")
    with module.RegisterIndex(state_of(pack, tr)) as index:
        index.keep(files, entries)
