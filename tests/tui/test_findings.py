"""Findings that move with the answers, one finding in full, and what a person answers to it."""

from __future__ import annotations

import threading

import pytest
from support.driver import HUGE, LARGE, LEAST, wizard

from dpia.assessment.model import Response, given
from dpia.create import create
from dpia.engine.truth import Ref
from dpia.session import Session
from dpia.tui.finding_diff import compare
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.findings import FindingsScreen


def fill(pack, path, answers):
    from dpia.assessment.answers_file import read_edits
    from dpia.content.source import Source

    with Session.create(pack, path) as session:
        session.apply(read_edits(Source("x", answers), pack, session.assessment)[0])


BAD = {
    "start.people-in": ["sweden"],
    "start.summary": "Cameras [/ at the door",
    "start.body-type": "public-body",
    "start.public-task": False,
    "people.groups": [
        {"id": "pupils", "name": "Pupils [/b]", "role": "pupil", "joins": True, "depends": True},
        {"id": "staff", "name": "Staff", "role": "staff", "joins": True, "depends": False},
    ],
    "power.told": False,
}
"""A blocker, a major finding, and one in order."""

BLOCKER = "RP-01/not-free"


async def test_an_answer_moves_the_findings_and_the_reason_is_named(pack, path):
    fill(pack, path, {key: value for key, value in BAD.items() if key != "power.told"})
    async with wizard(pack, path, size=LARGE) as ui:
        await ui.go("power.told")
        await ui.press("n", "enter")
        await ui.wait_for_text("CHANGED")
        assert "~ CHANGED ■ Blocker" in ui.text
        assert "1 changed, by: Q3.1 Are they told that they may say no?" in str(ui.walk.findings.heading.content)
        assert "because of:" in ui.text
        assert "~ changed: Blocker — Refusal is not free for “Pupils [/b]”" in ui.text
        await ui.press("up", "y", "enter")
        await ui.wait_for_text("~ changed: Minor")


async def test_new_and_gone_findings_are_marked(pack, path):
    fill(pack, path, {"start.people-in": ["other"]})
    async with wizard(pack, path, size=LARGE) as ui:
        await ui.go("start.people-in")
        await ui.press("home", "space", "3", "space", "enter")
        await ui.wait_for_text("+ NEW")
        assert "CN: not applicable" in ui.text
        await ui.go("start.people-in")
        await ui.press("home", "space", "3", "space", "enter")
        await ui.wait_for_text("- GONE")
        assert "gone, by: Q1.4 Where are the people" in str(ui.walk.findings.heading.content)


def test_moves_are_by_rule_and_the_gravest_first(pack):
    with Session.create(pack, None) as session:
        before = session.evaluation
        after = session.answer("start.people-in", given(("sweden",)))
        moves = compare(before, after)
        assert [item.mark for item in moves.items] == ["gone"], "RP rules were open before and are open still"
        assert moves.gone[0].rule.id == "CN-R01"
        assert compare(after, after).items == ()


async def test_narrow_terminals_have_a_screen_of_findings(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path, size=LEAST) as ui:
        await ui.press("f3")
        await ui.wait_for_screen(FindingsScreen)
        assert "■ Blocker  RP-01/not-free" in ui.text
        await ui.press("enter")
        await ui.wait_for_screen(FindingScreen)
        await ui.press("escape")
        await ui.wait_for_screen(FindingsScreen)
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)


NOT_SETTLED = {key: value for key, value in BAD.items() if key != "start.people-in"}
"""Which laws govern is not known."""


async def test_the_screen_of_findings_opens_at_the_top_after_a_change_too(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path, size=LEAST) as ui:
        await ui.go("start.public-task")
        await ui.press("y", "enter", "f8")
        moved = {item.finding.id for item in ui.model.moves.items if item.mark != "gone"}
        await ui.press("f3")
        await ui.wait_for_screen(FindingsScreen)
        listing = ui.app.screen.findings.list
        assert moved
        assert listing.highlighted == 0
        assert listing.highlighted_option.id not in moved


async def test_new_gone_and_changed_findings_are_counted_apart(pack, path):
    """The line on the last change says the same numbers as the list."""
    fill(pack, path, NOT_SETTLED)
    async with wizard(pack, path, size=HUGE) as ui:
        for keys in (("home", "space", "enter"), ("f8",)):
            await ui.go("start.people-in")
            await ui.press(*keys)
            marks = {mark: ui.model.moves.count(mark) for mark in ("new", "changed", "gone")}
            counts = ", ".join(f"{count} {mark}" for mark, count in marks.items() if count)
            assert len(ui.model.moves.items) > 1
            assert f"{counts}, by: Q1.4" in str(ui.walk.findings.heading.content)
            assert f"  {counts} (F3)" in ui.walk.news.lines(500)[0].plain


async def open_finding(ui, finding=BLOCKER):
    found = ui.model.evaluation.finding(finding)
    assert found is not None
    ui.app.push_screen(FindingScreen(ui.model, found), ui.walk.go_on)
    await ui.wait_for_screen(FindingScreen)


async def read_all(ui):
    """The text of a screen that scrolls."""
    pages = [ui.flat]
    for _ in range(12):
        await ui.press("pagedown")
        pages.append(ui.flat)
    return " ".join(pages)


async def test_a_finding_in_full(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        await open_finding(ui)
        text = await read_all(ui)
        for part in (
            "Refusal is not free for “Pupils [/b]”",
            "Blocker (not defensible as designed), established",
            "Issue", "Is refusal free? [/ issue",
            "Rule", "Whoever depends must be free to refuse. [/ rule",
            "Application", "On the answers given, “Pupils [/b]” depend on the controller",
            "Conclusion", "the design cannot be defended for “Pupils [/b]”",
            "Depends on the controller [/ see",
            "Pupils [/b]: falls under this finding", "Staff:",
            "Offer another way. [/ remedy",
            "Test act, Art. 1 [/ sic, para 2 [/ [statute]",
            "Test decision of 2019 [by analogy; unverified]",
            "Are they told that they may say no? — no",
            "None yet: A accepts",
        ):  # fmt: skip
            assert part in text, part


async def test_an_open_finding_says_what_it_waits_for(pack, path):
    fill(pack, path, {"start.people-in": ["sweden"]})
    async with wizard(pack, path) as ui:
        await open_finding(ui)
        text = await read_all(ui)
        assert "open" in text
        assert "Which groups of people are there? — not answered" in text
        assert "On the answers given, the design cannot be defended" not in text, "nothing is concluded yet"


async def test_from_a_finding_to_the_answer_it_rests_on(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        await open_finding(ui)
        await ui.press("tab")
        listing = ui.app.screen.query_one("#answers")
        refs = ui.app.screen.answers
        assert Ref("power.told") in refs
        listing.highlighted = refs.index(Ref("power.told"))
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.at == Ref("power.told")


async def test_from_a_finding_to_a_cell_of_a_row(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        ui.walk.go_to(Ref("people.groups", "pupils", "depends"))
        await ui.rest()
        assert ui.at == Ref("people.groups", "pupils", "depends")
        assert ui.walk.page.place.section == "power"


async def test_contest_with_a_reason_and_an_authority_of_ones_own(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        outcome = ui.model.evaluation.outcome
        await open_finding(ui)
        await ui.press("c")
        await ui.wait_for_text("Why is the finding wrong?")
        await ui.press("ctrl+s")
        assert "is needed" in ui.text
        await ui.type("They may leave [/]")
        await ui.press("tab")
        await ui.type("Court [/, 2020")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(FindingScreen)
        response = ui.session.assessment.responses[BLOCKER]
        assert response == Response("contest", reason="They may leave [/]", authority="Court [/, 2020")
        assert ui.model.evaluation.outcome == outcome == "do-not-launch"
        assert "established · contested" in ui.flat, "at the top of the page"
        text = await read_all(ui)
        assert "Own authority: Court [/, 2020" in text


async def test_accept_and_take_back(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path, size=LEAST) as ui:
        await open_finding(ui)
        await ui.press("a", "enter")
        assert BLOCKER not in ui.session.assessment.responses, (
            "the letter alone changes nothing, nor does Enter after it"
        )
        await ui.press("a", "down", "enter")
        assert ui.session.assessment.responses[BLOCKER] == Response("accept")
        assert "no response → accepted (F8 undoes it)" in ui.text
        await ui.press("x", "enter")
        assert BLOCKER in ui.session.assessment.responses
        await ui.press("x", "down", "enter")
        assert BLOCKER not in ui.session.assessment.responses
        await ui.press("x")
        assert "There is no response to take back." in ui.text


async def test_a_measure_needs_an_owner_and_a_date(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        await open_finding(ui, "RP-03/no-task")
        await ui.press("m")
        await ui.wait_for_text("By which day?")
        await ui.type("Find the law")
        await ui.press("tab")
        await ui.type("Head")
        await ui.press("tab")
        await ui.type("soon")
        await ui.press("ctrl+s")
        assert "is not a date" in ui.text
        await ui.press("ctrl+u")
        await ui.type("2026-12-24")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(FindingScreen)
        assert ui.session.assessment.responses["RP-03/no-task"] == Response(
            "measure", measure="Find the law", owner="Head", due="2026-12-24"
        )
        await ui.press("escape")
        await ui.go("decision.outcome")
        assert "1 of 1 major finding has become a measure" in ui.flat


async def test_a_response_can_be_undone(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        await open_finding(ui)
        await ui.press("a", "down", "enter", "f8")
        assert BLOCKER not in ui.session.assessment.responses
        assert "undone: accepted → no response (Ctrl+Y does it again): the" in ui.text
        await ui.press("ctrl+y")
        assert ui.session.assessment.responses[BLOCKER] == Response("accept")
        await ui.press("escape", "f8")
        assert BLOCKER not in ui.session.assessment.responses
        assert "undone: accepted → no response" in ui.text
        await ui.press("f3")
        await ui.wait_for_screen(FindingsScreen)
        assert "undone: accepted → no response:" in ui.text
        assert "Ctrl+Y" not in ui.text, "no key is named that does nothing here"
        await ui.press("escape")
        await open_finding(ui)
        assert "Ctrl+Y does it again" in ui.text
        await ui.press("escape")
        await open_finding(ui, "RP-03/no-task")
        assert "Ctrl+Y" not in ui.text
        await ui.press("f8")
        assert "The last change was made elsewhere" in ui.text


async def test_what_would_change_it(pack, path):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        await open_finding(ui)
        await ui.press("w")
        await ui.wait_for(
            lambda: (
                ui.app.screen.changes is not None
                and len(ui.app.screen.changes) > 0
                and "then" in str(ui.app.screen.changes)
            )
        )
        text = await read_all(ui)
        assert "Q3.1 Are they told that they may say no? yes" in text
        assert "then:" in text
        entries = ui.entries
        await ui.press("t")
        await ui.wait_for_text("were otherwise:")
        assert ui.entries == entries, "on a copy"
        await ui.press("k")
        await ui.wait_for_screen(AssessmentScreen)
        assert len({change.group for change in ui.session.document.changes[entries:]}) == 1, "kept as one action"


async def test_the_search_runs_in_a_thread_and_a_failure_is_told(pack, path, monkeypatch):
    import dpia.engine.counterfactual as counterfactual

    threads = []

    def broken(*_):
        threads.append(threading.current_thread())
        raise RuntimeError("secret")

    monkeypatch.setattr(counterfactual, "would_change", broken)
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        await open_finding(ui)
        await ui.press("w")
        await ui.wait_for(lambda: "failed" in str(ui.app.screen.changes))
        assert threads
        assert threads[0] is not threading.main_thread()
        assert isinstance(ui.app.screen, FindingScreen), "the wizard goes on"


@pytest.mark.parametrize(
    ("finding", "words"), [("RP-03/no-task", "blockers only"), ("RP-02/described", "blockers only")]
)
async def test_no_search_where_nothing_blocks(pack, path, finding, words):
    fill(pack, path, BAD)
    async with wizard(pack, path) as ui:
        await open_finding(ui, finding)
        await ui.press("w")
        assert words in await read_all(ui)


async def test_outcomes_and_the_assessment_that_is_due(pack, path):
    fill(pack, path, {**BAD, "start.stage": "live"})
    async with wizard(pack, path) as ui:
        assert "EU" in ui.text
        assert "Suspend" in ui.text, "for a system that runs the word is suspend"
        await ui.press("ctrl+o")
        text = await read_all(ui)
        assert "Does it govern: yes." in text
        assert "Is an assessment due: yes." in text
        assert (
            "It runs already: yes (enough by itself) Because of: Q1.8 Where does the project stand? — in use." in text
        )


async def test_on_the_least_terminal_a_finding_has_more_room_than_the_answers_below_it(real_pack, path):
    create(real_pack, path, scenario="school-attendance").close()
    async with wizard(real_pack, path, size=LEAST) as ui:
        ui.app.push_screen(FindingScreen(ui.model, ui.model.evaluation.findings[0]))
        await ui.rest()
        reading, answers = (ui.app.screen.query_one(name).size.height for name in ("#reading", "#answers"))
        assert reading > answers > 0
