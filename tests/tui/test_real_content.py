"""The wizard on the product's own content: every page opens, every question can be stood on, the worked example reasons."""

from __future__ import annotations

import pytest
from support.driver import LARGE, SMALL, wizard

from dpia.content.pack import Pack
from dpia.create import copy_example, create
from dpia.engine.truth import Ref
from dpia.session import Session
from dpia.tui.dialogs import TextScreen
from dpia.tui.open_points import listed, undecided
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.view_model import Place
from dpia.tui.wayfinding import next_open


@pytest.fixture
def example(real_pack: Pack, path, clock):
    found = real_pack.example("skelleftea")
    assert found is not None
    copy_example(real_pack, found, path, clock=clock).close()
    return path


async def test_every_page_of_the_worked_example(real_pack, example):
    async with wizard(real_pack, example, size=SMALL) as ui:
        entries = ui.entries
        pages = [Place(section.id) for section in real_pack.sections]
        pages += [
            Place(column.section or table.section, table.id, row.id)
            for table in real_pack.content.questions
            for row in ui.session.assessment.rows(table.id)[:1]
            for column in table.columns
        ]
        assert len(set(pages)) > 20
        for place in dict.fromkeys(pages):
            ui.walk.go(place)
            await ui.rest()
            page = ui.walk.page
            for box in page.stops:
                page.stand_on(box)
            await ui.rest()
            assert ui.text.strip(), place
        assert ui.entries == entries, "looking at everything answers nothing"


async def test_the_verdict_and_its_reasons_are_in_sight(real_pack, example):
    async with wizard(real_pack, example, size=LARGE) as ui:
        assert "Do not launch" in ui.text
        assert "as of 20 August 2019" in ui.text
        await ui.wait_for_text("■ Blocker")
        finding = ui.model.evaluation.findings[0]
        ui.app.push_screen(FindingScreen(ui.model, finding))
        await ui.wait_for_screen(FindingScreen)
        for part in ("Issue", "Rule", finding.id, "Answers it rests on"):
            assert part in ui.text, part


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_findings_open_on_the_gravest_while_it_is_not_known_which_law_governs(real_pack, example, size):
    with Session.open(real_pack, example) as session:
        session.answer("start.based-in", None)
        gravest = listed(session.evaluation)[0]
        assert undecided(session.evaluation)
        assert (gravest.severity, gravest.truth) == ("blocker", "established")
    async with wizard(real_pack, example, size=size) as ui:
        await ui.press("f3")
        listing = ui.app.screen.query_one("#findings")
        assert any(option.id is None for option in listing.options), "the words on what is not known"
        assert (listing.highlighted, listing.scroll_offset.y) == (0, 0)
        assert "Enter shows a finding in full" in ui.text
        await ui.press("down")
        assert listing.highlighted == 1
        await ui.press("up", "enter")
        await ui.wait_for_screen(FindingScreen)
        assert ui.app.screen.finding.id == gravest.id
        await ui.press("escape", "escape")
        assert ui.app.screen is ui.walk
        assert "Enter shows a finding in full" not in ui.text


async def test_every_finding_can_be_read_to_its_end(real_pack, example):
    async with wizard(real_pack, example, size=SMALL) as ui:
        findings = ui.model.evaluation.findings
        assert len(findings) > 30
        for finding in findings:
            screen = FindingScreen(ui.model, finding)
            assert screen._lines(76), finding.id
            assert all(line.cell_length <= 76 for line in screen._lines(76)), finding.id


async def test_an_answer_changes_the_verdict_at_once(real_pack, example):
    async with wizard(real_pack, example, size=LARGE) as ui:
        await ui.go("processing.technology")
        before = ui.model.evaluation
        await ui.press("f7")
        await ui.wait_for(lambda: ui.model.evaluation is not before)
        assert ui.model.moves.items
        await ui.press("f8")
        assert ui.model.evaluation.outcome == before.outcome


async def test_every_question_has_its_law_page(real_pack, example):
    from dpia.tui.widgets.help_pane import law_text

    async with wizard(real_pack, example, size=SMALL) as ui:
        for question in real_pack.content.questions:
            assert law_text(ui.model, Ref(question.id), 60)


async def test_an_empty_assessment_walks_to_every_open_question(real_pack, path):
    async with wizard(real_pack, path, new=True, size=SMALL) as ui:
        seen = set()
        place, ref = ui.walk.page.place, None
        for _ in range(60):
            found = next_open(ui.model, place, ref)
            assert found is not None
            place, ref = found
            seen.add(ref)
        assert len(seen) == 60, "every step is another question"


async def walk_first_questions(ui, country: str) -> None:
    """A head teacher of a public school who plans a trial with faces: what is proposed is confirmed where it fits."""
    for question, keys in (
        ("start.people-in", (country, "space", "enter")),
        ("start.based-in", (country, "space", "enter")),
        ("start.body-type", ("1", "enter")),
        ("start.activity", ("ctrl+t",)),
        ("start.stage", ("3", "enter")),
        ("processing.technology", ("9", *["down"] * 5, "space", "enter")),
        ("processing.modality", ("1", "space", "enter")),
        ("processing.groups", ("ctrl+t",)),
        ("purpose.purposes", ("ctrl+t",)),
    ):
        if ui.at.question != question:  # Enter went on to it
            await ui.press("ctrl+g")
        assert ui.at.question == question
        await ui.press(*keys)


async def test_a_head_teacher_is_told_early_and_loses_nothing(real_pack, path, clock):
    create(real_pack, path, scenario="school-attendance", clock=clock).close()
    async with wizard(real_pack, path, size=SMALL) as ui:
        await walk_first_questions(ui, "1")
        await ui.wait_for_screen(TextScreen)
        for part in ("You can stop here. On the answers given", "(RP-18)", "Your answers are saved."):
            assert part in ui.flat, part
        assert ui.model.evaluation.outcome == "do-not-launch", "the page says what the engine says"
        await ui.press("space")
        assert "What may be done instead" in ui.text
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("purpose.purposes") is not None
        await ui.press("ctrl+g")
        assert ui.at.question == "purpose.presence-record", "one may go on"


async def test_a_school_in_china_is_not_stopped_by_european_law(real_pack, path, clock):
    create(real_pack, path, scenario="school-attendance", clock=clock).close()
    async with wizard(real_pack, path, size=SMALL) as ui:
        await walk_first_questions(ui, "3")
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert not ui.model.settled_early
        assert ui.model.evaluation.outcome == "undetermined"
