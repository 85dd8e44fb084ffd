"""What rules rest on: authorities that are there, that may support, that were in force, and whose weakness is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dpia.content.authority import UNBORN, Authority
from dpia.content.pack import Content, Pack
from dpia.content.rule import Citation, Grade, Rule
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.places import Path_
from dpia.lint.subject import Subject

_SUPPORT = ("supports", "by-analogy")
_LIGHT = ("note", "ok")
_WEAK = ("by-analogy", "practitioner", "own-view")
"""Voices that claim less than any source that is cited: always open to a grade."""
_OWN = re.compile(r"\b(?:own|our) (?:view|reading|convention)\b", re.IGNORECASE)
_WHOLLY_OWN = re.compile(r"\((?:Own (?:view|reading)\b[^)]*\.)\)|\bthe grade is our own view\b", re.IGNORECASE)
"""A sentence that calls the grade as a whole our own, not one point of it."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
"""In a statement: a full stop before a capital letter; no abbreviation is followed by one."""


def known(subject: Subject) -> Iterator[Problem]:
    """Every authority that a rule cites is there."""
    for rule in subject.rules:
        for path, citation in _cited(rule):
            yield from references.authorities(subject, [citation.authority], ("rules", rule.id), path)


def drafts(subject: Subject) -> Iterator[Problem]:
    """Drafts and proposals explain, or stand on the horizon."""
    for rule in subject.rules:
        for path, citation in _cited(rule):
            authority = subject.pack.authorities.get(citation.authority)
            if authority is None or authority.rank not in UNBORN or citation.role in ("explains", "horizon"):
                continue
            message = "{name} is not law: it may explain or stand on the horizon, never support."
            yield subject.problem(("rules", rule.id), path, "draft-supports", message, name=authority.id)


def support(subject: Subject) -> Iterator[Problem]:
    """A rule that weighs has support at all."""
    for rule in subject.rules:
        if _weighs(rule) and not _supporting(subject.pack, rule):
            message = "No authority supports {name}."
            yield subject.problem(("rules", rule.id), (), "no-support", message, name=rule.id)


def in_force(subject: Subject) -> Iterator[Problem]:
    """A rule that weighs has support that was in force on the first and on the last day of its window."""
    pack = subject.pack
    for rule in subject.rules:
        if not _weighs(rule):
            continue
        for day in (rule.in_force.first_day, rule.in_force.last_day or pack.manifest.checked_to):
            if day is None:
                continue
            if not any(pack.authorities[one.authority].in_force_on(day) for one in _supporting(pack, rule)):
                message = "On {day} none of the authorities that support {rule} was in force."
                hint, where = "Narrow in_force, or cite the law of that day.", ("rules", rule.id)
                yield subject.problem(where, ("in_force",), "no-law", message, hint, day=day, rule=rule.id)


def unverified(subject: Subject) -> Iterator[Problem]:
    """A blocker that rests on unverified authorities alone says so: arguable, or the tool's own view."""
    for rule in subject.rules:
        for index, grade in enumerate(rule.grades):
            if grade.severity != "blocker" or grade.arguable or grade.attribution == "own-view":
                continue
            supporting = _supporting(subject.pack, rule, grade)
            statuses = {subject.pack.authorities[citation.authority].status for citation in supporting}
            if statuses == {"unverified"}:
                message = "{grade} blocks and rests on unverified authorities alone."
                hint = "Say `arguable: true`, or `attribution: own-view`, or cite what was checked."
                where, path = ("rules", rule.id), ("grades", index)
                yield subject.problem(where, path, "unverified-alone", message, hint, grade=grade.id)


def voice(subject: Subject) -> Iterator[Problem]:
    """A grade speaks with no voice that none of its supporting citations has; the weak voices need none."""
    for rule in subject.rules:
        for index, grade in enumerate(rule.grades):
            if grade.attribution is None or grade.attribution in _WEAK:
                continue
            supporting = [one for one in _supporting(subject.pack, rule, grade) if one.role == "supports"]
            if grade.attribution in {
                one.attribution or subject.pack.authorities[one.authority].attribution for one in supporting
            }:
                continue
            message = "{grade} says {attribution}, and no citation that supports it has that voice."
            hint = "Cite the source with the role `supports`, or give the grade the voice that it has."
            where, path = ("rules", rule.id), ("grades", index, "attribution")
            params = {"grade": grade.id, "attribution": grade.attribution}
            yield subject.problem(where, path, "voice-uncited", message, hint, **params)


def own_views(subject: Subject) -> Iterator[Problem]:
    """A grade that is the tool's own view says so in its words, and not in its label alone."""
    for rule in subject.rules:
        for index, grade in enumerate(rule.grades):
            said = " ".join((grade.title, grade.text, grade.conclusion))
            if grade.attribution == "own-view" and not _OWN.search(said):
                message = "{grade} is our own view, and its words do not say so."
                hint = "Say in the text which part is “our own view” or “our reading”."
                where, path = ("rules", rule.id), ("grades", index, "text")
                yield subject.problem(where, path, "own-view-unsaid", message, hint, grade=grade.id)


def own_labels(subject: Subject) -> Iterator[Problem]:
    """A grade whose words call the whole of it our own view stands under no other label."""
    for rule in subject.rules:
        for index, grade in enumerate(rule.grades):
            if grade.attribution != "own-view" and _WHOLLY_OWN.search(grade.text):
                message = "The words of {grade} call it our own view, and its label is that of a source."
                hint = "Say `attribution: own-view`, or say which part alone is our own."
                where, path = ("rules", rule.id), ("grades", index, "attribution")
                yield subject.problem(where, path, "own-view-unlabelled", message, hint, grade=grade.id)


def authority_entries(subject: Subject) -> Iterator[Problem]:
    """Instruments and other entries that authorities name."""
    pack = subject.pack
    for authority in pack.content.authorities:
        where = ("authorities", authority.id)
        if authority.instrument is not None and authority.instrument not in pack.instruments:
            yield subject.unknown(where, ("instrument",), "instrument", authority.instrument, pack.instruments)
        yield from references.authorities(subject, authority.see, where, ("see",))
        yield from _followed(subject, authority)


def _followed(subject: Subject, authority: Authority) -> Iterator[Problem]:
    """What a decision was given upon is known, and no dispute runs in a circle."""
    pack, where, seen = subject.pack, ("authorities", authority.id), {authority.id}
    known = {*pack.authorities, *pack.instruments}
    following = authority.follows
    if following is not None and following not in known:
        yield subject.unknown(where, ("follows",), "authority", following, known)
    while following in pack.authorities:
        if following in seen:
            yield subject.problem(where, ("follows",), "cycle", "“{name}” follows itself.", name=authority.id)
            return
        seen.add(following)
        following = pack.authorities[following].follows


def sentence_marks(subject: Subject) -> Iterator[Problem]:
    """A statement of several sentences that is partly checked says of each how; no mark is too many or too few."""
    for authority in subject.pack.content.authorities:
        count = len(_SENTENCE_END.split(authority.statement["en"].strip()))
        if authority.status != "partial" or (count == 1 and not authority.marks) or len(authority.marks) == count:
            continue
        message = "The statement of {name} has {count} sentences and {marks} marks."
        hint = "Give one mark for each sentence of the English statement, in order."
        params = {"name": authority.id, "count": count, "marks": len(authority.marks)}
        yield subject.problem(("authorities", authority.id), ("marks",), "sentence-marks", message, hint, **params)


def uncited(content: Content) -> tuple[str, ...]:
    """Authorities that no rule, task, completeness element or question cites; no fault, they serve as lexicon."""
    cited = {citation.authority for rule in content.rules for _, citation in _cited(rule)}
    cited |= {task.authority for task in content.tasks}
    cited |= {element.authority for map_ in content.completeness for element in map_.elements}
    for question in content.questions:
        cited |= {name for field in (question, *question.columns) for name in field.law}
    return tuple(authority.id for authority in content.authorities if authority.id not in cited)


def _cited(rule: Rule) -> Iterator[tuple[Path_, Citation]]:
    """All citations of a rule and of its grades, each with its place."""
    for index, citation in enumerate(rule.citations):
        yield ("citations", index), citation
    for place, grade in enumerate(rule.grades):
        for index, citation in enumerate(grade.citations):
            yield ("grades", place, "citations", index), citation


def _supporting(pack: Pack, rule: Rule, grade: Grade | None = None) -> list[Citation]:
    """The citations that support a grade, or any grade of the rule."""
    grades = rule.grades if grade is None else (grade,)
    cited = (*rule.citations, *(citation for one in grades for citation in one.citations))
    return [one for one in cited if one.role in _SUPPORT and one.authority in pack.authorities]


def _weighs(rule: Rule) -> bool:
    return any(grade.severity not in _LIGHT for grade in rule.grades)
