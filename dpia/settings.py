"""What the program remembers of its look and language. A comfort: what cannot be read is as at the first start."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Container

from dpia import resources
from dpia.atomic import write_atomic
from dpia.errors import UserError

_NAME = "settings.json"


def theme(known: Container[str], otherwise: str) -> str:
    """The name of the look that was chosen last, if it is known."""
    name = _read().get("theme", otherwise)
    return name if name in known else otherwise


def language() -> str:
    """The language that was chosen last; empty for none."""
    return _read().get("language", "")


def remember_theme(name: str) -> None:
    """Begin with that look next time."""
    _write({"theme": name})


def remember_language(name: str) -> None:
    """Begin in that language next time."""
    _write({"language": name})


def _read() -> dict[str, str]:
    """What is remembered; nothing is made on the disk for it."""
    try:
        data = json.loads(resources.state_file(_NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError, UserError):
        return {}
    return {key: one for key, one in data.items() if isinstance(one, str)} if isinstance(data, dict) else {}


def _write(changed: dict[str, str]) -> None:
    with contextlib.suppress(OSError, UserError):
        write_atomic(resources.state_dir() / _NAME, json.dumps({**_read(), **changed}).encode(), durable=False)
