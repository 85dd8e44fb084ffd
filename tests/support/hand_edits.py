"""Files that are changed by hand, behind the back of their log."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def edit(path: Path, change: Callable[[Json], object]) -> None:
    """Change the file by hand."""
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def entry(data: Json, number: int) -> Json:
    found: Json = data["changes"][number - 1]
    return found
