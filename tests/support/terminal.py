"""The wizard as a process with a pseudo terminal of its own."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

PACK = Path(__file__).parents[1] / "tui" / "pack"
RUN = """
import sys
from pathlib import Path
from dpia.content.loader import load_pack
from dpia.i18n import Translator
from dpia.tui.app import run
from dpia.tui.screens.assessment import AssessmentScreen
{patch}
sys.exit(run(Path(sys.argv[1]), new=True, pack=load_pack(Path(sys.argv[2])), tr=Translator()))
"""


class Terminal:
    """A process with a terminal, and everything that it wrote."""

    def __init__(self, path: Path, patch: str = "") -> None:
        master, slave = pty.openpty()
        self.fd, self.seen = master, ""
        argv = [sys.executable, "-c", RUN.format(patch=patch), str(path), str(PACK)]
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            "LINES": "24",
            "PYTHONUNBUFFERED": "1",  # a terminal that is gone cannot be flushed to, which Python would end with
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self.process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=environment, close_fds=True, start_new_session=True
        )
        os.close(slave)

    def read(self) -> bool:
        """Take in what there is; False at the end."""
        if select.select([self.fd], [], [], 0.05)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return False
            self.seen += data.decode("utf-8", "replace")
            return bool(data)
        return self.process.poll() is None

    def until(self, text: str) -> None:
        end = time.monotonic() + 30
        while text not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.seen):
            assert self.read(), f"it ended without “{text}”: {self.seen[-500:]!r}"
            assert time.monotonic() < end, f"waited in vain for “{text}”: {self.seen[-500:]!r}"

    def end(self) -> int:
        stop = time.monotonic() + 30
        while self.read():
            assert time.monotonic() < stop, "it does not end"
        code = self.process.wait(timeout=30)
        os.close(self.fd)
        return code
