"""Other processes that do one thing after the other when they are told to, and answer: races without sleeping."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import dpia

LOOP = """
import json, sys
sys.path.insert(0, sys.argv.pop(1))
{setup}
print('"ready"', flush=True)
for line in sys.stdin:
    print(json.dumps(act(*json.loads(line))), flush=True)
"""


class Worker:
    """A process that calls its `act` with what it is told, and answers with what that returns."""

    def __init__(self, setup: str, folder: Path, *arguments: str) -> None:
        code = LOOP.format(setup=textwrap.dedent(setup))
        command = [sys.executable, "-c", code, str(Path(dpia.__file__).parent.parent), *arguments]
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tell(self, *what: str) -> None:
        """Let it begin; it is not waited for."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        """Wait for what it returned."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ask(self, *what: str) -> Any:
        """Tell, and wait."""
        self.tell(*what)
        return self.answer()

    def kill(self) -> None:
        """End it at once, as by kill -9."""
        self.process.kill()
        self.process.communicate()


@contextmanager
def workers(count: int, setup: str, folder: Path) -> Iterator[list[Worker]]:
    """Some of them, ready; each is given its number as `sys.argv[1]`."""
    with ExitStack() as stack:
        made = []
        for number in range(count):
            made.append(Worker(setup, folder, str(number)))
            stack.callback(made[-1].kill)
        for worker in made:
            assert worker.answer() == "ready"
        yield made


def together(workers: list[Worker], *what: str) -> list[Any]:
    """Tell all before any is heard; their answers in order."""
    for worker in workers:
        worker.tell(*what)
    return [worker.answer() for worker in workers]
