"""What each command does: one function a command, with the arguments that `dpia.cli.arguments` declares.

Everything heavy is imported inside the functions: `check` must load neither the wizard nor the PDF engine. Each
returns the exit code and raises UserError or ProblemsFound for what a person can fix.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.atomic import OTHER_NAMES
from dpia.cli.given_file import dated, tell_carried_over, tell_flaws
from dpia.cli.output import BAD_INPUT, FAIL_ON, NO, OK, out, out_json, say, tell
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.paths import is_dir

if TYPE_CHECKING:
    from dpia.content.pack import Pack


def start() -> int:
    """Open the start screen."""
    _needs_terminal()
    from dpia.tui.app import run

    return run(None)


def new(file: Path, scenario: str | None, take_over: bool) -> int:
    """Create an assessment and walk it (only create it, where there is no terminal)."""
    from dpia.create import assessment_path, create

    path = assessment_path(file)
    pack = _pack()
    create(pack, path, scenario=scenario, take_over=take_over).close()
    tell(N_("Created {path}."), path=path)
    if not _terminal():
        tell(N_("No terminal here. Walk it with: dpia open {path}"), path=path)
        return OK
    from dpia.tui.app import run

    return run(path, welcome=True, pack=pack)


def open_(file: Path, take_over: bool) -> int:
    """Walk an existing assessment."""
    pack = _pack()
    if file.suffix.lower() == ".pdf":
        from dpia.create import AlreadyUnpacked, unpack

        try:
            file = unpack(file)
            tell(N_("Unpacked {path}."), path=file)
        except AlreadyUnpacked:  # the wizard opens what lies there, or offers both
            if not _terminal():
                raise
    else:
        from dpia.storage.document import read_document

        tell_flaws(file, read_document(file))
    _needs_terminal()
    from dpia.tui.app import run

    return run(file, pack=pack, take_over=take_over)


def example(name: str | None, file: Path | None, take_over: bool) -> int:
    """List the worked examples, or write one. Never overwrites."""
    pack = _pack()
    if name is None:
        width = max((len(item.id) for item in pack.content.examples), default=0)
        for item in pack.content.examples:
            out(f"{item.id:<{width}}  {item.as_of}  {item.title}")
        return OK
    from dpia.create import assessment_path, copy_example, example_named

    found = example_named(pack, name)
    path = assessment_path(file or Path(found.id))
    copy_example(pack, found, path, take_over=take_over).close()
    tell(N_("Wrote {path}."), path=path)
    return OK


def questions(as_json: bool, as_yaml: bool, scenario: str | None) -> int:
    """Every question with id, section, type, options and help; or an answers file to fill in."""
    from dpia.cli.text_output import question_lines, questions_json

    pack = _pack()
    if scenario is not None and not as_yaml:
        raise UserError(N_("--scenario goes with --yaml."), hint=N_("dpia questions --yaml --scenario S"))
    if as_json:
        out_json(questions_json(pack))
        return OK
    if as_yaml:
        from dpia.cli.answers_template import template_lines
        from dpia.create import scenario_named

        found = scenario_named(pack, scenario) if scenario is not None else None
        lines = template_lines(pack, found, Translator())
    else:
        lines = question_lines(pack)
    for line in lines:
        out(line)
    return OK


def fill(file: Path, source: Path | None, plain: bool, quick: bool, take_over: bool) -> int:
    """Write answers from a YAML file, all of them or, if one is wrong, none; or walk line by line."""
    from dpia.assessment.answers_file import read_edits
    from dpia.content.source import parse, read_text
    from dpia.session import Session

    if quick and not plain:
        raise UserError(N_("--quick goes with --plain."), hint=N_("dpia fill {path} --plain --quick"), path=file)
    pack = _pack()
    if file.suffix.lower() == ".pdf":
        raise UserError(
            N_("{path} is a PDF; fill an assessment file."), hint=N_("dpia open {path} unpacks it."), path=file
        )
    if source is None:
        return _walk_plainly(pack, file, quick=quick, take_over=take_over)
    answers = parse(read_text(source), str(source))
    with Session.open(pack, file, take_over=take_over) as session:
        tell_flaws(file, session.document)
        if session.other_names:
            tell(OTHER_NAMES, path=file)
        tell_carried_over(session.document, session.carried, session.evaluation)
        edits, as_of = read_edits(answers, pack, session.assessment)
        before = session.assessment.answers
        session.apply(edits, as_of=as_of)
        after = session.assessment.answers
        changed = sum(before.get(edit.question) != after.get(edit.question) for edit in edits)
        masked = session.evaluation.masked
    tell(N_("{changed} of {count} answers changed."), changed=changed, count=len(edits))
    if masked:
        places = ", ".join(".".join(part for part in ref if part) for ref in masked[:10])
        more = "…" if len(masked) > 10 else ""
        tell(N_("Kept, but not asked on these answers: {places}"), places=places + more)
    return OK


def _walk_plainly(pack: Pack, file: Path, *, quick: bool, take_over: bool) -> int:
    from dpia.plain.terminal import talk
    from dpia.session import Session
    from dpia.storage.journal import left_behind

    with Session.open(pack, file, take_over=take_over) as session:
        tell_flaws(file, session.document)
        if session.other_names:
            tell(OTHER_NAMES, path=file)
        tell_carried_over(session.document, session.carried, session.evaluation)
        if left_behind(file):
            words = N_("{path}: something that was typed here earlier may not be in the file; dpia open shows it.")
            tell(words, path=file)
        return OK if talk(session, Translator(), quick=quick) else BAD_INPUT


def check(file: Path, as_json: bool, as_of: str | None, fail_on: str | None, would_change: bool) -> int:
    """The outcome and the findings, with reasons."""
    from dpia.cli.check_json import check_json
    from dpia.cli.discussing import tell_discussion
    from dpia.cli.text_output import check_lines, reached
    from dpia.create import load
    from dpia.engine.evaluation import evaluate

    levels = _fail_on(fail_on)
    pack = _pack()
    document, carried = load(pack, file)
    evaluation = evaluate(pack, dated(carried.assessment, as_of))
    tell_flaws(file, document)
    tell_carried_over(document, carried, evaluation)
    evidence = tell_discussion(file, document.assessment)
    tr = Translator()
    changes = None
    if would_change:
        from dpia.engine.counterfactual import all_changes

        changes = all_changes(evaluation)
    if as_json:
        data = check_json(evaluation, tr)
        if changes is not None:
            from dpia.cli.check_json import changes_json

            data["would_change"] = changes_json(evaluation, changes)
        if document.flaws:
            data["record_flaws"] = [str(flaw) for flaw in document.flaws]
        if evidence:
            data["evidence"] = evidence
        out_json(data)
    else:
        for line in check_lines(evaluation, tr, changes):
            out(line)
    return FAIL_ON if levels and reached(evaluation, levels) else OK


def report(
    files: list[Path],
    output: Path,
    lang: str,
    profile: str | None,
    as_of: str | None,
    answers: bool,
    no_embed: bool,
    discussion: bool,
    house_style: Path | None,
    form: str | None,
    force: bool,
) -> int:
    """Render the impact assessment, or several."""
    from dpia.cli.rendering import Options
    from dpia.cli.rendering import report as run
    from dpia.cli.several import into_folder, several

    chosen = Options(lang, profile, as_of, answers, no_embed, discussion, house_style, force)
    if into_folder(files, output):
        return several(files, output, form, chosen)
    return run(_pack, files[0], output, form, chosen)


def verify(file: Path, head: str | None, against: Path | None, house_style: Path | None) -> int:
    """Check the record of a file, and of a report also that it is what this program makes of its assessment."""
    from dpia.cli.verifying import verify as run

    return run(_pack, file, head, against, house_style)


def log(file: Path, as_json: bool) -> int:
    """Every entry of the log, in words."""
    from dpia.cli import history

    return history.log(_pack(), file, as_json)


def diff(one: Path, other: Path, as_json: bool) -> int:
    """What differs between two files: answers, findings, outcome."""
    from dpia.cli import history

    return history.diff(_pack(), one, other, as_json)


def show(file: Path, at: str, as_json: bool) -> int:
    """What stood in a file at an earlier entry of its log."""
    from dpia.cli import history

    return history.show(_pack(), file, at, as_json)


def merge(files: list[Path], output: Path, prefer: list[str]) -> int:
    """Bring two files together that began alike."""
    from dpia.cli import merging

    if len(files) not in (2, 3):
        raise UserError(
            N_("dpia merge takes two files, or three: {count} were named."),
            hint="dpia merge [BASE] A B -o OUT", code="usage", count=len(files),
        )  # fmt: skip
    *base, one, other = files
    return merging.merge(_pack(), base[0] if base else None, one, other, output, prefer)


def authorities(query: str | None, as_json: bool, family: str | None, regime: str | None) -> int:
    """Find the authorities that the reasoning cites."""
    from dpia.cli.text_output import authorities_json, authority_lines
    from dpia.content.search import find_authorities

    pack = _pack()
    if regime is not None and regime not in pack.regimes:
        raise UserError(
            N_("There is no regime “{name}”."),
            hint=N_("There are: {names}."),
            name=regime,
            names=", ".join(pack.regimes),
        )
    families = sorted({name for item in pack.content.authorities for name in item.families})
    if family is not None and family not in families:
        raise UserError(
            N_("There is no family “{name}”."), hint=N_("There are: {names}."), name=family, names=", ".join(families)
        )
    found = find_authorities(pack, query or "", family=family, regime=regime)
    if as_json:
        out_json(authorities_json(pack, found))
        return OK
    if not found:
        tell(N_("Nothing found. Try fewer words, or: dpia authorities"))
    for line in authority_lines(found, Translator()):
        out(line)
    return OK


def content_check(folder: Path | None, rule: str | None, uncited: bool) -> int:
    """Prove the content, or one rule of it: references, ids, law in force, words, and the cases beside the rules."""
    from dpia import resources
    from dpia.cli.content_output import content_lines
    from dpia.lint.check import check_content

    root = folder or resources.data_root("questionnaires")
    if not is_dir(root):
        raise UserError(N_("There is no folder {path}."), path=root)
    report = check_content(root, rule)
    for problem in report.problems:
        out(str(problem))
    if report.problems or report.subject is None:
        say(Translator().plural("{count} problem.", "{count} problems.", len(report.problems)))
        return NO
    for line in content_lines(report.subject, Translator(), list_uncited=uncited):
        out(line)
    return OK


def content_schema(folder: Path | None) -> int:
    """Write the JSON Schemas of all content files, and of the file of an assessment."""
    from dpia import resources
    from dpia.content.schema import write_schemas
    from dpia.report.house_style_file import SCHEMA, house_style_schema
    from dpia.storage.schema import NAME, document_schema

    root = folder or resources.data_root("questionnaires") / "schemas"
    try:
        written = write_schemas(root, {NAME: document_schema(), SCHEMA: house_style_schema()})
    except OSError as error:
        raise UserError(
            N_("Cannot write the schemas into {path}: {reason}."), hint=N_("Name a folder that you may write to."),
            code="unwritable", path=root, reason=error.strerror or str(error),
        ) from None  # fmt: skip
    for path in written:
        out(str(path))
    return OK


def doctor() -> int:
    """Tell what is missing on this machine, and the exact fix."""
    from dpia.doctor import examine

    bad, tr = False, Translator()
    for item in examine(tr):
        mark = tr(N_("ok")) if item.ok else tr(N_("MISSING")) if item.required else tr(N_("note"))
        out(f"{mark:<8}{item.name}: {item.detail}")
        if not item.ok and item.fix:
            out(f"        → {item.fix}")
        bad |= not item.ok and item.required
    return NO if bad else OK


# --- shared by the commands -------------------------------------------------------------------------------------------


def _pack() -> Pack:
    from dpia.content.loader import load_pack

    return load_pack()


def _fail_on(value: str | None) -> frozenset[str]:
    from dpia.content.rule import SEVERITY_ORDER

    if value is None:
        return frozenset()
    levels = frozenset(part.strip() for part in value.split(","))
    known = {*SEVERITY_ORDER, "open"} - {"ok"}
    if levels - known:
        raise UserError(N_("--fail-on takes {known}."), code="fail-on", known=", ".join(sorted(known)))
    return levels


def _terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _needs_terminal() -> None:
    if not _terminal():
        raise UserError(
            N_("The wizard needs a terminal."),
            hint=N_("Without one use: dpia new, dpia fill, dpia check, dpia report."),
            code="no-terminal",
        )
