"""The top of the screen: which file, where one is, whether it is saved, and each regime's outcome with its range."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from dpia.cells import cell_len, padded
from dpia.content.rule import Outcome
from dpia.i18n_marks import N_
from dpia.storage.redacting import redaction_of
from dpia.tui.open_points import undecided
from dpia.tui.view_model import Place, ViewModel, signs
from dpia.tui.widgets.text import ALARM, CAUTION, GOOD, MUTED, STRONG, Lines, left_right, one_line, plain

SHORT: dict[Outcome, str] = {
    "not-applicable": N_("not applicable"), "out-of-scope": N_("out of scope"), "do-not-launch": N_("do not launch"),
    "complete-assessment-first": N_("assess first"), "undetermined": N_("undetermined"),
    "consult-authority-first": N_("consult first"), "launch-with-conditions": N_("with conditions"),
    "launch": N_("launch"),
}  # fmt: skip
"""Outcomes in two words, for ranges. For a system that runs already see `SHORT_RUNNING`."""

SHORT_RUNNING: dict[Outcome, str] = {**SHORT, "do-not-launch": N_("suspend"), "launch": N_("continue")}


_STYLES: dict[Outcome, str] = {
    "do-not-launch": ALARM, "complete-assessment-first": CAUTION, "consult-authority-first": CAUTION,
    "launch-with-conditions": GOOD, "launch": GOOD,
}  # fmt: skip


def outcome_style(outcome: Outcome) -> str:
    """The colour of an outcome, which says no more than its words do."""
    return _STYLES.get(outcome, STRONG)


def short_words(model: ViewModel, outcome: Outcome) -> str:
    """An outcome in two words."""
    return model.tr((SHORT_RUNNING if model.words.running(model.evaluation) else SHORT)[outcome])


def range_words(model: ViewModel, best: Outcome, worst: Outcome) -> str:
    """The range of an outcome: what it would be if all that is open turned out well, and badly."""
    if best == worst:
        return model.tr(N_("whatever is still open"))
    return model.tr(
        N_("at best {best}, at worst {worst}"), best=short_words(model, best), worst=short_words(model, worst)
    )


NAME_ROOM = 12
"""Cells that are left for the name of the file, whatever stands beside it."""


class TitleLine(Lines):
    """File, date and state of saving; below it the page and its progress."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__(id="title")
        self.model = model
        self.place: Place | None = None
        self.activity = ""

    def lines(self, width: int) -> Sequence[Content]:
        """Two lines. What the program is doing comes before the date, and is never cut: the name gives way."""
        model, tr = self.model, self.model.tr
        session = model.session
        name = session.path.name if session.path is not None else tr(N_("in memory only"))
        left = plain(name, "bold")
        if redaction_of(session.document) is not None:
            left = plain(tr(N_("REDACTED COPY")), ALARM) + plain("  ") + left
        if session.flaws:
            left = plain(tr(N_("RECORD BROKEN")), ALARM) + plain("  ") + left
        elif session.assessment.life_cycle.closed:
            closed = N_("SIGNED") if session.assessment.life_cycle.signed else N_("WITHDRAWN")
            left = plain(tr(closed), GOOD) + plain("  ") + left
        right = self._saved()
        if self.activity:
            doing = plain(self.activity, "$accent")
            both = doing + plain("  ") + right
            calm = not (session.read_only or model.unsaved or session.path is None)
            if both.cell_length + NAME_ROOM <= width:
                right = both
            elif calm:  # that something is not saved is never cut, and never gives way
                right = doing
        else:
            left += plain("  " + tr(N_("as of {date}"), date=tr.date(session.assessment.as_of)), MUTED)
        first = left_right(left, one_line(right, width - NAME_ROOM), width)
        if self.place is None:
            return [first]
        progress = model.progress(self.place)
        where = plain(model.place_title(self.place), "bold")
        counts = model.counts(progress) if width >= 100 else signs(progress)
        return [first, left_right(where, plain(counts), width)]

    def _saved(self) -> Content:
        model, tr = self.model, self.model.tr
        if model.session.read_only:
            return plain(tr(N_("READING ONLY")), ALARM)
        if model.unsaved:
            return plain(
                tr.plural(
                    "NOT SAVED: {count} answer ({press:save})",
                    "NOT SAVED: {count} answers ({press:save})",
                    len(model.unsaved),
                )
                if hasattr(self.screen, "action_save")
                else tr.plural("NOT SAVED: {count} answer", "NOT SAVED: {count} answers", len(model.unsaved)),
                ALARM,
            )
        if model.session.path is None:
            return plain(tr(N_("not kept")), ALARM)
        return plain(tr(N_("saved {time}"), time=model.saved_at), MUTED)


class OutcomeBar(Lines):
    """The outcome of each regime and its range; regimes of one outcome and range share a line, so that it stays low."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__(id="outcomes")
        self.model = model

    def lines(self, width: int) -> Sequence[Content]:
        """First what is decided or open, then what is not known to govern, and what does not apply."""
        model, tr = self.model, self.model.tr
        evaluation = model.evaluation
        waiting = undecided(evaluation)
        aside: list[str] = []
        if waiting:
            names = tr.join([tr.content(one.regime.short) for one in waiting])
            alone = N_("{laws}: nothing decided yet, nor whether it governs")
            several = N_("{laws}: nothing decided yet, nor which of them governs")
            aside.append(tr(several if len(waiting) > 1 else alone, laws=names))
        groups: dict[tuple[Outcome, Outcome, Outcome], list[str]] = {}
        for result in evaluation.regimes:
            name = tr.content(result.regime.short)
            if result.outcome in ("not-applicable", "out-of-scope"):
                aside.append(tr(N_("{regime}: {outcome}"), regime=name, outcome=short_words(model, result.outcome)))
            elif result not in waiting or result.outcome != "undetermined":
                groups.setdefault((result.outcome, result.best, result.worst), []).append(name)
        words = {key: model.words.outcome(key[0], evaluation) for key in groups}
        listed = {key: tr.listed(names) for key, names in groups.items()}
        names_room = max(map(cell_len, listed.values()), default=0) + 2
        room = max(map(cell_len, words.values()), default=0)
        lines = [
            one_line(
                plain(padded(names, names_room), MUTED)
                + plain(padded(words[key], room), outcome_style(key[0]))
                + plain(f"  {range_words(model, *key[1:])}", MUTED),
                width,
            )
            for key, names in listed.items()
        ]
        if aside:
            lines.append(one_line(plain(tr.series(aside), MUTED), width))
        return lines
