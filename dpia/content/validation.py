"""pydantic at the gate: plain data from YAML into content models, and back. Imported only where content is compiled."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from dpia.content.base import Model


def validate(kind: Any, data: Any) -> Any:
    """The object of that model, or of that container of models. Raises pydantic's ValidationError."""
    return adapter(kind).validate_python(data)


def to_plain(value: Model) -> Any:
    """A model as plain data with the keys of the YAML, without what is left at its default."""
    kind: Any = type(value)
    return adapter(kind).dump_python(value, mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)


@lru_cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The reader of a model, built once."""
    return TypeAdapter(kind)
