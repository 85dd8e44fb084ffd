"""What stands below the page: what the last answer did, the help of the focused question, and the keys.

And the law behind a question, for the pane at the right and for a screen of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from dpia.content.authority import Authority
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui.commands import LANGUAGE, Command, key_name
from dpia.tui.keymap import keys_of
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.finding_list import news
from dpia.tui.widgets.text import MUTED, Lines, LongText, beside, hanging, one_line, plain, row, stacked, wrapped
from dpia.wording import checked_how, standing

if TYPE_CHECKING:
    from dpia.engine.divergences import DivergenceFound, SideResult


HELP_LINES = 2
"""Lines of help; one more is for the hint."""


class NewsLine(Lines):
    """What the last action changed, and what it did to the findings because of what.

    `in_sight` says whether a field is seen, and with it what is said beside it; `undoes` whether undo works here.
    """

    def __init__(
        self,
        model: ViewModel,
        in_sight: Callable[[Ref], bool] = lambda ref: False,
        undoes: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(id="news")
        self.model = model
        self._in_sight = in_sight
        self._undoes = undoes
        self._echoed = False

    def lines(self, width: int) -> Sequence[Content]:
        """One line; what does not fit is read with the command for it, whose key then stands at the end."""
        self._echoed = self._is_echoed()
        text = news(self.model, echoed=self._echoed, way_back=self._undoes(), acts=self._acts)
        if text.cell_length <= width:
            return [text]
        key = plain(f" {self.model.tr(N_('{press:messages}'))}", "bold $accent")
        return [one_line(text, width - key.cell_length) + key]

    def _acts(self, command: str) -> bool:
        """Whether the screen has a command, so that its key may be named."""
        return hasattr(self.screen, f"action_{command}")

    async def on_click(self, event: events.Click) -> None:
        """Read everything that was said."""
        event.stop()
        await self.app.run_action("messages")

    def follow(self) -> None:
        """The page shows other fields now."""
        if self._echoed != self._is_echoed():
            self.changed()

    def _is_echoed(self) -> bool:
        """Whether everything that changed is said beside fields that are seen."""
        refs = self.model.echo.refs if self.model.echo is not None else ()
        return bool(refs) and all(self._in_sight(ref) for ref in refs)


class HelpLine(Lines):
    """The help of the focused question: always two lines, so that nothing jumps.

    Where the hint below it needs two lines, the help has one: both together always have the same room.
    """

    def __init__(self, model: ViewModel, hint: HintLine) -> None:
        super().__init__(id="help")
        self.model = model
        self.ref: Ref | None = None
        self._hint = hint
        self._room = HELP_LINES

    def show(self, ref: Ref) -> None:
        """Follow the focus."""
        if ref != self.ref:
            self.ref = ref
            self.changed()

    def follow(self) -> None:
        """The hint is another one."""
        if self._laid is not None and self._room != self._left(self._laid[0]):
            self.changed()

    def _left(self, width: int) -> int:
        return HELP_LINES + 1 - len(self._hint.laid(width))

    def lines(self, width: int) -> Sequence[Content]:
        """The help, cut where its room ends with a sign that F4 has more."""
        self._room = self._left(width)
        spec = self.model.spec(self.ref) if self.ref is not None else None
        text = self.model.tr.content(spec.help) if spec is not None else ""
        lines = wrapped(text, width)
        if len(lines) > self._room:
            rest = stacked(lines[self._room - 1 :]).plain.replace("\n", " ")
            lines = [*lines[: self._room - 1], one_line(rest, width)]
        return [*lines, Content("")][: self._room]


class HintLine(Lines):
    """What Enter and other keys do where one stands, or what was just made of a key."""

    def __init__(self) -> None:
        super().__init__(id="hint")
        self._said = ("", "")

    def say(self, hint: str, note: str) -> None:
        """Say something else. What was made of a key comes before what the next one does."""
        if (hint, note) != self._said:
            self._said = (hint, note)
            self.changed()

    def lines(self, width: int) -> Sequence[Content]:
        """One line; on a narrow terminal two, if it must be."""
        hint, note = self._said
        lines = wrapped(plain(note, "bold") if note else plain(hint, MUTED), width)
        if len(lines) > HELP_LINES:
            lines = [lines[0], one_line(stacked(lines[1:]).plain.replace("\n", " "), width)]
        return lines


class KeyLine(Lines):
    """The keys that matter most, help always first; on two lines where they do not fit on one. Each can be clicked."""

    def __init__(self, commands: tuple[Command, ...], tr: Translator) -> None:
        super().__init__(id="keys")
        self.commands = commands
        self.tr = tr
        self.back = ""
        """Where Esc leads, if that is not where it always leads."""
        self._places: list[tuple[int, int, int, str]] = []

    def _others(self) -> bool:
        """Whether there is another language."""
        return bool(getattr(self.app, "other_languages", ()))

    def lead_back(self, name: str) -> None:
        """Say where Esc leads; nothing: as always."""
        if name != self.back:
            self.back = name
            self.changed()

    def lines(self, width: int) -> Sequence[Content]:
        """One line, or two. What fits on neither is left out, the least important first."""
        shown = [
            command
            for command in self.commands
            if keys_of(command, self.tr) and command.rank < 9 and (command.name != LANGUAGE.name or self._others())
        ]
        entries = {command.name: self._entry(command) for command in shown}
        if self.back:
            entries = {"back": row(("Esc", "bold $accent"), f" {self.back}"), **entries}
        rank = {command.name: command.rank for command in shown} | ({"back": 0} if self.back else {})
        while True:
            lines = self._fill(entries, width)
            if len(lines) <= KEY_LINES or len(entries) == 1:
                return lines
            last = max(reversed(entries), key=lambda name: rank[name])
            del entries[last]

    def _fill(self, entries: Mapping[str, Content], width: int) -> list[Content]:
        lines: list[Content] = [Content("")]
        self._places = []
        for name, entry in entries.items():
            gap = 2 if lines[-1] else 0
            if gap and lines[-1].cell_length + gap + entry.cell_length > width:
                lines.append(Content(""))
                gap = 0
            start = lines[-1].cell_length + gap
            lines[-1] = lines[-1] + Content(" " * gap) + entry
            self._places.append((len(lines) - 1, start, start + entry.cell_length, name))
        return lines

    def _entry(self, command: Command) -> Content:
        return row((key_name(keys_of(command, self.tr)[0], self.tr), "bold $accent"), f" {self.tr(command.label)}")

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        offset = event.get_content_offset(self)
        for line, start, end, name in self._places:
            if offset is not None and offset.y == line and start <= offset.x < end:
                event.stop()
                await self.screen.run_action(name)


KEY_LINES = 2
"""How many lines of keys there are at most."""


def law_text(model: ViewModel, ref: Ref | None, width: int) -> list[Content]:
    """The question explained, and every authority behind it: who says it, what it says, how well it was checked."""
    tr = model.tr
    if ref is None:
        return wrapped(plain(tr(N_("Go to a question to see its explanation and the law behind it.")), MUTED), width)
    spec = model.spec(ref)
    lines = wrapped(plain(tr.content(spec.text), "bold"), width)
    if spec.help:
        lines += wrapped(tr.content(spec.help), width)
    if spec.explanation:
        lines += [Content(""), *wrapped(tr.content(spec.explanation), width)]
    found = [model.pack.authorities[name] for name in spec.law if name in model.pack.authorities]
    lines += [
        Content(""),
        *wrapped(
            plain(
                tr(N_("The law behind this question")) if found else tr(N_("No authority is named for this question.")),
                "bold",
            ),
            width,
        ),
    ]
    for authority in found:
        lines += [Content(""), *authority_lines(model, authority, width)]
    from dpia.engine.divergences import divergences

    for divergence in divergences(model.evaluation):
        if ref.question in divergence.point.questions:
            lines += [Content(""), *divergence_lines(model, divergence, width)]
    return lines


def divergence_lines(model: ViewModel, divergence: DivergenceFound, width: int) -> list[Content]:
    """A point on which laws differ: each side beside the other where there is room, what follows here, and why."""
    tr = model.tr
    title = tr(N_("Where the laws differ: {point}"), point=tr.content(divergence.point.title))
    lines = wrapped(plain(title, "bold"), width)
    gap, count = 3, len(divergence.sides)
    across = (width - gap * (count - 1)) // count
    if across >= SIDE_BY_SIDE:
        columns = [_side_lines(model, side, across) for side in divergence.sides]
        height = max(len(column) for column in columns)
        padded = [[*column, *[Content("")] * (height - len(column))] for column in columns]
        lines += [beside(cells, across, gap) for cells in zip(*padded, strict=True)]
    else:
        for side in divergence.sides:
            lines += _side_lines(model, side, width)
    return lines + wrapped(plain(tr(N_("Why: {reason}"), reason=tr.content(divergence.point.why)), MUTED), width)


SIDE_BY_SIDE = 34
"""Cells that a side needs to stand beside the other; below that they stand one under the other."""


def _side_lines(model: ViewModel, side: SideResult, width: int) -> list[Content]:
    tr, pack = model.tr, model.pack
    lines = wrapped(plain(tr.content(side.regime.title), "bold $accent"), width)
    for sentence in side.says:
        cites = model.tr.series(model.words.cite(pack.authorities[name]) for name in sentence.law)
        own = [tr(N_("our reading"))] if sentence.own_view else []
        text = plain(tr.content(sentence.text)) + plain(tr.in_square_brackets(tr.series([*own, cites])), MUTED)
        lines += hanging("- ", text, width)
    for finding in side.findings:
        here = tr(N_("Here: {finding}"), finding=tr.clause_comma.join((model.words.severity(finding), finding.id)))
        lines += hanging("→ ", here, width)
    return lines


def authority_lines(model: ViewModel, authority: Authority, width: int) -> list[Content]:
    """One authority: citation, marks, our statement of it, and where to read it."""
    tr = model.tr
    lines = wrapped(plain(model.words.cite(authority), "bold"), width)
    lines += wrapped(
        plain(tr.in_square_brackets(tr.series(standing(authority, model.session.assessment.as_of, tr))).strip(), MUTED),
        width,
    )
    lines += wrapped(model.words.statement(authority), width)
    if reading := model.words.own_reading(authority):
        lines += wrapped(plain(reading, "italic"), width)
    if note := checked_how(authority, tr):
        lines += wrapped(plain(tr(N_("Check: {note}"), note=note), MUTED), width)
    lines += wrapped(
        plain(authority.url, MUTED) if authority.url else plain(tr(N_("No address is recorded.")), MUTED), width
    )
    return lines


class LawPane(LongText):
    """Explanation and law of the focused question, at the right of wide terminals."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__(lambda width: law_text(model, self.ref, width), id="law-pane")
        self.ref: Ref | None = None

    def follow(self, ref: Ref | None) -> None:
        """Show another question."""
        if ref != self.ref:
            self.ref, self.top = ref, 0
            self.changed()
