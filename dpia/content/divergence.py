"""Where laws differ: points on which the same answers meet different law, side by side, with why."""

from __future__ import annotations

from typing import Annotated

from dpia.content.base import AuthorityId, Limits, Model, QuestionId, RuleId, Slug, Text, model
from dpia.content.condition import Condition


@model
class Sentence(Model):
    """What one law says on the point, in our words; shown while all that it cites is in force."""

    text: Text
    law: Annotated[tuple[AuthorityId, ...], Limits(min_length=1)]
    own_view: bool = False
    """Whether the sentence is our reading of what is cited, and not what it says."""


@model
class Side(Model):
    """One law's side of a point, and the rules that conclude something from it."""

    says: Annotated[tuple[Sentence, ...], Limits(min_length=1)]
    rules: tuple[RuleId, ...] = ()


@model
class Divergence(Model):
    """A point on which laws differ. `sides` goes by regime; `questions` are those beside which it is shown."""

    id: Slug
    title: Text
    when: Condition
    questions: Annotated[tuple[QuestionId, ...], Limits(min_length=1)]
    sides: Annotated[dict[Slug, Side], Limits(min_length=2)]
    why: Text
