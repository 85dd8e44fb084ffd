"""`dpia content`: the check, one rule, the schemas."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

from support.command import assert_one_message, dpia

from dpia.lint import check
from dpia.lint.registry import READING


def test_content_check_names_the_place(tmp_path):
    import shutil

    root = tmp_path / "questionnaires"
    shutil.copytree(Path(__file__).parents[2] / "questionnaires", root)
    facts = root / "core" / "facts" / "scope.yaml"
    facts.write_text(facts.read_text().replace("start.people-in", "start.peeple-in", 1))
    done = dpia("content", "check", root, cwd=tmp_path)
    assert done.returncode == 1
    assert "core/facts/scope.yaml:" in done.stdout
    assert "start.people-in" in done.stdout


def test_content_that_is_in_order_says_how_much_was_proved_and_what_is_cited_by_nothing(tmp_path, monkeypatch):
    """That it is in order is proved elsewhere, by running all cases; here it is only read."""
    monkeypatch.setattr(check, "check_content", partial(check.check_content, phases=(READING,)))
    done = dpia("content", "check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    proved, lexicon = done.stdout.splitlines()
    assert re.fullmatch(r"In order: \d+ questions, .* \d{4} cases\.", proved)
    count = int(lexicon.split()[0])
    assert (
        lexicon == f"{count} of the authorities are cited by no rule, task, completeness row or question (--uncited)."
    )
    first, _, *names = dpia("content", "check", "--uncited", cwd=tmp_path).stdout.splitlines()
    assert first == proved
    assert len(names) == count > 0
    known = {item["id"] for item in json.loads(dpia("authorities", "--json", cwd=tmp_path).stdout)}
    assert {name.strip() for name in names} < known


def test_one_rule_is_proved_and_no_more_is_said(tmp_path):
    done = dpia("content", "check", "--rule", "RP-03", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"In order: RP-03 with \d+ grades, \d+ facts behind it and \d+ cases\. The rest of the content was not proved\.\n",
        done.stdout,
    )
    assert_one_message(dpia("content", "check", "--rule", "RP-99", cwd=tmp_path), "There is no rule RP-99.")


def test_schemas_that_cannot_be_written_are_one_message(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    run = dpia("content", "schema", "file/schemas", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("Cannot write the schemas into file/schemas: ")
