"""The checks, in the order in which their problems are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from dpia.errors import Problem
from dpia.lint import (
    cases,
    catalogue,
    citations,
    completeness,
    conditions,
    coverage,
    criteria,
    design_marks,
    divergences,
    files,
    gates,
    identifiers,
    migrations,
    names,
    pinpoints,
    plain_words,
    polarity,
    questions,
    reads,
    regimes,
    report_layout,
    rules,
    running,
    scenarios,
    tasks,
    third_person,
)
from dpia.lint.subject import Subject


@dataclass(frozen=True, slots=True)
class Check:
    """A check; one of the scope `whole` is left out where a single rule is proved."""

    find: Callable[[Subject], Iterator[Problem]]
    scope: Literal["rule", "whole"]


READING = (
    Check(files.stray_files, "whole"),
    Check(files.other_folders, "whole"),
    Check(files.facts_with_their_law, "whole"),
    Check(identifiers.duplicates, "whole"),
    Check(identifiers.retired, "whole"),
    Check(migrations.named_things, "whole"),
    Check(migrations.since, "whole"),
    Check(questions.sections, "whole"),
    Check(questions.named_things, "whole"),
    Check(questions.explained, "whole"),
    Check(questions.unknown_as_option, "whole"),
    Check(third_person.asked, "whole"),
    Check(third_person.said, "rule"),
    Check(conditions.sound, "rule"),
    Check(reads.cycles, "rule"),
    Check(rules.named_things, "rule"),
    Check(rules.of_facts, "rule"),
    Check(rules.placeholders, "rule"),
    Check(rules.guilt, "rule"),
    Check(gates.named, "rule"),
    Check(citations.known, "rule"),
    Check(citations.drafts, "rule"),
    Check(citations.support, "rule"),
    Check(citations.in_force, "rule"),
    Check(citations.unverified, "rule"),
    Check(citations.voice, "rule"),
    Check(citations.own_views, "rule"),
    Check(citations.own_labels, "rule"),
    Check(pinpoints.named, "rule"),
    Check(citations.authority_entries, "whole"),
    Check(citations.sentence_marks, "whole"),
    Check(regimes.named_things, "rule"),
    Check(regimes.consultation, "rule"),
    Check(criteria.hidden, "whole"),
    Check(polarity.unmarked, "whole"),
    Check(polarity.exceptions, "whole"),
    Check(polarity.nobody_knows, "whole"),
    Check(design_marks.named_things, "whole"),
    Check(names.needed, "whole"),
    Check(names.attributes, "whole"),
    Check(report_layout.named_things, "whole"),
    Check(report_layout.unprinted, "whole"),
    Check(catalogue.risks, "whole"),
    Check(catalogue.measures, "whole"),
    Check(scenarios.named_things, "whole"),
    Check(scenarios.of_examples, "whole"),
    Check(completeness.named_things, "whole"),
    Check(tasks.named_things, "whole"),
    Check(divergences.named_things, "whole"),
    Check(cases.named_things, "rule"),
    Check(cases.names, "whole"),
    Check(coverage.rules_without_cases, "rule"),
    Check(reads.unused_facts, "whole"),
    Check(reads.unused_questions, "whole"),
    Check(plain_words.hard_to_read, "rule"),
    Check(plain_words.nothing_to_read, "whole"),
)
"""What can be read off the files."""

RUNNING = (Check(gates.closed, "rule"), Check(running.run, "rule"))
"""What only running shows; it needs files in which reading found nothing."""
