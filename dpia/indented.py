"""Indented JSON, as `json.dumps` writes it and to the byte the same, several times as quick.

Python's own encoder is written in C only for JSON on one line; the other one hands each piece up level by level.
An assessment is written anew at each answer, and one with a thousand rows has half a million pieces.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any

_WORDS = {None: "null", True: "true", False: "false"}


def indented(data: Any, width: int) -> str:
    """What `json.dumps(data, ensure_ascii=False, indent=width, allow_nan=False)` gives. Keys must be texts.

    Raises ValueError for a number that is none, TypeError for what JSON does not have, RecursionError.
    """
    return _text(data, "\n", " " * width)


def _text(value: Any, line: str, step: str) -> str:
    """`line` begins a line of the object around it."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is dict:
        if not value:
            return "{}"
        inner = line + step
        parts = [f"{encode_basestring(key)}: {_text(item, inner, step)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    if kind is list or kind is tuple:
        if not value:
            return "[]"
        inner = line + step
        return f"[{inner}{f',{inner}'.join([_text(item, inner, step) for item in value])}{line}]"
    if value is None or kind is bool:
        return _WORDS[value]
    return json.dumps(value, ensure_ascii=False, indent=len(step), allow_nan=False).replace("\n", line)
