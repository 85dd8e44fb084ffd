"""What the wizard remembers of its look. A comfort: what cannot be read is as at the first start."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Container
from pathlib import Path

from dpia import resources
from dpia.atomic import write_atomic
from dpia.errors import UserError


def theme(known: Container[str], otherwise: str) -> str:
    """The name of the look that was chosen last, if it is known."""
    try:
        name = json.loads(_file().read_text("utf-8"))["theme"]
    except (OSError, ValueError, KeyError, TypeError, UserError):
        return otherwise
    return name if isinstance(name, str) and name in known else otherwise


def remember_theme(name: str) -> None:
    """Begin with that look next time."""
    with contextlib.suppress(OSError, UserError):
        write_atomic(_file(), json.dumps({"theme": name}).encode(), durable=False)


def _file() -> Path:
    return resources.state_dir() / "settings.json"
