"""Later developments: what was decided after the as-of date in a dispute that is cited, told once and in order."""

from __future__ import annotations

from dataclasses import replace

from support.report_parts import part, words_of
from support.reports import source_of

from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.parts import changes


def test_what_followed_stands_once_in_its_order(skelleftea):
    said = words_of(part(skelleftea.report, "later"))
    assert "after 20 August 2019" in said
    places = [said.index(court) for court in ("Förvaltningsrätten i", "Kammarrätten i", "Högsta förvaltningsdomstolen")]
    assert places == sorted(places)
    assert "DI-2019-2221" not in said, "the decision of that day is not later"
    held = "Appeal dismissed; decision and fine stand."
    assert said.count(held) == 1
    noted = [
        cite for note in skelleftea.report.notes() for cite in note.cites if cite.authority == "kamr-stockholm-5888-20"
    ]
    assert noted
    assert not any(cite.statement or cite.see for cite in noted), "the part has the statement"


def test_nothing_is_later_than_a_day_after_all_of_it(skelleftea, monkeypatch):
    monkeypatch.setattr(changes, "all_changes", lambda _: ())
    assessment = replace(skelleftea.evaluation.assessment, as_of="2026-11-28")
    report = build(evaluate(skelleftea.evaluation.pack, assessment), Translator(), source_of(assessment), embedded=True)
    said = [one for one in report.sections if one.id == "later"]
    assert not any("Kammarrätten i" in words_of(one) for one in said)


def test_a_case_that_was_decided_later_as_a_whole_is_told_from_its_first_judgment(pack, make_report):
    example = pack.example("hangzhou-safari-park")
    said = words_of(part(make_report(example.answers, day=example.as_of), "later"))
    assert said.index("Fuyang District") < said.index("Intermediate People's Court")
