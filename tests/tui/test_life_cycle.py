"""Status and signing in the wizard: what lacks, signing, and the new revision in which a change is saved."""

from __future__ import annotations

import re
from typing import get_args

from support.driver import wizard
from support.signed import decided, signed

from dpia.assessment.model import given
from dpia.content.names import DECISION_REASON
from dpia.engine.readiness import Lack, LackCode
from dpia.engine.truth import Ref
from dpia.i18n import PSEUDO, Translator
from dpia.signing import what_lacks
from dpia.tui.life_cycle import LifeCycleModel
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.view_model import ViewModel
from dpia.wording import OUTCOMES, Words
from dpia.wording.changes import change_words
from dpia.wording.life_cycle import ROLE_WORDS, STATUS_WORDS


async def test_what_lacks_is_listed_and_then_it_is_signed(pack, path, clock):
    with decided(pack, clock, path) as session:
        session.answer("decision.by", None)
    async with wizard(pack, path) as ui:
        ui.walk.action_life_cycle()
        await ui.wait_for_text("Status and signing")
        assert "Status: Draft (Under review)" in ui.flat
        assert "1 thing lacks" in ui.flat
        await ui.press("down", "down", "enter")
        await ui.wait_for_text("Before that, it lacks")
        assert "an answer to “Q4.3 Who decides, in which role?”" in ui.flat
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.walk.ref == Ref("decision.by")
        await ui.press("escape")
        await ui.wait_for_text("1 thing lacks")
        await ui.press("escape")
        await ui.type("The board")
        await ui.press("tab")
        ui.walk.action_life_cycle()
        await ui.wait_for_text("Status and signing")
        await ui.press("down", "down", "enter")
        await ui.wait_for_text("Your name")
        await ui.type("Ada Berg")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(AssessmentScreen)
        life = ui.session.assessment.life_cycle
        assert (life.present, life.signers()[0].name, life.signers()[0].role) == ("decided", "Ada Berg", "controller")
        await ui.wait_for_text("frozen as of entry")
        assert "undoes" not in ui.flat, "who signed has signed"


def test_everything_that_lacks_leads_to_where_it_is_put_right(pack, real_pack, path, clock):
    """Every kind of lack, in words as before and one by one; none leads to a place that is not there."""
    with decided(pack, clock, path) as session:
        life = LifeCycleModel(ViewModel(session, Translator()))
        finding, refs = session.evaluation.findings[0], (Ref("decision.by"), Ref("decision.date"))
        for code in get_args(LackCode):
            several = [*life.lacking(Lack(code, refs)), *life.lacking(Lack(code, (), (finding.id,)))]
            assert [one.leads_to for one in several] == [*refs, finding]
            assert all(one.words for one in several)
        assert [one.leads_to for one in life.lacking(Lack("advised"))] == ["advised"]
        assert [one.leads_to for one in life.lacking(Lack("departure"))] == [Ref(DECISION_REASON)]
    assert {"decision.by", DECISION_REASON} <= set(real_pack.questions)


async def test_a_finding_that_lacks_a_response_opens_and_leads_back(pack, path, clock):
    with decided(pack, clock, path) as session:
        answers: list[tuple[str, str | bool]] = [
            ("decision.outcome", "start"),
            ("decision.reason", "It is needed."),
            ("start.body-type", "public-body"),
            ("start.public-task", False),
        ]
        for name, value in answers:
            session.answer(name, given(value))
        assert {lack.code for lack in what_lacks(session, "decided")} == {"responses"}
    async with wizard(pack, path) as ui:
        ui.walk.action_life_cycle()
        await ui.press("down", "down", "enter")
        await ui.wait_for_text("Before that, it lacks")
        await ui.press("enter")
        await ui.wait_for_screen(FindingScreen)
        await ui.press("escape")
        await ui.wait_for_text("Status and signing")


async def test_a_change_of_what_is_signed_is_saved_in_a_new_revision(pack, path, clock):
    signed(pack, clock, path).close()
    async with wizard(pack, path) as ui:
        await ui.go("start.title")
        assert "SIGNED  school.dpia.json" in ui.text
        entries = ui.entries
        await ui.type(" more")
        await ui.press("tab")
        await ui.wait_for_text("it is not changed")
        assert ui.entries == entries
        await ui.press("down", "enter")
        await ui.wait_for_text("In which role?")
        await ui.press("enter")
        await ui.wait_for_text("Your name")
        await ui.type("Bo")
        await ui.press("tab")
        await ui.type("A new gate")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.session.assessment.life_cycle.revision == 2
        assert ui.answer("start.title") == given("Park more")
        assert not ui.model.unsaved
        assert not ui.session.document.flaws


async def test_who_leaves_it_as_it_is_signed_loses_nothing(pack, path, clock):
    signed(pack, clock, path).close()
    before = path.read_bytes()
    async with wizard(pack, path) as ui:
        await ui.go("start.title")
        await ui.type(" more")
        await ui.press("tab")
        await ui.wait_for_text("it is not changed")
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.model.unsaved
        assert "Park more" in ui.text
        await ui.press("f8")
        assert not ui.model.unsaved
    assert path.read_bytes() == before


async def test_other_screens_offer_the_revision_too(pack, path, clock):
    """A response to a finding of what is signed: refused, nothing lost, and then made in the revision."""
    signed(pack, clock, path).close()
    async with wizard(pack, path) as ui:
        entries = ui.entries
        ui.app.push_screen(FindingScreen(ui.model, ui.model.evaluation.findings[0]))
        await ui.wait_for_screen(FindingScreen)
        await ui.press("a", "down", "enter")
        await ui.wait_for_text("it is not changed")
        assert ui.entries == entries
        assert "then make the change once more" in ui.flat
        await ui.press("down", "enter", "enter")
        await ui.wait_for_text("Your name")
        await ui.type("Bo")
        await ui.press("tab")
        await ui.type("A new gate")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(FindingScreen)
        assert ui.session.assessment.life_cycle.revision == 2
        await ui.press("a", "down", "enter")
        await ui.wait_for_text("accepted")
        assert ui.session.assessment.responses


def test_entries_of_the_log_are_words_and_no_names_of_the_program(pack, path, clock):
    with signed(pack, clock, path) as session:
        words = Words(pack, session.assessment, Translator(PSEUDO))
        said = [change_words(change, words) for change in session.document.changes if change.path[0] == "life_cycle"]
    ours = {*OUTCOMES, *STATUS_WORDS, *ROLE_WORDS}
    assert len(said) > 2
    assert [(name, text) for text in said for name in ours if re.search(rf"\b{name}\b", text)] == []
