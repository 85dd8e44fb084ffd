"""The life cycle as the wizard shows it: the status in lines, and what may be done next with what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dpia.assessment.life_cycle import BY, ENDED, NEXT, ROLES, WITH_REASON, LifeCycle, Role, Status
from dpia.content.names import DECISION_REASON
from dpia.engine.findings import Finding
from dpia.engine.readiness import Lack
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_, NN_
from dpia.session import Session
from dpia.signing import Who, changed_since_advice, review_due, revise, set_status, sign, what_lacks
from dpia.storage.redacting import redaction_of
from dpia.tui.view_model import Result, ViewModel
from dpia.wording.life_cycle import STEP_WORDS, act_words, lack_words, signature_words, status_words

COUNTERSIGN, REVISE = "countersign", "revise"


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that is missing, in words, and where it is put right: a place, a finding, or a status to set."""

    words: str
    leads_to: Ref | Finding | Status


@dataclass(frozen=True, slots=True)
class Possible:
    """Something that may be done next: a status to set, a further signature, a new revision; and what it lacks."""

    id: str
    label: str
    roles: tuple[Role, ...]
    reason_needed: bool
    lacks: tuple[Lacking, ...] = ()
    revision: int | None = None


class LifeCycleModel:
    """One session's life cycle."""

    def __init__(self, model: ViewModel) -> None:
        self.model, self.tr = model, model.tr

    @property
    def session(self) -> Session:
        """The session."""
        return self.model.session

    @property
    def life(self) -> LifeCycle:
        """As it stands."""
        return self.session.assessment.life_cycle

    @property
    def redacted(self) -> bool:
        """Whether it is a copy, from which the life cycle was left out."""
        return redaction_of(self.session.document) is not None

    def lines(self) -> list[str]:
        """Status, revisions, signatures, and what should be known before anybody signs."""
        life, tr = self.life, self.tr
        if self.redacted:
            return [tr(N_("Status: {status}"), status=tr(N_("left out of this copy")))]
        found = [tr(N_("Status: {status}"), status=status_words(life, tr))]
        for number, begun in life.revisions.items():
            said = tr(N_("Revision {number}, begun by {who}: {reason}"), number=number, who=act_words(begun, tr),
                      reason=begun.reason)  # fmt: skip
            found.append(said)
        last = life.last_signed
        found += [tr(N_("Signed by {who}"), who=signature_words(one, tr)) for one in life.signers(last)] if last else []
        if (day := review_due(self.session.document, self.session.now[:10])) is not None:
            found.append(tr(N_("The review was due on {date}."), date=tr.date(day)))
        if changed := len(changed_since_advice(self.session.document)):
            words = NN_(
                "{count} answer was changed after the officer advised.",
                "{count} answers were changed after the officer advised.",
            )
            found.append(tr.plural(*words, changed))
        return found

    def possible(self) -> list[Possible]:
        """What may be done, the usual first; nothing with a redacted copy."""
        life, found = self.life, list[Possible]()
        if self.redacted:
            return found
        for wanted in NEXT[life.present]:
            lacks = tuple(one for lack in what_lacks(self.session, wanted) for one in self.lacking(lack))
            found.append(self._step(wanted, lacks))
        if life.signed and life.present not in ENDED:
            label = self.tr(N_("Sign what is frozen, too"))
            found.insert(0, Possible(COUNTERSIGN, label, ROLES, reason_needed=False))
        if life.standing is not None:
            found += [
                self._step(wanted, (), life.standing)
                for wanted in NEXT[life.status_of(life.standing)]
                if wanted != "superseded"
            ]
        if life.closed:
            label = self.tr(N_("Begin revision {number}"), number=life.revision + 1)
            found.append(Possible(REVISE, label, ROLES, reason_needed=True))
        return found

    def lacking(self, lack: Lack) -> Iterator[Lacking]:
        """Each place and finding of it, one by one."""
        words, evaluation = self.model.words, self.model.evaluation
        for ref in lack.refs:
            yield Lacking(lack_words(replace(lack, refs=(ref,), findings=()), words), ref)
        for name in lack.findings:
            if (finding := evaluation.finding(name)) is not None:
                yield Lacking(lack_words(replace(lack, refs=(), findings=(name,)), words), finding)
        if not lack.refs and not lack.findings:
            yield Lacking(lack_words(lack, words), "advised" if lack.code == "advised" else Ref(DECISION_REASON))

    def _step(self, wanted: Status, lacks: tuple[Lacking, ...], revision: int | None = None) -> Possible:
        label = self.tr(STEP_WORDS[wanted])
        if revision is not None:
            label = self.tr(N_("Revision {number}: {step}"), number=revision, step=label)
        name = f"{wanted} {revision}" if revision is not None else wanted
        return Possible(name, label, BY[wanted], wanted in WITH_REASON, lacks, revision)

    def do(self, what: Possible, by: Who) -> Result:
        """Do it, and say what became of it."""
        if what.id == REVISE:
            return self.model.do(lambda: revise(self.session, by))
        if what.id in (COUNTERSIGN, "decided"):
            return self.model.do(lambda: sign(self.session, by, self.tr))
        status: Status = what.id.split()[0]  # type: ignore[assignment]
        return self.model.do(lambda: set_status(self.session, status, by, what.revision))
