"""Where to go next, and how much waits where. No Textual in here."""

from __future__ import annotations

from collections.abc import Callable

from dpia.content.rule import Severity
from dpia.engine.truth import Ref
from dpia.tui.open_points import decide_first
from dpia.tui.view_model import Place, ViewModel

Back = tuple[str, Callable[[], None]]
"""The name of a list that led to a question, and how it is shown again."""


def waiting(model: ViewModel) -> dict[str, dict[Severity, int]]:
    """The unanswered fields of each section, counted by the gravest that an open finding waiting for it may become."""
    counts: dict[str, dict[Severity, int]] = {section.id: {} for section in model.pack.sections}
    for ref, weight in model.weights.items():
        if model.is_open(ref):
            here = counts[model.place_of(ref).section]
            here[weight.severity] = here.get(weight.severity, 0) + 1
    return counts


def next_open(model: ViewModel, place: Place, ref: Ref | None) -> tuple[Place, Ref] | None:
    """The next field without an answer after this one, over all pages and around the end; None if there is none."""
    pages: list[Place] = []
    for section in model.pack.sections:
        pages.append(Place(section.id))
        for item in model.items(Place(section.id)):
            if model.pack.questions[item.ref.question].type == "table":
                rows = model.session.assessment.rows(item.ref.question)
                pages += [Place(section.id, item.ref.question, row.id) for row in rows]
    fields = [(page, item) for page in pages for item in model.items(page) if not item.cards]
    here = next((n for n, (page, item) in enumerate(fields) if page == place and item.ref == ref), -1)
    for page, item in fields[here + 1 :] + fields[: here + 1]:
        if model.is_open(item.ref):
            return page, item.ref
    return None


def next_that_matters(model: ViewModel, ref: Ref | None) -> Ref | None:
    """The unanswered field that decides most; on it already, the second. None if no finding waits for any.

    First what decides the setting, then what decides which laws govern, then what the gravest findings wait for.
    """
    setting = [Ref(name) for name in (model.scenario.first_questions if model.scenario is not None else ())]
    order = {name: index for index, name in enumerate(model.pack.questions)}
    heavy = sorted(model.weights.items(), key=lambda one: (*one[1].rank, order[one[0].question]))
    refs = dict.fromkeys((*setting, *decide_first(model.evaluation), *(one for one, _ in heavy)))
    found = [one for one in refs if model.is_open(one)]
    if not found:
        return None
    return found[1] if ref == found[0] and len(found) > 1 else found[0]
