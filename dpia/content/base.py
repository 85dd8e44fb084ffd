"""What all content models share: frozen, closed against unknown keys, with constrained ids.

The models are plain frozen dataclasses. pydantic reads YAML into them and checks every constraint when content is
compiled (`dpia.content.validation`); what was checked once is kept, and a run that only reads it needs no pydantic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from typing import Annotated, Any, ClassVar, NoReturn, TypeVar, dataclass_transform, get_args

from dpia import dates

T = TypeVar("T")


class Model:
    """Base of the content models. An unknown key is an error; a loaded object never changes.

    The methods that `dataclass` would write for each of fifty classes stand here once: writing them takes it a tenth of
    a second, more than reading all content.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {
        "extra": "forbid",
        "alias_generator": lambda name: name.removesuffix("_"),  # `not`, `is`, `from` are words of Python
        "populate_by_name": True,
    }

    def __init__(self, **values: Any) -> None:
        """An object from its fields by name. Raises TypeError for one that is missing or unknown."""
        for field in fields(self):  # type: ignore[arg-type]
            if field.name not in values and field.default is not MISSING:
                values[field.name] = field.default
            elif field.name not in values and field.default_factory is not MISSING:
                values[field.name] = field.default_factory()
        names = [field.name for field in fields(self)]  # type: ignore[arg-type]
        if values.keys() != set(names):
            wrong = ", ".join(sorted(values.keys() ^ set(names)))
            raise TypeError(f"{type(self).__name__}: missing or unknown: {wrong}")
        self.__dict__.update({name: values[name] for name in names})
        self.__post_init__()

    def __post_init__(self) -> None:
        """Check what the fields say together. Raises ValueError."""

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of an object: of its fields those that are not as the class has them, which are most."""
        return {name: value for name, value in self.__dict__.items() if value is not getattr(type(self), name, MISSING)}

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(shown)})"


@dataclass_transform(frozen_default=True, kw_only_default=True)
def model(cls: type[T]) -> type[T]:
    """Make a content model of a class: a frozen dataclass with fields by name. `__post_init__` checks its shape."""
    return dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)


class Limits:
    """Constraints on an annotated value, in the words of pydantic-core (`pattern`, `min_length`, `ge`, …)."""

    def __init__(self, **limits: object) -> None:
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The schema of the type with the constraints set."""
        return {**handler(source), **self.limits}


class TextOrMapping:
    """A plain text, or a mapping that the one model of the union reads; an error speaks of the one that was meant."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """A tagged union: text by default, the model for a mapping."""
        text, mapping = get_args(source)
        return {
            "type": "tagged-union",
            "choices": {"text": handler(text), "mapping": handler(mapping)},
            "discriminator": lambda value: "mapping" if isinstance(value, dict | Model) else "text",
        }


class Described:
    """What a key means, for those who write content: shown by editors, from the generated schemas."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The schema of the key with its description."""
        return {**handler(core), "description": self.text}


Slug = Annotated[str, Limits(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A stable lower-case name with hyphens."""

AuthorityId = Annotated[str, Limits(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")]
"""The id of an authority; standards keep the dots of their clauses (`gbt-35273-11.4`)."""

QuestionId = Annotated[str, Limits(pattern=r"^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$")]
"""`section.name`."""

RuleId = Annotated[str, Limits(pattern=r"^[A-Z]{2,5}-[A-Z]?[0-9]{2}[a-z]?$")]
"""`RP-03`, `RP-26b`, `CN-R01`, `CN-H01`."""


class Translated:
    """A mark: the words are for a person, and each language has them in its translation files."""


Text = Annotated[str, Limits(strip_whitespace=True, min_length=1), Translated()]
"""Words for a person, in English; other languages come from translation files (docs/translating.md)."""

Prose = Annotated[str, Translated()]
"""The same, or nothing."""

_ID = re.compile(r"[a-z0-9]+(?:[-./:][a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether a text among answers is the id of an option, row or question, or a date, and no words for people.

    >>> [is_id(text) for text in ("by-hand", "2026-01-01", "Pupils", "Entrance of the shop")]
    [True, True, False, False]
    """
    return _ID.fullmatch(text) is not None


class TranslatedAnswers(Translated):
    """Marks answers as in an answers file: the words in them are translated, and no id is."""


Answers = Annotated[dict[str, Any], TranslatedAnswers()]

Said = Annotated[dict[str, str], Translated()]
"""The same by language, where the content itself holds more than English; what it holds is not translated again."""

Name = Annotated[str, Limits(strip_whitespace=True, min_length=1)]
"""What is given and not translated: a version, a letter, the name of a case."""

PartialDate = Annotated[str, Limits(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: laws and cases are not always known to the day."""


def real_date(text: str, *, whole: bool = True) -> str:
    """The date, if there is such a day (or month, or year, unless it must be `whole`); ValueError otherwise."""
    day = text if whole else text + "-01-01"[len(text) - 4 :]
    try:
        dates.day(day)
    except ValueError:
        form = "2026-11-21" if whole else "2026-11-21, 2026-11 or 2026"
        raise ValueError(f"“{text}” is no date; write it as {form}") from None
    return text
