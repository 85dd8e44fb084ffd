"""What conditions read: questions, columns and facts; that none of it reads itself, and that each thing is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from dpia.content.condition import ColumnTest, Condition, Count, Every, FactRef, QuestionTest, Some, children
from dpia.content.dependencies import facts_behind
from dpia.content.names import NEEDED
from dpia.content.pack import Content, Pack
from dpia.content.question import Column, Question
from dpia.errors import Problem
from dpia.lint.conditions import all_conditions
from dpia.lint.subject import Subject

Place = tuple[str, str | None]
"""A question, or a table and its column."""


def cycles(subject: Subject) -> Iterator[Problem]:
    """No fact and no visibility may depend on itself. The first circle is named; others may show once it is gone."""
    try:
        TopologicalSorter(_graph(subject.pack)).prepare()
    except CycleError as error:
        trail = error.args[1][::-1]  # from what depends to what it depends on
        yield subject.problem(
            _thing(trail[0]), (), "cycle", "This depends on itself: {trail}.", trail=" → ".join(trail)
        )


def _graph(pack: Pack) -> dict[str, set[str]]:
    """What each fact, question, column and each table's considered rows read."""
    graph = {f"fact:{fact.id}": reads(pack, fact.when, fact.row) for fact in pack.content.facts}
    for question in pack.content.questions:
        asked = _asked_by(pack, question, None)
        graph[question.id] = asked
        for column in question.columns:
            graph[f"{question.id}.{column.id}"] = asked | _asked_by(pack, column, question.id)
        if question.considered_when:
            graph[f"rows:{question.id}"] = reads(pack, question.considered_when, question.id)
    return graph


def _asked_by(pack: Pack, field: Question | Column, table: str | None) -> set[str]:
    """What decides whether a question or column is asked, or is known not to apply where it is not."""
    conditions = [one for one in (field.shown_when, field.excluded_by) if one is not None]
    return {name for one in conditions for name in reads(pack, one, table)}


def _thing(name: str) -> tuple[str, str]:
    """Kind and id of a node of the graph."""
    if name.startswith("fact:"):
        return "facts", name.removeprefix("fact:")
    return "questions", ".".join(name.removeprefix("rows:").split(".")[:2])


def reads(pack: Pack, node: Condition, table: str | None) -> set[str]:
    """What a condition names: `section.question`, `table.column`, `fact:NAME`, `rows:TABLE` (considered rows)."""
    found: set[str] = set()
    match node:
        case QuestionTest():
            found.add(node.question)
        case ColumnTest():
            prefix, _, name = node.column.rpartition(".")
            found.add(f"{prefix or table}.{name}")
        case FactRef():
            found.add(f"fact:{node.fact}")
            fact = pack.facts.get(node.fact)
            if fact is not None and fact.row is not None:
                found |= {fact.row, f"rows:{fact.row}"}
        case Some(some=rows) | Every(every=rows):
            found |= {rows, f"rows:{rows}"} if node.considered else {rows}
            return found | reads(pack, node.where, rows)
        case Count(count=count) if count.rows is not None and count.where is not None:
            found |= {count.rows, f"rows:{count.rows}"} if count.considered else {count.rows}
            return found | reads(pack, count.where, count.rows)
    for child in children(node):
        found |= reads(pack, child, table)
    return found


def places_read(pack: Pack, conditions: Iterable[tuple[Condition, str | None]]) -> set[Place]:
    """The questions, tables and columns that conditions read, through facts too; each with the table of its row.

    What decides whether a question is asked is left out.
    """
    found: set[Place] = set()
    seen: set[str] = set()
    for node, table in conditions:
        _places(pack, node, table, seen, found)
    return found


def _places(pack: Pack, node: Condition, table: str | None, seen: set[str], found: set[Place]) -> None:
    match node:
        case QuestionTest():
            found.add((node.question, None))
        case ColumnTest():
            prefix, _, name = node.column.rpartition(".")
            found.add((prefix or table or "", name))
        case FactRef():
            fact = pack.facts.get(node.fact)
            if fact is not None and node.fact not in seen:
                seen.add(node.fact)
                _places(pack, fact.when, fact.row, seen, found)
        case Some(some=rows) | Every(every=rows):
            found.add((rows, None))
            table = rows
        case Count(count=count) if count.rows is not None:
            found.add((count.rows, None))
            table = count.rows
    for child in children(node):
        _places(pack, child, table, seen, found)


def unused_facts(subject: Subject) -> Iterator[Problem]:
    """Facts that no rule, task, map, scenario, manifest, point or question reads, be it through other facts."""
    pack = subject.pack
    live = live_facts(pack)
    for fact in pack.content.facts:
        if fact.id not in live:
            message = "Nothing uses the fact {name}; use by another fact that nothing uses does not count."
            hint = "Take it out; if it was ever published, write its id into core/retired.yaml."
            yield subject.problem(("facts", fact.id), (), "unused-fact", message, hint, name=fact.id)


def unused_questions(subject: Subject) -> Iterator[Problem]:
    """Questions that neither serve anything nor are read by anything that is used itself."""
    pack = subject.pack
    live = live_facts(pack)
    used: set[str] = set()
    for stated in all_conditions(pack.content):
        kind, name = stated.where
        if kind != "facts" or name in live:
            used |= reads(pack, stated.node, stated.table)
    used |= _named_by_entries(pack.content)
    for question in pack.content.questions:
        serves = question.serves or any(column.serves for column in question.columns)
        if not serves and question.id not in used:
            message = "Nothing uses {name}: no rule, task, completeness element or report."
            yield subject.problem(("questions", question.id), (), "unused", message, name=question.id)


def live_facts(pack: Pack) -> frozenset[str]:
    """Facts that something other than a fact reads, those of the due criteria, and those behind them."""
    content = pack.content
    roots = [stated.node for stated in all_conditions(content) if stated.where[0] != "facts"]
    named = [criterion.fact for one in content.regimes if one.due for criterion in (*one.due.enough, *one.due.criteria)]
    named += [needed.id for needed in NEEDED if needed.kind == "fact"]
    roots += [FactRef(fact=name) for name in named]
    return facts_behind(pack, roots)


def _named_by_entries(content: Content) -> set[str]:
    """Questions, and tables by their columns, that completeness maps and tasks name outside of conditions."""
    named = {name for map_ in content.completeness for element in map_.elements for name in element.answered_by}
    named |= {name for task in content.tasks for name in (task.counts_from, task.rows) if name is not None}
    return named | {name.rpartition(".")[0] for name in named}
