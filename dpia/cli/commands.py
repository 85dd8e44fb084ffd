"""What each command does: one function a command, with the arguments that `dpia.cli.arguments` declares.

Everything heavy is imported inside the functions: `check` must load neither the wizard nor the PDF engine. Each
returns the exit code and raises UserError or ProblemsFound for what a person can fix.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.atomic import OTHER_NAMES
from dpia.cells import padded
from dpia.cli.given_file import dated, tell_carried_over, tell_copies, tell_flaws
from dpia.cli.language import interface, language_of_answers
from dpia.cli.output import BAD_INPUT, FAIL_ON, NO, OK, out, out_json, tell
from dpia.errors import UserError
from dpia.i18n import Enumeration
from dpia.i18n_marks import N_
from dpia.paths import named_pdf

if TYPE_CHECKING:
    from dpia.content.pack import Pack


def start() -> int:
    """Open the start screen."""
    _needs_terminal()
    from dpia.tui.app import run

    return run(None, tr=interface())


def new(file: Path, scenario: str | None, answers_in: str | None, encrypt: bool, take_over: bool) -> int:
    """Create an assessment and walk it (only create it, where there is no terminal)."""
    from dpia.create import assessment_path, create
    from dpia.storage.encryption import SUFFIX

    path, envelope = assessment_path(file), None
    if encrypt or path.suffix == SUFFIX:
        from dpia.cli.encrypting import envelope_for

        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        envelope = envelope_for(str(path), [], None)
    pack = _pack()
    language = language_of_answers(answers_in)
    create(pack, path, scenario=scenario, language=language, take_over=take_over, envelope=envelope).close()
    tell(N_("Created {path}."), path=path)
    if not _is_shown():
        tell(N_("No terminal here. Walk it with: dpia open {path}"), path=path)
        return OK
    from dpia.tui.app import run

    return run(path, welcome=True, pack=pack, tr=interface())


def open_(file: Path, take_over: bool) -> int:
    """Walk an existing assessment."""
    pack = _pack()
    if named_pdf(file):
        from dpia.create import AlreadyUnpacked, unpack

        try:
            file = unpack(file)
            tell(N_("Unpacked {path}."), path=file)
        except AlreadyUnpacked:  # the wizard opens what lies there, or offers both
            if not _is_shown():
                raise
    else:
        from dpia.storage.document import read_document

        tell_flaws(file, read_document(file))
    _needs_terminal()
    from dpia.tui.app import run

    return run(file, pack=pack, take_over=take_over, tr=interface())


def example(name: str | None, file: Path | None, take_over: bool) -> int:
    """List the worked examples, or write one. Never overwrites."""
    pack = _pack()
    if name is None:
        width = max((len(item.id) for item in pack.content.examples), default=0)
        for item in pack.content.examples:
            out(f"{padded(item.id, width)}  {item.as_of}  {interface().content(item.title)}")
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
        lines = template_lines(pack, found, interface())
    else:
        lines = question_lines(pack, interface())
    for line in lines:
        out(line)
    return OK


def fill(file: Path, source: Path | None, plain: bool, quick: bool, take_over: bool) -> int:
    """Write answers from a YAML file, all of them or, if one is wrong, none; or walk line by line."""
    from dpia.assessment.answers_file import read_edits
    from dpia.cli.filled import tell_filled
    from dpia.content.source import parse, read_text
    from dpia.session import Session

    if quick and not plain:
        raise UserError(N_("--quick goes with --plain."), hint=N_("dpia fill {path} --plain --quick"), path=file)
    pack = _pack()
    if named_pdf(file):
        raise UserError(
            N_("{path} is a PDF; fill an assessment file."), hint=N_("dpia open {path} unpacks it."), path=file
        )
    if source is None:
        return _walk_plainly(pack, file, quick=quick, take_over=take_over)
    answers = parse(read_text(source), str(source))
    with Session.open(pack, file, take_over=take_over) as session:
        tell_flaws(file, session.document)
        tell_copies(file)
        if session.other_names:
            tell(OTHER_NAMES, path=file)
        tell_carried_over(session.document, session.carried, session.evaluation)
        edits, as_of = read_edits(answers, pack, session.assessment)
        before = session.assessment
        session.apply(edits, as_of=as_of)
        tell_filled(edits, before, session.assessment, session.evaluation.masked)
    return OK


def _walk_plainly(pack: Pack, file: Path, *, quick: bool, take_over: bool) -> int:
    from dpia.plain.terminal import talk
    from dpia.session import Session
    from dpia.storage.journal import left_behind

    with Session.open(pack, file, take_over=take_over) as session:
        tell_flaws(file, session.document)
        tell_copies(file)
        if session.other_names:
            tell(OTHER_NAMES, path=file)
        tell_carried_over(session.document, session.carried, session.evaluation)
        if left_behind(file, session.envelope):
            words = N_("{path}: something that was typed here earlier may not be in the file; dpia open shows it.")
            tell(words, path=file)
        return OK if talk(session, interface(), quick=quick) else BAD_INPUT


def check(file: Path, as_json: bool, as_of: str | None, fail_on: str | None, would_change: bool) -> int:
    """The outcome and the findings, with reasons."""
    from dpia.cli.check_json import check_json
    from dpia.cli.discussing import tell_discussion
    from dpia.cli.text_output import check_lines, reached
    from dpia.create import load
    from dpia.engine.evaluation import evaluate
    from dpia.storage.redacting import redaction_of

    levels = _fail_on(fail_on)
    pack = _pack()
    document, carried = load(pack, file)
    evaluation = evaluate(pack, dated(carried.assessment, as_of))
    tell_flaws(file, document)
    tell_copies(file)
    tell_carried_over(document, carried, evaluation)
    evidence = tell_discussion(file, document.assessment)
    tr = interface()
    changes = None
    if would_change:
        from dpia.engine.counterfactual import all_changes

        changes = all_changes(evaluation)
    if as_json:
        data = check_json(evaluation, tr)
        if changes is not None:
            from dpia.cli.check_json import changes_json

            data["would_change"] = changes_json(evaluation, changes)
        if (redaction := redaction_of(document)) is not None:
            data["redacted"] = redaction.to_json()
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
    report_lang: str | None,
    profile: str | None,
    as_of: str | None,
    answers: bool,
    no_embed: bool,
    discussion: bool,
    plain_report: bool,
    house_style: Path | None,
    form: str | None,
    force: bool,
) -> int:
    """Render the impact assessment, or several."""
    from dpia.cli.rendering import Options
    from dpia.cli.rendering import report as run
    from dpia.cli.several import into_folder, several

    chosen = Options(report_lang, profile, as_of, answers, no_embed, discussion, house_style, force, plain_report)
    if into_folder(files, output):
        return several(files, output, form, chosen)
    return run(_pack, files[0], output, form, chosen)


def verify(
    file: Path,
    head: str | None,
    against: Path | None,
    signature: Path | None,
    key: Path | None,
    timestamp: Path | None,
    certificate: Path | None,
    house_style: Path | None,
) -> int:
    """Check the record of a file, and of a report also that it is what this program makes of its assessment."""
    from dpia.cli.sealing import Seals
    from dpia.cli.verifying import verify as run

    return run(_pack, file, head, against, house_style, Seals.read(signature, key, timestamp, certificate))


def seal(file: Path, pkcs12: Path, passphrase_file: Path | None, because: str, output: Path) -> int:
    """Put a signature into a PDF report."""
    from dpia.cli.sealing import seal as run

    return run(file, pkcs12, passphrase_file, because, output)


def log(file: Path, as_json: bool) -> int:
    """Every entry of the log, in words."""
    from dpia.cli import history

    return history.log(_pack(), file, as_json)


def status(
    file: Path,
    wanted: str | None,
    name: str,
    role: str,
    because: str,
    revision: int | None,
    as_json: bool,
    take_over: bool,
) -> int:
    """The status, who signed, and what lacks for the next step; or set the status."""
    from dpia.cli import life_cycle

    if wanted is None:
        return life_cycle.show(_pack(), file, as_json)
    return life_cycle.set_status(_pack(), file, wanted, name, role, because, revision, take_over)


def sign(file: Path, name: str, role: str, because: str, lang: str | None, take_over: bool) -> int:
    """Sign: the first signature freezes the record, others sign what is frozen."""
    from dpia.cli import life_cycle

    return life_cycle.sign(_pack(), file, name, role, because, lang, take_over)


def revise(file: Path, name: str, role: str, because: str, take_over: bool) -> int:
    """Begin a new revision of a signed record."""
    from dpia.cli import life_cycle

    return life_cycle.revise(_pack(), file, name, role, because, take_over)


def dates(file: Path, output: Path | None, force: bool, as_json: bool, plain: bool) -> int:
    """Every date that is to be kept, as a list or a calendar."""
    from dpia.cli import calendar

    return calendar.dates(_pack(), file, output, force, as_json, plain)


def head(file: Path, output: Path | None) -> int:
    """The head of the log, to be signed or time-stamped."""
    from dpia.cli import life_cycle

    return life_cycle.head(file, output)


def diff(one: Path, other: Path | None, since_signing: bool, as_json: bool) -> int:
    """What differs between two files, or since a record was signed: answers, findings, outcome."""
    from dpia.cli import history

    if since_signing == (other is not None):
        raise UserError(N_("Name two files; or one, and --since-signing."), hint=N_("dpia diff A B"))
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


def serve(file: Path | None, port: int) -> int:
    """Show the wizard in a browser on this machine."""
    from dpia.cli.serving import serve as run

    return run(file, port)


def register(
    folder: Path,
    form: str,
    output: Path | None,
    again: bool,
    outcome: frozenset[str],
    status: frozenset[str],
    owner: str,
    text: str,
    overdue: bool,
    outdated: bool,
    broken: bool,
    signed: bool | None,
    passphrase: bool,
    plain: bool,
) -> int:
    """List the assessments below a folder."""
    from dpia.cli.register import register as run
    from dpia.register.filters import Filter

    wanted = Filter(outcome, status, owner, text, overdue, outdated, broken, signed)
    return run(_pack(), folder, form, output, again, wanted, passphrase, plain)


def recheck(folder: Path, before: Path | None, as_json: bool, passphrase: bool) -> int:
    """What of the assessments below a folder is judged otherwise than by other content."""
    from dpia.cli.recheck import recheck as run

    return run(_pack(), folder, before, as_json, passphrase)


def encrypt(file: Path, recipient: list[str], recipients_file: Path | None, keep: bool) -> int:
    """Put an encrypted file in the place of a file."""
    from dpia.cli.encrypting import encrypt as run

    return run(file, recipient, recipients_file, keep)


def decrypt(file: Path, output: Path | None, keep: bool) -> int:
    """Put an open file in the place of an encrypted one."""
    from dpia.cli.encrypting import decrypt as run

    return run(file, output, keep)


def redact(file: Path, tag: list[str], question: list[str], output: Path | None) -> int:
    """Make a copy from which answers are left out."""
    from dpia.cli.redacting import redact as run

    return run(_pack(), file, tag, question, output)


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
            names=Enumeration(pack.regimes),
        )
    families = sorted({name for item in pack.content.authorities for name in item.families})
    if family is not None and family not in families:
        raise UserError(
            N_("There is no family “{name}”."), hint=N_("There are: {names}."), name=family, names=Enumeration(families)
        )
    found = find_authorities(pack, query or "", family=family, regime=regime, translated=interface().content)
    if as_json:
        out_json(authorities_json(pack, found))
        return OK
    if not found:
        tell(N_("Nothing found. Try fewer words, or: dpia authorities"))
    for line in authority_lines(found, interface()):
        out(line)
    return OK


def keys() -> int:
    """The name and the keys of every command of the wizard."""
    from dpia.cli.listing_keys import keys as run

    return run()


def doctor() -> int:
    """Tell what is missing on this machine, and the exact fix."""
    from dpia.doctor import examine

    bad, tr = False, interface()
    for item in examine(tr):
        mark = tr(N_("ok")) if item.ok else tr(N_("MISSING")) if item.required else tr(N_("note"))
        out(f"{padded(mark, 8)}{item.name}{tr.colon}{item.detail}")
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
        raise UserError(N_("--fail-on takes {known}."), code="fail-on", known=Enumeration(sorted(known)))
    return levels


def _is_shown() -> bool:
    """Whether there is a terminal that shows the wizard, or a browser in its place."""
    from dpia.serve import is_served

    return is_served() or all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _needs_terminal() -> None:
    """Raises UserError if nobody sees the wizard; what is wrong in its keys is said first, here as in the wizard."""
    if not _is_shown():
        from dpia.tui import keymap

        keymap.load()
        raise UserError(
            N_("The wizard needs a terminal."),
            hint=N_("Without one use: dpia new, dpia fill, dpia check, dpia report."),
            code="no-terminal",
        )
