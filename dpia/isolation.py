"""The folder that somebody works in holds the papers of others: nothing in it is imported or run.

A module beside the papers that bears the name of a library would be imported where the working folder is on Python's
path (`python -m` puts it first, an empty entry of `PYTHONPATH` anywhere), and a program where it is on `PATH`. So the
program takes the working folder off both when it starts, and starts others away from that folder.

What Python imports before the first line of the program is beyond its reach: the command `dpia` never looks into the
working folder, `python -m dpia` does for that moment, and `PYTHONPATH` may make either do so.
"""

from __future__ import annotations

import os
import sys

HOME = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - before pathlib is loaded
"""The folder of the program itself: where its child processes run. It is on nobody's path."""


def leave_working_folder() -> None:
    """Take the working folder off the paths on which modules and programs are looked for, in this process."""
    sys.path[:] = module_path()
    if "PATH" in os.environ:
        os.environ["PATH"] = _program_path()
    if sys.platform == "win32":  # where programs are looked for in the working folder first
        os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"


def module_path() -> list[str]:
    """Where modules are looked for, without the working folder, unless the program itself lies there."""
    parent = os.path.realpath(os.path.dirname(HOME))  # noqa: PTH120
    return [entry for entry in sys.path if not _is_here(entry) or os.path.realpath(entry) == parent]


def own_command(*arguments: str, module: str = "dpia.__main__", working_folder: str = "") -> list[str]:
    """The command that runs the program anew, or the `main` of another module of it, by the same modules as here.

    Isolated mode heeds neither the working folder nor the environment; it would leave out the user's own packages too,
    so the path goes along. It must be run in `HOME` with `environment()`; so paths among the arguments are absolute.
    With a working folder it goes there once it is loaded: a wizard names and finds files from where it was called.
    """
    there = f"import os; os.chdir({working_folder!a}); " if working_folder else ""
    start = f"import sys; sys.path[:] = {module_path()!a}; from {module} import main; {there}main()"
    return [sys.executable, "-I", "-X", "utf8", "-c", start, *arguments]


def environment(content: str = "", more: dict[str, str] | None = None) -> dict[str, str]:
    """The environment for a child process in `HOME`: nothing of Python's, and paths that hold there too; and `more`.

    `content` is the absolute path of a folder of other content for the child.
    """
    from dpia.resources import CONTENT_VARIABLE, FOLDER_VARIABLES

    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for name in FOLDER_VARIABLES:
        if kept.get(name):
            kept[name] = os.path.abspath(os.path.expanduser(kept[name]))  # noqa: PTH100, PTH111
    if content:
        kept[CONTENT_VARIABLE] = content
    if "PATH" in kept:
        kept["PATH"] = _program_path()
    return kept | (more or {})


def bare_environment(folder: str) -> dict[str, str]:
    """The environment for a program of others that needs nothing of the user: its home is an empty folder."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return kept | {
        "HOME": folder,
        "USERPROFILE": folder,
        "TMPDIR": folder,
        "TEMP": folder,
        "TMP": folder,
        "LC_ALL": "C.UTF-8",
    }


def find_program(name: str) -> str | None:
    """The absolute path of a program that is not in the working folder, or None."""
    import shutil

    found = shutil.which(name, path=_program_path())
    return found if found and os.path.isabs(found) else None  # noqa: PTH117


def _program_path() -> str:
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if os.path.isabs(entry) and not _is_here(entry))  # noqa: PTH117


def _is_here(entry: str) -> bool:
    """Whether an entry of a path means the working folder."""
    try:
        return os.path.realpath(entry or ".") == os.path.realpath(os.curdir)
    except OSError:  # the working folder is gone
        return not os.path.isabs(entry)  # noqa: PTH117
