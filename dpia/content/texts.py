"""Every text of the content that is translated, with its place: read off the types, so that no field is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from dpia.content.base import Model, Translated, TranslatedAnswers, is_id
from dpia.content.loader import ContentFolder, read_as
from dpia.content.pack import Content
from dpia.errors import Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class TextAt:
    """A text in English and where it stands in its file, such as `start.title.help` or `RP-03.grades.none.text`."""

    place: str
    english: str
    own: frozenset[str] = frozenset()
    """The languages that the content itself holds it in: a source is not translated where it speaks for itself."""


def texts_by_file(folder: ContentFolder) -> dict[str, tuple[TextAt, ...]]:
    """The texts of each file in its order; files without any are left out. Raises ProblemsFound."""
    problems: list[Problem] = []
    found: dict[str, tuple[TextAt, ...]] = {}
    for kind, source in folder.sources(problems):
        read = read_as(kind, source, problems)
        if read is not None and (texts := tuple(_unlike(_texts(read, "", marked=None)))):
            found[source.file] = texts
    if problems:
        raise ProblemsFound(problems)
    return found


def texts_of(content: Content) -> Iterator[TextAt]:
    """The texts of all content at once; places are unlike only within one file."""
    return _texts(content, "", marked=None)


def _unlike(texts: Iterator[TextAt]) -> Iterator[TextAt]:
    """Each place once: where two would have the same name, the later one is numbered."""
    seen: dict[str, int] = {}
    for text in texts:
        seen[text.place] = count = seen.get(text.place, 0) + 1
        yield text if count == 1 else TextAt(f"{text.place}#{count}", text.english, text.own)


def _texts(value: object, place: str, *, marked: type[Translated] | None) -> Iterator[TextAt]:
    if isinstance(value, str):
        if marked and value.strip() and not (marked is TranslatedAnswers and is_id(value)):
            yield TextAt(place, value)
    elif isinstance(value, Model):
        for name, translated, otherwise in _fields(type(value)):  # type: ignore[arg-type]
            inner = getattr(value, name)
            if inner != otherwise or not isinstance(inner, str):  # what stands in no file is nobody's text
                yield from _texts(inner, _below(place, name), marked=translated)
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value, 1):
            names = (getattr(item, key, None) for key in ("id", "rung", "ask"))
            below = _below(place, next((name for name in names if name), index))
            yield from _texts(item, below, marked=marked)
    elif isinstance(value, dict):
        if marked and "en" in value:
            yield TextAt(place, value["en"], frozenset(value))
            return
        for key, item in value.items():
            yield from _texts(item, _below(place, key), marked=marked)


def _below(place: str, name: object) -> str:
    return f"{place}.{name}" if place else str(name)


@cache
def _fields(cls: type[Model]) -> tuple[tuple[str, type[Translated] | None, object], ...]:
    """The fields of a model, each with whether its own words are translated, and what it is where it is left out."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        (field.name, _mark(hints[field.name]), field.default)
        for field in fields(cls)  # type: ignore[arg-type]
    )


def _mark(hint: Any) -> type[Translated] | None:
    """The mark that stands in a type, if any; the types of models below have marks of their own."""
    if get_origin(hint) is Annotated:
        here = next((type(one) for one in hint.__metadata__ if isinstance(one, Translated)), None)
        return here or _mark(get_args(hint)[0])
    return next((found for one in get_args(hint) if (found := _mark(one))), None)
