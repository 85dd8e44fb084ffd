"""What WeasyPrint and pydyf do again and again, done once while a report is laid out and written.

Nothing here changes what is printed: each function gives what the one that it stands for would give. What is remembered
is kept on the style that it belongs to, and goes with it: styles do not change any more when layout begins, but for
those of flex and grid items, which reports do not have.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.patching import patched
from dpia.report.weasyprint_patches.speed_ups.flow import avoid_nothing_quickly, measure_struts_once, tell_flow_once
from dpia.report.weasyprint_patches.speed_ups.footnotes import measure_notes_once
from dpia.report.weasyprint_patches.speed_ups.lengths import resolve_lengths_once
from dpia.report.weasyprint_patches.speed_ups.lines import split_lines_once
from dpia.report.weasyprint_patches.speed_ups.optional import draw_texts_once
from dpia.report.weasyprint_patches.speed_ups.pseudo_elements import match_what_can_be
from dpia.report.weasyprint_patches.speed_ups.references import number_references_early
from dpia.report.weasyprint_patches.speed_ups.styles import share_equal_values, skip_needless_styles
from dpia.report.weasyprint_patches.speed_ups.writing import WriteOnce, list_pages_once, write_entries_quickly

__all__ = ["speed_ups"]


@contextlib.contextmanager
def speed_ups() -> Iterator[Callable[[], None]]:
    """Lay out and write with all speed-ups, or with none where the installed versions are not among the proven ones.

    The function that is handed out is to be called when nothing in the file will change any more.
    """
    write_once = WriteOnce()
    patches = (
        match_what_can_be,
        skip_needless_styles,
        share_equal_values,
        resolve_lengths_once,
        split_lines_once,
        measure_struts_once,
        tell_flow_once,
        avoid_nothing_quickly,
        measure_notes_once,
        number_references_early,
        list_pages_once,
        write_entries_quickly,
        write_once.patch,
        draw_texts_once,
    )
    with patched(*patches) if versions.installed().proven else contextlib.nullcontext():
        yield write_once.finish
