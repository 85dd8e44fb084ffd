"""`dpia recheck`: what of the assessments below a folder is judged otherwise than by other content. Writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.language import interface
from dpia.cli.output import OK, out, out_json
from dpia.cli.register import opening_of, progress_lines, tell_of
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_, NN_
from dpia.paths import is_dir
from dpia.register.phrases import signed_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dpia.content.pack import Pack
    from dpia.register.moved import Moved

_NAMED = 12
"""Rules and facts that are named; the rest are counted."""


def recheck(pack: Pack, folder: Path, before: Path | None, as_json: bool, passphrase: bool) -> int:
    """Judge all anew, and say what moved since other content judged them: that in `before`, or the last one known."""
    from dpia.content.loader import load_pack
    from dpia.register.moved import moved, moved_json, parts_changed
    from dpia.register.register import register, state_of

    tr = interface()
    opening = opening_of(folder, passphrase)
    earlier = None
    if before is not None:
        root = before / "questionnaires" if is_dir(before / "questionnaires") else before
        if not is_dir(root / "core"):
            raise UserError(
                N_("There is no content in {path}."), hint=N_("Name a folder that holds questionnaires/."),
                code="content-folder", path=before,
            )  # fmt: skip
        other = load_pack(root)
        content = root.absolute().parent
        then = register(other, folder, tr, content=content, opening=opening, progress=progress_lines(tr))
        earlier = state_of(other, tr), {line.name: line.entry for line in then.lines}
    found = register(pack, folder, tr, opening=opening, progress=progress_lines(tr))
    if earlier is None and found.earlier is not None:
        state, by_digest = found.earlier
        named = {line.name: by_digest.get(line.digest) for line in found.lines}
        known = {name: entry for name, entry in named.items() if entry is not None}
        earlier = (state, known) if known else None
    now = state_of(pack, tr)
    parts = parts_changed(earlier[0], now) if earlier is not None else {}
    known = earlier[1] if earlier is not None else {}
    items = [item for line in found.lines if line.name in known and (item := moved(line, known[line.name]))]
    without = [line.name for line in found.lines if line.name not in known]
    if as_json:
        out_json({
            "folder": str(folder),
            "before": {"version": earlier[0].version, "digest": earlier[0].content} if earlier is not None else None,
            "after": {"version": now.version, "digest": now.content},
            "files": len(found.lines), "moved": [moved_json(item) for item in items],
            "not_compared": without, "parts": parts,
        })  # fmt: skip
    else:
        for text in _lines(items, tr):
            out(text)
        if earlier is None:
            hint = N_(
                "Nothing was compared: no judgment by other content is known here. Give the content of then "
                "(--before DIR), or run this command before and after the content changes."
            )
            out(tr(hint))
        else:
            _totals(earlier[0].version, now.version, parts, tr)
            words = NN_("{count} of {all} file is judged otherwise.", "{count} of {all} files are judged otherwise.")
            out(tr.plural(*words, len(items), all=len(found.lines) - len(without)))
            if without:
                words = NN_(
                    "Of {count} file it is not known how it was judged then.",
                    "Of {count} files it is not known how they were judged then.",
                )
                out(tr.plural(*words, len(without)))
    tell_of(found)
    return OK


def _lines(items: list[Moved], tr: Translator) -> Iterator[str]:
    for item in items:
        before, now = item.before, item.line.entry
        yield f"{item.line.name}{tr.colon}{now.title}"
        if before.problem or now.problem:
            yield f"    {before.problem or tr(N_('readable'))} → {now.problem or tr(N_('readable'))}"
            continue
        if item.outcome:
            yield f"    {before.outcome_words} → {now.outcome_words}"
        if now.holds:
            yield "    " + tr(N_("{signed}: what was signed stands as it was signed"), signed=signed_words(now, tr))
        for name, (old, new) in item.findings.items():
            if not old:
                yield "    + " + tr(N_("{finding}: {what}, which did not appear"), finding=name, what=new)
            elif not new:
                yield "    - " + tr(N_("{finding}: {what}, which appears no more"), finding=name, what=old)
            else:
                yield f"    {name}{tr.colon}{old} → {new}"


def _totals(then: str, now: str, parts: dict[str, str], tr: Translator) -> None:
    out(tr(N_("Judged by content {before}, and by that of today, {after}."), before=then, after=now))
    for word, text in (("changed", N_("Changed")), ("new", N_("New")), ("gone", N_("Gone"))):
        names = [name for name, found in parts.items() if found == word]
        if names:
            more = [f"… (+{len(names) - _NAMED})"] if len(names) > _NAMED else []
            out(tr(N_("{how} rules and facts: {names}"), how=tr(text), names=tr.listed([*names[:_NAMED], *more])))
