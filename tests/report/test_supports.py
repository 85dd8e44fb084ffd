"""Each note of a rule stands at the sentence that names what it cites, and what no sentence names at the end."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.engine.findings import Cited
from dpia.i18n import Translator
from dpia.report.citations import Citer
from dpia.report.model import Note, Run
from dpia.report.supports import Known, placed
from dpia.sentences import ends
from dpia.wording import Words


def sentences(text: str) -> list[str]:
    places = [0, *ends(text)]
    return [text[start:end] for start, end in pairwise(places)]


def supported(pack: Pack, rule: str) -> dict[str, str]:
    """The sentence of a rule at which each of its citations stands; empty where it stands behind the whole."""
    found = next(one for one in pack.content.rules if one.id == rule)
    names = [one.authority for one in found.citations]
    numbers = placed(found.rule, [pack.authorities[name] for name in names], Known.of(pack.authorities.values()))
    said = sentences(found.rule)
    return {name: "" if number is None else said[number] for name, number in zip(names, numbers, strict=True)}


@pytest.mark.parametrize(
    ("rule", "authority", "words"),
    [
        ("RP-03", "gdpr-4-11", "freely given, specific"),
        ("RP-03", "gdpr-7-4", "Utmost account"),
        ("RP-03", "gdpr-r43", "clear imbalance"),
        ("RP-03", "ra-2008-83", "Against this"),
        ("RP-23", "gdpr-35-7-c", "It contains necessity"),
        ("RP-23", "cjeu-c60-22", "Such a gap"),
        ("RP-35", "gdpr-r71", "Recital 71"),
        ("CN-R55", "frt-measures-2025-art-15", "For faces a filing"),
        ("CN-R51", "pipl-21", "The parent is an entrusted party"),
        ("RP-29", "gdpr-36-3", "(Art. 36(3)(e))"),
    ],
)  # fmt: skip
def test_a_citation_stands_at_the_sentence_that_names_it(pack, rule, authority, words):
    assert words in supported(pack, rule)[authority]


def test_what_no_sentence_names_stands_behind_the_whole(pack):
    assert supported(pack, "RP-23")["wp248-timing"] == ""


def test_an_article_without_a_law_is_not_taken_for_one_of_another_law(pack):
    """“The Measures call … verification (Art. 19)” is no sentence on Article 19 of the Shenzhen regulations."""
    rule = next(one for one in pack.content.rules if one.id == "CN-R01")
    assert "(Art. 19)" in rule.rule
    at = supported(pack, "CN-R01")
    (shenzhen,) = (name for name in at if pack.authorities[name].cite["en"].startswith("Shenzhen"))
    assert at[shenzhen] == ""


@pytest.mark.parametrize("lang", ["sv", "zh-Hans"])
def test_a_rule_has_the_same_sentences_in_each_language(pack, lang):
    """Else its notes could not stand at them."""
    tr = Translator(lang)
    other = [one.id for one in pack.content.rules if len(ends(tr.content(one.rule))) != len(ends(one.rule))]
    assert other == []


def test_a_number_is_not_found_within_another(pack):
    """“3/2019” is not in “Guidelines 13/2019”, nor “WP24” in “WP248”."""
    guideline = pack.authorities["edpb-3-2019-plain"]
    known = Known.of(pack.authorities.values())
    assert placed("By Guidelines 3/2019 it is so. It is more.", [guideline], known) == [0]
    assert placed("By Guidelines 13/2019 it is so. It is more.", [guideline], known) == [None]


def test_most_citations_are_named_in_a_sentence(pack):
    """Six in ten are; the others support the whole."""
    found = [sentence for rule in pack.content.rules for sentence in supported(pack, rule.id).values()]
    assert sum(map(bool, found)) > len(found) * 0.55


@pytest.mark.parametrize("lang", ["en", "sv", "zh-Hans"])
def test_the_rule_is_said_in_full_and_each_citation_once(pack, lang):
    tr = Translator(lang)
    words = Words(pack, Assessment("2026-11-21", "2026-11-21"), tr)
    for rule in pack.content.rules:
        citer, said = Citer(words), tr.content(rule.rule)
        cited = [
            Cited(pack.authorities[one.authority], one.role, one.pinpoint, pack.authorities[one.authority].attribution, False, False, "")
            for one in rule.citations
        ]  # fmt: skip
        spans = citer.supporting(rule.rule, said, cited, "F1")
        runs = "".join(span.text for span in spans if isinstance(span, Run))
        assert runs.removesuffix(f"{tr.blank}{tr('On the whole rule:')}") == said
        notes = [span for span in spans if isinstance(span, Note)]
        assert sorted(cite.authority for note in notes for cite in note.cites) == sorted(
            one.authority.id for one in cited
        )
        assert [note.number for note in notes] == list(range(1, len(notes) + 1))
