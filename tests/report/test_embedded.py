"""What reading somebody's PDF may cost: all its streams together, and not each alone."""

from __future__ import annotations

import io
import logging
import zlib

import pytest
from support.hostile_pdf import pdf_of_object_streams, pdf_with

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


def test_objects_that_are_read_again_and_again_are_bounded():
    """By the bytes that there are: an honest file never comes near, whatever its size."""
    from pypdf.generic import _data_structures

    before, done = _data_structures.read_object, 0

    def again_and_again() -> None:
        nonlocal done
        for done in range(3_000):  # noqa: B007 - how far it came
            _data_structures.read_object(io.BytesIO(b"1 "), None)

    with embedded._bounded(3_000, 100), pytest.raises(embedded._BeyondMeasure):
        again_and_again()
    assert 2_000 <= done < 2_100
    assert _data_structures.read_object is before


def test_no_other_catalog_is_looked_for_in_a_broken_file():
    data = pdf_with(["a.dpia.json"], zlib.compress(b"{}"))
    assert names(data) == ["a.dpia.json"]
    with pytest.raises(UserError, match="recovery"):
        names(data.replace(b"/Root 1 0 R", b"/Root 3 0 R"))


def test_the_library_says_nothing_and_speaks_afterwards(caplog):
    with pytest.raises(UserError):
        names(b"%PDF-1.7 nothing")
    assert caplog.records == []
    assert logging.getLogger("pypdf._reader").isEnabledFor(logging.WARNING)
