"""The translation files as `make messages` keeps them: gettext, always the same bytes for the same entries."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dpia.catalogues import is_filled, program_file, read_po
from dpia.content.loader import ContentFolder
from dpia.content.texts import texts_by_file
from dpia.i18n import LANGUAGES
from dpia.translation.program import program_messages

MessageId = str | tuple[str, str]

TRANSLATED = tuple(lang for lang in LANGUAGES if lang != "en")

_HEADER = """\
# {what}, {language}.
# SPDX-License-Identifier: Apache-2.0
# How to work in it: docs/translating.md."""

_LEFT_OUT = (
    '"POT-Creation-Date:', '"PO-Revision-Date:', '"Generated-By:', '"Project-Id-Version:', '"Report-Msgid-Bugs-To:',
    '"Last-Translator: FULL NAME',
)  # fmt: skip
"""Lines of the header that would differ with every run, or say nothing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry that a file must have: its place (none in the program) and its English."""

    place: str | None
    id: MessageId
    files: tuple[str, ...] = ()


def content_wanted(folder: ContentFolder, lang: str) -> dict[str, tuple[Wanted, ...]]:
    """The entries of each translation file of the content, by its path below `locale/LANG`. Raises ProblemsFound."""
    wanted: dict[str, tuple[Wanted, ...]] = {}
    for name, found in texts_by_file(folder).items():
        entries = tuple(Wanted(one.place, one.english) for one in found if not speaks(one.own, lang))
        if entries:
            wanted[name.removesuffix(".yaml") + ".po"] = entries
    return wanted


def program_wanted() -> tuple[Wanted, ...]:
    """The entries of the translation file of the program."""
    return tuple(Wanted(None, message, files) for message, files in program_messages().items())


def speaks(own: Iterable[str], lang: str) -> bool:
    """Whether a source has its own words in the language."""
    return lang in own or lang.split("-")[0] in own


def update_all(root: Path) -> list[Path]:
    """Bring all translation files in line with the English: of a content folder, and of the program. Returns changed.

    Raises ProblemsFound, UserError.
    """
    folder, changed = ContentFolder(root), []
    for lang in TRANSLATED:
        base = root / "locale" / lang
        wanted = content_wanted(folder, lang)
        old = {path.relative_to(base).as_posix(): read_po(path, lang) for path in sorted(base.rglob("*.po"))}
        memory = _memory(old.values())
        for name, entries in wanted.items():
            changed += _write(base / name, updated(old.get(name), entries, lang, memory, what=f"Content: {name}"))
        for name in old.keys() - wanted.keys():
            (base / name).unlink()
            changed.append(base / name)
        path = program_file(lang)
        before = read_po(path, lang) if path.is_file() else None
        changed += _write(path, updated(before, program_wanted(), lang, {}, what="The program"))
    return sorted(changed)


def updated(old: Any, wanted: Iterable[Wanted], lang: str, memory: dict[str, str], *, what: str) -> bytes:
    """A file with exactly the entries wanted.

    What was translated stays. Where the English of a place has changed, the translation stays as fuzzy, with the
    earlier English beside it; where the same English is translated at another place, that is taken over.
    """
    from babel.messages import Catalog

    new = Catalog(
        locale=lang.replace("-", "_"), project="dpia-wizard", charset="utf-8", fuzzy=False,
        header_comment=_HEADER.format(what=what, language=LANGUAGES[lang]),
        last_translator=old.last_translator if old is not None else None, language_team=LANGUAGES[lang],
    )  # fmt: skip
    by_place = {one.context: one for one in old or () if one.id and one.context}
    by_id = {(one.context, one.id): one for one in old or () if one.id}
    for one in wanted:
        before = by_id.get((one.place, one.id)) or (by_place.get(one.place) if one.place else None)
        string, fuzzy, previous = _carried(before, one, memory)
        new.add(
            one.id, string, context=one.place, locations=[(file, 0) for file in one.files],
            user_comments=before.user_comments if before is not None else (), previous_id=previous,
        )  # fmt: skip
        kept = new.get(one.id if isinstance(one.id, str) else one.id[0], one.place)
        assert kept is not None
        kept.flags = {"fuzzy"} if fuzzy else set()
    return _bytes(new)


def _carried(before: Any, wanted: Wanted, memory: dict[str, str]) -> tuple[Any, bool, tuple[str, ...]]:
    """What an entry begins with: its translation, whether it is fuzzy, and the English that it was made from."""
    known = memory.get(wanted.id, "") if isinstance(wanted.id, str) else ""
    if before is not None and before.id == wanted.id:
        if is_filled(before.string):
            return before.string, before.fuzzy, tuple(before.previous_id) if before.fuzzy else ()
        return known or before.string, False, ()
    if known:
        return known, False, ()
    if before is not None and is_filled(before.string) and isinstance(before.string, str):
        return before.string, True, tuple(before.previous_id) if before.fuzzy and before.previous_id else (before.id,)
    return None, False, ()


def _memory(catalogues: Iterable[Any]) -> dict[str, str]:
    """English to its translation, wherever it stands; the first in order where there are several."""
    memory: dict[str, str] = {}
    for catalogue in catalogues:
        for one in catalogue:
            if one.id and isinstance(one.string, str) and one.string and not one.fuzzy:
                memory.setdefault(one.id, one.string)
    return memory


def _bytes(catalogue: Any) -> bytes:
    from babel.messages.pofile import write_po

    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, include_lineno=False, include_previous=True)
    lines = buffer.getvalue().decode().split("\n")
    return "\n".join(line for line in lines if not line.startswith(_LEFT_OUT)).encode()


def _write(path: Path, data: bytes) -> list[Path]:
    if path.is_file() and path.read_bytes() == data:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return [path]
