"""`dpia merge`: two courses of one assessment in a new file, or the list of what only a person can decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.output import NO, OK, out, say, tell
from dpia.cli.text_output import wrap
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dpia.assessment.life_cycle import LifeCycle
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
    _refuse_signed(paths, lives, output)
    if lives[1] != lives[2]:
        tell(N_("note: status and signatures are those of {one}; they are not merged"), one=one)
    found = merged_by(*(item.assessment for item in carried))
    _refuse_closed(lives[1], one, (*found.taken, *(conflict.second for conflict in found.conflicts)))
    words = Words(pack, carried[2].assessment, Translator())
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


def _refuse_signed(paths: tuple[Path, ...], lives: list[LifeCycle], output: Path) -> None:
    """Raises UserError where B is signed and A is not, or A takes no changes: in the order in which it can be done."""
    base, one, other = paths
    if unknown := set(lives[2].records) - set(lives[1].records):
        first = N_("dpia merge {base} {other} {one} -o {output}: what is signed goes first.")
        revised = N_(
            "Begin a new revision of what is signed, which takes the changes: dpia revise {other} --name N --role R "
            "--because REASON. Then name it first: dpia merge {base} {other} {one} -o {output}"
        )
        raise UserError(
            N_("Revision {number} is signed in {other}, not in {one}; a signature is not merged. Nothing was written."),
            hint=revised if lives[2].closed else first,
            code="signed", number=min(unknown, key=int), base=base, one=one, other=other, output=output,
        )  # fmt: skip
    both = set(lives[2].records) & set(lives[1].records)
    if apart := [name for name in both if lives[1].records[name] != lives[2].records[name]]:
        raise UserError(
            N_("Revision {number} is signed in {one} and in {other}, each over something else. Nothing was written."),
            hint=N_("A person decides which of the two holds; dpia diff {one} {other} lists what differs."),
            code="signed", number=min(apart, key=int), one=one, other=other,
        )  # fmt: skip


def _refuse_closed(life: LifeCycle, one: Path, items: Iterable[Difference]) -> None:
    """Raises UserError where A takes no changes, though there are some beside the discussion."""
    from dpia.assessment.change import DISCUSSION, DISCUSSION_UNTIL

    if life.closed and any(item.path[0] not in (DISCUSSION, DISCUSSION_UNTIL) for item in items):
        raise UserError(
            N_("Revision {number} of {one} is signed or has ended and takes no changes. Nothing was written."),
            hint=N_("Begin a new one, then merge: dpia revise {one} --name N --role R --because REASON"),
            code="signed", number=life.revision, one=one,
        )  # fmt: skip


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
