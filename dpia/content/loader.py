"""A content folder to a `Pack`, collecting every problem; compiled once per state of the files.

Parsing and checking YAML is slow, so the objects are kept under the digest of all source files and of the modules that
define them: a changed file has another digest, hence the cache cannot go stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia import resources
from dpia.content.authority import AuthorityFile
from dpia.content.compiled import read_compiled, write_compiled
from dpia.content.divergence import Divergence
from dpia.content.migration import Migration
from dpia.content.pack import Content, Manifest, Pack, Retired
from dpia.content.question import Fact, MeasureEntry, Question, RiskEntry, Section
from dpia.content.report_layout import ReportLayout
from dpia.content.rule import Case, Example, Regime, Rule
from dpia.content.scenario import CompletenessMap, Scenario, Task
from dpia.errors import Problem, ProblemsFound

if TYPE_CHECKING:
    from dpia.content.source import Source

SCHEMA_VERSION = 1
"""Raised when the compiled form changes its meaning."""

KINDS: dict[str, tuple[str, Any]] = {
    "pack": ("core/pack.yaml", Manifest),
    "sections": ("core/sections.yaml", tuple[Section, ...]),
    "questions": ("core/questions/*.yaml", tuple[Question, ...]),
    "facts": ("**/facts/*.yaml", tuple[Fact, ...]),
    "risks": ("core/catalogue/risks.yaml", tuple[RiskEntry, ...]),
    "measures": ("core/catalogue/measures.yaml", tuple[MeasureEntry, ...]),
    "retired": ("core/retired.yaml", tuple[Retired, ...]),
    "migrations": ("core/migrations.yaml", tuple[Migration, ...]),
    "divergences": ("core/divergences.yaml", tuple[Divergence, ...]),
    "report": ("core/report.yaml", ReportLayout),
    "regime": ("regimes/*/regime.yaml", Regime),
    "authorities": ("regimes/*/authorities/*.yaml", AuthorityFile),
    "rules": ("regimes/*/rules/*.rules.yaml", tuple[Rule, ...]),
    "rule-tests": ("regimes/*/rules/*.test.yaml", tuple[Case, ...]),
    "completeness": ("regimes/*/completeness.yaml", tuple[CompletenessMap, ...]),
    "tasks": ("regimes/*/tasks.yaml", tuple[Task, ...]),
    "example": ("examples/*.yaml", Example),
    "scenario": ("scenarios/*/scenario.yaml", Scenario),
}
"""Kind of file -> where such files lie, and the type that reads one."""


class ContentFolder:
    """A content folder and its YAML files, each of them read and parsed at most once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._parsed: dict[Path, Source | ProblemsFound] = {}

    def source(self, path: Path) -> Source:
        """The data of a file with their positions. Raises ProblemsFound."""
        from dpia.content.source import parse, read_text

        if path not in self._parsed:
            try:
                self._parsed[path] = parse(read_text(path), path.relative_to(self.root).as_posix())
            except ProblemsFound as error:
                self._parsed[path] = error
        parsed = self._parsed[path]
        if isinstance(parsed, ProblemsFound):
            raise parsed
        return parsed

    def sources(self, problems: list[Problem]) -> Iterator[tuple[str, Source]]:
        """All files that make a pack (cases do not), each with its kind; what cannot be read goes to `problems`."""
        for kind, files in content_files(self.root).items():
            if kind == "rule-tests":
                continue
            for path in files:
                try:
                    yield kind, self.source(path)
                except ProblemsFound as found:
                    problems += found.problems


def load_pack(root: Path | None = None) -> Pack:
    """The pack of a content folder (the product's own by default). Raises ProblemsFound if its files do not load."""
    return read_pack(ContentFolder(root or resources.data_root("questionnaires")))


def read_pack(folder: ContentFolder) -> Pack:
    """The pack of a folder, compiled once per state of its files. Raises ProblemsFound."""
    digest = content_digest(folder.root)
    key = _compiled_key(digest)
    content = read_compiled(key)
    if content is None:
        content = compile_content(folder)
        write_compiled(key, content)
    return Pack(content, digest)


def content_files(root: Path) -> dict[str, list[Path]]:
    """The files of each kind, sorted by path."""
    return {kind: sorted(root.glob(pattern)) for kind, (pattern, _) in KINDS.items()}


def content_digest(root: Path) -> str:
    """SHA-256 over names and bytes of all files that make a pack (their tests do not count)."""
    digest = hashlib.sha256(f"dpia content {SCHEMA_VERSION}\n".encode())
    for kind, files in content_files(root).items():
        if kind == "rule-tests":
            continue
        for path in files:
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def compile_content(folder: ContentFolder) -> Content:
    """All YAML of a folder, checked by the models. Raises ProblemsFound with every problem."""
    from dpia.content.validation import validate

    problems: list[Problem] = []
    raw: dict[str, Any] = {field.name: [] for field in fields(Content) if field.name not in ("manifest", "report")}
    for kind in ("pack", "report"):
        name = KINDS[kind][0]
        if not (folder.root / name).is_file():
            message = "This is not a content folder: it has no {name}."
            hint = "Name the folder that holds core/ and regimes/."
            raise ProblemsFound([Problem(f"no-{kind}", message, str(folder.root), hint=hint, params={"name": name})])
    for kind, source in folder.sources(problems):
        data = source.data
        if read_as(kind, source, problems) is None:
            continue
        regime = Path(source.file).parts[1] if source.file.startswith("regimes/") else None
        match kind:
            case "pack":
                raw["manifest"] = data
            case "report":
                raw["report"] = data
            case "regime":
                raw["regimes"].append(data)
            case "example" | "scenario":
                raw[f"{kind}s"].append(data)
            case "authorities":
                raw["instruments"] += data.get("instruments", [])
                raw["authorities"] += [{**entry, "regime": regime} for entry in data.get("authorities", [])]
            case _:
                raw[kind] += data
    if problems:
        raise ProblemsFound(problems)
    raw["rules"].sort(key=lambda rule: rule["id"])  # the order of the reasoning, whatever file a rule stands in
    _inherit(raw)
    _share_options(raw)
    content: Content = validate(Content, raw)
    return content


def read_as(kind: str, source: Source, problems: list[Problem]) -> Any:
    """What the model of that kind of file makes of a source; None, and problems with line and column, if it refuses."""
    from pydantic import ValidationError

    from dpia.content.validation import validate
    from dpia.content.validation_problems import explained

    try:
        return validate(KINDS[kind][1], source.data)
    except ValidationError as error:
        problems += explained(source, error.errors(include_url=False))
        return None


def _inherit(raw: dict[str, Any]) -> None:
    """Give each authority what its instrument says and it does not; the pack's date where none is given."""
    instruments = {item["id"]: item for item in raw["instruments"]}
    for entry in raw["authorities"]:
        parent = instruments.get(entry.get("instrument"), {})
        for key in ("body", "url", "in_force", "date", "derived"):
            if not entry.get(key) and parent.get(key):
                entry[key] = parent[key]
        entry["identifiers"] = {**parent.get("identifiers", {}), **entry.get("identifiers", {})}
        entry.setdefault("checked_on", raw["manifest"].get("checked_on") or raw["manifest"]["checked_to"])


def _share_options(raw: dict[str, Any]) -> None:
    """Give a column that has the options of another one (`options_as`) these options."""
    columns = {f"{q['id']}.{column['id']}": column for q in raw["questions"] for column in q.get("columns", [])}
    for column in columns.values():
        same = columns.get(column.get("options_as", ""))
        if same is not None and same.get("options"):
            column["options"] = same["options"]


def _compiled_key(digest: str) -> str:
    """The name of the compiled form of that content, for this very reading of it: another model is another file."""
    key = hashlib.sha256(digest.encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        key.update(module.read_bytes())
    return key.hexdigest()
