"""A text written in the person's own editor, `$VISUAL` or `$EDITOR`."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dpia import isolation, resources
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.tui.pasting import pasted


def editor_named(environment: Mapping[str, str]) -> list[str]:
    """The editor's command and its arguments. Raises UserError if none is named, or not in a way that can be read."""
    command = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        parts = shlex.split(command)
    except ValueError:
        parts = []
    if not parts:
        raise UserError(
            N_("No editor is named."), hint=N_("Set VISUAL or EDITOR, such as EDITOR=nano."), code="no-editor"
        )
    return parts


def written_in(editor: Sequence[str], text: str) -> str:
    """The text as it was left in the editor, without what a terminal would obey and without the last line end.

    It lies meanwhile in a folder that only its owner can read, and is removed whatever happens. Raises UserError.
    """
    with tempfile.TemporaryDirectory(dir=resources.state_dir(), prefix="text-") as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        try:
            subprocess.run(  # noqa: S603 - the person's own editor
                [*editor, os.fspath(path)], check=True, cwd=isolation.HOME, env=isolation.environment()
            )
            left = path.read_text(encoding="utf-8")
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise UserError(
                N_("{editor} did not end well, and the text is as it was: {reason}."),
                code="editor",
                editor=editor[0],
                reason=getattr(error, "strerror", None) or str(error),
            ) from error
    left = left if text.endswith("\n") else left.removesuffix("\n")  # editors end the last line
    return pasted(left, None).text
