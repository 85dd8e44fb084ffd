"""A mark for strings that are translated later, where the front end shows them."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """The message itself; the mark lets the extraction find it."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as above
    """The two forms of a message that depends on a number, marked in the same way: `tr.plural(*words, count)`."""
    return singular, plural
