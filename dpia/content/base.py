"""What all content models share: frozen, closed against unknown keys, with constrained ids."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Model(BaseModel):
    """Base of the content models. An unknown key is an error; a loaded object never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A stable lower-case name with hyphens."""

AuthorityId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-.][a-z0-9]+)*$")]
"""The id of an authority; standards keep the dots of their clauses (`gbt-35273-11.4`)."""

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$")]
"""`section.name`."""

RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}-[A-Z]?[0-9]{2}[a-z]?$")]
"""`RP-03`, `RP-26b`, `CN-R01`, `CN-H01`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words for a person, in English; other languages come from translation files."""

PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: laws and cases are not always known to the day."""
