"""`dpia verify`: what was checked is said, and what could not be is said too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.language import interface
from dpia.cli.output import NO, OK, out, tell
from dpia.errors import ProblemsFound, UserError, cut
from dpia.i18n import LANGUAGES, Enumeration, Translator, explain
from dpia.i18n_marks import N_, NN_
from dpia.paths import named_pdf

if TYPE_CHECKING:
    from dpia.cli.sealing import Seals
    from dpia.content.pack import Pack
    from dpia.report.comparing import Comparison
    from dpia.report.embedded import Contents, Embedded
    from dpia.report.house_style import HouseStyle
    from dpia.signing import JudgedAgain
    from dpia.storage.document import Document

_NAMED = 8
"""Findings that a message names."""

_HEAD = re.compile(r"[0-9a-f]{8,64}")


def verify(
    load_pack: Callable[[], Pack],
    file: Path,
    head: str | None,
    against: Path | None,
    house_style: Path | None,
    seals: Seals,
) -> int:
    """Run it.

    Args:
        load_pack: gives the content; called only if pages are compared.
        file: an assessment, or a report.
        head: the beginning of the hash that some entry of the log must have.
        against: an assessment file that the report is to be of, in the same state or an earlier one.
        house_style: the house style that the report was made with.
        seals: signatures and time stamps from outside that are to be of it.
    """
    from dpia.assessment.change import turned_back
    from dpia.cli.rendering import chosen_look
    from dpia.storage.document import parse_document, read_bytes
    from dpia.storage.redacting import redaction_of
    from dpia.storage.reduced import withheld
    from dpia.wording.redaction import redaction_words

    tr = interface()
    look = chosen_look(house_style, file.suffix.lower())
    data = read_bytes(file)
    if seals.only_for_pdf and file.suffix.lower() != ".pdf":
        raise UserError(N_("--certificate goes with --timestamp, or with a PDF."), hint=N_("dpia verify REPORT.pdf"))
    other = parse_document(read_bytes(against), str(against)) if against is not None else None
    checks = _Checks(file, tr)
    embedded: Embedded | None = None
    carried: Contents | None = None
    if named_pdf(file):
        from dpia.report.embedded import contents

        carried = contents(file)
        embedded, document = _of_report(checks, carried, other)
    else:
        document = parse_document(data, str(file))
    checks.problems += [explain(flaw, tr) for flaw in document.flaws]
    if (back := turned_back(change.at for change in document.changes)) is not None:
        n = document.changes[back].n
        tell(N_("{path}: note: entry {n} is dated before the entry that it follows"), path=file, n=n)
    if head is not None:
        checks.head(document, head)
    if other is not None:
        checks.against(load_pack, document, other, against)
    checks.signed(load_pack, document)
    seals.check(data, document, checks)
    if carried is not None:
        checks.pages(load_pack, data, carried.note, document, embedded, look)
        seals.check_pdf(data, checks)
    for problem in checks.problems:
        out(f"{file}{tr.colon}{problem}")
    if checks.problems:
        return NO
    params = {"path": file, "count": len(document.changes), "head": document.head[:16]}
    if embedded is not None:
        out(tr(N_("{path}: the assessment in it is intact; {count} entries, head {head}"), **params))
    elif carried is None:
        out(tr(N_("{path}: intact; {count} entries, head {head}"), **params))
    if (redaction := redaction_of(document)) is not None:
        checks.found.insert(0, redaction_words(redaction.to_json(), tr))
    if count := withheld(document):
        words = NN_(
            "its discussion is left out: {count} entry of the log is not there; all others hold",
            "its discussion is left out: {count} entries of the log are not there; all others hold",
        )
        checks.found.insert(0, tr.plural(*words, count))
    for line in checks.found:
        out(f"{file}{tr.colon}{line}")
    return OK


def _of_report(checks: _Checks, found: Contents, other: Document | None) -> tuple[Embedded | None, Document]:
    """The assessment that a report carries; of one that carries none, the file that it is compared with."""
    from dpia.report.embedded import the_one
    from dpia.storage.document import parse_document

    if found.others:
        words = N_("it carries other files, which this program did not put in: {names}")
        checks.add(words, names=Enumeration(cut(name) for name in found.others))
    if not found.assessments and other is not None:
        return None, other
    embedded = the_one(found, checks.file)
    checks.problems += embedded.problems
    return embedded, parse_document(embedded.data, f"{checks.file} ({embedded.name})")


class _Checks:
    """What was found so far: problems, for which the answer is no, and what holds."""

    def __init__(self, file: Path, tr: Translator) -> None:
        self.file, self.tr = file, tr
        self.problems: list[str] = []
        self.found: list[str] = []

    def add(self, message: str, **params: object) -> None:
        """A problem."""
        self.problems.append(self.tr(message, **params))

    def say(self, message: str, **params: object) -> None:
        """What holds, or could not be checked."""
        self.found.append(self.tr(message, **params))

    def head(self, document: Document, head: str) -> None:
        """Whether an entry of the log has the hash that was kept elsewhere."""
        wanted = head.lower()
        if not _HEAD.fullmatch(wanted):
            raise UserError(N_("“{head}” is no head: it has 8 to 64 digits from 0 to f."), code="head", head=head[:80])
        after = [change for change in document.changes if change.hash.startswith(wanted)]
        if not after:
            self.add(N_("no entry of the log has the head {head}"), head=wanted)
            return
        later = len(document.changes) - after[-1].n
        if later:
            self.say(
                N_("the head {head} is that of entry {n}; {later} were added since"),
                head=wanted,
                n=after[-1].n,
                later=later,
            )
        else:
            self.say(N_("the head {head} is that of its last entry"), head=wanted)

    def against(self, load_pack: Callable[[], Pack], document: Document, other: Document, path: Path | None) -> None:
        """Whether the one is the other, or an earlier state of it."""
        from dpia.storage.redacting import redaction_of
        from dpia.storage.reduced import reduced, withheld

        if document is other:
            return
        if redaction_of(document) is not None:
            self.copy(load_pack, document, other, path)
            return
        count = len(document.changes)
        if withheld(document):
            document, other = reduced(document), reduced(other)
        if other.flaws:
            self.add(N_("the record of {path} does not hold; nothing can be compared with it"), path=path)
        elif document.changes != other.changes[:count] or not count:
            self.add(N_("it is of another assessment than {path}, or of another course of it"), path=path)
        elif count < len(other.changes):
            words = N_("it is of an earlier state of {path}: entry {n} of {count}")
            self.say(words, path=path, n=count, count=len(other.changes))
        elif document.assessment == other.assessment:
            self.say(N_("it is of {path} as that is now"), path=path)
        else:
            self.add(N_("its answers are not those of {path}"), path=path)

    def signed(self, load_pack: Callable[[], Pack], document: Document) -> None:
        """Judge again what was signed, if the content is here that judged it then, and compare."""
        from dpia.signing import judged_again

        life = document.assessment.life_cycle
        if not life.records or document.flaws:
            return
        try:
            pack = load_pack()
            for number in map(int, life.records):
                self._signed(document, number, judged_again(pack, document, number))
        except (UserError, ProblemsFound) as error:
            self.say(N_("WHAT WAS SIGNED IS NOT JUDGED AGAIN: {reason}"), reason=str(error)[:300])

    def _signed(self, document: Document, number: int, again: JudgedAgain) -> None:
        from dpia.wording.life_cycle import signature_words

        record, tr = document.assessment.life_cycle.records[str(number)], self.tr
        signers = [signature_words(one, tr) for one in document.assessment.life_cycle.signers(number)]
        words = N_("revision {number} is signed as of entry {entry}; the names, as typed: {who}")
        self.say(words, number=number, entry=record.entry, who=tr.series(signers) or "–")
        if not again.content:
            words = N_(
                "THE FINDINGS OF REVISION {number} ARE NOT COMPARED: content {version} judged them, which is not here"
            )
            self.say(words, number=number, version=f"{record.content_id} {record.content_version}")
        elif again.judged or again.worded:
            names = [*again.judged, *again.worded]
            shown = self.tr.listed([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])
            words = N_("what was signed as revision {number} does not follow from its answers: {names}")
            self.add(words, number=number, names=shown)
        elif again.words:
            words = N_("its {count} findings follow from the answers that were signed, word for word")
            self.say(words, count=len(record.findings))
        else:
            words = N_(
                "its {count} findings follow from the answers that were signed; THEIR WORDS ARE NOT COMPARED: another "
                "version of the program made them"
            )
            self.say(words, count=len(record.findings))

    def copy(self, load_pack: Callable[[], Pack], document: Document, other: Document, path: Path | None) -> None:
        """Whether a redacted copy is what is made of that record, in the state of then."""
        from dpia.storage.redacting import again

        if other.flaws:
            self.add(N_("the record of {path} does not hold; nothing can be compared with it"), path=path)
            return
        made = again(load_pack(), document, other)
        if made is None:
            self.say(N_("NOT COMPARED with {path}: it is shorter, or the copy was made by other content"), path=path)
        elif made == document:
            self.say(N_("it is what redacting {path} gives"), path=path)
        else:
            self.add(N_("it is not what redacting {path} gives"), path=path)

    def pages(
        self,
        load_pack: Callable[[], Pack],
        data: bytes,
        note: str,
        document: Document,
        embedded: Embedded | None,
        look: HouseStyle,
    ) -> None:
        """Make the report again, if the same program, content, templates and typefaces are here, and compare."""
        try:
            reasons, comparison = _compared(load_pack(), data, note, document, embedded, look)
        except (UserError, ProblemsFound, ValueError, RecursionError) as error:
            reasons, comparison = [str(error)[:300]], None
        tr = self.tr
        if comparison is None:
            self.say(N_("THE PAGES ARE NOT COMPARED: {reasons}"), reasons=tr.series(tr(reason) for reason in reasons))
            return
        if comparison.counts is not None:
            there, made = comparison.counts
            self.add(N_("it has {there} pages; this program makes {made} of its assessment"), there=there, made=made)
        elif comparison.pages:
            words = N_("pages that are not what this program makes of its assessment: {pages}")
            self.add(words, pages=comparison.first_pages)
        elif comparison.elsewhere:
            self.add(N_("it differs from what this program makes of its assessment, though on no page"))
        elif comparison.appended:
            words = N_(
                "its pages are what this program makes of the assessment; {count} bytes were added after it was made, "
                "as a signature is"
            )
            self.say(words, count=comparison.appended)
        else:
            self.say(N_("it is, byte for byte, what this program makes of the assessment"))


def _compared(
    pack: Pack, data: bytes, note: str, document: Document, embedded: Embedded | None, look: HouseStyle
) -> tuple[list[str], Comparison | None]:
    """Why nothing is compared; or the comparison. Raises UserError if the report cannot be made here."""
    from dpia.catalogues import worded
    from dpia.cli.reported import reported_file
    from dpia.engine.evaluation import evaluate
    from dpia.report.build import profile_for
    from dpia.report.comparing import compare
    from dpia.report.making import Making, program_digest
    from dpia.report.pdf import engine_versions
    from dpia.report.produce import produce
    from dpia.report.reported_file import templates_digest
    from dpia.storage.reading import read_assessment

    try:
        making = Making.from_text(note)
    except ValueError:
        return [N_("the report does not say how it was made")], None
    engine_versions()
    here = replace(
        making,
        program=program_digest(),
        content=worded(pack.digest, making.lang),
        templates=templates_digest(),
        house=look.digest,
    )
    if differing := making.differing(here):
        return differing, None
    known = making.lang in LANGUAGES and making.profile in pack.content.report.profiles
    if making.embedded != (embedded is not None) or not known:
        return [N_("the report does not say how it was made")], None
    raw = embedded.data if embedded is not None else document.to_bytes()
    document, carried = read_assessment(pack, raw, making.name)
    evaluation = evaluate(pack, replace(carried.assessment, as_of=making.as_of))
    tr = Translator(making.lang)
    source = reported_file(document, making.name, tr, discussion=making.discussion)
    source = replace(source, data=raw) if embedded is not None else source
    profile = profile_for(evaluation) if making.profile == "record" else making.profile
    again = produce(
        evaluation, tr, "pdf", source, embed=making.embedded, progress=lambda _: None, profile=profile,
        on_request=making.answers, look=look,
    )  # fmt: skip
    comparison = compare(data, again, making)
    return ([], comparison) if comparison is not None else ([N_("it was made with other typefaces")], None)
