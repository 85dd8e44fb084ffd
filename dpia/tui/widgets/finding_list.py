"""The findings as a list that moves with the answers and marks what moved."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.engine.findings import Finding
from dpia.engine.truth import by_place
from dpia.i18n_marks import N_, NN_
from dpia.tui.echo import headline
from dpia.tui.finding_diff import Mark
from dpia.tui.open_points import decide_first, listed, undecided
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.text import ACCENT, ALARM, CAUTION, MUTED, IndentedLines, StaticText, plain, row, stacked
from dpia.wording import SEVERITIES, TRUTHS, as_of_note
from dpia.wording.changes import RESPONSES

MARK_WORDS: dict[Mark, str] = {"new": N_("new"), "changed": N_("changed"), "gone": N_("gone")}
MARK_SIGNS: dict[Mark, str] = {"new": "+", "changed": "~", "gone": "-"}
KEYS_OF_LIST = N_("Enter shows a finding in full, Esc goes back to the questions")
QUESTION = "?"
"""Before the id of a question, where an entry of the list leads to one."""

SIGNS = {"blocker": "■", "major": "▲", "minor": "△", "note": "·", "ok": "✓"}


class ChoiceList(OptionList):
    """A list to choose from, whose entries are never read as markup."""

    def __init__(self, *options: Option, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(*options, id=id, markup=False, compact=True)

    def move(self, delta: int) -> None:
        """One entry down or up, also while another widget has the keys."""
        if delta > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def page(self, pages: int) -> None:
        """One page down or up."""
        if pages > 0:
            self.action_page_down()  # type: ignore[no-untyped-call]
        else:
            self.action_page_up()  # type: ignore[no-untyped-call]

    def render_line(self, y: int) -> Strip:
        """As Textual draws it; on the highlighted entry all words have one colour, which can be read on its ground."""
        strip = super().render_line(y)
        if not strip or self.highlighted is None:
            return strip
        first = next(iter(strip))
        if first.style is None or first.style.meta.get("option") != self.highlighted:
            return strip
        colour = self.get_visual_style("option-list--option", "option-list--option-highlighted").rich_style.color
        over = RichStyle(color=colour)
        return Strip([Segment(text, style + over if style else over, control) for text, style, control in strip])


def summary(model: ViewModel) -> str:
    """“2 blockers, 1 major, 40 open”; what moved comes first."""
    tr, findings = model.tr, listed(model.evaluation)
    if undecided(model.evaluation) and not findings:
        return tr(N_("nothing decided yet"))
    standing = [finding for finding in findings if finding.truth != "open"]
    numbers = {
        severity: sum(finding.severity == severity for finding in standing)
        for severity in ("blocker", "major", "minor")
    }
    opened = sum(finding.truth == "open" for finding in findings)
    parts = [
        tr.plural("{count} blocker", "{count} blockers", numbers["blocker"]),
        tr.plural("{count} major", "{count} major", numbers["major"]),
        tr.plural("{count} minor", "{count} minor", numbers["minor"]),
        tr.plural("{count} open", "{count} open", opened),
    ]
    return tr.listed(part for part, count in zip(parts, (*numbers.values(), opened), strict=True) if count) or tr(
        N_("nothing found")
    )


def moved_words(model: ViewModel) -> str:
    """“1 new, 2 changed, 1 gone”, or empty."""
    tr, moves = model.tr, model.moves
    parts = [
        tr.plural("{count} new", "{count} new", moves.count("new")) if moves.count("new") else "",
        tr.plural("{count} changed", "{count} changed", moves.count("changed")) if moves.count("changed") else "",
        tr.plural("{count} gone", "{count} gone", moves.count("gone")) if moves.count("gone") else "",
    ]
    return tr.listed(part for part in parts if part)


def news(
    model: ViewModel, *, echoed: bool = False, way_back: bool = True, acts: Callable[[str], bool] = lambda name: True
) -> Content:
    """One line on what the last action did: what it changed, the gravest finding that moved, and because of what.

    What it changed is left out where it is `echoed` beside its field, so that the rest can be read. The key that takes
    it back is named where it works (`way_back`), and so are the others (`acts` says of a command whether it does).
    """
    tr, moves = model.tr, model.moves
    if model.problem:
        return plain(model.problem, ALARM)
    if model.notice:
        return plain(model.notice, "bold")
    change = headline(model.echo, model.words, way_back=way_back) if model.echo is not None else ""
    if change and not echoed:
        rest = _counted(model, acts) if moves.items else _note(model)
        return plain(change, "bold") + plain(f"  {rest}" if rest else "")
    if model.news_masked:
        words = NN_(
            "{count} answer is kept but no longer counts: {what}",
            "{count} answers are kept but no longer count: {what}",
        )
        if acts("masked"):
            words = NN_(
                "{count} answer is kept but no longer counts ({press:masked}): {what}",
                "{count} answers are kept but no longer count ({press:masked}): {what}",
            )
        text = tr.plural(
            *words,
            len(model.news_masked),
            what=tr.series(model.words.ref(ref) for ref in model.news_masked[:2]),
        )
        return plain(text, "bold")
    if not moves.items:
        note, still = _note(model), tr(N_("No finding moved.")) if change else ""
        return (
            plain(still + "  " if still else "")
            + plain(summary(model), MUTED)
            + plain(f"  {note}" if note else "", "bold")
        )
    first = next((item for item in moves.items if item.finding.truth != "open"), moves.items[0])
    finding = first.finding
    mark = f"{MARK_SIGNS[first.mark]} {tr(MARK_WORDS[first.mark])}"
    text = f"{mark}{tr.colon}{severity_words(model, finding)}{tr.dash}{title(model, finding)}"
    because = (
        tr.dash + tr(N_("because of {reasons}"), reasons=model.reasons(model.rests_on(finding), 1))
        if finding.because and first.mark != "gone"
        else ""
    )
    tail = f"  {_counted(model, acts)}" if len(moves.items) > 1 else ""
    return plain(text + tail + because)


def _counted(model: ViewModel, acts: Callable[[str], bool]) -> str:
    """How many findings are new, changed and gone, each for itself, and the key to see them."""
    where = N_("{moved} ({press:findings})") if acts("findings") else N_("findings: {moved}")
    return model.tr(where, moved=moved_words(model))


def _note(model: ViewModel) -> str:
    """What has to be said of the date of the law."""
    return as_of_note(model.pack, model.session.assessment, model.tr)


def severity_words(model: ViewModel, finding: Finding) -> str:
    """“Blocker, not shown”."""
    word = model.tr(SEVERITIES[finding.severity])
    return (
        word if finding.truth == "established" else model.tr.clause_comma.join((word, model.tr(TRUTHS[finding.truth])))
    )


def severity_style(finding: Finding) -> str:
    """The colour of a finding that stands; the words say the same."""
    if finding.truth == "open":
        return ""
    return {"blocker": ALARM, "major": CAUTION}.get(finding.severity, "")


def title(model: ViewModel, finding: Finding) -> str:
    """The title, beside the severity. What is open is named by its rule, so that nothing reads as found that is not."""
    if finding.truth == "open":
        return model.tr.content(finding.rule.title)
    return model.words.fill(finding.grade.title, finding)


def finding_option(model: ViewModel, finding: Finding, mark: Mark | None) -> Option:
    """An entry of the list: severity and mark, title, and because of what or what it waits for."""
    tr = model.tr
    gone = mark == "gone"
    severity = severity_words(model, finding)
    sign = SIGNS[finding.severity] if finding.truth != "open" else "○"
    style = "" if gone else severity_style(finding)
    head = row(
        (f"{sign} ", style),
        (severity, style or ("bold" if finding.truth != "open" else "")),
        (f"  {finding.id}", MUTED),
    )
    if mark is not None:
        head = row((f"{MARK_SIGNS[mark]} {tr(MARK_WORDS[mark]).upper()} ", "bold $accent")) + head
    lines = [(0, head), (2, plain(title(model, finding)))]
    if finding.truth == "open" and not gone:
        lines.append((2, plain(tr(N_("waits for: {what}"), what=_waits(model, finding)), MUTED)))
    elif finding.because and not gone:
        reasons = model.reasons(model.rests_on(finding))
        lines.append((2, plain(tr(N_("because of: {what}"), what=reasons), MUTED)))
    response = model.session.assessment.responses.get(finding.id)
    if response is not None and not gone:
        lines.append((2, plain(response_words(model, response.kind), "bold")))
    if said := model.discussed.count(("finding", finding.id)):
        words = tr.plural("{count} entry of discussion", "{count} entries of discussion", said)
        lines.append((2, plain(words, ACCENT)))
    return Option(IndentedLines(*lines), id=None if gone else finding.id, disabled=gone)


def response_words(model: ViewModel, kind: str) -> str:
    """What the person answered to a finding, in a word."""
    return model.tr(RESPONSES[kind])


def _waits(model: ViewModel, finding: Finding) -> str:
    (text, *_), more = model.words.refs(finding.missing, 1), len(by_place(finding.missing)) - 1
    return text + model.tr.and_more(more)


class FindingList(Vertical):
    """Heading and list. The list is filled when it can be seen, so that a narrow terminal pays nothing for it."""

    def __init__(self, model: ViewModel, *, pane: bool = True) -> None:
        super().__init__(id="findings-pane" if pane else "findings-list", classes="findings")
        self.model = model
        self.heading = StaticText(classes="heading")
        self.list = ChoiceList(id="findings")
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Heading above the list."""
        yield self.heading
        yield self.list

    def sync(self) -> None:
        """Bring the list up to date.

        It goes to the gravest finding that the last change moved. Whoever is in the list stays on what is highlighted;
        a screen of its own, which begins there, opens on the gravest of all.
        """
        model = self.model
        state = (model.evaluation, model.moves, model.session.assessment.responses, model.session.assessment.discussion)
        if not self.display or self._shown == state:
            return
        moved_now = not self._shown or self._shown[1] is not model.moves
        self._shown = state
        moved = moved_words(model)
        heading = row((summary(model), "bold"))
        if moved:
            by = model.words.ref(model.moved_by) if model.moved_by is not None else model.tr(N_("the last change"))
            heading = stacked([heading, row((model.tr(N_("{moved}, by: {what}"), moved=moved, what=by), "$accent"))])
        self.heading.show(heading)
        highlighted = self.list.highlighted_option.id if self.list.highlighted_option is not None else None
        findings = listed(model.evaluation)
        options = [finding_option(model, finding, model.moves.mark(finding)) for finding in findings]
        options += [finding_option(model, finding, "gone") for finding in model.moves.gone]
        nothing_stands = all(one.truth == "open" for one in findings)
        options = [*self._undecided(), *options] if nothing_stands else [*options, *self._undecided()]
        self.list.set_options(options)
        ids = [option.id for option in options]
        changed = next((item.finding.id for item in model.moves.items if item.finding.id in ids), None)
        wanted = changed if changed and moved_now and not self.list.has_focus else highlighted
        first = next((index for index, option in enumerate(options) if not option.disabled), None)
        self.list.highlighted = ids.index(wanted) if wanted is not None and wanted in ids else first

    def stand_on(self, entry: str) -> None:
        """Highlight an entry by its id, if it is there."""
        if entry and entry in [option.id for option in self.list.options]:
            self.list.highlighted = self.list.get_option_index(entry)

    def _undecided(self) -> list[Option]:
        """What has to be answered before the law of a regime is looked at, and how much waits behind that."""
        model, tr = self.model, self.model.tr
        waiting = undecided(model.evaluation)
        if not waiting:
            return []
        names = tr.join([tr.content(one.regime.short) for one in waiting])
        laws = {one.regime.id for one in waiting}
        count = sum(one.truth == "open" and one.regime in laws for one in model.evaluation.findings)
        text = tr.plural(
            "It is not known yet which law governs: {laws}? {count} point waits behind that. What decides it:",
            "It is not known yet which law governs: {laws}? {count} points wait behind that. What decides it:",
            count,
            laws=names,
        )
        options = [
            Option(IndentedLines((0, row(("○ ", MUTED), (model.words.ref(ref), "bold")))), id=QUESTION + ref.question)
            for ref in decide_first(model.evaluation)
        ]
        return [Option(IndentedLines((0, plain(text, "bold"))), disabled=True), *options]
