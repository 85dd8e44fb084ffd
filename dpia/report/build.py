"""Evaluation to report: what is said, in which order and in which words. Pure: no clock, no files, no layout.

A core that is read (the page that decides, the law at hand, what the controller says, what follows from it, the
decision), and annexes that are consulted. What each edition holds, and in which order, is content.
"""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import replace

from dpia import dates
from dpia.content.names import CONTROLLER, DECISION, TITLE
from dpia.content.report_layout import EARLY, MINUTES, NOT_DUE
from dpia.content.rule import Regime
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import NO
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.report.components import Components, shortened
from dpia.report.layout import Parts
from dpia.report.lines import width
from dpia.report.links import without_dead_links
from dpia.report.model import Cover, Labels, Report, ReportSection
from dpia.report.parts.annexes import Annexes, instant
from dpia.report.parts.board import Board
from dpia.report.parts.consultation import Consultation
from dpia.report.parts.decision import DecisionTaken
from dpia.report.parts.divergences import divergence_parts
from dpia.report.parts.findings import Reasoned
from dpia.report.parts.later import Later
from dpia.report.parts.law_at_hand import LawAtHand
from dpia.report.parts.matrix import Matrix
from dpia.report.parts.minutes import Minutes
from dpia.report.parts.not_due import NotDue
from dpia.report.parts.open_points import OpenPoints
from dpia.report.parts.public import rights
from dpia.report.parts.reasoning import Reasoning
from dpia.report.parts.review import Review
from dpia.report.parts.summary import Summary
from dpia.report.parts.worksheet import Worksheet
from dpia.report.pieces import without_empty
from dpia.report.reported_file import ReportedFile
from dpia.wording.life_cycle import status_words
from dpia.wording.redaction import redaction_words

_HARDLY_BEGUN = 0.2
"""Share of answers below which an undetermined assessment has hardly begun: a convention that chooses the length."""


def profile_for(evaluation: Evaluation) -> str:
    """The edition that is printed where nobody says otherwise."""
    return NOT_DUE if evaluation.no_assessment_due else "full"


def editions_for(evaluation: Evaluation) -> tuple[str, ...]:
    """The editions that can be made of these answers, the usual one first."""
    layout, usual = evaluation.pack.content.report, profile_for(evaluation)
    governing = {result.regime.id for result in evaluation.regimes if result.governs.truth is not NO}
    names = [name for name in layout.profiles if layout.editions[name].under in (None, *governing)]
    shown = {NOT_DUE: evaluation.no_assessment_due, MINUTES: bool(evaluation.assessment.discussion)}
    consulted = consulted_regimes(evaluation)
    possible = [name for name in names if shown.get(name, True) and (consulted or not layout.editions[name].consults)]
    return tuple(sorted(possible, key=lambda name: name != usual))


def consulted_regimes(evaluation: Evaluation) -> tuple[Regime, ...]:
    """The laws with prior consultation that govern or may; of one that extends another, only its authority is asked."""
    found = [r.regime for r in evaluation.regimes if r.governs.truth is not NO and r.regime.prior_consultation]
    extended = {regime.extends for regime in found}
    return tuple(regime for regime in found if regime.id not in extended)


def _hardly_begun(evaluation: Evaluation) -> bool:
    """Whether nothing can be said yet: the outcome waits for answers, and few are there."""
    progress = evaluation.total_progress
    return evaluation.outcome == "undetermined" and progress.answered < _HARDLY_BEGUN * progress.applicable


def build(
    evaluation: Evaluation,
    tr: Translator,
    source: ReportedFile,
    *,
    embedded: bool,
    profile: str = "full",
    on_request: bool = False,
) -> Report:
    """The report on an evaluation, in the translator's language.

    Args:
        evaluation: what follows from the answers.
        tr: gives the language.
        source: the file behind it; dates come from here and from the assessment, never from a clock.
        embedded: whether the PDF carries the file.
        profile: which edition is printed.
        on_request: whether the annexes that are printed only on request are printed too: every answer.
    """
    builder = _Builder(evaluation, tr, source, profile, on_request=on_request)
    return builder.report(embedded=embedded and builder.edition.carried)


_TITLE = 140
"""Characters of a title that the cover sets large; the facts below it have a longer one in full."""

_TITLE_OF_FEW_PAGES = 120
"""Characters of the same in an edition of a few pages."""


_FOOTER = 60
"""Letters of the title that stand on one line at the foot of each page."""


def _for_footer(title: str) -> str:
    """As much of a title as one line has room for; a Chinese letter is twice as wide."""
    room = next((count for count in range(len(title), 0, -1) if width(title[:count]) <= _FOOTER), 0)
    return shortened(title, max(room, 2))


class _Builder:
    def __init__(
        self, evaluation: Evaluation, tr: Translator, source: ReportedFile, profile: str, *, on_request: bool
    ) -> None:
        self.evaluation = evaluation
        self.tr = tr
        self.source = source
        self.profile = profile
        editions = evaluation.pack.content.report.editions
        self.early = profile == "full" and EARLY in editions and not on_request and _hardly_begun(evaluation)
        self.p = Components(evaluation, tr, EARLY if self.early else profile)
        self.edition = editions[EARLY if self.early else profile]
        self.annexes = (*self.edition.annexes, *(self.edition.on_request if on_request else ()))
        if source.discussion and (profile == "full" or self.edition.draft):
            self.annexes = (*self.annexes, "discussion")
        if not on_request and _hardly_begun(evaluation):
            self.annexes = tuple(name for name in self.annexes if name != "answers")  # a list of what is not answered
        self.p.all_answers = "answers" in self.annexes
        self.reasoned = Reasoned(self.p, self._modified()[:10])
        self.decision = DecisionTaken(self.p, self.reasoned)
        self.summary = Summary(self.p, self.reasoned, self.decision)

    def report(self, *, embedded: bool) -> Report:
        """The edition, as its content says."""
        return self._report(self.tr.content(self.edition.title) or self._kind(), embedded=embedded)

    def _first_page(self) -> list[ReportSection]:
        """The summary before the parts; most brief editions have none. Minutes begin with who met."""
        if self.profile == MINUTES:
            return [Minutes(self.p, self.reasoned.label).summary()]
        if self.profile == NOT_DUE:
            return [self._record_summary()]
        if self.edition.brief:
            return []
        if self.early:
            return [self.summary.early()]
        return [self.summary.section()]

    def _record_summary(self) -> ReportSection:
        blocks = (*self.summary.lead(), NotDue(self.p).card())
        return ReportSection("summary", self.tr(N_("Summary")), 2, blocks=blocks)

    def _report(self, kind: str, *, embedded: bool) -> Report:
        p, tr = self.p, self.tr
        title = p.given(TITLE) or tr(N_("Untitled project"))
        parts = self._parts(embedded=embedded)
        body = parts.make(self.edition.parts)
        if not self.edition.brief:
            body = [_numbered(section, str(number)) for number, section in enumerate(body, start=1)]
        annexes = [_numbered(section, chr(ord("A") + index)) for index, section in enumerate(parts.make(self.annexes))]
        summary, *sections = map(without_empty, without_dead_links([*self._first_page(), *body, *annexes]))
        return Report(
            lang=p.lang,
            written=p.written,
            title=tr(N_("{kind}: {title}"), kind=kind, title=shortened(title, 200)),
            short_title=_for_footer(title),
            cover=self._cover(kind, title),
            summary=summary,
            sections=tuple(sections),
            labels=self._labels(self.source.digest),
            brief=self.edition.brief,
            author=shortened(p.given(CONTROLLER), 200),
            draft=tr(N_("Draft")) if self.edition.draft else "",
            created=p.assessment.created,
            modified=self._modified(),
        )

    def _parts(self, *, embedded: bool) -> Parts:
        """The parts of the report; those that the program makes by the ids that editions name."""
        p, source, reasoned = self.p, self.source, self.reasoned
        annexes, decision, not_due = Annexes(p), self.decision, NotDue(p)
        open_points, minutes = OpenPoints(p, reasoned), Minutes(p, reasoned.label)
        board = Board(p, reasoned, decision, self.summary)
        consultation, review = Consultation(p, reasoned), Review(p, reasoned, source.flaws)
        return Parts(
            p,
            {
                "due": LawAtHand(p).section,
                "findings": reasoned.findings,
                "divergences": lambda: next(iter(divergence_parts(p, reasoned)), None),
                "changes": reasoned.changes,
                "later": Later(p).section,
                "reasoning": Reasoning(p, reasoned).section,
                "complete": Matrix(p).section,
                "open": open_points.part,
                "deciding": open_points.deciding,
                "tasks": reasoned.tasks,
                "signatures": decision.signatures,
                "why": not_due.why,
                "still": not_due.still,
                "authorities": annexes.authorities,
                "answers": annexes.answers,
                "record": lambda: annexes.record(source, embedded=embedded),
                "record-short": lambda: annexes.record(source, embedded=embedded, short=True),
                "limits": annexes.limits,
                "conventions": annexes.conventions,
                "sources": annexes.sources,
                "said": minutes.said,
                "to-do": minutes.to_do,
                "parked": minutes.parked,
                "discussion": minutes.section,
                "about": self.summary.about,
                "board-outcome": board.outcome,
                "board-points": board.points,
                "board-asked": board.asked,
                "worksheet": Worksheet(p).section,
                "board-decision": lambda: board.resolution(carried=embedded),
                "review": review.section,
                "consult-why": consultation.why,
                "consult-questions": consultation.questions,
            },
            {
                "decision": decision.taken,
                "responses": decision.responses,
                "unmet-criteria": not_due.unmet_criteria,
                "rights": lambda: rights(p),
                "consult-ready": consultation.ready,
            },
            reasoned.day_of_answers,
            review.open_here if self.edition.draft else None,
        )

    def _modified(self) -> str:
        """When the file was changed last; when it was begun, if the log says no time."""
        if self.source.changes:
            at = str(self.source.changes[-1]["at"])
            with contextlib.suppress(ValueError):
                dates.instant(at)
                return at
        return self.p.assessment.created

    # --- cover --------------------------------------------------------------------------------------------------------

    def _kind(self) -> str:
        """What the document is, in the words of the laws that govern."""
        terms = [
            self.tr.content(r.regime.term_assessment) for r in self.evaluation.regimes if r.governs.truth is not NO
        ]
        unique = list(dict.fromkeys(terms)) or [self.tr(N_("impact assessment"))]
        kind = self.tr.join(unique)
        return kind[:1].upper() + kind[1:]

    def _cover(self, kind: str, title: str) -> Cover:
        p, tr = self.p, self.tr
        return Cover(
            kind=kind,
            title=shortened(title, self._title_length),
            controller=shortened(p.given(CONTROLLER), 120) or tr(N_("Controller not named")),
            facts=(
                *(
                    [(tr(N_("Title in full")), self._whole_title(title))]
                    if len(title) > self._title_length and not p.short
                    else []
                ),
                *(fact for name in self.edition.cover if (fact := self._cover_fact(name)) is not None),
                *([(tr(N_("Redacted")), redaction_words(said, tr))] if (said := self.source.redaction) else []),
                *((tr(N_("Record")), tr(N_("It does not hold: {reason}."), reason=flaw)) for flaw in self.source.flaws),
            ),
            confidential=""
            if p.public
            else tr(N_("Confidential. For the controller, and for those to whom it decides or is bound to show it.")),
            disclaimer=""
            if p.public
            else tr(
                N_(
                    "A drafting aid, not legal advice. What follows holds on the answers given; a "
                    "lawyer reviews and signs it."
                )
            ),
            signatures=self.decision.lines_to_sign() if self.edition.signed else None,
        )

    @property
    def _title_length(self) -> int:
        return _TITLE // 2 if self.edition.brief and not self.p.short else _TITLE

    def _whole_title(self, title: str) -> str:
        return self.p.beginning(title, _TITLE_OF_FEW_PAGES if self.edition.brief else None)

    def _cover_fact(self, name: str) -> tuple[str, str] | None:
        """A fact of the cover with its label: one of the program's own, or an answer; None where there is none."""
        p, tr = self.p, self.tr
        match name:
            case "reference":
                return tr(N_("Reference")), self.source.digest.removeprefix("sha256:")[:12]
            case "status":
                status = tr(N_("Draft for review, not for signature")) if self.edition.draft else self._status()
                return tr(N_("Status")), status
            case "authority":
                asked = [tr.content(regime.authority) for regime in consulted_regimes(self.evaluation)]
                return (tr(N_("To")), tr.join(asked)) if asked else None
            case "version":
                count, head = len(self.source.changes), self.source.head[:12]
                return tr(N_("Version")), tr(N_("Entry {n} of the log, {head}"), n=count, head=head) if count else "–"
            case "entered-by":
                people = list(dict.fromkeys(str(change["by"]) for change in self.source.changes))
                return (tr(N_("Entered under the user account")), shortened(tr.join(people), 80)) if people else None
            case "outcome":
                outcome = p.words.outcome(self.evaluation.outcome, self.evaluation)
                return tr(N_("Outcome on the answers given")), outcome
            case "as-of":
                return tr(N_("Law as of")), tr.date(p.assessment.as_of)
            case "begun":
                return tr(N_("Assessment begun")), tr.date(p.assessment.created)
            case "last-entry":
                changes = self.source.changes
                return (tr(N_("Last entry")), instant(str(changes[-1]["at"]), tr)) if changes else None
            case "content":
                return tr(N_("Content")), f"{p.pack.manifest.id} {p.pack.manifest.version}"
        if name == DECISION and not p.given(name):
            return p.words.label(name), tr(N_("none on file"))
        answer = p.given(name)
        return (p.words.label(name), shortened(answer, 120)) if answer else None

    def _status(self) -> str:
        """A draft until it is signed; then what the record says. A copy from which it was taken does not say it."""
        if self.source.redaction:
            return self.tr(N_("left out of this copy"))
        life = self.p.assessment.life_cycle
        return status_words(life, self.tr) if life else self.tr(N_("Draft until it is signed below"))

    def _labels(self, digest: str) -> Labels:
        tr, manifest = self.tr, self.p.pack.manifest
        return Labels(
            contents=tr(N_("Contents")),
            notes=tr(N_("Notes")),
            note=tr(N_("note {number}")),
            page=tr(N_("Page {page} of {pages}")),
            on_page=tr(N_("(p. {page})")),
            content_version=""
            if self.p.public
            else tr(N_("Content {id} {version}"), id=manifest.id, version=manifest.version),
            digest="" if self.p.public else tr(N_("Assessment {digest}"), digest=digest.removeprefix("sha256:")[:12]),
            back=tr(N_("Back to the text")),
            lacking=tr(
                N_(
                    "The typefaces of this report lack some characters that were typed; they are "
                    "printed as their numbers: {characters}. The file has them as they are."
                )
            ),
            skip=tr(N_("Skip to the summary")),
            stop=tr.stop,
            blank=tr.blank,
            comma=tr.clause_comma,
            semicolon=tr.semicolon,
            colon=tr.colon,
            square_brackets=tr.square_brackets,
        )


def _numbered(section: ReportSection, number: str) -> ReportSection:
    """The section with its number, and numbers below it; findings and answers keep their own."""
    count = itertools.count(1)
    inner = tuple(part if part.number else replace(part, number=f"{number}.{next(count)}") for part in section.sections)
    return replace(section, number=number, sections=inner)
