"""The report from the dialogue: the same command in a process of its own, whose progress is said line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from dpia.create import is_earlier_edition
from dpia.errors import UserError
from dpia.i18n import Enumeration
from dpia.i18n_marks import N_
from dpia.paths import expanded, is_dir
from dpia.tui import report_process
from dpia.tui.view_model import ViewModel


def make_report(view: ViewModel, rest: str, say: Callable[[str], None]) -> None:
    """Render an edition: `[EDITION] [FILE.pdf]`. Raises UserError for what a person can mend."""
    from dpia.report.build import editions_for, profile_for

    path = view.session.path
    if path is None:
        raise UserError(N_("This assessment is in memory only; a report needs a file."))
    if view.unsaved:
        raise UserError(N_("Something is not saved, and the report would be without it."), hint=N_("/leave says what."))
    editions = editions_for(view.evaluation)
    word, _, name = rest.strip().partition(" ")
    if word.lower().endswith(".pdf") and not name:
        word, name = "", word
    edition = word or profile_for(view.evaluation)
    if edition not in editions:
        raise UserError(
            N_("There is no edition “{name}” of this assessment."),
            hint=N_("There are: {names}."),
            code="edition",
            name=edition[:40],
            names=Enumeration(editions),
        )
    target = _target(path, edition, profile_for(view.evaluation), name.strip())
    earlier = is_earlier_edition(target, view.session.document)
    result = asyncio.run(report_process.render(path, target, say, profile=edition, lang=view.tr.lang, replace=earlier))
    if result.code != 0:
        raise UserError(N_("The report was not made. {reason}"), code="report", reason=result.message)
    say(view.tr(N_("The report is ready: {path}"), path=target.absolute()))


def _target(path: Path, edition: str, usual: str, name: str) -> Path:
    ending = ".pdf" if edition == usual else f"-{edition}.pdf"
    target = (
        expanded(Path(name)) if name else path.with_name(path.name.removesuffix(".json").removesuffix(".dpia") + ending)
    )
    if target.suffix.lower() != ".pdf":
        raise UserError(N_("The name of a report ends in .pdf."))
    if not is_dir(target.absolute().parent):
        raise UserError(N_("There is no folder {path}."), path=target.parent)
    return target
