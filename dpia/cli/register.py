"""`dpia register`: the assessments below a folder, for a reader, a program, a spreadsheet or a calendar."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.language import interface
from dpia.cli.output import NO, OK, json_lines, out, out_file, out_json_text, say, tell
from dpia.errors import UserError
from dpia.i18n import Enumeration, Translator
from dpia.i18n_marks import N_, NN_
from dpia.register.entry import OUTDATED, STATUSES
from dpia.register.filters import Filter, chosen
from dpia.register.phrases import signed_words, status_text
from dpia.wording import OUTCOMES

if TYPE_CHECKING:
    from dpia.content.pack import Pack
    from dpia.register.opening import Opening
    from dpia.register.places import RegisterLine
    from dpia.register.register import Register

_EVERY = 2.0
"""Seconds between two lines of progress."""


def register(
    pack: Pack, folder: Path, form: str, output: Path | None, again: bool, wanted: Filter, passphrase: bool, plain: bool
) -> int:
    """List the assessments below a folder. Exit 1 if a record does not hold or a file cannot be read."""
    from dpia.register.register import register as made

    _check(wanted)
    if output is None and form == "xlsx":
        raise UserError(N_("A sheet goes into a file."), hint=N_("Name it: -o OUT.xlsx"), code="no-output")
    tr = interface()
    opening = opening_of(folder, passphrase)
    if output is not None and opening and not plain:
        raise UserError(
            N_("{path} would hold, not encrypted, what encrypted files say."),
            hint=N_("Give --plain to allow it, or no key: then they are only named."), code="plain-register",
            path=output,
        )  # fmt: skip
    found = made(pack, folder, tr, again=again, opening=opening, progress=progress_lines(tr))
    today = dt.datetime.now(dt.UTC).date().isoformat()
    lines = chosen(found.lines, wanted, today)
    if form == "json":
        from dpia.register.export import line_json

        manifest = pack.manifest
        data = {
            "folder": str(folder), "day": today, "content": manifest.version, "checked_to": manifest.checked_to,
            "files": found.files,
        }  # fmt: skip
        text = json_lines(data, "assessments", (line_json(line, today, tr) for line in lines))
        if output is None:
            out_json_text(text)
        else:
            _write(output, text.encode("utf-8", "replace"))
    elif form == "text" and output is None:
        for text in _text(found, lines, today, tr):
            out(text)
        out(_judged_by(pack, found, tr))
    else:
        _export(form, output, lines, today, tr)
    if form == "ics":
        _tell_of_states(lines, tr)
    tell_of(found)
    return NO if any(line.entry.broken for line in lines) else OK


def opening_of(folder: Path, passphrase: bool) -> Opening:
    """The keys that were given, and the passphrase that a person is asked for. Raises UserError."""
    from dpia.cli.keys import ask_passphrase
    from dpia.register.opening import Opening
    from dpia.storage.encryption import KEYS

    return Opening(KEYS.given, ask_passphrase(str(folder)) if passphrase else "")


def _export(form: str, output: Path | None, lines: list[RegisterLine], today: str, tr: Translator) -> None:
    from dpia.register.calendar import to_ics
    from dpia.register.export import to_csv, to_xlsx

    if form == "text":
        raise UserError(
            N_("In which form?"), hint=N_("Give one of --json, --csv, --xlsx, --ics with -o."), code="no-form"
        )
    data = {"csv": lambda: to_csv(lines, today, tr), "xlsx": lambda: to_xlsx(lines, today, tr)}.get(
        form, lambda: to_ics(lines, tr)
    )()
    if output is not None:
        _write(output, data)
    else:
        out_file(data)


def _tell_of_states(lines: list[RegisterLine], tr: Translator) -> None:
    """Say that of several files with one record one alone stands in the calendar."""
    from dpia.register.calendar import latest

    if more := sum(not line.entry.problem for line in lines) - len(latest(lines)):
        words = NN_(
            "{count} file is another state of a record that is in the calendar; the one with more entries counts.",
            "{count} files are other states of records that are in the calendar; those with more entries count.",
        )
        say(tr.plural(*words, more))


def _write(output: Path, data: bytes) -> None:
    from dpia.atomic import write_atomic
    from dpia.create import carries_assessment

    if carries_assessment(output):
        raise UserError(
            N_("{path} is, or carries, an assessment."), hint=N_("Choose another name."), code="exists", path=output
        )
    write_atomic(output, data)
    tell(N_("Wrote {path}. It holds titles and names: it is readable by you alone."), path=output)


def _check(wanted: Filter) -> None:
    """Raises UserError for words that no line can have."""
    for given, known in ((wanted.outcomes, list(OUTCOMES)), (wanted.statuses, list(STATUSES))):
        if unknown := sorted(given - set(known)):
            raise UserError(
                N_("There is no “{name}”."), hint=N_("There are: {names}."), code="usage",
                name=unknown[0][:40], names=Enumeration(known),
            )  # fmt: skip


def progress_lines(tr: Translator) -> Callable[[int, int], None]:
    """Says now and then how many files are read."""
    last = time.monotonic()

    def told(done: int, count: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY or (done == count and count > 1):
            last = time.monotonic()
            say(tr(N_("{done} of {count} files read"), done=done, count=count))

    return told


def _text(found: Register, lines: list[RegisterLine], today: str, tr: Translator) -> Iterator[str]:
    for line in lines:
        entry = line.entry
        yield line.name
        if line.same:
            yield "    " + tr(N_("the same in: {names}"), names=tr.listed(place.name for place in line.same))
        for place in line.earlier:
            yield "    " + tr.plural(
                "a report with {count} entry of the log: {name}", "a report with {count} entries of the log: {name}",
                place.entries, name=place.name,
            )  # fmt: skip
        if entry.problem:
            yield f"    {tr(STATUSES[entry.status(today)])}{tr.colon}{entry.problem}"
            continue
        yield f"    {entry.title or tr(N_('(no title)'))}"
        facts = [entry.outcome_words, status_text(entry, today, tr), signed_words(entry, tr)]
        if entry.controller:
            facts.append(entry.controller)
        facts.append(tr(N_("review {date}"), date=entry.review) if entry.review else tr(N_("no review date")))
        yield "    " + " · ".join(facts)
        if entry.record == "broken":
            yield "    " + tr(N_("THE RECORD DOES NOT HOLD: {reason}"), reason=entry.flaw)
        if entry.encrypted:
            yield "    " + tr(N_("encrypted; opened for this list alone"))
        if entry.redacted:
            yield "    " + tr(N_("redacted copy: the outcome is of what is left"))
        for item in entry.overdue(today):
            who = tr.in_brackets(item.owner) if item.owner else ""
            yield "    " + tr(N_("overdue since {date}: {what}"), date=item.day, what=item.what) + who
        for code in entry.outdated:
            yield "    " + tr(OUTDATED[code])
    if lines:
        yield ""
    count = tr.plural("{count} of {all} assessment", "{count} of {all} assessments", len(lines), all=len(found.lines))
    if len(lines) == len(found.lines):
        count = tr.plural("{count} assessment", "{count} assessments", len(lines))
    by = Counter(line.entry.outcome_words or tr(STATUSES[line.entry.status(today)]) for line in lines)
    yield tr.colon.join(filter(None, (count, tr.listed(f"{name} {number}" for name, number in by.most_common()))))
    overdue = sum(bool(line.entry.overdue(today)) for line in lines)
    if overdue:
        yield tr.plural(
            "{count} has something whose day has passed; whether it was done the record does not say.",
            "{count} have something whose day has passed; whether it was done the records do not say.", overdue,
        )  # fmt: skip


def _judged_by(pack: Pack, found: Register, tr: Translator) -> str:
    text = N_("Judged by content {version}, law checked to {date}. {read} read now, {unchanged} not changed since.")
    manifest = pack.manifest
    params = {"version": manifest.version, "date": manifest.checked_to, "read": found.read}
    return tr(text, **params, unchanged=found.unchanged)


def tell_of(found: Register) -> None:
    """Say what was not looked into."""
    tr = interface()
    if found.others:
        say(tr.plural("{count} PDF carries no assessment.", "{count} PDFs carry no assessment.", found.others))
    if found.links:
        say(tr.plural("{count} link was not followed.", "{count} links were not followed.", found.links))
    for path in found.unreadable:
        tell(N_("Nobody may look into {path}."), path=path)
