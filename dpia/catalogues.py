"""Translations as they are read when the program runs: the `.po` files of one language, compiled once per state.

The files are the only source: `dpia/locale/LANG.po` for the program, `questionnaires/locale/LANG/` for the content, a
file for each file of content. An entry counts where it is filled and not fuzzy. Reading them takes seconds, so what
they come to is kept in the cache under the digest of their bytes, and only the language in use is read.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dpia import resources
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.kept import Kept

Placed = tuple[str, str]
"""A place in the content and the translation that stands there."""

_CACHE = Kept("translations", b"dpia translations 1\n", 8)


@dataclass(frozen=True, slots=True)
class Texts:
    """The translations of all content in one language, by the English text."""

    usual: Mapping[str, str]
    unlike: Mapping[str, tuple[Placed, ...]]
    """English texts that are translated in more than one way, each with the place where it is so."""

    def of(self, english: str, names: Iterable[str] = ()) -> str | None:
        """The translation, of several the one at the place that has all these names; None if there is none."""
        names = tuple(names)
        for place, text in self.unlike.get(english, ()) if names else ():
            if all(f".{name}." in f".{place}." for name in names):
                return text
        return self.usual.get(english)


NOTHING = Texts({}, {})


def po_files(lang: str) -> list[Path]:
    """The translation files of the content, sorted by path."""
    folder = resources.data_root("questionnaires") / "locale" / lang
    return sorted(folder.rglob("*.po"))


def program_file(lang: str) -> Path:
    """The translation file of the program."""
    return Path(__file__).parent / "locale" / f"{lang}.po"


def read_po(path: Path, lang: str) -> Any:
    """A translation file as a `babel.messages.Catalog`. Raises UserError where it cannot be read."""
    from babel.messages.pofile import PoFileError

    try:
        with path.open("rb") as stream:
            return parse_po(stream, lang)
    except (PoFileError, UnicodeDecodeError, OSError, ValueError) as error:
        raise UserError(
            N_("The translation file {path} cannot be read: {reason}."),
            hint=N_("Open it in an editor for .po files, which marks the place."),
            code="translation-file",
            path=str(path),
            reason=str(error),
        ) from None


def parse_po(stream: BinaryIO, lang: str) -> Any:
    """A translation file, also with the English that a stale entry was made from, which Babel writes and does not read.

    Raises ValueError, UnicodeDecodeError.
    """
    from babel.messages.pofile import denormalize, read_po

    catalogue = read_po(stream, locale=lang.replace("-", "_"), charset="utf-8", abort_invalid=True)
    for message in catalogue:
        lines = [line[1:].strip() for line in message.user_comments if line.startswith("|")]
        if lines:
            message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
            message.previous_id = [denormalize("\n".join(lines).removeprefix("msgid "))]
    return catalogue


def texts(lang: str) -> Texts:
    """The translations of the content; empty where there are no files. Raises UserError for one that is broken."""
    files = po_files(lang)
    if not files:
        return NOTHING
    key = _key(lang, files)
    kept = _CACHE.read(key)
    if kept is None:
        made = _compile(lang, files)
        _CACHE.write(key, json.dumps([made.usual, made.unlike], ensure_ascii=False).encode())
        return made
    usual, unlike = json.loads(bytes(kept))
    return Texts(usual, {english: tuple((place, text) for place, text in ways) for english, ways in unlike.items()})


@dataclass(frozen=True, slots=True)
class Program:
    """The catalogue of the program in one language: compiled (`.mo`), and how many of its entries are not filled."""

    compiled: bytes
    open: int
    total: int


def program(lang: str) -> Program | None:
    """The catalogue of the program; None where there is no file. Raises UserError for one that is broken."""
    path = program_file(lang)
    if not path.is_file():
        return None
    key = _key(lang, [path])
    kept = _CACHE.read(key)
    if kept is not None:
        counts, compiled = bytes(kept).split(b"\n", 1)
        open_, total = counts.split()
        return Program(compiled, int(open_), int(total))
    from babel.messages.mofile import write_mo

    buffer, catalogue = io.BytesIO(), read_po(path, lang)
    write_mo(buffer, catalogue)
    every = [message for message in catalogue if message.id]
    counted = sum(not is_filled(message.string) or message.fuzzy for message in every)
    made = Program(buffer.getvalue(), counted, len(every))
    _CACHE.write(key, b"%d %d\n" % (made.open, made.total) + made.compiled)
    return made


def is_filled(string: Any) -> bool:
    """Whether a translation says something in each of its forms."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


def worded(digest: str, lang: str) -> str:
    """The digest of content together with its words in a language: another translation makes another report."""
    files = [path for path in (*po_files(lang), program_file(lang)) if path.is_file()]
    return hashlib.sha256(f"{digest}\n{_key(lang, files)}".encode()).hexdigest() if files else digest


def _key(lang: str, files: list[Path]) -> str:
    digest = hashlib.sha256(f"{lang}\n".encode())
    for path in files:
        digest.update(f"{path.name}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _compile(lang: str, files: list[Path]) -> Texts:
    ways: dict[str, dict[str, list[str]]] = {}
    for path in files:
        for message in read_po(path, lang):
            if message.id and message.string and not message.fuzzy:
                ways.setdefault(message.id, {}).setdefault(message.string, []).append(message.context or "")
    usual = {english: max(found, key=lambda text: len(found[text])) for english, found in ways.items()}
    unlike = {
        english: tuple((place, text) for text, places in found.items() for place in places)
        for english, found in ways.items()
        if len(found) > 1
    }
    return Texts(usual, unlike)
