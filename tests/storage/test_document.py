"""The file format: what it refuses, and that the log proves the snapshot."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.toy import assessments

from dpia.assessment.change import Change, LogError, make_change, verify_chain
from dpia.assessment.model import Assessment
from dpia.errors import UserError
from dpia.storage.document import ContentPin, Document, parse_document, verify_document

PIN = ContentPin("toy", "1", "0" * 64)


@given(state=assessments())
@settings(max_examples=60, deadline=None)
def test_round_trip(state):
    document = Document(PIN, state)
    assert parse_document(document.to_bytes(), "x") == document


def document(**changes: object) -> bytes:
    data = json.loads(Document(PIN, Assessment("2026-01-01", "2026-01-01")).to_bytes())
    data.update(changes)
    return json.dumps({key: value for key, value in data.items() if value is not None}).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-json"), (b"hello", "not-json"), (b"\xff\xfe\x00", "not-text"), ("{}".encode("utf-16"), "not-text"), (document(extra="å").decode("unicode-escape").encode("latin-1"), "not-text"), (b"[]", "not-assessment"), (b"{}", "not-assessment"),
        (document()[:-40], "not-json"), (document(format_version=99), "wrong-version"), (document(format_version=0), "wrong-version"), (document(format_version=True), "wrong-version"), (document(format_version="1"), "wrong-version"),
        (document(extra=1), "unknown-key"), (document(content={}), "damaged"), (document(changes={}), "damaged"),
        (document(assessment={"as_of": "2026-02-30", "created": "2026-01-01"}), "damaged"),
        (document(assessment={"as_of": "2026-01-01", "created": "2026-01-01", "answers": {"s.flag": True}}), "damaged"),
        (b'{"format": "dpia-assessment", "format": "dpia-assessment"}', "damaged"), (b"[" * 100_000, "too-deep"),
        (b'{"format": NaN}', "damaged"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_with_one_message(data, code):
    with pytest.raises(UserError) as error:
        parse_document(data, "x.dpia.json")
    assert error.value.code == code
    assert "x.dpia.json" in str(error.value)


@given(junk=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_bytes_cause_anything_but_a_user_error(junk):
    with pytest.raises(UserError):
        parse_document(junk, "x")


def log() -> list[Change]:
    changes: list[Change] = []
    for path, after in [
        (("created",), "2026-01-01"),
        (("as_of",), "2026-01-01"),
        (("answers", "s.flag"), {"given": True}),
    ]:
        changes.append(make_change(changes, "2026-01-01T00:00:00Z", "ada", path, None, after))
    return changes


def test_the_chain_names_the_entry_that_was_altered():
    from dataclasses import replace

    changes = log()
    verify_chain(changes)
    with pytest.raises(LogError, match="entry 2 was altered"):
        verify_chain([changes[0], replace(changes[1], by="eve"), changes[2]])
    with pytest.raises(LogError, match="entry 2 is missing"):
        verify_chain([changes[0], changes[2]])


def test_verify_sees_a_snapshot_that_the_log_does_not_lead_to():
    state = Assessment("2026-01-01", "2026-01-01")
    assert list(map(str, verify_document(Document(PIN, state, tuple(log()))))) == [
        "the log does not lead to the answers in the file"
    ]


def test_killed_in_the_middle_of_writing_the_file_is_whole_and_acknowledged_answers_are_there(tmp_path):
    """Kill -9 at arbitrary instants: the file always reads, and holds at least the last acknowledged answer."""
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        sys.path.insert(0, sys.argv[2])
        from support.toy import toy_pack
        from dpia.assessment.model import given
        from dpia.session import Session
        session = Session.create(toy_pack(), Path(sys.argv[1]), by="x")
        for number in range(100_000):
            session.answer("s.number", given(number))
            print(number, flush=True)
    """)
    from pathlib import Path

    from dpia.storage.document import read_document

    for attempt in range(6):
        path = tmp_path / f"{attempt}.dpia.json"
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(Path(__file__).parent.parent)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        last = -1
        for line in process.stdout:
            last = int(line)
            if last >= 7 * (attempt + 1):
                break
        process.kill()
        rest = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        acknowledged = int(rest[-1]) if rest and rest[-1].isdigit() else last
        number = read_document(path).assessment.answers["s.number"].value
        assert isinstance(number, int)
        assert number >= acknowledged
