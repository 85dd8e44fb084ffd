"""Words for what is known of a source: how it was checked, to which day, and what we read into it."""

from __future__ import annotations

from dpia.assessment.model import Assessment
from dpia.content.authority import UNBORN, Authority
from dpia.content.pack import Pack
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.wording.terms import ATTRIBUTIONS, STATUSES


def own_reading(authority: Authority, tr: Translator) -> str:
    """What we read into an authority, labelled as ours; empty where we add nothing."""
    if not authority.own_reading:
        return ""
    text = tr.own(authority.own_reading) or tr.content(authority.own_reading["en"])
    return tr(N_("Our reading: {text}"), text=text)


def citations(authority: Authority, tr: Translator) -> list[str]:
    """The formal citation in the language at hand, then as the content has it in others."""
    ours = tr.own(authority.cite) or tr.cited(authority.cite.get("en", ""))
    others = (text for lang, text in authority.cite.items() if lang != "en" and text != ours)
    return [*([ours] if ours else []), *others]


def statements(authority: Authority, tr: Translator) -> list[str]:
    """What the source says: in the language at hand, then as the content has it in others."""
    ours = tr.own(authority.statement) or tr.content(authority.statement["en"])
    others = (text for lang, text in authority.statement.items() if lang != "en" and text != ours)
    return [ours, *others]


def checked_how(authority: Authority, tr: Translator) -> str:
    """What exactly was checked of an authority: each sentence where they differ, and the note; else empty."""
    parts = []
    if len(set(authority.marks)) > 1:
        words = tr.series(
            tr.in_brackets(str(index)).strip() + tr.blank + tr(STATUSES[mark])
            for index, mark in enumerate(authority.marks, 1)
        )
        parts.append(tr(N_("Sentence by sentence: {words}."), words=words))
    if authority.status_note:
        parts.append(tr.content(authority.status_note))
    return tr.sentences(parts)


def standing(authority: Authority, day: str, tr: Translator) -> list[str]:
    """Who speaks, how well it was checked, and whether it was law on that day."""
    found = [tr(ATTRIBUTIONS[authority.attribution]), tr(STATUSES[authority.status])]
    if authority.checked_on:
        found[-1] += tr.in_brackets(authority.checked_on)
    if authority.rank in UNBORN:
        found.append(tr(N_("draft or proposal, not law")))
    elif not authority.in_force_on(day):
        found.append(tr(N_("not in force on the as-of date")))
    if authority.decided_later(day):
        found.append(tr(N_("decided later")))
    if authority.perhaps_later(day):
        found.append(tr(N_("undated, perhaps later")))
    return found


def as_of_note(pack: Pack, assessment: Assessment, tr: Translator) -> str:
    """A warning where the as-of date is later than the date to which the content was checked; else empty."""
    if assessment.as_of > pack.manifest.checked_to:
        return tr(
            N_("The content was checked to {checked}; the law after that date is not in it."),
            checked=tr.date(pack.manifest.checked_to),
        )
    return ""
