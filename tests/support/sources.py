"""Answers files of the tests, each read once."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from dpia.content import source as reading
from dpia.content.source import Source, parse, read_text


@cache
def source(path: Path) -> Source:
    """An answers file with its places; nobody may change what it holds."""
    return parse(read_text(path), path.name)


@contextmanager
def parsed_once() -> Iterator[None]:
    """Files of content that stay as they are, while others are changed, are not parsed again for each change.

    Each reader gets data of its own, since the loader adds to what it read.
    """
    read = cache(lambda text, file: pickle.dumps(parse(text, file)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "parse", lambda text, file: pickle.loads(read(text, file)))
        yield
