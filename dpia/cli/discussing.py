"""What the command line says of the discussion: evidence that is not what it was, and a period that is over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from dpia.assessment.discussion import Evidence
from dpia.assessment.model import Assessment
from dpia.cli.language import interface
from dpia.cli.output import say
from dpia.i18n_marks import N_
from dpia.storage.evidence import State, states

_WORDS: dict[State, str] = {
    "changed": N_("{path}: evidence: {file} HAS CHANGED since it was named ({what})"),
    "missing": N_("{path}: evidence: {file} IS NOT THERE ({what})"),
    "not-looked-at": N_("{path}: evidence: {file} was not looked at: too large, no plain file, or outside ({what})"),
}


def evidence(file: Path, assessment: Assessment) -> list[dict[str, Any]]:
    """Each file that is evidence, with what became of it; relative to the folder of the assessment."""
    found = states(file.absolute().parent, assessment.discussion)
    entries = {name: assessment.discussion[name] for name in found}
    return [
        {"file": entry.file, "about": list(entry.about), "state": found[name]}
        for name, entry in entries.items()
        if isinstance(entry, Evidence)
    ]


def tell_discussion(file: Path, assessment: Assessment) -> list[dict[str, Any]]:
    """Say what has to be looked into, and return what became of the evidence."""
    tr, found = interface(), evidence(file, assessment)
    for item in found:
        if item["state"] in _WORDS:
            what = ".".join(item["about"][1:])
            say(tr(_WORDS[item["state"]], path=file, file=item["file"], what=what or tr(N_("parking lot"))))
    until, today = assessment.discussion_until, dt.datetime.now(dt.UTC).date().isoformat()
    if assessment.discussion and until and until < today:
        say(tr(N_("{path}: the discussion was to be kept until {date}: remove it"), path=file, date=until))
    return found
