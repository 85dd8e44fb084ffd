"""Making and unpacking assessments for the start screen: new ones, ones for a setting, copies of worked examples."""

from __future__ import annotations

from pathlib import Path

from dpia.assessment.answers import read_edits
from dpia.content.pack import Pack
from dpia.content.rule import Example
from dpia.content.scenario import Scenario
from dpia.content.source import Source
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.session import Clock, Session
from dpia.storage.atomic import write_atomic
from dpia.storage.document import parse_document, read_bytes

SUFFIX = ".dpia.json"


def file_name(text: str) -> Path:
    """The path that a person means, with the ending of an assessment."""
    path = Path(text).expanduser()
    if path.name.endswith(SUFFIX):
        return path
    return path.with_name(path.name.removesuffix(".json").removesuffix(".dpia") + SUFFIX)


def free_name(stem: Path) -> Path:
    """A name that no file has yet."""
    names = [stem.with_name(stem.name + SUFFIX), *(stem.with_name(f"{stem.name}-{n}{SUFFIX}") for n in range(2, 100))]
    return next((path for path in names if not path.exists()), names[0])


def create(
    pack: Pack, path: Path | None, clock: Clock, as_of: str | None = None, setting: str | None = None
) -> Session:
    """A new assessment; the answers that are typical of the setting are proposed. Raises UserError."""
    if path is not None and not path.parent.is_dir():
        hint = N_("Make it first.")
        raise UserError(N_("There is no folder {path}."), hint=hint, code="no-folder", path=path.parent)
    scenario: Scenario | None = None if setting is None else pack.scenario(setting)
    if setting is not None and scenario is None:
        raise UserError(N_("There is no scenario “{name}”."), code="unknown-scenario", name=setting)
    session = Session.create(pack, path, as_of=as_of, scenario=setting, clock=clock)
    if scenario is not None:
        source = Source(f"scenarios/{scenario.id}/scenario.yaml", scenario.presets)
        session.propose(read_edits(source, pack, session.assessment)[0])
    return session


def copy_example(pack: Pack, example: Example, path: Path, clock: Clock) -> Session:
    """A worked example as an assessment to change. Raises UserError."""
    session = Session.create(pack, path, as_of=example.as_of, scenario=example.scenario, clock=clock)
    source = Source(f"examples/{example.id}.yaml", example.answers)
    session.apply(read_edits(source, pack, session.assessment)[0])
    return session


def unpacked(pdf: Path) -> Path:
    """The assessment that a report carries, written beside it. Never overwrites. Raises UserError."""
    from dpia.report.pdf import read_embedded

    read_bytes(pdf)
    data = read_embedded(pdf).data
    parse_document(data, str(pdf))
    target = pdf.with_name(pdf.name.removesuffix(pdf.suffix).removesuffix(".dpia") + SUFFIX)
    if target.exists():
        hint = N_("Open that file, or move it away first.")
        raise UserError(N_("{path} exists already."), hint=hint, code="exists", path=target)
    write_atomic(target, data)
    return target
