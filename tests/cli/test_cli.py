"""The command line as a user meets it: results, exit codes, and one clear message for every kind of bad input."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class Done:
    """What a command left: exit code and both streams."""

    returncode: int
    stdout: str
    stderr: str


def dpia(*args: object, cwd: Path) -> Done:
    """Run a command in this process, in another folder and without a terminal."""
    from dpia.__main__ import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    argv, here = sys.argv, Path.cwd()
    sys.argv = ["dpia", *map(str, args)]
    os.chdir(cwd)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        sys.argv = argv
        os.chdir(here)
    return Done(code, out.getvalue(), err.getvalue())


def test_as_a_process_of_its_own(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "dpia", "check", "none.dpia.json"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (2, "")
    assert "none.dpia.json" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_is_not_utf_8_shows_every_message(tmp_path, encoding):
    name = b"\xff\x1b]52;c;eA==\x07" + "räv人.dpia.json".encode()
    run = subprocess.run(
        [sys.executable, "-m", "dpia", "check", name], cwd=tmp_path, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert run.returncode == 2
    assert run.stderr.startswith(b"There is no file "), run.stderr
    assert b"\x1b" not in run.stderr
    assert run.stderr.count(b"\n") == 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cli")


@pytest.fixture(scope="module")
def example(folder):
    path = folder / "s.dpia.json"
    done = dpia("example", "skelleftea", path, cwd=folder)
    assert done.returncode == 0, done.stderr
    return path


def test_check_json_has_the_shape_of_the_contract(example):
    data = json.loads(dpia("check", example, "--json", cwd=example.parent).stdout)
    keys = {"outcome", "as_of", "as_of_note", "range", "regimes", "assessment_due", "findings", "progress", "content"}
    assert keys <= set(data)
    assert data["outcome"] == "do-not-launch"
    assert data["as_of"] == "2019-08-20"
    finding = data["findings"][0]
    assert {
        "id",
        "rule",
        "regime",
        "severity",
        "kind",
        "truth",
        "title",
        "text",
        "attribution",
        "authorities",
        "because",
        "missing",
        "remedies",
    } <= set(finding)
    assert {"id", "pinpoint", "attribution", "role", "status", "cite"} <= set(finding["authorities"][0])
    assert {"question", "row", "column", "answer"} <= set(finding["because"][0])
    assert data["assessment_due"]["eu"]["due"] == "yes"
    assert "would_change" not in data


def test_would_change_is_there_on_demand(example):
    data = json.loads(dpia("check", example, "--json", "--would-change", cwd=example.parent).stdout)
    assert {change["finding"].split("/")[0] for change in data["would_change"] if change["finding"]} >= {
        "RP-03",
        "RP-12",
        "RP-15",
    }
    assert any(change["set"] for change in data["would_change"])


@pytest.mark.parametrize(("level", "code"), [("blocker", 3), ("major", 3), ("blocker,open", 3)])
def test_fail_on(example, level, code):
    assert dpia("check", example, "--fail-on", level, cwd=example.parent).returncode == code


def test_lists(folder):
    questions = json.loads(dpia("questions", "--json", cwd=folder).stdout)
    from dpia.content.loader import load_pack

    assert len(questions) == len(load_pack().questions)
    assert {"id", "section", "type", "text", "help", "options", "applies_when"} <= set(questions[0])
    found = json.loads(dpia("authorities", "imy-2019-2221-consent", "--json", cwd=folder).stdout)
    assert found[0]["id"] == "imy-2019-2221-consent"
    assert {
        "id",
        "rank",
        "regime",
        "citation",
        "statement",
        "url",
        "status",
        "checked_on",
        "in_force_from",
        "in_force_to",
        "families",
    } <= set(found[0])
    assert "skelleftea" in dpia("example", cwd=folder).stdout


def test_fill_changes_the_outcome_and_verify_follows_the_log(folder):
    path = folder / "f.dpia.json"
    assert dpia("new", path, cwd=folder).returncode == 0
    answers = folder / "a.yaml"
    answers.write_text(
        "start.title: Test\nstart.body-type: company\nprocessing.groups:\n  - {id: g, name: Guests, joins: none}\n"
    )
    assert dpia("fill", path, "--from", answers, cwd=folder).returncode == 0
    assert dpia("verify", path, cwd=folder).returncode == 0
    data = json.loads(path.read_text())
    data["assessment"]["answers"]["start.title"] = {"given": "Forged"}
    path.write_text(json.dumps(data))
    assert dpia("verify", path, cwd=folder).returncode == 1


BAD_FILES = {
    "not JSON": b"hello", "wrong version": b'{"format": "dpia-assessment", "format_version": 99}', "another format": b'{"format": "x"}',
    "binary": bytes(range(256)) * 40, "deeply nested": b"[" * 200_000, "empty": b"", "a number": b"17",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["check", "verify", "open", "report", "fill"])
def test_bad_files_exit_2_with_one_message_and_are_not_touched(tmp_path, name, command):
    path = tmp_path / "bad.dpia.json"
    path.write_bytes(BAD_FILES[name])
    answers = tmp_path / "a.yaml"
    answers.write_text("start.title: x\n")
    extra = {"report": ["-o", tmp_path / "o.pdf"], "fill": ["--from", answers]}.get(command, [])
    done = dpia(command, path, *extra, cwd=tmp_path)
    assert_one_message(done, path.name)
    assert path.read_bytes() == BAD_FILES[name]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.yaml", "bad.dpia.json"]


def assert_one_message(done: Done, *parts: str) -> None:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stdout == ""
    for part in parts:
        assert part in done.stderr, done.stderr


def test_truncated_and_hand_edited_files(example, tmp_path):
    whole = example.read_bytes()
    cut = tmp_path / "cut.dpia.json"
    cut.write_bytes(whole[: len(whole) // 2])
    assert_one_message(dpia("check", cut, cwd=tmp_path), "cut.dpia.json", "line")
    data = json.loads(whole)
    for question, value, part in [
        ("start.nonsense", {"given": 1}, "start.nonsense"), ("start.body-type", {"given": "alien"}, "alien"),
        ("start.begin-date", {"given": "2019-02-30"}, "2019-02-30"), ("start.begin-date", {"given": {"from": "2019-2"}}, "2024-05-17"),
        ("safeguards.notice-items", {"given": {"have": ["who"], "lack": ["who"]}}, "who"), ("safeguards.notice-items", {"given": {"have": ["hwo"]}}, "hwo"),
        ("start.title", {"not_applicable": "x"}, "start.title"),
    ]:  # fmt: skip
        bad = tmp_path / "edited.dpia.json"
        changed = json.loads(whole)
        changed["assessment"]["answers"][question] = value
        bad.write_text(json.dumps(changed))
        assert_one_message(dpia("check", bad, cwd=tmp_path), part)
    assert data["format_version"] == 2


def test_too_large_missing_and_folder(tmp_path):
    big = tmp_path / "big.dpia.json"
    with big.open("wb") as stream:
        stream.truncate(50_000_000)
    assert_one_message(dpia("check", big, cwd=tmp_path), "20 MB")
    assert_one_message(dpia("check", tmp_path / "none.dpia.json", cwd=tmp_path), "none.dpia.json")
    assert_one_message(dpia("check", tmp_path, cwd=tmp_path), "folder")
    assert_one_message(dpia("fill", tmp_path / "none.dpia.json", "--from", tmp_path, cwd=tmp_path))


BAD_ANSWERS = {
    "tabs": ("start.title: x\n\tstart.summary: y\n", "tab"), "duplicate keys": ("start.title: x\nstart.title: y\n", "twice"),
    "unknown question": ("start.titel: x\n", "start.title"), "wrong type": ("consulted.officer: maybe\n", "true or false"),
    "unknown option": ("start.body-type: companie\n", "company"), "nonsense date": ("start.begin-date: yesterday\n", "2026-11-21"),
    "unknown column": ("processing.groups:\n  - {nmae: x}\n", "name"), "a list": ("- x\n", "question-id"), "empty": ("", "empty"),
    "alias": ("a: &x 1\nb: *x\n", "Aliases"), "not applicable": ("start.title: {not_applicable: x}\n", "not applicable"),
    "twice in a list": ("safeguards.notice-items: {have: [who], unknown: [purpose, who]}\n", "a.yaml:1:59: twice: who is named twice"),
    "no such item": ("safeguards.notice-items: {lack: [retention, reciever]}\n", "a.yaml:1:45: unknown-option"),
    "no such bound": ("processing.all-people: {over: 10}\n", "at_least or more_than"), "no interval": ("start.begin-date: {from: 2024, to: 2023}\n", "no such interval"),
    "deep": ("start.title: " + "[" * 500, "deep"), "control": ('start.title: "a\\u0007b"\n', "U+0007"), "nonsense as-of": ("as-of: 2019-13-01\n", "2019-13-01"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_answers_files_name_the_place_and_change_nothing(example, tmp_path, name):
    text, part = BAD_ANSWERS[name]
    answers = tmp_path / "a.yaml"
    answers.write_text(text)
    before = example.read_bytes()
    done = dpia("fill", example, "--from", answers, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert part in done.stderr
    assert "a.yaml:" in done.stderr
    assert example.read_bytes() == before


def test_what_is_known_in_part_is_kept_shown_and_judged_item_by_item(example, tmp_path):
    """The gap that is known is reported as such; beside it stands, in one line, what of the list is not shown."""
    path, answers = tmp_path / "s.dpia.json", tmp_path / "a.yaml"
    path.write_bytes(example.read_bytes())
    known = {"have": ["who", "purpose"], "lack": ["retention"], "unknown": ["recipients"]}
    lines = [
        "safeguards.notice: layered",
        f"safeguards.notice-items: {json.dumps(known)}",
        "start.existing-assessment: draft",
        "start.existing-gaps: {have: [risks], lack: [description]}",
        "start.begin-date: 2018",
    ]
    answers.write_text("\n".join(lines) + "\n")
    assert dpia("fill", path, "--from", answers, cwd=tmp_path).returncode == 0
    assert "0 of 5 answers changed" in dpia("fill", path, "--from", answers, cwd=tmp_path).stderr
    assert dpia("verify", path, cwd=tmp_path).returncode == 0
    stored = json.loads(path.read_text())["assessment"]["answers"]
    assert stored["safeguards.notice-items"] == {"given": known}
    assert stored["start.begin-date"] == {"given": "2018"}
    judged = json.loads(dpia("check", path, "--json", cwd=tmp_path).stdout)
    (notice,) = [finding for finding in judged["findings"] if finding["rule"] == "RP-39"]
    assert (notice["severity"], notice["truth"]) == ("major", "established")
    items = [place for place in notice["because"] if place["question"] == "safeguards.notice-items"]
    assert [(place["item"], place["state"], place["answer"]) for place in items] == [("retention", "lack", known)]
    text = " ".join(dpia("check", path, cwd=tmp_path).stdout.split())
    reason = "no: How long the data are kept; not shown: Who receives the data, and where (not known) and the rest (not looked at)"
    assert reason in text
    assert dpia("report", path, "-o", "r.md", cwd=tmp_path).returncode == 0
    paper = (tmp_path / "r.md").read_text()
    assert "missing: Risks to people; there: The description; not looked at: the rest" in paper
    assert reason in paper
    assert "| 2018 |" in paper


def test_all_problems_of_an_answers_file_come_in_one_pass(example, tmp_path):
    answers = tmp_path / "a.yaml"
    answers.write_text("start.titel: x\nstart.body-type: alien\nprocessing.groups:\n  - {id: a, role: boss}\n")
    done = dpia("fill", example, "--from", answers, cwd=tmp_path)
    assert [line.split(":")[1] for line in done.stderr.strip().splitlines()] == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["report", "S", "-o", "x.xyz"], ".pdf"), (["report", "S", "-o", "no/x.pdf"], "no folder"), (["report", "S", "-o", "."], "suffix"),
        (["report", "S", "-o", "x.pdf", "--lang", "sv"], "sv"), (["report", "S", "-o", "x.pdf", "--profile", "short"], "short"),
        (["report", "S", "-o", "x.docx"], ".docx"), (["check", "S", "--as-of", "soon"], "soon"), (["check", "S", "--fail-on", "alien"], "--fail-on"),
        (["example", "skelleft"], "skelleftea"), (["example", "skelleftea", "S"], "exists"), (["new", "S"], "exists"), (["nonsense"], "nonsense"),
        (["check"], "FILE"), (["check", "S", "--nonsense"], "--nonsense"), (["authorities", "x", "--family", "alien"], "alien"),
        (["open", "S"], "terminal"), ([], "terminal"), (["new", "x.txt"], ".dpia.json"), (["new", "y", "--scenario", "alien"], "alien"),
    ],
)  # fmt: skip
def test_bad_usage(example, tmp_path, args, part):
    before = example.read_bytes()
    done = dpia(*[example if arg == "S" else arg for arg in args], cwd=tmp_path)
    assert_one_message(done, part)
    assert example.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_read_only_folder(tmp_path):
    tmp_path.chmod(0o500)
    assert_one_message(dpia("new", tmp_path / "x", cwd=tmp_path), "Cannot")


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


def test_content_that_is_in_order_says_how_much_was_proved_and_what_is_cited_by_nothing(tmp_path):
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


def test_doctor_speaks(folder):
    done = dpia("doctor", cwd=folder)
    assert done.returncode in (0, 1)
    assert "PDF engine" in done.stdout


def test_a_report_is_the_short_record_where_no_assessment_is_due(tmp_path):
    deployments = Path(__file__).parents[1] / "worked" / "deployments"
    assert dpia("new", "tag", cwd=tmp_path).returncode == 0
    assert dpia("fill", "tag.dpia.json", "--from", deployments / "11-school-tag.yaml", cwd=tmp_path).returncode == 0
    assert "No assessment is due" in dpia("check", "tag.dpia.json", cwd=tmp_path).stdout
    done = dpia("report", "tag.dpia.json", "-o", "tag.md", cwd=tmp_path)
    assert done.returncode == 0
    assert "short record" in done.stderr
    assert (tmp_path / "tag.md").read_text("utf-8").count("\n") < 300
    assert dpia("report", "tag.dpia.json", "-o", "full.md", "--profile", "full", cwd=tmp_path).returncode == 0
    assert (tmp_path / "full.md").stat().st_size > 4 * (tmp_path / "tag.md").stat().st_size


def test_no_record_that_none_is_due_where_one_is(example, tmp_path):
    done = dpia("report", example, "-o", tmp_path / "x.pdf", "--profile", "record", cwd=tmp_path)
    assert_one_message(done, "due", "--profile full")
    assert list(tmp_path.iterdir()) == []


def filled(folder: Path, answers: str) -> Path:
    """A new assessment with the answers given."""
    (folder / "answers.yaml").write_text(answers, "utf-8")
    assert dpia("new", "a", cwd=folder).returncode == 0
    assert dpia("fill", "a.dpia.json", "--from", "answers.yaml", cwd=folder).returncode == 0
    return folder / "a.dpia.json"


def test_out_of_scope_says_why(tmp_path):
    police = "start.people-in: [sweden]\nstart.based-in: [sweden]\nstart.body-type: public-body\nstart.activity: other\nstart.police-work: authority\n"
    run = dpia("check", filled(tmp_path, police), cwd=tmp_path)
    assert "eu: out-of-scope\n      The GDPR does not reach" in run.stdout
    assert "Brottsdatalagen" in run.stdout
    assert "assessment due" not in run.stdout


def test_where_no_law_governs_that_is_said(tmp_path):
    path = filled(tmp_path, "start.people-in: [other]\nstart.based-in: [other]\n")
    run = dpia("check", path, cwd=tmp_path)
    assert run.stdout.count("not-applicable") == 3
    assert "none of the laws that are covered here governs" in run.stdout
    assert dpia("report", path, "-o", "a.md", cwd=tmp_path).returncode == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "none of the laws that are covered here governs" in text
    assert "No rule was applied" in text
    assert "stands in the way" not in text


def test_a_day_before_the_law_is_out_of_scope_because_of_the_day(example, tmp_path):
    run = dpia("check", example, "--as-of", "2018-05-24", cwd=tmp_path)
    assert "On 24 May 2018 none of its rules here that can stop a launch was in force." in " ".join(run.stdout.split())
    assert "household" not in run.stdout
    assert "assessment due" not in run.stdout
    assert dpia("report", example, "--as-of", "2018-05-24", "-o", tmp_path / "a.md", cwd=tmp_path).returncode == 0
    assert "household within" not in (tmp_path / "a.md").read_text("utf-8").split("Answers")[0]


def test_laws_part_only_where_something_is_found(tmp_path):
    dpia("new", "empty", cwd=tmp_path)
    assert "The laws differ" not in dpia("check", "empty.dpia.json", cwd=tmp_path).stdout


def test_the_help_names_what_each_command_takes(tmp_path):
    assert "PDF" not in dpia("fill", "--help", cwd=tmp_path).stdout
    assert "Which one" in dpia("example", "--help", cwd=tmp_path).stdout


@pytest.mark.parametrize("day", ["2018-05-24", "2019-08-20", "2021-08-15", "2030-01-01"])
def test_any_day_is_judged(example, tmp_path, day):
    run = dpia("check", example, "--as-of", day, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert f"As of:   {day}" in run.stdout
    assert ("was checked to" in run.stdout) == (day > "2026")


def test_schemas_that_cannot_be_written_are_one_message(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    run = dpia("content", "schema", "file/schemas", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("Cannot write the schemas into file/schemas: ")


def test_one_problem_is_one_problem(tmp_path):
    assert dpia("content", "check", ".", cwd=tmp_path).stderr == "1 problem.\n"


def test_a_row_is_taken_away_by_true_and_by_nothing_else(example, tmp_path):
    (tmp_path / "a.yaml").write_text("processing.groups:\n  - {id: pupils, remove: yes}\n", "utf-8")
    run = dpia("fill", example, "--from", "a.yaml", cwd=tmp_path)
    assert run.returncode == 2
    assert "write only its id and remove: true" in run.stderr


def test_an_unknown_setting_lists_the_known(tmp_path):
    run = dpia("new", "a", "--scenario", "school", cwd=tmp_path)
    assert run.returncode == 2
    assert "school-attendance" in run.stderr
    assert list(tmp_path.iterdir()) == []


# --- files that others have open, and files that carry assessments ------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """An assessment that somebody on another machine has open."""
    path = tmp_path / "a.dpia.json"
    assert dpia("new", path, cwd=tmp_path).returncode == 0
    lock_elsewhere(path)
    return path


def lock_elsewhere(path: Path) -> None:
    holder = {"who": "Åsa", "host": "räv-7", "since": "2026-11-20T08:15:00Z", "pid": 1}
    path.with_name(f".{path.name}.lock").write_text(json.dumps(holder), "utf-8")


def test_who_has_a_file_open_is_named_and_may_be_taken_over_from(elsewhere, tmp_path):
    answers = tmp_path / "a.yaml"
    answers.write_text("start.title: Plan\n")
    before = elsewhere.read_bytes()
    done = dpia("fill", elsewhere, "--from", answers, cwd=tmp_path)
    assert_one_message(done, "is in use", "Åsa on räv-7", "2026-11-20 08:15:00 UTC", "--take-over")
    assert elsewhere.read_bytes() == before
    assert dpia("fill", elsewhere, "--from", answers, "--take-over", cwd=tmp_path).returncode == 0
    assert b"Plan" in elsewhere.read_bytes()
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("command", [["new", "b"], ["example", "skelleftea", "b"]])
def test_creating_takes_over_too(tmp_path, command):
    lock_elsewhere(tmp_path / "b.dpia.json")
    assert_one_message(dpia(*command, cwd=tmp_path), "Åsa on räv-7")
    assert not (tmp_path / "b.dpia.json").exists()
    assert dpia(*command, "--take-over", cwd=tmp_path).returncode == 0
    assert (tmp_path / "b.dpia.json").exists()


def test_every_command_that_writes_an_assessment_takes_over(tmp_path):
    for command in ("new", "open", "example", "fill"):
        assert "--take-over" in dpia(command, "--help", cwd=tmp_path).stdout, command


def carrying(path: Path, data: bytes | None) -> bytes:
    """A PDF with an assessment attached, or with none."""
    import pikepdf

    with pikepdf.new() as made:
        made.add_blank_page()
        if data is not None:
            made.attachments["b.dpia.json"] = data
        made.save(path)
    return path.read_bytes()


def assessment_named(path: Path, source: bytes) -> bytes:
    path.write_bytes(source)
    return source


CARRIERS: dict[str, Callable[[Path, bytes], bytes]] = {
    "b.dpia.json": assessment_named,
    "renamed.json": assessment_named,
    "renamed.md": assessment_named,
    "half.json": lambda path, source: assessment_named(path, source[: len(source) // 2]),
    "empty.dpia.json": lambda path, source: assessment_named(path, b""),
    "report.pdf": carrying,
    "damaged.pdf": lambda path, source: assessment_named(path, b"%PDF-1.7\nnothing that can be read"),
    "renamed.html": carrying,
}


@pytest.mark.parametrize("name", CARRIERS)
def test_what_carries_an_assessment_is_replaced_by_force_alone(example, tmp_path, name):
    target = tmp_path / name
    before = CARRIERS[name](target, example.read_bytes())
    assert_one_message(dpia("report", example, "-o", target, cwd=tmp_path), name, "--force")
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["b.dpia.json", "renamed.md"])
def test_by_force_it_is(example, tmp_path, name):
    target = tmp_path / name
    target.write_bytes(example.read_bytes())
    assert dpia("report", example, "-o", target, "--force", cwd=tmp_path).returncode == 0
    assert target.read_bytes() != example.read_bytes()


def test_not_even_by_force_a_report_replaces_what_it_is_made_of(example, tmp_path):
    before = example.read_bytes()
    assert_one_message(dpia("report", example, "-o", example, "--force", cwd=tmp_path), "overwrite the assessment")
    assert example.read_bytes() == before


def test_other_files_are_replaced_as_ever(example, tmp_path):
    from dpia.create import carries_assessment

    for _ in range(2):
        assert dpia("report", example, "-o", tmp_path / "a.md", cwd=tmp_path).returncode == 0
        assert dpia("report", example, "-o", tmp_path / "a.json", cwd=tmp_path).returncode == 0
    carrying(tmp_path / "a.pdf", None)
    assert not carries_assessment(tmp_path / "a.pdf")


def test_an_assessment_that_appears_while_the_report_is_made_is_not_replaced(example, tmp_path, monkeypatch):
    import dpia.cli.check_json as verdict

    target, check_json = tmp_path / "late.dpia.json", verdict.check_json

    def slow(*arguments):
        target.write_text("of somebody else")
        return check_json(*arguments)

    monkeypatch.setattr(verdict, "check_json", slow)
    assert_one_message(dpia("report", example, "-o", target, cwd=tmp_path), "late.dpia.json", "--force")
    assert target.read_text() == "of somebody else"


def test_fill_counts_answers_and_not_entries_of_the_log(tmp_path):
    """An answer that takes the place of a proposal is two entries, and the day is no answer."""
    path, answers = tmp_path / "a.dpia.json", tmp_path / "a.yaml"
    assert dpia("new", path, "--scenario", "school-attendance", cwd=tmp_path).returncode == 0
    answers.write_text("as-of: 2026-11-28\nstart.activity: school\nstart.title: Gate\n", "utf-8")
    assert "2 of 2 answers changed" in dpia("fill", path, "--from", answers, cwd=tmp_path).stderr
    assert "0 of 2 answers changed" in dpia("fill", path, "--from", answers, cwd=tmp_path).stderr
