"""Some processes that read files beside each other: what one file costs is bounded in time, and it fails alone."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from dpia import isolation
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.register.entry import RegisterEntry
from dpia.register.opening import Opening

SECONDS = 20.0
"""What one file may take. The longest record that is allowed takes a fifth of it on a slow machine."""

_LONGEST = 8_000_000
"""Characters of one answer: no entry comes near."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file. `entry` None: it is known under its digest, or (`nothing`) carries no assessment."""

    path: Path
    digest: str
    entry: RegisterEntry | None
    nothing: bool = False


def cores() -> int:
    """How many processes run at once."""
    try:
        return max(1, min(8, len(os.sched_getaffinity(0))))
    except AttributeError:
        return max(1, min(8, os.cpu_count() or 1))


def read_all(
    paths: Iterable[Path],
    known: Iterable[str],
    tr: Translator,
    *,
    processes: int | None = None,
    seconds: float = SECONDS,
    content: Path | None = None,
    opening: Opening = Opening(),  # noqa: B008 - it is frozen
    command: Callable[[], list[str]] = lambda: isolation.own_command(module="dpia.register.worker"),
) -> Iterator[Read]:
    """Read files, in whatever order they are done. Nothing that a file does stops the others.

    `content` is a folder of other content by which they are judged. Keys go through a pipe, so that no list of
    processes shows them.
    """
    paths = list(paths)
    if not paths:
        return
    here = threading.local()
    keys = {"identities": opening.identities, "passphrase": opening.passphrase}
    greeting = json.dumps({"lang": tr.lang, "known": sorted(known), **keys}) + "\n"
    every: list[_Process] = []

    def one(path: Path) -> Read:
        if getattr(here, "process", None) is None:
            here.process = _Process(command(), greeting, seconds, tr, content)
            every.append(here.process)
        process: _Process = here.process
        return process.read(path)

    count = min(processes or cores(), len(paths))
    with ThreadPoolExecutor(count, thread_name_prefix="register") as threads:
        try:
            waiting = [threads.submit(one, path) for path in paths]
            for done in as_completed(waiting):
                yield done.result()
        finally:
            for item in waiting:
                item.cancel()
            for process in every:
                process.end()


class _Process:
    """One process at a time, begun anew where it ended."""

    def __init__(self, command: list[str], greeting: str, seconds: float, tr: Translator, content: Path | None) -> None:
        self._content = content
        self._command, self._greeting, self._seconds, self._tr = command, greeting, seconds, tr
        self._running: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> Read:
        """What the process says of a file, or that it said nothing."""
        late = threading.Event()
        answer = ""
        try:
            running = self._running or self._start()
            assert running.stdin is not None
            assert running.stdout is not None

            def stop() -> None:
                late.set()
                running.kill()

            timer = threading.Timer(self._seconds, stop)
            timer.start()
            try:
                running.stdin.write(json.dumps(os.fsdecode(path)) + "\n")
                running.stdin.flush()
                answer = running.stdout.readline(_LONGEST)
            finally:
                timer.cancel()
            data = json.loads(answer)
            entry = RegisterEntry.from_json(data["entry"]) if data["entry"] is not None else None
            return Read(path, str(data["digest"]), entry, bool(data.get("nothing")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.end()
            if late.is_set():
                problem = self._tr(N_("reading it takes longer than {seconds} seconds"), seconds=round(self._seconds))
            elif isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                problem = self._tr(N_("no process could be started: {reason}"), reason=error.strerror or str(error))
            else:
                problem = self._tr(N_("reading it ended the process that read it"))
            return Read(path, "", RegisterEntry(problem=problem))

    def _start(self) -> subprocess.Popen[str]:
        self._running = running = subprocess.Popen(  # noqa: S603 - this program
            self._command,
            cwd=isolation.HOME,
            env=isolation.environment(str(self._content or "")),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
        )
        assert running.stdin is not None
        running.stdin.write(self._greeting)
        return running

    def end(self) -> None:
        """End the process, whatever it does."""
        running, self._running = self._running, None
        if running is None:
            return
        running.kill()
        for stream in (running.stdin, running.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        running.wait()
