"""What a draft says beside the full report: what a reviewer looks at, and what is open where it would stand."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.assessment.itemwise import overall_state
from dpia.assessment.model import State
from dpia.engine.findings import Finding
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.report.citations import SIGNS, authority_anchor, short_cite
from dpia.report.components import Components, plain, shortened
from dpia.report.model import Block, Bullets, Link, ReportSection, Run, Span, Spans
from dpia.report.parts.findings import Reasoned


class Review:
    """Makes the parts."""

    def __init__(self, components: Components, reasoned: Reasoned, flaws: tuple[str, ...]) -> None:
        """`flaws`: what in the record of the file does not hold, in words."""
        self.p = components
        self.tr = components.tr
        self.reasoned = reasoned
        self.flaws = flaws
        self._waiting: dict[str, dict[Ref, list[Finding]]] = {}
        """Question -> places of it on which findings turn and that are open: not answered, or unknown."""
        for finding in reasoned.in_print_order():
            turning = [ref.place for ref in finding.because if components.words.says_unknown(ref)]
            for ref in dict.fromkeys((*(ref.place for ref in finding.missing), *turning)):
                self._waiting.setdefault(ref.question, {}).setdefault(ref, []).append(finding)
        self._told: set[str] = set()

    # --- at the place -------------------------------------------------------------------------------------------------

    def open_here(self, questions: Iterable[str]) -> list[Block]:
        """What is open of some questions, each said once in the report: who can answer, and which findings wait."""
        items = [item for name in questions if name not in self._told and (item := self._item(name)) is not None]
        self._told.update(questions)
        return [Bullets(tuple(items), label=self.tr(N_("Open here")), kind="boxes")] if items else []

    def _item(self, name: str) -> Spans | None:
        p, tr = self.p, self.tr
        question = p.pack.questions.get(name)
        if question is None or not p.asked(name):
            return None
        places = self._waiting.get(name, {})
        answer = p.assessment.answers.get(name)
        proposed = name in p.assessment.proposed
        if overall_state(question, answer) is None and p.evaluation.counted(question):
            state = N_("proposed and not confirmed") if proposed else N_("not answered")
        elif answer is not None and answer.state is State.UNKNOWN:
            state = N_("unknown")
        elif any(ref.row is not None for ref in places):
            state = N_("not answered, or unknown, in part")
        else:
            return None
        spans: list[Span] = [
            Run("☐ "),
            p.number(name),
            Run(f" {p.words.question(name)}{p.tr.blank}"),
            Run(tr(state), "mark"),
        ]
        if cells := [ref for ref in places if ref.row not in (None, UNANSWERED_ROW) and ref.column is not None]:
            cells.sort(key=p.order)
            columns = dict.fromkeys(p.words.label(name, ref.column) for ref in cells)
            rows = dict.fromkeys(shortened(p.words.row(name, str(ref.row)), 40) for ref in cells)
            spans += [Run(f"{tr.colon}{tr.series(columns)}"), Run(tr.in_brackets(tr.series(rows)), "quiet")]
        if who := p.who(name):
            spans.append(Run(tr(N_(". Who can answer: {who}"), who=who), "quiet"))
        waiting = list({finding.id: finding for found in places.values() for finding in found}.values())
        if waiting:
            spans += [Run(tr(N_(". Findings that turn on it: "))), *self.reasoned.links(waiting)]
        return (*spans, Run(tr.stop))

    # --- at the front -------------------------------------------------------------------------------------------------

    def section(self) -> ReportSection:
        """What a reviewer looks at before anybody signs; each with where it stands."""
        tr, p = self.tr, self.p
        found = self.reasoned.in_print_order()
        grave = [one for one in found if one.severity in ("blocker", "major") and one.truth != "open"]
        items: list[Spans] = [
            plain(f"☐ {tr(N_('The record does not hold: {reason}.'), reason=flaw)}") for flaw in self.flaws
        ]
        kinds = (
            (N_("No response yet: "), [one for one in grave if one.id not in p.assessment.responses]),
            (N_("Arguable: "), [one for one in grave if one.grade.arguable]),
            (N_("Rests on the tool’s own view: "), [one for one in grave if one.attribution == "own-view"]),
            (N_("Contested by the controller: "), self._answered("contest")),
            (N_("Not shown, since an answer is unknown: "), [one for one in grave if one.truth == "not-shown"]),
            (N_("Open, since an answer is missing: "), [one for one in found if one.truth == "open"]),
        )
        for words, findings in kinds:
            if findings:
                items.append((Run(f"☐ {tr(words)}"), *self.reasoned.links(findings), Run(tr.stop)))
        if unread := self._unread(grave):
            words = N_("Carry a blocker and were not read at the source, or not in full: ")
            items.append((Run(f"☐ {tr(words)}"), *unread))
        if proposed := [name for name in p.assessment.proposed if name in p.pack.questions]:
            items.append(
                (Run(f"☐ {tr(N_('Proposed and not confirmed: '))}"), *p.numbers_of(map(Ref, proposed)), Run(tr.stop))
            )
        if not items:
            items = [plain(tr(N_("Nothing is open on the answers given; the answers themselves are to be checked.")))]
        lead = N_("This is a draft. What is open stands at its place under “Open here”, and all of it in the annex.")
        notes = Bullets((plain("." * 130),) * 3, label=tr(N_("Notes of the reviewer")), kind="boxes")
        title = tr(N_("For the reviewer"))
        return ReportSection("review", title, 2, blocks=(p.note(tr(lead)), Bullets(tuple(items), kind="boxes"), notes))

    def _answered(self, kind: str) -> list[Finding]:
        responses = self.p.assessment.responses
        return [one for one in self.reasoned.in_print_order() if one.id in responses and responses[one.id].kind == kind]

    def _unread(self, grave: Iterable[Finding]) -> Spans:
        """The authorities that carry blockers and bear a sign, with these findings; the annex has the others."""
        carried: dict[str, list[Finding]] = {}
        for finding in (one for one in grave if one.severity == "blocker"):
            for cited in finding.citations:
                if cited.role in ("supports", "by-analogy") and cited.authority.status in SIGNS:
                    carried.setdefault(cited.authority.id, []).append(finding)
        spans: list[Span] = []
        before, after = self.tr.in_brackets("\n").split("\n")
        for name, findings in carried.items():
            authority = self.p.pack.authorities[name]
            cite = short_cite(self.p.words.cite_in_parts(authority), authority.identifiers)
            text = f"{self.tr.shown_cite(cite)}\u00a0{SIGNS[authority.status]}"
            unique = list({one.id: one for one in findings}.values())
            spans += [Run(self.tr.semicolon)] if spans else []
            spans += [Link(text, f"#{authority_anchor(name)}"), Run(before), *self.reasoned.links(unique), Run(after)]
        return (*spans, Run(self.tr.stop)) if spans else ()
