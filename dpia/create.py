"""Making, copying and unpacking assessments: what comes before anybody walks, for every front end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dpia.assessment.answers import Edit
from dpia.assessment.carry_over import CarriedOver
from dpia.atomic import write_atomic
from dpia.content.pack import Pack
from dpia.content.rule import Example
from dpia.content.scenario import Scenario, presets_in
from dpia.dates import Clock, utc_now
from dpia.errors import UserError, nearest
from dpia.i18n import LANGUAGES, Enumeration, Translator
from dpia.i18n_marks import N_
from dpia.paths import exists, expanded, is_dir, named_pdf
from dpia.storage import encryption
from dpia.storage.document import FORMAT, Document, parse_document, read_bytes
from dpia.storage.reading import read_assessment

if TYPE_CHECKING:
    from dpia.session import Session

SUFFIX = ".dpia.json"

_Thing = TypeVar("_Thing", Example, Scenario)

_OTHER_FILES = frozenset({".txt", ".pdf", ".md", ".html", ".docx", ".yaml", ".yml"})
"""Endings with which a person means another kind of file."""


def assessment_path(path: Path) -> Path:
    """The path that a person means, with the ending of an assessment. Raises UserError if it cannot be one."""
    path = expanded(path)
    if is_dir(path):
        raise UserError(
            N_("{path} is a folder, not a file."), hint=N_("Name a file in it."), code="is-a-folder", path=path
        )
    if path.suffix.lower() in _OTHER_FILES:
        raise UserError(
            N_("An assessment file ends in .dpia.json, not “{suffix}”."),
            hint=N_("Leave the ending out."),
            code="suffix",
            suffix=path.suffix,
        )
    _require_folder(path)
    ending = encryption.SUFFIX if path.suffix == encryption.SUFFIX else ""
    return path.with_name(stem(path) + SUFFIX + ending)


def stem(path: Path) -> str:
    """The name without the endings of an assessment or a report: `plan.dpia.json`, `plan.pdf` and `plan` are one."""
    name = path.name.removesuffix(encryption.SUFFIX)
    return name.removesuffix(".json").removesuffix(".pdf").removesuffix(".PDF").removesuffix(".dpia")


def free_name(path: Path) -> Path:
    """An assessment beside this path that no file has yet."""
    names = [path.with_name(path.name + SUFFIX), *(path.with_name(f"{path.name}-{n}{SUFFIX}") for n in range(2, 100))]
    return next((name for name in names if not exists(name)), names[0])


def begin_in_memory(
    pack: Pack, scenario: str | None, clock: Clock = utc_now, *, as_of: str | None = None, language: str = ""
) -> Session:
    """A new assessment that no file holds yet, with what is typical of the setting proposed. Raises UserError."""
    found = scenario_named(pack, scenario) if scenario is not None else None
    from dpia.session import Session

    session = Session.create(pack, None, as_of=as_of, scenario=scenario, language=language, clock=clock)
    if found is not None:
        _propose(session, found)
    session.mark_opened()
    return session


def create(
    pack: Pack,
    path: Path,
    *,
    as_of: str | None = None,
    scenario: str | None = None,
    language: str = "",
    take_over: bool = False,
    envelope: encryption.Envelope | None = None,
    clock: Clock = utc_now,
) -> Session:
    """A new assessment; the answers that are typical of the setting are proposed. Raises UserError.

    `language` is the one in which the answers will be written (BCP 47), if it is known.
    """
    _require_folder(path)
    session = begin_in_memory(pack, scenario, clock, as_of=as_of, language=language)
    return _placed(session, path, take_over=take_over, envelope=envelope)


def example_named(pack: Pack, name: str) -> Example:
    """The worked example of that id. Raises UserError with those that there are."""
    return _named(pack.content.examples, name, N_("There is no worked example “{name}”."), "unknown-example")


def scenario_named(pack: Pack, name: str) -> Scenario:
    """The setting of that id. Raises UserError with those that there are."""
    return _named(pack.content.scenarios, name, N_("There is no scenario “{name}”."), "unknown-scenario")


def copy_example(
    pack: Pack, example: Example, path: Path, *, take_over: bool = False, clock: Clock = utc_now
) -> Session:
    """A worked example as an assessment to change. Raises UserError."""
    _require_folder(path)
    as_of, scenario = example.as_of, example.scenario
    from dpia.session import Session

    session = Session.create(pack, None, as_of=as_of, scenario=scenario, language="en", clock=clock)
    session.apply(_edits(session, f"examples/{example.id}.yaml", example.answers))
    return _placed(session, path, take_over=take_over)


def copy_with(
    session: Session,
    path: Path,
    *,
    scenario: str | None = None,
    changes: Mapping[str, Any] | None = None,
    clock: Clock = utc_now,
) -> Session:
    """The answers of an assessment in a new file, perhaps for another setting, some of them changed.

    `changes` are answers as in an answers file; None takes one away. What was answered to findings is not copied: it
    was said of the other design. Raises UserError, ProblemsFound.
    """
    pack, before = session.pack, session.assessment
    others = {name: value for name, value in (changes or {}).items() if value is not None}
    changed = _edits(session, str(path), others)
    taken = [Edit(name, None) for name, value in (changes or {}).items() if value is None]
    _require_folder(path)
    copy = begin_in_memory(pack, scenario or before.scenario, clock, as_of=before.as_of, language=before.language)
    copy.apply([*(Edit(name, answer) for name, answer in before.answers.items()), *changed, *taken])
    if copy.assessment.scenario == before.scenario:
        copy.propose(Edit(name, answer) for name, answer in before.proposed.items())
    return _placed(copy, path)


def load(pack: Pack, path: Path) -> tuple[Document, CarriedOver]:
    """The document of an assessment file, or the one that a report carries, and its answers under today's content.

    Raises UserError.
    """
    return read_assessment(pack, _data(path), str(path))


def load_document(path: Path) -> Document:
    """The document of an assessment file, or the one that a report carries, as it stands. Raises UserError."""
    return parse_document(_data(path), str(path))


def _data(path: Path) -> bytes:
    data = read_bytes(path)
    if named_pdf(path):
        from dpia.report.embedded import extract_attachment

        return extract_attachment(path)
    return data


def carries_assessment(path: Path) -> bool:
    """Whether a file is an assessment, whole or damaged, or a report that carries one.

    True also of a file of which nobody can tell, because it cannot be read.
    """
    if not exists(path):
        return False
    if path.name.lower().endswith((SUFFIX, encryption.SUFFIX)):
        return True
    try:
        data = read_bytes(path)
        return bool(_carried(path)) if data.startswith(b"%PDF-") else f'"{FORMAT}"'.encode() in data
    except UserError:
        return True


def is_earlier_edition(path: Path, document: Document) -> bool:
    """Whether a file is a report that carries an earlier or the present state of an assessment, and nothing else."""
    if not exists(path):
        return False
    try:
        [data] = _carried(path)
        earlier = parse_document(data, str(path)).changes
    except (UserError, ValueError):
        return False
    return bool(earlier) and earlier == document.changes[: len(earlier)]


class AlreadyUnpacked(UserError):
    """Beside a report lies a file of the name that its assessment would have. `goes_on`: it is a later state of it."""

    def __init__(self, path: Path, *, goes_on: bool, message: str) -> None:
        super().__init__(message, hint=N_("Open that file, or move it away first."), code="exists", path=path)
        self.path, self.goes_on = path, goes_on


def unpack(pdf: Path, target: Path | None = None) -> Path:
    """Write the assessment that a report carries beside it, whole and unchanged. Never overwrites.

    Raises AlreadyUnpacked if there is a file of that name, UserError.
    """
    from dpia.report.embedded import extract_attachment

    read_bytes(pdf)
    data = extract_attachment(pdf)
    carried = parse_document(data, str(pdf))
    target = target or pdf.with_name(stem(pdf) + SUFFIX)
    try:
        write_atomic(target, data, new=True)
    except UserError as error:
        if error.code != "exists":
            raise
        raise AlreadyUnpacked(target, goes_on=_goes_on(target, carried), message=error.message) from None
    return target


def _goes_on(path: Path, document: Document) -> bool:
    """Whether a file holds the same assessment in the same or a later state: its log begins with the other log."""
    try:
        later = parse_document(read_bytes(path), str(path)).changes
    except (UserError, ValueError):
        return False
    return bool(document.changes) and later[: len(document.changes)] == document.changes


def write_in(session: Session, language: str) -> None:
    """Take another language (BCP 47) for the answers; what the setting proposed is proposed in it. Raises UserError."""
    scenario, proposed = session.assessment.scenario, session.assessment.proposed
    edits: list[Edit] = []
    if scenario is not None and proposed:
        found = scenario_named(session.pack, scenario)
        before = {edit.question: edit.answer for edit in _typical(session, found, session.assessment.language)}
        edits = [
            edit
            for edit in _typical(session, found, language)
            if edit.question in proposed and proposed[edit.question] == before[edit.question]
        ]
    session.set_language(language, edits)


def _propose(session: Session, scenario: Scenario) -> None:
    """Propose the answers that are typical of a setting, in the language of the answers."""
    session.propose(_typical(session, scenario, session.assessment.language))


def _typical(session: Session, scenario: Scenario, language: str) -> list[Edit]:
    tr = Translator(language if language in LANGUAGES else "en")
    presets = presets_in(scenario, tr.content)
    return _edits(session, f"scenarios/{scenario.id}/scenario.yaml", presets)


def _edits(session: Session, file: str, answers: Mapping[str, Any]) -> list[Edit]:
    """Answers as in an answers file, as edits of an assessment. Raises ProblemsFound."""
    from dpia.assessment.answers_file import read_edits
    from dpia.content.source import Source

    return read_edits(Source(file, answers), session.pack, session.assessment)[0]


def _placed(
    session: Session, path: Path, *, take_over: bool = False, envelope: encryption.Envelope | None = None
) -> Session:
    """What was begun in memory, in a file of its own: what comes first in it stands there from the first moment."""
    session.place(path, take_over=take_over, envelope=envelope)
    session.mark_opened()
    return session


def _carried(path: Path) -> tuple[bytes, ...]:
    """The assessments that a PDF carries, damaged or not. Raises UserError if it cannot be read."""
    from dpia.report.embedded import contents_of, embedded_assessments

    if path.suffix == encryption.SUFFIX:
        data = encryption.plain(read_bytes(path), str(path))
        return tuple(item.data for item in contents_of(data, str(path)).assessments)
    return tuple(item.data for item in embedded_assessments(path))


def _require_folder(path: Path) -> None:
    if not is_dir(path.parent):
        raise UserError(N_("There is no folder {path}."), hint=N_("Make it first."), code="no-folder", path=path.parent)


def _named(things: tuple[_Thing, ...], name: str, message: str, code: str) -> _Thing:
    """The one of that id. Raises UserError with those that there are."""
    found = {thing.id: thing for thing in things}
    if name not in found:
        close = nearest(name, found)
        hint = N_("Did you mean {close}? There are: {names}.") if close else N_("There are: {names}.")
        raise UserError(message, hint=hint, code=code, name=name, close=close, names=Enumeration(found))
    return found[name]
