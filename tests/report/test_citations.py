"""Citations: in full at first, short later, each with how well it was checked."""

from __future__ import annotations

from support.report_parts import part, words_of
from support.reports import Rendered

from dpia.content.authority import UNBORN
from dpia.i18n import Translator
from dpia.report.citations import Citer
from dpia.wording import Words


def test_the_first_citation_is_in_full_with_our_sentence_and_later_ones_are_short(skelleftea: Rendered) -> None:
    later = words_of(part(skelleftea.report, "later"))
    authorities = skelleftea.evaluation.pack.content.authorities
    told = {one.id for one in authorities if one.statement["en"] in later}
    assert told
    seen: dict[str, int] = {}
    numbers = []
    for note in skelleftea.report.notes():
        numbers.append(note.number)
        assert note.voice
        for cite in note.cites:
            if cite.authority in told:
                assert (cite.see, cite.statement) == (0, "")
            elif cite.authority in seen:
                assert (cite.see, cite.statement) == (seen[cite.authority], "")
            else:
                assert cite.see == 0
                assert cite.statement
                seen[cite.authority] = note.number
    assert numbers == list(range(1, len(numbers) + 1))
    short = [
        cite.text
        for note in skelleftea.report.notes()
        for cite in note.cites
        if cite.see and cite.authority == "imy-2019-2221-consent"
    ]
    assert set(short) <= {"DI-2019-2221, on consent"}


def test_chinese_law_is_named_in_chinese_too_where_it_is_cited_in_full(hostile: Rendered) -> None:
    authorities = hostile.evaluation.pack.authorities
    named = 0
    for note in hostile.report.notes():
        for cite in note.cites:
            if chinese := authorities[cite.authority].cite.get("zh"):
                assert (f"({chinese})" in cite.text) is (not cite.see)
                named += not cite.see
    assert named > 20
    said = "".join(cite.text for note in hostile.report.notes() for cite in note.cites)
    assert "(《中华人民共和国" in said or "(《个人信息保护法》" in said


def test_what_was_not_checked_or_is_not_law_says_so_at_each_citation(skelleftea: Rendered, hostile: Rendered) -> None:
    marked = 0
    for one in (skelleftea, hostile):
        authorities = one.evaluation.pack.authorities
        for note in one.report.notes():
            for cite in note.cites:
                authority = authorities[cite.authority]
                if authority.rank in UNBORN:
                    assert "not law" in cite.marks
                assert cite.text.count("†") == (authority.status == "unverified")
                assert cite.text.count("‡") == (authority.status in ("secondary", "partial"))
                assert ("◊" in cite.text) is (
                    authority.decided_later(one.evaluation.assessment.as_of)
                    or authority.perhaps_later(one.evaluation.assessment.as_of)
                )
                marked += "†" in cite.text
        assert "† unverified" in words_of(part(one.report, "findings"))
    assert marked > 5


def test_the_same_source_right_below_itself_is_not_spelt_out_again(skelleftea: Rendered) -> None:
    citer = Citer(Words(skelleftea.evaluation.pack, skelleftea.evaluation.assessment, Translator()))
    first, second = citer.column(["gdpr-35-1", "gdpr-35-1"], "criteria")
    assert [span.text for span in (*first, *second)] == ["GDPR, Art. 35(1)", "as above"]


def test_no_language_cites_alike_what_the_english_tells_apart(skelleftea: Rendered) -> None:
    """Else a reader cannot tell which part of a decision is meant."""
    seen: dict[tuple[str, str], str] = {}
    for one in skelleftea.evaluation.pack.content.authorities:
        for lang, cite in one.cite.items():
            english = one.cite.get("en", "")
            assert seen.setdefault((lang, cite), english) == english, (lang, cite)
