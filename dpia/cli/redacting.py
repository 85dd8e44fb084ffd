"""`dpia redact`: a copy without the answers that somebody chose, by the tags of the content or one by one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.language import interface
from dpia.cli.output import OK, say, tell
from dpia.errors import UserError, nearest
from dpia.i18n import Enumeration
from dpia.i18n_marks import N_, NN_

if TYPE_CHECKING:
    from dpia.content.pack import Pack
    from dpia.storage.redacting import Place


def redact(pack: Pack, file: Path, tags: list[str], questions: list[str], output: Path | None) -> int:
    """Make the copy. Never overwrites."""
    from dpia.assessment.carry_over import carry_over
    from dpia.atomic import write_atomic
    from dpia.create import SUFFIX, assessment_path, load_document, stem
    from dpia.engine.evaluation import evaluate
    from dpia.storage import encryption
    from dpia.storage.lock import user_name
    from dpia.storage.proof import proven_bytes
    from dpia.storage.redacting import redacted, redaction_of, tagged
    from dpia.wording import Words

    known = _tags(pack)
    for tag in tags:
        if tag not in known:
            raise UserError(
                N_("There is no tag “{name}”."), hint=N_("There are: {names}."), code="tag", name=tag[:40],
                names=Enumeration(known),
            )  # fmt: skip
    if not tags and not questions:
        raise UserError(
            N_("What is to be left out?"),
            hint=N_("Give --tag ({names}) or --question ID, each as often as needed."), code="usage",
            names=Enumeration(known),
        )  # fmt: skip
    places = {*tagged(pack, tags), *(_place(pack, name) for name in questions)}
    target = assessment_path(output) if output is not None else file.with_name(f"{stem(file)}.redacted{SUFFIX}")
    document = load_document(file)
    evaluation = evaluate(pack, carry_over(pack, document.content.version, document.assessment).assessment)
    regimes = {result.regime.id: str(result.outcome) for result in evaluation.regimes}
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    make = partial(redacted, pack, document, places, tags, user_name(), now, evaluation.outcome, regimes)
    copy = make()
    left = copy.assessment
    if Words(pack, left, interface()).running(evaluate(pack, left)):  # by the copy: what is left out is not told
        copy = make(running=True)
    if target.suffix == encryption.SUFFIX:
        raise UserError(N_("A redacted copy is not encrypted."), hint=N_("Encrypt it then: dpia encrypt COPY"))
    write_atomic(target, proven_bytes(copy, str(target)), new=True)
    said = redaction_of(copy)
    assert said is not None
    words = NN_(
        "Wrote {path}: {count} answer is left out, and the discussion.",
        "Wrote {path}: {count} answers are left out, and the discussion.",
    )
    say(interface().plural(*words, said.answers, path=target))
    if said.signed:
        text = N_(
            "Revision {number} is signed; the copy is not: status, signatures and the findings that were signed are "
            "left out."
        )
        tell(text, number=said.signed)
    tell(N_("Read it before you give it away: nobody but you knows what the answers that stay give away."))
    return OK


def _tags(pack: Pack) -> dict[str, int]:
    """The tags of the content, with how many questions and columns have each."""
    fields = [field for question in pack.content.questions for field in (question, *question.columns)]
    return dict(sorted(Counter(tag for field in fields for tag in field.tags).items()))


def _place(pack: Pack, name: str) -> Place:
    """A question, or a column of a table as `table.column`. Raises UserError."""
    if name in pack.questions:
        return name, ""
    question, _, column = name.rpartition(".")
    if question in pack.questions and pack.questions[question].column(column) is not None:
        return question, column
    close = nearest(name, pack.questions)
    raise UserError(
        N_("There is no question “{name}”."), hint=N_("Did you mean {close}?") if close else N_("dpia questions"),
        code="unknown-question", name=name[:80], close=close,
    )  # fmt: skip
