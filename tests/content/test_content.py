"""The product's own content: counts, references, honesty of the marks."""

from __future__ import annotations

from collections import Counter

from dpia.content.authority import UNBORN
from dpia.content.dependencies import Dependencies


def test_the_sections_of_the_walk(pack):
    assert [section.id for section in pack.sections] == [
        "start", "processing", "purpose", "necessity", "alternatives", "power", "basis", "safeguards", "risks", "consulted", "decision",
    ]  # fmt: skip


def test_every_question_explains_itself(pack):
    for question in pack.content.questions:
        for field in (question, *question.columns):
            assert field.text, field.id
            assert field.explanation, (question.id, field.id)
            assert field.law, (question.id, field.id)


def test_no_option_is_called_unknown(pack):
    for question in pack.content.questions:
        for field in (question, *question.columns):
            for option in field.options:
                assert option.id not in ("unknown", "unsure", "not-known"), field.id
                assert not option.text.lower().startswith(("unknown", "not sure", "i do not know", "don't know")), (
                    field.id
                )


def test_blockers_never_weigh_as_unlawful_when_unknown(pack):
    for rule in pack.content.rules:
        for grade in rule.grades:
            assert grade.if_unknown in (None, "incomplete", "consult", "major")
            if grade.if_unknown == "major":
                assert grade.if_unknown_reason, (rule.id, grade.id)


def test_drafts_never_support(pack):
    drafts = {a.id for a in pack.content.authorities if a.rank in UNBORN}
    assert drafts
    for rule in pack.content.rules:
        for citation in (*rule.citations, *(c for g in rule.grades for c in g.citations)):
            if citation.authority in drafts:
                assert citation.role in ("explains", "horizon"), (rule.id, citation.authority)


def test_every_rule_has_support_in_force_at_both_ends_of_its_window(pack):
    for rule in pack.content.rules:
        if all(grade.severity in ("note", "ok") for grade in rule.grades):
            continue
        days = [rule.in_force.from_ or "2018-05-25", rule.in_force.to or pack.manifest.checked_to]
        for day in days:
            day = day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day
            supporting = [
                citation
                for citation in (*rule.citations, *(c for g in rule.grades for c in g.citations))
                if citation.role in ("supports", "by-analogy") and pack.authorities[citation.authority].in_force_on(day)
            ]
            assert supporting, (rule.id, day)


def test_nothing_was_checked_later_than_the_content_says(pack):
    for authority in pack.content.authorities:
        assert authority.checked_on is not None
        assert authority.checked_on <= pack.manifest.checked_to
        assert authority.checked_on >= pack.manifest.checked_on
        assert authority.cite
    assert Counter(authority.status for authority in pack.content.authorities)["unverified"] > 0


def test_texts_speak_of_answers_and_not_of_guilt(pack):
    for rule in pack.content.rules:
        for grade in rule.grades:
            words = " ".join((grade.title, grade.text, grade.conclusion)).lower()
            for phrase in ("you have infringed", "is illegal", "you have violated", "is banned"):
                assert phrase not in words, (rule.id, grade.id, phrase)


def test_dependencies_reach_through_facts_and_visibility(pack):
    reads = Dependencies(pack)
    assert "processing.groups" in reads.rules["RP-03"]
    assert "start.people-in" in reads.questions["processing.groups"]  # special-ground is asked in the EU only
