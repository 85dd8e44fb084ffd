"""A mark for strings that are translated later, where the front end shows them."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """The message itself; the mark lets the extraction find it."""
    return message
