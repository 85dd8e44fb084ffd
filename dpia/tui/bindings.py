"""Commands as Textual binds them: by the names under which a person may give them other keys."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from dpia.tui.commands import Command, both_cases


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """The bindings of a screen. Function and control keys win over the field; letters and Esc do not.

    A command without a key of its own has a binding all the same, on a key that no keyboard has, so that it can be
    given one.
    """
    made: list[BindingType] = []
    for command in commands:
        for key in command.keys:
            ident = command.ident if key in command.own_keys else f"{command.ident}.{key}"
            priority = len(key) > 1 and key != "escape"
            made.append(Binding(both_cases(key), command.name, command.label, id=ident, priority=priority))
        if not command.own_keys:
            made.append(Binding(f"none-{command.ident}", command.name, command.label, id=command.ident, priority=True))
    return made
