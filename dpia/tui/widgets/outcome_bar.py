"""The top of the screen: which file, where one is, whether it is saved, and each regime's outcome with its range."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from dpia.content.rule import Outcome
from dpia.i18n_marks import N_
from dpia.tui.view_model import Place, ViewModel, signs
from dpia.tui.widgets.text import ALARM, MUTED, Lines, left_right, one_line, plain

SHORT: dict[Outcome, str] = {
    "not-applicable": N_("not applicable"), "out-of-scope": N_("out of scope"), "do-not-launch": N_("do not launch"),
    "complete-assessment-first": N_("assess first"), "undetermined": N_("undetermined"),
    "consult-authority-first": N_("consult first"), "launch-with-conditions": N_("with conditions"),
    "launch": N_("launch"),
}  # fmt: skip
"""Outcomes in two words, for ranges. For a system that runs already see `SHORT_RUNNING`."""

SHORT_RUNNING: dict[Outcome, str] = {**SHORT, "do-not-launch": N_("suspend"), "launch": N_("continue")}


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


class TitleLine(Lines):
    """File, date and state of saving; below it the page and its progress."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__(id="title")
        self.model = model
        self.place: Place | None = None
        self.activity = ""

    def lines(self, width: int) -> Sequence[Content]:
        """Two lines."""
        model, tr = self.model, self.model.tr
        session = model.session
        name = session.path.name if session.path is not None else tr(N_("in memory only"))
        left = plain(name, "bold") + plain("  " + tr(N_("as of {date}"), date=tr.date(session.assessment.as_of)), MUTED)
        if session.flaws:
            left += plain("  " + tr(N_("RECORD BROKEN")), ALARM)
        if self.activity:
            left += plain(f"  {self.activity}", "$accent")
        if self.place is None:
            return [left_right(left, self._saved(), width)]
        progress = model.progress(self.place)
        where = plain(model.place_title(self.place), "bold")
        counts = model.counts(progress) if width >= 100 else signs(progress)
        return [left_right(left, self._saved(), width), left_right(where, plain(counts), width)]

    def _saved(self) -> Content:
        model, tr = self.model, self.model.tr
        if model.session.read_only:
            return plain(tr(N_("READING ONLY")), ALARM)
        if model.unsaved:
            return plain(
                tr.plural(
                    "NOT SAVED: {count} answer (Ctrl+S)", "NOT SAVED: {count} answers (Ctrl+S)", len(model.unsaved)
                ),
                ALARM,
            )
        if model.session.path is None:
            return plain(tr(N_("not kept")), ALARM)
        return plain(tr(N_("saved {time}"), time=model.saved_at), MUTED)


class OutcomeBar(Lines):
    """One line a regime: its outcome and the range of it."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__(id="outcomes")
        self.model = model

    def lines(self, width: int) -> Sequence[Content]:
        """Regimes that do not apply share the last line, so that the bar stays low."""
        model, tr = self.model, self.model.tr
        evaluation = model.evaluation
        lines: list[Content] = []
        aside: list[str] = []
        shown = [result for result in evaluation.regimes if result.outcome not in ("not-applicable", "out-of-scope")]
        room = max((len(model.words.outcome(result.outcome, evaluation)) for result in shown), default=0)
        for result in evaluation.regimes:
            name = tr.content(result.regime.short)
            outcome = model.words.outcome(result.outcome, evaluation)
            if result not in shown:
                aside.append(tr(N_("{regime}: {outcome}"), regime=name, outcome=short_words(model, result.outcome)))
                continue
            line = (
                plain(f"{name:<4}", MUTED)
                + plain(f"{outcome:<{room}}", "bold")
                + plain(f"  {range_words(model, result.best, result.worst)}", MUTED)
            )
            lines.append(one_line(line, width))
        if aside:
            lines.append(one_line(plain(tr.join(aside), MUTED), width))
        return lines
