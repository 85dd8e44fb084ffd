"""Care of the law: support that was in force on the day, honesty about unchecked sources, ids that stay retired.

And care of the words: each question explains itself, no option means "unknown", no finding speaks of guilt.
Pure functions; `dpia/content/checks.py` reports what they find.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.content.rule import Citation, Grade, Rule


@dataclass(frozen=True)
class Objection:
    """Something wrong with a thing (kind and id), at a place inside it; `message` is a template."""

    where: tuple[str, str]
    code: str
    message: str
    path: tuple[object, ...] = ()
    hint: str = ""
    params: dict[str, object] = field(default_factory=dict)


def objections(pack: Pack) -> Iterator[Objection]:
    """All that is found."""
    for rule in pack.content.rules:
        yield from _without_law(pack, rule)
        yield from _silent_about_sources(pack, rule)
    yield from _reused(pack)
    for question in pack.content.questions:
        yield from _bare(question)
    for rule in pack.content.rules:
        yield from _guilt(rule)


def _supporting(pack: Pack, rule: Rule, grade: Grade | None = None) -> list[Citation]:
    cited = (*rule.citations, *(grade.citations if grade else (c for one in rule.grades for c in one.citations)))
    return [one for one in cited if one.role in ("supports", "by-analogy") and one.authority in pack.authorities]


def _without_law(pack: Pack, rule: Rule) -> Iterator[Objection]:
    """A rule that weighs needs support in force on the first and on the last day of its window."""
    if all(grade.severity in ("note", "ok") for grade in rule.grades):
        return
    for day in (rule.in_force.first_day, rule.in_force.last_day or pack.manifest.checked_to):
        if day is None:
            continue
        if not any(pack.authorities[one.authority].in_force_on(day) for one in _supporting(pack, rule)):
            message = "On {day} none of the authorities that support {rule} was in force."
            hint = "Narrow in_force, or cite the law of that day."
            params: dict[str, object] = {"day": day, "rule": rule.id}
            yield Objection(("rules", rule.id), "no-law", message, ("in_force",), hint, params)


def _silent_about_sources(pack: Pack, rule: Rule) -> Iterator[Objection]:
    """A blocker that rests on unverified authorities alone must say so: arguable, or the tool's own view."""
    for index, grade in enumerate(rule.grades):
        if grade.severity != "blocker" or grade.arguable or grade.attribution == "own-view":
            continue
        statuses = {pack.authorities[one.authority].status for one in _supporting(pack, rule, grade)}
        if statuses == {"unverified"}:
            message = "{grade} blocks and rests on unverified authorities alone."
            hint = "Say `arguable: true`, or `attribution: own-view`, or cite what was checked."
            params: dict[str, object] = {"grade": grade.id}
            yield Objection(("rules", rule.id), "unverified-alone", message, ("grades", index), hint, params)


def _reused(pack: Pack) -> Iterator[Objection]:
    """An id that was retired must not come back with another meaning."""
    known = {
        "questions": {*pack.questions, *(f"{table}.{column}" for table, column in pack.columns)},
        "facts": set(pack.facts),
        "rules": {*pack.rules, *(f"{rule.id}/{grade.id}" for rule in pack.content.rules for grade in rule.grades)},
        "authorities": set(pack.authorities),
    }
    for retired in pack.content.retired:
        if retired.id in known[retired.kind]:
            message = "{name} was retired with version {version} and must not be used again."
            params: dict[str, object] = {"name": retired.id, "version": retired.version}
            yield Objection(("retired", retired.id), "reused-id", message, (), "Take a new id.", params)


_UNKNOWN_IDS = ("unknown", "unsure", "not-known")
_UNKNOWN_WORDS = ("unknown", "not sure", "unsure", "i do not know", "i don't know", "don't know")


def _bare(question: Question) -> Iterator[Objection]:
    """Each question and column has its explanation and its law, and no option that means "I do not know"."""
    fields: list[tuple[Question | Column, tuple[object, ...]]] = [(question, ())]
    fields += [(column, ("columns", index)) for index, column in enumerate(question.columns)]
    for asked, path in fields:
        where = ("questions", question.id)
        for key, there in (("explanation", asked.explanation), ("law", asked.law)):
            if not there:
                message = "“{name}” has no {key}."
                hint = "Say what the words mean and why it is asked, and name the law behind it."
                yield Objection(where, "bare-question", message, path, hint, {"name": asked.id, "key": key})
        for index, option in enumerate(asked.options):
            if option.id in _UNKNOWN_IDS or option.text.lower().startswith(_UNKNOWN_WORDS):
                message = "The option “{name}” means “I do not know”, which every question takes anyway."
                place = (*path, "options", index)
                yield Objection(where, "unknown-as-option", message, place, "Leave it out.", {"name": option.id})


_GUILT = ("you have infringed", "you have violated", "is illegal", "is banned")


def _guilt(rule: Rule) -> Iterator[Objection]:
    """A finding speaks of answers and designs, and never of guilt."""
    for index, grade in enumerate(rule.grades):
        words = " ".join((grade.title, grade.text, grade.conclusion)).lower()
        for phrase in _GUILT:
            if phrase in words:
                message = "{grade} says “{phrase}”."
                params: dict[str, object] = {"grade": grade.id, "phrase": phrase}
                hint = "Say “on the answers given …”, and what is wrong with the design."
                yield Objection(("rules", rule.id), "guilt", message, ("grades", index), hint, params)
