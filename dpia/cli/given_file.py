"""What a command says of the assessment that it was given (what does not hold, what is older), and its other day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.language import interface
from dpia.cli.output import say, tell
from dpia.errors import UserError
from dpia.i18n import Enumeration, explain
from dpia.i18n_marks import N_

if TYPE_CHECKING:
    from dpia.assessment.carry_over import CarriedOver
    from dpia.assessment.model import Assessment
    from dpia.engine.evaluation import Evaluation
    from dpia.storage.document import Document
    from dpia.storage.encryption import Envelope


def tell_flaws(file: Path, document: Document) -> None:
    """Say what in the record does not hold, and that it is a redacted copy. Reading goes on, nothing is repaired."""
    from dpia.storage.redacting import redaction_of
    from dpia.wording.redaction import redaction_words

    tr = interface()
    redaction = redaction_of(document)
    if redaction is not None:
        tell(N_("{path}: {what}"), path=file, what=redaction_words(redaction.to_json(), tr))
    for flaw in document.flaws:
        tell(
            N_("{path}: THE RECORD DOES NOT HOLD: {reason}. The answers are read as they stand in the file."),
            path=file,
            reason=explain(flaw, tr),
        )


def tell_copies(file: Path) -> None:
    """Say that what somebody could not save lies beside the file: what is said of the file is said without it."""
    from dpia.storage.conflicts import conflict_copies

    copies = conflict_copies(file)
    if copies:
        tell(
            N_(
                "note: beside {path} lies what by its name somebody could not save: {names}. dpia open merges it, or "
                "dpia merge."
            ),
            path=file,
            names=Enumeration(copy.name for copy in copies[:5]),
        )


def tell_carried_over(document: Document, carried: CarriedOver, evaluation: Evaluation) -> None:
    """Say what today's content makes of a file that was made with earlier content."""
    from dpia.wording import Words

    if not carried.empty:
        words = Words(evaluation.pack, evaluation.assessment, interface())
        for line in words.carried_over(document.content.version, carried, evaluation):
            say(line)


def dated(assessment: Assessment, as_of: str | None) -> Assessment:
    """The assessment as judged on another day, if one is asked for. Raises UserError for what is no full date."""
    from dataclasses import replace

    from dpia.assessment.model import check_date

    if as_of is None:
        return assessment
    try:
        check_date(as_of, "as-of")
    except ValueError:
        raise UserError(
            N_("“{date}” is not a date."), hint=N_("Write it as 2026-11-21."), code="not-a-date", date=as_of[:40]
        ) from None
    return replace(assessment, as_of=as_of)


def envelope_for(
    file: Path, output: Path, *, sealed: bool, plain: bool, option: str = "--plain-report"
) -> Envelope | None:
    """The envelope of an encrypted assessment. Raises UserError if `output` would lie open that was not to.

    `option` is the one that allows it.
    """
    from dpia.storage.document import read_bytes
    from dpia.storage.encryption import envelope_of, is_encrypted

    data = read_bytes(file)
    if not is_encrypted(data):
        if sealed:
            raise UserError(
                N_("{path} is not encrypted, so there is no key for {output}."), hint=N_("dpia encrypt FILE"),
                code="not-encrypted", path=file, output=output,
            )  # fmt: skip
        return None
    if not sealed and not plain:
        raise UserError(
            N_("{path} is encrypted, and {output} would not be."),
            hint=N_("Name it {output}.age, or allow it: {option}."),
            code="plain-report", path=file, output=output, option=option,
        )  # fmt: skip
    return envelope_of(data, str(file))
