"""Other keys for commands, from `config.toml`: read, checked whole, and what is in force.

A command has one name on all screens. Its keys give way to the new ones everywhere. What stays is Esc, Enter and Space,
and a letter that stands beside other keys (F11 or D), since it is a short way on a screen where nothing is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from dpia import resources
from dpia.errors import UserError
from dpia.i18n import Phrase, Translator
from dpia.i18n_marks import N_
from dpia.paths import NoPlainFile, TooLarge, read_plain
from dpia.syntax_words import toml_place
from dpia.tui import commands, discussion_commands, merge_commands, reasoning_commands
from dpia.tui.commands import Command, both_cases, key_name

NAME = "config.toml"
LARGEST = 1 << 16
"""Bytes of the file."""

MOST = 4
"""Keys of one command."""

SCREENS: Mapping[str, tuple[Command, ...]] = MappingProxyType(
    {
        N_("questions"): commands.ASSESSMENT,
        N_("finding"): commands.FINDING,
        N_("start"): commands.START,
        N_("quick lane"): commands.LANE,
        N_("end of the lane"): commands.LANE_END,
        N_("alternatives"): reasoning_commands.LADDER,
        N_("power"): reasoning_commands.BOARD,
        N_("risks"): reasoning_commands.RISKS,
        N_("what if"): reasoning_commands.WHAT_IF,
        N_("discussion"): discussion_commands.DISCUSSION,
        N_("tasks"): discussion_commands.TASKS,
        N_("workshop"): discussion_commands.WORKSHOP,
        N_("merge"): merge_commands.MERGING,
    }
)
"""Every screen with commands of its own."""

EVERYWHERE = ("leave", "messages")
"""Commands that the program itself knows, whatever screen is shown."""

_NAMED = ("insert", "delete", "home", "end", "pageup", "pagedown", "up", "down", "left", "right")
_KEY = re.compile(rf"(?:(?:ctrl\+|shift\+)*(?:f(?:[1-9]|1[0-9]|2[0-4])|{'|'.join(_NAMED)})|ctrl\+[a-z]|[a-z])")

_TYPING = frozenset(
    {f"{modifier}{key}" for modifier in ("", "shift+", "ctrl+", "ctrl+shift+") for key in _NAMED if "page" not in key}
    | {"pageup", "pagedown"}
    | {f"ctrl+{letter}" for letter in "chijmuvwz"}
)
"""What a field needs for itself, or a terminal sends for another key."""


@dataclass(frozen=True, slots=True)
class KeysInForce:
    """The keys in force: those that were declared, but for the commands that were given others."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """New keys, by the name of the command."""

    def of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command on its screen, the first of which is shown."""
        if command.ident not in self.changed:
            return command.keys
        return (*self.changed[command.ident], *(key for key in command.keys if key not in command.own_keys))

    def first(self, ident: str) -> str:
        """The key by which texts name a command; nothing if there is none."""
        return next((keys[0] for one in _all() if one.ident == ident and (keys := self.of(one))), "")

    def textual(self) -> dict[str, str]:
        """The same as Textual's keymap."""
        return {ident: ",".join(map(both_cases, keys)) for ident, keys in self.changed.items()}


DECLARED = KeysInForce()
"""The keys that everybody has who gave no others."""


class Press:
    """Names a key in a text: `{press:undo}` → “F8”."""

    def __init__(self, keys: KeysInForce, lang: str) -> None:
        self.keys = keys
        self._tr = Translator(lang)
        self._named: dict[str, str] = {}

    def __format__(self, ident: str) -> str:
        if ident not in self._named:
            key = self.keys.first(ident)
            if not key:
                raise ValueError(f"no key for {ident}")
            self._named[ident] = key_name(key, self._tr)
        return self._named[ident]


def keyed(tr: Translator, keys: KeysInForce | None = None) -> Translator:
    """A translator whose texts name the keys in force."""
    if keys is None and isinstance(tr.press, Press):
        return tr
    return Translator(tr.lang, Press(keys or DECLARED, tr.lang))


def keys_of(command: Command, tr: Translator) -> tuple[str, ...]:
    """The keys in force of a command, as the translator knows them."""
    return (tr.press.keys if isinstance(tr.press, Press) else DECLARED).of(command)


def file() -> Path:
    """Where other keys are written down."""
    return resources.config_dir() / NAME


def load(path: Path | None = None) -> KeysInForce:
    """The keys in force. Raises UserError with file, line and remedy if something in the file is not as it must be."""
    path = path or file()
    try:
        text = read_plain(path, LARGEST).decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return DECLARED
    except UnicodeDecodeError:
        raise _wrong(path, None, N_("it is no UTF-8 text"), N_("Save it as UTF-8.")) from None
    except (NoPlainFile, TooLarge, OSError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise _wrong(path, None, N_("it cannot be read ({reason})"), N_("Mend or remove it."), reason=reason) from error
    import tomllib  # whoever has no such file does not wait for it

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = N_('Write [keys], then lines such as undo = "f9".')
        place = toml_place(str(error))
        if place is None:
            raise _wrong(path, None, N_("it ends before something in it does"), hint) from None
        words = N_("this is no TOML, from column {column}")
        raise _wrong(path, place[0], words, hint, column=place[1]) from None
    return _Reading(path, text).keys(data)


class _Reading:
    """One file; knows where in it something stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()

    def keys(self, data: Mapping[str, object]) -> KeysInForce:
        for name in data:
            if name != "keys":
                raise self._wrong(name, N_("“{name}” is not known here"), N_("There is only [keys]."), name=name)
        table = data.get("keys", {})
        if not isinstance(table, dict):
            raise self._wrong("keys", N_("“keys” is no table"), N_('Write [keys], then lines such as undo = "f9".'))
        keys = KeysInForce({self._ident(name): self._keys(name, value) for name, value in table.items()})
        self._check_clashes(keys)
        return keys

    def _ident(self, name: str) -> str:
        known = {command.ident for command in _all()}
        if name not in known:
            import difflib

            near = difflib.get_close_matches(name.replace("_", "-"), known, 1)
            hint = N_("Did you mean “{near}”? dpia keys lists all.") if near else N_("dpia keys lists all.")
            raise self._wrong(name, N_("there is no command “{name}”"), hint, name=name, near=near[0] if near else "")
        return name

    def _keys(self, name: str, value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not 0 < len(given) <= MOST or not all(isinstance(key, str) for key in given):
            hint = N_('Write one, such as "f9", or up to {most}: ["f9", "ctrl+u"].')
            raise self._wrong(name, N_("“{name}” needs a key in quotes"), hint, name=name, most=MOST)
        keys = tuple(dict.fromkeys(key.strip().lower() for key in given))
        for key in keys:
            self._check(name, key)
        return keys

    def _check(self, name: str, key: str) -> None:
        if not _KEY.fullmatch(key):
            hint = N_("Keys are f1 to f24, ctrl+a to ctrl+z, and for commands that have letters a to z.")
            raise self._wrong(name, N_("there is no key “{key}” to give to “{name}”"), hint, name=name, key=key[:40])
        if len(key) == 1:
            usual = [command.keys for command in _all() if command.ident == name]
            if not all(keys and all(len(one) == 1 for one in keys) for keys in usual):
                hint = N_("Choose a function key or a key with Ctrl.")
                raise self._wrong(name, N_("“{key}” is typed where “{name}” is used"), hint, name=name, key=key)
        elif key in _TYPING:
            hint = N_("Choose a function key or another key with Ctrl.")
            words = N_("fields need {key} for themselves, so “{name}” cannot have it")
            raise self._wrong(name, words, hint, name=name, key=key)

    def _check_clashes(self, keys: KeysInForce) -> None:
        """No two commands of a screen have one key; what is everywhere counts on each."""
        given = [*(command.ident for command in _all() if command.ident not in keys.changed), *keys.changed]
        everywhere = [command for command in commands.ASSESSMENT if command.ident in EVERYWHERE]
        for screen in SCREENS.values():
            taken: dict[str, str] = {}
            here = {command.ident for command in screen}
            for command in (*screen, *(one for one in everywhere if one.ident not in here)):
                for key in keys.of(command):
                    other = taken.setdefault(key, command.ident)
                    if other == command.ident:
                        continue
                    mine, theirs = sorted((command.ident, other), key=given.index, reverse=True)
                    raise self._wrong(
                        mine,
                        N_("{key} is the key of “{theirs}” too, so “{mine}” cannot have it"),
                        N_("Choose another, or give “{theirs}” another key as well."),
                        key=key,
                        theirs=theirs,
                        mine=mine,
                    )

    def _wrong(self, where: str, what: str, hint: str, /, **params: object) -> UserError:
        pattern = re.compile(rf"""\s*\[*\s*["']?(?:keys["']?\s*\.\s*["']?)?{re.escape(where)}["']?\s*[=.\]]""")
        line = next((n for n, text in enumerate(self.lines, 1) if pattern.match(text)), None)
        return _wrong(self.path, line, what, hint, **params)


def _all() -> Iterable[Command]:
    """Every command of every screen, that of the questions first."""
    for screen in SCREENS.values():
        yield from screen


def _wrong(path: Path, line: int | None, what: str, hint: str, /, **params: object) -> UserError:
    """An error about the file. `what` is a sentence without its beginning and end."""
    place = f"{path}:{line}" if line else str(path)
    said = Phrase(lambda tr: tr(what, **params))
    return UserError(N_("{place}: {what}."), hint=hint, code="keys", place=place, what=said, **params)
