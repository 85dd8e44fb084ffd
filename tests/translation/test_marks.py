"""Marks that the program sets between texts are those of the language: a translation cannot reach them."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import dpia
from dpia.content.loader import load_pack
from dpia.han import NOT_FIRST
from dpia.i18n import Enumeration, Translator
from dpia.report.html import _environment
from dpia.report.lines import lines
from dpia.report.markdown import _note
from dpia.report.model import Cite, Labels, Note
from dpia.resources import data_root

_GLUED = re.compile(r"^(\.|[.:;] |, | [(\[])|([.:;] | \(|\) ?|\])$")
"""A part of a printed run that is a mark of the western languages between two texts."""


def _marks(tree: ast.AST) -> list[str]:
    found = []
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Run" and call.args):
            continue
        said = call.args[0]
        parts = said.values if isinstance(said, ast.JoinedStr) else [said]
        literal = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        found += [f"{call.lineno}: {part!r}" for part in literal if _GLUED.search(part)]
    return found


_BETWEEN = re.compile(r"^([.:;,] | [(\[])|([.:;,] | [(\[]|\) ?)$|^ [—–] ")
"""The same between texts of the front ends, whose lists are parted by commas."""

_OF_ALL_LANGUAGES = {
    # YAML and JSON that programs read
    "cli/answers_template.py: f\"#  - id: {row['id']}\"",
    "cli/answers_template.py: f'#as-of: {pack.manifest.checked_to}'",
    "cli/answers_template.py: f'#{indent}{name}: {text.removesuffix(end).strip()}'",
    "cli/output.py: f\"{head},\\n  {json.dumps(name)}: [{lines and chr(10) + lines + chr(10) + '  '}]\\n}}\\n\"",
    # the number that is typed for an answer, or the button before it
    "plain/pages.py: f'0. {tr(last)}'",
    "plain/pages.py: f'{number}. {finding_line(view, finding)}{said}'",
    "plain/pages.py: f'{number}. {text}'",
    "plain/quick.py: f'{name}. {entry.text}'",
    "tui/widgets/question_choice.py: f\"{('  › ' if here else '    ')}({sign}) \"",
    "tui/widgets/question_table.py: f\"({sign}) {self.tr(N_('none, and I have looked'))}\"",
    # a count beside a sign
    "cli/recheck.py: f'… (+{len(names) - _NAMED})'",
    "tui/widgets/field.py: f'  ({view.discussed} ✎)'",
    # a file within a file, an error of the program
    "cli/verifying.py: f'{checks.file} ({embedded.name})'",
    "tui/screens/report_command.py: f'{type(error).__name__}: {error}'",
    # parted as the language does by `shown_cite`
    "wording/findings.py: f', {self.tr.cited(cited.pinpoint)}'",
}
"""What has its form in every language."""

_FRONT_ENDS = ("tui", "plain", "cli", "wording", "register", "doctor.py")


def _called(call: ast.Call) -> str:
    """The last name of what is called."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


@cache
def _program() -> tuple[tuple[Path, ast.AST], ...]:
    """Every file of the program below its folder, read."""
    root = Path(dpia.__file__).parent
    return tuple((path.relative_to(root), ast.parse(path.read_text("utf-8"))) for path in sorted(root.rglob("*.py")))


def _glued(tree: ast.AST) -> list[str]:
    """What is put together from texts with a mark of the western languages between them."""
    of_programs = {
        id(inner)
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.compile", "ValueError", "TypeError", "Phrase")
        )
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        marks: list[ast.expr] = []
        if isinstance(node, ast.JoinedStr):
            marks = list(node.values)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            marks = [node.left, node.right]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            marks = [node.func.value, ast.Constant(None)]
        texts = [mark.value for mark in marks if isinstance(mark, ast.Constant) and isinstance(mark.value, str)]
        stopped = marks and isinstance(marks[-1], ast.Constant) and marks[-1].value == "."
        if id(node) not in of_programs and (stopped or any(_BETWEEN.search(text) for text in texts)):
            found.append(ast.unparse(node))
    return found


def test_no_front_end_joins_texts_by_marks_of_its_own() -> None:
    found = {
        f"{path.as_posix()}: {text}"
        for path, tree in _program()
        if path.parts[0] in _FRONT_ENDS and path.name != "translating.py"  # which is English only
        for text in _glued(tree)
    }
    assert found == _OF_ALL_LANGUAGES


def test_no_message_to_a_person_parts_names_by_commas_of_its_own() -> None:
    """What an error names is parted as the language of the message parts it, wherever the error comes from."""
    found = []
    for path, tree in _program():
        if path.parts[0] in ("lint", "translation") or path.name == "translating.py":
            continue  # which are English only
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _called(call) in _SPEAKING:
                found += [
                    f"{path.name}: {word.arg}"
                    for word in call.keywords
                    if ast.unparse(word.value).startswith(("', '.join", "'; '.join"))
                ]
    assert sorted(found) == ["embedded.py: problems", "finishing.py: reasons"]  # whole sentences of the program itself


_SPEAKING = (
    "UserError",
    "AnswerError",
    "DiscussionError",
    "tell",
    "tr",
    "plural",
    "add",
    "say",
    "problem",
    "Requirement",
)


def test_what_counts_as_joined_by_a_mark() -> None:
    tree = ast.parse("""
f"{a}: {b}"; f"{a} ({b})"; a + ", " + b; ", ".join(a); f"{a}."; f" — {a}"
f"{a}.{b}"; ".".join(a); a + tr.colon + b; f"{a} {b}"; re.compile(f"{a}, "); raise ValueError(f"{a}: {b}")
""")
    assert set(_glued(tree)) == {
        "f'{a}: {b}'", "f'{a} ({b})'", "a + ', '", "', '.join(a)", "f'{a}.'", "f' — {a}'"
    }  # fmt: skip


def test_no_run_of_the_report_holds_a_mark_of_its_own() -> None:
    """Stops, colons and brackets between texts come from the translator, who knows the language."""
    root = Path(dpia.__file__).parent / "report"
    found = {
        path.name: marks
        for path in root.rglob("*.py")
        if (marks := _marks(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert not found


def test_what_counts_as_such_a_mark() -> None:
    tree = ast.parse('Run(f"{a}: "); Run("."); Run(f" ({b})"); Run(f"{a} {b}"); Run(tr.colon)')
    assert _marks(tree) == ["1: ': '", "1: '.'", "1: ' ('", "1: ')'"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "a. b: c (d)"), ("sv", "a. b: c (d)"), ("zh-Hans", "a。b：c（d）")],
)
def test_marks_of_a_language(lang: str, said: str) -> None:
    tr = Translator(lang)
    assert f"{tr.sentences(('a' + tr.stop, '', 'b'))}{tr.colon}c{tr.in_brackets('d')}" == said
    assert f"a{tr.full_stop}b" == tr.sentences((f"a{tr.stop}", "b"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["Why? because", "Why: because", "a and 2 more", "There are: a, b", " [a]", " — "]),
        ("sv", ["Why? because", "Why: because", "a och 2 till", "Dessa finns: a, b", " [a]", " – "]),
        ("zh-Hans", ["Why?because", "Why：because", "a，另有2项", "现有：a、b", "［a］", "——"]),
    ],
)
def test_what_the_program_joins_in_a_language(lang: str, said: list[str]) -> None:
    tr = Translator(lang)
    assert [
        tr.answered("Why?", "because"), tr.answered("Why", "because"), "a" + tr.and_more(2),
        tr("There are: {names}.", names=Enumeration(iter("ab"))).rstrip(".。"), tr.in_square_brackets("a"), tr.dash,
    ] == said  # fmt: skip
    assert tr.and_more(0) == ""
    assert str(Enumeration("ab")) == "a, b"


@pytest.mark.parametrize(
    ("cite", "shown"),
    [
        (
            "欧洲数据保护委员会（EDPB）, 指南3/2019, v2.0, 第24–26段",
            "欧洲数据保护委员会（EDPB），指南3/2019，v2.0，第24–26段",
        ),
        ("GDPR, 第35条第1款", "GDPR第35条第1款"),
        ("GDPR, 序言第42段", "GDPR序言第42段"),
        ("瑞典《摄像监控法》（2018:1200）, 第7–10条", "瑞典《摄像监控法》（2018:1200）第7–10条"),
        ("Schrems II, C-311/18", "Schrems II, C-311/18"),
    ],
)
def test_citations_are_parted_as_the_language_parts_them(cite: str, shown: str) -> None:
    assert Translator("zh-Hans").shown_cite(cite) == shown
    assert Translator("sv").shown_cite(cite) == cite


def test_notes_take_the_marks_of_the_labels() -> None:
    tr = Translator("zh-Hans")
    labels = Labels(
        contents="", notes="", note="注释{number}", page="", on_page="", content_version="", digest="", back="", lacking="",
        skip="", stop=tr.stop, blank=tr.blank, comma=tr.clause_comma, semicolon=tr.semicolon, colon=tr.colon,
        square_brackets=tr.square_brackets,
    )  # fmt: skip
    cites = (Cite("a", "a", "甲法第一条", ("乙", "丙"), "规则", "解读", 0), Cite("b", "b", "丁法第二条", (), "", "", 3))
    text = next(iter(_note(Note(1, "制定法", cites), labels)))
    assert text == "[^1]: **制定法。** 甲法第一条［乙；丙］：规则*解读*丁法第二条，注释3。"


def test_a_document_in_chinese_is_not_cut_into_runs() -> None:
    """Between two elements a line may break before a mark, which no Chinese line begins with."""
    source = "{{ text }}"
    english, chinese = (
        _environment((), lang).from_string(source).render(text="EDPB（指南），b") for lang in ("en", "zh-Hans")
    )
    assert english == 'EDPB<span lang="zh-Hans">（指南），</span>b'
    assert chinese == "EDPB（指南），b"


def test_no_line_in_a_box_begins_or_ends_with_a_mark_that_belongs_to_the_next() -> None:
    made = lines("在控制者自己的计算机上，不接入互联网", 19, 3, "zh-Hans")
    assert "".join(made) == "在控制者自己的计算机上，不接入互联网"
    assert not any(line[0] in NOT_FIRST for line in made)
    assert lines("监管机构的答复到期（主管部门）", 21, 3, "zh-Hans") == ("监管机构的答复到期", "（主管部门）")
    assert lines("Pupils who took part, and others", 19, 3, "en") == ("Pupils who took", "part, and others")


def test_each_article_of_a_chinese_citation_bears_its_own_words() -> None:
    """《合同法》第六十条、第七十七条, and never 第六十、七十七条."""
    short = re.compile(
        r"第[一二三四五六七八九十百零]+[、和至][一二三四五六七八九十百零]+[、和至条]|第\d+[、和]\d+[、和\d]*条"
    )
    root = data_root("questionnaires")
    found = [
        f"{path.name}: {hit[0]}"
        for path in (*root.rglob("*.yaml"), *(root / "locale" / "zh-Hans").rglob("*.po"))
        if "schemas" not in path.parts
        for hit in short.finditer(path.read_text("utf-8"))
    ]
    assert found == []
    assert short.search("第六十、七十七、一百零七条")
    assert short.search("第九至十一条")
    assert short.search("第7、8条")


def test_a_citation_names_articles_in_chinese_where_it_does_in_english() -> None:
    bare = [
        authority.id
        for authority in load_pack().content.authorities
        if (chinese := authority.cite.get("zh"))
        and re.search(r"\bArts?\. \d", authority.cite["en"])
        and "条" not in chinese.replace("条例", "")
    ]
    assert bare == []


def test_english_writes_an_article_in_one_way() -> None:
    """“Art. 5” and “Arts. 5 and 6”, in citations and in sentences."""
    bare = re.compile(r"\bArts?\s+\d")
    found = [
        f"{path.name}: {hit[0]}"
        for path in data_root("questionnaires").rglob("*.yaml")
        if "schemas" not in path.parts
        for hit in bare.finditer(path.read_text("utf-8"))
    ]
    assert found == []
    assert bare.search("GDPR, Art 5")
