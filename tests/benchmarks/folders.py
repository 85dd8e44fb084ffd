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
