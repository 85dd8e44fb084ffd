"""The command `report`: what may be written where, which edition, and the report itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.given_file import dated, envelope_for, tell_carried_over, tell_copies, tell_flaws
from dpia.cli.language import interface, report_language
from dpia.cli.output import OK, json_text, say, tell
from dpia.errors import UserError
from dpia.i18n import Enumeration, Translator
from dpia.i18n_marks import N_
from dpia.paths import exists, is_dir

if TYPE_CHECKING:
    from dpia.content.pack import Pack
    from dpia.engine.evaluation import Evaluation
    from dpia.report.house_style import HouseStyle


FORMATS = ("pdf", "docx", "html", "md", "json")
"""Formats of a report, each the suffix of its files."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for, beside the files."""

    lang: str | None
    profile: str | None
    as_of: str | None
    answers: bool
    no_embed: bool
    discussion: bool
    house_style: Path | None
    force: bool
    plain_report: bool = False


def report(load_pack: Callable[[], Pack], file: Path, output: Path, form: str | None, options: Options) -> int:
    """Render the impact assessment."""
    lang, profile, force = options.lang, options.profile, options.force
    from dpia.storage.encryption import SUFFIX as ENCRYPTED

    sealed = output.suffix == ENCRYPTED
    suffix = (output.with_suffix("") if sealed else output).suffix.lower()
    if suffix.removeprefix(".") not in FORMATS:
        raise UserError(
            N_("Cannot write “{suffix}”: the format goes by the suffix."),
            hint=N_("One of: {formats}"),
            code="unknown-format",
            suffix=suffix or output.name,
            formats=" ".join(f".{one}" for one in FORMATS),
        )
    if form is not None:
        raise UserError(N_("--format is for reports into a folder; a file has its format by its suffix."))
    if is_dir(output):
        raise UserError(
            N_("{path} is a folder, not a file."), hint=N_("Name a file in it."), code="is-a-folder", path=output
        )
    if not is_dir(output.parent):
        raise UserError(
            N_("There is no folder {path}."), hint=N_("Make it first."), code="no-folder", path=output.parent
        )
    if exists(output) and exists(file) and output.samefile(file):
        raise UserError(
            N_("The report would overwrite the assessment."), hint=N_("Choose another name."), code="same-file"
        )
    if not force:
        _refuse_loss(output)
    look = chosen_look(options.house_style, suffix)
    from dpia.atomic import ABANDONED, sweep, write_atomic
    from dpia.create import load
    from dpia.engine.evaluation import evaluate

    pack = load_pack()
    if lang is not None:
        report_language(lang, pack)
    profiles = pack.content.report.profiles
    if profile is not None and profile not in profiles:
        raise UserError(
            N_("There is no profile “{profile}”."),
            hint=N_("Available: {known}."),
            code="profile",
            profile=profile,
            known=Enumeration(profiles),
        )
    if suffix == ".json" and profile not in (None, "full"):
        raise UserError(
            N_("The JSON of a report has every answer and no editions."),
            hint=N_("Leave --profile out, or write .pdf, .html or .md."), code="profile",
        )  # fmt: skip
    envelope = envelope_for(file, output, sealed=sealed, plain=options.plain_report)
    document, carried = load(pack, file)
    tr = Translator(report_language(lang, pack, carried.assessment.language))
    evaluation = evaluate(pack, dated(carried.assessment, options.as_of))
    tell_flaws(file, document)
    tell_copies(file)
    tell_carried_over(document, carried, evaluation)
    from dpia.cli.reported import reported_file
    from dpia.create import SUFFIX, stem

    if suffix == ".json":
        from dpia.cli.report_json import report_json
        from dpia.storage.redacting import redaction_of

        source = reported_file(document, stem(file) + SUFFIX, tr, discussion=False)
        found = report_json(evaluation, tr, source)
        if (redaction := redaction_of(document)) is not None:
            found["redacted"] = redaction.to_json()
        data = json_text(found).encode()
    else:
        from dpia.content.report_layout import MINUTES
        from dpia.report.produce import produce

        embed = not options.no_embed and (envelope is None or sealed)
        chosen = _profile(evaluation, profile)
        source = reported_file(document, stem(file) + SUFFIX, tr, discussion=options.discussion or chosen == MINUTES)
        data = produce(
            evaluation, tr, suffix.removeprefix("."), source, embed=embed, progress=say, profile=chosen,
            on_request=options.answers, look=look, said_in=interface(),
        )  # fmt: skip
    if envelope is not None and sealed:
        data = envelope.sealed(data)
    if not force:
        _refuse_loss(output)  # again, since rendering takes its time
    sweep(output, older_than=ABANDONED)  # the whole text of the assessment stands in there
    write_atomic(output, data)
    tell(N_("Wrote {path} ({size} kB)."), path=output, size=len(data) // 1000)
    if envelope is not None and not sealed:
        tell(N_("{path} is NOT ENCRYPTED. It does not carry the assessment."), path=output)
    return OK


def chosen_look(house_style: Path | None, suffix: str) -> HouseStyle:
    """The house style that was named, checked; the program's own look where none was. Raises ProblemsFound, UserError.

    Args:
        house_style: its file.
        suffix: of the report: data have no look, and only a PDF has typefaces of this machine.
    """
    from dpia.report.house_style import OWN

    if house_style is None:
        return OWN
    if suffix == ".json":
        raise UserError(
            N_("A house style is for .pdf, .docx, .html and .md; .json has no look."), hint=N_("Leave it out.")
        )
    from dpia.report.dressing import house_faces
    from dpia.report.house_style_file import read_house_style

    look = read_house_style(house_style)
    if suffix == ".pdf":
        house_faces(look)
    return look


def _refuse_loss(output: Path) -> None:
    """Raises UserError if a report would take the place of an assessment, or of a Word document that was edited."""
    from dpia.create import carries_assessment

    if carries_assessment(output):
        raise UserError(
            N_("{path} is there and carries an assessment, or cannot be read to tell."),
            hint=N_("Choose another name, or replace it with dpia report --force."),
            code="carries-assessment",
            path=output,
        )
    if output.suffix.lower() == ".docx" and exists(output):
        from dpia.report.word.finishing import is_as_made

        if not is_as_made(output):
            raise UserError(
                N_("{path} is there and was saved by somebody since it was made, or is no report."),
                hint=N_("Choose another name, or replace it with dpia report --force."),
                code="edited",
                path=output,
            )


def _profile(evaluation: Evaluation, asked: str | None) -> str:
    """How much is printed: what was asked for or, where no assessment is due, the short record."""
    from dpia.content.report_layout import MINUTES
    from dpia.report.build import consulted_regimes, editions_for, profile_for

    if asked == MINUTES and not evaluation.assessment.discussion:
        words = N_("Nothing was said yet that minutes could print.")
        raise UserError(words, hint=N_("In the wizard F11 opens the discussion of a question."), code="profile")
    if asked not in (None, "record"):
        edition = evaluation.pack.content.report.editions[asked]
        if edition.consults and not consulted_regimes(evaluation):
            raise UserError(
                N_("None of the laws that govern here has a consultation of the authority beforehand."),
                hint=N_("Available: {known}."),
                code="profile",
                known=Enumeration(editions_for(evaluation)),
            )
        if asked not in editions_for(evaluation):
            raise UserError(
                N_("“{profile}” follows the form of a law that does not govern here."),
                hint=N_("Available: {known}."),
                code="profile",
                profile=asked,
                known=Enumeration(editions_for(evaluation)),
            )
        return asked
    if asked == "record" and not evaluation.no_assessment_due:
        raise UserError(
            N_(
                "An assessment is due, or whether one is due is not settled criterion by criterion; so there is no "
                "record that none is."
            ),
            hint=N_("dpia check says why. The whole report: --profile full."),
            code="due",
        )
    chosen = profile_for(evaluation)
    if asked is None and chosen == "record":
        tell(N_("No assessment is due: this is the short record of the reasons. The whole report: --profile full."))
    return chosen
