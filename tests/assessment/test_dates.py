"""Days and instants have one written form everywhere; of others that mean the same day none is taken."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia import dates
from dpia.assessment.answers import AnswerError, check_day, check_response, read_value
from dpia.assessment.change import apply
from dpia.assessment.interval import check_partial_date
from dpia.assessment.model import Assessment, Intention, Response, check_date
from dpia.content.base import real_date
from dpia.content.question import Question

OTHER_FORMS = [
    "2018-W20-5", "20180518", "2018-138", "2018-05-18T00", "2018-05-18T00:00", " 2018-05-18", "2018-05-18 ", "2018-05-18\n", "2018-5-18",
    "18-05-2018", "2018/05/18", "２０１８-05-18", "2018-02-30", "2018-13-01", "0000-01-01", "2018-05", "2018", "", "today", "-018-05-18", None, 20180518,
]  # fmt: skip
NOT_EVEN_IN_PART = [text for text in OTHER_FORMS if text not in ("2018-05", "2018")]


@given(day=st.dates())
def test_a_day_that_is_written_as_we_write_it_is_taken_as_it_is(day: dt.date):
    assert dates.day(day.isoformat()) == day
    assert check_date(day.isoformat(), "") == real_date(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize("text", OTHER_FORMS)
def test_no_other_form_is_a_day_wherever_one_is_read(text):
    for read in (
        dates.day,
        lambda value: check_date(value, ""),
        lambda value: Assessment.from_json({"as_of": value, "created": "2018-05-18"}),
        lambda value: Assessment.from_json({"as_of": "2018-05-18", "created": value}),
        lambda value: apply(Assessment("2018-05-18", "2018-05-18"), ("as_of",), value),
    ):
        with pytest.raises(ValueError):
            read(text)
    with pytest.raises(AnswerError) as error:
        check_day(text)
    assert error.value.code == "not-a-date"
    if text:
        with pytest.raises(ValueError, match=r"intended"):
            Intention.from_json({"due": text})
        with pytest.raises((ValueError, TypeError)):
            real_date(text)


@pytest.mark.parametrize("text", [text for text in OTHER_FORMS if isinstance(text, str) and text])
def test_no_other_form_is_the_day_of_a_measure(text):
    with pytest.raises(AnswerError):
        check_response(Response("measure", measure="Fence", due=text))


@pytest.mark.parametrize("text", NOT_EVEN_IN_PART)
def test_an_answer_may_be_a_month_or_a_year_and_has_no_other_form_either(text):
    question = Question(id="s.day", type="date", text="Day", not_applicable=False)
    if isinstance(text, str):
        with pytest.raises(ValueError, match=r"a date is a year|range|must be in"):
            check_partial_date(text)
    with pytest.raises(AnswerError):
        read_value(question, text)


@pytest.mark.parametrize("text", ["yesterday", "2018-05-18", "2018-05-18T09:30Z", "2018-05-18T09:30:00", "2018-05-18T09:30:00+00:00", "2018-W20-5T09:30:00Z", "2018-05-18T25:00:00Z"])  # fmt: skip
def test_an_instant_has_one_form(text):
    with pytest.raises(ValueError, match=r"instant|hour"):
        dates.instant(text)
    assert dates.instant("2018-05-18T09:30:00Z") == dt.datetime(2018, 5, 18, 9, 30, tzinfo=dt.UTC)
