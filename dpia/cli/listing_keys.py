"""`dpia keys`: the name of each command, by which it can be given other keys, and the keys in force."""

from __future__ import annotations

from dpia.cells import cell_len, padded
from dpia.cli.language import interface
from dpia.cli.output import OK, out
from dpia.i18n_marks import N_
from dpia.tui.commands import key_name
from dpia.tui.keymap import SCREENS, file, load


def keys() -> int:
    """List them. Raises UserError if the file with other keys is not as it must be."""
    tr, path, keys = interface(), file(), load()
    listed: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for screen, commands in SCREENS.items():
        for command in commands:
            shown = tr.listed(key_name(key, tr) for key in keys.of(command)) or "-"
            listed.setdefault((command.ident, shown), (tr(command.label), []))[1].append(tr(screen))
    out(tr(N_("Commands of the wizard. Other keys are written into {path}, such as:"), path=path))
    out("[keys]")
    out('undo = "ctrl+f8"')
    out()
    names, wide = (max(cell_len(key[part]) for key in listed) for part in (0, 1))
    for (ident, shown), (label, screens) in sorted(listed.items()):
        out(f"{padded(ident, names)}  {padded(shown, wide)}  {label}{tr.in_brackets(tr.listed(screens))}")
    return OK
