"""What is done in the life cycle of an assessment: its status is set, it is signed, a new revision is begun.

Each act is checked against what it needs, and what lacks is said in one message; then it is one action in the log, with
who, when and in which role. What is signed is frozen: only a new revision changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dpia import __version__, dates
from dpia.assessment.life_cycle import (
    BY,
    ENDED,
    NAME_LIMIT,
    NEXT,
    REASON_LIMIT,
    ROLES,
    STATUSES,
    WITH_REASON,
    Frozen,
    LifeCycle,
    Revision,
    Role,
    Signature,
    Status,
    Step,
)
from dpia.assessment.life_cycle_log import signing_entry, when_set
from dpia.content.names import REVIEW_DATE
from dpia.content.pack import Pack
from dpia.control_chars import find
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.readiness import Lack, lacking
from dpia.errors import UserError, nearest
from dpia.i18n import LANGUAGES, Enumeration, Phrase, Translator
from dpia.i18n_marks import N_
from dpia.report.reported_file import templates_digest
from dpia.resources import modules_digest
from dpia.session import Session
from dpia.storage.document import Document
from dpia.storage.history import Difference, differences, then
from dpia.wording import Words
from dpia.wording.frozen import differing, frozen
from dpia.wording.life_cycle import lack_words

OFFICERS_PLACES = ("consulted", "decision")
"""Sections that are still filled in after the officer has advised."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who does it, in which role, and what they say to it."""

    name: str
    role: Role
    reason: str = ""


def who(name: str, role: str, reason: str = "") -> Who:
    """The person as typed. Raises UserError if the name is none, the role is not known, or a text cannot be kept."""
    name, reason = name.strip(), reason.strip()
    if not name or len(name) > NAME_LIMIT or "\n" in name:
        raise UserError(
            N_("A name is needed, of at most {limit} characters in one line."),
            hint=N_("--name “Ada Berg”"), code="name", limit=NAME_LIMIT,
        )  # fmt: skip
    if role not in ROLES:
        close, names = nearest(role, ROLES), Enumeration(ROLES)
        hint = N_("Did you mean {close}? There are: {names}.") if close else N_("There are: {names}.")
        words = N_("There is no role “{role}”.")
        raise UserError(words, hint=hint, code="role", role=role[:40], close=close, names=names)
    if len(reason) > REASON_LIMIT:
        raise UserError(N_("The reason has more than {limit} characters."), code="reason", limit=REASON_LIMIT)
    if sign := find(name) or find(reason):
        raise UserError(N_("The name or reason holds the control character {sign}."), code="control", sign=sign)
    return Who(name, next(one for one in ROLES if one == role), reason)


def status_named(name: str) -> Status:
    """The status of that name. Raises UserError with those that there are."""
    found = next((one for one in STATUSES if one == name), None)
    if found is None:
        close, names = nearest(name, STATUSES), Enumeration(STATUSES)
        hint = N_("Did you mean {close}? There are: {names}.") if close else N_("There are: {names}.")
        words = N_("There is no status “{name}”.")
        raise UserError(words, hint=hint, code="status", name=name[:40], close=close, names=names)
    return found


# --- what may be done -------------------------------------------------------------------------------------------------


def what_lacks(session: Session, wanted: Status) -> tuple[Lack, ...]:
    """What is missing before the present revision may have a status."""
    now = session.assessment.life_cycle.present
    return lacking(session.evaluation, wanted, now=now, today=session.now[:10])


def changed_since_advice(document: Document) -> list[Difference]:
    """What was changed after the officer advised, but for what is filled in afterwards: the advice and the decision."""
    life = document.assessment.life_cycle
    entry = when_set(document.changes, life.revision, "advised")
    if entry is None or document.flaws:
        return []
    found = differences(then(document, str(entry.n)).assessment, document.assessment)
    return [item for item in found if item.path[0] == "answers" and item.path[1].split(".")[0] not in OFFICERS_PLACES]


def changed_since_signing(document: Document, revision: int | None = None) -> list[Difference]:
    """What differs from the state that was signed last. Raises UserError if nothing was signed."""
    return differences(signed_state(document, revision).assessment, document.assessment)


def signed_state(document: Document, revision: int | None = None) -> Document:
    """The document as it stood when a revision (the last that was) was signed. Raises UserError if it was not."""
    life = document.assessment.life_cycle
    number = revision or life.last_signed
    record = life.records.get(str(number)) if number is not None else None
    entry = signing_entry(document.changes, number) if number is not None else None
    if record is None or entry is None:
        raise UserError(N_("Nothing is signed in it."), hint=N_("dpia status FILE says what lacks."), code="not-signed")
    state = then(document, str(record.entry)).assessment
    return replace(document, assessment=state, changes=document.changes[: record.entry])


def review_due(document: Document, today: str) -> str | None:
    """The day on which the review of what is signed was due, if it has come by `today`; both ISO. None otherwise.

    The day is that of the revision that holds: a draft of a new one does not move it.
    """
    life = document.assessment.life_cycle
    holds = life.revision if life.signed else life.standing
    if holds is None or life.status_of(holds) not in ("decided", "in-force", "due-for-review") or document.flaws:
        return None
    answer = signed_state(document, holds).assessment.answers.get(REVIEW_DATE)
    if answer is None or not answer.given or not isinstance(answer.value, str):
        return None
    try:
        day = dates.day(answer.value).isoformat()
    except ValueError:  # known by its month or year
        return None
    return day if day <= today else None


# --- acts -------------------------------------------------------------------------------------------------------------


def set_status(session: Session, status: Status, by: Who, revision: int | None = None) -> int:
    """Set the status of the present revision, or of another one that is signed; which it was. Raises UserError."""
    life = session.assessment.life_cycle
    number = revision or _revision_meant(life, status)
    if not 1 <= number <= life.revision:
        raise UserError(N_("There is no revision {number}."), code="revision", number=number)
    _refuse_flawed(session)
    if status == "decided":
        raise UserError(
            N_("A decision is signed: that sets the status “decided”."), hint=N_("dpia sign FILE"), code="sign"
        )
    _refuse_step(life.status_of(number), status)
    _refuse_role(status, by)
    if status in WITH_REASON and not by.reason:
        raise UserError(N_("To set the status “{status}” a reason is needed."), hint=N_("--because REASON"),
                        code="reason", status=status)  # fmt: skip
    evaluation = session.evaluation if number == life.revision and not life.signed else _as_signed(session, number)
    _refuse_lacking(session, evaluation, status, life.status_of(number))
    session.write_life_cycle([("status", str(number), _step(session, status, by))])
    return number


def sign(session: Session, by: Who, tr: Translator) -> Frozen:
    """Sign the present revision: the first signature, of whoever decides, freezes it; others sign what is frozen.

    What was signed before it is superseded. Raises UserError: what lacks, and nothing was changed.
    """
    _refuse_flawed(session)
    life = session.assessment.life_cycle
    number = str(life.revision)
    if life.record is not None:
        record = life.record
        _refuse_ended(life)
        if any((one.name, one.role) == (by.name, by.role) for one in life.signers()):
            words = N_("{name} has signed revision {number} in this role.")
            raise UserError(words, code="signed-already", name=by.name, number=number)
        session.write_life_cycle([("signatures", life.next_signature(), _signature(session, by, record))])
        return record
    _refuse_role("decided", by)
    _refuse_step(life.present, "decided")
    _refuse_lacking(session, session.evaluation, "decided", life.present)
    session.adopt_content()
    record = _freeze(session.evaluation, session.document, tr)
    items: list[tuple[str, str, Any]] = [
        ("records", number, record.to_json()),
        ("status", number, _step(session, "decided", replace(by, reason=""))),
        ("signatures", f"{number}.1", _signature(session, by, record)),
    ]
    if (before := life.standing) is not None:
        reason = Translator(tr.lang)(N_("Revision {number} takes its place."), number=number)
        items.append(("status", str(before), _step(session, "superseded", replace(by, reason=reason))))
    session.write_life_cycle(items)
    return record


def revise(session: Session, by: Who) -> int:
    """Begin a new revision of what is signed or has ended: it is a draft, with all answers. Which it is.

    Raises UserError.
    """
    life = session.assessment.life_cycle
    if not life.closed:
        raise UserError(N_("Revision {number} is open: change it as it stands."), code="open", number=life.revision)
    if not by.reason:
        raise UserError(N_("To begin a new revision a reason is needed."), hint=N_("--because REASON"), code="reason")
    number = life.revision + 1
    session.write_life_cycle([("revisions", str(number), Revision(by.name, by.role, session.now, by.reason).to_json())])
    return number


# --- what was signed, judged again ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JudgedAgain:
    """How a signed record compares with what the same answers give today."""

    revision: int
    content: bool
    """Whether the content is the one that judged then; if not, nothing is compared."""
    words: bool
    """Whether the words are compared too."""
    judged: tuple[str, ...] = ()
    """Findings, or `outcome`, that come out otherwise."""
    worded: tuple[str, ...] = ()
    """Findings that are worded otherwise."""


def judged_again(pack: Pack, document: Document, revision: int) -> JudgedAgain:
    """Judge the state again that was signed as a revision, and compare. Raises UserError if that cannot be told."""
    signed = document.assessment.life_cycle.records[str(revision)]
    state = signed_state(document, revision)
    if (signed.content_id, signed.content) != (pack.manifest.id, pack.digest):
        return JudgedAgain(revision, content=False, words=False)
    tr = Translator(signed.lang if signed.lang in LANGUAGES else "en")
    again = _freeze(evaluate(pack, replace(state.assessment, as_of=signed.as_of)), state, tr)
    words = (signed.program, signed.lang) == (again.program, again.lang)
    judged, worded = differing(signed, again)
    return JudgedAgain(revision, content=True, words=words, judged=tuple(judged), worded=tuple(worded if words else ()))


# --- inside -----------------------------------------------------------------------------------------------------------


def _freeze(evaluation: Evaluation, document: Document, tr: Translator) -> Frozen:
    try:
        templates, program = templates_digest(), modules_digest()
    except OSError as error:
        raise UserError(
            N_("The templates or the program cannot be read: {reason}."), hint=N_("Nothing was signed."),
            code="unreadable", reason=error.strerror or str(error),
        ) from None  # fmt: skip
    return frozen(
        evaluation, tr, entry=len(document.changes), head=document.head, templates=templates, program=program,
        program_version=__version__,
    )  # fmt: skip


def _revision_meant(life: LifeCycle, status: Status) -> int:
    """The present revision; or the signed one that still holds, if only that can have the status."""
    if status not in NEXT[life.present] and life.standing is not None and status in NEXT[life.status_of(life.standing)]:
        return life.standing
    return life.revision


def _as_signed(session: Session, number: int) -> Evaluation:
    return evaluate(session.pack, signed_state(session.document, number).assessment)


def _step(session: Session, status: Status, by: Who) -> dict[str, Any]:
    return Step(by.name, by.role, session.now, by.reason, status).to_json()


def _signature(session: Session, by: Who, record: Frozen) -> dict[str, Any]:
    return Signature(by.name, by.role, session.now, by.reason, record.digest).to_json()


def _refuse_flawed(session: Session) -> None:
    if session.flaws:
        raise UserError(
            N_("The record does not hold, so nobody should sign it: {reason}."),
            hint=N_("dpia verify FILE says what is wrong."), code="flawed", reason=str(session.flaws[0]),
        )  # fmt: skip


def _refuse_ended(life: LifeCycle) -> None:
    if life.present in ENDED:
        raise UserError(
            N_("Revision {number} has ended; nobody signs it any more."), hint=N_("dpia revise FILE begins a new one."),
            code="ended", number=life.revision,
        )  # fmt: skip


def _refuse_step(now: Status, wanted: Status) -> None:
    if wanted not in NEXT[now]:
        possible = Enumeration(NEXT[now] or ("–",))
        raise UserError(
            N_("The status is “{now}”; “{wanted}” cannot follow it."),
            hint=N_("What can follow: {possible}. dpia status FILE says who may set it, and sets it."),
            code="step", now=now, wanted=wanted, possible=possible,
        )  # fmt: skip


def _refuse_role(status: Status, by: Who) -> None:
    if by.role not in BY[status]:
        raise UserError(
            N_("The status “{status}” is set in the role: {roles}."), hint=N_("--role ROLE"),
            code="role", status=status, roles=Enumeration(BY[status]),
        )  # fmt: skip


def _refuse_lacking(session: Session, evaluation: Evaluation, status: Status, now: Status) -> None:
    found = lacking(evaluation, status, now=now, today=session.now[:10])
    if found:

        def lacks(tr: Translator) -> str:
            words = Words(session.pack, evaluation.assessment, tr)
            return tr.series(f"({n}) {lack_words(lack, words)}" for n, lack in enumerate(found, 1))

        raise UserError(
            N_("Nothing was changed: before the status can be “{status}”, it lacks {lacks}."),
            code="not-ready", status=status, lacks=Phrase(lacks),
        )  # fmt: skip
