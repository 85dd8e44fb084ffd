"""What the wizard found, beside the question what people decide."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from dpia.engine import decision
from dpia.engine.evaluation import OUTCOME_ORDER
from dpia.i18n_marks import N_
from dpia.tui.planned import plan_lines
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.field import Box
from dpia.tui.widgets.outcome_bar import range_words
from dpia.tui.widgets.text import ALARM, MUTED, hanging, plain, wrapped


class DecisionPanel(Box):
    """The outcome of each regime with its meaning, what is planned, and how far the findings have been answered."""

    stop = False
    room_below = 1

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self.model = model

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """One paragraph a regime."""
        model, tr = self.model, self.model.tr
        evaluation = model.evaluation
        lines = wrapped(plain(tr(N_("On the answers given, the outcome of the wizard is:")), "bold"), width)
        for result in evaluation.regimes:
            name = plain(f"{tr.content(result.regime.short)}  ")
            outcome = plain(model.words.outcome(result.outcome, evaluation), "bold")
            if result.outcome in OUTCOME_ORDER:
                outcome += plain(tr.in_brackets(range_words(model, result.best, result.worst)), MUTED)
            lines += hanging(name, outcome, width)
            meaning = model.words.meaning_of(result.outcome, [result.regime])
            lines += hanging("    ", plain(meaning, MUTED), width)
        for index, plan in enumerate(plan_lines(model.words, evaluation)):
            lines += hanging("  - ", plan, width) if index else wrapped(plain(plan, "bold"), width)
        majors = [finding for finding in evaluation.findings if finding.severity == "major" and finding.truth != "open"]
        promised = [
            f
            for f in majors
            if (response := model.session.assessment.responses.get(f.id)) is not None and response.kind == "measure"
        ]
        if majors:
            text = tr.plural(
                "{promised} of {count} major finding has become a measure with owner and date ({press:findings}).",
                "{promised} of {count} major findings have become measures with owner and date ({press:findings}).",
                len(majors),
                promised=len(promised),
            )
            lines += wrapped(plain(text), width)
        if decision.departs(evaluation):
            lines += wrapped(
                plain(
                    tr(N_("The decision on record goes against this outcome. The report prints it with its reason.")),
                    ALARM,
                ),
                width,
            )
        return lines
