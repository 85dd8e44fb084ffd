"""Footnotes: which authority is cited where, in full the first time and short afterwards.

A sentence gets one note for each voice (statute, court held, authority held …), so that a reader sees who says so
before reading what is said. What follows a citation in its note is our own sentence, never a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dpia.content.authority import ATTRIBUTION_ORDER, UNBORN, Authority
from dpia.engine.findings import Cited
from dpia.i18n_marks import N_
from dpia.report.model import Cite, Link, Note, Run, Span, Spans
from dpia.report.supports import Known, placed
from dpia.sentences import ends
from dpia.wording import ATTRIBUTIONS, ROLES, Words

SIGNS: dict[str, str] = {"unverified": "†", "secondary": "‡", "partial": "‡"}
"""Signs at every place where an authority is cited whose text was not read, or not all of it."""

LATER, PERHAPS_LATER = "◊", "◊?"
"""Signs at every place where something is cited that is, or may be, younger than the as-of date."""

_LATER_ROLES = ("contrary", "explains", "horizon")
"""Roles that are named in place of the voice, in the order in which they are printed."""


@dataclass(frozen=True, slots=True)
class CitedIn:
    """A place where an authority is cited: what to call it, and where it is."""

    label: str
    anchor: str


class Citer:
    """Numbers the notes of one report in print order and remembers what was cited where."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.places: dict[str, list[CitedIn]] = {}
        """Authority -> places, in print order."""
        self._in_full: dict[str, int] = {}
        self._notes = 0
        self._anchors = 0

    def notes(self, citations: Iterable[Cited], label: str) -> tuple[Note, ...]:
        """The notes for citations of one sentence, the strongest voice first."""
        voices: dict[str, list[Cited]] = {}
        for cited in sorted(citations, key=_order):
            voices.setdefault(self._voice(cited), []).append(cited)
        return tuple(self._note(voice, group, label) for voice, group in voices.items())

    def supporting(self, english: str, said: str, citations: Iterable[Cited], label: str) -> Spans:
        """A rule as it is said in the report, with the notes for its citations behind the sentences that name them.

        `english` is the rule as it was written. What no sentence names stands behind the whole, and apart from its last
        sentence, which may be our own reading. So do all where a translation has other sentences.
        """
        cited, places = list(citations), [0, *ends(said)]
        numbers: list[int | None] = [None] * len(cited)
        if len(places) - 1 == len(ends(english)):
            numbers = placed(english, [one.authority for one in cited], self._known)
        by_sentence: dict[int | None, list[Cited]] = {}
        for number, one in zip(numbers, cited, strict=True):
            by_sentence.setdefault(number, []).append(one)
        spans: list[Span] = []
        for sentence, (start, end) in enumerate(pairwise(places)):
            spans += [Run(said[start:end]), *self.notes(by_sentence.get(sentence, ()), label)]
        if whole := by_sentence.get(None):
            tr = self.words.tr
            spans += [Run(f"{tr.blank}{tr(N_('On the whole rule:'))}", "quiet"), *self.notes(whole, label)]
        return tuple(spans)

    @cached_property
    def _known(self) -> Known:
        return Known.of(self.words.pack.authorities.values())

    def column(self, authorities: Iterable[str], label: str) -> list[Spans]:
        """Citations for a column of cells, linked to the table of authorities; what stands above is not repeated."""
        cells: list[Spans] = []
        above: list[str] = []
        for name in authorities:
            authority = self.words.pack.authorities.get(name)
            if authority is None:
                cells.append(())
                continue
            parts = self.words.cite_in_parts(authority).split(", ")
            same = next((i for i, pair in enumerate(zip(parts, above, strict=False)) if pair[0] != pair[1]), len(above))
            text = "… " + ", ".join(parts[same:]) if 1 < same < len(parts) else ", ".join(parts)
            if parts == above:
                text = self.words.tr(N_("as above"))
            above = parts
            anchor = self._anchor(name, label)
            text = self.words.tr.shown_cite(text)
            cells.append((Link(text, f"#{authority_anchor(name)}", anchor=anchor),))
        return cells

    def told_elsewhere(self, authorities: Iterable[str]) -> None:
        """What our statement stands of in the text itself, so that no note has it."""
        self._in_full.update(dict.fromkeys(authorities, 0))

    def told(self, authority: str, text: str, label: str) -> Link:
        """A citation before our statement of it in the text itself."""
        return Link(text, f"#{authority_anchor(authority)}", anchor=self._anchor(authority, label))

    def inline(self, authorities: Iterable[str], label: str) -> Spans:
        """Citations behind a sentence in a cell: in brackets, a law named once, with how well each was checked."""
        spans, tr = list[Span](), self.words.tr
        above, (before, after) = "", tr.square_brackets
        for name in authorities:
            authority = self.words.pack.authorities[name]
            text = short_cite(self.words.cite_in_parts(authority), authority.identifiers)
            law, comma, place = text.rpartition(", ")
            text, above = (place, above) if comma and law == above else (text, law)
            text, day = tr.shown_cite(text), self.words.assessment.as_of
            text += sign(authority, later=authority.decided_later(day), perhaps=authority.perhaps_later(day))
            text += tr.in_brackets(tr(N_("not law"))) if authority.rank in UNBORN else ""
            spans += [Run(tr.semicolon if spans else before, "quiet")]
            spans.append(Link(text, f"#{authority_anchor(name)}", anchor=self._anchor(name, label)))
        return (*spans, Run(after, "quiet")) if spans else ()

    def roles(self, citations: Iterable[Cited], label: str) -> Spans:
        """All citations of one finding for a cell: those that carry it, then the others after what they do."""
        groups: dict[str, list[str]] = {}
        for cited in sorted(citations, key=_order):
            lead = self.words.tr(ROLES[cited.role]) if cited.role in _LATER_ROLES else ""
            groups.setdefault(lead, []).append(cited.authority.id)
        spans: list[Span] = []
        for lead, names in groups.items():
            spans += [Run("\n")] if spans else []
            spans += [Run(f"{lead}{self.words.tr.colon}", "quiet")] if lead else []
            spans += self.inline(dict.fromkeys(names), label)
        return tuple(spans)

    def _note(self, voice: str, group: list[Cited], label: str) -> Note:
        self._notes += 1
        return Note(self._notes, voice, tuple(self._cite(cited, label) for cited in group))

    def _cite(self, cited: Cited, label: str) -> Cite:
        authority = cited.authority
        anchor = self._anchor(authority.id, label)
        see = self._in_full.setdefault(authority.id, self._notes)
        first = see == self._notes
        text = self.words.cite_in_parts(authority)
        if not first:
            text = short_cite(text, authority.identifiers)
        elif (chinese := authority.cite.get("zh", "")) and chinese != text:
            text += self.words.tr.in_brackets(chinese)
        if cited.pinpoint:
            text += f", {self.words.tr.cited(cited.pinpoint)}"
        text = self.words.tr.shown_cite(text)
        text += sign(authority, later=cited.decided_later, perhaps=cited.perhaps_later)
        statement = self.words.statement(authority) if first else ""
        reading = self.words.own_reading(authority) if first else ""
        return Cite(anchor, authority.id, text, self._marks(cited), statement, reading, 0 if first else see)

    def _anchor(self, authority: str, label: str) -> str:
        self._anchors += 1
        anchor = f"cite-{self._anchors}"
        self.places.setdefault(authority, []).append(CitedIn(label, anchor))
        return anchor

    def _voice(self, cited: Cited) -> str:
        tr = self.words.tr
        voice = tr(ATTRIBUTIONS[cited.attribution])
        if cited.role in _LATER_ROLES:
            voice = tr(N_("{role} ({voice})"), role=tr(ROLES[cited.role]), voice=voice)
        return voice[:1].upper() + voice[1:]

    def _marks(self, cited: Cited) -> tuple[str, ...]:
        tr = self.words.tr
        marks = []
        if cited.authority.rank in UNBORN:
            marks.append(tr(N_("not law")))
        if cited.persuasive:
            marks.append(tr.content(cited.persuasive))
        return tuple(marks)

    def legend(self, authorities: Iterable[Authority]) -> str:
        """What the signs say that these authorities bear, and what it says that one bears none; empty if none does."""
        tr, day = self.words.tr, self.words.assessment.as_of
        signs = {
            one
            for authority in authorities
            for one in _signs(authority, later=authority.decided_later(day), perhaps=authority.perhaps_later(day))
        }
        said = {
            "†": N_("† unverified."),
            "‡": N_("‡ checked in part, or against secondary sources only."),
            LATER: N_("◊ decided after {day}."),
            PERHAPS_LATER: N_("◊? undated, and perhaps later."),
        }
        found = [text for one, text in said.items() if one in signs]
        if not found:
            return ""
        found.append(N_("Without a sign: the text or the official page was read, and it is no younger than {day}."))
        return tr.sentences(tr(text, day=tr.date(day)) for text in found)


def sign(authority: Authority, *, later: bool, perhaps: bool) -> str:
    """The signs of a citation: how far its text was checked, and whether it is younger than the as-of date."""
    return "".join(f"\u00a0{one}" for one in _signs(authority, later=later, perhaps=perhaps))


def _signs(authority: Authority, *, later: bool, perhaps: bool) -> list[str]:
    found = [SIGNS.get(authority.status, ""), LATER if later else PERHAPS_LATER if perhaps else ""]
    return [one for one in found if one]


def _order(cited: Cited) -> tuple[int, int]:
    role = _LATER_ROLES.index(cited.role) + 1 if cited.role in _LATER_ROLES else 0
    return role, ATTRIBUTION_ORDER.index(cited.attribution)


def authority_anchor(authority: str) -> str:
    """Id of an authority's row in the table of authorities."""
    return f"authority-{authority.replace('.', '-')}"


_NUMBERED = re.compile(
    r"(?:\b(?:Guidelines|Opinion|Recommendations?|[Rr]iktlinjer|[Yy]ttrande|[Rr]ekommendation(?:er)?) |指南|意见|建议)"
    r"\d+/\d{4}(?!\d)"
)
"""A guideline by its number, in each language in which citations are written."""

_DATED = re.compile(r"adopted|antag|version|v\d|\d{1,2} \w+ \d{4}$|\d{4}年")
"""Parts of the citation of a guideline that say when, or which version."""

_RULING = re.compile(r"(?:judgment|order|opinion|dom|beslut|yttrande)\b|判决|裁定|命令|意见")
"""How the part of a citation begins that says what kind of ruling it is, where no name follows."""


def said_in(text: str, identifier: str) -> bool:
    """Whether a text has an identifier: each of its numbers, whatever word of the language joins them.

    >>> said_in("SCHUFA, C-26/22 och C-64/22", "C-26/22 and C-64/22")
    True
    """
    return all(one in text for one in identifier.split(" and "))


def short_cite(cite: str, identifiers: dict[str, str]) -> str:
    """A citation as it is repeated: case name and number, file number, or number of the guideline; else unchanged.

    >>> short_cite("CJEU, judgment of 16 July 2020, Schrems II, C-311/18, EU:C:2020:559", {"case": "C-311/18"})
    'Schrems II, C-311/18'
    >>> short_cite("IMY, decision of 20 August 2019, DI-2019-2221 (the board), on consent", {"dnr": "DI-2019-2221"})
    'DI-2019-2221, on consent'
    >>> short_cite("EDPB, Opinion 11/2024 on faces at airports, adopted 23 May 2024, scenario 1", {})
    'EDPB, Opinion 11/2024, scenario 1'
    >>> short_cite("EDPB, Guidelines 3/2019 on video devices, v2.0, paras 24–26", {})
    'EDPB, Guidelines 3/2019, paras 24–26'
    >>> short_cite("EDPB, Opinion 11/2024 on facial recognition at airports, scenario 1", {})
    'EDPB, Opinion 11/2024, scenario 1'
    >>> short_cite("EDPB, riktlinjer 3/2019 om videoenheter, v2.0, antagna den 29 januari 2020, p. 24–26", {})
    'EDPB, riktlinjer 3/2019, p. 24–26'
    >>> short_cite("欧洲数据保护委员会（EDPB）, 《关于视频设备的指南3/2019》, v2.0, 第24–26段", {})
    '欧洲数据保护委员会（EDPB）, 指南3/2019, 第24–26段'
    >>> short_cite("EU-domstolen, dom den 16 juli 2020, C-311/18, EU:C:2020:559", {"case": "C-311/18"})
    'C-311/18'
    >>> short_cite("EU-domstolen, dom den 7 maj 2023, SCHUFA, C-26/22 och C-64/22", {"case": "C-26/22 and C-64/22"})
    'SCHUFA, C-26/22 och C-64/22'
    >>> short_cite("GDPR, Art. 4(11)", {"celex": "32016R0679"})
    'GDPR, Art. 4(11)'
    """
    parts = cite.split(", ")
    if dnr := identifiers.get("dnr"):
        _, found, rest = cite.partition(dnr)
        if found:
            return dnr + re.sub(r"^ \([^()]*\)", "", rest)
    if case := identifiers.get("case"):
        at = next((index for index, part in enumerate(parts) if said_in(part, case) and len(part) <= len(case)), 0)
        if at:
            name = [] if _RULING.match(parts[at - 1]) else [parts[at - 1]]
            return ", ".join(
                [*name, parts[at], *(part for part in parts[at + 1 :] if not part.startswith(("EU:", "ECLI:")))]
            )
    if (numbered := _NUMBERED.search(cite)) and len(parts) > 2:
        named = next((index for index, part in enumerate(parts) if numbered[0] in part), 1)
        last = max((index for index, part in enumerate(parts) if _DATED.match(part)), default=named)
        return ", ".join([parts[0], numbered[0], *parts[last + 1 :]])
    return cite
