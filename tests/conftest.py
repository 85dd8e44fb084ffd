"""Shared by all tests: a fixed clock, and the toy pack."""

from __future__ import annotations

import datetime as dt

import pytest


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def toy():
    from support.toy import toy_pack

    return toy_pack()
