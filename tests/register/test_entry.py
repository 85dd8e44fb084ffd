"""How far an assessment is, as the register says it: what stands in the record, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpia.i18n import Translator
from dpia.register.entry import RegisterEntry
from dpia.register.filters import Filter, chosen
from dpia.register.phrases import signed_words
from dpia.register.places import RegisterLine


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (RegisterEntry(), "draft"),
        (RegisterEntry(decision="Start"), "not-signed"),
        (RegisterEntry(decision="Start", life="decided"), "decided"),
        (RegisterEntry(life="under-review"), "under-review"),
        (RegisterEntry(life="in-force", holds=1, holds_as="in-force", signed_review="2026-01-01"), "due-for-review"),
        (RegisterEntry(decision="Start", redacted=True), "left-out"),
        (RegisterEntry(life="withdrawn", review="2026-01-01"), "withdrawn"),
    ],
)
def test_a_decision_that_nobody_signed_is_none_and_what_has_ended_is_not_due(entry, status):
    assert entry.status("2026-11-29") == status


def test_a_redacted_copy_is_neither_signed_nor_unsigned():
    """Who signed was left out of it, so it is found under neither."""
    copy, draft = RegisterEntry(redacted=True), RegisterEntry()
    assert signed_words(copy, Translator()) == "signatures left out"
    assert signed_words(draft, Translator()) == "not signed"
    lines = [RegisterLine(Path("c"), "copy", copy), RegisterLine(Path("d"), "draft", draft)]
    found = {
        wanted: [one.name for one in chosen(lines, Filter(signed=wanted), "2026-11-29")] for wanted in (True, False)
    }
    assert found == {True: [], False: ["draft"]}
