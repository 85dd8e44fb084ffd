"""A search for people on a list is no verification: nobody who is listed, or passes the search, is offered another way of being verified."""

from __future__ import annotations

import itertools
import re

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.i18n import Translator
from dpia.wording import Words

DAY = "2026-11-28"
ANOTHER_WAY = re.compile(
    r"other way\b|another way|equal way|only way|only lane|convenient way|convenient method|manual lane|staffed"
    r"|who decline|own card|\bkiosk\b",
    re.IGNORECASE,
)
"""What is offered to people who present themselves. A thief on a list is offered none of it."""


def search(pack, country: str, **changes: object) -> Evaluation:
    """A shop that compares whoever comes by with a list of thieves; nobody is let in or served by it."""
    group = {"ages": ["adult"], "number": 500, "other-way": [], "ground": changes.pop("ground", ["legitimate-interest"]), "law-says": "none",
             "refusal-cost": ["access-lost"], "can-avoid": False, "special-ground": [], "depends-for": []}  # fmt: skip
    listed = {"id": "listed", "name": "Thieves", "role": changes.pop("role", "listed"), "joins": "stored"}
    answers = {
        "start.people-in": [country], "start.based-in": [country], "start.body-type": "company", "start.activity": "shop", "start.stage": "planned",
        "start.public-task": "neither", "start.police-work": "no", "processing.technology": ["identify"], "processing.modality": ["face"],
        "processing.venue": "shop", "processing.lists": ["offender"], "processing.announced": "hidden", "processing.reach": "passers-by",
        "processing.trigger": "automatic", "processing.others-handling": "compared", "processing.template-location": "cloud",
        "processing.key-holder": "operator", "processing.stored-people": 3000, "processing.scale": "open", "basis.storage-exception": "none",
        "processing.groups": [listed | group, {"id": "shoppers", "name": "Shoppers", "role": "customer", "joins": "compared"} | group],
        "purpose.purposes": [{"id": "main", "text": "Stop theft", "rank": "main", "use": changes.pop("use", "public-safety"), "aim": "property"}],
        "alternatives.ladder": [{"id": "staff", "rung": "staff", "reaches": "slower", "chosen": False, "why-not": "none"}],
    }  # fmt: skip
    return evaluate(pack, assessment_from_plain(pack, DAY, answers | changes))


def offers(pack, evaluation: Evaluation) -> list[str]:
    """The remedies and titles of what is found, on any row, that speak of another way."""
    words = Words(pack, evaluation.assessment, Translator("en"))
    said = [
        (finding.id, text)
        for finding in evaluation.findings
        for text in (words.title(finding), *words.remedies(finding))
        if finding.severity != "ok"
    ]
    return [f"{name}: {text}" for name, text in said if ANOTHER_WAY.search(text)]


USES = ("public-safety", "monitoring", "marketing")
GROUNDS: tuple[list[str], ...] = (["legitimate-interest"], ["other-law"], ["public-task"], [])


@pytest.mark.parametrize("country", ["china", "sweden"])
@pytest.mark.parametrize("role", ["listed", "customer"])
def test_nobody_on_a_list_is_offered_another_way(pack, country, role):
    for use, ground in itertools.product(USES, GROUNDS):
        evaluation = search(pack, country, role=role, use=use, ground=ground)
        assert offers(pack, evaluation) == [], (use, ground)
        cited = {(f.id, c.authority.id) for f in evaluation.findings for c in f.citations if c.role == "supports"}
        assert not {one for one in cited if one[1] in ("frt-measures-2025-art-10", "frt-measures-2025-art-12")}, (
            use,
            ground,
        )


def test_the_search_stays_what_it_is_in_china(pack):
    found = {finding.rule.id: finding for finding in search(pack, "china", use="monitoring").findings}
    assert {"CN-R01", "CN-R02", "CN-R03", "CN-R05", "CN-R25"}.isdisjoint(found)
    for rule in ("CN-R08", "CN-R11", "CN-R29", "CN-R41"):  # the rules that carry such a search
        assert found[rule].severity == "blocker", rule
        assert found[rule].truth == "established", rule


def test_whoever_shows_who_they_are_is_still_offered_another_way(pack):
    """The twin: the same faces at the door, where people are let in."""
    found = {f.rule.id: f for f in search(pack, "china", role="customer", use="entry", ground=["consent"]).findings}
    assert found["CN-R01"].id == "CN-R01/sole-method"
    assert any("convenient way" in text for text in found["CN-R01"].remedies)


def test_a_row_of_listed_people_is_left_out_where_others_are_let_in(pack):
    found = {f.rule.id: f for f in search(pack, "china", use="entry").findings}
    assert found["CN-R01"].rows == ("shoppers",)
