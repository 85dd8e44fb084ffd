"""The bytes of one file → its entry in the register: read, verified, judged. Raises nothing but what is a bug."""

from __future__ import annotations

from pathlib import Path

from dpia.assessment.model import Assessment
from dpia.content.names import CONTROLLER, DECISION, DECISION_BY, REVIEW_DATE, TITLE
from dpia.content.pack import Pack
from dpia.engine.dated import Dated, dated, last_day
from dpia.engine.evaluation import evaluate
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.register.entry import DueDay, Kind, Outdated, RegisterEntry
from dpia.storage.document import Document
from dpia.storage.reading import read_assessment
from dpia.storage.redacting import redaction_of
from dpia.wording import Words


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
        due=tuple(_due(item, words, tr) for item in dated(evaluation)),
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


def _due(item: Dated, words: Words, tr: Translator) -> DueDay:
    return DueDay(item.day, item.kind, _what(item, words, tr), item.owner, item.sure)


def _what(item: Dated, words: Words, tr: Translator) -> str:
    if item.what:
        return tr.content(item.what)
    if item.ref is not None:
        return words.ref(item.ref)
    return item.kind


def _given(assessment: Assessment, question: str) -> bool:
    answer = assessment.answers.get(question)
    return answer is not None and answer.given


def _text(assessment: Assessment, question: str) -> str:
    answer = assessment.answers.get(question)
    return answer.value if answer is not None and isinstance(answer.value, str) else ""
