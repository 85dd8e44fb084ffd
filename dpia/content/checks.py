"""What YAML models cannot see: references, types of comparisons, cycles, reachability, and the rules of citing.

`check_content` returns every problem of a content folder in one pass, each with file, line and column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dpia.content import care, criteria, design_marks, readability
from dpia.content.authority import UNBORN
from dpia.content.condition import (
    ColumnTest,
    Condition,
    Count,
    Every,
    FactRef,
    FindingTest,
    QuestionTest,
    Some,
    Test,
    children,
)
from dpia.content.loader import _sources, case_place, compile_content, content_digest, content_files, load_cases
from dpia.content.pack import Pack, rule_conditions
from dpia.content.question import Column, Question
from dpia.content.source import Source
from dpia.errors import Problem, ProblemsFound, nearest

PLACEHOLDER = re.compile(r"{(rows|controller|answer:[a-z]+\.[a-z0-9-]+)}")
_BRACE = re.compile(r"(?<!{){(?!{)[^{}]*}(?!})|(?<!{){(?!{)[^{}]*$")

_RULE = re.compile(r"[A-Z]{2,5}-[A-Z]?\d\d[a-z]?")

_NUMBER_TESTS = ("at_least", "more_than", "at_most", "less_than")
_CHOICES_TESTS = ("contains", "contains_any", "contains_all", "every_in", "contains_row")


def check_content(root: Path) -> tuple[Problem, ...]:
    """Every problem of a content folder that can be read off its files; empty if there is none."""
    try:
        content = compile_content(root)
        load_cases(root)
    except ProblemsFound as found:
        return found.problems
    return tuple(_Checker(root, Pack(content, content_digest(root))).run())


class Places:
    """Where the things with an id stand in the files of a content folder."""

    def __init__(self, root: Path) -> None:
        self._places: dict[tuple[str, str], tuple[Source, tuple[object, ...]]] = {}
        for kind, source in _sources(root, []):
            for place, identity in _entries(kind, source.data):
                self._places.setdefault((kind, identity), (source, place))
            if kind == "authorities":
                for index, entry in enumerate(source.data.get("instruments", [])):
                    self._places.setdefault(("instruments", entry["id"]), (source, ("instruments", index)))

    def file(self, where: tuple[str, str]) -> str:
        """The file in which a thing stands first; empty if it stands nowhere."""
        source, _ = self._places.get(where, (None, ()))
        return source.file if source is not None else ""

    def answers(self, where: tuple[str, str], key: str) -> Source | None:
        """The answers under a key of a thing, with their positions."""
        source, base = self._places.get(where, (None, ()))
        if source is None:
            return None
        return source.part((*base, key))

    def problem(
        self,
        where: tuple[str, str],
        path: tuple[object, ...],
        code: str,
        message: str,
        hint: str = "",
        **params: object,
    ) -> Problem:
        """A problem with a thing (kind and id), at a place inside it."""
        source, base = self._places.get(where, (None, ()))
        if source is None:
            return Problem(code, message, where[1], hint=hint, params=params)
        return source.problem((*base, *path), code, message, hint, **params)


class _Checker:
    def __init__(self, root: Path, pack: Pack) -> None:
        self.root = root
        self.pack = pack
        self.problems: list[Problem] = []
        self.places = Places(root)
        self.cases = load_cases(root)

    def run(self) -> Iterator[Problem]:
        self._strays()
        self._unique()
        self._homes()
        self._sections()
        self._sources()
        for question in self.pack.content.questions:
            self._question(question)
        for fact in self.pack.content.facts:
            where = ("facts", fact.id)
            self._condition(fact.when, where, fact.row, ("when",))
            self._authorities(fact.cites, where, ("cites",))
            if fact.row is not None and not self._is_table(fact.row):
                self._say(where, "unknown-table", "“{name}” is not a table.", ("row",), name=fact.row)
        self._rules()
        self._regimes()
        self._catalogue()
        self._scenarios()
        self._completeness()
        self._tasks()
        self._crosswalk()
        self._cycles()
        self._used()
        self._readable()
        for found in (*care.objections(self.pack), *criteria.objections(self.pack), *design_marks.objections(self.pack)):
            self._say(found.where, found.code, found.message, found.path, found.hint, **found.params)
        yield from self.problems

    # --- the folder -------------------------------------------------------------------------------------------------

    def _strays(self) -> None:
        """Every YAML file is read by somebody: a misnamed one would be silently without effect."""
        read = {path for files in content_files(self.root).values() for path in files}
        for path in sorted((*self.root.rglob("*.yaml"), *self.root.rglob("*.yml"))):
            if path not in read:
                message = "Nothing reads this file: its name or its folder is not one that content has."
                hint = "See “Where things are” in docs/authoring.md."
                self.problems.append(Problem("stray-file", message, path.relative_to(self.root).as_posix(), hint=hint))

    def _homes(self) -> None:
        """What says its regime, or is named as its folder, stands in that folder."""
        content = self.pack.content
        for kind, things in (
            ("rules", content.rules),
            ("completeness", content.completeness),
            ("tasks", content.tasks),
        ):
            for thing in things:
                self._home((kind, thing.id), ("regime",), thing.regime)
        for kind, named in (("regime", content.regimes), ("scenario", content.scenarios)):
            for one in named:
                self._home((kind, one.id), ("id",), one.id)

    def _home(self, where: tuple[str, str], path: tuple[object, ...], named: str) -> None:
        parts = self.places.file(where).split("/")
        if len(parts) > 2 and parts[1] != named:
            message = "This says “{name}” and stands in the folder “{folder}”."
            self._say(where, "other-folder", message, path, "Make the two the same.", name=named, folder=parts[1])

    # --- single things ----------------------------------------------------------------------------------------------

    def _unique(self) -> None:
        content = self.pack.content
        for kind, items in (
            ("sections", content.sections), ("questions", content.questions), ("facts", content.facts),
            ("regime", content.regimes), ("rules", content.rules), ("authorities", content.authorities),
            ("instruments", content.instruments), ("risks", content.risks), ("measures", content.measures),
            ("example", content.examples),
        ):  # fmt: skip
            for identity, count in Counter(item.id for item in items).items():
                if count > 1:
                    self._say(
                        (kind, identity),
                        "duplicate-id",
                        "The id {name} is used {count} times.",
                        (),
                        name=identity,
                        count=count,
                    )

    def _sections(self) -> None:
        known = {section.id for section in self.pack.sections}
        for question in self.pack.content.questions:
            if question.section not in known:
                self._say(
                    ("questions", question.id),
                    "unknown-section",
                    "There is no section “{name}”.",
                    ("id",),
                    name=question.section,
                )
            for index, column in enumerate(question.columns):
                if column.section is not None and column.section not in known:
                    self._say(
                        ("questions", question.id),
                        "unknown-section",
                        "There is no section “{name}”.",
                        ("columns", index),
                        name=column.section,
                    )

    def _sources(self) -> None:
        """Instruments and other entries that authorities name."""
        for authority in self.pack.content.authorities:
            where = ("authorities", authority.id)
            if authority.instrument is not None and authority.instrument not in self.pack.instruments:
                self._unknown(where, ("instrument",), "instrument", authority.instrument, self.pack.instruments)
            self._authorities(authority.see, where, ("see",))

    def _question(self, question: Question) -> None:
        where = ("questions", question.id)
        if question.shown_when is not None:
            self._condition(question.shown_when, where, None, ("shown_when",))
        if question.excluded_by is not None:
            self._condition(question.excluded_by, where, None, ("excluded_by",))
        if question.considered_when is not None:
            self._condition(question.considered_when, where, question.id, ("considered_when",))
        self._authorities(question.law, where, ("law",))
        self._serves(question.serves, where, ("serves",))
        for index, column in enumerate(question.columns):
            place = ("columns", index)
            if column.shown_when is not None:
                self._condition(column.shown_when, where, question.id, (*place, "shown_when"))
            if column.excluded_by is not None:
                self._condition(column.excluded_by, where, question.id, (*place, "excluded_by"))
            if column.options_from is not None and not self._is_table(column.options_from):
                self._say(
                    where,
                    "unknown-table",
                    "“{name}” is not a table.",
                    (*place, "options_from"),
                    name=column.options_from,
                )
            self._authorities(column.law, where, (*place, "law"))
            self._serves(column.serves, where, (*place, "serves"))

    def _serves(self, serves: Iterable[str], where: tuple[str, str], path: tuple[object, ...]) -> None:
        for name in serves:
            if _RULE.fullmatch(name) and self.pack.content.rules and name not in self.pack.rules:
                self._say(where, "unknown-rule", "There is no rule {name}.", path, name=name)
            elif name.startswith("fact:"):
                if name[5:] not in self.pack.facts:
                    self._unknown(where, path, "fact", name[5:], self.pack.facts)
            elif not _RULE.fullmatch(name) and not name.startswith("C:") and name not in ("rep", "regime"):
                message = "“{name}” is nothing that a question can serve."
                hint = "A rule id, fact:NAME, C:… (an element that the law lists), regime, or rep (the report)."
                self._say(where, "serves", message, path, hint, name=name)

    def _rules(self) -> None:
        tested = Counter(name for _, case in self.cases for name in case.expect)
        for rule in self.pack.content.rules:
            where = ("rules", rule.id)
            if rule.regime not in self.pack.regimes:
                self._unknown(where, ("regime",), "regime", rule.regime, self.pack.regimes)
            if rule.rows is not None and not self._is_table(rule.rows):
                self._say(where, "unknown-table", "“{name}” is not a table.", ("rows",), name=rule.rows)
            self._condition(rule.applies, where, rule.rows, ("applies",))
            self._cites(rule, where)
            for index, grade in enumerate(rule.grades):
                self._condition(grade.when, where, rule.rows, ("grades", index, "when"))
                for name in grade.also:
                    if name not in self.pack.rules:
                        self._say(
                            where, "unknown-rule", "There is no rule {name}.", ("grades", index, "also"), name=name
                        )
                for text in (grade.title, grade.text, grade.conclusion, *grade.remedy_texts):
                    self._placeholders(text, where, ("grades", index), rule.rows)
                for n, remedy in enumerate(grade.remedies):
                    if not isinstance(remedy, str):
                        self._condition(remedy.when, where, rule.rows, ("grades", index, "remedies", n, "when"))
            if not tested[rule.id]:
                message = "No case beside the rules expects anything of {name}."
                hint = "Write its cases into NAME.test.yaml beside NAME.rules.yaml."
                self._say(where, "no-case", message, (), hint, name=rule.id)
        for source, case in self.cases:
            for name in case.expect:
                if name not in self.pack.rules and name not in ("outcome", "due", "best", "worst"):
                    message = "The case “{case}” expects something of {name}, which is no rule."
                    place = (*case_place(source, case), "expect", name)
                    self.problems.append(source.problem(place, "unknown-rule", message, case=case.name, name=name))
            if case.base is not None and self.pack.example(case.base) is None:
                message, place = "There is no worked example “{name}”.", (*case_place(source, case), "base")
                self.problems.append(source.problem(place, "unknown-example", message, name=case.base))
            due = case.expect.get("due")
            for name in due if isinstance(due, dict) else ():
                if name not in self.pack.regimes:
                    message, place = "There is no regime “{name}”.", (*case_place(source, case), "expect", "due", name)
                    self.problems.append(source.problem(place, "unknown-regime", message, name=name))

    def _cites(self, rule: Any, where: tuple[str, str]) -> None:
        supports = False
        for path, citations in [
            (("citations",), rule.citations),
            *((("grades", i, "citations"), g.citations) for i, g in enumerate(rule.grades)),
        ]:
            for index, citation in enumerate(citations):
                if citation.when is not None:
                    self._condition(citation.when, where, rule.rows, (*path, index, "when"))
                authority = self.pack.authorities.get(citation.authority)
                if authority is None:
                    self._unknown(where, (*path, index), "authority", citation.authority, self.pack.authorities)
                    continue
                if authority.rank in UNBORN and citation.role not in ("explains", "horizon"):
                    self._say(
                        where,
                        "draft-supports",
                        "{name} is not law: it may explain or stand on the horizon, never support.",
                        (*path, index),
                        name=authority.id,
                    )
                supports |= citation.role in ("supports", "by-analogy")
        if not supports and any(grade.severity not in ("note", "ok") for grade in rule.grades):
            self._say(where, "no-support", "No authority supports {name}.", (), name=rule.id)

    def _placeholders(self, text: str, where: tuple[str, str], path: tuple[object, ...], rows: str | None) -> None:
        for match in _BRACE.finditer(text):
            found = PLACEHOLDER.fullmatch(match[0])
            if found is None:
                self._say(
                    where,
                    "placeholder",
                    "“{name}” is no placeholder.",
                    path,
                    "Use {{rows}}, {{controller}} or {{answer:QUESTION}}.",
                    name=match[0],
                )
            elif found[1] == "rows" and rows is None:
                self._say(where, "placeholder", "“{name}” needs a rule that runs over rows.", path, name=match[0])
            elif found[1].startswith("answer:") and found[1][7:] not in self.pack.questions:
                self._unknown(where, path, "question", found[1][7:], self.pack.questions)

    def _regimes(self) -> None:
        for regime in self.pack.content.regimes:
            where = ("regime", regime.id)
            self._condition(regime.governs, where, None, ("governs",))
            if regime.out_of_scope is not None:
                self._condition(regime.out_of_scope, where, None, ("out_of_scope",))
            if regime.extends is not None and regime.extends not in self.pack.regimes:
                self._unknown(where, ("extends",), "regime", regime.extends, self.pack.regimes)
            elif regime.extends is not None and regime.id in self._line(regime.extends):
                self._say(where, "cycle", "“{name}” extends itself.", ("extends",), name=regime.id)
            if regime.due is None:
                continue
            self._authorities([regime.due.law], where, ("due", "law"))
            for key, items in (("enough", regime.due.enough), ("criteria", regime.due.criteria)):
                for index, criterion in enumerate(items):
                    self._authorities([criterion.authority], where, ("due", key, index))
                    if criterion.fact not in self.pack.facts:
                        self._unknown(where, ("due", key, index), "fact", criterion.fact, self.pack.facts)
        for rule in self.pack.content.rules:
            home = self.pack.regimes.get(rule.regime)
            if home is not None and not home.prior_consultation:
                for index, grade in enumerate(rule.grades):
                    if "consult" in (grade.kind, grade.if_unknown):
                        self._say(
                            ("rules", rule.id),
                            "no-consultation",
                            "{name} knows no prior consultation.",
                            ("grades", index),
                            name=home.title,
                        )

    def _catalogue(self) -> None:
        risks = {risk.id for risk in self.pack.content.risks}
        register = self.pack.questions.get("risks.register")
        event = register.column("event") if register else None
        if risks and event is not None:
            for option in event.options:
                if option.id not in risks and option.id != "own":
                    self._say(
                        ("questions", "risks.register"),
                        "no-catalogue",
                        "The risk “{name}” has no entry in the catalogue.",
                        (),
                        name=option.id,
                    )
        for measure in self.pack.content.measures:
            for name in measure.against:
                if name not in risks:
                    self._unknown(("measures", measure.id), ("against",), "risk", name, risks)
            self._authorities(measure.law, ("measures", measure.id), ("law",))
        for risk in self.pack.content.risks:
            self._authorities(risk.law, ("risks", risk.id), ("law",))

    def _scenarios(self) -> None:
        """References of the scenarios, and that of the worked examples to a scenario."""
        ladder = self.pack.columns.get(("alternatives.ladder", "rung"))
        rungs = [option.id for option in ladder.options] if ladder else []
        risks = [risk.id for risk in self.pack.content.risks]
        measures = [measure.id for measure in self.pack.content.measures]
        names = [scenario.id for scenario in self.pack.content.scenarios]
        self._once("scenario", names)
        for scenario in self.pack.content.scenarios:
            where = ("scenario", scenario.id)
            self._authorities(scenario.law, where, ("law",))
            for key, kind, values, known in (
                ("instead", "rung", [rung.rung for rung in scenario.instead], rungs),
                ("risks", "risk", scenario.risks, risks),
                ("measures", "measure", scenario.measures, measures),
                ("first_questions", "question", scenario.first_questions, self.pack.questions),
            ):
                for index, name in enumerate(values):
                    if name not in known:
                        self._unknown(where, (key, index), kind, name, known)
            for name in scenario.presets:
                if name not in self.pack.questions:
                    self._unknown(where, ("presets", name), "question", name, self.pack.questions)
            if scenario.stop_when is not None:
                self._condition(scenario.stop_when, where, None, ("stop_when",))
        for example in self.pack.content.examples:
            if example.scenario is not None and example.scenario not in names:
                self._unknown(("example", example.id), ("scenario",), "scenario", example.scenario, names)

    def _completeness(self) -> None:
        """References of the completeness maps."""
        self._once("completeness", [item.id for item in self.pack.content.completeness])
        for item in self.pack.content.completeness:
            where = ("completeness", item.id)
            if item.regime not in self.pack.regimes:
                self._unknown(where, ("regime",), "regime", item.regime, self.pack.regimes)
            for identity, count in Counter(element.id for element in item.elements).items():
                if count > 1:
                    message = "The id {name} is used {count} times."
                    self._say(where, "duplicate-id", message, ("elements",), name=identity, count=count)
            for index, element in enumerate(item.elements):
                path = ("elements", index)
                self._authorities([element.authority], where, (*path, "authority"))
                for place in element.answered_by:
                    self._answering_place(place, where, (*path, "answered_by"))
                for key, condition in (("applies", element.applies), ("missing_when", element.missing_when)):
                    if condition is not None:
                        self._condition(condition, where, None, (*path, key))

    def _answering_place(self, name: str, where: tuple[str, str], path: tuple[object, ...]) -> None:
        """A question that holds a value, or a column; a bare table would count as answered with its cells empty."""
        if self._is_table(name):
            message = "{name} is a table; name the columns that answer."
            self._say(where, "bare-table", message, path, name=name)
        elif name not in self.pack.questions:
            table, _, column = name.rpartition(".")
            if (table, column) not in self.pack.columns:
                known = [*self.pack.questions, *(f"{t}.{c}" for t, c in self.pack.columns)]
                self._unknown(where, path, "question", name, known)

    def _tasks(self) -> None:
        """References of the tasks, and that each counts from a date."""
        self._once("tasks", [task.id for task in self.pack.content.tasks])
        for task in self.pack.content.tasks:
            where = ("tasks", task.id)
            if task.regime not in self.pack.regimes:
                self._unknown(where, ("regime",), "regime", task.regime, self.pack.regimes)
            self._authorities([task.authority], where, ("authority",))
            if task.rows is not None:
                self._table(task.rows, where, ("rows",))
            self._condition(task.when, where, task.rows, ("when",))
            if task.counts_from is None:
                continue
            field: Question | Column | None = self.pack.questions.get(task.counts_from)
            if "." not in task.counts_from:
                field = self.pack.columns.get((task.rows or "", task.counts_from))
            if field is None:
                self._unknown(where, ("counts_from",), "question", task.counts_from, self.pack.questions)
            elif field.type != "date":
                message = "{name} is no date."
                self._say(where, "no-date", message, ("counts_from",), name=task.counts_from)

    def _crosswalk(self) -> None:
        """References of the points on which laws part; each side stays with its own law and rules."""
        self._once("crosswalk", [point.id for point in self.pack.content.crosswalk])
        for point in self.pack.content.crosswalk:
            where = ("crosswalk", point.id)
            self._condition(point.when, where, None, ("when",))
            for name in point.questions:
                if name not in self.pack.questions:
                    self._unknown(where, ("questions",), "question", name, self.pack.questions)
            for regime, side in point.sides.items():
                path = ("sides", regime)
                if regime not in self.pack.regimes:
                    self._unknown(where, path, "regime", regime, self.pack.regimes)
                    continue
                for name in side.rules:
                    if name not in self.pack.rules:
                        self._unknown(where, path, "rule", name, self.pack.rules)
                    elif regime not in self._line(self.pack.rules[name].regime):
                        message = "{name} is no rule of “{regime}”."
                        self._say(where, "other-side", message, path, name=name, regime=regime)
                for other in point.sides:
                    if other != regime and other in self._line(regime):
                        message = "“{regime}” extends “{other}”: they do not part, they add up."
                        self._say(where, "same-side", message, path, regime=regime, other=other)
                for sentence in side.says:
                    self._authorities(sentence.law, where, path)
                    for name in sentence.law:
                        authority = self.pack.authorities.get(name)
                        if authority is None:
                            continue
                        other = authority.regime
                        if other not in self._line(regime) and regime not in self._line(other):
                            message = "{name} is law of “{other}” and stands on the side of “{regime}”."
                            self._say(where, "other-side", message, path, name=name, other=other, regime=regime)
                        if authority.rank in UNBORN:
                            message = "{name} is a draft or proposal and cannot support."
                            self._say(where, "draft-supports", message, path, name=name)

    def _once(self, kind: str, names: Iterable[str]) -> None:
        for identity, count in Counter(names).items():
            if count > 1:
                message = "The id {name} is used {count} times."
                self._say((kind, identity), "duplicate-id", message, (), name=identity, count=count)

    # --- conditions -------------------------------------------------------------------------------------------------

    def _condition(self, node: Condition, where: tuple[str, str], table: str | None, path: tuple[object, ...]) -> None:
        self._node(node, where, (table,) if table else (), path)

    def _node(self, node: Condition, where: tuple[str, str], tables: tuple[str, ...], path: tuple[object, ...]) -> None:
        match node:
            case QuestionTest():
                question = self.pack.questions.get(node.question)
                if question is None:
                    self._unknown(where, path, "question", node.question, self.pack.questions)
                else:
                    self._test(node, question, where, tables, path)
            case ColumnTest():
                table, _, name = node.column.rpartition(".")
                table = table or (tables[-1] if tables else "")
                column = self.pack.columns.get((table, name))
                if table not in tables:
                    self._say(
                        where,
                        "no-row",
                        "“{name}” is a column, but there is no row of its table here.",
                        path,
                        name=node.column,
                    )
                elif column is None:
                    names = [c for t, c in self.pack.columns if t == table]
                    self._unknown(where, path, f"column of {table}", name, names)
                else:
                    self._test(node, column, where, tables, path)
            case FactRef():
                if node.fact not in self.pack.facts:
                    self._unknown(where, path, "fact", node.fact, self.pack.facts)
            case Some(some=table) | Every(every=table):
                self._table(table, where, path)
                self._node(node.where, where, (*tables, table), (*path, "where"))
            case Count(count=count) if count.rows is not None and count.where is not None:
                self._table(count.rows, where, path)
                self._node(count.where, where, (*tables, count.rows), (*path, "count", "where"))
            case FindingTest():
                if where[0] != "rules":
                    self._say(where, "finding-here", "Only rules may look at findings.", path)
                for name in node.finding.rules or ():
                    if name not in self.pack.rules:
                        self._say(where, "unknown-rule", "There is no rule {name}.", path, name=name)
                    elif name in self.pack.late_rules:
                        self._say(
                            where,
                            "late-rule",
                            "{name} itself looks at findings; that is not possible here.",
                            path,
                            name=name,
                        )
            case _:
                for index, child in enumerate(children(node)):
                    self._node(child, where, tables, (*path, _child_key(node), index))

    def _table(self, name: str, where: tuple[str, str], path: tuple[object, ...]) -> None:
        if not self._is_table(name):
            self._unknown(where, path, "table", name, [q.id for q in self.pack.content.questions if q.type == "table"])

    def _test(
        self,
        node: Test,
        field: Question | Column,
        where: tuple[str, str],
        tables: tuple[str, ...],
        path: tuple[object, ...],
    ) -> None:
        operator, operand = node.operator, node.operand
        kind = field.type
        fits = {
            "is": kind in ("boolean", "choice", "text", "number", "date"),
            "one_of": kind in ("choice", "number"),
            "empty": kind in ("choices", "table", "text"),
            "answered": True,
        }.get(operator, kind == "choices" if operator in _CHOICES_TESTS else kind in ("number", "date"))
        if not fits:
            self._say(
                where,
                "wrong-test",
                "“{operator}” does not fit {name}, which is a {kind}.",
                path,
                operator=operator,
                name=field.id,
                kind=kind,
            )
            return
        comparable = (
            isinstance(operand, str) is (kind == "date")
            if operator in _NUMBER_TESTS
            else operator != "is" or isinstance(operand, bool) is (kind == "boolean")
        )
        if not comparable:
            message = "“{value}” cannot be compared with {name}, which is a {kind}."
            self._say(where, "wrong-value", message, path, value=operand, name=field.id, kind=kind)
        if operator == "contains_row" and operand not in tables:
            self._say(where, "no-row", "There is no row of {name} here.", path, name=operand)
        if kind in ("choice", "choices") and operator not in ("empty", "answered", "contains_row"):
            if isinstance(field, Column) and field.options_from:
                return
            options = [option.id for option in field.options]
            for value in operand if isinstance(operand, tuple) else (operand,):
                if value not in options:
                    self._unknown(where, path, f"option of {field.id}", str(value), options)

    # --- the whole --------------------------------------------------------------------------------------------------

    def _cycles(self) -> None:
        """No fact and no visibility may depend on itself."""
        graph: dict[str, set[str]] = {}
        for fact in self.pack.content.facts:
            graph[f"fact:{fact.id}"] = self._uses(fact.when, fact.row)
        for question in self.pack.content.questions:
            uses = self._asked_by(question, None)
            graph[question.id] = uses
            for column in question.columns:
                mine = self._asked_by(column, question.id)
                graph[f"{question.id}.{column.id}"] = mine | uses
            if question.considered_when:
                graph[f"rows:{question.id}"] = self._uses(question.considered_when, question.id)
        done: set[str] = set()
        for start in graph:
            trail = _find_cycle(graph, start, [], done)
            if trail:
                name = trail[0]
                kind, identity = (
                    ("facts", name[5:]) if name.startswith("fact:") else ("questions", ".".join(name.split(".")[:2]))
                )
                self._say((kind, identity), "cycle", "This depends on itself: {trail}.", (), trail=" → ".join(trail))
                return

    def _asked_by(self, field: Question | Column, table: str | None) -> set[str]:
        """What decides whether a question or column is asked, or is known not to apply where it is not."""
        conditions = [one for one in (field.shown_when, field.excluded_by) if one is not None]
        return set().union(*(self._uses(one, table) for one in conditions))

    def _uses(self, node: Condition, table: str | None) -> set[str]:
        """What a condition reads: facts, questions, columns."""
        found: set[str] = set()

        def visit(node: Condition, table: str | None) -> None:
            match node:
                case QuestionTest():
                    found.add(node.question)
                case ColumnTest():
                    prefix, _, name = node.column.rpartition(".")
                    found.add(f"{prefix or table}.{name}")
                case FactRef():
                    found.add(f"fact:{node.fact}")
                    fact = self.pack.facts.get(node.fact)
                    if fact is not None and fact.row is not None:
                        found.update((fact.row, f"rows:{fact.row}"))
                case Some(some=rows) | Every(every=rows):
                    found.add(rows)
                    if node.considered:
                        found.add(f"rows:{rows}")
                    visit(node.where, rows)
                    return
                case Count(count=count) if count.rows is not None and count.where is not None:
                    found.add(count.rows)
                    visit(count.where, count.rows)
                    return
            for child in children(node):
                visit(child, table)

        visit(node, table)
        return found

    def _used(self) -> None:
        """Every question serves a rule, a completeness element or the report."""
        used: set[str] = set()
        for rule in self.pack.content.rules:
            for condition in rule_conditions(rule):
                used |= self._uses(condition, rule.rows)
        for fact in self.pack.content.facts:
            used |= self._uses(fact.when, fact.row)
        for regime in self.pack.content.regimes:
            used |= self._uses(regime.governs, None)
            used |= self._uses(regime.out_of_scope, None) if regime.out_of_scope else set()
            used |= {f"fact:{c.fact}" for c in (*regime.due.enough, *regime.due.criteria)} if regime.due else set()
        for question in self.pack.content.questions:
            used |= self._uses(question.shown_when, None) if question.shown_when else set()
            if (
                not question.serves
                and question.id not in used
                and not any(column.serves for column in question.columns)
            ):
                self._say(
                    ("questions", question.id),
                    "unused",
                    "No rule, completeness element or report uses {name}.",
                    (),
                    name=question.id,
                )

    def _readable(self) -> None:
        """What people without law read is within the reading measure; where there is nothing, nothing is proved."""
        read: Counter[str] = Counter()
        for passage in readability.passages(self.pack.content):
            where = (passage.kind, passage.identity)
            read[passage.kind] += readability.measure(*(part.text for part in passage.parts)).words
            for found in readability.objections(passage):
                self._say(where, "hard-to-read", found.message, found.path, found.hint, **found.params)
        for kind in ("sections", "questions"):
            if not read[kind]:
                message = "There are no {kind} whose words could be measured, so nothing is proved."
                self._say(("pack", self.pack.manifest.id), "nothing-to-read", message, (), kind=kind)

    # --- helpers ----------------------------------------------------------------------------------------------------

    def _line(self, regime: str) -> tuple[str, ...]:
        """The regime and those that it extends, as far as they are there."""
        line: list[str] = []
        current: str | None = regime
        while current is not None and current not in line:
            line.append(current)
            found = self.pack.regimes.get(current)
            current = found.extends if found else None
        return tuple(line)

    def _is_table(self, name: str) -> bool:
        question = self.pack.questions.get(name)
        return question is not None and question.type == "table"

    def _authorities(self, names: Iterable[str], where: tuple[str, str], path: tuple[object, ...]) -> None:
        for name in names:
            if name not in self.pack.authorities:
                self._unknown(where, path, "authority", name, self.pack.authorities)

    def _unknown(
        self, where: tuple[str, str], path: tuple[object, ...], kind: str, name: str, known: Iterable[str]
    ) -> None:
        close = nearest(name, known)
        hint = "Did you mean {close}?" if close else ""
        code = "unknown-" + kind.split(" ")[0]
        self._say(
            where,
            code,
            "There is no {kind} “{name}”.",
            path,
            hint,
            kind=kind,
            name=name,
            close=close,
        )

    def _say(
        self,
        where: tuple[str, str],
        code: str,
        message: str,
        path: tuple[object, ...],
        hint: str = "",
        **params: object,
    ) -> None:
        self.problems.append(self.places.problem(where, path, code, message, hint, **params))


def _entries(kind: str, data: Any) -> Iterator[tuple[tuple[object, ...], str]]:
    """Where the things with an id stand in a file."""
    if kind == "authorities":
        for index, entry in enumerate(data.get("authorities", [])):
            yield ("authorities", index), entry["id"]
    elif isinstance(data, list):
        for index, entry in enumerate(data):
            if isinstance(entry, dict) and "id" in entry:
                yield (index,), entry["id"]
    elif isinstance(data, dict) and "id" in data:
        yield (), data["id"]


def _child_key(node: Condition) -> str:
    return next(key for key in ("all", "any", "not_", "count") if hasattr(node, key)).rstrip("_")


def _find_cycle(graph: dict[str, set[str]], name: str, trail: list[str], done: set[str]) -> list[str]:
    if name in trail:
        return [*trail[trail.index(name) :], name]
    if name in done or name not in graph:
        return []
    for after in sorted(graph[name]):
        found = _find_cycle(graph, after, [*trail, name], done)
        if found:
            return found
    done.add(name)
    return []
