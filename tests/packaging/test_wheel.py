"""What is shipped: the wheel works alone and offline, and an editable installation reads what is edited."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from email import message_from_string
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

OFFLINE = """
import socket, sys
def poisoned(*_, **__): raise AssertionError("a socket was opened")
socket.socket = type("Poisoned", (socket.socket,), {"__init__": poisoned})
socket.create_connection = socket.getaddrinfo = poisoned
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a program to its success, with nothing of this process's Python about."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "DPIA_", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def shipped(folder: Path) -> set[str]:
    """Relative names of the files in a folder, without Python's leavings."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


def environment(folder: Path) -> Path:
    """A virtual environment that sees this one's packages, but not the program; its Python."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    [site_packages] = (folder / "lib").glob("python*/site-packages")
    # A path in a .pth file is added without reading the .pth files there, such as our own editable installation's.
    (site_packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "python"


def install(python: Path, *what: str | Path) -> None:
    options = ("--quiet", "--no-deps", "--no-index", "--ignore-installed", "--no-build-isolation")
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, *what, cwd=python.parent)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as an installer would."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def python(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel in it."""
    interpreter = environment(tmp_path_factory.mktemp("wheel") / "venv")
    install(interpreter, built)
    return interpreter


@pytest.mark.packaging
def test_wheel_holds_the_package_and_all_content(built: Path) -> None:
    names = set(zipfile.ZipFile(built).namelist())
    assert not {name for name in names if not name.startswith(("dpia/", "dpia_wizard-"))}
    assert {"dpia/py.typed", "dpia/report/fonts.conf", "dpia/__main__.py"} <= names
    for kind in ("templates", "questionnaires"):
        expected = shipped(ROOT / kind)
        assert expected
        assert {name.removeprefix(f"dpia/_data/{kind}/") for name in names if f"_data/{kind}/" in name} == expected
    code = {f"dpia/{name}" for name in shipped(ROOT / "dpia")}
    assert code == {name for name in names if name.startswith("dpia/") and not name.startswith("dpia/_data/")}


@pytest.mark.packaging
def test_metadata_says_what_a_user_must_know(built: Path) -> None:
    with zipfile.ZipFile(built) as wheel:
        names = wheel.namelist()
        [metadata] = (message_from_string(wheel.read(name).decode()) for name in names if name.endswith("METADATA"))
        [scripts] = (wheel.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    assert metadata["Name"] == "dpia-wizard"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "dpia = dpia.__main__:main" in scripts
    assert any(name.endswith("licenses/LICENSE") for name in names)


@pytest.mark.packaging
def test_installed_wheel_renders_offline_from_any_folder(python: Path, tmp_path: Path) -> None:
    program = (
        OFFLINE
        + """
import datetime, pathlib, dpia
from dpia.resources import data_root
from dpia.report.fonts import load_fonts
from dpia.report.embedded import extract_attachment
from dpia.report.pdf import Attachment, render_pdf
home = pathlib.Path(dpia.__file__).parent
assert home.is_relative_to(sys.prefix), home
assert data_root("templates") == home / "_data" / "templates"
assert data_root("questionnaires") == home / "_data" / "questionnaires"
html = '<html lang="en"><title>T</title><h1>Åäö</h1><p>text'
made = render_pdf(html, css=[], fonts=load_fonts(html), title="T", lang="en", created=datetime.date(2019, 8, 20),
                  attachment=Attachment("x.dpia.json", b"{}"))
path = pathlib.Path("x.pdf")
path.write_bytes(made.data)
print(extract_attachment(path).decode())
"""
    )
    assert run(python, "-I", "-c", program, cwd=tmp_path) == "{}\n"


@pytest.mark.packaging
def test_installed_command_goes_from_example_to_report_offline(python: Path, tmp_path: Path) -> None:
    command = python.with_name("dpia")
    assert run(command, "--version", cwd=tmp_path).strip()
    program = OFFLINE + "from dpia.__main__ import main; main()"
    dirs = {"DPIA_CACHE_DIR": str(tmp_path / "cache"), "DPIA_STATE_DIR": str(tmp_path / "state")}
    run(python, "-I", "-c", program, "example", "skelleftea", "s.dpia.json", cwd=tmp_path, **dirs)
    assert "Do not launch" in run(python, "-I", "-c", program, "check", "s.dpia.json", cwd=tmp_path, **dirs)
    run(python, "-I", "-c", program, "report", "s.dpia.json", "-o", "s.html", cwd=tmp_path, **dirs)
    assert "Skellefte" in (tmp_path / "s.html").read_text(encoding="utf-8")


@pytest.mark.packaging
def test_editable_installation_reads_what_is_edited(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    for name in ("dpia", "templates", "questionnaires"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    interpreter = environment(tmp_path / "venv")
    install(interpreter, "--editable", checkout)
    (checkout / "questionnaires" / "edited.txt").write_text("seen")
    program = "from dpia.resources import data_root; print((data_root('questionnaires') / 'edited.txt').read_text())"
    assert run(interpreter, "-I", "-c", program, cwd=tmp_path) == "seen\n"


# --- the declaration --------------------------------------------------------------------------------------------------


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    declared = [line.strip() for line in text.splitlines() if re.match(r'\s+"[A-Za-z0-9.-]+(>=|<|==)[^"]*",', line)]
    runtime = tomllib.loads(text)["project"]["dependencies"]
    assert len(runtime) > 10
    for requirement in runtime:
        [line] = [line for line in declared if line.startswith(f'"{requirement}"')]
        assert re.search(r"# \w{3}", line), f"{requirement} has no reason"


def test_what_is_imported_is_declared_and_the_reverse() -> None:
    """An import that only a development dependency brings would fail at a user's; a dependency without use is ballast."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [name for extra, names in project["optional-dependencies"].items() if extra != "dev" for name in names]
    declared = {re.split(r"[<>=\[]", name)[0].lower() for name in [*project["dependencies"], *extras]}
    brought_along = {"markupsafe": "jinja2", "pydantic-core": "pydantic", "pydyf": "weasyprint", "rich": "textual"}
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "dpia").rglob("*.py")]
    imported = {
        name.split(".")[0]
        for text in files
        for node in ast.walk(ast.parse(text))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    } - {"dpia", "", *sys.stdlib_module_names}
    owners = packages_distributions()
    assert len(imported) > 10
    used = set()
    for name in imported:
        distributions = {owner.lower().replace("_", "-") for owner in owners[name]}
        wanted = {brought_along.get(owner, owner) for owner in distributions} & declared
        assert wanted, f"{name} of {distributions} is not declared"
        used |= wanted
    # Typefaces are read and programs are called, not imported; all go by the name of their package.
    text = "".join(files)
    data = {name for name in declared if name.replace("-", "_") in text or f'"{name}"' in text}
    assert declared - used - data == set()
