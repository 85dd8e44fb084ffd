"""Finding an entry of a list by typing. It moves the highlight and never answers anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class TypeAhead:
    """What was typed on a list, and where the highlight stood before.

    The letters are read as the beginning of an entry, or as its number; where no entry begins so, of a word in it. The
    same letter again goes to the next entry that begins with it. Letters that begin nothing find nothing and put the
    highlight back where it was, so that a sentence typed in the wrong place moves nothing.
    """

    def __init__(self) -> None:
        self.typed = ""
        self.found = False
        self._before: int | None = None
        self._at: int | None = None
        """Where typing put the highlight."""

    @property
    def failed(self) -> bool:
        """Whether something was typed that no entry begins with."""
        return bool(self.typed) and not self.found

    def clear(self) -> None:
        """Begin anew with the next letter."""
        self.typed, self.found, self._before, self._at = "", False, None, None

    def drop(self) -> int | None:
        """Give up what was typed; where the highlight stood before."""
        before = self._before
        self.clear()
        return before

    def type(
        self, typed: str, labels: Sequence[str], numbers: Mapping[str, int], highlighted: int | None
    ) -> int | None:
        """Where the highlight goes when `typed` is everything that was typed so far."""
        if not self.typed:
            self._before = highlighted
        self.typed = typed
        target = find(typed, labels, numbers, highlighted)
        self.found = target is not None
        self._at = target if target is not None else self._before
        return self._at

    def follow(
        self, character: str, labels: Sequence[str], numbers: Mapping[str, int], highlighted: int | None
    ) -> int | None:
        """Where the highlight goes with one more character.

        It goes on from what was typed where that means an entry and typing left the highlight where it is; else it
        begins anew.
        """
        together = self.typed + character
        if highlighted != self._at or not (together in numbers or self.goes_on(character, labels)):
            self.clear()
        return self.type(self.typed + character, labels, numbers, highlighted)

    def number(self, numbers: Mapping[str, int], highlighted: int | None) -> str:
        """The number that was typed, as long as its entry is highlighted; else empty."""
        return self.typed if highlighted is not None and numbers.get(self.typed) == highlighted else ""

    def goes_on(self, character: str, labels: Sequence[str]) -> bool:
        """Whether an entry goes on with that character after what was typed."""
        wanted = (self.typed + character).casefold()
        return bool(_fitting(labels, wanted))


def find(typed: str, labels: Sequence[str], numbers: Mapping[str, int], highlighted: int | None) -> int | None:
    """The entry that typed letters mean, or None.

    One letter means the next entry that begins with it; more letters mean the one at hand as long as it fits.

    >>> labels = ["apple", "bean", "beet"]
    >>> find("b", labels, {}, None), find("b", labels, {}, 1), find("be", labels, {}, 2), find("bb", labels, {}, 2)
    (1, 2, 2, 1)
    >>> find("off", ["Client", "Data protection officer"], {}, 0)
    1
    """
    if typed in numbers:
        return numbers[typed]
    wanted = typed.casefold()
    fitting = _fitting(labels, wanted)
    if not fitting and len(set(wanted)) == 1:  # the same letter again
        wanted = wanted[0]
        fitting = _fitting(labels, wanted)
    if highlighted is not None and len(wanted) == 1:
        fitting = [*(index for index in fitting if index > highlighted), *fitting]
    elif highlighted in fitting:
        return highlighted
    return fitting[0] if fitting else None


def _fitting(labels: Sequence[str], wanted: str) -> list[int]:
    """The entries that begin so; where there are none, those in which a word does."""
    begins = [index for index, label in enumerate(labels) if _beginning(label).startswith(wanted)]
    return begins or [index for index, label in enumerate(labels) if begins_word(label.casefold(), wanted)]


def begins_word(text: str, wanted: str) -> bool:
    """Whether a word of a text, or several from one on, begin with what is wanted."""
    start = text.find(wanted)
    while start > 0 and text[start - 1].isalnum():
        start = text.find(wanted, start + 1)
    return start >= 0


def _beginning(label: str) -> str:
    """A label from its first letter or digit on."""
    start = next((index for index, char in enumerate(label) if char.isalnum()), 0)
    return label[start:].casefold()
