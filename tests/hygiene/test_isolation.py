"""The folder of the papers holds what others put there: nothing in it is imported or run, whatever it is called."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import dpia

ROOT = Path(dpia.__file__).parent
SCRIPT = "import sys\nfrom dpia.__main__ import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
"""What an installer writes as the command `dpia`."""

STANDARD = {name for name in sys.stdlib_module_names if name.isidentifier()} | {"sitecustomize", "usercustomize"}
OTHERS = {name for name in packages_distributions() if name.isidentifier()} - STANDARD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an assessment in it, into which modules are planted."""
    from dpia.content.loader import load_pack
    from dpia.create import create

    made = tmp_path / "papers"
    made.mkdir()
    create(load_pack(), made / "a.dpia.json").close()
    (tmp_path / "ran").mkdir()
    (tmp_path / "bin").mkdir()
    return made


def plant(folder: Path, names: set[str]) -> None:
    """Modules that leave a trace when they are imported, and are of no use."""
    for name in names:
        trace = folder.parent / "ran" / name
        (folder / f"{name}.py").write_text(f"open({str(trace)!r}, 'w').close()\nraise ImportError('planted')\n")


def ran(folder: Path) -> set[str]:
    return {path.name for path in (folder.parent / "ran").iterdir()}


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the folder, with nothing of this test run's Python about but where the program lies."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        command, cwd=folder, env=kept | environment, capture_output=True, text=True, timeout=120, check=False
    )


def script(folder: Path, text: str) -> list[str]:
    """The command that runs a script beside the folder, as the installed `dpia` is one outside it."""
    path = folder.parent / "bin" / "script"
    path.write_text(f"import sys; sys.path.insert(1, {str(ROOT.parent)!r})\n{text}")
    return [sys.executable, str(path)]


def test_everything_that_the_program_imports_is_planted():
    imported: set[str] = set()
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    assert {"jinja2", "weasyprint", "textual", "json"} <= imported
    assert imported - STANDARD - OTHERS <= {"dpia"}, "imported and not planted"


def test_the_report_in_the_background_imports_nothing_from_there(folder):
    """As the wizard starts it, from a process that does have the folder on its path, as `python -m` has."""
    plant(folder, STANDARD | OTHERS)
    text = f"""
import asyncio, os
from pathlib import Path
from dpia import resources  # before the folder is on the path: here it is the child that is looked at
from dpia.tui.report_process import render
sys.path[:0] = ["", {str(folder)!r}]
os.environ["PYTHONPATH"] = {str(folder)!r} + os.pathsep
lines = []
done = asyncio.run(render(Path("a.dpia.json"), Path("a.html"), lines.append, profile="full", lang="en"))
print(done.code, lines)
"""
    done = run(folder, *script(folder, text))
    assert done.stdout.startswith("0 "), (done.stdout, done.stderr)
    assert (folder / "a.html").stat().st_size > 10_000
    assert ran(folder) == set()


@pytest.mark.skipif(os.name != "posix", reason="programs of POSIX")
def test_what_opens_a_report_is_no_program_from_there(folder):
    note = folder.parent / "note.json"
    record = (
        "import json, os, sys\n"
        f"with open({str(note)!r}, 'w') as file:\n"
        "    json.dump([sys.argv[1], os.getcwd(), os.environ['PATH'], os.environ.get('PYTHONPATH')], file)\n"
    )
    for place, code in (
        (folder, f"open({str(folder.parent / 'ran' / 'opener')!r}, 'w')\n"),
        (folder.parent / "bin", record),
    ):
        program = place / "xdg-open"
        program.write_text(f"#!{sys.executable}\n{code}")
        program.chmod(0o700)
    plant(folder, {"json"})
    text = """
import os
from pathlib import Path
from dpia.tui.report_process import open_file
os.environ["PYTHONPATH"] = os.getcwd()
assert open_file(Path("a.pdf"))
os.wait()
"""
    path = os.pathsep.join(["", ".", str(folder), str(folder.parent / "bin"), os.environ["PATH"]])
    done = run(folder, *script(folder, text), PATH=path, DISPLAY=":0")
    assert done.returncode == 0, done.stderr
    target, where, kept, modules = json.loads(note.read_text())
    assert (target, where, modules) == (str(folder / "a.pdf"), str(ROOT), None)
    assert kept.split(os.pathsep)[0] == str(folder.parent / "bin")
    assert ran(folder) == set()


@pytest.mark.parametrize("arguments", [["check", "a.dpia.json"], ["report", "a.dpia.json", "-o", "a.html"]])
def test_the_command_imports_nothing_from_there(folder, arguments):
    plant(folder, STANDARD | OTHERS)
    done = run(folder, *script(folder, SCRIPT), *arguments)
    assert done.returncode == 0, done.stderr
    assert ran(folder) == set()


@pytest.mark.parametrize("way", ["python -m dpia", "an empty entry of PYTHONPATH"])
def test_where_python_looks_there_by_itself_no_library_is_imported(folder, way):
    """What Python imports before the first line of the program cannot be helped; libraries come after."""
    at_once = run(folder, sys.executable, "-c", "import sys; print(*sys.modules)").stdout.split()
    # Some installers have Python import a module of theirs each time; and a dpia.py there is what `-m dpia` asks for.
    plant(folder, OTHERS - set(at_once) - {"dpia"})
    arguments = ["report", "a.dpia.json", "-o", "a.html"]
    if way == "python -m dpia":
        done = run(folder, sys.executable, "-m", "dpia", *arguments, PYTHONPATH=str(ROOT.parent))
    else:
        done = run(folder, *script(folder, SCRIPT), *arguments, PYTHONPATH=os.pathsep)
    assert done.returncode == 0, done.stderr
    assert ran(folder) == set()


def test_a_folder_of_content_named_from_here_is_the_same_for_a_child(monkeypatch, tmp_path):
    from dpia.isolation import environment

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DPIA_CONTENT", "mine")
    assert environment()["DPIA_CONTENT"] == str(tmp_path / "mine")


def test_every_child_process_is_started_away_from_there():
    """Whoever starts a process in the program does so in the program's own folder, with its own environment."""
    starts = {"run", "Popen", "call", "check_call", "check_output", "create_subprocess_exec"}
    forbidden = {"system", "popen", "startfile", "create_subprocess_shell", "getoutput", "getstatusoutput"}
    found, wrong = 0, []
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names]
                if {"webbrowser", "multiprocessing", "pty"} & {*names, getattr(node, "module", "")}:
                    wrong.append(f"{file.name}:{node.lineno} {names}")
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if owner == "os" and (node.func.attr in forbidden or node.func.attr.startswith(("exec", "spawn", "fork"))):
                wrong.append(f"{file.name}:{node.lineno} os.{node.func.attr}")
            if owner in ("subprocess", "asyncio") and node.func.attr in starts | forbidden:
                if owner == "asyncio" and node.func.attr == "run":
                    continue
                found += 1
                given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
                environments = (
                    "isolation.environment()",
                    "isolation.environment(more=_shown_elsewhere(width, height))",
                    "isolation.bare_environment(folder)",
                    "isolation.environment(str(self._content or ''))",
                )
                if given.get("cwd") != "isolation.HOME" or given.get("env") not in environments:
                    wrong.append(f"{file.name}:{node.lineno} {owner}.{node.func.attr}")
    assert found >= 2
    assert wrong == []
