"""pandoc, run as a child: closed off from files, network and environment, within bounds of time and memory."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dpia import isolation
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.report.word.tree import Node

PACKAGE = "pypandoc-binary"
INSTALL = 'pip install "dpia-wizard[word]"'

_SECONDS = 120
_MEMORY = "-M1500m"
"""The most that pandoc's heap may take; a report of a hundred pages takes a tenth of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The program, and the version of the package that brings it."""

    path: Path
    version: str


def find_pandoc() -> Found:
    """The pandoc of the extra `word`, and no other: what another makes of the same report may differ.

    Raises UserError (code `word`) if the extra is not installed.
    """
    missing = [name for name in ("pypandoc", "resvg_py") if importlib.util.find_spec(name) is None]
    if not missing:
        found = importlib.util.find_spec("pypandoc")
        assert found is not None
        folder = Path(found.origin or "").parent / "files"
        path = folder / ("pandoc.exe" if sys.platform == "win32" else "pandoc")
        try:
            if path.is_file():
                return Found(path, version(PACKAGE))
        except PackageNotFoundError:
            pass  # pypandoc alone, without the program
    raise UserError(
        N_("Word documents need the extra “word”, which is not installed."),
        hint="{command}",
        code="word",
        command=INSTALL,
    )


def to_docx(document: Node, reference: bytes) -> bytes:
    """A document tree as a Word document in the look of a reference document.

    Raises UserError: the extra is not installed (code `word`), or pandoc failed (`pandoc`).
    """
    program = find_pandoc().path
    data = json.dumps(document, separators=(",", ":")).encode()
    with tempfile.TemporaryDirectory(prefix="dpia-word-") as folder:
        look = Path(folder) / "reference.docx"
        look.write_bytes(reference)
        command = [
            str(program), "+RTS", _MEMORY, "-RTS", "--sandbox", "--from=json", "--to=docx", "--output=-",
            f"--reference-doc={look}", f"--data-dir={folder}", "--syntax-highlighting=none", "--fail-if-warnings",
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - the program of our own extra, and nothing that anybody typed
                command, input=data, capture_output=True, cwd=isolation.HOME, env=isolation.bare_environment(folder),
                timeout=_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise _failed(f"it took more than {_SECONDS} seconds") from None
        except OSError as error:
            raise _failed(error.strerror or str(error)) from None
    if done.returncode != 0 or not done.stdout.startswith(b"PK"):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _failed(said[0][:200] if said else f"exit code {done.returncode}")
    return done.stdout


def _failed(reason: str) -> UserError:
    return UserError(
        N_("The Word document was not made: pandoc failed ({reason})."),
        hint=N_("The PDF and the HTML say the same."),
        code="pandoc",
        reason=reason,
    )
