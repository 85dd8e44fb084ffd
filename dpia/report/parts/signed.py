"""What the report says of the life cycle: status and signatures from the record, and where it prints otherwise."""

from __future__ import annotations

from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Para, Run, Spans
from dpia.report.reported_file import ReportedFile
from dpia.wording.life_cycle import act_words, signature_words, status_words


def signed_pairs(p: Components, source: ReportedFile) -> list[tuple[str, Spans]]:
    """Status, who signed, and what was frozen; nothing of a record with which nobody has done anything."""
    tr, life = p.tr, p.assessment.life_cycle
    if not life:
        return []
    pairs: list[tuple[str, Spans]] = [(tr(N_("Status")), plain(status_words(life, tr)))]
    for number in range(2, life.revision + 1):
        begun = life.revisions[str(number)]
        said = tr(N_("begun by {who}: {reason}"), who=act_words(begun, tr), reason=begun.reason)
        pairs.append((tr(N_("Revision {number}"), number=number), plain(said)))
    if source.changed_since_advice:
        label = tr(N_("Answers changed after the officer advised"))
        pairs.append((label, plain(tr.number(source.changed_since_advice))))
    if (last := life.last_signed) is None:
        return pairs
    record = life.records[str(last)]
    label = tr(N_("Signed, revision {number}"), number=last)
    pairs += [(label, plain(signature_words(signature, tr))) for signature in life.signers(last)]
    text = N_("entry {entry} of the log, law as of {date}, content {id} {version}")
    of = tr(text, entry=record.entry, date=tr.date(record.as_of), id=record.content_id, version=record.content_version)
    return [
        *pairs,
        (tr(N_("What was signed")), plain(of)),
        (tr(N_("Head that was signed")), (Run(record.head, "code"),)),
        (tr(N_("Digest of the signed record")), (Run(record.digest, "code"),)),
    ]


def signed_otherwise(p: Components) -> list[Block]:
    """That a signed record is printed as of another day, or under other content, and which findings differ by that."""
    tr, record = p.tr, p.assessment.life_cycle.record
    if record is None:
        return []
    typed = N_("The names of those who signed stand as they were typed. They prove who signed only together with a "
               "signature or seal from outside.")  # fmt: skip
    blocks: list[Block] = [p.note(tr(typed))]
    same = record.content == p.pack.digest and record.as_of == p.assessment.as_of
    then = {one.id: (one.severity, one.kind, one.truth) for one in record.findings}
    now = {one.id: (one.severity, one.kind or "", one.truth) for one in p.evaluation.findings}
    others = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
    if same and not others:
        return blocks
    said = tr(N_("This report judges by other content, or by the law of another day, than what was signed."))
    if same:
        said = tr(N_("This version of the program judges the answers that were signed otherwise."))
    if others:
        said += tr.blank + tr(N_("Findings that were signed otherwise: {ids}."), ids=tr.listed(others))
    else:
        said += tr.blank + tr(N_("Its findings are those that were signed."))
    return [Para((Run(said, "strong"),)), *blocks]
