"""The texts of the content, to look for what they say: of authorities, and all that rules print."""

from __future__ import annotations

import re


def statement(pack, name: str) -> str:
    return str(pack.authorities[name].statement["en"])


def cite(pack, name: str) -> str:
    return str(pack.authorities[name].cite["en"])


def texts(pack) -> list[tuple[str, str]]:
    """Everything that a rule can print, with its id."""
    return [
        (f"{rule.id}/{grade.id}", " ".join((rule.rule, grade.title, grade.text, grade.conclusion, *grade.remedy_texts)))
        for rule in pack.rules.values()
        for grade in rule.grades
    ]


def sentences(pack) -> list[tuple[str, str]]:
    """Every sentence that a rule can print, with its id."""
    return [
        (name, sentence)
        for name, text in texts(pack)
        for sentence in re.split(
            r"(?<=[.:;])\s+(?=[A-Z])", " ".join(re.sub(r"\b(Arts?|ref|kap|paras?)\.", r"\1", text).split())
        )
    ]


def of_skelleftea(sentence: str) -> bool:
    """Whether a sentence says what the Swedish authority decided."""
    return (
        re.search(
            r"Skellefte|Swedish authority (?:held|found|warned|counted|did not)|the authority (?:held|found)", sentence
        )
        is not None
    )


def uses(pack, name: str) -> list[tuple[str, str]]:
    """Rule and role, wherever an authority is cited."""
    return [
        (rule.id, citation.role)
        for rule in pack.rules.values()
        for citation in (*rule.citations, *(c for grade in rule.grades for c in grade.citations))
        if citation.authority == name
    ]
