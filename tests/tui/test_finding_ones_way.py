"""Finding one's way: numbers, search, review, what matters next, and back to the list that led there."""

from __future__ import annotations

import pytest
from support.driver import HUGE, LARGE, wizard
from support.tour import ANSWERS

from dpia.assessment.answers_file import read_edits
from dpia.assessment.model import given
from dpia.content.source import Source
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.report.components import Components
from dpia.session import Session
from dpia.tui.jumps import Line, complete, index_of, review
from dpia.tui.open_points import decide_first, listed, undecided
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.findings import FindingsScreen
from dpia.tui.screens.jump import JumpScreen
from dpia.tui.view_model import ViewModel
from dpia.tui.wayfinding import next_that_matters, waiting


@pytest.fixture
def filled(pack, path):
    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
    return path


@pytest.fixture
def model(pack):
    with Session.create(pack, None) as session:
        session.apply(read_edits(Source("x", ANSWERS), pack, session.assessment)[0])
        yield ViewModel(session, Translator())


@pytest.fixture
def half(pack):
    """What a blocker waits for is not answered."""
    with Session.create(pack, None) as session:
        answers = {name: answer for name, answer in ANSWERS.items() if name != "power.told"}
        session.apply(read_edits(Source("x", answers), pack, session.assessment)[0])
        yield ViewModel(session, Translator())


@pytest.fixture(scope="module")
def real(real_pack):
    """Search over the real content, with words of three scripts among the answers."""
    with Session.create(real_pack, None) as session:
        session.answer("start.title", given("Närvaro på Åsö gymnasium 个人信息"))
        yield index_of(ViewModel(session, Translator()))


def words(lines: list[Line]) -> list[str]:
    return [" ".join(text.plain for _, text in line.paragraphs).strip() for line in lines]


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_the_numbers_on_the_screen_are_those_of_the_report(model):
    numbers = Components(model.evaluation, Translator()).numbers
    assert numbers["people.groups"] == "Q2.1"
    for question, number in numbers.items():
        assert model.words.question(question).startswith(f"{number} ")
        view = model.view(model.items(model.place_of(Ref(question)))[0], model.place_of(Ref(question)).section)
        assert view.number.startswith(number.split(".")[0])


async def test_questions_findings_and_echoes_name_the_number(pack, filled):
    async with wizard(pack, filled, size=LARGE) as ui:
        assert "✓ Q1.1 What do you call this project?" in ui.text
        await ui.go("power.told")
        await ui.press("y", "enter")
        await ui.wait_for(lambda: "by: Q3.1 Are they told" in str(ui.walk.findings.heading.content))


# --- search -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("2.19", Ref("processing.groups")), ("Q2.19", Ref("processing.groups")), ("q1.1", Ref("start.title")),
        ("närvaro", Ref("start.title")), ("ÅSÖ", Ref("start.title")), ("aso gymnasium", Ref("start.title")),
        ("nrvro gymnsm", Ref("start.title")),
    ],
)  # fmt: skip
def test_what_is_found_first(real, query, first):
    found = real.find(query)[0].target
    assert isinstance(found, Ref)
    if query.lower().endswith("2.19"):
        assert found.column is None
        assert found.question == next(name for name, number in real_numbers(real).items() if number == "q2.19")
    else:
        assert found == first


def real_numbers(index) -> dict[str, str]:
    return {entry.target.question: entry.number for entry in index.entries if entry.number}


def test_one_search_finds_answers_findings_and_authorities(real):
    assert {entry.kind for entry in real.find("个人信息")} == {"question", "authority"}
    assert any(getattr(entry.target, "id", "") == "gdpr-9" or entry.kind == "authority" for entry in real.find("art 9"))
    assert real.find("zzzzzz") == []
    assert real.find("   ") == []
    every = real.find("e")
    assert max(sum(entry.kind == kind for entry in every) for kind in ("question", "finding", "authority")) == 40


def test_a_long_word_is_found_quickly(real):
    """The matcher tries every way to place the letters; words are therefore compared one by one, and not too long ones."""
    assert real.find("aeiouaeiouaeiouaeiouaeiou" * 4) == []
    assert isinstance(real.find("eeeeeeeeeeee"), list)


async def test_search_leads_to_a_question_and_esc_back_to_the_search(pack, filled):
    async with wizard(pack, filled) as ui:
        await ui.press("ctrl+f")
        await ui.wait_for_screen(JumpScreen)
        await ui.type("told no")
        assert "Q3.1 Are they told that they may say no?" in ui.text
        await ui.press("enter")
        await ui.wait_for(lambda: ui.app.screen is ui.walk)
        assert ui.at == Ref("power.told")
        assert "Esc back to: Search" in ui.text
        await ui.press("escape")
        await ui.wait_for_screen(JumpScreen)
        assert "told no" in ui.text
        await ui.press("escape")
        assert ui.at == Ref("power.told")
        await ui.press("ctrl+n")
        assert "back to:" not in ui.text, "whoever goes on is not led back"


async def test_a_slash_searches_where_nothing_is_typed(pack, filled):
    async with wizard(pack, filled) as ui:
        await ui.go("start.body-type")
        await ui.press("/")
        await ui.wait_for_screen(JumpScreen)
        await ui.press("escape")
        await ui.go("start.title")
        await ui.type("/")
        assert ui.app.screen is ui.walk
        assert ui.box.typed.endswith("/")


async def test_search_shows_findings_and_authorities(pack, filled):
    async with wizard(pack, filled) as ui:
        await ui.press("ctrl+f")
        await ui.type("RP-01")
        await ui.press("enter")
        await ui.wait_for_screen(FindingScreen)
        await ui.press("escape")
        await ui.wait_for_screen(JumpScreen)
        await ui.press("ctrl+u")
        await ui.type("guideline")
        assert "§ Test guideline 1" in ui.text
        await ui.press("enter")
        await ui.wait_for_text("Enter or Esc goes back")


# --- review and completeness ------------------------------------------------------------------------------------------


def test_the_review_names_all_that_is_open_unknown_and_answered(model):
    lines = review(model)
    targets = {line.target for line in lines if isinstance(line.target, Ref)}
    answered = {Ref(name) for name in model.session.assessment.answers}
    assert answered <= targets
    assert {ref for ref in model.weights if model.is_open(ref)} <= targets
    text = words(lines)
    assert any(line.startswith("Answered “unknown”") for line in text)
    assert any("RP-01/not-free" in line for line in text)


def test_the_review_begins_with_what_is_open_and_weighs(half):
    text = words(review(half))
    start = next(n for n, line in enumerate(text) if line.startswith("Not answered; it may become: Blocker"))
    assert "Q3.1 Are they told that they may say no?" in text[start + 1]
    assert "waits for it" in text[start + 1] or "wait for it" in text[start + 1]


async def test_a_line_of_the_review_leads_to_its_question_and_back(pack, filled):
    async with wizard(pack, filled) as ui:
        await ui.press("ctrl+a")
        await ui.wait_for_screen(JumpScreen)
        screen = ui.app.screen
        wanted = next(i for i, line in enumerate(screen.lines) if line.target == Ref("start.count"))
        screen.query_one("#jumps").highlighted = wanted
        await ui.press("enter")
        assert ui.at == Ref("start.count")
        await ui.press("ctrl+u")
        await ui.type("5")
        await ui.press("escape")
        await ui.wait_for_screen(JumpScreen)
        assert ui.answer("start.count") == given(5), "what was typed is settled first"
        assert ui.app.screen.at == wanted
        await ui.press("escape")


async def test_the_last_section_ends_in_the_review(pack, filled):
    async with wizard(pack, filled) as ui:
        await ui.press("ctrl+b", "ctrl+n", "ctrl+n", "ctrl+n")
        assert "4/4" in ui.text
        ui.walk.page.stand_on(ui.walk.page.stops[-1])
        await ui.press("enter")
        await ui.wait_for_screen(JumpScreen)
        assert ui.text.splitlines()[0].strip() == "Review"


def test_each_element_of_completeness_leads_to_an_answer_that_it_needs(model):
    lines = [line for line in complete(model) if line.target is not None]
    assert lines
    for line in lines:
        assert isinstance(line.target, Ref)
        model.place_of(line.target)


# --- what matters -----------------------------------------------------------------------------------------------------


def test_before_the_laws_that_govern_are_known_nothing_is_listed(pack):
    with Session.create(pack, None) as session:
        model = ViewModel(session, Translator())
        assert model.evaluation.findings
        assert listed(model.evaluation) == []
        assert len(undecided(model.evaluation)) == 3
        assert decide_first(model.evaluation) == [Ref("start.people-in")]
        assert next_that_matters(model, None) == Ref("start.people-in")
        session.answer("start.people-in", given(("sweden",)))
        assert {finding.regime for finding in listed(model.evaluation)} <= {"eu", "se"}
        assert listed(model.evaluation)


def test_open_findings_come_by_weight(real_pack):
    with Session.create(real_pack, None) as session:
        session.answer("start.people-in", given(("sweden",)))
        session.answer("start.based-in", given(("sweden",)))
        found = [one.severity for one in listed(session.evaluation) if one.truth == "open"]
        order = {"blocker": 0, "major": 1, "minor": 2, "note": 3, "ok": 4}
        assert len(set(found)) > 1
        assert found == sorted(found, key=lambda severity: order[severity])
        assert not any(one.regime == "cn" and one.truth == "open" for one in listed(session.evaluation))


def test_what_matters_next_is_what_the_gravest_open_finding_waits_for(half):
    model = half
    heavy = {ref: weight for ref, weight in model.weights.items() if model.is_open(ref)}
    first = next_that_matters(model, None)
    assert first is not None
    assert heavy[first].rank == min(weight.rank for weight in heavy.values())
    if len(heavy) > 1:
        assert next_that_matters(model, first) != first, "pressed again it goes on"


async def test_sections_count_what_weighs_and_can_be_clicked(pack, path):
    async with wizard(pack, path, new=True, size=HUGE) as ui:
        counts = waiting(ui.model)
        assert counts["start"]["blocker"] >= 1
        assert f"■{counts['start']['blocker']}" in ui.text
        row = next(n for n, line in enumerate(ui.text.splitlines()) if "2 The people" in line)
        await ui.pilot.click(offset=(6, row))
        await ui.rest()
        assert ui.walk.page.place.section == "people"


async def test_the_list_goes_to_what_a_change_moved(pack, filled):
    async with wizard(pack, filled, size=LARGE) as ui:
        await ui.go("power.told")
        await ui.press("y", "enter")
        there = {finding.id for finding in listed(ui.model.evaluation)}
        moved = next(item.finding.id for item in ui.model.moves.items if item.finding.id in there)
        await ui.wait_for(lambda: ui.walk.findings.list.highlighted_option is not None)
        assert ui.walk.findings.list.highlighted_option.id == moved


async def test_a_finding_leads_to_its_question_and_esc_back_to_it(pack, filled):
    async with wizard(pack, filled) as ui:
        await ui.press("f3")
        await ui.wait_for_screen(FindingsScreen)
        await ui.press("enter")
        await ui.wait_for_screen(FindingScreen)
        first = ui.app.screen.finding
        assert f"1 of {len(listed(ui.model.evaluation))}" in ui.text
        await ui.press("n")
        assert ui.app.screen.finding != first
        assert "2 of" in ui.text
        await ui.press("p", "p")
        assert ui.app.screen.finding == first
        assert "There is no other finding in this direction." in ui.text
        await ui.press("tab", "enter")
        await ui.wait_for(lambda: ui.app.screen is ui.walk)
        assert "Esc back to: Findings" in ui.text
        await ui.press("escape")
        await ui.wait_for_screen(FindingsScreen)


async def test_what_would_change_it_is_seen_where_it_is_found(pack, filled):
    async with wizard(pack, filled, size=(80, 24)) as ui:
        await ui.press("f3", "enter", "w")
        await ui.wait_for(lambda: "then" in str(ui.app.screen.changes))
        assert "What would change it" in ui.text
        assert "1." in ui.text
