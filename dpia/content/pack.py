"""The pack: all content of one version, with indexes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from dpia.content.authority import Authority, Instrument
from dpia.content.base import Model, Slug, Text, model, real_date
from dpia.content.condition import Condition, FindingTest, walk
from dpia.content.divergence import Divergence
from dpia.content.migration import Migration
from dpia.content.question import Column, Fact, MeasureEntry, Question, RiskEntry, Section
from dpia.content.report_layout import ReportLayout
from dpia.content.rule import Example, Regime, Rule
from dpia.content.scenario import CompletenessMap, Scenario, Task


@model
class Manifest(Model):
    """Which content this is, and up to which date somebody has checked it."""

    id: Slug
    version: Text
    title: Text
    checked_to: str
    checked_on: str = ""
    """The day on which authorities without a day of their own were checked; empty stands for `checked_to`."""
    gates: dict[Slug, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    """What a provision may depend on, each with answers under which no rule that carries such a provision is closed."""

    def __post_init__(self) -> None:
        real_date(self.checked_to)
        if self.checked_on:
            real_date(self.checked_on)


@model
class Retired(Model):
    """An id that was published once and is gone; it never comes back with another meaning.

    A column is written `table.column`, a grade `RULE/grade`.
    """

    kind: Literal["questions", "facts", "rules", "authorities"]
    id: Text
    version: Text
    """The version of the content that no longer had it."""
    reason: Text


@model
class Content(Model):
    """All content as one plain model: what is compiled to JSON and read back."""

    manifest: Manifest
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    report: ReportLayout
    regimes: tuple[Regime, ...]
    rules: tuple[Rule, ...]
    instruments: tuple[Instrument, ...] = ()
    authorities: tuple[Authority, ...] = ()
    risks: tuple[RiskEntry, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    examples: tuple[Example, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    completeness: tuple[CompletenessMap, ...] = ()
    tasks: tuple[Task, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    retired: tuple[Retired, ...] = ()
    migrations: tuple[Migration, ...] = ()


@dataclass(frozen=True, eq=False)
class Pack:
    """Content with its digest (SHA-256 of the source files, hex) and the look-ups that everything else needs."""

    content: Content
    digest: str
    questions: dict[str, Question] = field(init=False, repr=False)
    facts: dict[str, Fact] = field(init=False, repr=False)
    rules: dict[str, Rule] = field(init=False, repr=False)
    regimes: dict[str, Regime] = field(init=False, repr=False)
    authorities: dict[str, Authority] = field(init=False, repr=False)
    instruments: dict[str, Instrument] = field(init=False, repr=False)
    columns: dict[tuple[str, str], Column] = field(init=False, repr=False)
    numbers: dict[str, str] = field(init=False, repr=False)
    """The number of each question, the same on the screen and in print: Q2.5 is the fifth of the second section."""
    late_rules: frozenset[str] = field(init=False, repr=False)
    blocking_rules: frozenset[str] = field(init=False, repr=False)
    """The rules that have a grade with which a launch is stopped."""
    order: dict[str, int] = field(init=False, repr=False)
    """The place of each rule in the content."""
    overriding: tuple[Question, ...] = field(init=False, repr=False)
    """The tables whose rows say of rows of another how it is there in a particular respect."""

    def __post_init__(self) -> None:
        content = self.content
        index = {
            "questions": {item.id: item for item in content.questions},
            "facts": {item.id: item for item in content.facts},
            "rules": {item.id: item for item in content.rules},
            "regimes": {item.id: item for item in content.regimes},
            "authorities": {item.id: item for item in content.authorities},
            "instruments": {item.id: item for item in content.instruments},
            "columns": {(q.id, c.id): c for q in content.questions for c in q.columns},
            "overriding": tuple(q for q in content.questions if q.overrides is not None),
            "numbers": {
                question.id: f"Q{index}.{place}"
                for index, section in enumerate(content.sections, start=1)
                for place, question in enumerate(self.section_questions(section.id), start=1)
            },
            "late_rules": frozenset(rule.id for rule in content.rules if _reads_findings(rule)),
            "blocking_rules": frozenset(
                rule.id for rule in content.rules if any(grade.severity == "blocker" for grade in rule.grades)
            ),
            "order": {rule.id: index for index, rule in enumerate(content.rules)},
        }
        for name, value in index.items():
            object.__setattr__(self, name, value)

    @property
    def manifest(self) -> Manifest:
        """Id, version and checked date of the content."""
        return self.content.manifest

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in the order of the walk."""
        return self.content.sections

    def section_questions(self, section: str) -> tuple[Question, ...]:
        """The questions asked in a section, in order."""
        return tuple(question for question in self.content.questions if question.section == section)

    def section_columns(self, section: str) -> tuple[tuple[Question, tuple[Column, ...]], ...]:
        """Tables of earlier sections with the columns that are asked in this one."""
        found = []
        for question in self.content.questions:
            columns = tuple(column for column in question.columns if column.section == section)
            if columns and question.section != section:
                found.append((question, columns))
        return tuple(found)

    def regime_line(self, regime: str) -> tuple[str, ...]:
        """The regime and those that it extends, as far as they are there: `se` -> `se`, `eu`."""
        line: list[str] = []
        current: str | None = regime
        while current is not None and current not in line:
            line.append(current)
            current = self.regimes[current].extends if current in self.regimes else None
        return tuple(line)

    def scenario(self, name: str) -> Scenario | None:
        """The scenario of that id, or None."""
        return next((scenario for scenario in self.content.scenarios if scenario.id == name), None)

    def example(self, name: str) -> Example | None:
        """The worked example of that id, or None."""
        return next((example for example in self.content.examples if example.id == name), None)


def rule_conditions(rule: Rule) -> Iterable[Condition]:
    """All conditions of a rule: its gate, its grades, and what they cite and offer."""
    yield rule.applies
    yield from (citation.when for citation in rule.citations if citation.when is not None)
    for grade in rule.grades:
        yield grade.when
        yield from (citation.when for citation in grade.citations if citation.when is not None)
        yield from (remedy.when for remedy in grade.remedies if not isinstance(remedy, str))


def _reads_findings(rule: Rule) -> bool:
    return any(isinstance(node, FindingTest) for condition in rule_conditions(rule) for node in walk(condition))
