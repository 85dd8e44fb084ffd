"""What is proved: content with its files and its cases; all of it, or one rule with what concerns it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from dpia.content.cases import PlacedCase, load_cases
from dpia.content.dependencies import facts_behind
from dpia.content.loader import ContentFolder, compile_content, content_digest, read_pack
from dpia.content.pack import Pack, rule_conditions
from dpia.content.question import Fact
from dpia.content.rule import Rule
from dpia.errors import Problem, ProblemsFound, UserError, nearest
from dpia.lint.places import Path_, Places, Where


@dataclass(frozen=True)
class Subject:
    """The content that is proved. `only` narrows it to one rule, the facts behind that rule and the cases naming it."""

    folder: ContentFolder
    pack: Pack
    cases: tuple[PlacedCase, ...]
    only: Rule | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in question."""
        return self.pack.content.rules if self.only is None else (self.only,)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts in question: all, or those behind the one rule."""
        facts = self.pack.content.facts
        if self.only is None:
            return facts
        behind = facts_behind(self.pack, rule_conditions(self.only))
        return tuple(fact for fact in facts if fact.id in behind)

    @cached_property
    def places(self) -> Places:
        """Where everything stands; the files are parsed for it only once something is wrong."""
        return Places(self.folder)

    def problem(self, where: Where, path: Path_, code: str, message: str, hint: str = "", **params: object) -> Problem:
        """A problem with a thing (kind and id), at a place inside it."""
        return self.places.problem(where, path, code, message, hint, **params)

    def unknown(self, where: Where, path: Path_, kind: str, name: str, known: Iterable[str]) -> Problem:
        """A name that stands for nothing. The code is `unknown-` and the first word of the kind."""
        close = nearest(name, known)
        hint = "Did you mean {close}?" if close else ""
        code = "unknown-" + kind.split(" ")[0]
        return self.problem(where, path, code, "There is no {kind} “{name}”.", hint, kind=kind, name=name, close=close)


def read_all(folder: ContentFolder) -> Subject:
    """All content of a folder, compiled from its files. Raises ProblemsFound with every problem of form."""
    problems: list[Problem] = []
    content, cases = None, []
    try:
        content = compile_content(folder)
    except ProblemsFound as found:
        problems += found.problems
    try:
        cases = load_cases(folder)
    except ProblemsFound as found:
        problems += found.problems
    if content is None or problems:
        raise ProblemsFound(problems)
    return Subject(folder, Pack(content, content_digest(folder.root)), tuple(cases))


def read_rule(folder: ContentFolder, name: str) -> Subject:
    """One rule with what concerns it. Raises ProblemsFound for problems of form, UserError if there is no such rule."""
    pack = read_pack(folder)
    rule = pack.rules.get(name)
    if rule is None:
        raise no_such_rule(name, pack.rules)
    return Subject(folder, pack, tuple(load_cases(folder, rule.id)), rule)


def no_such_rule(name: str, known: Collection[str]) -> UserError:
    """What is said of a rule that is not there."""
    close = nearest(name, known)
    hint = "Did you mean {close}?" if close else ""
    return UserError("There is no rule {name}.", hint=hint, code="unknown-rule", name=name[:80], close=close)
