"""Canonical JSON (RFC 8785) under the hashes of the log."""

from __future__ import annotations

import json
from typing import Any

_SAFE = 2**53 - 1


def canonical(data: Any) -> bytes:
    """JSON in the one form of RFC 8785. Raises ValueError for what has none, RecursionError.

    What holds neither fractions nor keys beyond ASCII the encoder of Python writes in that very form, ten times as
    quick; a test holds the two against each other. A register checks ten thousand logs.
    """
    if _plain(data):
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    import rfc8785

    return rfc8785.dumps(data)


def _plain(data: Any) -> bool:
    """Whether both write it in the same way: keys are sorted alike, and there is no number that they write apart."""
    kind = type(data)
    if kind is str or data is None or kind is bool:
        return True
    if kind is dict:
        return all(type(key) is str and key.isascii() and _plain(value) for key, value in data.items())
    if kind is list or kind is tuple:
        return all(_plain(item) for item in data)
    return kind is int and -_SAFE <= data <= _SAFE
