"""`dpia dates`: what is to be kept in mind, as a list, as JSON, or as a calendar file (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dpia import __version__
from dpia.cli.given_file import tell_carried_over, tell_flaws
from dpia.cli.output import OK, out, out_json, tell
from dpia.cli.text_output import wrap
from dpia.control_chars import replaced
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_

if TYPE_CHECKING:
    from dpia.content.pack import Pack
    from dpia.storage.document import Document
    from dpia.wording.calendar import Appointment


def dates(pack: Pack, file: Path, output: Path | None, force: bool, as_json: bool) -> int:
    """Every date of an assessment; into a calendar file if one is named."""
    from dpia.atomic import write_atomic
    from dpia.content.names import TITLE
    from dpia.create import load
    from dpia.engine.evaluation import evaluate
    from dpia.wording import Words
    from dpia.wording.calendar import appointments

    if output is not None and output.suffix.lower() != ".ics":
        raise UserError(
            N_("A calendar file ends in .ics, not “{suffix}”."), hint=N_("dpia dates FILE -o NAME.ics"),
            code="suffix", suffix=output.suffix or output.name,
        )  # fmt: skip
    document, carried = load(pack, file)
    evaluation = evaluate(pack, carried.assessment)
    tell_flaws(file, document)
    tell_carried_over(document, carried, evaluation)
    tr = Translator()
    found = appointments(evaluation, Words(pack, evaluation.assessment, tr))
    if output is not None:
        title = evaluation.assessment.answers.get(TITLE)
        name = str(title.value) if title is not None and title.given else tr(N_("Untitled project"))
        write_atomic(output, calendar(found, document, name, tr), new=not force)
        one, many = "Wrote {path}: {count} date.", "Wrote {path}: {count} dates."
        tell(tr.plural(one, many, len(found), path=output))
        return OK
    if as_json:
        out_json([asdict(item) for item in found])
        return OK
    for item in found:
        owner = f" ({item.owner})" if item.owner else ""
        for line in wrap(f"{item.day}  {item.what}{owner}", "", "            "):
            out(line)
    if not found:
        tell(N_("No answer names a day that is to be kept."))
    return OK


def calendar(found: Sequence[Appointment], document: Document, title: str, tr: Translator) -> bytes:
    """The calendar file. Its stamps come from the log: the same file gives the same bytes."""
    from icalendar import Calendar, Event

    from dpia import dates as days

    of = document.changes[0].hash if document.changes else ""
    entry = document.changes[-1] if document.changes else None
    stamp = days.instant(entry.at) if entry is not None else days.instant(f"{document.assessment.created}T00:00:00Z")
    made = Calendar()
    made.add("prodid", f"-//dpia-wizard//{__version__}//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", replaced(title))
    for one in found:
        event = Event()
        event.add("uid", hashlib.sha256(f"{of} {one.key}".encode()).hexdigest()[:32] + "@dpia-wizard")
        event.add("dtstamp", stamp)
        event.add("sequence", entry.n if entry is not None else 0)
        event.add("dtstart", days.day(one.day))
        event.add("summary", replaced(tr(N_("{what} ({title})"), what=one.what, title=title)))
        told = [one.more, tr(N_("Owner: {name}"), name=one.owner) if one.owner else ""]
        if description := "\n".join(text for text in told if text):
            event.add("description", replaced(description))
        event.add("categories", [one.kind])
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    data: bytes = made.to_ical()
    return data
