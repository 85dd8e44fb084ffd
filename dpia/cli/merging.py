"""`dpia merge`: two courses of one assessment in a new file, or the list of what only a person can decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.language import interface
from dpia.cli.output import NO, OK, out, say, tell
from dpia.cli.text_output import wrap
from dpia.errors import UserError, cut
from dpia.i18n_marks import N_, NN_
from dpia.paths import named_pdf

if TYPE_CHECKING:
    from dpia.assessment.change import PathParts
    from dpia.assessment.model import Assessment
    from dpia.content.pack import Pack
    from dpia.storage.document import Document
    from dpia.storage.encryption import Envelope
    from dpia.storage.history import Difference
    from dpia.storage.merging import Side, TwoCourses
    from dpia.wording import Words


def merge(pack: Pack, base: Path | None, one: Path, other: Path, output: Path, prefer: Sequence[str] = ()) -> int:
    """Bring two files together that began alike. Nothing is written where they conflict and nothing settles it."""
    from dpia.create import assessment_path, load
    from dpia.session import Session
    from dpia.storage.history import shared_entries
    from dpia.storage.merging import common_beginning, compared, refuse_closed, refuse_redacted, refuse_signed, settled
    from dpia.wording import Words

    output = assessment_path(output)
    if named_pdf(one):
        raise UserError(N_("{path} is a PDF; merge assessment files."), hint=N_("dpia open unpacks it."), path=one)
    envelope = _same_secrecy(tuple(path for path in (base, one, other) if path is not None), one, output)
    documents = []
    for path in (one, other):
        document, carried = load(pack, path)
        _refuse_flawed(path, document)
        refuse_redacted(document, path)
        documents.append((document, carried))
    (first, first_carried), (second, _) = documents
    refuse_signed(first, second, one, other)
    began = common_beginning(pack, first, second)  # also where a base is named: two assessments are never made one
    if base is not None:
        began = _beginning(pack, base, ((one, first), (other, second)))
    found = compared(pack, began, first, second, log_from=shared_entries(first, second))
    tr = interface()
    ours, theirs = Words(pack, found.first, tr), Words(pack, found.second, tr)
    chosen = _chosen(pack, found, prefer)
    waiting = [clash for clash in found.clashes if clash.path not in chosen]
    for clash in waiting:
        out(f"{_place(clash.path)}:")
        for path, document, side, words in ((one, first, clash.first, ours), (other, second, clash.second, theirs)):
            for item in side:
                for line in wrap(_side(path, item, document, words), "  ", "    "):
                    out(line)
    if waiting:
        text = NN_("{count} conflict; nothing was written.", "{count} conflicts; nothing was written.")
        out(tr.plural(*text, len(waiting)))
        place = _place(waiting[0].path)
        tell(N_("Settle all with --prefer A or --prefer B, or one by one: --prefer {place}=B"), place=place)
        return NO
    changes = settled(pack, found, chosen)
    refuse_closed(first, one, (change.path for change in changes))
    with Session(pack, first, None, carried=first_carried) as session:
        session.take(changes)
        session.place(output, envelope=envelope)
    text = NN_(
        "{output} is {one} with {count} change of {other}, added to its log as one action.",
        "{output} is {one} with {count} changes of {other}, added to its log as one action.",
    )
    say(tr.plural(*text, len(changes), output=output, one=one, other=other))
    return OK


SIDES: dict[str, Side] = {"A": "first", "B": "second", "both": "both"}
"""What `--prefer` takes."""


def _beginning(pack: Pack, base: Path, sides: Sequence[tuple[Path, Document]]) -> Assessment:
    """The state from which both began. Raises UserError if the logs do not bear that out.

    By a base that one of them never had, what that one never touched would count as its change, and undo the other's.
    """
    from dpia.create import load
    from dpia.storage.history import relation

    document, carried = load(pack, base)
    _refuse_flawed(base, document)
    for path, side in sides:
        if relation(document, side) not in ("same", "earlier"):
            raise UserError(
                N_("{base} is no earlier state of {path}: its log is not the beginning of that log."),
                hint=N_("Leave BASE out: what both began with is read from their logs."), code="base", base=base,
                path=path,
            )  # fmt: skip
    return carried.assessment


def _refuse_flawed(path: Path, document: Document) -> None:
    if document.flaws:
        reason = str(document.flaws[0])
        raise UserError(N_("{path}: the record does not hold: {reason}."), code="flawed", path=path, reason=reason)


def _place(path: PathParts) -> str:
    """A place as `--prefer` names it."""
    return "/".join(path[1:] if path[0] == "answers" else path)


def _chosen(pack: Pack, found: TwoCourses, prefer: Sequence[str]) -> dict[PathParts, Side]:
    """What `--prefer` settles. Raises UserError for what names no side, no conflict, or two texts that are none."""
    from dpia.storage.merging import joined

    places = {_place(clash.path): clash for clash in found.clashes}
    chosen: dict[PathParts, Side] = {}
    for wanted in prefer:
        place, named, side = wanted.rpartition("=")
        if side not in SIDES or (side == "both" and not named):
            raise UserError(
                N_("--prefer takes A, B, PLACE=A, PLACE=B or PLACE=both, not “{wanted}”."),
                code="prefer", wanted=cut(wanted),
            )  # fmt: skip
        if named and place not in places:
            raise UserError(
                N_("--prefer: there is no conflict at “{place}”."),
                hint=N_("Without --prefer they are listed, each with its place."), code="prefer", place=cut(place),
            )  # fmt: skip
        if side == "both" and joined(pack, found, places[place]) is None:
            raise UserError(
                N_("--prefer: both cannot stand at “{place}”; choose A or B."), code="prefer", place=cut(place)
            )
        for clash in [places[place]] if named else found.clashes:
            chosen[clash.path] = SIDES[side]
    return chosen


def _same_secrecy(paths: tuple[Path, ...], one: Path, output: Path) -> Envelope | None:
    """The envelope of A, in which the output lies too.

    Raises UserError if something of an encrypted file would lie open in the output.
    """
    from dpia.storage.document import read_bytes
    from dpia.storage.encryption import SUFFIX, envelope_of, is_encrypted

    closed = [path for path in paths if is_encrypted(read_bytes(path))]
    if closed and (one not in closed or output.suffix != SUFFIX):
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
    return envelope_of(read_bytes(one), str(one))


def _side(path: Path, item: Difference, document: Document, words: Words) -> str:
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
