"""What would change it, over every deployment: only answers that design can change, and nothing of the rule is left in the way.

The kind: facts of the world (ages, seat, what has happened, what the law says), options that no design chooses, and instruments of another
law are never proposed; no set leaves a blocker or a major of its rule, or brings up another rule by which the design is indefensible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest
from support.controls import check
from support.deployments import evaluated, everywhere
from support.reports import once, shared_folder

from dpia.assessment.model import Answer
from dpia.content.loader import load_pack
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine import counterfactual
from dpia.engine.counterfactual import WouldChange, all_changes, would_change
from dpia.engine.design import ChangedAnswer, Edits, alternatives, with_changes
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate
from dpia.engine.findings import Finding
from dpia.engine.lifting import MAX_CHANGES, MAX_EVALUATIONS, Search

FACTS = [
    "start.body-type",
    "start.activity",
    "start.public-task",
    "start.police-work",
    "start.people-in",
    "start.based-in",
    "start.stage",
    "start.begin-date",
    "start.arguments",
    "start.existing-assessment",
    "start.existing-before-start",
    "start.existing-gaps",
    "start.changed-since",
    "start.reassessed",
    "processing.venue",
    "processing.scale",
    "processing.stored-people",
    "processing.all-people",
    "processing.passages-day",
    "processing.new-technology",
    "processing.groups.role",
    "processing.groups.ages",
    "processing.groups.number",
    "processing.groups.depends-for",
    "processing.groups.can-avoid",
    "processing.groups.free-proof",
    "processing.groups.law-says",
    "processing.groups.law-kind",
    "processing.groups.agreement",
    "processing.groups.can-judge",
    "processing.items.kind",
    "processing.items.needed",
    "processing.zones.place",
    "processing.zones.access",
    "processing.zones.incidents",
    "processing.zones.milder-tried",
    "processing.parties.role",
    "purpose.purposes.aim",
    "purpose.purposes.use",
    "purpose.needs.incidents",
    "purpose.check-today",
    "purpose.check-means",
    "purpose.reconsent",
    "necessity.effect-evidence",
    "necessity.why-body",
    "alternatives.ladder.reaches",
    "alternatives.ladder.why-not",
    "alternatives.ladder.rung",
    "basis.ground-changed",
    "basis.permit",
    "basis.offence-ground",
    "basis.case-kind",
    "basis.covers-everyone",
    "safeguards.deletion-refused",
    "safeguards.incident",
    "safeguards.false-matches",
    "safeguards.transfers.leaves",
    "safeguards.sent-abroad-year",
    "risks.register.level-after",
    "risks.register.severity",
    "consulted.authority",
    "consulted.talks.followed",
    "decision.outcome",
]
"""Facts of the world, what the law says, what others decide, and proof that has to exist: no design changes them."""


NAMES = tuple(everywhere(load_pack()))


@dataclass(frozen=True)
class Found:
    """What was found for one deployment."""

    name: str
    evaluation: Evaluation
    changes: tuple[WouldChange, ...]
    searched: tuple[tuple[int, int], ...]
    """Of each search for sets the evaluations spent by then, with those of the search before it; and its budget."""


@pytest.fixture(scope="module")
def look(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Found]:
    """What is found for a deployment: the search takes long, so the workers of a run share what one of them found."""
    folder = shared_folder(tmp_path_factory) / "what-would-change"
    folder.mkdir(exist_ok=True)

    @cache
    def found(name: str) -> Found:
        evaluation = evaluated(pack, name)

        def search() -> tuple[tuple[WouldChange, ...], tuple[tuple[int, int], ...]]:
            Watched.searched = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(counterfactual, "Search", Watched)
                return tuple(all_changes(evaluation)), tuple(Watched.searched)

        return Found(name, evaluation, *once(folder / f"{Path(name).parent.name}-{Path(name).name}.pickle", search))

    return found


@pytest.fixture
def one(look: Callable[[str], Found], name: str) -> Found:
    return look(name)


class Watched(Search):
    """A search that says what it spent."""

    searched: ClassVar[list[tuple[int, int]]] = []

    def sets(self, findings: Iterable[Finding]) -> dict[str, list[Edits]]:
        found = super().sets(findings)
        self.searched.append((self.spent, self.budget))
        return found


def field(pack: Pack, edit: ChangedAnswer) -> Question | Column:
    ref = edit.ref
    return pack.questions[ref.question] if ref.column is None else pack.columns[ref.question, ref.column]


def options(answer: Answer | None) -> set[str]:
    if answer is None or not answer.given:
        return set()
    return {str(one) for one in answer.value} if isinstance(answer.value, tuple) else {str(answer.value)}


def proposed(one: Found) -> Iterator[tuple[WouldChange, ChangedAnswer]]:
    return ((change, edit) for change in one.changes for edit in change.edits)


@pytest.mark.parametrize("name", NAMES)
def test_only_what_a_design_can_change_is_proposed(one, pack):
    no_ground_is_invented_and_no_feature_swapped(one)
    only_answers_and_options_that_a_design_can_choose_under_that_law(one, pack)


def no_ground_is_invented_and_no_feature_swapped(one: Found) -> None:
    """No design takes a ground that is not there, lets somebody else consent, or reads a finger where a crowd is meant."""
    for change, edit in proposed(one):
        place = edit.ref.column or edit.ref.question
        assert place not in ("consent-by", "processing.modality", "processing.record-source"), change.finding
        if place in ("ground", "special-ground"):
            assert options(edit.after) < options(edit.before), change.finding


def only_answers_and_options_that_a_design_can_choose_under_that_law(one: Found, pack: Pack) -> None:
    for change, edit in proposed(one):
        asked = field(pack, edit)
        assert asked.design, (change.finding, edit.ref)
        rule = change.finding.partition("/")[0] if change.finding else None
        line = pack.regime_line(pack.rules[rule].regime) if rule else tuple(pack.regimes)
        by_id = {option.id: option for option in asked.options}
        moved = options(edit.after) ^ options(edit.before) if asked.type == "choices" else options(edit.after)
        for option in (by_id[name] for name in moved if name in by_id):
            where = (change.finding, edit.ref, option.id)
            assert option.design, where
            assert not option.regimes or set(option.regimes) & set(line), where
            assert not option.design_from or options(edit.before) & set(option.design_from), where


@pytest.mark.parametrize("place", FACTS)
def test_facts_of_the_world_are_not_design(pack, place):
    question, _, column = place.rpartition(".")
    asked = pack.questions[place] if place in pack.questions else pack.columns[question, column]
    assert not asked.design


def weighing(evaluation: Evaluation, rule: str) -> list[str]:
    return [one.id for one in evaluation.findings if one.rule.id == rule and one.severity in ("blocker", "major")]


def unlawful(evaluation: Evaluation) -> set[str]:
    return {one.rule.id for one in evaluation.findings if one.blocks and one.kind == "unlawful"}


def after(one: Found, edits: Iterable[ChangedAnswer]) -> Evaluation:
    """Judged from the beginning, as the search does not."""
    return evaluate(one.evaluation.pack, with_changes(one.evaluation.assessment, tuple(edits)))


@pytest.mark.parametrize("name", NAMES)
def test_a_set_leaves_its_rule_without_blocker_and_without_major_and_no_part_of_it_would_do(one):
    for change in one.changes:
        if change.finding is None or not change.edits:
            continue
        assert len(change.edits) <= MAX_CHANGES
        then, rule = after(one, change.edits), change.finding.partition("/")[0]
        assert weighing(then, rule) == [], change
        assert unlawful(then) <= unlawful(one.evaluation), change
        assert then.outcome == change.outcome_then
        assert not (change.proven_smallest and len(change.edits) > 1)
        for edit in change.edits if len(change.edits) > 1 else ():
            part = after(one, (other for other in change.edits if other is not edit))
            assert weighing(part, rule) or not unlawful(part) <= unlawful(one.evaluation), change


@pytest.mark.parametrize("name", NAMES)
def test_the_combined_set_makes_the_outcome_better_and_holds_nothing_that_it_does_not_need(one):
    order = OUTCOME_ORDER.index
    combined = [change for change in one.changes if change.finding is None]
    assert len(combined) == bool(one.changes)
    for change in combined:
        assert not change.proven_smallest
        if not change.edits:
            assert change.outcome_then is None
            continue
        then = after(one, change.edits)
        assert then.outcome == change.outcome_then
        assert order(then.outcome) > order(one.evaluation.outcome)
        for edit in change.edits:
            less = after(one, (other for other in change.edits if other is not edit))
            assert order(less.outcome) < order(then.outcome), edit


@pytest.mark.parametrize("name", NAMES)
def test_the_search_keeps_to_its_evaluations(one):
    spent, budget = one.searched[0]
    assert spent <= budget <= MAX_EVALUATIONS


@pytest.mark.parametrize("name", NAMES[:12])
def test_the_same_answers_give_the_same_sets(one):
    assert tuple(all_changes(one.evaluation)) == one.changes


def test_there_is_something_to_look_at(look):
    found = [look(name) for name in NAMES]
    blocked = [one for one in found if any(finding.blocks for finding in one.evaluation.findings)]
    assert len(blocked) > 20
    assert sum(1 for one in found for _ in proposed(one)) > 150
    assert sum(bool(one.changes[-1].edits) for one in blocked) > 8, "combined sets"
    assert all(one.changes == () for one in found if one not in blocked)


EXPORT = {
    "start.people-in": ["sweden", "china"], "start.based-in": ["sweden", "china"],
    "safeguards.transfers": [
        {"id": "out", "to": "Group, Dublin", "data": "body", "route": "none", "leaves": ["china"], "body-needed": True, "foreign-request": False},
        {"id": "us", "to": "Supplier, Ohio", "data": "body", "route": "none", "leaves": ["eu"], "body-needed": True, "foreign-request": False},
    ],
    "safeguards.sent-abroad-year": 40,
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "row", "instruments"),
    [
        ("CN-R37", "out", {"cn-contract", "cn-certificate"}),
        ("RP-37c", "us", {"clauses", "binding-rules"}),
    ],
)
def test_each_law_has_its_own_instruments(pack, rule, row, instruments):
    """An instrument of the EU never cures a Chinese export, and the other way round."""
    evaluation = check(pack, EXPORT)
    finding = next(one for one in evaluation.findings if one.rule.id == rule and one.severity == "blocker")
    route = pack.columns["safeguards.transfers", "route"]
    before = evaluation.assessment.answer("safeguards.transfers", row, "route")
    line = pack.regime_line(finding.regime)
    assert {str(answer.value) for answer in alternatives(route, before, line)} == instruments
    for change in would_change(evaluation, finding):
        for edit in change.edits:
            if edit.ref.column == "route":
                assert edit.after.value in instruments


def test_it_is_honest_where_no_design_lifts_it(pack):
    """A running system without an assessment: what has happened cannot be designed away."""
    evaluation = check(pack, {"start.stage": "live", "start.existing-assessment": "none"})
    finding = next(one for one in evaluation.findings if one.id == "RP-23/started-without")
    assert [change.edits for change in would_change(evaluation, finding)] == [()]
