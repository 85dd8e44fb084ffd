"""What the edition for everybody says of the law: the rights of the people concerned, in plain words."""

from __future__ import annotations

from dpia.engine.truth import YES
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Bullets


def rights(p: Components) -> list[Block]:
    """The rights under each law that governs; that this is not settled where none is known to."""
    governing = [result.regime for result in p.evaluation.regimes if result.governs.truth is YES]
    found = [regime for regime in governing if regime.rights]
    if not found:
        return [p.para(N_("It is not settled yet which law applies. So we cannot list your rights here."))]
    return [
        Bullets(
            tuple(plain(p.tr.content(right.text)) for right in regime.rights),
            label=p.tr.content(regime.title) if len(found) > 1 else "",
        )
        for regime in found
    ]
