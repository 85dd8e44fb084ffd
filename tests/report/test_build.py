"""The report as a whole: its summary, which edition is printed, and that every word of ours can be translated."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from support.report_parts import RISKS, MakeReport, deployment, part, parts, words_of
from support.reports import DAY, Rendered, source_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.engine.truth import NO
from dpia.i18n import Translator
from dpia.report.build import build, profile_for
from dpia.report.components import Components, shortened
from dpia.report.html import render_html
from dpia.report.lines import width
from dpia.report.model import Table
from dpia.report.parts.findings import Reasoned, weight
from dpia.wording import OUTCOME_MEANING


def test_the_summary_has_outcome_per_regime_three_matters_and_the_milder_way(skelleftea: Rendered) -> None:
    summary = skelleftea.report.summary
    text = words_of(summary)
    assert "Do not launch" in text
    assert OUTCOME_MEANING["do-not-launch"] in text
    for result in skelleftea.evaluation.regimes:
        assert (result.regime.title in text) is (result.governs.truth is not NO)
    matters = part(skelleftea.report, "matters").blocks[0]
    assert len(matters.items) == 3
    assert "By hand, roll call" in words_of(part(skelleftea.report, "instead"))
    assert "departs from this outcome" in text
    progress = skelleftea.evaluation.total_progress
    assert f"{progress.unknown} of {progress.applicable} answers are “unknown”" in text
    assert "were not read at the source" in text
    assert "give the reason for departing from the outcome" in words_of(part(skelleftea.report, "asked"))


def test_what_it_is_about_is_said_once_and_long_summaries_in_full_below(
    skelleftea: Rendered, make_report: MakeReport
) -> None:
    said = str(skelleftea.evaluation.assessment.answers["start.summary"].value)
    assert said in words_of(skelleftea.report.summary)
    assert said not in words_of(part(skelleftea.report, "processing"))
    long = "A camera looks at the door. " * 40
    report = make_report({"start.summary": long})
    assert long.strip() in words_of(part(report, "processing"))


def test_the_summary_says_who_says_so_and_where_the_changes_stand(skelleftea: Rendered) -> None:
    assert words_of(part(skelleftea.report, "matters")).count("authority held") == 2
    assert "What would change the outcome" in words_of(part(skelleftea.report, "instead"))


@pytest.mark.parametrize("title", ["A title with very many words " * 9, "人脸识别考勤系统" * 20])
def test_the_title_stands_on_one_line_at_the_foot_of_each_page(make_report: MakeReport, title: str) -> None:
    short = make_report({"start.title": title}).short_title
    assert 50 < width(short) <= 62


def test_the_three_matters_come_from_three_parts_of_the_walk(skelleftea: Rendered) -> None:
    links = re.findall(r"F(\d+)", words_of(part(skelleftea.report, "matters")))
    blockers = {f.id: f for f in skelleftea.evaluation.findings}
    ids = [part(skelleftea.report, f"reasoning-{n}").tag[-1] for n in links]
    assert len(set(ids)) == 3
    assert {blockers[name].kind for name in ids} == {"unlawful"}


def test_an_empty_assessment_establishes_nothing_and_names_the_questions_that_decide(
    empty: Rendered, make_report: MakeReport
) -> None:
    text = words_of(empty.report.summary)
    assert "Not yet assessable" in text
    assert "Undetermined" in text
    table = next(block for block in part(empty.report, "deciding").blocks if isinstance(block, Table))
    assert len(table.rows) == 10
    assert all(row.cells[1][0].text != "–" for row in table.rows)
    assert empty.pdf.pages <= 6
    assert {section.id for section in parts(empty.report) if section.id.startswith("findings-")} == {"findings-open"}
    assert "Untitled project" in empty.report.title
    text = words_of(make_report({}).summary)
    assert "Answer: " in text
    assert "No other way has been looked at yet" in text


def test_the_gravest_come_first_whatever_their_law(hostile: Rendered) -> None:
    reasoned = Reasoned(Components(hostile.evaluation, Translator()), DAY)
    assert {finding.regime for finding in reasoned.groups["majors"]} > {"eu"}
    for group in reasoned.groups.values():
        assert [weight(finding) for finding in group] == sorted(weight(finding) for finding in group)
    counted = Counter(int(n) for n in re.findall(r"(\d+) (?:major|minor) points?", words_of(hostile.report.summary)))
    assert counted == Counter(len(reasoned.groups[name]) for name in ("majors", "minors"))


def test_every_word_of_ours_goes_through_the_translator(pack: Pack) -> None:
    """In the made-up language each string of ours is bracketed. What stands outside is typed, a number or a citation."""
    example = pack.example("skelleftea")
    assert example is not None
    assessment = assessment_from_plain(pack, example.as_of, {**example.answers, "risks.register": RISKS})
    evaluation, source = evaluate(pack, assessment), source_of(assessment)
    report = build(evaluation, Translator("x-pseudo"), source, embedded=True, on_request=True)
    page = render_html(report, "html")
    body = page[page.index("<body") :]
    words = re.sub(r"<text.*?</text>", "", body, flags=re.DOTALL)  # in pieces; the picture's description has them whole
    visible = re.sub(r"<[^>]+>", "\n", words) + "\n".join(re.findall(r'(?:aria-label|alt|title)="([^"]*)"', body))
    known = _typed(pack, assessment) | _names_of_law(pack)
    known |= {cite.text for note in report.notes() for cite in note.cites}
    known |= {re.sub("\u00a0[†‡◊]", "", text).rstrip("?") for text in known}
    links = re.findall(r'<a href="#authority-[^"]+"[^>]*>([^<]*)</a>', body)
    known |= {re.sub("\u00a0[†‡◊]", "", html.unescape(text)).rstrip("?") for text in links}
    long = sorted((" ".join(text.split()) for text in known if len(text) > 7), key=len, reverse=True)
    left = []
    for line in _outside(html.unescape(visible)).split("\n"):
        rest = " ".join(re.sub("[†‡◊]", "", line).split()).strip(" :").removeprefix("… ")
        if rest in known:
            continue
        for text in long:
            rest = rest.replace(text, " ")
        rest = _NO_WORDS.sub(" ", rest)
        if re.search(r"[A-Za-z]{2,}", rest):
            left.append(rest.strip())
    assert left == [], "\n".join(left)


_NO_WORDS = re.compile(
    r"\b(?:RP|CN|GP)-\w+(?:/[a-z0-9-]+)?|sha256:\w+|\b[0-9a-f]{12,64}\b|https?://\S+|\b[QFR]?\d[\w.]*\b"  # ids and numbers
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|and|UTC)\b"  # by babel
    r"|\b(?:CELEX|ELI|ECLI|Dnr|SFS|number|case|procedure|official|issuer|dnr|sfs)\b"  # names of identifiers
    r"|\b(?:dpia-wizard|dpia-core|sample\.dpia\.json|Anna Ek)\b"  # of the record
)


def _typed(pack: Pack, assessment: Assessment) -> set[str]:
    """What people typed, whole and as the report cuts it."""
    texts = set()
    for question, _, column, answer in assessment.leaves():
        field = pack.columns[question, column] if column else pack.questions[question]
        if field.type == "text" and answer.given:
            texts.add(str(answer.value))
        texts.add(answer.reason)
    return {
        cut
        for text in texts
        for cut in (text, *(shortened(text, limit) for limit in (40, 60, 140, 160, 200, 360, 400)))
    }


def _names_of_law(pack: Pack) -> set[str]:
    """Citations, whole and from each comma on, identifiers and addresses."""
    cites = {cite for one in (*pack.content.authorities, *pack.content.instruments) for cite in one.cite.values()}
    tails = {", ".join(cite.split(", ")[start:]) for cite in cites for start in range(1, cite.count(", ") + 1)}
    names = {
        name
        for one in (*pack.content.authorities, *pack.content.instruments)
        for name in (*one.identifiers.values(), one.url)
    }
    return cites | tails | names


def _outside(text: str) -> str:
    """Text outside the brackets of the made-up language; they may stand in one another."""
    out, depth = [], 0
    for char in text:
        depth += (char == "⟦") - (char == "⟧")
        if depth == 0 and char != "⟧":
            out.append(char)
    return "".join(out)


@pytest.mark.parametrize(
    ("ladder", "said"),
    [
        (None, "No other way has been looked at yet"),
        ([], "No other way has been looked at yet"),
        ("unknown", "Which other ways there are is not known here"),
        ([{"id": "face", "rung": "central-bio", "reaches": "as-well", "chosen": True}], "No other way has been looked at yet"),
        ([{"id": "card", "rung": "card"}], "is not answered, or unknown"),
        ([{"id": "card", "rung": "card", "reaches": "unknown"}], "is not answered, or unknown"),
        ([{"id": "card", "rung": "card", "reaches": "fails"}], "No other way that was looked at reaches the purpose"),
        (
            [{"id": "card", "rung": "card", "reaches": "fails"}, {"id": "face", "rung": "central-bio", "chosen": True}],
            "No other way without a feature of the body reaches the purpose",
        ),
    ],
)  # fmt: skip
def test_that_no_other_way_does_is_said_only_of_ways_that_were_judged(
    make_report: MakeReport, ladder: object, said: str
) -> None:
    answers = {"processing.technology": ["identify"], "alternatives.ladder": ladder}
    text = words_of(part(make_report(answers), "instead"))
    assert said in text
    assert ("reaches the purpose on the answers given" in text) is ("reaches the purpose" in said)


def test_the_record_is_what_is_printed_where_none_is_due(pack):
    assert profile_for(evaluate(pack, deployment(pack, "11-school-tag"))) == "record"
    for name in ("01-exam-at-home", "06-metro-fare", "10-congress-badges"):
        assert profile_for(evaluate(pack, deployment(pack, name))) == "full", name
    assert profile_for(evaluate(pack, assessment_from_plain(pack, DAY, {}))) == "full", (
        "nothing answered settles nothing"
    )


@pytest.mark.parametrize("police", ["authority", "unknown"])
def test_nothing_is_settled_where_the_matter_is_or_may_be_outside_the_law(pack, police):
    """The GDPR says "no" by its criteria; but whether it is the law that decides is not so, or not known."""
    evaluation = evaluate(
        pack, deployment(pack, "11-school-tag", **{"start.activity": "other", "start.police-work": police})
    )
    due = evaluation.regime("eu").due
    assert due is not None
    assert due.word == "no"
    assert not evaluation.no_assessment_due
    assert profile_for(evaluation) == "full"


def test_a_part_says_once_how_many_of_its_questions_are_not_answered(make_report: MakeReport) -> None:
    said = [words_of(section).count("of this part") for section in make_report({"start.title": "T"}).sections]
    assert max(said) == 1
