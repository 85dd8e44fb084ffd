"""What a rule names, it cites: articles, sections of Swedish acts and case numbers in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dpia.content.pack import Pack
from dpia.content.rule import Citation, Rule
from dpia.errors import Problem
from dpia.lint.places import Path_
from dpia.lint.subject import Subject

_NUMBER = r"\d+(?: [a-z](?= §))?[a-z]?(?:\(\w+\))*"
_LIST = rf"{_NUMBER}(?:(?:, | and | or | to |–|, and |, or ){_NUMBER})*"
_ARTICLES = re.compile(rf"\bArts?\.? ({_LIST})")
_SECTIONS = re.compile(rf"({_LIST}) §§?")
_CASE = re.compile(r"\b[CT]-\d+/\d+\b")
_RANGE = re.compile(r"(\d+)[^\d,]*?(?: to |–|-)(\d+)")
_DIGITS = re.compile(r"\d+")
_WIDEST = 60
"""A range of more articles than this is none: a year and a day, say."""


def named(subject: Subject) -> Iterator[Problem]:
    """Each article, section or case that the words of a rule or grade name belongs to something that they cite.

    Numbers alone are compared, not the acts, so that a slip which hits another number of the same rule passes: over the
    content of 1.3.0 two of three slips by one are seen. Names such as "Article 22" in full are left out.
    """
    for rule in subject.rules:
        for path, words, citations in _said(rule):
            known = _known(subject.pack, citations)
            for name in _missing(words, known):
                message = "{rule} names {name} and cites nothing that has this number."
                hint = "Cite it, with the role `explains` if it supports nothing, or put the pinpoint right."
                yield subject.problem(("rules", rule.id), path, "named-uncited", message, hint, rule=rule.id, name=name)


def _said(rule: Rule) -> Iterator[tuple[Path_, str, tuple[Citation, ...]]]:
    """The statement of the rule beside all that it cites, and the words of each grade beside what it prints."""
    every = (*rule.citations, *(one for grade in rule.grades for one in grade.citations))
    yield ("rule",), rule.rule, every
    for index, grade in enumerate(rule.grades):
        words = " ".join((grade.title, grade.text, grade.conclusion))
        yield ("grades", index, "text"), words, (*rule.citations, *grade.citations)


def _missing(words: str, known: frozenset[str]) -> Iterator[str]:
    for pattern, form in ((_ARTICLES, "Art. {}"), (_SECTIONS, "{} §")):
        for found in pattern.finditer(words):
            for number in sorted(_numbers(found[1]) - known, key=int):
                yield form.format(number)
    for case in _CASE.findall(words):
        if case not in known:
            yield case


def _known(pack: Pack, citations: tuple[Citation, ...]) -> frozenset[str]:
    """The numbers in the names and pinpoints of the citations, and those that their statements name as law."""
    known: set[str] = set()
    for citation in citations:
        authority = pack.authorities.get(citation.authority)
        if authority is None:
            continue
        name = f"{authority.cite['en']} {citation.pinpoint}"
        known |= _numbers(_CASE.sub("", name)) | set(_CASE.findall(name))
        said = f"{authority.statement['en']} {authority.own_reading.get('en', '')}"
        for pattern in (_ARTICLES, _SECTIONS):
            for found in pattern.finditer(said):
                known |= _numbers(found[1])
        known |= set(_CASE.findall(said))
    return frozenset(known)


def _numbers(text: str) -> set[str]:
    """The numbers of a text as digits, with those between the ends of a range."""
    plain = re.sub(r"\(\w+\)", "", text)
    found = set(_DIGITS.findall(plain))
    for first, last in _RANGE.findall(plain):
        if 0 < int(last) - int(first) < _WIDEST:
            found |= {str(number) for number in range(int(first), int(last) + 1)}
    return found
