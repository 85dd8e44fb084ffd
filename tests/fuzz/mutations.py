"""How input is damaged: bytes, lines, values of JSON. All chance comes from the generator that is handed in."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

TOKENS: tuple[bytes, ...] = (
    b"", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\t", b"\x1b]52;c;QQ==\x07", "\u202e".encode(), "\u2028".encode(),
    b'"', b"'", b"{", b"}", b"[", b"]", b"[" * 60, b":", b": ", b",", b"- ", b"&a ", b"*a", b"!!python/object:os.system ",
    b"null", b"true", b"0", b"-1", b"1e400", b"-0.0", b"NaN", b"Infinity", b"9" * 400, b"0x10", b"1_000", b"\\ud800",
    b'"\\ud800"', b'{"given": []}', b'{"unknown": true}', b'{"given": {}}', b"2018-W20-5", b"2026-02-30", b"0000-00-00",
    b"<<: *a", b"? ", b"| ", b"%TAG", b"---\n", b"...\n", b"#", b"/JS", b"<<", b">>", b"endobj", b"stream\n", b"0 0 R",
    b"a" * 70_000, "å人😀".encode(),
)  # fmt: skip

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**70, -(2**63), 10**30, "", "a", "\ud800", "\u202e\x1b[2J", "a" * 5000, [], {}, [[]], [None],
    {"given": []}, {"given": True}, {"given": "x"}, {"given": 1}, {"unknown": True}, {"not_applicable": ""}, {"have": ["a"]},
    {"given": [{"id": "row-1", "cells": {}}]}, {"given": {"have": []}}, {"given": {"from": "2020"}}, {"index": -1, "cells": {}},
    ["answers", "s.flag"], ["content"], ["discussion"], "2026-11-21", "9999-12-31", "2026-11-21T12:00:00Z", "0" * 64,
)  # fmt: skip
"""Values that take the place of another, wherever it stands."""

Mutation = Callable[[bytes, random.Random], bytes]


def mutated(data: bytes, draw: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Bytes with one to four damages; some are taken from `others`."""
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        data = draw.choice(_BYTES)(data, draw)
        if others and draw.random() < 0.1:
            other, at = draw.choice(others), _place(data, draw)
            start = _place(other, draw)
            data = data[:at] + other[start : start + draw.randrange(1, 400)] + data[at:]
    return data


def mutated_lines(data: bytes, draw: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Text with damaged lines, or damaged bytes."""
    if draw.random() < 0.3:
        return mutated(data, draw, others)
    lines = data.splitlines(keepends=True)
    for _ in range(draw.choice((1, 1, 2, 3))):
        here, there = _index(lines, draw), _index(lines, draw)
        what = draw.randrange(7)
        if not lines:
            break
        if what == 0:
            del lines[here]
        elif what == 1:
            lines.insert(there, lines[here])
        elif what == 2:
            lines[here] = b" " * draw.randrange(1, 9) + lines[here]
        elif what == 3:
            lines[here] = lines[here].lstrip()
        elif what == 4:
            head, colon, _ = lines[here].partition(b":")
            lines[here] = head + colon + b" " + draw.choice(TOKENS) + b"\n"
        elif what == 5:
            lines[here], lines[there] = lines[there], lines[here]
        elif others:
            lines[here] = draw.choice(draw.choice(others).splitlines(keepends=True) or [b""])
    return b"".join(lines)


def mutated_json(data: bytes, draw: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """JSON with other values, keys and lengths in it; or damaged bytes."""
    if draw.random() < 0.4:
        return mutated(data, draw, others)
    tree = json.loads(data)
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        tree = _changed(tree, draw)
    return json.dumps(tree, ensure_ascii=draw.random() < 0.5, indent=draw.choice((None, 1))).encode(
        "utf-8", "surrogatepass"
    )


def _changed(node: Any, draw: random.Random) -> Any:
    """A tree in which one node, at any depth, is another."""
    if isinstance(node, dict) and node and draw.random() < 0.9:
        key = draw.choice(list(node))
        what = draw.random()
        if what < 0.06:
            return {name: value for name, value in node.items() if name != key}
        if what < 0.1:
            return {**node, draw.choice(("", "x", "id", "given", "\u202e", *node)): draw.choice(VALUES)}
        return {**node, key: _changed(node[key], draw)}
    if isinstance(node, list) and node and draw.random() < 0.9:
        at, what = draw.randrange(len(node)), draw.random()
        if what < 0.06:
            return node[:at] + node[at + 1 :]
        if what < 0.1:
            return node[:at] + [node[at]] * 2 + node[at + 1 :]
        return [*node[:at], _changed(node[at], draw), *node[at + 1 :]]
    if isinstance(node, str) and draw.random() < 0.4:
        return mutated(node.encode("utf-8", "surrogatepass"), draw).decode("utf-8", "replace")
    if isinstance(node, int) and not isinstance(node, bool) and draw.random() < 0.4:
        return node + draw.choice((-1, 1, 1000))
    return draw.choice(VALUES)


def _place(data: bytes, draw: random.Random) -> int:
    return draw.randrange(len(data) + 1)


def _index(items: Sequence[Any], draw: random.Random) -> int:
    return draw.randrange(len(items)) if items else 0


def _flip(data: bytes, draw: random.Random) -> bytes:
    if not data:
        return data
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: _place(data, draw)]


def _drop(data: bytes, draw: random.Random) -> bytes:
    at = _place(data, draw)
    return data[:at] + data[at + draw.choice((1, 2, 10, 100, 1000)) :]


def _twice(data: bytes, draw: random.Random) -> bytes:
    at = _place(data, draw)
    return data[:at] + data[at : at + draw.choice((1, 10, 100, 1000))] + data[at:]


def _insert(data: bytes, draw: random.Random) -> bytes:
    at = _place(data, draw)
    return data[:at] + draw.choice(TOKENS) + data[at:]


def _over(data: bytes, draw: random.Random) -> bytes:
    at, token = _place(data, draw), draw.choice(TOKENS)
    return data[:at] + token + data[at + len(token) :]


def _number(data: bytes, draw: random.Random) -> bytes:
    """Another number where one stands."""
    digits = [at for at in range(0, len(data), max(1, len(data) // 2000)) if data[at : at + 1].isdigit()]
    if not digits:
        return data
    at = draw.choice(digits)
    return data[:at] + draw.choice((b"0", b"-1", b"9", b"99999999999", b"1e9", b"4294967296")) + data[at + 1 :]


def _encoded(data: bytes, draw: random.Random) -> bytes:
    """In another encoding."""
    return data.decode("utf-8", "replace").encode(
        draw.choice(("utf-16", "utf-32", "latin-1", "utf-8-sig", "gb18030")), "replace"
    )


_BYTES: tuple[Mutation, ...] = (_flip, _flip, _cut, _drop, _twice, _insert, _insert, _over, _number, _number, _encoded)
