"""Drawing only what changed: the lines of a few widgets that are far from each other, and nothing between them."""

from __future__ import annotations

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.widget import Widget


class BandCompositor(Compositor):
    """Textual renders each widget within the rectangle around all that changed; this one where something did.

    What changes when a person moves stands at both ends of the screen: that rectangle is nearly all of it.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """As Textual does it, with the widgets and lines left out that no change touches."""
        changed = list(self._dirty_regions)
        _ = self.cuts  # worked out from all widgets, as they are used
        everything = self.visible_widgets  # the front first
        needed: dict[Widget, tuple[Region, Region]] = {}
        covered: list[Region] = []
        for widget, (region, clip) in everything.items():
            shown = region.intersection(clip)
            touched = [part for part in map(shown.intersection, changed) if part]
            touched = [part for part in touched if not any(front.contains_region(part) for front in covered)]
            if touched:
                top, bottom = min(part.y for part in touched), max(part.bottom for part in touched)
                needed[widget] = (region, Region(clip.x, top, clip.width, bottom - top))
                covered.append(shown)
        self._visible_widgets = needed
        try:
            return super().render_partial_update()
        finally:
            self._visible_widgets = everything
