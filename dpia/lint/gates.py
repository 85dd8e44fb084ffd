"""Gates of rules: one that carries general law is not closed for want of a technology.

A rule names in `gate` what its provision depends on; the manifest of the content lists answers for each. Under these
answers the gate of the rule may be open or undecided, and never closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dpia.assessment.answers_file import assessment_from_plain
from dpia.engine.truth import NO
from dpia.errors import Problem, nearest
from dpia.lint.subject import Subject
from dpia.lint.trial import Trial


def named(subject: Subject) -> Iterator[Problem]:
    """Gates that rules name and the manifest does not list."""
    known = subject.pack.manifest.gates
    for rule in subject.rules:
        if rule.gate is not None and rule.gate not in known:
            close = nearest(rule.gate, known)
            hint = "Did you mean {close}?" if close else "Gates are listed in core/pack.yaml."
            message = "There is no gate “{name}”."
            where = ("rules", rule.id)
            yield subject.problem(where, ("gate",), "unknown-gate", message, hint, name=rule.gate, close=close)


def closed(subject: Subject) -> Iterator[Problem]:
    """Rules whose gate asks for more than what they say that their provision depends on."""
    pack = subject.pack

    @cache
    def trial(regime: str, gate: str, index: int) -> Trial:
        answers: Mapping[str, Any] = {**pack.regimes[regime].case_answers, **pack.manifest.gates[gate][index]}
        return Trial(pack, assessment_from_plain(pack, pack.manifest.checked_to, dict(answers)))

    for rule in subject.rules:
        if rule.gate is None:
            continue
        for index, answers in enumerate(pack.manifest.gates[rule.gate]):
            if trial(rule.regime, rule.gate, index).gate_truth(rule) is NO:
                message = "{rule} carries law on {gate}, and its gate is closed for {answers}."
                hint = "Widen `applies` and the facts in it, or say in `gate` what else the provision depends on."
                said = ", ".join(f"{name} {value}" for name, value in answers.items())
                params = {"rule": rule.id, "gate": rule.gate, "answers": said}
                yield subject.problem(("rules", rule.id), ("applies",), "closed-gate", message, hint, **params)
                break
