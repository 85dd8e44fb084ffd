"""`dpia serve`: what is looked at before anything is served, and what is said."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from dpia import isolation
from dpia.cli.language import interface, passed_on
from dpia.cli.output import OK, out, say, tell
from dpia.doctor import SERVE
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import is_file, working_folder
from dpia.tui.keymap import load


def serve(file: Path | None, port: int) -> int:
    """Show the wizard in a browser on this machine, until Ctrl+C."""
    if find_spec("textual_serve") is None or find_spec("aiohttp") is None:
        raise UserError(N_("Serving needs packages that are not installed."), hint=SERVE, code="no-serve")
    if not 0 <= port <= 65535:
        raise UserError(N_("There is no port {port}."), hint=N_("Ports go up to 65535."), code="port", port=port)
    load()  # a wizard with keys that cannot be would not start
    words = []
    if file is not None:
        _must_be_readable(file)
        words = ["open", os.fspath(file.absolute())]
    command = isolation.own_command(*passed_on(), *words, working_folder=os.fspath(working_folder()))
    from dpia.serve.server import serve as run

    tr = interface()

    def announce(address: str) -> None:
        where = N_("The wizard is at {address} until Ctrl+C. Whoever has this address can use it.")
        out(tr(where, address=address), now=True)

    run(command, file.name if file else "", port, tr, announce=announce, complain=say)
    tell(N_("Stopped. Every answer that was applied is saved."))
    return OK


def _must_be_readable(file: Path) -> None:
    """Raise UserError for a file that the wizard would refuse too."""
    if file.suffix.lower() not in (".pdf", ".age"):  # what is encrypted asks for its key on the page
        from dpia.storage.document import read_document

        read_document(file)
    elif not is_file(file):
        raise UserError(N_("There is no file {path}."), path=file)
