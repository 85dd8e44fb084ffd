"""The register, made by the command line in a process of its own, so that the screen stays quick. No Textual here."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dpia import isolation


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of it: the lines as `dpia register --json` gives them, or why there are none."""

    lines: tuple[Mapping[str, Any], ...] = ()
    problem: str = ""


def command(folder: Path, lang: str) -> list[str]:
    """The command that lists a folder, and says what it says in a language."""
    return isolation.own_command("--lang", lang, "register", str(folder.absolute()), "--json")


async def listed(folder: Path, lang: str, progress: Callable[[str], None]) -> Listed:
    """List a folder in a language; every line on stderr is progress. Stops the process if the caller is cancelled."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command(folder, lang),
            cwd=isolation.HOME,
            env=isolation.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        return Listed(problem=error.strerror or str(error))
    assert process.stdout is not None
    assert process.stderr is not None
    last = ""
    whole = asyncio.ensure_future(process.stdout.read())
    try:
        async for line in process.stderr:
            last = line.decode("utf-8", "replace").strip() or last
            progress(last)
        data = await whole
        code = await process.wait()
    finally:
        whole.cancel()
        if process.returncode is None:
            process.kill()
            await process.wait()
    try:
        return Listed(tuple(json.loads(data)["assessments"]))
    except (ValueError, KeyError, TypeError):
        return Listed(problem=last or f"exit {code}")
