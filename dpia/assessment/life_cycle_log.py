"""Whether a log keeps the rules of the life cycle: what is signed is changed in a new revision, and nobody unsigns."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.assessment.change import REDACTION, Change, LogError, is_discussion
from dpia.assessment.life_cycle import LIFE_CYCLE, NEXT, LifeCycle, Step
from dpia.i18n_marks import N_


def verify_life_cycle(log: Iterable[Change]) -> None:
    """Raises LogError naming the first entry that breaks a rule. The log must hold otherwise."""
    life = LifeCycle()
    for change in log:
        if change.path[0] != LIFE_CYCLE:
            if life.closed and not is_discussion(change.path) and change.path != REDACTION:
                raise LogError(
                    N_("entry {n} changes revision {revision}, which is closed, and begins no new one"),
                    n=change.n, revision=life.revision,
                )  # fmt: skip
            continue
        _, kind, name = change.path
        after = life.with_item(kind, name, change.after)
        if kind == "status":
            _verify_status(change, life, int(name), after)
        elif change.before is not None or change.after is None:
            raise LogError(N_("entry {n} takes back or rewrites what was signed"), n=change.n)
        elif kind == "records":
            record = after.records[name]
            if name != str(life.revision) or (record.entry, record.head) != (change.n - 1, change.prev):
                raise LogError(N_("entry {n} signs another state than the one before it"), n=change.n)
        elif kind == "signatures":
            if after.signatures[name].record != after.records[name.split(".")[0]].digest:
                raise LogError(N_("entry {n} is a signature under another record"), n=change.n)
        elif not life.closed:
            raise LogError(N_("entry {n} begins a new revision before the last one was closed"), n=change.n)
        life = after


def _verify_status(change: Change, life: LifeCycle, revision: int, after: LifeCycle) -> None:
    before, wanted = life.status_of(revision), after.status_of(revision)
    unsigned = wanted == "decided" and str(revision) not in life.records
    if change.after is None or wanted not in NEXT[before] or unsigned:
        raise LogError(
            N_("entry {n} sets the status “{after}” after “{before}”, which cannot be"),
            n=change.n, before=before, after=wanted,
        )  # fmt: skip


def when_set(log: Iterable[Change], revision: int, status: str) -> Change | None:
    """The last entry that set a status of a revision; None if none did."""
    place = (LIFE_CYCLE, "status", str(revision))
    found = [change for change in log if change.path == place and Step.from_json(change.after).status == status]
    return found[-1] if found else None


def signing_entry(log: Iterable[Change], revision: int) -> Change | None:
    """The entry that froze a revision; None if it is not signed."""
    place = (LIFE_CYCLE, "records", str(revision))
    return next((change for change in log if change.path == place), None)
