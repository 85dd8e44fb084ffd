"""What WeasyPrint gets wrong or leaves out. A report is never made without these."""

from __future__ import annotations

from dpia.report.weasyprint_patches.fixes import footnotes, lines
from dpia.report.weasyprint_patches.fixes.structure import Structure
from dpia.report.weasyprint_patches.patching import Patch

__all__ = ["Structure", "fixes"]


def fixes(structure: Structure) -> list[Patch]:
    """All fixes for one document. `structure.finish` is to be called before the file is written."""
    return [*footnotes.patches(), *lines.patches(), structure.patch]
