"""What `dpia content check` says of content that is in order."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.lint.citations import uncited
from dpia.lint.subject import Subject


def content_lines(subject: Subject, tr: Translator, *, list_uncited: bool) -> Iterator[str]:
    """What was proved, in numbers; then what is no fault and worth knowing."""
    if subject.only is not None:
        text = N_(
            "In order: {rule} with {grades} grades, {facts} facts behind it and {cases} cases. "
            "The rest of the content was not proved."
        )
        grades, facts, cases = len(subject.only.grades), len(subject.facts), len(subject.cases)
        yield tr(text, rule=subject.only.id, grades=grades, facts=facts, cases=cases)
        return
    content = subject.pack.content
    counts = {
        "questions": len(content.questions), "columns": len(subject.pack.columns), "facts": len(content.facts),
        "rules": len(content.rules), "authorities": len(content.authorities), "cases": len(subject.cases),
    }  # fmt: skip
    text = N_(
        "In order: {questions} questions, {columns} columns, {facts} facts, {rules} rules, "
        "{authorities} authorities, {cases} cases."
    )
    yield tr(text, **counts)
    names = uncited(content)
    if list_uncited:
        yield tr(N_("Cited by no rule, task, completeness row or question:"))
        yield from (f"  {name}" for name in names)
    elif names:
        text = N_("{count} of the authorities are cited by no rule, task, completeness row or question (--uncited).")
        yield tr(text, count=len(names))
