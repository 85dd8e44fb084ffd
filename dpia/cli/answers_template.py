"""`dpia questions --yaml`: an answers file to fill in, with every question, its help and its options as comments.

A remark begins with two signs, an answer with one: whoever takes one sign away from every line has a file of comments
and answers. Until something else is written there, an answer is `unknown`, or what is typical of the setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from dpia.cells import lines
from dpia.cli.answers_syntax import syntax_lines
from dpia.content.condition import ColumnTest, Condition, Every, FactRef, QuestionTest, Some, walk
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.content.scenario import Scenario, presets_in
from dpia.i18n import Translator
from dpia.i18n_marks import N_

WIDTH = 100


def template_lines(pack: Pack, scenario: Scenario | None, tr: Translator) -> Iterator[str]:
    """The lines of the file; with a scenario what is typical of it stands in the place of `unknown`."""
    presets: Mapping[str, Any] = presets_in(scenario, tr.content) if scenario is not None else {}
    yield from _comment(tr(N_("Take the # away before an answer, write what is so, and run:")), "")
    yield "##     dpia fill FILE.dpia.json --from THIS.yaml"
    yield from (f"## {line}".rstrip() for line in syntax_lines(tr))
    if scenario is not None:
        told = N_("Answers that are typical of “{title}” stand there already; look at each.")
        yield from _comment(tr(told, title=tr.content(scenario.title)), "")
    yield f"#as-of: {pack.manifest.checked_to}"
    for section in pack.sections:
        yield ""
        yield f"## ===== {tr.content(section.title)} ====="
        for question in pack.section_questions(section.id):
            yield ""
            yield from _about(question, pack, tr, "")
            if question.type == "table":
                yield from _rows(question, presets.get(question.id), pack, tr)
            else:
                yield from _line(question.id, presets.get(question.id, "unknown"))


def _about(field: Question | Column, pack: Pack, tr: Translator, indent: str) -> Iterator[str]:
    """Text, help, what it is asked by, and options of a question or a column, as comments."""
    yield from _comment(tr.content(field.text), indent)
    if field.help:
        yield from _comment(tr.content(field.help), indent)
    if field.shown_when is not None:
        asked_by = tr.series(_asked_by(field.shown_when, pack, tr))
        yield from _comment(tr(N_("Whether it is asked depends on: {asked_by}"), asked_by=asked_by), indent)
    for option in field.options:
        yield from _comment(f"{option.id}{tr.colon}{tr.content(option.text, field.id, option.id)}", indent + "  ")
    if isinstance(field, Column) and field.options_from:
        yield from _comment(tr(N_("ids of rows of {table}"), table=field.options_from), indent + "  ")
    yield from _comment(_form(field, tr), indent + "  ")


def _asked_by(condition: Condition, pack: Pack, tr: Translator) -> Iterable[str]:
    """The answers that a condition reads, by their ids, and the named facts, by their titles."""
    found = []
    for node in walk(condition):
        match node:
            case QuestionTest():
                found.append(node.question)
            case ColumnTest():
                found.append(node.column)
            case Some() | Every():
                found.append(node.some if isinstance(node, Some) else node.every)
            case FactRef():
                found.append(tr.quoted(tr.content(pack.facts[node.fact].title)))
    return dict.fromkeys(found)


def _form(field: Question | Column, tr: Translator) -> str:
    forms = {
        "boolean": N_("true or false"),
        "choice": N_("one of these"),
        "choices": N_("a list of these"),
        "text": N_("text, in quotes"),
        "number": N_("a number"),
        "date": N_("a date such as 2026-11-21"),
        "table": N_("rows; a row that you name by the same id again is changed, not doubled"),
    }
    form = tr(forms[field.type])
    return tr(N_("{form}, or not applicable with a reason"), form=form) if field.not_applicable else form


def _rows(question: Question, preset: Any, pack: Pack, tr: Translator) -> Iterator[str]:
    """The rows of a table, one where nothing is typical; the first row explains its columns."""
    example = {"id": f"{question.row_noun.replace(' ', '-')}-1"}
    rows = preset if isinstance(preset, list) and preset else [example]
    yield f"#{question.id}:"
    for index, row in enumerate(rows):
        yield f"#  - id: {row['id']}"
        for column in question.columns:
            if index == 0:
                yield from _about(column, pack, tr, "    ")
            yield from _line(column.id, row.get(column.id, "unknown"), "    ")


def _line(name: str, value: Any, indent: str = "") -> Iterator[str]:
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10_000)
    end = "...\n"  # with which a plain value ends
    yield f"#{indent}{name}: {text.removesuffix(end).strip()}"


def _comment(text: str, indent: str) -> Iterator[str]:
    first = f"## {indent}"
    return iter(lines(text, WIDTH, first, first))
