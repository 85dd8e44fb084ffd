"""The bytes of one file → its entry in the register: read, verified, judged. Raises nothing but what is a bug."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dpia.assessment.life_cycle import ENDED
from dpia.assessment.model import Assessment
from dpia.content.names import CONTROLLER, DECISION, DECISION_BY, REVIEW_DATE, TITLE
from dpia.content.pack import Pack
from dpia.engine.dated import last_day
from dpia.engine.evaluation import evaluate
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.register.entry import Kind, Outdated, RegisterEntry
from dpia.signing import signed_state
from dpia.storage.document import Document
from dpia.storage.reading import read_assessment
from dpia.storage.redacting import redaction_of
from dpia.wording import Words
from dpia.wording.calendar import appointments
from dpia.wording.life_cycle import act_words


class NoAssessment(Exception):
    """A PDF that carries no assessment: it does not belong into the register."""


def entry_of(pack: Pack, data: bytes, path: Path, tr: Translator) -> RegisterEntry:
    """What a file says. A file that cannot be read is an entry too. Raises NoAssessment."""
    kind: Kind = "report" if path.suffix.lower() == ".pdf" else "file"
    try:
        if kind == "report":
            from dpia.report.embedded import contents_of, the_one, whole

            found = contents_of(data, path.name)
            if not found.assessments:
                raise NoAssessment
            data = whole(the_one(found, path.name), path.name)
        document, carried = read_assessment(pack, data, path.name)
    except UserError as error:
        return RegisterEntry(kind=kind, problem=explain(error, tr))
    return _judged(pack, document, carried.assessment, tr, kind)


def _judged(pack: Pack, document: Document, assessment: Assessment, tr: Translator, kind: Kind) -> RegisterEntry:
    evaluation = evaluate(pack, assessment)
    words = Words(pack, assessment, tr)
    last = document.changes[-1] if document.changes else None
    flaws = document.flaws
    return RegisterEntry(
        kind=kind,
        title=_text(assessment, TITLE),
        controller=_text(assessment, CONTROLLER),
        decided_by=_text(assessment, DECISION_BY),
        last_by=last.by if last is not None else "",
        last_at=last.at if last is not None else "",
        entries=len(document.changes),
        head=document.head,
        as_of=assessment.as_of,
        created=assessment.created,
        content=document.content.version,
        digest=document.content.digest,
        outcome=evaluation.outcome,
        outcome_words=words.outcome(evaluation.outcome, evaluation),
        regimes={result.regime.id: result.outcome for result in evaluation.regimes},
        findings={found.id: f"{found.severity} {found.truth}" for found in evaluation.findings},
        decision=words.answer(DECISION) if _given(assessment, DECISION) else "",
        review=last_day(assessment.answers.get(REVIEW_DATE)),
        record_id=document.changes[0].hash if document.changes else "",
        due=appointments(evaluation, words),
        **_life_cycle(document, tr),
        outdated=_outdated(pack, document, assessment),
        redacted=redaction_of(document) is not None,
        record="broken" if flaws else "intact",
        flaw=explain(flaws[0], tr) if flaws else "",
    )


def _outdated(pack: Pack, document: Document, assessment: Assessment) -> tuple[Outdated, ...]:
    found: list[Outdated] = []
    if document.content.digest != pack.digest:
        found.append("content")
    if assessment.as_of > pack.manifest.checked_to:
        found.append("as-of")
    return tuple(found)


def _life_cycle(document: Document, tr: Translator) -> dict[str, Any]:
    """The status and who set it; what is signed and holds, by whom, and the day of its review."""
    life = document.assessment.life_cycle
    step = life.status.get(str(life.revision))
    found: dict[str, Any] = {
        "life": life.present, "revision": life.revision, "set_by": step.name if step is not None else "",
    }  # fmt: skip
    holds = life.revision if life.signed and life.present not in ENDED else life.standing
    number = holds or (life.revision if life.signed else None)
    if number is not None:
        found["signed_by"] = tuple(act_words(one, tr) for one in life.signers(number))
    if holds is not None:
        found |= {"holds": holds, "holds_as": life.status_of(holds)}
        if not document.flaws:
            found["signed_review"] = last_day(signed_state(document, holds).assessment.answers.get(REVIEW_DATE))
    return found


def _given(assessment: Assessment, question: str) -> bool:
    answer = assessment.answers.get(question)
    return answer is not None and answer.given


def _text(assessment: Assessment, question: str) -> str:
    answer = assessment.answers.get(question)
    return answer.value if answer is not None and isinstance(answer.value, str) else ""
