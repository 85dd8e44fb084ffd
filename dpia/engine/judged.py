"""The answers as they are judged: what is a mere plan does not count, and rows with variants stand for each of them."""

from __future__ import annotations

from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.engine.intentions import without_mere_plans
from dpia.engine.overrides import with_variants


def as_judged(pack: Pack, assessment: Assessment) -> Assessment:
    """What the evaluator looks at; the assessment itself where people said everything plainly."""
    return with_variants(pack, without_mere_plans(pack, assessment))
