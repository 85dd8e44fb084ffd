"""The report, rendered by the command line in a process of its own, so that the screen stays quick; and opening it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dpia import isolation

OnProgress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """How it ended: the exit code and the last thing that was said."""

    code: int
    message: str


def command(source: Path, target: Path, profile: str, lang: str) -> list[str]:
    """The command that renders an edition of the report in a language, and says in it how far it is."""
    files = (str(source.absolute()), "-o", str(target.absolute()))
    return isolation.own_command("--lang", lang, "report", *files, "--profile", profile, "--lang", lang)


async def render(
    source: Path,
    target: Path,
    progress: OnProgress,
    *,
    profile: str,
    lang: str,
    replace: bool = False,
    identity: str = "",
) -> Rendered:
    """Render; every line on stderr is progress. Stops the process if the caller is cancelled.

    With `replace` a target that carries an assessment is replaced too. `identity` is the key of an encrypted source; it
    goes through a pipe, so that no list of processes shows it. Whoever gives it has said that the report may be plain.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *command(source, target, profile, lang),
            *(["--force"] if replace else []),
            *(["--identity", "-", "--plain-report"] if identity else []),
            cwd=isolation.HOME,
            env=isolation.environment(),
            stdin=subprocess.PIPE if identity else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        return Rendered(-1, error.strerror or str(error))
    last = ""
    try:
        assert process.stderr is not None
        if process.stdin is not None:
            process.stdin.write(identity.encode())
            process.stdin.close()
        async for line in process.stderr:
            last = line.decode("utf-8", "replace").strip() or last
            progress(last)
        return Rendered(await process.wait(), last)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def opener() -> str | None:
    """The program that opens a file as its owner would, by its absolute path; or None."""
    if sys.platform == "darwin":
        return "/usr/bin/open"
    if sys.platform == "win32":
        return str(Path(os.environ.get("WINDIR", "C:/Windows")) / "explorer.exe")
    desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return isolation.find_program("xdg-open") if desktop else None


def open_file(path: Path) -> bool:
    """Open a file in the program that it belongs to. False where there is none."""
    program = opener()
    if program is None:
        return False
    try:
        subprocess.Popen(  # noqa: S603 - a program that we looked up, and a path that we wrote
            [program, str(path.absolute())],
            cwd=isolation.HOME,
            env=isolation.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
