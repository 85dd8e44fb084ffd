"""Screens that end once, and lists whose keys mean what they meant when they were pressed.

Keys arrive faster than screens change. Textual's `dismiss` ends whatever lies on top, and an entry that was chosen is
told after the list may have been filled anew: a second Enter would end the screen below, or choose what nobody saw.
"""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import OptionList


class EndingScreen(Screen[ScreenResultType]):
    """A screen that ends with a result, once."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """End, unless that has happened already or something lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class EndingDialog(ModalScreen[ScreenResultType]):
    """The same over another screen."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """End, unless that has happened already or something lies over it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


def holds(event: OptionList.OptionSelected) -> bool:
    """Whether what was chosen can be chosen still: its screen is on top, and its list holds that very entry."""
    listing, index = event.option_list, event.option_index
    if not listing.is_attached or not listing.screen.is_active:
        return False
    return index < listing.option_count and listing.get_option_at_index(index) is event.option
