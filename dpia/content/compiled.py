"""The compiled content in the cache (`dpia.kept`), read back as content models and as nothing else."""

from __future__ import annotations

import io
import pickle
import sys

from dpia.collector import collector_off, never_collect
from dpia.content.base import Model
from dpia.content.pack import Content
from dpia.kept import Kept

KEPT = 5
"""How many compiled states of the content stay in the cache."""

_CACHE = Kept("content", b"dpia compiled content 2\n", KEPT)


def read_compiled(key: str) -> Content | None:
    """The content that was kept under that key; None if there is none, or it is not exactly what was kept."""
    payload = _CACHE.read(key)
    if payload is None:
        return None
    try:
        with collector_off():
            content = _Unpickler(payload).load()
            never_collect()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it can be made again
        return None
    return content if isinstance(content, Content) else None


def write_compiled(key: str, content: Content) -> None:
    """Keep compiled content."""
    _CACHE.write(key, pickle.dumps(content, protocol=5))


class _Unpickler(pickle.Unpickler):
    """Makes content models and nothing else, so that a file put into the cache cannot run anything."""

    def __init__(self, payload: memoryview) -> None:
        super().__init__(io.BytesIO(payload))

    def find_class(self, module: str, name: str) -> type[Model]:
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and issubclass(found, Model):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no content model")
