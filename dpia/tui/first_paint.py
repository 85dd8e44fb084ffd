"""A screen that stands as soon as it can: nothing is styled or drawn twice, and what it can do without follows."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen

from dpia.tui.bands import BandCompositor


class FirstPaintScreen(Screen[None]):
    """`painted` says whether the terminal shows it; `after_first_paint` is called once it does."""

    painted = False

    def __init__(self) -> None:
        super().__init__()
        self._compositor = BandCompositor()

    def fit(self, size: Size) -> None:
        """Know the size of the terminal before anything is styled: Textual would tell it after that, to begin anew."""
        for breakpoints, cells in (
            (self.HORIZONTAL_BREAKPOINTS or [], size.width),
            (self.VERTICAL_BREAKPOINTS or [], size.height),
        ):
            self.set_class(True, *[name for least, name in breakpoints if cells >= least][-1:])

    def _compositor_refresh(self) -> None:
        """Draw; not while the application gathers what its start leads to, when Textual would throw it away."""
        if self.painted or not self.app._batch_count:
            super()._compositor_refresh()

    def was_painted(self) -> None:
        """The terminal shows it now."""
        if not self.painted:
            self.painted = True
            self.call_later(self.after_first_paint)

    async def after_first_paint(self) -> None:
        """Do what the first paint did not need."""
