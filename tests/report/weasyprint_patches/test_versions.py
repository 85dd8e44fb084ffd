"""On which versions of WeasyPrint and pydyf a report is made, and what is said on others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from conformance.samples import document, render

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.report import produce
from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.patching import Patcher, patched
from dpia.report.weasyprint_patches.versions import Versions

ROOT = Path(__file__).parents[3]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Pretends that other versions are installed."""

    def install(weasyprint: str, pydyf: str) -> None:
        monkeypatch.setattr(versions, "installed", lambda: Versions(weasyprint, pydyf))

    return install


def test_what_is_installed_here_is_proven() -> None:
    import pydyf
    import weasyprint

    assert versions.installed() == (weasyprint.__version__, pydyf.__version__)
    assert versions.installed().proven


def test_the_bounds_are_those_of_the_package() -> None:
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert "weasyprint>=70,<71" in dependencies
    assert "pydyf>=0.13,<0.14" in dependencies
    assert versions.SERIES == ("70.", "0.13.")
    assert all(map(str.startswith, proven, versions.SERIES) for proven in versions.PROVEN)


@pytest.mark.parametrize("found", [("71.0", "0.13.0"), ("69.0", "0.13.0"), ("70.0", "0.14.0"), ("7.0", "0.13.0")])
def test_another_series_is_refused(found: tuple[str, str], install: Callable[[str, str], None]) -> None:
    install(*found)
    with pytest.raises(UserError) as caught:
        render(document(han=False))
    assert caught.value.code == "engine-version"
    assert f"installed is WeasyPrint {found[0]}, pydyf {found[1]}" in str(caught.value)
    assert 'pip install "weasyprint==70.0" "pydyf==0.13.0"' in str(caught.value)


@pytest.mark.parametrize(
    "name", ["weasyprint.layout.page.no_such_function", "weasyprint.no_such_module.function", "pydyf.PDF.nothing"]
)
def test_a_part_that_is_gone_is_refused(name: str) -> None:
    def replace(patcher: Patcher) -> None:
        patcher.replace(name, lambda original: original)

    with pytest.raises(UserError) as caught, patched(replace):
        pass
    assert caught.value.code == "engine-version"


def test_a_later_version_of_the_series_works_and_is_told(
    pack: Pack, install: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = evaluate(pack, assessment_from_plain(pack, "2026-11-21", {}))

    def told() -> list[str]:
        lines: list[str] = []
        source = produce.ReportedFile("a.dpia.json", b"{}", "sha256:0", ())
        produce.produce(evaluation, Translator(), "pdf", source, embed=False, progress=lines.append)
        return [line for line in lines if "not been tested" in line]

    monkeypatch.setattr(produce, "make_pdf", lambda *_, **__: SimpleNamespace(data=b""))
    assert told() == []
    install("70.9", "0.13.9")
    assert told() == ["WeasyPrint 70.9, pydyf 0.13.9 has not been tested with this program: look the report through."]
    assert render(document(han=False)).pages == 1
