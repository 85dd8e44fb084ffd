"""`dpia content check --lang`: what a language lacks, and what is wrong with what it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dpia.catalogues import is_filled, program_file, read_po
from dpia.content.loader import ContentFolder, compile_content
from dpia.content.pack import Content
from dpia.errors import Problem
from dpia.lint.files import GLOSSARY
from dpia.lint.plain_words import passages
from dpia.lint.readability import Part, Passage, measure, objections
from dpia.translation.agreement import faults
from dpia.translation.files import Wanted, content_wanted, program_wanted
from dpia.translation.glossary import Glossary, load_glossary

PROGRAM = "dpia/locale"


@dataclass(frozen=True, slots=True)
class FileState:
    """One translation file in numbers of entries.

    `stale`: the English has changed since; `missing`: not in the file yet; `untranslated`: there and empty; `obsolete`:
    there and wanted no more.
    """

    name: str
    total: int
    translated: int = 0
    stale: int = 0
    missing: int = 0
    untranslated: int = 0
    obsolete: int = 0
    words: int = 0
    """English words that are still to be translated."""


@dataclass
class LanguageState:
    """How far a language is."""

    lang: str
    files: list[FileState] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lix: float | None = None
    """LIX of the plain texts together; for Chinese the characters of a sentence on average. None: nothing to read."""

    @property
    def whole(self) -> bool:
        """Whether everything is translated and nothing is wrong."""
        return not self.problems and all(one.translated == one.total and not one.obsolete for one in self.files)

    def sum(self, number: str) -> int:
        """A number of all files together."""
        return sum(getattr(one, number) for one in self.files)


def check_language(root: Path, lang: str) -> LanguageState:
    """Everything about one language. Raises ProblemsFound (the English itself does not load), UserError."""
    folder, glossary, state = ContentFolder(root), load_glossary(root), LanguageState(lang)
    translations: dict[str, str] = {}
    base = root / "locale" / lang
    wanted = content_wanted(folder, lang)
    for name, entries in sorted(wanted.items()):
        _check_file(state, base / name, name, entries, glossary, translations)
    for path in sorted(base.rglob("*.po")):
        name = path.relative_to(base).as_posix()
        if name not in wanted:
            state.files.append(FileState(name, 0, obsolete=sum(bool(one.id) for one in read_po(path, lang))))
    _check_file(state, program_file(lang), f"{PROGRAM}/{lang}.po", program_wanted(), glossary, {})
    state.problems += _two_ways(base, lang)
    _reading(state, compile_content(folder), translations)
    return state


def _check_file(
    state: LanguageState, path: Path, name: str, entries: Iterable[Wanted], glossary: Glossary, done: dict[str, str]
) -> None:
    entries = tuple(entries)
    found = [one for one in read_po(path, state.lang) if one.id] if path.is_file() else []
    by_id = {(one.context, one.id): one for one in found}
    places = {one.context for one in found if one.context}
    numbers = dict.fromkeys(("translated", "stale", "missing", "untranslated", "words"), 0)
    for wanted in entries:
        one = by_id.get((wanted.place, wanted.id))
        kind = _kind(one, changed=wanted.place in places)
        numbers[kind] += 1
        if one is None or kind != "translated":
            numbers["words"] += len((wanted.id if isinstance(wanted.id, str) else wanted.id[-1]).split())
            continue
        done.setdefault(wanted.id if isinstance(wanted.id, str) else wanted.id[0], one.string)
        state.problems += _wrong(one, state.lang, name, path, glossary)
    here = {(wanted.place, wanted.id) for wanted in entries} | {(wanted.place, None) for wanted in entries}
    gone = sum(key not in here and (key[0] is None or (key[0], None) not in here) for key in by_id)
    state.files.append(FileState(name, len(entries), obsolete=gone, **numbers))


def _kind(one: Any, *, changed: bool) -> str:
    if one is None:
        return "stale" if changed else "missing"
    if not is_filled(one.string):
        return "untranslated"
    return "stale" if one.fuzzy else "translated"


def _wrong(one: Any, lang: str, name: str, path: Path, glossary: Glossary) -> Iterator[Problem]:
    where = f" at {one.context}" if one.context else ""
    for fault in faults(one.id, one.string, lang):
        yield Problem(fault.code, fault.message + where, str(path), one.lineno or 0, 1, fault.hint, fault.params)
    if isinstance(one.id, str) and isinstance(one.string, str):
        for term in glossary.unused(one.id, one.string, lang, name):
            message = "The glossary has “{term}” for “{english}”, and the translation does not use it" + where + "."
            params = {"term": " / ".join(term.words[lang]), "english": term.english[0]}
            hint = f"Use it, or add what is right here to {GLOSSARY}."
            yield Problem("term", message, str(path), one.lineno or 0, 1, hint, params)


def _two_ways(base: Path, lang: str) -> Iterator[Problem]:
    """One English text in two translations, at places for which the program asks by the English alone."""
    seen: dict[str, tuple[str, str]] = {}
    for path in sorted(base.rglob("*.po")):
        for one in read_po(path, lang):
            if not one.id or not is_filled(one.string) or one.fuzzy or asked_with_place(one.context or ""):
                continue
            first, place = seen.setdefault(one.id, (one.string, one.context or ""))
            if first != one.string:
                message = "“{english}” is translated in another way at {place}: “{first}”."
                params: dict[str, object] = {"english": one.id, "place": place, "first": first}
                hint = "Make the two the same, or have the English say what is different."
                yield Problem("two-ways", message, str(path), one.lineno or 0, 1, hint, params)


def asked_with_place(place: str) -> bool:
    """Whether the program says for which place it asks: for options, by question and option."""
    parts = place.split(".")
    return len(parts) > 2 and parts[-3] == "options" and parts[-1] == "text"


def _reading(state: LanguageState, content: Content, done: dict[str, str]) -> None:
    """The reading measure of the plain texts, where a whole passage is translated."""
    read: list[str] = []
    for passage in passages(content):
        parts = [part for part in passage.parts if part.text]
        if not parts or any(part.text not in done for part in parts):
            continue
        turned = tuple(Part(part.path, done[part.text]) for part in parts)
        read += [part.text for part in turned] if not passage.sentences_only else []
        for one in objections(Passage(passage.kind, passage.identity, turned, passage.sentences_only)):
            place = ".".join(map(str, one.path))
            params = {**one.params, "place": f"{passage.kind} {passage.identity} {place}"}
            state.problems.append(
                Problem("hard-to-read", "{place}: " + one.message, f"locale/{state.lang}", 0, 0, one.hint, params)
            )
    if read:
        whole = measure(*read)
        state.lix = whole.average if whole.han else whole.lix
