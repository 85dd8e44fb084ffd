"""A statement says what its source says; what we read into it stands in a field of its own and is printed under its own label."""

from __future__ import annotations

import re

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.cli.text_output import authorities_json, authority_lines
from dpia.content.authority import Authority
from dpia.content.search import find_authorities
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.citations import Citer
from dpia.wording import Words, own_reading

OURS = re.compile(
    r"\b(own (reading|view)|our (own )?(reading|view)|in our view|we read|not a (general )?licence|no clearance|not biometrics|supports \w+ as a task)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Words by which a reader knows that nobody but us is speaking."""

WEAKER = {
    "text-read": r"secondary|partial|unverified|own knowledge",
    "page-read": r"secondary|partial|unverified|own knowledge",
    "secondary": r"partial|unverified|own knowledge",
}  # fmt: skip
"""What a remark may not say of a statement whose status is better."""

NOT_THE_STATEMENT = re.compile(
    r"URL|address|\bdates?\b|\bday\b|docket|diary|number|ECLI|[Pp]aragraph|pinpoint|heading|\bname\b|\byear\b|printed as|[Ww]hether"
    r"|Which basis|the Commission's guidelines|photographs"
)  # fmt: skip
"""Of what a remark says so beside the statement."""

MOVED = {
    # authority: words that stood in its statement and are ours
    "se-dpl-3-4": "case by case", "se-dpl-3-3": "general licence", "se-dpl-3-8": "watch-list", "se-diskrim": "error rates",
    "se-mbl": "iometric access", "se-skollag-15-16": "not biometrics", "se-pdl": "identification of patients", "se-seveso": "access control",
    "gdpr-36-3": "finished assessment", "gdpr-5-1-a": "asymmetry of power", "gdpr-2-2": "building administration",
    "gdpr-22": "oth gates", "gdpr-4-14": "verification", "gdpr-6-1-b": "ndispensability", "gdpr-83-4-5": "lower tier", "echr-8": "lecture halls",
    "pipl-13": "legitimate interests", "pipl-55": "high risk", "aia-annex3-3": "Attendance", "frt-measures-2025-art-18": "scale of fines",
    # what the third dossier marks as own reading
    "gdpr-4-15": "sick-leave code", "gdpr-6-4-reuse": "reaches the development", "cjeu-c319-22": "number plates", "se-kbl-3": "drone",
    "se-fl-28": "building profiles", "se-sfb-114": "no factors", "cn-labour-8": "off duty",
}  # fmt: skip


def test_no_statement_speaks_in_our_voice(pack):
    """Literature and proposals may say "not law"; a source that binds never says what we make of it."""
    for authority in pack.content.authorities:
        for text in authority.statement.values():
            assert not OURS.search(" ".join(text.split())), authority.id


@pytest.mark.parametrize(("name", "words"), MOVED.items())
def test_what_was_ours_stands_in_its_own_field(pack, name, words):
    authority = pack.authorities[name]
    assert words not in " ".join(authority.statement["en"].split())
    assert words in " ".join(authority.own_reading["en"].split())


def test_notes_hold_no_own_readings_beside_the_field(pack):
    """A remark on dates or files is no reading; a reading has its field, so that it is printed wherever the statement is."""
    for authority in pack.content.authorities:
        assert not re.search(r"\bown (reading|view)\b", authority.notes, re.IGNORECASE), authority.id


def test_what_was_checked_less_well_is_marked_sentence_by_sentence(pack):
    """A remark that says "the holding is partial" below a status that says "read" would be missed by whoever reads the status."""
    for authority in pack.content.authorities:
        weaker = WEAKER.get(authority.status)
        remarks = re.split(r"(?<=[.;]) (?=[A-Za-z])", " ".join(authority.status_note.split()))
        worse = [one for one in remarks if weaker and re.search(rf"\b(is|are|from) ({weaker})\b", one)]
        beside = (
            ("the rest",) if "executive summary" in authority.status_note else ()
        )  # the statement is of the summary
        assert [one for one in worse if not NOT_THE_STATEMENT.search(one) and not one.startswith(beside)] == [], (
            authority.id
        )


def test_an_own_reading_is_english_at_least_and_short(pack):
    values = {**vars(pack.authorities["gdpr-22"])}
    with pytest.raises(ValueError, match="own_reading needs English"):
        Authority(**{**values, "own_reading": {"zh": "…"}})
    with pytest.raises(ValueError, match=r"own_reading .* characters"):
        Authority(**{**values, "own_reading": {"en": "x" * 601}})


def test_every_front_end_prints_it_under_its_label(pack):
    authority = pack.authorities["gdpr-22"]
    said = "Our reading: Both gates, 22(2) and 22(4), must be passed."
    assert own_reading(authority, Translator()) == said
    assert said in " ".join(" ".join(authority_lines([authority], Translator())).split())
    [plain] = authorities_json(pack, [authority])
    assert plain["own_reading"] == authority.own_reading
    evaluation = evaluate(
        pack, assessment_from_plain(pack, "2026-11-28", {"start.people-in": ["sweden"], "start.based-in": ["sweden"]})
    )
    words = Words(pack, evaluation.assessment, Translator())
    finding = next(f for f in evaluation.findings if any(c.authority.id == "gdpr-22" for c in f.citations))
    cites = [
        cite
        for note in Citer(words).notes(finding.citations, "F1")
        for cite in note.cites
        if cite.authority == "gdpr-22"
    ]
    assert [(cite.own_reading, said in cite.statement) for cite in cites] == [(said, False)]


def test_an_authority_without_one_has_no_label(pack):
    assert own_reading(pack.authorities["gdpr-7-1"], Translator()) == ""


def test_own_readings_are_found_by_their_words(pack):
    assert "gdpr-33-34" in {found.id for found in find_authorities(pack, "changed like a password")}
