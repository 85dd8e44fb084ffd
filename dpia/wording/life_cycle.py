"""Words for the life cycle: the status, the role, what is lacking, and who signed."""

from __future__ import annotations

from typing import Any

from dpia.assessment.life_cycle import Act, Frozen, LifeCycle, Revision, Role, Signature, Status, Step
from dpia.engine.readiness import Lack
from dpia.i18n import LANGUAGES, Translator
from dpia.i18n_marks import N_
from dpia.wording import OUTCOMES, OUTCOMES_RUNNING, Words

STATUS_WORDS: dict[Status, str] = {
    "draft": N_("draft"),
    "under-review": N_("under review"),
    "advised": N_("advised by the data protection officer"),
    "decided": N_("decided and signed"),
    "in-force": N_("in force"),
    "due-for-review": N_("due for review"),
    "superseded": N_("superseded"),
    "withdrawn": N_("withdrawn"),
}

ROLE_WORDS: dict[Role, str] = {
    "author": N_("author"),
    "legal": N_("legal review"),
    "officer": N_("data protection officer"),
    "controller": N_("for the controller"),
}

STEP_WORDS: dict[Status, str] = {
    "draft": N_("Send it back to draft"),
    "under-review": N_("Hand it over for review"),
    "advised": N_("Record that the data protection officer has advised"),
    "decided": N_("Sign the decision"),
    "in-force": N_("Put it in force"),
    "due-for-review": N_("Call it due for review"),
    "superseded": N_("Record that something else takes its place"),
    "withdrawn": N_("Withdraw it"),
}
"""What a person does who sets the status."""

_SHOWN = 6
"""Places and findings that a sentence names."""

_LACKS: dict[str, str] = {
    "answers": N_("an answer to {what}"),
    "advice": N_("the advice of the data protection officer, as a row of {what}"),
    "advised": N_("the status “advised”, set by the data protection officer (law that governs asks for the advice)"),
    "overruled": N_("why the advice was not followed: {what}"),
    "responses": N_("a response to {what}: a measure with owner and date, or a reason to accept or contest it"),
    "measures": N_("what is done, by whom and by when, in the measures against {what}"),
    "reasons": N_("the reason why {what} is accepted or contested"),
    "departure": N_("the reason for deciding against the outcome"),
    "planned": N_("owner and date of what is planned at {what}"),
    "later": N_("a date of the decision that is not in the future"),
    "no-start": N_("a decision to start or go on; what was decided is something else"),
}


def lack_words(lack: Lack, words: Words) -> str:
    """What is lacking, as part of a sentence; in it, the first of the places and how many more there are."""
    names = [f"“{words.ref(ref)}”" for ref in lack.refs] or list(lack.findings)
    more = len(names) - _SHOWN
    shown = names[:_SHOWN]
    if more > 0:
        shown.append(words.tr.plural("{count} more", "{count} more", more))
    return words.tr(_LACKS[lack.code], what=words.tr.join(shown))


def status_words(life: LifeCycle, tr: Translator) -> str:
    """The status of the record, as a report says it: a draft until it is signed."""
    text, standing = tr(STATUS_WORDS[life.present]), life.standing
    said = text[:1].upper() + text[1:]
    if life.revision > 1:
        said = tr(N_("{status}, revision {number}"), status=said, number=life.revision)
    if not life.signed and life.present not in ("draft", "withdrawn"):
        said = tr(N_("Draft ({status})"), status=said)
    if standing is not None:
        before = tr(STATUS_WORDS[life.status_of(standing)])
        said += tr(N_("; revision {number} holds until this one is signed ({status})"), number=standing, status=before)
    return said


def life_cycle_words(path: tuple[str, ...], after: Any, tr: Translator) -> str:
    """What an entry of the log did in the life cycle."""
    if after is None:
        return "?"
    match path[1]:
        case "revisions":
            begun = Revision.from_json(after)
            return tr(N_("begun by {who}: {reason}"), who=act_words(begun, tr), reason=begun.reason)
        case "status":
            step = Step.from_json(after)
            said = tr(STATUS_WORDS[step.status])
            said = f"{said}{tr.in_brackets(step.reason)}" if step.reason else said
            return tr(N_("{status}, set by {who}"), status=said, who=act_words(step, tr))
        case "records":
            record = Frozen.from_json(after)
            text = N_("frozen as of entry {entry}: {count} findings, outcome {outcome}")
            outcome = _outcome_words(record, tr)
            return tr(text, entry=record.entry, count=len(record.findings), outcome=tr.quoted(outcome))
    return tr(N_("signed by {who}"), who=signature_words(Signature.from_json(after), tr))


def _outcome_words(record: Frozen, tr: Translator) -> str:
    """The outcome as it was signed; in another language its name there, which says of a running system “suspend”."""
    signed = Translator(record.lang) if record.lang in LANGUAGES else tr
    for names in (OUTCOMES, OUTCOMES_RUNNING):
        words = names.get(record.outcome)  # type: ignore[call-overload]
        if words is not None and record.outcome_words in ("", signed(words)):
            return tr(words)
    return record.outcome_words or record.outcome


def act_words(act: Act, tr: Translator) -> str:
    """Who, in which role, and when: “Ada Berg, for the controller, 21 November 2026”."""
    return tr(N_("{name}, {role}, {date}"), name=act.name, role=tr(ROLE_WORDS[act.role]), date=tr.date(act.at[:10]))


def signature_words(signature: Signature, tr: Translator) -> str:
    """Who signed, with the remark, if there is one."""
    said = act_words(signature, tr)
    return f"{said}{tr.colon}{signature.reason}" if signature.reason else said
