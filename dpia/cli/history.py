"""`dpia log`, `dpia diff` and `dpia show`: what a record says of its past, and how two records differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.cli.given_file import tell_flaws
from dpia.cli.language import interface
from dpia.cli.output import OK, out, out_json, tell
from dpia.cli.text_output import wrap
from dpia.i18n import Translator
from dpia.i18n_marks import N_

if TYPE_CHECKING:
    from dpia.content.pack import Pack
    from dpia.engine.evaluation import Evaluation
    from dpia.engine.findings import Finding
    from dpia.storage.document import Document
    from dpia.storage.history import Difference
    from dpia.wording import Words

_RELATIONS = {
    "same": N_("Both have the same log."),
    "earlier": N_("{one} is an earlier state of {other}: the latter has {later} entries more."),
    "later": N_("{one} is a later state of {other}: it has {earlier} entries more."),
    "apart": N_("Both have {shared} entries in common; then {one} has {earlier} of its own, and {other} {later}."),
    "unrelated": N_("Their logs have nothing in common: these are two assessments."),
}


def log(pack: Pack, file: Path, as_json: bool) -> int:
    """Every entry of the log."""
    from dpia.create import load_document
    from dpia.wording import Words

    document = load_document(file)
    tell_flaws(file, document)
    if as_json:
        out_json({"head": document.head, "entries": [change.to_json() for change in document.changes]})
        return OK
    words = Words(pack, document.assessment, interface())
    for line in _log_lines(document, words):
        out(line)
    return OK


def _log_lines(document: Document, words: Words) -> Iterator[str]:
    from dpia.wording.changes import change_words, subject

    tr, width = words.tr, len(str(len(document.changes)))
    for change in document.changes:
        try:
            where, what = subject((change,), words), change_words(change, words)
        except (ValueError, KeyError, TypeError):  # a record that does not hold is shown as it is
            where, what = ".".join(change.path), "?"
        back = tr(N_(" (takes entry {n} back)"), n=change.undoes) if change.undoes is not None else ""
        at = change.at[:19].replace("T", " ")
        line = tr(N_("{n}  {at}  {who}: {where}: {what}{back}"), n=f"{change.n:>{width}}", at=at, who=change.by,
                  where=where, what=what, back=back)  # fmt: skip
        yield from wrap(line, "", " " * (width + 2))
    yield tr(N_("Head: {head}"), head=document.head)


def diff(pack: Pack, one: Path, other: Path | None, as_json: bool) -> int:
    """What differs between two files, or between what was signed and what stands (no `other`)."""
    from dpia.assessment.carry_over import carry_over
    from dpia.create import load, load_document
    from dpia.engine.evaluation import evaluate
    from dpia.signing import signed_state
    from dpia.storage.history import differences, relation, shared_entries
    from dpia.wording.life_cycle import signature_words

    documents, evaluations = [], []
    if other is None:
        document = load_document(one)
        tell_flaws(one, document)
        other, sides = one, [signed_state(document), document]
        loaded = [(side, carry_over(pack, side.content.version, side.assessment)) for side in sides]
    else:
        loaded = [load(pack, path) for path in (one, other)]
        for path, (document, _) in zip((one, other), loaded, strict=True):
            tell_flaws(path, document)
    for path, (document, carried) in zip((one, other), loaded, strict=True):
        if not carried.empty:
            words = N_("{path} was made with earlier content ({version}); it is compared as today's content reads it.")
            tell(words, path=path, version=document.content.version)
        documents.append(document)
        evaluations.append(evaluate(pack, carried.assessment))
    changed = differences(evaluations[0].assessment, evaluations[1].assessment)
    moved = _moved(*evaluations)
    related, shared = relation(*documents), shared_entries(*documents)
    if as_json:
        out_json(_diff_json(documents, evaluations, changed, moved, related, shared))
        return OK
    tr = interface()
    if other is one:
        life = documents[1].assessment.life_cycle
        text = N_("What changed in {path} since revision {number} was signed ({who}); {later} entries were added.")
        who = tr.join([signature_words(signature, tr) for signature in life.signers(life.last_signed)])
        out(tr(text, path=one, number=life.last_signed, who=who, later=len(documents[1].changes) - shared))
    else:
        names = {"one": one, "other": other, "shared": shared}
        counts = {"earlier": len(documents[0].changes) - shared, "later": len(documents[1].changes) - shared}
        out(tr(_RELATIONS[related], **names, **counts))
    for line in _diff_lines(pack, evaluations, changed, moved, tr):
        out(line)
    return OK


def _moved(before: Evaluation, after: Evaluation) -> list[tuple[Finding | None, Finding | None]]:
    """Findings of one side only, and those whose severity, kind, truth or rows are others."""
    left = {finding.id: finding for finding in before.findings}
    right = {finding.id: finding for finding in after.findings}
    pairs = [(left.get(name), right.get(name)) for name in dict.fromkeys((*left, *right))]
    return [(a, b) for a, b in pairs if a is None or b is None or _judged(a) != _judged(b)]


def _judged(finding: Finding) -> tuple[str, str | None, str]:
    return finding.severity, finding.kind, finding.truth


def _diff_lines(
    pack: Pack,
    evaluations: list[Evaluation],
    changed: list[Difference],
    moved: list[tuple[Finding | None, Finding | None]],
    tr: Translator,
) -> Iterator[str]:
    from dpia.assessment.change import GENESIS, Change
    from dpia.wording import TRUTHS, Words
    from dpia.wording.changes import change_words, subject

    words = [Words(pack, evaluation.assessment, tr) for evaluation in evaluations]
    outcomes = [
        each.outcome(e.outcome, e) + tr.in_brackets(e.outcome) for each, e in zip(words, evaluations, strict=True)
    ]
    text = N_("Outcome: {before} → {after}") if outcomes[0] != outcomes[1] else N_("Outcome: {after}, on both sides")
    yield tr(text, before=outcomes[0], after=outcomes[1])
    for a, b in zip(evaluations[0].regimes, evaluations[1].regimes, strict=True):
        if a.outcome != b.outcome:
            yield f"  {a.regime.id}{tr.colon}{a.outcome} → {b.outcome}"
    yield tr.plural("{count} answer or response differs.", "{count} answers or responses differ.", len(changed))
    for item in changed:
        entry = Change(0, "", "", item.path, item.before, item.after, None, GENESIS, "")
        side = words[1] if item.after is not None else words[0]
        where, what = subject((entry,), side), change_words(entry, side)
        yield from wrap(where + tr.colon + what, "  ", "      ")
    yield tr.plural("{count} finding differs.", "{count} findings differ.", len(moved))
    for before, after in moved:
        sides = []
        for found, each in zip((before, after), words, strict=True):
            said = None if found is None else tr.clause_comma.join((each.severity(found), tr(TRUTHS[found.truth])))
            sides.append(said or tr(N_("none")))
        found = after or before
        assert found is not None
        title = (words[1] if after is not None else words[0]).title(found)
        yield from wrap(f"{found.id}{tr.colon}{sides[0]} → {sides[1]}{tr.colon}{title}", "  ", "      ")


def _diff_json(
    documents: list[Document],
    evaluations: list[Evaluation],
    changed: list[Difference],
    moved: list[tuple[Finding | None, Finding | None]],
    related: str,
    shared: int,
) -> dict[str, Any]:
    keys = ("before", "after")
    return {
        "relation": related,
        "shared_entries": shared,
        "sides": [
            {
                "head": document.head,
                "entries": len(document.changes),
                "as_of": evaluation.assessment.as_of,
                "content": document.content.to_json(),
                "outcome": evaluation.outcome,
                "regimes": {result.regime.id: result.outcome for result in evaluation.regimes},
                "record_flaws": [str(flaw) for flaw in document.flaws],
            }
            for document, evaluation in zip(documents, evaluations, strict=True)
        ],
        "answers": [{"path": list(item.path), "before": item.before, "after": item.after} for item in changed],
        "findings": [
            {"id": next(found.id for found in pair if found is not None)}
            | {
                key: None if found is None
                else {"severity": found.severity, "kind": found.kind, "truth": found.truth}
                for key, found in zip(keys, pair, strict=True)
            }
            for pair in moved
        ],
    }  # fmt: skip


def show(pack: Pack, file: Path, at: str, as_json: bool) -> int:
    """What stood in a file at an entry of its log, and how today's content judges that."""
    from dpia.assessment.carry_over import carry_over
    from dpia.create import load_document
    from dpia.engine.evaluation import evaluate
    from dpia.storage.history import then
    from dpia.wording import Words
    from dpia.wording.changes import RESPONSES

    document = load_document(file)
    tell_flaws(file, document)
    found = then(document, at)
    carried = carry_over(pack, found.content_version, found.assessment)
    evaluation = evaluate(pack, carried.assessment)
    entry, tr = found.entry, interface()
    if as_json:
        out_json({
            "entry": entry.n, "at": entry.at, "by": entry.by, "head": entry.hash,
            "content_version": found.content_version, "assessment": found.assessment.to_json(),
            "judged_by": {"version": pack.manifest.version, "digest": pack.digest},
            "outcome": evaluation.outcome, "regimes": {r.regime.id: r.outcome for r in evaluation.regimes},
        })  # fmt: skip
        return OK
    words = Words(pack, found.assessment, tr)
    params = {"path": file, "n": entry.n, "count": len(document.changes), "at": entry.at, "who": entry.by}
    out(tr(N_("{path} after entry {n} of {count}, written at {at} by {who}"), **params))
    out(tr(N_("Head: {head}"), head=entry.hash))
    outcome = words.outcome(evaluation.outcome, evaluation)
    text = N_("Outcome by the content of today ({version}) and the law of {date}: {outcome}")
    out(tr(text, version=pack.manifest.version, date=evaluation.assessment.as_of, outcome=outcome))
    for question, answer in found.assessment.answers.items():
        for line in _answer_lines(words, question, answer):
            out(line)
    for finding, response in found.assessment.responses.items():
        said = (finding, tr(RESPONSES[response.kind]), response.reason or response.measure)
        out(tr.colon.join(filter(None, said)))
    return OK


def _answer_lines(words: Words, question: str, answer: Any) -> Iterator[str]:
    from dpia.assessment.model import Row

    rows = [row for row in answer.value if isinstance(row, Row)] if isinstance(answer.value, tuple) else []
    if not rows:
        yield from wrap(words.tr.sentences((words.question(question), words.answer(question))), "", "    ")
        return
    yield from wrap(words.question(question), "", "    ")
    for row in rows:
        yield f"  {words.row(question, row.id)}"
        for column in row.cells:
            text = words.tr.sentences((words.question(question, column), words.answer(question, row.id, column)))
            yield from wrap(text, "    ", "        ")
