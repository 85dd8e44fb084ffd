"""Alternatives, power, risks and what-if below the screens: what follows from the answers, and no more than that."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from support.toy import toy_pack

from dpia.assessment.answers import Edit
from dpia.assessment.model import UNKNOWN, Answer, Intention, Row, given
from dpia.assessment.partial import PartialList
from dpia.content.names import (
    AGAINST,
    CHOSEN,
    DUE,
    EVENT,
    GROUND,
    GROUPS,
    LADDER,
    LIKELIHOOD,
    MEASURE,
    MEASURES,
    OWNER,
    REACHES,
    REFUSAL_COST,
    RISKS,
    RUNG,
    SEVERITY,
)
from dpia.content.pack import Pack
from dpia.create import copy_example
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.session import Session
from dpia.tui.ladder import EFFECT, ComparedWay, LadderGrid, TurnedLadder, bar, compared
from dpia.tui.power import PowerGrid
from dpia.tui.reasoning import screen_of_section, screens_of
from dpia.tui.risk_board import ENTRY, MeasureGrid, RiskGrid
from dpia.tui.view_model import Item, ViewModel
from dpia.tui.what_if import WhatIf
from dpia.wording.changes import change_words


def way(row: str, kind: str, **cells: Any) -> Row:
    made: dict[str, Answer] = {RUNG: given(kind)}
    for name, value in cells.items():
        made[name.replace("_", "-")] = value if isinstance(value, Answer) else given(value)
    return Row(row, made)


def model_of(pack: Pack, **answers: Any) -> ViewModel:
    session = Session.create(pack, None, as_of="2026-11-29")
    session.apply([Edit(name, value if isinstance(value, Answer) else given(value)) for name, value in answers.items()])
    return ViewModel(session, Translator())


@pytest.fixture
def ladder(real_pack: Pack) -> LadderGrid:
    """Five ways; the chosen one is the most intrusive."""
    rows = (
        way("c", "central-bio", reaches="as-well", intrusion="high", chosen=True),
        way(
            "b", "card", reaches="slower", intrusion="low", chosen=False, why_not="assertion", reason="Cards get lent."
        ),
        way("n", "nothing", reaches="fails", intrusion="none", chosen=False, why_not="none"),
        way("o", "own-token-bio", reaches="as-well", intrusion="medium", chosen=False),
        way("a", "app", reaches="partly", intrusion="medium"),
    )
    return LadderGrid(model_of(real_pack, **{LADDER: rows}))


# --- the comparison -----------------------------------------------------------------------------------------------------


def test_comparing_ways_over_every_pair_of_answers():
    reaches, degrees = (None, *EFFECT), (None, 0, 1, 2, 3)
    for one, two in product(product(reaches, degrees), repeat=2):
        first, second = compared([ComparedWay("1", "first", *one), ComparedWay("2", "second", *two)])
        for mine, other in ((first, second), (second, first)):
            if mine.beaten_by:
                assert None not in (mine.reach, mine.intrusion, other.reach, other.intrusion), (
                    "the unknown beats nothing"
                )
                assert not other.beaten_by
            if mine.least:
                assert mine.suffices
                assert mine.intrusion is not None
                rival = other.suffices is not False and (other.intrusion is None or other.intrusion < mine.intrusion)
                assert mine.undercut_by == (("first" if mine is second else "second",) if rival else ())
                assert not (other.suffices and other.intrusion is not None and other.intrusion < mine.intrusion)
        sufficing = [rung for rung in (first, second) if rung.suffices and rung.intrusion is not None]
        assert any(rung.least for rung in (first, second)) == bool(sufficing)


def test_bars_say_how_much_and_that_nobody_knows():
    assert [bar(number, 3) for number in (0, 2, 3, None)] == ["□□□", "■■□", "■■■", "???"]


def test_ways_are_ordered_by_kind_and_marked(ladder: LadderGrid):
    rungs = {rung.row: rung for rung in ladder.rungs}
    assert list(rungs) == ["n", "b", "a", "o", "c"], "from the mildest kind upwards, whatever the order of the rows"
    assert [row for row, rung in rungs.items() if rung.least] == ["b"]
    assert rungs["b"].undercut_by == ()
    assert rungs["c"].beaten_by == (rungs["o"].name,)
    assert rungs["a"].beaten_by == (rungs["b"].name, rungs["o"].name)
    assert rungs["n"].beaten_by == (), "nothing else intrudes as little"
    assert ladder.cell("b", "").short == "✓ least, enough"
    assert ladder.cell("c", "").short == "● × dominated"
    assert ladder.cell("b", REACHES).short.startswith("■■□ ")
    turned = TurnedLadder(ladder)
    assert turned.columns() == ladder.rows()
    assert turned.cell(REACHES, "b") == ladder.cell("b", REACHES)


def test_a_mark_that_an_open_answer_could_move_says_so(ladder: LadderGrid):
    ladder.set("n", REACHES, UNKNOWN)
    milder = next(rung for rung in ladder.rungs if rung.row == "b")
    assert milder.undercut_by == ("Do nothing",)
    assert ladder.cell("b", "").short == "✓ least so far"
    assert "Do nothing" in ladder.cell("b", "").full
    assert "not known" in ladder.composed()
    assert "? open" in ladder.cell("n", "").short


def test_the_text_says_what_the_answers_say(ladder: LadderGrid):
    text = ladder.composed()
    assert text == ladder.composed(), "the same answers, the same text"
    assert text.startswith("5 ways were looked at.\n- Do nothing: reaches the purpose: No; intrusion: Not at all.")
    assert "Not chosen: Cards get lent (backed by: A statement only)." in text
    assert "what backs that: No reason given. No reason is written down." in text
    assert "App or phone: reaches the purpose: Partly; intrusion: Somewhat. Chosen: not answered." in text, (
        "which is no no"
    )
    assert (
        "“Card or badge” reaches the purpose and intrudes less than what is chosen: “Body code stored centrally”"
        in text
    )
    ladder.set("c", CHOSEN, given(False))
    assert "No way is marked as chosen." in ladder.composed()
    ladder.set("b", CHOSEN, given(True))
    assert "none intrudes less than what is chosen" in ladder.composed()
    ladder.set("b", REACHES, given("fails"))
    assert "“Card or badge” does not fully reach the purpose" in ladder.composed()


def test_the_text_goes_to_a_question_that_is_asked(real_pack: Pack, ladder: LadderGrid):
    model = ladder.model
    model.commit(Ref("necessity.balance"), given("reasons"))
    assert ladder.target() == Ref("necessity.balance-text")
    model.commit(Ref("processing.technology"), given(("emotion",)))
    model.commit(Ref("necessity.why-body"), given("reasoned"))
    assert ladder.target() == Ref("necessity.why-body-text")
    assert LadderGrid(model_of(real_pack, **{LADDER: given(())})).composed() == ""


# --- cells --------------------------------------------------------------------------------------------------------------


def test_keys_of_cells_answer_and_never_guess(ladder: LadderGrid):
    entries = len(ladder.model.session.document.changes)
    assert isinstance(ladder.press("b", "", "1"), str), "what follows is not answered"
    assert ladder.place("b", "") == Ref(LADDER, "b", REACHES), "but leads to what it rests on"
    assert isinstance(ladder.press("b", "claims-fact", "1"), str), "nor what is not asked"
    assert ladder.press("b", REACHES, "9") is None
    assert ladder.press("b", REACHES, "q") is None
    assert len(ladder.model.session.document.changes) == entries
    assert ladder.press("b", REACHES, "1").saved
    assert ladder.answer("b", REACHES) == given("as-well")
    ladder.press("b", REACHES, "?")
    assert ladder.answer("b", REACHES) == UNKNOWN
    ladder.press("b", REACHES, ".")
    assert ladder.answer("b", REACHES) is None
    assert [key for key, _ in ladder.keys_of("b", REACHES)][:4] == ["1", "2", "3", "4"]


def groups(**cells: Any) -> Row:
    return Row(
        "g",
        {
            "name": given("Pupils"),
            "joins": given("stored"),
            **{k.replace("_", "-"): given(v) for k, v in cells.items()},
        },
    )


def test_marks_of_lists_speak_of_one_item_only(real_pack: Pack):
    grid = PowerGrid(model_of(real_pack, **{GROUPS: (groups(),)}))
    grid.press("g", REFUSAL_COST, "2")
    assert grid.answer("g", REFUSAL_COST) == given(PartialList(("fee",))), "of the others nobody said no"
    assert grid.cell("g", REFUSAL_COST).short == "They pay more ·8"
    grid.press("g", REFUSAL_COST, "_")
    assert grid.answer("g", REFUSAL_COST) == given(("fee",))
    grid.press("g", REFUSAL_COST, "2")
    assert grid.answer("g", REFUSAL_COST) == given(())
    grid.press("g", REFUSAL_COST, "0")
    assert grid.answer("g", REFUSAL_COST) == given(())


# --- power --------------------------------------------------------------------------------------------------------------


def test_consent_is_answered_anew_with_each_cell(real_pack: Pack, path, clock):
    example = real_pack.example("skelleftea")
    assert example is not None
    session = copy_example(real_pack, example, path, clock=clock)
    model = ViewModel(session, Translator())
    grid = PowerGrid(model)
    (row, name), *_ = grid.rows()
    assert grid.consent_words(row) == f"{name}: consent is relied on."
    standing = grid.of_group(row, grid.consent_rules)
    assert standing[0].finding.blocks
    assert standing[0].finding.citations
    assert standing[0].because[0] in {ref for ref in standing[0].because if ref.row == row}, "of this group first"
    assert all(ref.question != GROUPS or ref.row == row for ref in standing[0].because)
    before = [one.finding.id for one in standing]
    ground = grid.answer(row, GROUND)
    special = grid.answer(row, "special-ground")
    assert ground is not None
    grid.set(row, GROUND, given(("public-task",)))
    grid.set(row, "special-ground", given(("public-interest",)))
    assert grid.consent_words(row) == f"{name}: consent is not relied on."
    assert grid.of_group(row, grid.consent_rules) == []
    model.undo()
    model.undo()
    assert (grid.answer(row, GROUND), grid.answer(row, "special-ground")) == (ground, special)
    assert [one.finding.id for one in grid.of_group(row, grid.consent_rules)] == before
    session.close()


def test_nothing_found_is_no_more_than_that(real_pack: Pack):
    grid = PowerGrid(model_of(real_pack, **{GROUPS: (groups(),)}))
    assert grid.consent_words("g") == "Pupils: whether consent is relied on is open."
    nowhere = PowerGrid(model_of(real_pack, **{GROUPS: (groups(ground=("contract",)),)}))
    assert nowhere.consent_words("g").startswith("Pupils: ")
    assert grid.nothing_words() != ""


# --- risks --------------------------------------------------------------------------------------------------------------


def test_risks_of_the_register_and_of_the_catalogue_in_one_list(real_pack: Pack):
    grid = RiskGrid(model_of(real_pack))
    waiting = len(grid.waiting())
    assert waiting == len(real_pack.content.risks) == len(grid.rows())
    entry = grid.waiting()[0]
    line = f"{ENTRY}{entry.id}"
    assert isinstance(grid.press(line, LIKELIHOOD, "4"), str), "it has to be taken up first"
    assert grid.take_up(entry).saved
    (row, name), *rest = grid.rows()
    assert name == f"R1 {entry.title}"
    assert line not in dict(rest)
    assert grid.answer(row, EVENT) == given(entry.id)
    assert grid.press(row, LIKELIHOOD, "4").saved
    before, after = grid.maps()
    assert before.unplaced == after.unplaced == ("R1",), "half a rating has no place"
    grid.press(row, SEVERITY, "3")
    before, after = grid.maps()
    assert before.grid[0][2].risks == ("R1",), "certain above, serious third from the left"
    assert sum(len(field.risks) for line_ in before.grid for field in line_) == 1
    assert after.unplaced == ("R1",)
    assert [len(line_) for line_ in before.grid] == [4, 4, 4, 4]
    grid.press(row, SEVERITY, "?")
    assert grid.maps()[0].unplaced == ("R1",), "nor has an unknown one"


def test_measures_stand_beside_the_risks_that_they_lower(real_pack: Pack):
    model = model_of(real_pack)
    risks, measures = RiskGrid(model), MeasureGrid(model)
    entry = measures.fitting()[0]
    for event in (entry.against[0], next(one.id for one in real_pack.content.risks if one.id not in entry.against)):
        risks.add({EVENT: given(event)})
    first, second = (row for row, _ in risks.rows()[:2])
    assert measures.lowered_by(entry) == [first]
    assert measures.take_up(entry).saved
    (measure, _), *_ = measures.rows()
    assert measures.answer(measure, MEASURE) == given(entry.text)
    assert measures.answer(measure, AGAINST) == given(PartialList((first,))), "of the other risk it says nothing"
    assert measures.cell(measure, AGAINST).short == "R1"
    assert risks.measures_against(first) == [f"{entry.text} (no owner, no date)"]
    assert risks.measures_against(second) == []
    measures.set(measure, OWNER, given("Ada"))
    measures.set(measure, DUE, given("2027-03-01"))
    assert risks.measures_against(first) == [f"{entry.text} (Ada, 1 March 2027)"]
    assert measures.about.startswith("0 ")
    assert model.session.assessment.rows(MEASURES)[0].id == measure
    assert model.session.assessment.rows(RISKS)


# --- what if ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def example(real_pack: Pack, path, clock) -> ViewModel:
    found = real_pack.example("skelleftea")
    assert found is not None
    return ViewModel(copy_example(real_pack, found, path, clock=clock), Translator())


def test_what_is_tried_stays_off_the_file_until_it_is_kept(example: ViewModel):
    before, entries = example.session.assessment, len(example.session.document.changes)
    trying = WhatIf(example)
    assert [flip.ref for flip in trying.flips] == []
    assert trying.moves().items == ()
    assert not trying.keep().saved
    technology = Ref("processing.technology")
    trying.flip(technology, given(("log-only",)))
    trying.flip(Ref("necessity.balance"), given("thin"))
    assert [flip.ref for flip in trying.flips] == [technology, Ref("necessity.balance")]
    counted = trying.blockers()
    assert counted.after < counted.before == sum(finding.blocks for finding in example.evaluation.findings)
    assert trying.open().after > trying.open().before, "what became open is said"
    assert trying.hidden()
    marks = {item.mark for item in trying.moves().items}
    assert {"gone", "changed"} <= marks
    assert example.session.assessment is before
    assert len(example.session.document.changes) == entries
    then = trying.after
    assert trying.keep().saved
    assert len({change.group for change in example.session.document.changes[entries:]}) == 1, "one action"
    assert example.echo is not None
    assert set(example.echo.refs) == {technology, Ref("necessity.balance")}, "each is echoed"
    assert [finding.id for finding in example.evaluation.findings] == [finding.id for finding in then.findings]
    assert example.evaluation.outcome == then.outcome
    example.undo()
    assert example.session.assessment == before


def test_a_flip_that_is_the_answer_again_is_none(example: ViewModel):
    trying = WhatIf(example)
    ref = Ref("necessity.balance")
    trying.flip(ref, given("reasons"))
    assert trying.undo()
    assert [flip.ref for flip in trying.flips] == []
    assert trying.redo()
    assert [flip.ref for flip in trying.flips] == [ref]
    trying.take_back(ref)
    assert [flip.ref for flip in trying.flips] == []
    assert [trying.undo() for _ in range(3)] == [True, True, False], "what the file has stays on the copy"


def test_everything_asked_can_be_tried_what_moves_the_outcome_first(example: ViewModel):
    trying = WhatIf(example)
    at_hand = Ref("necessity.balance-text")
    refs = trying.choices(Ref("start.title"))
    stops = [one for one in example.evaluation.findings if one.blocks and one.kind == "unlawful"]
    carry = {ref for one in stops for ref in example.rests_on(one)}
    assert refs[0] in carry
    assert example.spec(refs[0]).design
    assert refs.index(Ref("start.title")) > len(carry), "the question at hand decides nothing"
    at = next(ref for ref in refs[3:] if ref in carry and example.spec(ref).design)
    ahead = refs[: trying.choices(at).index(at)]
    assert len(ahead) <= refs.index(at), "one that decides does not fall behind for being at hand"
    design = [bool(example.spec(ref).design) for ref in refs if ref not in carry]
    assert design == sorted(design, reverse=True)
    assert len(refs) == len(set(refs)) > 100
    assert at_hand not in refs or example.asked(Item(at_hand))
    assert all(example.spec(ref).type != "table" for ref in refs)


def test_a_plan_stays_a_plan_when_it_is_tried_and_kept(real_pack: Pack):
    model = model_of(real_pack)
    ref = Ref("necessity.narrowed")
    model.commit(ref, given(("place",)))
    model.plan(ref, Intention("Ada", "2027-03-01"))
    trying = WhatIf(model)
    trying.flip(ref, given(("place", "time")))
    assert trying.keep().saved
    answer = model.session.assessment.answers[ref.question]
    assert answer.intended == Intention("Ada", "2027-03-01")


def test_what_cannot_be_kept_stays_on_the_copy(real_pack: Pack, example: ViewModel):
    trying = WhatIf(example)
    trying.flip(Ref("necessity.balance"), given("reasons"))
    example.session.read_only = True
    assert trying.keep().error
    assert [flip.ref for flip in trying.flips] == [Ref("necessity.balance")]


# --- which screens there are ----------------------------------------------------------------------------------------------


def test_screens_follow_the_content(real_pack: Pack):
    assert [one.name for one in screens_of(real_pack)] == ["ladder", "power", "risks"]
    assert screens_of(toy_pack()) == ()
    found = {section.id: screen_of_section(real_pack, section.id) for section in real_pack.sections}
    assert {section: one.name for section, one in found.items() if one is not None} == {
        "necessity": "ladder",
        "alternatives": "ladder",
        "power": "power",
        "risks": "risks",
    }


def test_a_row_that_nobody_named_has_a_number_and_never_shows_its_id(real_pack: Pack):
    for table in (one for one in real_pack.questions.values() if one.type == "table"):
        words = model_of(real_pack, **{table.id: (Row("x-1", {}), Row("x-2", {}))}).words
        assert words.row(table.id, "x-2") == f"{words.tr.content(table.row_noun)} 2"
        assert "x-2" not in words.ref(Ref(table.id, "x-2", table.columns[0].id))
    model = model_of(real_pack)
    model.session.add_row(GROUPS)
    assert model.do(lambda: model.session.add_row(GROUPS), Ref(GROUPS)).saved
    assert "added: group 2" in change_words(model.session.document.changes[-1], model.words)
    model.undo()
    assert "group-2" not in change_words(model.session.document.changes[-1], model.words)
    risk = Row("x-1", {"event": given("loss")})
    assert model_of(real_pack, **{RISKS: (risk,)}).words.row(RISKS, "x-1") == "Loss of data", "then by its event"
