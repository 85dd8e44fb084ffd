"""`dpia dates`: what is to be kept in mind, as a list, as JSON, or as a calendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.given_file import envelope_for, tell_carried_over, tell_flaws
from dpia.cli.language import interface
from dpia.cli.output import OK, out, out_json, tell
from dpia.cli.text_output import wrap
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_, NN_

if TYPE_CHECKING:
    from dpia.calendar_file import Appointment
    from dpia.content.pack import Pack
    from dpia.storage.document import Document


def dates(pack: Pack, file: Path, output: Path | None, force: bool, as_json: bool, plain: bool) -> int:
    """Every date of an assessment; into a calendar file if one is named."""
    from dpia.atomic import write_atomic
    from dpia.content.names import TITLE
    from dpia.create import carries_assessment, load
    from dpia.engine.evaluation import evaluate
    from dpia.storage.encryption import SUFFIX as ENCRYPTED
    from dpia.wording import Words
    from dpia.wording.calendar import appointments

    sealed = output is not None and output.suffix == ENCRYPTED
    bare = output.with_suffix("") if output is not None and sealed else output
    if output is not None and bare is not None and bare.suffix.lower() != ".ics":
        raise UserError(
            N_("A calendar file ends in .ics, not “{suffix}”."), hint=N_("dpia dates FILE -o NAME.ics"),
            code="suffix", suffix=bare.suffix or output.name,
        )  # fmt: skip
    envelope = envelope_for(file, output, sealed=sealed, plain=plain, option="--plain") if output is not None else None
    if output is not None and force and carries_assessment(output):
        raise UserError(
            N_("{path} is, or carries, an assessment."), hint=N_("Choose another name."), code="exists", path=output
        )
    document, carried = load(pack, file)
    evaluation = evaluate(pack, carried.assessment)
    tell_flaws(file, document)
    tell_carried_over(document, carried, evaluation)
    tr = interface()
    found = appointments(evaluation, Words(pack, evaluation.assessment, tr))
    if output is not None:
        answer = evaluation.assessment.answers.get(TITLE)
        title = answer.value if answer is not None and isinstance(answer.value, str) else ""
        data = calendar(found, document, title, file.name, tr)
        write_atomic(output, envelope.sealed(data) if envelope is not None and sealed else data, new=not force)
        words = NN_("Wrote {path}: {count} date.", "Wrote {path}: {count} dates.")
        tell(tr.plural(*words, len(found), path=output))
        if envelope is not None and not sealed:
            tell(N_("{path} is NOT ENCRYPTED: it holds titles, measures and names."), path=output)
        return OK
    if as_json:
        out_json([asdict(item) for item in found])
        return OK
    for item in found:
        owner = tr.in_brackets(item.owner) if item.owner else ""
        for line in wrap(f"{item.day}  {item.what}{owner}", "", "            "):
            out(line)
    if not found:
        tell(N_("No answer names a day that is to be kept."))
    return OK


def calendar(found: Sequence[Appointment], document: Document, title: str, file: str, tr: Translator) -> bytes:
    """The calendar file. Its stamps come from the log: the same file gives the same bytes."""
    from dpia.calendar_file import RecordDays, calendar_bytes

    log = document.changes
    stamp = log[-1].at if log else f"{document.assessment.created}T00:00:00Z"
    days = RecordDays(log[0].hash if log else "", title, file, stamp, len(log), tuple(found))
    return calendar_bytes([days], title or tr(N_("Untitled project")), tr)
