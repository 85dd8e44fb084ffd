"""The catalogue of risks and measures: each risk that can be chosen has its entry, each measure lowers known risks."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.names import EVENT, OWN_EVENT, RISKS
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.subject import Subject


def risks(subject: Subject) -> Iterator[Problem]:
    """Options of the risk register without an entry, and the law of the entries."""
    entries = subject.pack.content.risks
    known = {risk.id for risk in entries}
    event = subject.pack.columns.get((RISKS, EVENT))
    for option in event.options if entries and event is not None else ():
        if option.id not in known and option.id != OWN_EVENT:
            message = "The risk “{name}” has no entry in the catalogue."
            yield subject.problem(("questions", RISKS), (), "no-catalogue", message, name=option.id)
    for risk in entries:
        yield from references.authorities(subject, risk.law, ("risks", risk.id), ("law",))


def measures(subject: Subject) -> Iterator[Problem]:
    """Risks and authorities that measures name."""
    known = {risk.id for risk in subject.pack.content.risks}
    for measure in subject.pack.content.measures:
        where = ("measures", measure.id)
        for name in measure.against:
            if name not in known:
                yield subject.unknown(where, ("against",), "risk", name, known)
        yield from references.authorities(subject, measure.law, where, ("law",))
