"""Collects the cases beside the rules (`*.test.yaml` under questionnaires/) as tests, and isolates every test."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent

os.environ.setdefault(
    "DPIA_CACHE_DIR", str(Path(tempfile.gettempdir()) / f"dpia-tests-{os.getuid() if hasattr(os, 'getuid') else 0}")
)
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


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Every file of cases becomes a collector of its own."""
    if file_path.name.endswith(".test.yaml"):
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item a case; an empty file is an error."""
        from dpia.content.cases import load_cases_file
        from dpia.content.loader import ContentFolder

        cases = load_cases_file(ContentFolder(ROOT / "questionnaires"), self.path)
        if not cases:
            raise self.CollectError(f"{self.path}: no cases")
        for placed in cases:
            yield CaseItem.from_parent(self, name=placed.case.name, placed=placed)


class CaseFailure(Exception):
    """What a case expected and did not get."""


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, placed: object, **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self.placed = placed

    def runtest(self) -> None:
        """Run the case on the product's own content."""
        from dpia.content.loader import load_pack
        from dpia.lint.cases import run_case

        wrong = run_case(load_pack_once(load_pack), self.placed)  # type: ignore[arg-type]
        if wrong:
            raise CaseFailure("\n".join(wrong))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Only what is wrong, not our stack."""
        from dpia.errors import DpiaError

        if isinstance(excinfo.value, CaseFailure | DpiaError):
            return f"{self.path.name}: {self.name}\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, 0, f"case: {self.name}"


_PACK: list[object] = []


def load_pack_once(load: object) -> object:
    """One pack for the whole run; content that does not load fails every case at once, not after a parse each."""
    from dpia.errors import DpiaError

    if not _PACK:
        try:
            _PACK.append(load())  # type: ignore[operator]
        except DpiaError as error:
            _PACK.append(error)
    if isinstance(_PACK[0], DpiaError):
        raise _PACK[0]
    return _PACK[0]


@pytest.fixture(scope="session")
def pack() -> object:
    """The product's own content."""
    from dpia.content.loader import load_pack

    return load_pack_once(load_pack)
