"""Duties that follow: periods, dates, and what makes a task appear."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia import dates
from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.scenario import Period, Task
from dpia.content.validation import validate
from dpia.engine.evaluation import evaluate
from dpia.engine.tasks import DueTask, add_period, next_day_of_year, tasks
from dpia.engine.truth import UNKNOWN, YES, Ref

DAY = "2026-11-21"
COMPANY = {"start.body-type": "company", "start.police-work": "no"}
SWEDEN = {"start.people-in": ["sweden"], "start.based-in": ["sweden"], **COMPANY}
CHINA = {"start.people-in": ["china"], "start.based-in": ["china"], **COMPANY}
FACES = {"processing.technology": ["verify"], "processing.modality": ["face"], "processing.stored-people": 150_000}
CAMERA_AND_STAFF = {
    "processing.technology": ["plain-video"],
    "processing.groups": [{"id": "staff", "role": "staff", "joins": "recorded"}],
}
"""Two of the nine criteria, so that an assessment is due."""


def due(pack, answers, day=DAY) -> dict[str, DueTask]:
    found = tasks(evaluate(pack, assessment_from_plain(pack, day, answers)))
    return {f"{item.task.id}:{item.row}" if item.row else item.task.id: item for item in found}


# --- periods -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "period", "last"),
    [
        ("2026-11-20", {"days": 30}, "2026-12-20"), ("2026-11-20", {"days": 0}, "2026-11-20"), ("2026-11-20", {"weeks": 8}, "2027-01-15"),
        ("2024-02-28", {"days": 1}, "2024-02-29"), ("2026-11-20", {"years": 3}, "2029-11-20"),
        ("2024-02-29", {"years": 3}, "2027-02-28"), ("2024-02-29", {"years": 4}, "2028-02-29"),
        ("2026-11-20", {"working_days": 1}, "2026-11-23"),  # Friday to Monday
        ("2026-11-21", {"working_days": 1}, "2026-11-23"), ("2026-11-22", {"working_days": 1}, "2026-11-23"),
        ("2026-11-23", {"working_days": 5}, "2026-11-30"), ("2025-06-01", {"working_days": 30}, "2025-07-11"),
        ("2024-02-28", {"working_days": 2}, "2024-03-01"),  # the leap day is a Thursday
        ("2025-12-24", {"working_days": 2}, "2025-12-26"),  # public holidays are not known
    ],
)  # fmt: skip
def test_the_last_day_of_a_period(day, period, last):
    assert add_period(day, Period(**period)) == last


@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), count=st.integers(1, 60))
def test_working_days_are_that_many_and_end_on_one(day, count):
    last = dt.date.fromisoformat(add_period(day.isoformat(), Period(working_days=count)))
    between = [day + dt.timedelta(n) for n in range(1, (last - day).days + 1)]
    assert last.weekday() < 5
    assert sum(one.weekday() < 5 for one in between) == count


@pytest.mark.parametrize(
    ("since", "today", "day"),
    [
        ("2024-05-01", "2026-11-21", "2027-01-31"), ("2024-05-01", "2027-01-31", "2027-01-31"), ("2024-05-01", "2027-02-01", "2028-01-31"),
        ("2027-08-15", "2026-11-21", "2028-01-31"), ("2026-11-21", "2026-11-21", "2027-01-31"), ("2026-01-05", "2026-01-10", "2027-01-31"),
    ],
)  # fmt: skip
def test_a_day_of_every_year(since, today, day):
    assert next_day_of_year(since, "01-31", today) == day


@given(
    since=st.dates(),
    today=st.dates(),
    counted=st.one_of(
        st.builds(Period, days=st.integers(0, 10**6)),
        st.builds(Period, weeks=st.integers(0, 10**5)),
        st.builds(Period, working_days=st.integers(1, 60)),
        st.builds(Period, years=st.integers(1, 10**4)),
        st.sampled_from(["01-31", "12-31", "01-01"]),
    ),
)
def test_what_is_counted_is_a_day_of_the_calendar_or_nothing(since, today, counted):
    try:
        if isinstance(counted, str):
            last = next_day_of_year(since.isoformat(), counted, today.isoformat())
        else:
            last = add_period(since.isoformat(), counted)
    except (OverflowError, ValueError):
        if isinstance(counted, str):
            assert dt.date.max.year in (since.year, today.year)
        return
    assert dates.day(last) >= since


def test_a_period_is_one_thing_and_a_day_of_the_year_exists_every_year():
    for wrong in ({}, {"days": 1, "weeks": 1}, {"years": 0}):
        with pytest.raises(ValueError):
            validate(Period, wrong)
    base = {"id": "t", "regime": "eu", "title": "T", "text": "T", "authority": "gdpr-35-1", "when": {"always": True}}
    validate(Task, {**base, "counts_from": "decision.date", "yearly": "01-31"})
    half: dict[str, Any]
    for half in (
        {"counts_from": "decision.date", "yearly": "02-29"}, {"yearly": "01-31"}, {"counts_from": "when"},
        {"counts_from": "decision.date", "yearly": "01-31", "within": {"days": 1}},
    ):  # fmt: skip
        with pytest.raises(ValueError):
            validate(Task, {**base, **half})


# --- tasks of the content ------------------------------------------------------------------------------------------------


def test_filing_at_100_000_shows_the_period_and_no_date_that_no_answer_gives(pack):
    overdue = due(pack, {**CHINA, **FACES, "decision.filing-100k": "overdue"})["cn-filing"]
    assert (overdue.verdict.truth, overdue.due, overdue.waits_for) == (YES, None, None)
    assert overdue.task.within == Period(working_days=30)
    assert "public holidays" in overdue.task.note
    assert due(pack, {**CHINA, **FACES})["cn-filing"].verdict.truth is UNKNOWN
    filed = due(pack, {**CHINA, **FACES, "decision.filing-100k": "filed", "start.stage": "live"})
    assert "cn-filing" not in filed
    assert "cn-filing-change" in filed
    assert "cn-filing-end" in due(pack, {**CHINA, **FACES, "decision.filing-100k": "filed", "start.stage": "ended"})
    few = due(pack, {**CHINA, **FACES, "processing.stored-people": 99_999})
    assert "cn-filing" not in few
    assert "cn-filing-watch" in few
    assert "cn-filing-watch" not in due(pack, {**CHINA, **FACES, "processing.stored-people": 79_999})
    assert "cn-filing" not in due(
        pack, {**CHINA, **FACES, "processing.modality": ["finger"], "decision.filing-100k": "overdue"}
    )
    assert "cn-filing" not in due(pack, {**CHINA, **FACES, "decision.filing-100k": "overdue"}, "2025-05-31"), (
        "not yet law"
    )


def test_the_record_is_kept_for_three_years_from_the_decision(pack):
    kept = due(pack, {**CHINA, **FACES, "decision.date": "2024-02-29"})["cn-keep"]
    assert (kept.verdict.truth, kept.due) == (YES, "2027-02-28")
    waiting = due(pack, {**CHINA, **FACES})["cn-keep"]
    assert (waiting.due, waiting.waits_for) == (None, Ref("decision.date"))
    unknown = due(pack, {**CHINA, **FACES, "decision.date": "unknown"})["cn-keep"]
    assert (unknown.due, unknown.waits_for) == (None, Ref("decision.date"))
    for month in ("2024-02", {"from": "2024-02-01", "to": "2024-02-29"}):
        about = due(pack, {**CHINA, **FACES, "decision.date": month})["cn-keep"]
        assert (about.due, about.waits_for) == (None, Ref("decision.date")), "no day is made up"
    assert due(pack, {**CHINA, **FACES, "decision.date": "9998-01-01"})["cn-keep"].due is None, "beyond the calendar"
    assert "cn-keep" not in due(pack, {**SWEDEN, **FACES, "decision.date": "2024-02-29"})


def test_minors_are_audited_every_year_and_reported_by_the_end_of_january(pack):
    school = {
        **CHINA,
        "processing.groups": [{"id": "pupils", "role": "pupil", "ages": ["14-17"], "joins": "stored"}],
        "start.stage": "live",
    }
    found = due(pack, {**school, "start.begin-date": "2025-09-01"})
    assert found["cn-minors-audit"].verdict.truth is YES
    assert found["cn-minors-audit-report"].due == "2027-01-31"
    assert (
        due(pack, {**school, "start.begin-date": "2025-09-01"}, "2026-01-10")["cn-minors-audit-report"].due
        == "2026-01-31"
    )
    assert "cn-minors-audit-report" not in due(pack, {**school, "start.begin-date": "2025-09-01"}, "2025-12-28"), (
        "announced later"
    )
    idea = due(pack, {**school, "start.stage": "idea"})["cn-minors-audit-report"]
    assert (idea.due, idea.waits_for) == (None, None), "no date is asked for"
    for far, as_of in (("9999-01-01", DAY), ("2025-09-01", "9999-06-01")):
        beyond = due(pack, {**school, "start.begin-date": far}, as_of)["cn-minors-audit-report"]
        assert (beyond.due, beyond.waits_for) == (None, None), "beyond the calendar"
    last = due(pack, {**school, "start.begin-date": "9998-01-01"})["cn-minors-audit-report"]
    assert last.due == "9999-01-31"
    adults = {**school, "processing.groups": [{"id": "s", "role": "student", "ages": ["adult"], "joins": "stored"}]}
    assert "cn-minors-audit" not in due(pack, adults)


def test_other_chinese_reports(pack):
    many = {**CHINA, "processing.all-people": 1_000_000}
    assert due(pack, {**many, "decision.filings": []})["cn-officer-report"].verdict.truth is YES
    assert due(pack, many)["cn-officer-report"].verdict.truth is UNKNOWN
    assert "cn-officer-report" not in due(pack, {**many, "decision.filings": ["officer"]})
    assert "cn-officer-report" not in due(pack, {**CHINA, "processing.all-people": 999_999, "decision.filings": []})
    station = {
        **CHINA, "processing.technology": ["plain-video"], "processing.venue": "station-airport", "start.video-system": "required",
        "start.stage": "live", "decision.filings": [],
    }  # fmt: skip
    new = due(pack, {**station, "start.begin-date": "2026-11-02"})
    assert new["cn-police-video"].due == "2026-12-02"
    assert "cn-police-video-older" not in new
    old = due(pack, {**station, "start.begin-date": "2024-11-02"})
    assert "cn-police-video" not in old
    assert old["cn-police-video-older"].verdict.truth is YES
    abroad = {**SWEDEN, "start.people-in": ["china"], "decision.filings": []}
    assert "cn-representative" in due(pack, abroad)
    assert "cn-representative" not in due(pack, {**CHINA, "decision.filings": []})
    assert due(pack, {**CHINA, "processing.all-people": 10_000_001})["cn-audit-two-years"].verdict.truth is YES


def test_consultation_periods_run_from_the_day_on_which_the_authority_was_asked(pack):
    asked = {
        **SWEDEN, **CAMERA_AND_STAFF, "consulted.authority": "waiting",
        "consulted.talks": [{"id": "officer", "who": "officer", "when": "2026-10-01"}, {"id": "imy", "who": "authority", "when": "2026-11-02"}],
    }  # fmt: skip
    found = due(pack, asked)
    assert found["eu-consultation-eight-weeks:imy"].due == "2026-12-28"
    assert found["eu-consultation-fourteen-weeks:imy"].due == "2027-02-08"
    assert "eu-consultation-eight-weeks:officer" not in found
    assert found["eu-consultation-wait"].due is None
    undated = due(pack, {**asked, "consulted.talks": [{"id": "imy", "who": "authority"}]})[
        "eu-consultation-eight-weeks:imy"
    ]
    assert (undated.due, undated.waits_for) == (None, Ref("consulted.talks", "imy", "when"))
    answered = due(pack, {**asked, "consulted.authority": "answered"})
    assert not {name for name in answered if name.startswith("eu-consultation")}


def test_a_high_remaining_risk_sends_to_the_authority_first(pack):
    risk = {
        "consulted.authority": "not-asked",
        "risks.register": [{"id": "r", "event": "creep", "level-after": "high"}],
    }
    found = due(pack, {**SWEDEN, **CAMERA_AND_STAFF, **risk})
    assert found["se-consult-imy"].verdict.truth is YES
    assert found["se-consult-imy"].task.authority == "imy-forhandssamrad"
    assert "eu-consult-first" not in found, "one duty is one task: the Swedish one names the authority"
    elsewhere = due(
        pack, {**SWEDEN, "start.people-in": ["eu-other"], "start.based-in": ["eu-other"], **CAMERA_AND_STAFF, **risk}
    )
    assert elsewhere["eu-consult-first"].verdict.truth is YES
    assert "se-consult-imy" not in elsewhere
    low = {**risk, "risks.register": [{"id": "r", "event": "creep", "level-after": "low"}]}
    assert "se-consult-imy" not in due(pack, {**SWEDEN, **CAMERA_AND_STAFF, **low})


def test_review_measures_and_start(pack):
    answers = {
        **SWEDEN, **CAMERA_AND_STAFF, "start.stage": "planned", "start.begin-date": "2027-02-01", "decision.review-date": "2027-11-20",
        "necessity.effect-evidence": "reasoned", "power.staff-decided": "not-yet", "safeguards.notice": "none",
        "risks.measures": [{"id": "a", "state": "planned", "due": "2027-01-15"}, {"id": "b", "state": "done", "due": "2026-01-15"}, {"id": "c", "state": "running"}],
    }  # fmt: skip
    found = due(pack, answers)
    assert found["eu-review"].due == "2027-11-20"
    assert found["eu-complete-first"].due == found["eu-notice-first"].due == "2027-02-01"
    assert found["eu-measure:a"].due == "2027-01-15"
    assert "eu-measure:b" not in found
    assert (found["eu-measure:c"].due, found["eu-measure:c"].waits_for) == (None, Ref("risks.measures", "c", "due"))
    assert (found["eu-follow-up"].verdict.truth, found["eu-follow-up"].due) == (YES, None)
    assert found["se-negotiate"].verdict.truth is YES
    live = due(
        pack,
        {**answers, "start.stage": "live", "necessity.effect-evidence": "measured", "power.staff-decided": "union"},
    )
    assert not live.keys() & {"eu-complete-first", "eu-notice-first", "eu-follow-up", "se-negotiate"}


def test_a_change_calls_for_a_new_assessment(pack):
    changed = {"start.stage": "live", "start.changed-since": ["purpose"], "start.reassessed": False}
    assert due(pack, {**SWEDEN, **CAMERA_AND_STAFF, **changed})["eu-reassess"].verdict.truth is YES
    assert due(pack, {**CHINA, **FACES, **changed})["cn-reassess"].verdict.truth is YES
    assert "cn-reassess" not in due(pack, {**CHINA, **FACES, **changed, "start.reassessed": True})


def test_the_list_of_cameras_came_with_the_end_of_the_permits(pack):
    board = {**SWEDEN, **CAMERA_AND_STAFF, "start.body-type": "public-body"}
    assert due(pack, board)["se-camera-list"].verdict.truth is YES
    assert "se-camera-list" not in due(pack, board, "2025-03-31")
    assert "se-camera-list" not in due(pack, {**board, "start.body-type": "company", "start.public-task": "neither"})


def test_review_and_measures_stand_once_where_both_laws_govern(pack):
    both = {
        **SWEDEN, "start.people-in": ["sweden", "china"], **FACES, "decision.review-date": "2027-11-20",
        "risks.measures": [{"id": "a", "state": "planned"}],
    }  # fmt: skip
    found = due(pack, both)
    assert {"eu-review", "eu-measure:a", "cn-keep"} <= found.keys()
    assert not found.keys() & {"cn-review", "cn-measure:a"}
    assert {"cn-review", "cn-measure:a"} <= due(pack, {**both, **CHINA}).keys()


def test_on_an_empty_record_nothing_is_sure_and_sure_tasks_come_first(pack):
    assert {item.verdict.truth for item in due(pack, {}).values()} == {UNKNOWN}
    truths = [item.verdict.truth for item in due(pack, {**SWEDEN, **CAMERA_AND_STAFF}).values()]
    assert truths == sorted(truths, reverse=True)
    assert len(set(truths)) == 2


def test_every_task_names_a_provision_that_is_law_or_guidance(pack):
    ranks = {pack.authorities[task.authority].rank for task in pack.content.tasks}
    assert ranks <= {"law", "regulation", "rule", "standard", "guidance"}
    assert {task.regime for task in pack.content.tasks} == {"eu", "se", "cn"}
