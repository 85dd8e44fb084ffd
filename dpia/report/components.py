"""What the parts of the report are put together from: answers as spans, tables of rows, references to questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dpia.assessment.model import Answer, Row, State
from dpia.content.names import SUMMARY
from dpia.content.question import Column, Option, Question
from dpia.content.report_layout import EARLY, SectionAnswers
from dpia.content.rule import Regime, Right
from dpia.engine.completeness import speaks
from dpia.engine.evaluation import DueResult, Evaluation, RegimeResult
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import NO, Ref, by_place, unique
from dpia.i18n import PSEUDO, Translator
from dpia.i18n_marks import N_, NN_
from dpia.report.citations import Citer
from dpia.report.model import Block, Bullets, Link, Note, Para, Prose, Run, Span, Spans, Table, TableRow
from dpia.report.pieces import led_in, own_text, per_cent, plain, question_anchor, shortened, uncaptioned
from dpia.wording import Words

__all__ = ["CELL", "Components", "per_cent", "plain", "question_anchor", "shortened", "uncaptioned"]

CELL = 400
"""Characters of a free text that a table holds; longer ones stand below the table, in full."""

LEAD = 360
"""Characters of what it is about, on a page of summary."""

_LEAST, _RIGHTS = 2, 8
"""Rows that a table of a few pages has at least, and rights that stand beside its tables without cost."""

_FEW, _SHORT = 2, 85
"""Items of a list, and characters of a text, that a cell holds in an edition of a few pages."""


class Components:
    """Building blocks over one evaluation, in one language, for one edition of the report."""

    def __init__(self, evaluation: Evaluation, tr: Translator, edition: str = "full") -> None:
        self.evaluation = evaluation
        self.pack = evaluation.pack
        self.assessment = evaluation.assessment
        self.evaluator = evaluation.evaluator
        self.tr = tr
        self.numbers = self.pack.numbers
        self.lang = "en" if tr.lang == PSEUDO else tr.lang
        self.written = "" if self.assessment.language == self.lang else self.assessment.language
        """The language of what people typed, where it is known and not that of the report."""
        self.typed_in = self.written or self.lang
        """The language in which names and texts are typed, as far as it is known."""
        self.layout = self.pack.content.report
        printed = self.layout.editions[edition]
        self.words = Words(self.pack, self.assessment, tr, printed=not printed.filled_in)
        self.citer = Citer(self.words)
        self.public = printed.public
        """Whether everybody may read this edition: no confidential answer is printed, and no number of a question."""
        self.prints = frozenset((*printed.parts, *printed.annexes))
        """The ids of the parts of this edition."""
        self.on_cover = frozenset(printed.cover)
        """What its cover says."""
        self._room = printed.lines
        self.short = printed.lines is not None
        """Whether its tables have only so many lines, and short cells."""
        self._lines = 0
        self._was_cut = False
        self._absent = 0
        self.brief = printed.brief
        """Whether it is a few pages, without what the whole report prints of the answers."""
        self.draft = printed.draft
        """Whether what is open is named at its place."""
        self.early = edition == EARLY
        """Whether hardly anything is answered: then what is missing is not counted out part by part."""
        self.printed_in: dict[str, str] = {}
        """Section of the walk -> part of this edition that prints its answers."""
        self._printed: set[tuple[str, str | None, str | None]] = set()
        """Question, row and column of the answers that are printed so far: each is printed once."""
        self._anchored: set[str] = set()
        self._below: dict[tuple[str, str, str], Prose] = {}
        """Table, row and column of each text that a table cut -> the text in full, to be printed below it, once."""
        self._told: set[tuple[str, str, str]] = set()
        self.all_answers = False
        """Whether an annex with every answer follows: then nothing is printed with what rests on it."""
        for part, block in self.layout.blocks(edition):
            if isinstance(block, SectionAnswers):
                self.printed_in.setdefault(block.section, part)

    @property
    def summed_up(self) -> frozenset[str]:
        """The question whose answer the summary prints whole, so that no part prints it again."""
        said = self.given(SUMMARY)
        return frozenset({SUMMARY}) if said and not self.brief and len(said) <= LEAD else frozenset()

    # --- answers ----------------------------------------------------------------------------------------------------

    def asked(self, question: str) -> bool:
        """Whether the content has the question and these answers do not hide it."""
        field = self.pack.questions.get(question)
        return self.may_print(field) and self.evaluator.visible(question).truth is not NO

    def may_print(self, field: Question | Column | None) -> bool:
        """Whether the content has a question or column and this edition may print what is answered there."""
        return field is not None and not (self.public and field.confidential)

    def perhaps_asked(self) -> list[str]:
        """Questions without an answer that are asked only if an answer that is unknown were otherwise."""
        return [
            question.id
            for question in self.pack.content.questions
            if question.overrides is None
            and self.asked(question.id)
            and not self.evaluation.counted(question)
            and self.assessment.answers.get(question.id) is None
        ]

    def value(self, field: Question | Column | None, answer: Answer | None) -> Spans:
        """An answer; what is no answer is set apart."""
        text = self.words.value(field, answer)
        if answer is None:
            return (Run(text, "mark"),)
        if isinstance(answer.value, bool) or answer.value == ():
            text = text[:1].upper() + text[1:]  # as the options of other questions
        if answer.state is not State.GIVEN:
            return (Run(text, "quiet"),)
        typed = field is not None and field.type == "text" and answer.intended is None
        return (Run(text, lang=self.written if typed else ""),)

    def answer(self, question: str) -> Spans:
        """The answer to a question."""
        return self.value(self.pack.questions.get(question), self.assessment.answers.get(question))

    def given(self, question: str) -> str:
        """The answer in words if one is given; else empty."""
        answer = self.assessment.answers.get(question)
        return self.words.answer(question) if answer is not None and answer.given else ""

    def asked_cell(self, table: str, row: Row, column: str) -> bool:
        """Whether these answers ask a column of a row."""
        field = self.pack.columns.get((table, column))
        return self.may_print(field) and self.evaluator.visible_cell(table, row, column).truth is not NO

    def option(self, table: str, row: Row, column: str) -> Option | None:
        """The option that a row has in a column; None where it has none that the content knows."""
        field, cell = self.pack.columns.get((table, column)), row.cells.get(column)
        return field.option(cell.value) if field is not None and cell is not None else None

    def cell(self, table: str, row: Row, column: str, most: int = CELL) -> Spans:
        """A cell; a dash where these answers hide it. A text beyond `most` is cut: `in_full` has the rest."""
        if not self.asked_cell(table, row, column):
            return plain("–")
        answer, key = row.cells.get(column), (table, row.id, column)
        if self.short:
            return self._in_short(self.pack.columns[table, column], answer)
        if key not in self._told and not self.all_answers:
            label = f"{shortened(self.words.row(table, row.id), 60)}{self.tr.colon}{self.words.label(table, column)}"
            for prose in self.in_full_if_cut(label, answer, most):
                self._below[key] = prose
        return self.cut(self.value(self.pack.columns[table, column], answer), answer, most)

    def unit(self, table: str, row: Row, column: str, unit: str) -> str:
        """The unit of a number, as it stands behind it; empty where one of both is not given."""
        number, measure = row.cells.get(column), row.cells.get(unit)
        if number is None or not number.given or measure is None or not measure.given:
            return ""
        words = self.words.answer(table, row.id, unit).lower()
        return self.tr.in_brackets(words) if number.value == 1 else f"{self.tr.blank}{words}"  # no "1 years"

    def _in_short(self, field: Column, answer: Answer | None) -> Spans:
        """A cell of an edition of a few pages: of a list the first items, of a text the beginning."""
        items = answer.value if answer is not None and isinstance(answer.value, tuple) else ()
        if answer is not None and len(items) > _FEW:
            more = self.tr.plural("and {count} more", "and {count} more", len(items) - _FEW)
            (first, *_) = self.value(field, replace(answer, value=items[:_FEW]))
            return (first, Run(f"{self.tr.semicolon}{more}"))
        spans = self.value(field, answer)
        if not own_text(answer):
            return spans
        self._was_cut = self._was_cut or any(len(one.text) > _SHORT for one in spans if isinstance(one, Run))
        return tuple(replace(one, text=shortened(one.text, _SHORT)) if isinstance(one, Run) else one for one in spans)

    def beginning(self, text: str, most: int | None) -> str:
        """A text, or its beginning and where the rest stands. `most`: characters; None: all of it."""
        if most is None or len(text) <= most:
            return text
        return self.tr(N_("{beginning} (The full report has the rest.)"), beginning=shortened(text, most))

    def fitting(self, rows: Sequence[TableRow], widths: Sequence[int]) -> int:
        """How many rows of a table there is room for, beside the tables before it and what the laws at hand say."""
        if self._room is None:
            return len(rows)
        if not self._lines:
            rights = sum(len(self.rights(r.regime)) for r in self.evaluation.regimes if r.governs.truth is not NO)
            self._lines = max(_LEAST, self._room - max(0, rights - _RIGHTS))
        for number, row in enumerate(rows):
            texts = ["".join(span.text for span in cell if not isinstance(span, Note)) for cell in row.cells]
            self._lines -= max(len(text) // width + 1 for text, width in zip(texts, widths, strict=True))
            if self._lines <= 0 and number >= _LEAST:
                self._lines = 1
                return number
        return len(rows)

    def rights(self, regime: Regime) -> tuple[Right, ...]:
        """The rights that a law gives on the date of the assessment: those whose authorities are in force on it."""
        law, day = self.pack.authorities, self.assessment.as_of
        return tuple(right for right in regime.rights if all(law[name].in_force_on(day) for name in right.law))

    def said_short(self, rest: int) -> list[Block]:
        """That rows were left out of the last table, or texts cut in it, and where they are."""
        said = []
        if rest:
            words = NN_(
                "There is {count} more. Ask us for the whole list.",
                "There are {count} more. Ask us for the whole list.",
            )
            said.append(self.tr.plural(*words, rest))
        if self._was_cut:
            said.append(self.tr(N_("A text is cut here. Ask us for the whole of it.")))
        self._was_cut = False
        return [self.note(self.tr.sentences(said))] if said else []

    def in_full(self) -> list[Block]:
        """The texts that cells had to cut since this was asked last, in full; none that was printed before."""
        below = list(self._below.values())
        self._told.update(self._below)
        self._below.clear()
        return list(below)

    def cut(self, spans: Spans, answer: Answer | None, most: int = CELL) -> Spans:
        """An answer as a table holds it: only a free text is ever cut, no list of options."""
        if not own_text(answer):
            return spans
        return tuple(
            replace(span, text=shortened(span.text, most)) if isinstance(span, Run) and len(span.text) > most else span
            for span in spans
        )

    # --- what is printed where ----------------------------------------------------------------------------------------

    def is_printed(self, ref: Ref) -> bool:
        """Whether an answer stands in this report already, or will in the annex of answers."""
        if self.all_answers or ref[:3] in self._printed or (ref.question, None, None) in self._printed:
            return True
        return ref.column is None and ref.question in self._anchored

    def printing(self, question: str, row: str | None = None, column: str | None = None) -> None:
        """Note that an answer is printed here."""
        self._printed.add((question, row, column))

    def anchor(self, question: str) -> str:
        """The id of the first place that prints answers to a question; empty for every other place."""
        if question in self._anchored:
            return ""
        self._anchored.add(question)
        return question_anchor(question)

    def numbered(self, question: str) -> Run:
        """The number of a question at the place that prints its answer."""
        number = "" if self.public else f" {self.numbers.get(question, question)}"
        return Run(number, "quiet", anchor=self.anchor(question))

    def rests_on(self, refs: Iterable[Ref], label: str) -> list[Block]:
        """The answers that something rests on: those that stand elsewhere by number, the others here, in full."""
        found = list(refs)
        here = [ref for ref in found if not self.is_printed(ref)]
        elsewhere = [ref for ref in found if self.is_printed(ref)]
        blocks: list[Block] = []
        if elsewhere:
            lead = Run(f"{label}{self.tr.blank}", "quiet")
            blocks.append(Para((lead, *self.numbers_with_rows(elsewhere), Run(self.tr.stop)), "small"))
        if here:
            items = self.reasons(here, anchored=True)
            blocks.append(Bullets(items, label="" if elsewhere else label, kind="reasons"))
            for ref in here:
                self.printing(*ref[:3])
        return blocks

    def numbers_with_rows(self, refs: Iterable[Ref], *, columns: bool = True) -> Spans:
        """Numbers of questions; of tables with the rows that are meant, and with the columns if these are asked for."""
        cells: dict[str, dict[str, list[str]]] = {}
        for ref in by_place(refs):
            rows = cells.setdefault(ref.question, {})
            if ref.row is not None and ref.row != UNANSWERED_ROW and ref.column is not None:
                name = self.words.label(ref.question, ref.column)
                rows.setdefault(shortened(self.words.row(ref.question, ref.row), 40), []).append(name)
        spans: list[Span] = []
        for question, rows in cells.items():
            spans += [Run(self.tr.semicolon)] if spans else []
            spans.append(self.number(question))
            if rows:
                same: dict[tuple[str, ...], list[str]] = {}
                for row, names in rows.items():
                    same.setdefault(tuple(dict.fromkeys(names)), []).append(row)
                listed = self.tr.listed
                said = self.tr.series(f"{listed(rows_)}{self.tr.colon}{listed(names)}" for names, rows_ in same.items())
                said = said if columns else self.tr.listed(rows)
                spans.append(Run(self.tr.in_brackets(said)))
        return tuple(spans)

    def reasons(self, refs: Iterable[Ref], *, anchored: bool = False) -> tuple[Spans, ...]:
        """The answers that something rests on: number, question and answer; the answers of one row together.

        Args:
            refs: the answers.
            anchored: whether this is the place to which numbers of questions lead.
        """
        items: list[Spans] = []
        rows: dict[tuple[str, str], list[Ref]] = {}
        found = by_place(refs)
        with_rows = {ref.question for ref in found if ref.row not in (None, UNANSWERED_ROW)}
        for ref in found:
            if ref.row is None and ref.question in with_rows:
                continue  # "3 rows" says nothing beside the rows themselves
            if ref.row is None or ref.column is None or ref.row == UNANSWERED_ROW:
                question = self.words.question(ref.question, ref.column)
                number = self._place_of(ref.question) if anchored else self.number(ref.question)
                items.append((number, Run(f" {question}{self.tr.blank}"), *self._strong(ref, found[ref])))
            else:
                rows.setdefault((ref.question, ref.row), []).append(ref)
        for (table, row), cells in rows.items():
            number = self._place_of(table) if anchored else self.number(table)
            spans: list[Span] = [number, Run(f" {shortened(self.words.row(table, row), 60)}{self.tr.colon}")]
            for index, ref in enumerate(cells):
                lead = led_in(self.words.label(table, ref.column), self.tr)
                spans += [Run(self.tr.semicolon if index else ""), Run(lead), *self._strong(ref, found[ref])]
            items.append(tuple(span for span in spans if not isinstance(span, Run) or span.text))
        return tuple(items)

    def _place_of(self, question: str) -> Run:
        return Run(self.numbers.get(question, question), anchor=self.anchor(question))

    def _strong(self, ref: Ref, items: Sequence[str]) -> Spans:
        field = (
            self.pack.columns.get((ref.question, ref.column)) if ref.column else self.pack.questions.get(ref.question)
        )
        answer = self.value(field, self.assessment.answer(*ref[:3]))
        if items:  # the items that decide, in full; what else is not known stands behind them
            answer = plain(self.words.reason(ref, items))
        return tuple(Run(span.text, span.style or "strong", span.lang) for span in answer if isinstance(span, Run))

    def order(self, ref: Ref) -> tuple[int, int, int]:
        """Where a place stands, to sort by: as the questions, and the rows and columns of their tables, do."""
        question = self.pack.questions.get(ref.question)
        rows = [row.id for row in self.assessment.rows(ref.question)]
        columns = [column.id for column in question.columns] if question is not None else []
        return _at(list(self.numbers), ref.question), _at(rows, ref.row), _at(columns, ref.column)

    def number(self, question: str) -> Link:
        """The number of a question, linked to the annex of answers."""
        return Link(self.numbers.get(question, question), f"#{question_anchor(question)}")

    def numbers_of(self, refs: Iterable[Ref]) -> Spans:
        """Only the numbers of the answers that something rests on."""
        names = list(dict.fromkeys(ref.question for ref in refs))
        spans: list[Link | Run] = []
        for name in names:
            spans += [Run(self.tr.comma)] if spans else []
            spans.append(self.number(name))
        return tuple(spans)

    def parts_of(self, refs: Iterable[Ref]) -> Spans:
        """The parts of the report in which these answers stand, with their pages."""
        found = set()
        for ref in refs:
            column = self.pack.columns.get((ref.question, ref.column)) if ref.column else None
            found.add((column.section if column is not None else None) or ref.question.split(".", 1)[0])
        spans: list[Span] = []
        for section in self.pack.sections:
            if section.id in found:
                spans += [Run(self.tr.comma)] if spans else []
                title, anchor = self.tr.content(section.printed), self.printed_in.get(section.id)
                spans.append(Link(title, f"#{anchor}", page=True) if anchor else Run(title))
        return tuple(spans)

    def who(self, question: str) -> str:
        """Who can answer a question, as the content says of its section; else empty."""
        section = next((one for one in self.pack.sections if one.id == question.split(".", 1)[0]), None)
        return self.tr.content(section.who) if section is not None else ""

    def governs_because(self, regime_id: str) -> tuple[Ref, ...]:
        """The answers by which a law governs: those of its own condition, and those that keep it in scope."""
        result = self.evaluation.regime(regime_id)
        outside = result.regime.out_of_scope
        inside = () if outside is None else self.evaluator.evaluate(outside).because
        return unique((*result.governs.because, *inside))

    def due(self, result: RegimeResult) -> DueResult | None:
        """Is an assessment due under a law that governs? None where it asks for none, or did not yet on that day."""
        outside = self.evaluation.governs[result.regime.id].truth is NO
        if result.due is None or outside or not speaks(self.evaluation, result.due.law):
            return None
        return result.due

    # --- blocks -----------------------------------------------------------------------------------------------------

    def para(self, message: str, /, **params: object) -> Para:
        """A paragraph in the report's own words."""
        return Para(plain(self.tr(message, **params)))

    def spanned(self, spans: Spans) -> Para:
        """A small remark with marked words."""
        return Para(spans, "small")

    def note(self, text: str) -> Para:
        """A small remark."""
        return Para(plain(text), "small")

    def pairs(self, caption: str, pairs: Iterable[tuple[str, Spans]]) -> list[Block]:
        """Labels with values; nothing where there are none."""
        rows = tuple(TableRow((plain(label), value)) for label, value in pairs)
        head = (self.tr(N_("Point")), self.tr(N_("Answer")))
        return [Table(caption, head, rows, (38, 62), "pairs")] if rows else []

    def answers(self, caption: str, questions: Sequence[str]) -> list[Block]:
        """The answers of a part: long texts, then short ones as a table; what is unknown, and how many are missing.

        An answer that stands in this report already is not printed again.
        """
        rows: list[TableRow] = []
        prose: list[Block] = []
        unknown: list[Span] = []
        absent = 0
        for name in questions:
            question = self.pack.questions.get(name)
            if question is None or question.type == "table" or not self.asked(name):
                continue
            answer = self.assessment.answers.get(name)
            if answer is None:
                absent += self.evaluation.counted(question)
                continue
            if self.is_printed(Ref(name)) and not self.all_answers:
                continue
            self.printing(name)
            if answer.state is State.UNKNOWN and self.draft:
                continue  # said below, under what is open
            if answer.state is State.UNKNOWN:
                unknown += [Run(self.tr.semicolon)] if unknown else []
                unknown += [Run(self.words.question(name)), self.numbered(name)]
            elif question.multiline and answer.given:
                prose.append(Prose(str(answer.value), label=self.words.question(name)))
            else:
                label = (Run(self.words.question(name)), self.numbered(name))
                rows.append(TableRow((label, self.cut(self.answer(name), answer))))
                prose += self.in_full_if_cut(self.words.question(name), answer)
        blocks = [*prose]
        if rows:
            head = (self.tr(N_("Point")), self.tr(N_("Answer")))
            blocks.append(Table(caption, head, tuple(rows), (56, 44), "pairs"))
        if unknown:
            lead = Run(f"{self.tr(N_('Answered “unknown”:'))}{self.tr.blank}", "strong")
            blocks.append(Para((lead, *unknown), "small"))
        self._absent += absent
        return blocks

    def not_answered(self) -> list[Block]:
        """How many of the questions that were to be printed since this was asked last are not answered."""
        count, self._absent = self._absent, 0
        if not count or self.early or self.draft:
            return []
        words = NN_(
            "{count} question of this part is not answered.", "{count} questions of this part are not answered."
        )
        return [self.note(self.tr.plural(*words, count))]

    def no_rows(self, table: str) -> Para | None:
        """A sentence in place of a table without rows; None if it has rows or is not asked."""
        if self.public or not self.asked(table) or self.assessment.rows(table):
            return None
        self.printing(table)
        question = self.words.question(table)
        answer = self.assessment.answers.get(table)
        if answer is None and self.early:
            return None
        if answer is None:
            text = self.tr(N_("{question} Not answered."), question=question)
        elif answer.state is State.UNKNOWN:
            text = self.tr(N_("{question} Answered: unknown."), question=question)
        elif answer.state is State.NOT_APPLICABLE:
            text = self.tr(N_("{question} Not applicable: {reason}"), question=question, reason=answer.reason)
        else:
            text = self.tr(N_("{question} Answered: none."), question=question)
        return Para((Run(text), self.numbered(table)))

    def rows(self, table: str, ordered_by: str | None = None) -> tuple[Row, ...]:
        """The rows of a table that is asked, in the order of the options of a choice column if one is named."""
        rows = self.assessment.rows(table) if self.asked(table) else ()
        column = self.pack.columns.get((table, ordered_by or ""))
        if column is None:
            return rows
        order = {option.id: index for index, option in enumerate(column.options)}

        def place(row: Row) -> int:
            cell = row.cells.get(column.id)
            return order.get(str(cell.value), len(order)) if cell is not None else len(order)

        return tuple(sorted(rows, key=place))

    def in_full_if_cut(self, label: str, answer: Answer | None, most: int = CELL) -> list[Prose]:
        """A text that a table had to cut, in full; nothing where it was not cut."""
        text = own_text(answer)
        return [Prose(text, label=label)] if len(text) > most else []


def _at(names: list[str], name: str | None) -> int:
    """Where a name stands; behind all others if it does not."""
    return names.index(name) if name in names else len(names)
