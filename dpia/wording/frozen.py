"""What is frozen when an assessment is signed: the findings with their words, and by what they were judged. Pure."""

from __future__ import annotations

from dpia.assessment.life_cycle import Frozen, FrozenFinding
from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding
from dpia.i18n import Translator
from dpia.wording import Words


def frozen(
    evaluation: Evaluation,
    tr: Translator,
    *,
    entry: int,
    head: str,
    templates: str,
    program: str,
    program_version: str,
) -> Frozen:
    """The record that is signed: of the state after that entry of the log, in the translator's language."""
    words = Words(evaluation.pack, evaluation.assessment, tr)
    manifest = evaluation.pack.manifest
    return Frozen(
        entry=entry,
        head=head,
        as_of=evaluation.assessment.as_of,
        content_id=manifest.id,
        content_version=manifest.version,
        content=evaluation.pack.digest,
        templates=templates,
        program=program,
        program_version=program_version,
        lang=tr.lang,
        outcome=evaluation.outcome,
        regimes={result.regime.id: result.outcome for result in evaluation.regimes},
        findings=tuple(_finding(finding, words) for finding in evaluation.findings),
        outcome_words=words.outcome(evaluation.outcome, evaluation),
    )


def _finding(finding: Finding, words: Words) -> FrozenFinding:
    return FrozenFinding(
        finding.id,
        finding.severity,
        finding.kind or "",
        finding.truth,
        words.title(finding),
        words.text(finding),
        words.conclusion(finding),
        finding.rows,
        tuple(dict.fromkeys(cited.authority.id for cited in finding.citations)),
    )


def differing(signed: Frozen, again: Frozen) -> tuple[list[str], list[str]]:
    """What differs between what was signed and what the same answers give again.

    First what was judged: findings by id, and `outcome`. Then those of which the words alone are others.
    """
    before = {finding.id: finding for finding in signed.findings}
    now = {finding.id: finding for finding in again.findings}
    judged = [
        name
        for name in dict.fromkeys((*before, *now))
        if name not in before or name not in now or before[name].judged != now[name].judged
    ]
    if (signed.outcome, dict(signed.regimes)) != (again.outcome, dict(again.regimes)):
        judged.insert(0, "outcome")
    worded = [name for name, one in before.items() if name not in judged and one != now[name]]
    if "outcome" not in judged and signed.outcome_words not in ("", again.outcome_words):
        worded.insert(0, "outcome")
    if not judged and [one.id for one in signed.findings] != [one.id for one in again.findings]:
        judged.append("order")
    return judged, worded
