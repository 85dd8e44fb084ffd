"""The marks of single items, the same in lists and in grids: signs, keys, and the order in which Space goes through."""

from __future__ import annotations

from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, ItemState

SIGNS: dict[ItemState | None, str] = {HAVE: "☑", LACK: "☐", NOT_KNOWN: "?", None: "·"}
"""The state of an item as one character."""

MARK_KEYS: dict[str, ItemState | None] = {"+": HAVE, "-": LACK, "?": NOT_KNOWN, ".": None}
"""One key for each state. With Shift, `-` and `.` speak of the others."""

OTHERS_NO, OTHERS_OPEN = "_", (":", ">")
"""A full stop with Shift is the one or the other, by keyboard."""

CYCLE: dict[ItemState | None, ItemState | None] = {None: HAVE, HAVE: LACK, LACK: NOT_KNOWN, NOT_KNOWN: None}
