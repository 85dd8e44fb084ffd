"""What reading somebody's PDF may cost: all its streams together, and not each alone."""

from __future__ import annotations

import pytest
from support.hostile_pdf import pdf_of_object_streams

from dpia.errors import UserError
from dpia.report import embedded


def names(data: bytes) -> list[str]:
    with embedded.bounded_reader(data, "x.pdf") as reader:
        return [item.name for item in reader.attachment_list]


def test_streams_that_inflate_within_measure_together_are_read():
    assert names(pdf_of_object_streams(4, 20_000)) == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_streams_that_each_inflate_within_measure_are_bounded_together(monkeypatch):
    monkeypatch.setattr(embedded, "_LARGEST_SUM", 50_000)
    with pytest.raises(UserError, match="inflate beyond measure") as error:
        names(pdf_of_object_streams(4, 20_000))
    assert error.value.code == "pdf"


def test_the_library_inflates_as_before_afterwards(monkeypatch):
    from pypdf import filters

    before = filters.decompress
    monkeypatch.setattr(embedded, "_LARGEST_SUM", 1)
    with pytest.raises(UserError):
        names(pdf_of_object_streams(1, 20_000))
    assert filters.decompress is before


def test_the_measure_holds_a_long_report_and_no_more_than_two_assessments():
    assert embedded._LARGEST_STREAM < embedded._LARGEST_SUM < 2 * embedded._LARGEST_STREAM
