"""`dpia status`, `sign`, `revise` and `head`: what a record's life cycle is, and the acts in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.cli.given_file import tell_carried_over, tell_copies, tell_flaws
from dpia.cli.language import interface, report_language
from dpia.cli.output import OK, out, out_json, say, tell
from dpia.cli.text_output import wrap
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_, NN_
from dpia.paths import named_pdf

if TYPE_CHECKING:
    from dpia.assessment.life_cycle import Status
    from dpia.content.pack import Pack
    from dpia.session import Session
    from dpia.storage.document import Document


def show(pack: Pack, file: Path, as_json: bool) -> int:
    """The status, who signed, and what each next step lacks."""
    from dpia.assessment.life_cycle import NEXT
    from dpia.create import load
    from dpia.engine.evaluation import evaluate
    from dpia.engine.readiness import lacking
    from dpia.session import utc_now
    from dpia.storage.redacting import redaction_of
    from dpia.wording import Words
    from dpia.wording.life_cycle import lack_words

    document, carried = load(pack, file)
    evaluation = evaluate(pack, carried.assessment)
    tell_flaws(file, document)
    life, tr, today = document.assessment.life_cycle, interface(), utc_now().date().isoformat()
    words = Words(pack, evaluation.assessment, tr)
    steps: dict[Status, list[str]] = {}
    if redaction_of(document) is None:  # a copy cannot be taken further, and does not say how far the record is
        for wanted in NEXT[life.present]:
            lacks = lacking(evaluation, wanted, now=life.present, today=today)
            steps[wanted] = [lack_words(lack, words) for lack in lacks]
    if as_json:
        out_json(_json(document, steps, today))
        return OK
    for line in _lines(document, steps, tr, today):
        out(line)
    return OK


def _json(document: Document, steps: dict[Status, list[str]], today: str) -> dict[str, Any]:
    from dpia.signing import review_due
    from dpia.storage.redacting import redaction_of

    life, whole = document.assessment.life_cycle, redaction_of(document) is None
    return {
        "revision": life.revision if whole else None,
        "status": life.present if whole else None,
        "signed": life.signed if whole else None,
        "holds": life.revision if life.signed else life.standing,
        "review_due": review_due(document, today),
        "life_cycle": life.to_json(),
        "lacks": {**steps},
        "head": document.head,
        "record_flaws": [str(flaw) for flaw in document.flaws],
    }


def _lines(document: Document, steps: dict[Status, list[str]], tr: Translator, today: str) -> Iterator[str]:
    from dpia.assessment.life_cycle import BY
    from dpia.signing import review_due
    from dpia.storage.redacting import redaction_of
    from dpia.wording.life_cycle import STATUS_WORDS, act_words, signature_words, status_words

    life = document.assessment.life_cycle
    if redaction_of(document) is not None:
        yield tr(N_("Status: {status}"), status=tr(N_("left out of this copy")))
        return
    yield tr(N_("Status: {status}"), status=status_words(life, tr))
    for number in range(1, life.revision + 1):
        if (begun := life.revisions.get(str(number))) is not None:
            yield tr(N_("Revision {number}, begun by {who}: {reason}"), number=number, who=act_words(begun, tr),
                     reason=begun.reason)  # fmt: skip
        if (step := life.status.get(str(number))) is not None:
            said = tr(STATUS_WORDS[step.status]) + (tr.colon + step.reason if step.reason else "")
            yield tr(N_("  revision {number} is {status} ({who})"), number=number, status=said, who=act_words(step, tr))
        for signature in life.signers(number):
            yield tr(N_("  signed by {who}"), who=signature_words(signature, tr))
    if (day := review_due(document, today)) is not None:
        yield tr(N_("The review was due on {date}."), date=tr.date(day))
    for wanted, lacks in steps.items():
        roles = tr.listed(BY[wanted])
        if lacks:
            yield tr(N_("Before “{status}” ({roles}) it lacks:"), status=wanted, roles=roles)
            for lack in lacks:
                yield from wrap(lack, "  – ", "    ")
        else:
            yield tr(N_("It can be set to “{status}” ({roles})."), status=wanted, roles=roles)
    if life.closed:
        yield tr(N_("It is changed in a new revision only: dpia revise FILE"))


def set_status(
    pack: Pack, file: Path, wanted: str, name: str, role: str, because: str, revision: int | None, take_over: bool
) -> int:
    """Set the status of a revision."""
    from dpia.signing import changed_since_advice, status_named, who
    from dpia.signing import set_status as setting

    status = status_named(wanted)
    by = who(name, role, because)
    with _opened(pack, file, take_over) as session:
        number = setting(session, status, by, revision)
        document = session.document
    tell(N_("Revision {number} is “{status}” now. Head: {head}"), number=number, status=status, head=document.head)
    if status != "advised" and (changed := len(changed_since_advice(document))):
        _tell_changed(changed)
    return OK


def _tell_changed(count: int) -> None:
    words = NN_(
        "note: {count} answer was changed after the officer advised",
        "note: {count} answers were changed after the officer advised",
    )
    say(interface().plural(*words, count))


def sign(pack: Pack, file: Path, name: str, role: str, because: str, lang: str | None, take_over: bool) -> int:
    """Sign a record."""
    from dpia.signing import changed_since_advice, who
    from dpia.signing import sign as signing

    lang = report_language(lang, pack)
    by = who(name, role, because)
    with _opened(pack, file, take_over) as session:
        first = not session.assessment.life_cycle.signed
        changed = len(changed_since_advice(session.document))
        record = signing(session, by, Translator(lang))
        life, head = session.assessment.life_cycle, session.document.head
    if first and changed:
        _tell_changed(changed)
    words = N_(
        "Signed revision {number}. Frozen are the answers up to entry {entry}, {count} findings with their words, and "
        "the digests of content and templates."
    )
    if not first:
        words = N_("Signed revision {number} as it was frozen: {count} findings, the answers up to entry {entry}.")
    tell(words, number=life.revision, count=len(record.findings), entry=record.entry)
    out(head)
    tell(N_("That is the head. Keep it elsewhere, signed or time-stamped: dpia verify then shows later changes."))
    return OK


def revise(pack: Pack, file: Path, name: str, role: str, because: str, take_over: bool) -> int:
    """Begin a new revision."""
    from dpia.signing import revise as revising
    from dpia.signing import who

    by = who(name, role, because)
    with _opened(pack, file, take_over) as session:
        number = revising(session, by)
        standing = session.assessment.life_cycle.standing
    tell(N_("Revision {number} is a draft with all answers."), number=number)
    if standing is not None:
        tell(N_("Revision {number} holds until the new one is signed."), number=standing)
    return OK


def _opened(pack: Pack, file: Path, take_over: bool) -> Session:
    from dpia.session import Session

    if named_pdf(file):
        raise UserError(
            N_("{path} is a PDF; name the assessment file."), hint=N_("dpia open {path} unpacks it."), path=file
        )
    session = Session.open(pack, file, take_over=take_over)
    tell_flaws(file, session.document)
    tell_copies(file)
    tell_carried_over(session.document, session.carried, session.evaluation)
    return session


def head(file: Path, output: Path | None) -> int:
    """The head of the log."""
    from dpia.atomic import write_atomic
    from dpia.create import load_document
    from dpia.seal.messages import head_bytes

    document = load_document(file)
    tell_flaws(file, document)
    if not document.head:
        raise UserError(N_("{path} has no log, and so no head."), code="no-head", path=file)
    if output is None:
        out(document.head)
        return OK
    write_atomic(output, head_bytes(document.head), new=True)
    tell(N_("Wrote {path}: the head of entry {n}."), path=output, n=len(document.changes))
    return OK
