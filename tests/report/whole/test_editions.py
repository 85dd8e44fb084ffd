"""The editions besides the full one: each whole, in all formats, with what it promises and nothing that it must not say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from support.report_parts import parts, words_of
from support.reports import DAY, full_answers, pdf_text, source_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Row
from dpia.content.pack import Pack
from dpia.content.report_layout import BuiltIn, Say, SayBy, TableRows
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.truth import NO
from dpia.i18n import Translator
from dpia.lint.readability import measure
from dpia.report.build import build, editions_for
from dpia.report.html import render_html, style_sheets
from dpia.report.markdown import render_markdown
from dpia.report.model import Bullets, Report
from dpia.report.parts import changes
from dpia.report.produce import make_pdf, produce


@pytest.fixture(scope="module")
def school(pack: Pack) -> Evaluation:
    example = pack.example("skelleftea")
    assert example is not None
    return evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers))


@pytest.fixture(scope="module")
def nothing(pack: Pack) -> Evaluation:
    return evaluate(pack, assessment_from_plain(pack, DAY, {}))


@pytest.fixture(scope="module")
def make_draft(school: Evaluation) -> Report:
    """A draft without the search for what would change the outcome, which takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "all_changes", lambda _: ())
        return edition(school, "draft")


@pytest.fixture(scope="module")
def lengthy(pack: Pack) -> Evaluation:
    """Two laws, twenty-four groups, and a long text wherever one can be typed, in several scripts."""
    answers = full_answers(pack, "A text that says 中文 и по-русски what the matter is. " * 30, "Name", rows=2)
    first = answers["processing.groups"][0]
    named = [(f"r{n}", f"Group number {n} of the long names 人群") for n in range(24)]
    answers["processing.groups"] = [{**first, "id": id_, "name": name} for id_, name in named]
    answers["start.title"] = "A project with a long name " * 8
    return evaluate(pack, assessment_from_plain(pack, DAY, answers))


def edition(evaluation: Evaluation, profile: str) -> Report:
    return build(evaluation, Translator(), source_of(evaluation.assessment), embedded=True, profile=profile)


def text(report: Report) -> str:
    return "\n".join(words_of(section) for section in (report.summary, *report.sections))


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("profile", ["board", "public", "worksheet", "edpb", "pipia", "art36", "draft"])
def test_every_edition_is_made_of_an_empty_file_too(nothing, profile, form):
    data = produce(
        nothing, Translator(), form, source_of(nothing.assessment), embed=True, progress=lambda _: None, profile=profile
    )
    assert len(data) > 500


@pytest.mark.parametrize("target", ["pdf", "html"])
def test_no_element_of_a_page_is_empty(nothing, school, pack, target):
    """An empty table or list is no valid structure for a screen reader."""
    elsewhere = {"start.people-in": ["other"], "start.based-in": ["other"]}
    outside = evaluate(pack, assessment_from_plain(pack, DAY, elsewhere))
    assert outside.outcome == "out-of-scope"
    for evaluation in (nothing, school, outside):
        source = replace(source_of(evaluation.assessment), changes=())
        for profile in pack.content.report.editions:
            report = build(evaluation, Translator(), source, embedded=True, profile=profile)
            page = render_html(report, target)
            empty = re.findall(r"<(table|thead|tbody|tr|ul|ol|li|p|dl|figure|nav|div)\b[^>]*>\s*</\1>", page)
            assert not empty, (profile, empty)


def test_what_may_be_asked_for(pack):
    assert "early" not in pack.content.report.profiles
    assert {"full", "board", "record"} <= set(pack.content.report.profiles)


def test_a_report_speaks_in_the_third_person_and_the_worksheet_to_those_who_fill_it_in(school, skelleftea):
    printed, asked = text(skelleftea.report), text(edition(school, "worksheet"))
    assert not re.search(r"\b(?:you|your|yourself)\b", printed, re.IGNORECASE)
    assert "Which safeguards does the law, agreement or permit demand, and how is each met?" in printed
    assert "Who holds the key that makes the codes readable?" in asked
    assert "how do you meet each?" in asked
    assert "☑ You " in asked


# --- for those who decide ---------------------------------------------------------------------------------------------


def test_the_board_reads_outcome_obstacles_and_what_is_asked(school):
    report = edition(school, "board")
    said = text(report)
    assert [part.title for part in (report.summary, *report.sections)] == [
        "What it is about", "Outcome", "What stands in the way", "What is asked of the board", "Decision",
    ]  # fmt: skip
    for words in ("Do not launch", "F1 ", "Remedy", "Give the reason for departing", "Data protection officer"):
        assert words in said
    assert "carries the whole assessment file" in said
    first = next(part for part in parts(report) if part.id == "board-points").blocks[0]
    assert all(len("".join(span.text for span in item).split()) <= 80 for item in first.items)


def test_the_numbers_of_the_board_are_those_of_the_full_report(school, skelleftea):
    board, full = (next(p for p in parts(r) if p.id == i) for r, i in (
        (edition(school, "board"), "board-points"), (skelleftea.report, "finding-1")
    ))  # fmt: skip
    first = "".join(span.text for span in board.blocks[0].items[0])
    assert first.startswith(f"{full.number} {full.title}"[:60])


def test_without_a_decision_the_board_ticks_one(nothing):
    said = text(edition(nothing, "board"))
    assert "no decision is on file" in said
    assert said.count("☐") == 5
    assert "No blocker and no major point was established" in said


def test_the_board_has_two_pages_and_one_where_nothing_is_known(school, nothing):
    for evaluation, pages in ((school, 2), (nothing, 1)):
        result = make_pdf(edition(evaluation, "board"), None)
        assert result.pages == pages
        assert "Signature" in pdf_text(result.data)


def test_long_texts_are_cut_on_two_pages_and_the_cut_is_said(lengthy):
    board, public = edition(lengthy, "board"), edition(lengthy, "public")
    assert make_pdf(board, None).pages == 2
    assert make_pdf(public, None).pages <= 2
    for words in ("(The full report has the rest.)", " more blocker and major points are set out in the full report."):
        assert words in text(board)
    for words in (
        "There are 22 more. Ask us for the whole list.",
        "A text is cut here. Ask us for the whole of it.",
        "; and 8 more",
    ):
        assert words in text(public)
    assert "“Group number 0 of the long names 人群”, “Group number 1 of the long names 人群” and 22 others" in text(
        board
    )


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_everybody_reads_what_is_planned_and_what_their_rights_are(school):
    report = edition(school, "public")
    said = text(report)
    for words in (
        "A camera registers", "Body code (template)", "Simpler and more efficient registration", "Consent",
        "this should not start or go on", "What was decided is to start", "get a copy", "Gymnasienämnden",
        "You can also turn to our data protection officer.",
    ):  # fmt: skip
        assert words in said
    assert not report.cover.confidential


def test_no_mark_stands_between_nothing_and_a_page_number(school):
    assert re.search(r"@bottom-right\{content:\"\"", style_sheets(edition(school, "public"))[1])


def test_everybody_reads_no_ids(school):
    report = edition(school, "public")
    said = text(report) + report.labels.digest + report.labels.content_version
    assert not re.search(r"\bF\d|\bRP-|\b\d{1,2}\.\d{1,2}\b|[a-z]+\.[a-z]+-[a-z]+|sha256", said)
    result = make_pdf(report, None)
    assert result.pages <= 2
    assert source_of(school.assessment).digest.removeprefix("sha256:")[:12] not in pdf_text(result.data)


def test_no_right_of_a_law_that_does_not_govern(school, nothing):
    said = text(edition(school, "public"))
    assert "one month" in said
    assert "explain our rules" not in said, "that is Chinese law"
    assert "not settled yet which law applies" in text(edition(nothing, "public"))


NO_LAW_YET = "The rights that we can list come from laws that were not in force on {day}. Ask us which rights you have."


def test_no_right_of_a_law_that_was_not_in_force(pack):
    """The park on a day before the law on personal information, and the day on which that law took effect."""
    example = pack.example("hangzhou-safari-park")
    before = text(edition(evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers)), "public"))
    assert NO_LAW_YET.format(day="1 November 2019") in before
    assert "explain our rules" not in before
    after = text(edition(evaluate(pack, assessment_from_plain(pack, "2021-11-01", example.answers)), "public"))
    assert "explain our rules" in after
    assert "not in force" not in after


def test_confidential_answers_stay_out_even_where_the_layout_names_them(pack):
    """The mark at the question decides, not the care of whoever writes the layout."""
    layout = pack.content.report
    part = layout.part("public-about")
    assert part is not None
    table = next(one.id for one in layout.tables if one.question == "processing.zones")
    blocks = (Say(say="How:", answer="processing.assets", unknown="Kept back."), TableRows(table=table))
    opened = replace(part, blocks=blocks)
    other = replace(layout, parts=tuple(opened if one is part else one for one in layout.parts))
    leaky = Pack(replace(pack.content, report=other), pack.digest)
    answers = {"processing.assets": "SECRET-SERVER", "processing.zones": [{"id": "z", "name": "SECRET-SPOT"}]}
    said = text(edition(evaluate(leaky, assessment_from_plain(leaky, DAY, answers)), "public"))
    assert "SECRET" not in said
    assert "Kept back." in said


def test_our_sentences_for_everybody_are_easy(pack):
    """LIX 35 over each part, and no sentence above twenty words."""
    layout = pack.content.report
    for name in layout.editions["public"].parts:
        part, said = layout.part(name), list[str]()
        assert part is not None
        for block in part.blocks:
            match block:
                case Say():
                    said += [block.say, block.unknown]
                case SayBy():
                    said += [*block.says.values(), block.otherwise]
                case BuiltIn(built_in="rights"):
                    said += [right.text for regime in pack.content.regimes for right in regime.rights]
                    said.append("It is not settled yet which law applies. So we cannot list your rights here.")
                    said.append(NO_LAW_YET.format(day="1 November 2019"))
        said.append(part.otherwise)
        found = measure(*filter(None, said))
        assert found.lix <= 35, (name, found.lix, found.long_words)
        assert found.longest[1] <= 20, found.longest


# --- to be filled in --------------------------------------------------------------------------------------------------


def test_the_worksheet_has_every_question_that_is_asked_once_by_its_number(pack, school):
    for evaluation in (school, evaluate(pack, assessment_from_plain(pack, DAY, {}))):
        said = text(edition(evaluation, "worksheet"))
        for name, number in pack.numbers.items():
            asked = evaluation.evaluator.visible(name).truth is not NO
            rows, sheets = (*evaluation.assessment.rows(name), Row("")), set()
            for column in pack.questions[name].columns:
                if any(evaluation.evaluator.visible_cell(name, row, column.id).truth is not NO for row in rows):
                    sheets.add(column.section or name.split(".")[0])
            expected = len(sheets) if pack.questions[name].columns else 1
            assert len(re.findall(rf"^{number} ", said, re.MULTILINE)) == (expected if asked else 0), name


def test_the_worksheet_goes_by_who_knows(nothing):
    report = edition(nothing, "worksheet")
    sheets = [part.title for part in parts(report) if part.id.startswith("sheet-") and part.level == 3]
    assert "For: Whoever runs the project" in sheets
    assert len(sheets) == len(set(sheets)), "one sheet for each"
    assert "☑" not in text(report)


def test_the_worksheet_has_the_same_sheets_in_every_language(nothing):
    sheets = []
    for lang in ("en", "sv", "zh-Hans"):
        report = build(nothing, Translator(lang), source_of(nothing.assessment), embedded=False, profile="worksheet")
        sheets.append([part.id for part in parts(report)])
    assert sheets[0] == sheets[1] == sheets[2]


def test_the_worksheet_asks_nothing_for_a_law_that_does_not_govern(pack):
    """Nor in a column of a table."""
    answers = {"start.people-in": ["china"], "start.based-in": ["china"], "start.body-type": "company"}
    said = text(edition(evaluate(pack, assessment_from_plain(pack, DAY, answers)), "worksheet"))
    columns = pack.questions["processing.zones"].columns
    assert [one.id for one in columns if f"{one.id}:" in said and "exempt" in one.id] == []
    assert "Swedish" not in said


def test_the_worksheet_shows_what_is_on_file(school):
    said = text(edition(school, "worksheet"))
    assert re.search(r"☑ A trial is over and more is planned \ntrial-done", said)
    assert "☑ I don’t know" in said
    assert "Pupils who took part" in said


def test_the_worksheet_has_a_box_for_none_of_a_list(pack, nothing):
    lists = [one for one in pack.content.questions if one.type == "choices"]
    one = next(one for one in lists if nothing.evaluator.visible(one.id).truth is not NO)
    for answers, box in (({}, "☐"), ({one.id: []}, "☑"), ({one.id: [one.options[0].id]}, "☐")):
        report = edition(evaluate(pack, assessment_from_plain(pack, DAY, answers)), "worksheet")
        asked = next(
            block for part in parts(report) for block in part.blocks
            if isinstance(block, Bullets) and block.label.startswith(f"{pack.numbers[one.id]} ")
        )  # fmt: skip
        items = ["".join(span.text for span in item) for item in asked.items]
        assert f"{box} None []" in items
        assert len(items) == len(one.options) + 2


# --- in the form of a law ---------------------------------------------------------------------------------------------


def test_a_form_is_offered_where_its_law_governs_or_may(school, nothing):
    assert "edpb" in editions_for(school)
    assert "pipia" not in editions_for(school)
    assert {"edpb", "pipia"} <= set(editions_for(nothing))
    assert editions_for(school)[0] == "full"
    assert "record" not in editions_for(school)


def test_the_parts_of_the_template_are_all_there_filled_or_not_assessed(school, nothing):
    for evaluation in (school, nothing):
        report = edition(evaluation, "edpb")
        titles = [part.title for part in (report.summary, *report.sections)]
        assert [title[:6] for title in titles if title.startswith("Part ")] == [f"Part {n}" for n in range(7)]
        assert "version for public consultation" in text(report)
        assert ("answers" in [part.id for part in report.sections]) is (evaluation is school), "no list of nothing"
        assert all(part.blocks or part.sections for part in parts(report))


def test_the_chinese_form_counts_stored_faces_and_is_signed(pack):
    example = pack.example("hangzhou-safari-park")
    assert example is not None
    report = edition(evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers)), "pipia")
    said = text(report)
    for words in ("Item 1", "Item 2", "Item 3", "How many different people have a stored record", "Signature"):
        assert words in said
    sheet = next(part for part in parts(report) if part.id == "pipia-sheet")
    assert "How many different people have a stored record" in words_of(sheet)


# --- for the authority, and for who reviews ---------------------------------------------------------------------------


def test_the_authority_reads_the_points_of_article_36_and_whether_the_assessment_is_ready(school):
    report = edition(school, "art36")
    said = text(report)
    titles = [part.title for part in (report.summary, *report.sections)]
    assert [title[:3] for title in titles if title.startswith("(")] == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
    assert ("To", "Integritetsskyddsmyndigheten (IMY)") in report.cover.facts
    for words in (
        "Not ready to be sent", "consulting the authority does not cure it", "Must the authority be consulted before the start?",
        "Agreement with Supplier of the trial", "The controller", "Signature",
    ):  # fmt: skip
        assert words in said


def test_where_no_rule_asks_for_it_the_request_says_so(nothing):
    said = text(edition(nothing, "art36"))
    assert "no rule that was tested asks for a consultation" in said
    assert "rules still wait for answers" in said


def test_no_request_under_a_law_without_prior_consultation(pack, school):
    example = pack.example("hangzhou-safari-park")
    park = evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers))
    assert "art36" not in editions_for(park)
    assert {"art36", "draft"} <= set(editions_for(school))


def test_a_draft_is_marked_and_names_what_is_open_at_its_place(make_draft):
    report = make_draft
    said = text(report)
    assert report.draft == "Draft"
    assert report.cover.signatures is None
    assert ("Status", "Draft for review, not for signature") in report.cover.facts
    risks = next(part for part in parts(report) if part.id == "risks")
    assert "Open here" in words_of(risks)
    assert "Findings that turn on it: \nF14\n." in words_of(risks)
    assert said.count("Open here") > 3
    assert "No response yet: " in said
    assert "question of this part is not answered" not in said
    assert "DRAFT" not in render_markdown(report)
    assert render_markdown(report).startswith("**Draft**")
    assert 'content:"Draft' in "".join(style_sheets(report))
