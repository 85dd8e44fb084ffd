"""Where merges begin: a conflict copy beside the file that is opened, and a file that a person names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.errors import UserError
from dpia.i18n_marks import N_, NN_
from dpia.session import Session
from dpia.storage.conflicts import conflict_copies, put_aside
from dpia.storage.document import Document, read_bytes
from dpia.storage.encryption import is_encrypted
from dpia.storage.lock import locked, user_name
from dpia.tui.dialog_app import DialogApp
from dpia.tui.forms import Choice
from dpia.tui.view_model import Result, ViewModel

if TYPE_CHECKING:
    from dpia.tui.merging import Merging

After = Callable[[Result], None]


def offer_copies(app: DialogApp, model: ViewModel, after: After, then: Callable[[], None]) -> None:
    """Say which conflict copies lie beside the file, and ask of each what shall become of it; then go on."""
    session = model.session
    able = session.path is not None and not session.read_only and not session.flaws
    copies = iter(conflict_copies(session.path) if able and session.path is not None else ())

    def ask_of_the_next() -> None:
        copy = next(copies, None)
        if copy is None:
            then()
        else:
            _ask(app, model, copy, after, ask_of_the_next)

    ask_of_the_next()


def merge_file(app: DialogApp, model: ViewModel, path: Path, after: After) -> None:
    """Merge the file, or the report, that a person named."""
    from dpia.create import load_document
    from dpia.tui.merging import Merging

    try:
        if is_encrypted(read_bytes(path)) and model.session.envelope is None:
            raise UserError(
                N_("{path} is encrypted, and this file is not: what it says would lie open here."),
                hint=N_("Encrypt this file first: dpia encrypt."), code="plain-merge", path=path,
            )  # fmt: skip
        merging = Merging(model, load_document(path), path.name)
    except UserError as error:
        app.tell(model.explain(error), alarm=True)
        return
    if merging.brings_nothing:
        app.tell(model.tr(N_("{name} holds nothing that is not in this file."), name=path.name))
    else:
        _show(app, merging, merging.write, after)


def _show(app: DialogApp, merging: Merging, write: Callable[[], Result], done: After) -> None:
    from dpia.tui.screens.merging import MergeScreen

    app.push_screen(MergeScreen(merging, write), lambda result: done(result or Result(saved=False)))


def _ask(app: DialogApp, model: ViewModel, copy: Path, after: After, then: Callable[[], None]) -> None:
    from dpia.tui.merging import Merging

    tr, merging, document, problem = model.tr, None, None, ""
    try:
        with Session.open(model.pack, copy, clock=model.clock) as held:
            document = held.document
        merging = Merging(model, document, copy.name)
    except UserError as error:
        problem = model.explain(error)
    later = Choice("later", tr(N_("Leave it for the next time")))
    aside = Choice("aside", tr(N_("Put it aside")), tr(N_("It is kept under another name, and not offered again.")))
    if merging is None:
        text, choices = tr(N_("It cannot be merged. {problem}"), problem=problem), [later, aside]
    elif merging.brings_nothing:
        text, choices = tr(N_("It holds nothing that is not in this file.")), [aside, later]
    else:
        text, choices = _what_it_holds(merging), [Choice("merge", tr(N_("Merge it"))), later, aside]

    def done(choice: str | None) -> None:
        if choice == "aside":
            _put_aside(app, model, copy)
        elif choice == "merge" and merging is not None and document is not None:
            _merge(app, merging, copy, document, after, then)
            return
        then()

    app.choose(tr(N_("A conflict copy lies beside it: {name}"), name=copy.name), choices, done, text=text)


def _what_it_holds(merging: Merging) -> str:
    tr, last = merging.tr, merging.other.changes[-1]
    text = tr(
        N_("By its name it holds what {who} could not save; the last change in it was made on {at} UTC."),
        who=last.by, at=last.at[:16].replace("T", " "),
    )  # fmt: skip
    taken, clashes = len(merging.found.merged.taken), len(merging.clashes)
    parts = []
    if taken:
        words = NN_("{count} change can be taken as it is.", "{count} changes can be taken as they are.")
        parts.append(tr.plural(*words, taken))
    if clashes:
        words = NN_("{count} place is in conflict; you decide it.", "{count} places are in conflict; you decide them.")
        parts.append(tr.plural(*words, clashes))
    return tr.sentences((text, *parts))


def _merge(
    app: DialogApp, merging: Merging, copy: Path, seen: Document, after: After, then: Callable[[], None]
) -> None:
    model, tr = merging.model, merging.tr

    def write() -> Result:
        """Under the lock of the copy, so that what is put aside is what was merged."""
        try:
            with Session.open(model.pack, copy, clock=model.clock) as held:
                if held.document != seen:
                    text = N_("{name} was changed meanwhile. Nothing was written; open this file again.")
                    return Result(saved=False, error=tr(text, name=copy.name))
                result = merging.write()
                if not result.error:
                    _say_aside(app, model, copy)
        except UserError as error:
            return Result(saved=False, error=model.explain(error))
        return result

    def done(result: Result) -> None:
        after(result)
        then()

    if merging.clashes:
        _show(app, merging, write, done)
        return
    done(write())


def _say_aside(app: DialogApp, model: ViewModel, copy: Path) -> None:
    """Put it aside, and say where it is; that it could not be done unmakes nothing else."""
    try:
        name = put_aside(copy).name
    except UserError as error:
        app.tell(model.explain(error), alarm=True)
    else:
        app.tell(model.tr(N_("The copy is kept as {name}, and not offered again."), name=name))


def _put_aside(app: DialogApp, model: ViewModel, copy: Path) -> None:
    since = model.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        lock = locked(copy, user_name(), since, take_over=False)
    except UserError as error:
        app.tell(model.explain(error), alarm=True)
        return
    _say_aside(app, model, copy)
    lock.release()
