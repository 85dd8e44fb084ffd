"""A list of several choices of which only a part is known: each item has a state of its own.

A plain list says "these and no others", the word unknown "I know it of none". Between the two lies what people mostly
know: of some items that they are there, of some that they are not; of others they cannot say, and at the rest nobody
has looked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


class ItemState(Enum):
    """The state of one item of a list; an item without a state is *absent*: nobody has looked."""

    HAVE = "have"
    LACK = "lack"
    UNKNOWN = "unknown"


HAVE, LACK, NOT_KNOWN = ItemState.HAVE, ItemState.LACK, ItemState.UNKNOWN

KEYS = tuple(state.value for state in ItemState)
"""How the states are written in files."""


class ItemTwice(ValueError):
    """An item stands in two places: which item, in which list, and at which place of it."""

    def __init__(self, item: str, key: str, index: int) -> None:
        super().__init__(f"{item} is named twice")
        self.item, self.key, self.index = item, key, index


@dataclass(frozen=True, slots=True)
class PartialList:
    """What is known of each item. An item in none of the three is absent; none stands in two of them.

    Raises:
        ItemTwice: an item is named twice.
    """

    have: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for key in KEYS:
            for index, item in enumerate(getattr(self, key)):
                if item in seen:
                    raise ItemTwice(item, key, index)
                seen.add(item)

    @property
    def named(self) -> tuple[str, ...]:
        """The items that have a state."""
        return self.have + self.lack + self.unknown

    def state(self, item: str) -> ItemState | None:
        """The state of an item; None if it is absent."""
        for state in ItemState:
            if item in getattr(self, state.value):
                return state
        return None

    def with_state(self, item: str, state: ItemState | None) -> PartialList:
        """The list with one item in another state; None makes it absent."""
        return self._map(
            lambda key, items: (
                (*(one for one in items if one != item), item)
                if state is not None and state.value == key
                else tuple(one for one in items if one != item)
            )
        )

    def with_rest(self, state: ItemState | None, options: Iterable[str]) -> PartialList:
        """The list with all items that are absent in one state; None leaves them so."""
        rest = self.absent(options)
        if state is None:
            return self
        return self._map(lambda key, items: items + rest if state.value == key else items)

    def absent(self, options: Iterable[str]) -> tuple[str, ...]:
        """The items at which nobody has looked."""
        named = set(self.named)
        return tuple(option for option in options if option not in named)

    @property
    def inverted(self) -> PartialList:
        """The same seen from the other side: what was there is not, and the other way round."""
        return PartialList(self.lack, self.have, self.unknown)

    def of(self, options: Collection[str]) -> PartialList:
        """What is known of these items only."""
        return self._map(lambda _, items: tuple(item for item in items if item in options))

    def ordered(self, options: Sequence[str]) -> PartialList:
        """The same in the order of the content; what is no option (any more) comes last."""
        order = {option: index for index, option in enumerate(options)}
        return self._map(lambda _, items: tuple(sorted(items, key=lambda item: order.get(item, len(order)))))

    def normal(self, options: Sequence[str]) -> PartialList | tuple[str, ...] | None:
        """The one form of what is known: the plain list where it speaks of every item, None where it says nothing."""
        if not self.named:
            return None
        if not self.unknown and not self.absent(options):
            return self.ordered(options).have
        return self.ordered(options)

    def to_json(self) -> dict[str, list[str]]:
        """`{"have": […], "lack": […], "unknown": […]}`, without those that are empty."""
        return {key: list(items) for key in KEYS if (items := getattr(self, key))}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PartialList:
        """Read the form in the file. Raises ValueError."""
        if not data or set(data) - set(KEYS):
            raise ValueError("a list known in part has have, lack and unknown, and nothing else")
        if not all(isinstance(items, list) and items and _all_text(items) for items in data.values()):
            raise ValueError("have, lack and unknown are lists of options, none of them empty")
        return cls(**{key: tuple(items) for key, items in data.items()})

    def _map(self, make: Callable[[str, tuple[str, ...]], tuple[str, ...]]) -> PartialList:
        return PartialList(*(make(key, getattr(self, key)) for key in KEYS))


def item_changes(
    before: PartialList, after: PartialList, options: Iterable[str]
) -> list[tuple[str, ItemState | None, ItemState | None]]:
    """The items whose state differs, with the state before and after, in the order of the options."""
    named: Collection[str] = dict.fromkeys((*options, *before.named, *after.named))
    states = ((item, before.state(item), after.state(item)) for item in named)
    return [(item, was, now) for item, was, now in states if was is not now]


def _all_text(items: Iterable[object]) -> bool:
    return all(isinstance(item, str) for item in items)
