"""Which texts are held to the reading measure: those that people without law read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dpia.content.pack import Content
from dpia.content.question import Column, Fact, Question
from dpia.content.rule import Rule
from dpia.errors import Problem
from dpia.lint.readability import Part, Passage, measure, objections
from dpia.lint.subject import Subject


def hard_to_read(subject: Subject) -> Iterator[Problem]:
    """Passages above the limits: all of them, or those of the one rule and of the facts behind it."""
    if subject.only is None:
        found = passages(subject.pack.content)
    else:
        found = iter([_rule(subject.only), *(_fact(fact) for fact in subject.facts)])
    for passage in found:
        for one in objections(passage):
            where = (passage.kind, passage.identity)
            yield subject.problem(where, one.path, "hard-to-read", one.message, one.hint, **one.params)


def nothing_to_read(subject: Subject) -> Iterator[Problem]:
    """Where there are no words that could be measured, nothing is proved of them."""
    words: Counter[str] = Counter()
    for passage in passages(subject.pack.content):
        words[passage.kind] += measure(*(part.text for part in passage.parts)).words
    for kind in ("sections", "questions"):
        if not words[kind]:
            message = "There are no {kind} whose words could be measured, so nothing is proved."
            yield subject.problem(("pack", subject.pack.manifest.id), (), "nothing-to-read", message, kind=kind)


def passages(content: Content) -> Iterator[Passage]:
    """All that people without law read, each piece as it is met on the screen.

    Left out, since they are for counsel: what a rule says of the law and of the answers (issue, rule, text,
    conclusion), statements of authorities, notes. Titles of findings and remedies are read by all, so their sentences
    are judged; they are too short, and too full of terms, for more.
    """
    for section in content.sections:
        parts = (("title", section.title), ("intro", section.intro), ("explanation", section.explanation))
        yield _passage("sections", section.id, *parts)
    for question in content.questions:
        yield from _question(question.id, question, ())
        for index, column in enumerate(question.columns):
            yield from _question(question.id, column, ("columns", index))
    for risk in content.risks:
        yield _passage("risks", risk.id, ("title", risk.title), ("description", risk.description))
    for measure_ in content.measures:
        yield _passage("measures", measure_.id, ("text", measure_.text))
    for scenario in content.scenarios:
        heads = (("title", scenario.title), ("summary", scenario.summary), ("audience", scenario.audience))
        yield _passage("scenario", scenario.id, *heads)
        for index, paragraph in enumerate(scenario.guidance):
            yield Passage("scenario", scenario.id, (Part(("guidance", index), paragraph),))
        for index, rung in enumerate(scenario.instead):
            yield Passage("scenario", scenario.id, (Part(("instead", index, "text"), rung.text),))
        for index, step in enumerate(scenario.lane):
            texts = (Part(("lane", index, "text"), step.text), Part(("lane", index, "help"), step.help))
            yield Passage("scenario", scenario.id, texts)
            for number, wording in enumerate(step.wordings):
                path = ("lane", index, "wordings", number)
                words = (Part((*path, "text"), wording.text), Part((*path, "help"), wording.help))
                options = (Part((*path, "options", name), text) for name, text in (wording.options or {}).items())
                yield Passage("scenario", scenario.id, (*words, *options))
        yield _passage("scenario", scenario.id, ("stop_text", scenario.stop_text))
    for task in content.tasks:
        yield _passage("tasks", task.id, ("title", task.title), ("text", task.text))
    for point in content.divergences:
        # Read as one row: the point, what each law says, and why they differ.
        said = [
            Part(("sides", regime, "says", index, "text"), sentence.text)
            for regime, side in point.sides.items()
            for index, sentence in enumerate(side.says)
        ]
        lines = [Part(("title",), point.title), *said, Part(("why",), point.why)]
        yield Passage("divergences", point.id, tuple(lines))
    for fact in content.facts:
        yield _fact(fact)
    for rule in content.rules:
        yield _rule(rule)


def _fact(fact: Fact) -> Passage:
    return _passage("facts", fact.id, ("title", fact.title), sentences_only=True)


def _rule(rule: Rule) -> Passage:
    lines = [Part(("title",), rule.title)]
    for index, grade in enumerate(rule.grades):
        lines.append(Part(("grades", index, "title"), grade.title))
        for n, remedy in enumerate(grade.remedies):
            place = ("grades", index, "remedies", n)
            lines.append(Part(place, remedy) if isinstance(remedy, str) else Part((*place, "text"), remedy.text))
    return Passage("rules", rule.id, tuple(lines), sentences_only=True)


def _question(identity: str, field: Question | Column, path: tuple[str | int, ...]) -> Iterator[Passage]:
    """A question with its help and its explanation is one passage, each option another."""
    texts = (("text", field.text), ("help", field.help), ("explanation", field.explanation), ("why", field.why))
    yield Passage("questions", identity, tuple(Part((*path, key), text) for key, text in texts))
    for index, option in enumerate(field.options):
        place = (*path, "options", index)
        yield Passage("questions", identity, (Part((*place, "text"), option.text), Part((*place, "help"), option.help)))


def _passage(kind: str, identity: str, *texts: tuple[str, str], sentences_only: bool = False) -> Passage:
    return Passage(kind, identity, tuple(Part((key,), text) for key, text in texts), sentences_only)
