"""The commands and their arguments, each declared once. What a command does stands in `dpia.cli.commands`."""

from __future__ import annotations

import argparse
import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from dpia import __version__
from dpia.assessment.life_cycle import ROLES, STATUSES
from dpia.cli import arguments_copies, arguments_register, commands, content_commands
from dpia.cli.answers_syntax import syntax_lines
from dpia.cli.keys import use_keys
from dpia.cli.rendering import FORMATS
from dpia.cli.usage_words import Help, HelpAsIs, usage_in
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_

Command = Callable[..., int]


def parse(arguments: Sequence[str], tr: Translator) -> tuple[Command, dict[str, Any]]:
    """The command that a line names, and its options by parameter name. Raises UserError for bad usage."""
    with usage_in(tr):
        options = vars(parser(tr).parse_args(arguments))
    options.pop("interface_lang")
    identities = options.pop("identity", None)
    use_keys(identities)
    return options.pop("run"), options


def parser(tr: Translator) -> argparse.ArgumentParser:
    """The whole command line."""
    root = _Parser(
        prog="dpia",
        description=tr(
            N_("Assess a face-recognition or other high-risk deployment before it starts, with reasons and the law.")
        ),
        epilog=tr(N_("Without a command the start screen opens. A drafting aid, not legal advice.")),
        allow_abbrev=False,
        formatter_class=Help,
    )
    root.set_defaults(run=commands.start)
    root.add_argument("--version", action="version", version=f"dpia {__version__}", help=tr(N_("Print the version.")))
    # Taken off before the rest is read, since the help is in that language too; here for the help.
    before = N_("Language of the program, before the command: en, sv or zh-Hans.")
    root.add_argument("--lang", metavar="LANG", dest="interface_lang", help=tr(before))
    add = _Adder(root, tr)

    new = add("new", commands.new, N_("Create an assessment and walk it (only create it, where there is no terminal)."))
    new.add_argument("file", metavar="FILE", type=Path, help=tr(N_("The file to make; .dpia.json is added.")))
    new.add_argument(
        "--scenario", metavar="S", help=tr(N_("Start from a setting, such as retail; a wrong name lists them all."))
    )

    new.add_argument(
        "--answers-in",
        metavar="LANG",
        help=tr(N_("The language of the answers, such as sv; without it, that of the program.")),
    )
    encrypted = N_("Encrypt it from the beginning, for a passphrase that is asked for twice.")
    new.add_argument("--encrypt", action="store_true", help=tr(encrypted))
    _take_over(new, tr)

    open_ = add("open", commands.open_, N_("Walk an existing assessment."))
    _file(open_, tr)
    _take_over(open_, tr)

    example = add("example", commands.example, N_("List the worked examples, or write one. Never overwrites."))
    example.add_argument("name", metavar="NAME", nargs="?", help=tr(N_("Which one; without it they are listed.")))
    example.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help=tr(N_("Where to write it; NAME.dpia.json by default."))
    )
    _take_over(example, tr)

    asked = N_("Every question with id, section, type, options and help; with --yaml an answers file to fill in.")
    questions = add("questions", commands.questions, asked)
    form = questions.add_mutually_exclusive_group()
    _json(form, tr)
    form.add_argument("--yaml", dest="as_yaml", action="store_true", help=tr(N_("An answers file, all as comments.")))
    typical = N_("With --yaml: put in what is typical of a setting; a wrong name lists them all.")
    questions.add_argument("--scenario", metavar="S", help=tr(typical))

    written = N_(
        "Write answers from a YAML file, all of them or, if one is wrong, none; or walk line by line (--plain)."
    )
    fill = add("fill", commands.fill, written)
    fill.formatter_class = HelpAsIs
    fill.epilog = "\n".join(syntax_lines(tr))
    fill.add_argument("file", metavar="FILE", type=Path, help=tr(N_("NAME.dpia.json.")))
    way = fill.add_mutually_exclusive_group(required=True)
    given = N_("Answers by question id, or by number as on a worksheet.")
    way.add_argument("--from", dest="source", metavar="ANSWERS.yaml", type=Path, help=tr(given))
    plain = N_("Ask line by line, for screen readers, dumb terminals and pipes.")
    way.add_argument("--plain", action="store_true", help=tr(plain))
    quick = N_("With --plain: first the quick lane of the setting, about ten questions.")
    fill.add_argument("--quick", action="store_true", help=tr(quick))
    _take_over(fill, tr)

    check = add("check", commands.check, N_("The outcome and the findings, with reasons."))
    _file(check, tr)
    _json(check, tr)
    _as_of(check, tr)
    check.add_argument(
        "--fail-on",
        metavar="SEVERITY",
        help=tr(N_("Exit 3 at blocker, major, minor or note; add ,open to count open ones.")),
    )
    check.add_argument("--would-change", action="store_true", help=tr(N_("Search for what would lift each blocker.")))

    report = add("report", commands.report, N_("Render the impact assessment, or several into a folder."))
    each = N_("NAME.dpia.json, or a PDF report that carries its assessment; one or more.")
    report.add_argument("files", metavar="FILE", type=Path, nargs="+", help=tr(each))
    out = N_("A file, its format by suffix: .pdf .docx .html .md .json; or a folder, for a report of each FILE.")
    report.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help=tr(out))
    formats = N_("Format of the reports in a folder; pdf by default.")
    report.add_argument("--format", dest="form", choices=FORMATS, help=tr(formats))
    language = N_("Language of the report; that of the answers by default.")
    report.add_argument("--lang", metavar="LANG", dest="report_lang", help=tr(language))
    profile = N_(
        "Which edition: full; board (two pages for those who decide); public (plain words for everybody); "
        "worksheet (questions by who knows, with space to write); edpb, pipia (in the order of these forms); "
        "record (that no assessment is due, printed by default where none is); minutes (what was said)."
    )
    report.add_argument("--profile", metavar="PROFILE", help=tr(profile))
    _as_of(report, tr)
    answers = N_("Print every answer too, as an annex of the full report.")
    report.add_argument("--answers", action="store_true", help=tr(answers))
    report.add_argument("--no-embed", action="store_true", help=tr(N_("Leave the assessment out of the PDF.")))
    words = N_("Print the discussion too, and carry it in the PDF; it is internal and left out otherwise.")
    report.add_argument("--discussion", action="store_true", help=tr(words))
    words = N_("Of an encrypted file: write OUT all the same, which is not encrypted; or name it NAME.pdf.age.")
    report.add_argument("--plain-report", action="store_true", help=tr(words))
    _house_style(report, tr, N_("Name, logo, colours, typefaces and lines of your organisation (docs/house-style.md)."))
    force = N_("Replace OUT even if it is, or carries, an assessment, or is a Word document that was edited.")
    report.add_argument("--force", action="store_true", help=tr(force))

    serve = add("serve", commands.serve, N_("Show the wizard in a browser on this machine, and to nobody else."))
    which = N_("NAME.dpia.json, or a PDF report that carries its assessment; without it the start screen.")
    serve.add_argument("file", metavar="FILE", nargs="?", type=Path, help=tr(which))
    serve.add_argument("--port", metavar="N", type=int, default=0, help=tr(N_("The port; a free one by default.")))

    words = N_("Check that the log leads to the answers; of a PDF also that it is what is made of its assessment.")
    verify = add("verify", commands.verify, words)
    _file(verify, tr)
    verify.add_argument("--head", metavar="H", help=tr(N_("A head that was printed or kept: an entry must have it.")))
    of = N_("The assessment file that a report is to be of, as it is now or was.")
    verify.add_argument("--against", metavar="FILE", type=Path, help=tr(of))
    words = N_("A detached signature (ssh-keygen -Y sign, minisign) of the file, or of a head that dpia head wrote.")
    verify.add_argument("--signature", metavar="SIG", type=Path, help=tr(words))
    verify.add_argument(
        "--key", metavar="KEY", type=Path, help=tr(N_("The public key, or the file of allowed signers."))
    )
    words = N_("A time stamp (RFC 3161) of the file, or of a head that dpia head wrote.")
    verify.add_argument("--timestamp", metavar="TOKEN", type=Path, help=tr(words))
    words = N_("Certificates that you trust, PEM or DER: for a time stamp, and for signatures in the PDF.")
    verify.add_argument("--certificate", metavar="CERT", type=Path, help=tr(words))
    _house_style(verify, tr, N_("The house style that the report was made with: its pages are made again with it."))

    life_cycle(add, tr)

    log = add("log", commands.log, N_("Every entry of the log: when, who, what."))
    _file(log, tr)
    _json(log, tr)

    diff = add("diff", commands.diff, N_("What differs between two files: answers, findings, outcome."))
    either = N_("NAME.dpia.json, or a PDF report that carries its assessment.")
    diff.add_argument("one", metavar="A", type=Path, help=tr(either))
    diff.add_argument("other", metavar="B", type=Path, nargs="?", help=tr(either))
    words = N_("Instead of B: what changed in A since it was signed last.")
    diff.add_argument("--since-signing", action="store_true", help=tr(words))
    _json(diff, tr)

    show = add("show", commands.show, N_("What stood in a file at an earlier entry of its log."))
    _file(show, tr)
    when = N_("The number of an entry, the beginning of its hash, or a day such as 2026-11-21 (its end, UTC).")
    show.add_argument("--at", metavar="CHANGE|DATE", required=True, help=tr(when))
    _json(show, tr)

    words = N_(
        "Bring two files together that began alike. What began them is BASE, or without it the entries that both logs "
        "have in common. Where the two conflict, say where, and write nothing unless --prefer settles it."
    )
    merge = add("merge", commands.merge, words)
    merge.usage = "dpia merge [-h] [BASE] A B -o OUT [--prefer A|B|PLACE=A|B|both ...]"
    texts = N_(
        "A, whose log goes on, and B, whose changes are added; before them perhaps the state that both began with."
    )
    merge.add_argument("files", metavar="[BASE] A B", type=Path, nargs="+", help=tr(texts))
    settles = N_("Which side stands where they conflict: in all places, or in one; a later one goes before an earlier.")
    merge.add_argument("--prefer", metavar="SIDE", action="append", default=[], help=tr(settles))
    target = N_("The file to make; .dpia.json is added.")
    merge.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help=tr(target))

    arguments_register.add_to(add, tr)
    arguments_copies.add_to(add, tr)

    authorities = add("authorities", commands.authorities, N_("Find the authorities that the reasoning cites."))
    authorities.add_argument("query", metavar="QUERY", nargs="?", help=tr(N_("Words, an article, an id or a family.")))
    _json(authorities, tr)
    authorities.add_argument("--family", metavar="F", help=tr(N_("Only those that serve this family of questions.")))
    authorities.add_argument("--regime", metavar="R", help=tr(N_("Only those of this regime.")))

    content = add("content", None, N_("Check the content, or write the schemas that editors use."))
    part = _Adder(content, tr, files=False)
    check_content = part(
        "check",
        content_commands.check,
        N_("Prove the content: references, ids, law in force, and the cases beside the rules."),
    )
    check_content.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help=tr(N_("The product's own content by default."))
    )
    check_content.add_argument(
        "--rule", metavar="R", help=tr(N_("Only this rule, the facts behind it and the cases that name it."))
    )
    check_content.add_argument(
        "--uncited", action="store_true", help=tr(N_("List the authorities that nothing cites; that is no fault."))
    )
    which = N_("Instead: what the translation into this language lacks, and what is wrong with it (sv, zh-Hans).")
    check_content.add_argument("--lang", metavar="LANG", dest="into", help=tr(which))
    words = N_("Bring the translation files in line with the English texts (docs/translating.md).")
    translate = part("translate", content_commands.translate, words)
    translate.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help=tr(N_("The product's own content by default."))
    )
    schema = part("schema", content_commands.schema, N_("Write the JSON Schemas of all content files."))
    schema.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help=tr(N_("Where to write; questionnaires/schemas by default."))
    )

    add("keys", commands.keys, N_("The commands of the wizard with their keys, and how to give them others."))
    add("doctor", commands.doctor, N_("Tell what is missing on this machine, and the exact fix."))
    return root


class _Parser(argparse.ArgumentParser):
    """Bad usage is one line like any other bad input."""

    def error(self, message: str) -> NoReturn:
        raise UserError("{prog}: {reason} ({prog} --help)", code="usage", prog=self.prog, reason=message)


_WITHOUT_KEYS = frozenset({"authorities", "content", "doctor", "encrypt", "example", "questions"})
"""Commands that open no encrypted file."""


class _Adder:
    """Adds commands to a parser, with the same sentence in the list and at the head of the command's own help."""

    def __init__(self, parent: argparse.ArgumentParser, tr: Translator, *, files: bool = True) -> None:
        self.tr = tr
        self.files = files
        """Whether its commands read files, which may be encrypted."""
        self.commands = parent.add_subparsers(title=tr(N_("commands")), metavar="COMMAND", parser_class=_Parser)

    def __call__(self, name: str, run: Command | None, text: str) -> argparse.ArgumentParser:
        said = self.tr(text)
        added = self.commands.add_parser(name, help=said, description=said, allow_abbrev=False, formatter_class=Help)
        added.set_defaults(run=run or functools.partial(_help, added))
        if self.files and name not in _WITHOUT_KEYS:
            text = N_("A key that opens encrypted files: an identity file of age. Else the passphrase is asked for.")
            added.add_argument("--identity", metavar="KEYFILE", type=Path, action="append", help=self.tr(text))
        return added


def _help(of: argparse.ArgumentParser) -> int:
    of.print_help()
    return 0


def life_cycle(add: _Adder, tr: Translator) -> None:
    """The commands of the life cycle."""
    words = N_("The status, who signed, and what lacks for the next step; or set the status.")
    status = add("status", commands.status, words)
    _file(status, tr)
    wanted = tr(N_("The status to set; {names}."), names=tr.listed(STATUSES))
    status.add_argument("wanted", metavar="STATUS", nargs="?", help=wanted)
    _who(status, tr, required=False)
    words = N_("Of which revision; the present one, or the signed one that only can have the status.")
    status.add_argument("--revision", metavar="N", type=int, help=tr(words))
    _json(status, tr)
    _take_over(status, tr)

    words = N_("Sign: the first signature, of whoever decides, freezes the record; others then sign what is frozen.")
    sign = add("sign", commands.sign, words)
    sign.add_argument("file", metavar="FILE", type=Path, help=tr(N_("NAME.dpia.json.")))
    _who(sign, tr)
    frozen = N_("Language of the words that are frozen; that of the program by default.")
    sign.add_argument("--lang", metavar="LANG", help=tr(frozen))
    _take_over(sign, tr)

    words = N_("Begin a new revision of a signed record: a draft with all answers. What is signed stays in the log.")
    revise = add("revise", commands.revise, words)
    revise.add_argument("file", metavar="FILE", type=Path, help=tr(N_("NAME.dpia.json.")))
    _who(revise, tr)
    _take_over(revise, tr)

    words = N_("Every date that is to be kept: review, measures, duties; as a calendar with -o.")
    dates = add("dates", commands.dates, words)
    _file(dates, tr)
    target = N_("A calendar file (RFC 5545) to write.")
    dates.add_argument("-o", "--output", metavar="OUT.ics", type=Path, help=tr(target))
    dates.add_argument("--force", action="store_true", help=tr(N_("Replace OUT.ics if it is there.")))
    words = N_("Of an encrypted file: write OUT all the same, which is not encrypted; or name it NAME.ics.age.")
    dates.add_argument("--plain", action="store_true", help=tr(words))
    _json(dates, tr)

    words = N_("The head of the log, which stands for the whole record: to be signed or time-stamped.")
    head = add("head", commands.head, words)
    _file(head, tr)
    words = N_("Write it into a file: 64 digits and a line end, nothing else.")
    head.add_argument("-o", "--output", metavar="OUT", type=Path, help=tr(words))

    words = N_("Put a signature (PAdES) into a PDF report, with a key and certificate of yours.")
    seal = add("seal", commands.seal, words)
    seal.add_argument("file", metavar="REPORT.pdf", type=Path, help=tr(N_("The report; it stays as it is.")))
    key = N_("Key and certificate (PKCS #12).")
    seal.add_argument("--pkcs12", metavar="KEY.p12", type=Path, required=True, help=tr(key))
    words = N_("A file whose first line is the passphrase; without it you are asked.")
    seal.add_argument("--passphrase-file", metavar="F", type=Path, help=tr(words))
    seal.add_argument("--because", metavar="REASON", default="", help=tr(N_("The reason that the signature names.")))
    words = N_("The file to make.")
    seal.add_argument("-o", "--output", metavar="OUT.pdf", type=Path, required=True, help=tr(words))


def _who(to: argparse.ArgumentParser, tr: Translator, *, required: bool = True) -> None:
    to.add_argument("--name", metavar="NAME", required=required, default="", help=tr(N_("Who does it.")))
    roles = tr(N_("In which role: {names}."), names=tr.listed(ROLES))
    to.add_argument("--role", metavar="ROLE", required=required, default="", help=roles)
    reason = N_("The reason, or a remark; it is kept and printed.")
    to.add_argument("--because", metavar="REASON", default="", help=tr(reason))


def _file(to: argparse.ArgumentParser, tr: Translator) -> None:
    text = N_("NAME.dpia.json, or a PDF report that carries its assessment.")
    to.add_argument("file", metavar="FILE", type=Path, help=tr(text))


def _house_style(to: argparse._ActionsContainer, tr: Translator, text: str) -> None:
    to.add_argument("--house-style", metavar="STYLE.yaml", type=Path, help=tr(text))


def _json(to: argparse._ActionsContainer, tr: Translator) -> None:
    to.add_argument("--json", dest="as_json", action="store_true", help=tr(N_("For programs.")))


def _as_of(to: argparse.ArgumentParser, tr: Translator) -> None:
    to.add_argument("--as-of", metavar="DATE", help=tr(N_("Judge by the law of this day, such as 2026-11-21.")))


def _take_over(to: argparse.ArgumentParser, tr: Translator) -> None:
    text = N_("Take the file over from whoever has it open, if you know that nobody works in it.")
    to.add_argument("--take-over", action="store_true", help=tr(text))
