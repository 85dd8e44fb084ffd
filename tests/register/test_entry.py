"""How far an assessment is, as the register says it: what stands in the record, and no more."""

from __future__ import annotations

import pytest

from dpia.register.entry import RegisterEntry


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (RegisterEntry(), "draft"),
        (RegisterEntry(decision="Start"), "not-signed"),
        (RegisterEntry(decision="Start", life="decided"), "decided"),
        (RegisterEntry(life="under-review"), "under-review"),
        (RegisterEntry(life="in-force", holds=1, holds_as="in-force", signed_review="2026-01-01"), "due-for-review"),
        (RegisterEntry(life="withdrawn", review="2026-01-01"), "withdrawn"),
    ],
)
def test_a_decision_that_nobody_signed_is_none_and_what_has_ended_is_not_due(entry, status):
    assert entry.status("2026-11-29") == status
