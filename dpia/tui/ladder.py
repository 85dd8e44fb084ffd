"""The ways that were looked at, compared: which one no other beats, which the least intrusive is that suffices.

Everything is read off the answers: how far a way reaches the purpose, how far it intrudes. What is not answered is not
guessed, and a mark that an open answer could still move says so. No Textual in here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dpia.assessment.model import Answer, Row
from dpia.content.names import BALANCE_TEXT, CHOSEN, INTRUSION, LADDER, NEED_TEXT, REACHES, REASON, RUNG, WHY_NOT
from dpia.content.question import Reach
from dpia.engine.truth import YES, Ref
from dpia.i18n_marks import N_
from dpia.tui.cells import CellGrid
from dpia.tui.grids import Cell, Grid, Keys
from dpia.tui.view_model import Item, ViewModel

EFFECT: dict[Reach, int] = {"full": 3, "slow": 2, "part": 1, "none": 0}
"""How many bars of three a way fills by its effect: a picture of the words beside it, no measure."""

SUFFICES: frozenset[Reach] = frozenset({"full", "slow"})
"""Slower or dearer still reaches the purpose."""

MARK = ""
"""The column that says what follows from the others; nobody answers it."""

FILLED, EMPTY = "■", "□"


@dataclass(frozen=True, slots=True)
class ComparedWay:
    """One way, with what is answered of it and what follows beside the others."""

    row: str
    name: str
    reach: Reach | None = None
    intrusion: int | None = None
    """From 0, not at all, upwards; None as long as nobody knows."""

    chosen: bool | None = None
    body: bool = False
    beaten_by: tuple[str, ...] = ()
    """The ways that reach the purpose at least as well and intrude no more, and are better in one of both."""

    least: bool = False
    """Whether, of the ways that are known to suffice, none intrudes less."""

    undercut_by: tuple[str, ...] = ()
    """Where it is the least: the ways that may suffice and intrude less, since an answer is open."""

    @property
    def suffices(self) -> bool | None:
        """Whether it reaches the purpose, perhaps slower or at more cost; None as long as nobody knows."""
        return None if self.reach is None else self.reach in SUFFICES


def compared(rungs: Sequence[ComparedWay]) -> tuple[ComparedWay, ...]:
    """The ways with what follows from their comparison."""
    known = [rung.intrusion for rung in rungs if rung.suffices and rung.intrusion is not None]
    lowest = min(known, default=None)
    made = []
    for rung in rungs:
        least = lowest is not None and bool(rung.suffices) and rung.intrusion == lowest
        rivals = tuple(one.name for one in rungs if lowest is not None and _may_undercut(one, lowest)) if least else ()
        beaten = tuple(one.name for one in rungs if _beats(one, rung))
        made.append(replace(rung, least=least, undercut_by=rivals, beaten_by=beaten))
    return tuple(made)


def _may_undercut(rung: ComparedWay, lowest: int) -> bool:
    return rung.suffices is not False and (rung.intrusion is None or rung.intrusion < lowest)


def _beats(one: ComparedWay, other: ComparedWay) -> bool:
    if one.reach is None or other.reach is None or one.intrusion is None or other.intrusion is None:
        return False
    effect, intrusion = EFFECT[one.reach] - EFFECT[other.reach], one.intrusion - other.intrusion
    return effect >= 0 and intrusion <= 0 and (effect > 0 or intrusion < 0)


def bar(filled: int | None, length: int) -> str:
    """“■■□”; only question marks where it is not known."""
    return "?" * length if filled is None else FILLED * filled + EMPTY * (length - filled)


class LadderGrid(CellGrid):
    """The ways from the least to the most intrusive kind, each with its answers and with what follows."""

    def __init__(self, model: ViewModel) -> None:
        table = model.pack.questions[LADDER]
        super().__init__(model, table, [column for column in table.columns if column.id != RUNG])
        kinds = table.column(RUNG)
        self._order = [option.id for option in kinds.options] if kinds is not None else []
        degrees = model.pack.columns[LADDER, INTRUSION].options
        self._degrees = [option.id for option in degrees]
        self._rungs: tuple[object, tuple[ComparedWay, ...]] = (None, ())

    @property
    def about(self) -> str:
        """What is compared."""
        return self.tr(N_("effect and intrusion of each way, by your answers"))

    def rows(self) -> list[tuple[str, str]]:
        """The ways from the mildest kind upwards."""
        return [(rung.row, rung.name) for rung in self.rungs]

    def columns(self) -> list[tuple[str, str]]:
        """What follows comes first, then what is answered."""
        return [(MARK, self.tr(N_("Compared"))), *super().columns()]

    @property
    def rungs(self) -> tuple[ComparedWay, ...]:
        """The ways, compared on the answers as they are."""
        assessment = self.model.session.assessment
        if self._rungs[0] is not assessment:
            rows = sorted(assessment.rows(LADDER), key=self._place)
            self._rungs = (assessment, compared([self._rung(row) for row in rows]))
        return self._rungs[1]

    def _place(self, row: Row) -> int:
        kind = _value(row, RUNG)
        return self._order.index(str(kind)) if kind in self._order else len(self._order)

    def _rung(self, row: Row) -> ComparedWay:
        columns = self.model.pack.columns
        kind = columns[LADDER, RUNG].option(_value(row, RUNG))
        reach = columns[LADDER, REACHES].option(_value(row, REACHES))
        degree, chosen = _value(row, INTRUSION), _value(row, CHOSEN)
        return ComparedWay(
            row.id,
            self.model.row_name(LADDER, row.id),
            reach.reach if reach is not None else None,
            self._degrees.index(str(degree)) if degree in self._degrees else None,
            chosen if isinstance(chosen, bool) else None,
            kind is not None and kind.body_feature,
        )

    # --- what is shown ------------------------------------------------------------------------------------------------

    def cell(self, row: str, column: str) -> Cell:
        """An answer, or what follows."""
        if column == MARK:
            rung = next(rung for rung in self.rungs if rung.row == row)
            return Cell(self._mark_short(rung), self.verdict(rung))
        return super().cell(row, column)

    def short(self, row: str, column: str, answer: Answer | None) -> str:
        """Effect and intrusion as a bar and in words."""
        words = super().short(row, column, answer)
        rung = next((rung for rung in self.rungs if rung.row == row), None)
        if rung is not None and column == REACHES:
            return f"{bar(EFFECT[rung.reach] if rung.reach is not None else None, 3)} {words}"
        if rung is not None and column == INTRUSION:
            return f"{bar(rung.intrusion, len(self._degrees) - 1)} {words}"
        return words

    def _mark_short(self, rung: ComparedWay) -> str:
        tr = self.tr
        chosen = "● " if rung.chosen else ""
        if rung.least:
            return chosen + (tr(N_("✓ least so far")) if rung.undercut_by else tr(N_("✓ least, enough")))
        if rung.beaten_by:
            return chosen + tr(N_("× dominated"))
        if rung.suffices is None or rung.intrusion is None:
            return chosen + tr(N_("? open"))
        return chosen + (tr(N_("suffices")) if rung.suffices else tr(N_("falls short")))

    def verdict(self, rung: ComparedWay) -> str:
        """What follows for one way, in a sentence or two."""
        tr = self.tr
        parts = [tr(N_("● Chosen."))] if rung.chosen else []
        if rung.least and rung.undercut_by:
            text = N_("Of the ways known to reach the purpose it intrudes least so far; open is still: {ways}.")
            parts.append(tr(text, ways=tr.join(rung.undercut_by)))
        elif rung.least:
            parts.append(tr(N_("The least intrusive of the ways that reach the purpose, by your answers.")))
        if rung.beaten_by:
            text = N_("Dominated by {ways}: at least the effect, no more intrusion, and better in one of them.")
            parts.append(tr(text, ways=tr.join(rung.beaten_by)))
        if rung.suffices is None or rung.intrusion is None:
            parts.append(tr(N_("Open: effect or intrusion is not known.")))
        elif not rung.suffices:
            parts.append(tr(N_("By your answers it does not fully reach the purpose.")))
        elif not rung.least and not rung.beaten_by:
            parts.append(tr(N_("It reaches the purpose; another way intrudes less.")))
        return tr.sentences(parts)

    def place(self, row: str, column: str) -> Ref:
        """The cell; what follows leads to the first answer that it rests on."""
        return super().place(row, REACHES if column == MARK else column)

    def keys_of(self, row: str, column: str) -> Keys:
        """What follows has no keys."""
        return [] if column == MARK else super().keys_of(row, column)

    def meant(self, row: str, column: str, key: str, now: Answer | None) -> tuple[Answer | None] | str | None:
        """What follows is not answered."""
        if column == MARK:
            return self.tr(N_("This follows from effect and intrusion; answer them to the right."))
        return super().meant(row, column, key, now)

    # --- the text of necessity ----------------------------------------------------------------------------------------

    def target(self) -> Ref | None:
        """The question that takes the composed text: one that is surely asked before one that may be; None without."""
        asked = [Ref(name) for name in (NEED_TEXT, BALANCE_TEXT) if self.model.asked(Item(Ref(name)))]
        visible = self.model.evaluation.evaluator.visible
        return min(asked, key=lambda ref: visible(ref.question).truth is not YES, default=None)

    def composed(self) -> str:
        """What the ways say about necessity, in sentences that rest on the answers alone; empty without a way."""
        rungs, tr = self.rungs, self.tr
        if not rungs:
            return ""
        count = tr.plural("{count} way was looked at.", "{count} ways were looked at.", len(rungs))
        return "\n".join([count, *(f"- {self._sentence(rung)}" for rung in rungs), *self._conclusion(rungs)])

    def _sentence(self, rung: ComparedWay) -> str:
        tr, words = self.tr, self.model.words
        text = tr(
            N_("{way}: reaches the purpose: {reach}; intrusion: {intrusion}."),
            way=rung.name, reach=words.answer(LADDER, rung.row, REACHES),
            intrusion=words.answer(LADDER, rung.row, INTRUSION),
        )  # fmt: skip
        if rung.chosen:
            return tr.sentences((text, tr(N_("Chosen."))))
        if rung.chosen is None:
            chosen = tr(N_("Chosen: {answer}."), answer=words.answer(LADDER, rung.row, CHOSEN))
            return tr.sentences((text, chosen))
        return tr.sentences((text, self._why_not(rung)))

    def _why_not(self, rung: ComparedWay) -> str:
        tr, model = self.tr, self.model
        reason = model.session.assessment.answer(LADDER, rung.row, REASON)
        backing = model.words.answer(LADDER, rung.row, WHY_NOT)
        if self.asked_of(rung.row, REASON) and reason is not None and reason.given:
            said = str(reason.value).strip().rstrip(".。")
            return tr(N_("Not chosen: {reason} (backed by: {backing})."), reason=said, backing=backing)
        if self.asked_of(rung.row, WHY_NOT):
            return tr(N_("Not chosen; what backs that: {backing}. No reason is written down."), backing=backing)
        return tr(N_("Not chosen. No reason is written down."))

    def _conclusion(self, rungs: Sequence[ComparedWay]) -> list[str]:
        """What the comparison says of the ways that are chosen, and what it leaves open."""
        tr = self.tr
        chosen, least = [rung for rung in rungs if rung.chosen], [rung for rung in rungs if rung.least]
        lines = [] if chosen else [tr(N_("No way is marked as chosen."))]
        if not least:
            lines.append(tr(N_("No way is known to reach the purpose with a known intrusion.")))
        for rung in chosen:
            if rung.suffices is False:
                lines.append(tr(N_("By these answers “{way}” does not fully reach the purpose."), way=rung.name))
            if rung.suffices is None or rung.intrusion is None:
                lines.append(tr(N_("Effect or intrusion of “{way}” is not known."), way=rung.name))
        lines += self._beside_the_least(chosen, least)
        if least and least[0].undercut_by:
            text = N_("Whether another way intrudes less is not known: effect or intrusion is open for {ways}.")
            lines.append(tr(text, ways=tr.join([tr.quoted(name) for name in least[0].undercut_by])))
        return lines

    def _beside_the_least(self, chosen: Sequence[ComparedWay], least: Sequence[ComparedWay]) -> list[str]:
        tr = self.tr
        if not least:
            return []
        names = tr.join([tr.quoted(rung.name) for rung in least])
        milder = [
            rung for rung in chosen if not rung.least and rung.intrusion is not None and least[0].intrusion is not None
            and rung.intrusion > least[0].intrusion
        ]  # fmt: skip
        if milder:
            text = N_("By these answers {least} reaches the purpose and intrudes less than what is chosen: {ways}.")
            return [tr(text, least=names, ways=tr.join([tr.quoted(rung.name) for rung in milder]))]
        if chosen and all(rung.least for rung in chosen):
            return [
                tr(N_("Of the ways with both answers that reach the purpose, none intrudes less than what is chosen."))
            ]
        return [
            tr(
                N_("Of the ways with both answers that reach the purpose, the least intrusive is: {least}."),
                least=names,
            )
        ]


class TurnedLadder(Grid):
    """The same cells with the ways beside each other, for wide terminals."""

    def __init__(self, ladder: LadderGrid) -> None:
        super().__init__(ladder.model, ladder.table, ladder.down, ladder.across)
        self.ladder = ladder

    def rows(self) -> list[tuple[str, str]]:
        """What is answered and what follows."""
        return self.ladder.columns()

    def columns(self) -> list[tuple[str, str]]:
        """The ways."""
        return self.ladder.rows()

    def cell(self, row: str, column: str) -> Cell:
        """The same cell."""
        return self.ladder.cell(column, row)


def _value(row: Row, column: str) -> object:
    cell = row.cells.get(column)
    return cell.value if cell is not None and cell.given else None
