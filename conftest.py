"""Collects the cases beside the rules (`*.test.yaml` under questionnaires/) as tests, and isolates every test."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dpia import resources
from dpia.content import loader
from dpia.content.cases import PlacedCase, load_cases_file
from dpia.content.pack import Pack
from dpia.errors import DpiaError
from dpia.lint.cases import run_case

ROOT = Path(__file__).parent

os.environ.setdefault(
    "DPIA_CACHE_DIR", str(Path(tempfile.gettempdir()) / f"dpia-tests-{os.getuid() if hasattr(os, 'getuid') else 0}")
)
os.environ["DPIA_CONFIG_DIR"] = os.devnull  # nobody's own keys
os.environ["PYTHONSAFEPATH"] = "1"  # the tests may be started in any folder, whatever modules lie there
os.environ.pop("PYTHONUNBUFFERED", None)  # what the tests start holds its output back as it does on other machines
os.environ["DPIA_STATE_DIR"] = tempfile.mkdtemp(prefix="dpia-tests-state-")


_HERE = ("localhost", "ip6-localhost", "::1", "0.0.0.0", "::", "", None)  # noqa: S104 - names of this machine


def _stay_at_home(event: str, arguments: tuple[object, ...]) -> None:
    """No test reaches for a network. As an audit hook it sees every way to one, and no test can take it away."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, tuple) or not address:  # a socket of this machine, or one that is connected
            return
        host = address[0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name not in _HERE and not str(name).startswith("127."):
        pytest.fail(f"a test reaches for the network: {event} {name}")


sys.addaudithook(_stay_at_home)


_CACHE = os.environ["DPIA_CACHE_DIR"]
_PACKS: dict[str, Pack] = {}
_READ_PACK = loader.read_pack


def _pack_of_this_process(folder: loader.ContentFolder) -> Pack:
    """As `read_pack`, in whose place it stands; nothing changes a pack, so a process reads the same content once.

    A test that has a cache of its own is about the cache.
    """
    if os.environ.get(resources.CACHE_VARIABLE) != _CACHE:
        return _READ_PACK(folder)
    digest = loader.content_digest(folder.root)
    if digest not in _PACKS:
        _PACKS[digest] = _READ_PACK(folder)
    return _PACKS[digest]


loader.read_pack = _pack_of_this_process


_STATE = Path(os.environ["DPIA_STATE_DIR"])


@pytest.fixture(autouse=True)
def _no_language_stays() -> Iterator[None]:
    """A test that has the program remember a language has a state folder of its own: the others speak English."""
    yield
    settings = _STATE / "settings.json"
    if settings.is_file() and '"language"' in settings.read_text("utf-8"):
        settings.unlink()
        pytest.fail("the test left a language behind")


def pytest_collection_finish() -> None:
    """What is there now stays to the end: the collector of circular garbage need not look at it over and over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Every file of cases becomes a collector of its own."""
    if file_path.name.endswith(".test.yaml"):
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item a case; an empty file is an error."""
        cases = load_cases_file(loader.ContentFolder(ROOT / "questionnaires"), self.path)
        if not cases:
            raise self.CollectError(f"{self.path}: no cases")
        for placed in cases:
            yield CaseItem.from_parent(self, name=placed.case.name, placed=placed)


class CaseFailure(Exception):
    """What a case expected and did not get."""


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, placed: PlacedCase, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.placed = placed

    def runtest(self) -> None:
        """Run the case on the product's own content."""
        wrong = run_case(own_pack(), self.placed)
        if wrong:
            raise CaseFailure("\n".join(wrong))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Only what is wrong, not our stack."""
        if isinstance(excinfo.value, CaseFailure | DpiaError):
            return f"{self.path.name}: {self.name}\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, 0, f"case: {self.name}"


_OWN: list[Pack | DpiaError] = []


def own_pack() -> Pack:
    """The product's own content; if it does not load, every case fails at once, not after a parse each."""
    if not _OWN:
        try:
            _OWN.append(loader.load_pack())
        except DpiaError as error:
            _OWN.append(error)
    [found] = _OWN
    if isinstance(found, DpiaError):
        raise found
    return found


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The product's own content."""
    return own_pack()
