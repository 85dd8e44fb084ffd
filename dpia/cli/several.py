"""`dpia report` for several files: each rendered by a process of its own, as many at once as there are cores.

What goes wrong with one is told on its line and stops no other.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from dpia import isolation
from dpia.cli.language import OPTION, interface, report_language
from dpia.cli.output import BAD_INPUT, OK, say, tell
from dpia.cli.rendering import FORMATS, Options, chosen_look
from dpia.create import stem
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import exists, is_dir

_SECONDS = 900
"""After which a report is given up."""


def into_folder(files: list[Path], output: Path) -> bool:
    """Whether reports go into a folder: there are several, or the target is one, and not called like a report."""
    return len(files) > 1 or (is_dir(output) and output.suffix.lower().removeprefix(".") not in FORMATS)


def several(files: list[Path], folder: Path, form: str | None, options: Options) -> int:
    """Render a report of each file into a folder, which is made if it is not there.

    A report has the name of its assessment; with an edition that was asked for, its name too: NAME-board.pdf. Files
    whose reports would have one name are refused, all of them.

    Raises UserError, ProblemsFound: of what concerns all of them.
    """
    form = form or FORMATS[0]
    if options.lang is not None:
        from dpia.content.loader import load_pack

        report_language(options.lang, load_pack())
    chosen_look(options.house_style, f".{form}")
    if not is_dir(folder):
        _make(folder)
    targets = [folder / _name(file, form, options.profile) for file in files]
    taken = Counter(str(target).casefold() for target in targets)
    failed, tr = 0, interface()
    with _stopping(ThreadPoolExecutor(max_workers=_cores())) as pool:
        running: list[Future[tuple[int, list[str]]] | None] = [
            None if taken[str(target).casefold()] > 1 else pool.submit(_render, file, target, options)
            for file, target in zip(files, targets, strict=True)
        ]
        for file, target, future in zip(files, targets, running, strict=True):
            if future is None:
                words = N_("not rendered: another of the files would have the same report, {name}; rename one of them")
                code, lines = BAD_INPUT, [tr(words, name=target.name)]
            else:
                code, lines = future.result()
            failed += code != OK
            for line in lines:
                say(f"{file}{tr.colon}{line}")
    tell(N_("{made} of {all} reports written into {folder}."), made=len(files) - failed, all=len(files), folder=folder)
    return BAD_INPUT if failed else OK


@contextlib.contextmanager
def _stopping(pool: ThreadPoolExecutor) -> Iterator[ThreadPoolExecutor]:
    """A pool that begins nothing more once somebody stops the program."""
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _make(folder: Path) -> None:
    if exists(folder) or folder.suffix.lower().removeprefix(".") in FORMATS:
        raise UserError(
            N_("{path} is no folder, and several reports do not fit into one file."),
            hint=N_("Name a folder with -o."),
            code="no-folder",
            path=folder,
        )
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(
            N_("The folder {path} cannot be made: {reason}."), code="no-folder", path=folder, reason=reason
        ) from None


def _name(file: Path, form: str, profile: str | None) -> str:
    return f"{stem(file)}{f'-{profile}' if profile is not None else ''}.{form}"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _render(file: Path, target: Path, options: Options) -> tuple[int, list[str]]:
    """The exit code of a process that renders one file, and what it says, save how far it is."""
    said_in = (OPTION, interface().lang)
    command = isolation.own_command(
        *said_in, "report", str(file.absolute()), "-o", str(target.absolute()), *_flags(options)
    )
    try:
        done = subprocess.run(  # noqa: S603 - our own program; paths and choices are arguments of their own
            command, cwd=isolation.HOME, env=isolation.environment(), stdin=subprocess.DEVNULL, capture_output=True,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return BAD_INPUT, [interface()(N_("given up after {seconds} seconds"), seconds=_SECONDS)]
    except OSError as error:
        return BAD_INPUT, [error.strerror or str(error)]
    tr = interface()
    progress = {tr(N_("Writing the report …")), tr(N_("Laying out the pages …"))}
    said = done.stderr.decode("utf-8", "replace").splitlines()
    lines = [line for line in said if line.strip() and line not in progress]
    if not lines:
        lines = [tr(N_("stopped with exit code {code}"), code=done.returncode)]
    return done.returncode, lines


def _flags(options: Options) -> Iterator[str]:
    """The options as arguments of the command line."""
    for name, value in (("--lang", options.lang), ("--profile", options.profile), ("--as-of", options.as_of)):
        if value is not None:
            yield f"{name}={value}"
    if options.house_style is not None:
        yield from ("--house-style", str(options.house_style.absolute()))
    chosen = (
        ("--answers", options.answers),
        ("--no-embed", options.no_embed),
        ("--discussion", options.discussion),
        ("--force", options.force),
    )
    yield from (name for name, given in chosen if given)
