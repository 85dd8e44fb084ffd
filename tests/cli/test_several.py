"""`dpia report` for several files: each on its line, an error in one stops no other, and nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.command import dpia

from dpia.cli import several as module
from dpia.cli.rendering import Options
from dpia.cli.several import into_folder, several
from dpia.errors import UserError

OPTIONS = Options("en", None, None, answers=False, no_embed=False, discussion=False, house_style=None, force=False)


def test_each_file_has_its_line_and_an_error_in_one_stops_no_other(tmp_path: Path) -> None:
    dpia("new", tmp_path / "good.dpia.json", cwd=tmp_path)
    (tmp_path / "broken.dpia.json").write_text("{")
    (tmp_path / "other").mkdir()
    shutil.copy(tmp_path / "good.dpia.json", tmp_path / "other" / "Good.dpia.json")
    done = dpia(
        "report",
        "good.dpia.json",
        "broken.dpia.json",
        "-o",
        "out",
        "--format",
        "md",
        "--profile",
        "board",
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good-board.md"]
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
    lines = done.stderr.splitlines()
    assert len([line for line in lines if line.startswith("good.dpia.json: ") and "Wrote" in line]) == 1
    assert len([line for line in lines if line.startswith("broken.dpia.json: ")]) == 1
    assert lines[-1] == "1 of 2 reports written into out."
    before = (tmp_path / "out" / "good-board.md").read_bytes()
    assert before.startswith(b"**Draft**")


def test_files_whose_reports_would_have_one_name_are_not_rendered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def render(file: Path, target: Path, _: Options) -> tuple[int, list[str]]:
        asked.append(target.name)
        return 0, [f"Wrote {target}."]

    monkeypatch.setattr(module, "_render", render)
    files = [tmp_path / "a.dpia.json", tmp_path / "x" / "A.dpia.json", tmp_path / "b.dpia.json"]
    assert several(files, tmp_path, None, OPTIONS) == 2
    assert asked == ["b.pdf"]
    assert capsys.readouterr().err.count("not rendered: another of the files would have the same report") == 2


def test_several_reports_do_not_fit_into_one_file(tmp_path: Path) -> None:
    files = [tmp_path / "a.dpia.json", tmp_path / "b.dpia.json"]
    (tmp_path / "there").write_text("x")
    for folder in ("all.pdf", "there", "no/such"):
        with pytest.raises(UserError) as caught:
            several(files, tmp_path / folder, None, OPTIONS)
        assert caught.value.code == "no-folder"
    (tmp_path / "old.pdf").mkdir()
    assert into_folder(files, tmp_path / "all.pdf")
    assert into_folder(files[:1], tmp_path)
    assert not into_folder(files[:1], tmp_path / "a.pdf")
    assert not into_folder(files[:1], tmp_path / "old.pdf")
    assert (tmp_path / "there").read_text() == "x"


def test_the_options_go_along(tmp_path: Path) -> None:
    chosen = Options("en", "board", "2026-01-01", True, True, True, tmp_path / "h.yaml", True)
    flags = list(module._flags(chosen))
    assert flags == [
        "--lang=en", "--profile=board", "--as-of=2026-01-01", "--house-style", str(tmp_path / "h.yaml"),
        "--answers", "--no-embed", "--discussion", "--force",
    ]  # fmt: skip
    assert list(module._flags(OPTIONS)) == ["--lang=en"]
