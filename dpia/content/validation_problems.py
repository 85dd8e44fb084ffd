"""What pydantic says of a file, in words about YAML: what is wrong at which place, and the fix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dpia.content.source import Source
from dpia.errors import Problem, nearest

_FORMS = {
    r"^[A-Z]{2,5}-[A-Z]?[0-9]{2}[a-z]?$": "a rule id such as RP-03, RP-26b or CN-H01: capitals, a hyphen, two digits",
    r"^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$": "section.name, such as start.example",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits with hyphens, such as no-body-feature",
    r"^[a-z0-9]+([-.][a-z0-9]+)*$": "small letters and digits with hyphens, such as gdpr-4-11",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "a date: 2026, 2026-11 or 2026-11-21",
    r"^#[0-9A-Fa-f]{6}$": "a colour as #rrggbb, such as #1a365d",
    r"^[A-Za-z0-9][A-Za-z0-9 .-]{0,59}$": "the name of a typeface: letters, digits, spaces, dots and hyphens",
    r"^\d{2}-\d{2}$": "a day of the year as MM-DD, such as 01-31",
}
"""The patterns of ids, dates and the like, in words; any other is shown as it is."""

_SHAPES = {
    "dict_type": "a mapping (key: value)", "dataclass_type": "a mapping (key: value)",
    "dataclass_exact_type": "a mapping (key: value)", "tuple_type": "a list ([a, b])", "list_type": "a list ([a, b])",
    "string_type": "text", "bool_type": "true or false", "bool_parsing": "true or false",
    "int_type": "a whole number", "int_parsing": "a whole number",
    "int_from_float": "a whole number", "float_type": "a number", "float_parsing": "a number",
}  # fmt: skip


def explained(source: Source, errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """The problems of one file. What only follows from another one (a list "too short" for a bad entry) is left out."""
    errors = list(errors)
    places = [tuple(item["loc"]) for item in errors]
    found: list[Problem] = []
    for item, place in zip(errors, places, strict=True):
        inner = any(len(other) > len(place) and other[: len(place)] == place for other in places)
        if item["type"] == "too_short" and inner:
            continue
        problem = _problem(source, item, place)
        if problem not in found:
            found.append(problem)
    return found


def _problem(source: Source, item: Mapping[str, Any], place: tuple[Any, ...]) -> Problem:
    kind, value, context = str(item["type"]), item.get("input"), item.get("ctx", {})
    code = kind.replace("_", "-")
    match kind:
        case "missing":
            return source.problem(place, code, "The key “{key}” is missing.", "Add it.", key=place[-1])
        case "unexpected_keyword_argument":
            message, hint = "There is no key “{key}” here.", "Check its spelling and how far it is indented."
            return source.problem(place, "unknown-key", message, hint, key=place[-1])
        case "literal_error":
            known = str(context.get("expected", ""))
            options = [part.strip("'") for part in known.replace(" or ", ", ").split(", ")]
            close = nearest(str(value), options)
            hint = "Did you mean {close}?" if close else "One of: {known}."
            message = "“{value}” is none of the words that may stand here."
            names = ", ".join(options)
            return source.problem(place, code, message, hint, value=_short(value), close=close, known=names)
        case "string_pattern_mismatch":
            form = _FORMS.get(str(context.get("pattern")), str(context.get("pattern")))
            return source.problem(place, code, "“{value}” is not {form}.", value=_short(value), form=form)
        case "string_too_short":
            return source.problem(place, code, "This is empty.", "Fill it in, or leave out what is optional.")
        case "too_short":
            message = "At least {least} must stand here; found {count}."
            least, count = context.get("min_length", 1), context.get("actual_length", 0)
            return source.problem(place, code, message, least=least, count=count)
        case "value_error":
            return source.problem(place, code, "{reason}.", reason=str(context.get("error", item["msg"])))
    if kind in _SHAPES:
        message = "Expected {shape}, found {value}."
        hint = (
            "Put quotes around a text that begins with a brace or looks like a number." if kind == "string_type" else ""
        )
        return source.problem(place, code, message, hint, shape=_SHAPES[kind], value=_short(value))
    return source.problem(place, code, "{reason}.", reason=item["msg"])


def _short(value: object) -> str:
    if value is None:
        return "nothing"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
