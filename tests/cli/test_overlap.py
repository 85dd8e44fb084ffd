"""Several commands at the same file at once: what was acknowledged is in it, and who comes too late is told."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from support.processes import Worker, together, workers

from dpia.storage.document import read_document, verify_document

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")

ROUNDS = 12

SETUP = """
    import contextlib, io
    from dpia.__main__ import main
    from dpia.cli import commands
    from dpia.content.loader import load_pack

    pack = load_pack()
    commands._pack = lambda: pack  # read once, so that commands spend their time at the file

    def act(*arguments):
        sys.argv = ["dpia", *arguments]
        said, code = io.StringIO(), 0
        try:
            with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
                main()
        except SystemExit as stop:
            code = stop.code
        return code, said.getvalue()
"""


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Worker]]:
    with workers(4, SETUP, tmp_path_factory.mktemp("overlap")) as made:
        yield made


@pytest.mark.parametrize("count", [2, 4])
def test_every_acknowledged_answer_of_overlapping_fills_is_in_the_file(four, tmp_path, count):
    """In each round all are told before any has answered. Each adds a row of its own."""
    path = tmp_path / "a.dpia.json"
    assert four[0].ask("new", str(path))[0] == 0
    acknowledged, refused = set(), 0
    for turn in range(ROUNDS):
        for number, worker in enumerate(four[:count]):
            answers = tmp_path / f"{number}-{turn}.yaml"
            answers.write_text(f"processing.groups:\n  - {{id: g-{number}-{turn}, name: Guests}}\n")
            worker.tell("fill", str(path), "--from", str(answers))
        for number, worker in enumerate(four[:count]):
            code, said = worker.answer()
            if code == 0:
                acknowledged.add(f"g-{number}-{turn}")
                continue
            refused += 1
            assert code == 2
            assert said.startswith(f"{path} is in use: ")
            assert said.count("\n") == 1
    document = read_document(path)
    assert {row.id for row in document.assessment.rows("processing.groups")} == acknowledged
    assert len(acknowledged) >= ROUNDS, "in each round one gets through at least"
    assert len(acknowledged) + refused == ROUNDS * count
    assert verify_document(document) == []
    assert [entry.name for entry in tmp_path.glob(".*")] == []


def test_of_overlapping_creations_one_makes_the_file(four, tmp_path):
    for turn in range(15):
        path = tmp_path / f"{turn}.dpia.json"
        results = together(four, "new", str(path))
        assert sorted(code for code, _ in results) == [0, 2, 2, 2]
        for code, said in results:
            assert code == 0 or "exists already" in said or "is in use" in said
        assert verify_document(read_document(path)) == []
    assert [entry.name for entry in tmp_path.glob(".*")] == []
