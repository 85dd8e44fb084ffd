"""What the edition for everybody says of the law: the rights of the people concerned, in plain words."""

from __future__ import annotations

from dpia.engine.truth import YES
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Bullets


def rights(p: Components) -> list[Block]:
    """The rights under each law that governs, as of the date of the assessment; else why none can be listed."""
    governing = [result.regime for result in p.evaluation.regimes if result.governs.truth is YES]
    listing = [regime for regime in governing if regime.rights]
    if not listing:
        return [p.para(N_("It is not settled yet which law applies. So we cannot list your rights here."))]
    found = [regime for regime in listing if p.rights(regime)]
    if not found:
        text = N_(
            "The rights that we can list come from laws that were not in force on {day}. Ask us which rights you have."
        )
        return [p.para(text, day=p.tr.date(p.assessment.as_of))]
    return [
        Bullets(
            tuple(plain(p.tr.content(right.text)) for right in p.rights(regime)),
            label=p.tr.content(regime.title) if len(found) > 1 else "",
        )
        for regime in found
    ]
