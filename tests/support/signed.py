"""Signed records, made in memory of the small content of the wizard's tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dpia.assessment.answers import Edit
from dpia.assessment.change import Change, make_change
from dpia.assessment.life_cycle import Frozen
from dpia.assessment.model import Assessment, Row, given
from dpia.content.pack import Pack
from dpia.i18n import Translator
from dpia.session import Clock, Session
from dpia.signing import set_status, sign, who
from dpia.storage.document import ContentPin, Document

ADA = who("Ada Berg", "controller")
ANSWERS = {
    "start.title": given("Park"),
    "start.body-type": given("company"),
    "start.people-in": given(("sweden",)),
    "people.groups": given((Row("guests", {"name": given("Guests"), "role": given("visitor")}),)),
    "decision.outcome": given("stop"),
    "decision.by": given("The board"),
    "decision.date": given("2026-11-20"),
}


def decided(pack: Pack, clock: Clock, path: Path | None = None) -> Session:
    """An assessment with a decision to stop, under review."""
    session = Session.create(pack, path, clock=clock, by="ada")
    session.apply([Edit(name, answer) for name, answer in ANSWERS.items()])
    set_status(session, "under-review", who("Bo Ek", "author"))
    return session


def signed(pack: Pack, clock: Clock, path: Path | None = None) -> Session:
    """The same, signed by those who decide and by the officer."""
    session = decided(pack, clock, path)
    sign(session, ADA, Translator())
    sign(session, who("Eva Lind", "officer", "Seen"), Translator())
    return session


def relogged(document: Document, change: Callable[[Change], Change]) -> Document:
    """The document with entries rewritten and every hash worked out anew, as a forger would do it.

    What the signed record and the signatures say of heads and digests follows.
    """
    log: list[Change] = []
    digests: dict[str, str] = {}
    for entry in document.changes:
        entry = change(entry)
        after: Any = entry.after
        if entry.path[:2] == ("life_cycle", "records"):
            after = {**after, "head": log[-1].hash, "entry": len(log)}
            digests[entry.path[2]] = Frozen.from_json(after).digest
        elif entry.path[:2] == ("life_cycle", "signatures"):
            after = {**after, "record": digests[entry.path[2].split(".")[0]]}
        log.append(make_change(log, entry.at, entry.by, entry.path, entry.before, after, entry.undoes, entry.group))
    return of_log(log, document.content)


def of_log(log: Sequence[Change], pin: ContentPin) -> Document:
    """The document to which a log leads."""
    from dpia.assessment.change import CONTENT, replay

    pins = [entry.after for entry in log if entry.path == CONTENT]
    state: Assessment = replay(log)
    return replace(Document(pin, state, tuple(log)), content=ContentPin(**pins[-1]) if pins else pin)
