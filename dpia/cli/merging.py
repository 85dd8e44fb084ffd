"""`dpia merge`: two courses of one assessment in a new file, or the list of what only a person can decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.language import interface
from dpia.cli.output import NO, OK, out, say, tell
from dpia.cli.text_output import wrap
from dpia.errors import UserError
from dpia.i18n_marks import N_

if TYPE_CHECKING:
    from dpia.content.pack import Pack
    from dpia.storage.document import Document
    from dpia.storage.encryption import Envelope
    from dpia.storage.history import Difference
    from dpia.wording import Words


def merge(pack: Pack, base: Path, one: Path, other: Path, output: Path) -> int:
    """Bring two files together that began with a third. Nothing is written where they conflict."""
    from dpia.create import assessment_path, load
    from dpia.session import Session
    from dpia.storage.history import relation
    from dpia.storage.merging import merge as merged_by
    from dpia.wording import Words

    output, paths = assessment_path(output), (base, one, other)
    if one.suffix.lower() == ".pdf":
        raise UserError(N_("{path} is a PDF; merge assessment files."), hint=N_("dpia open unpacks it."), path=one)
    envelope = _same_secrecy(paths, output)
    documents, carried = [], []
    for path in paths:
        document, under_todays_content = load(pack, path)
        if document.flaws:
            reason = str(document.flaws[0])
            raise UserError(N_("{path}: the record does not hold: {reason}."), code="flawed", path=path, reason=reason)
        documents.append(document)
        carried.append(under_todays_content)
    for path, document in zip(paths[1:], documents[1:], strict=True):
        if relation(documents[0], document) not in ("same", "earlier"):
            tell(N_("note: {base} is no earlier state of {path}"), base=base, path=path)
    lives = [document.assessment.life_cycle for document in documents]
    if unknown := set(lives[2].records) - set(lives[1].records):
        raise UserError(
            N_("Revision {number} is signed in {other}, not in {one}; a signature is not merged. Nothing was written."),
            hint=N_("Name {other} first, as A, and begin a new revision of it: dpia revise."),
            code="signed", number=min(unknown), one=one, other=other,
        )  # fmt: skip
    found = merged_by(*(item.assessment for item in carried))
    words = Words(pack, carried[2].assessment, interface())
    for conflict in found.conflicts:
        sides = ((one, documents[1], conflict.first), (other, documents[2], conflict.second))
        for path, document, item in sides:
            for line in wrap(_side(path, document, item, words), "", "    "):
                out(line)
    if found.conflicts:
        text = "{count} conflict; nothing was written.", "{count} conflicts; nothing was written."
        out(words.tr.plural(*text, len(found.conflicts)))
        return NO
    with Session(pack, documents[1], None, carried=carried[1]) as session:
        session.take(found.taken)
        session.place(output, envelope=envelope)
    text = (
        "{output} is {one} with {count} change of {other}, added to its log as one action.",
        "{output} is {one} with {count} changes of {other}, added to its log as one action.",
    )
    say(words.tr.plural(*text, len(found.taken), output=output, one=one, other=other))
    return OK


def _same_secrecy(paths: tuple[Path, ...], output: Path) -> Envelope | None:
    """The envelope of A, in which the output lies too.

    Raises UserError if something of an encrypted file would lie open in the output.
    """
    from dpia.storage.document import read_bytes
    from dpia.storage.encryption import SUFFIX, envelope_of, is_encrypted

    closed = [path for path in paths if is_encrypted(read_bytes(path))]
    if closed and (paths[1] not in closed or output.suffix != SUFFIX):
        raise UserError(
            N_("{path} is encrypted, and the result would not be."),
            hint=N_("Encrypt A (dpia encrypt), and let the output end in .dpia.json.age."), code="plain-merge",
            path=closed[0],
        )  # fmt: skip
    if not closed and output.suffix == SUFFIX:
        raise UserError(
            N_("None of the files is encrypted, so there is no key for {path}."), hint=N_("dpia encrypt FILE"),
            code="not-encrypted", path=output,
        )  # fmt: skip
    return envelope_of(read_bytes(paths[1]), str(paths[1]))


def _side(path: Path, document: Document, item: Difference, words: Words) -> str:
    """What one side did at a place, who, and when."""
    from dpia.assessment.change import GENESIS, Change
    from dpia.storage.merging import last_entry
    from dpia.wording.changes import change_words, subject

    entry = Change(0, "", "", item.path, item.before, item.after, None, GENESIS, "")
    last = last_entry(document.changes, item.path)
    what, where = change_words(entry, words), subject((entry,), words)
    who, at = (last.by, last.at[:16].replace("T", " ")) if last is not None else ("?", "?")
    text = N_("{path}: {where}: {what} ({who}, {at} UTC)")
    return words.tr(text, path=path, where=where, what=what, who=who, at=at)
