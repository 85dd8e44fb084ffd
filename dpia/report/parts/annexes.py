"""The annexes: authorities, answers, the record itself, and the limits of the report."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable

from dpia import __version__
from dpia.assessment.change import turned_back
from dpia.content.authority import UNBORN, Authority, Instrument
from dpia.content.condition import Condition, FactRef
from dpia.content.dependencies import facts_behind
from dpia.content.pack import rule_conditions
from dpia.content.question import Question
from dpia.engine.truth import NO
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.report.citations import authority_anchor, said_in, sign
from dpia.report.components import Components, plain, shortened
from dpia.report.model import Block, Bullets, Link, Para, ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.parts.signed import signed_otherwise, signed_pairs
from dpia.report.reported_file import ReportedFile
from dpia.report.side_by_side import side_by_side
from dpia.wording import as_of_note, checked_how
from dpia.wording.redaction import redaction_words
from dpia.wording.terms import RANKS

_IDENTIFIERS = {
    "celex": "CELEX", "eli": "ELI", "ecli": "ECLI", "dnr": "Dnr", "oj": "OJ", "sfs": "SFS",
    "number": N_("number"), "case": N_("case"), "order": N_("Presidential Order No. {number}"),
    "council-order": N_("State Council Order No. {number}"), "agency-order": N_("Order No. {number}"),
    "cac-order": N_("CAC Order No. {number}"), "cac-police-order": N_("CAC and MPS Order No. {number}"),
    "education-order": N_("MOE Order No. {number}"),
}  # fmt: skip
"""Names of identifiers as lawyers write them; others are printed as the content names them."""

_UNVERIFIED = " (unverified)"
"""How the content says behind an identifier that it was not looked up."""


class Annexes:
    """Makes the annexes."""

    def __init__(self, components: Components) -> None:
        self.p = components
        self.tr = components.tr
        self._usual_day = ""
        self._described: set[str] = set()

    # --- authorities --------------------------------------------------------------------------------------------------

    def authorities(self) -> ReportSection:
        """Everything that is cited, by rank, with status and places. Made last: it needs all citations."""
        tr = self.tr
        cited = [self.p.pack.authorities[name] for name in self.p.citer.places]
        days = Counter(one.checked_on for one in cited if one.checked_on)
        self._usual_day = days.most_common(1)[0][0] if days else ""
        parts = []
        for rank, title in RANKS.items():
            group = [one for one in cited if one.rank == rank]
            if group:
                parts.append(
                    ReportSection(f"authorities-{rank}", tr(title), 3, blocks=tuple(self._rank(group)), kind="columns")
                )
        lead = N_(
            "What was read is the text itself, though perhaps in an unofficial copy or a translation; the official "
            "text prevails. What bears the sign † or ‡ must be checked before it is relied on. Identifiers marked "
            "“derived” follow a documented pattern and were not looked up one by one. After each entry stand the "
            "places that cite it. Where no other day is given, it was checked on {day}."
        )
        day = tr.date(self._usual_day) if self._usual_day else "–"
        text = tr.sentences(filter(None, (tr(lead, day=day), self.p.citer.legend(cited))))
        blocks: list[Block] = [self.p.note(text)] if parts else []
        return ReportSection(
            "authorities",
            tr(N_("Table of authorities")),
            2,
            blocks=tuple(blocks),
            sections=tuple(parts),
            kind="columns",
        )

    def _rank(self, group: list[Authority]) -> Iterable[Block]:
        """A paragraph for each instrument, with its entries run in; and one for each that stands alone."""
        order = list(self.p.pack.authorities)
        by_instrument: dict[str, list[Authority]] = {}
        for one in sorted(group, key=lambda one: order.index(one.id)):
            by_instrument.setdefault(one.instrument if one.instrument in self.p.pack.instruments else "", []).append(
                one
            )
        alone = by_instrument.pop("", [])
        for name, entries in by_instrument.items():
            instrument = self.p.pack.instruments[name]
            title = self._title(instrument.cite, instrument.id)
            spans: list[Span] = [Run(title, "strong")]
            if name not in self._described:  # a law stands again above its recitals
                spans += self._details(
                    title, instrument.cite, instrument.identifiers, instrument.derived, instrument.url, own=True
                )
                self._described.add(name)
            common = _shared([self.p.words.cite_in_parts(one) for one in entries])
            for one in entries:
                spans += [Run("\n"), *self._entry(one, instrument, common)]
            yield Para(tuple(spans), "small")
        for one in alone:
            yield Para(tuple(self._entry(one, None, "")), "small")

    def _title(self, cite: dict[str, str], otherwise: str) -> str:
        return self.tr.shown_cite(self.tr.own(cite) or self.tr.cited(cite.get("en", "")) or otherwise)

    def _details(
        self,
        title: str,
        cite: dict[str, str],
        identifiers: dict[str, str],
        derived: tuple[str, ...],
        url: str,
        *,
        own: bool,
    ) -> list[Span]:
        """The citation in its own language, identifiers and address, run in. `own`: say so where none is."""
        spans: list[Span] = []
        for lang, other in sorted(cite.items()):
            if other != self.tr.own(cite) and lang != "en":
                spans += [Run(self.tr.semicolon), Run(other, "em", lang="zh-Hans" if lang.startswith("zh") else lang)]
        names = [
            self._identifier(key, value, derived=key in derived)
            for key, value in sorted(identifiers.items())
            if not said_in(title, _sought(key, value, self.tr)) and not value.startswith("http")
        ]
        if names:
            spans.append(Run(self.tr.semicolon + self.tr.series(names), "quiet"))
        if url:
            spans += [Run(self.tr.semicolon), Link(url, url)]
        elif own:
            spans.append(Run(f"{self.tr.semicolon}{self.tr(N_('no address on file'))}", "quiet"))
        return spans

    def _identifier(self, key: str, value: str, *, derived: bool) -> str:
        """An identifier under its name, and whether it was looked up."""
        tr, known = self.tr, value.removesuffix(_UNVERIFIED)
        said = _identifier(key, known, tr)
        said += tr.in_brackets(tr(N_("unverified"))) if known != value else ""
        return said + (tr.in_brackets(tr(N_("derived"))) if derived else "")

    def _entry(self, authority: Authority, instrument: Instrument | None, common: str) -> list[Span]:
        """A citation with its signs, when it was checked, and where it is cited. `common`: said above already."""
        tr, title, day = self.tr, self.p.words.cite_in_parts(authority), self.p.assessment.as_of
        text = tr.shown_cite(title.removeprefix(f"{common}, ") if common else title)
        text += sign(authority, later=authority.decided_later(day), perhaps=authority.perhaps_later(day))
        spans: list[Span] = [Run(text, "" if instrument else "strong", anchor=authority_anchor(authority.id))]
        if authority.rank in UNBORN:
            before, after = tr.square_brackets
            spans.append(Run(f"{before}{tr(N_('not law'))}{after}", "mark"))
        if instrument is None:
            spans += self._details(
                title, authority.cite, authority.identifiers, authority.derived, authority.url, own=True
            )
        else:
            own = {
                key: value for key, value in authority.identifiers.items() if instrument.identifiers.get(key) != value
            }
            url = authority.url if authority.url != instrument.url else ""
            spans += self._details(title, {}, own, authority.derived, url, own=False)
        other = authority.checked_on and authority.checked_on != self._usual_day
        checked = [tr.date(authority.checked_on)] if authority.checked_on and other else []
        checked += [note] if (note := checked_how(authority, tr)) else []
        if checked:
            spans.append(Run(tr.in_brackets(self.tr.series(checked)), "quiet"))
        return [*spans, Run(tr.colon), *self._places(authority)]

    def _places(self, authority: Authority) -> Spans:
        spans: list[Span] = []
        first = {place.label: place.anchor for place in reversed(self.p.citer.places[authority.id])}
        for label, anchor in sorted(first.items(), key=lambda place: _number(place[0])):
            spans += [*([Run(self.tr.comma)] if spans else []), Link(label, f"#{anchor}")]
        return tuple(spans)

    # --- answers ------------------------------------------------------------------------------------------------------

    def answers(self) -> ReportSection:
        """Every question with the state of its answer."""
        tr = self.tr
        progress = self.p.evaluation.total_progress
        absent = progress.applicable - progress.answered
        lead = tr(
            N_(
                "Asked on these answers: {applicable}. Given: {given}. Unknown: {unknown}. Not "
                "applicable: {na}. Not answered: {absent}."
            ),
            applicable=tr.number(progress.applicable),
            given=tr.number(progress.given),
            unknown=tr.number(progress.unknown),
            na=tr.number(progress.not_applicable),
            absent=tr.number(absent),
        )
        parts = [
            self._part(index, section.id, section.printed)
            for index, section in enumerate(self.p.pack.sections, start=1)
        ]
        masked = [ref for ref in self.p.evaluation.masked if ref.row is None]
        if masked:
            items = tuple(
                (Run(f"{self.p.numbers.get(ref.question, '')} {self.p.words.ref(ref)} "), *self.p.answer(ref.question))
                for ref in masked
            )
            text = self.p.para(
                N_(
                    "These answers are kept in the file. Their questions are not asked on "
                    "the other answers, so they count for nothing."
                )
            )
            parts.append(
                ReportSection(
                    "answers-masked", tr(N_("Kept and not counted")), 3, blocks=(text, Bullets(items, kind="reasons"))
                )
            )
        return ReportSection(
            "answers", tr(N_("Answers")), 2, blocks=(Para(plain(lead)),), sections=tuple(parts), kind="page"
        )

    def _part(self, index: int, section: str, title: str) -> ReportSection:
        """The answers of one section: a table, broken where the rows of an answered table or a long text come in."""
        p, tr = self.p, self.tr
        blocks: list[Block] = []
        rows: list[TableRow] = []
        hidden: list[str] = []
        head = (tr(N_("No.")), tr(N_("Question")), tr(N_("Answer")))

        def flush() -> None:
            if rows:
                blocks.append(Table("", head, tuple(rows), (9, 46, 45), "compact"))
                rows.clear()

        for question in p.pack.section_questions(section):
            number = p.numbers[question.id]
            if not p.asked(question.id):
                hidden.append(number)
                continue
            answer = p.assessment.answers.get(question.id)
            more = self._rows(question) if p.assessment.rows(question.id) else []
            if not more:  # the rows are the answer
                cells = (plain(number), plain(p.words.asked(question)), p.cut(p.answer(question.id), answer))
                rows.append(TableRow(cells, anchor=p.anchor(question.id)))
                more = [*p.in_full_if_cut(number, answer)]
            if more:
                flush()
                blocks += more
        flush()
        if hidden:
            blocks.append(p.note(tr(N_("Not asked on these answers: {numbers}."), numbers=tr.listed(hidden))))
        return ReportSection(f"answers-{section}", tr.content(title), 3, number=f"Q{index}", blocks=tuple(blocks))

    def _rows(self, question: Question) -> list[Block]:
        """The rows of a table, three side by side, with the full question of each column; long texts below."""
        p, tr = self.p, self.tr
        name = tr(N_("{number} {question}"), number=p.numbers[question.id], question=p.words.asked(question))
        columns = [(column.id, p.words.asked(column)) for column in question.columns]
        rows = p.assessment.rows(question.id)
        blocks = side_by_side(p, name, question.id, columns, rows, "compact")
        for row in rows:
            for column in question.columns:
                if p.asked_cell(question.id, row, column.id):
                    label = f"{shortened(p.words.row(question.id, row.id), 60)}{p.tr.colon}{p.words.asked(column)}"
                    blocks += p.in_full_if_cut(label, row.cells.get(column.id))
        return blocks

    # --- the record ---------------------------------------------------------------------------------------------------

    def _record_pairs(self, source: ReportedFile) -> list[tuple[str, Spans]]:
        """Which file, which content, which log; nothing that the cover says."""
        p, tr = self.p, self.tr
        changes, head = source.changes, source.head
        manifest = p.pack.manifest
        pairs: list[tuple[str, Spans]] = [
            (tr(N_("Assessment file")), plain(source.name)),
            (tr(N_("Digest of the assessment")), (Run(source.digest, "code"),)),
            *([] if "begun" in p.on_cover else [(tr(N_("Begun")), plain(tr.date(p.assessment.created)))]),
            *([] if "as-of" in p.on_cover else [(tr(N_("Law as of")), plain(tr.date(p.assessment.as_of)))]),
            (tr(N_("Entries in the log")), plain(tr.number(len(changes)))),
            *signed_pairs(p, source),
        ]
        if changes:
            if "last-entry" not in p.on_cover:
                pairs.append((tr(N_("Last entry")), plain(instant(str(changes[-1]["at"]), tr))))
            people = list(dict.fromkeys(str(change["by"]) for change in changes if change["by"]))
            pairs.append((tr(N_("User accounts that made the entries")), plain(tr.join(people))))
        pairs += [
            (tr(N_("Head of the log")), (Run(head, "code"),) if head else (Run(tr(N_("no log")), "quiet"),)),
            (
                tr(N_("Content")),
                plain(
                    tr(
                        N_("{title}, {id} {version}"),
                        title=tr.content(manifest.title),
                        id=manifest.id,
                        version=manifest.version,
                    )
                ),
            ),
            *self._made_with(source.content_version),
            (tr(N_("Content checked to")), plain(tr.date(manifest.checked_to))),
            (tr(N_("Digest of the content")), (Run(f"sha256:{p.pack.digest}", "code"),)),
            (tr(N_("Program")), plain(f"dpia-wizard {__version__}")),
        ]
        if source.templates:
            pairs.append((tr(N_("Digest of the templates")), (Run(source.templates, "code"),)))
        return pairs

    def record(self, source: ReportedFile, *, embedded: bool, short: bool = False) -> ReportSection:
        """What ties this paper to the data behind it, and what does not hold; `short`: in small print, no table."""
        p, tr = self.p, self.tr
        pairs = self._record_pairs(source)
        text = (
            N_(
                "The assessment is embedded in this PDF and opens in the wizard. “dpia verify” "
                "compares it with its log and its checksum."
            )
            if embedded
            else N_(
                "The assessment is not embedded in this edition. The digest and the head of the "
                "log tie this paper to the file."
            )
        )
        left_out = tr.plural(
            "The discussion is internal and left out: {count} entry of the log is not in this copy, and the digest is "
            "that of the copy. The head is that of the whole file.",
            "The discussion is internal and left out: {count} entries of the log are not in this copy, and the digest "
            "is that of the copy. The head is that of the whole file.",
            source.withheld,
        )
        limit = N_(
            "The log shows accidental and naive changes. Against somebody who rewrites the whole "
            "file it proves something only if its head is kept elsewhere too, as in this report."
        )
        reduced = [Para(plain(left_out))] if source.withheld else []
        said = p.note(tr.sentences((tr(text), tr(limit))))
        ties = [_in_a_line(pairs, tr)] if short else p.pairs(tr(N_("Record")), pairs)
        blocks = [*self._flaws(source), *ties, *signed_otherwise(p), *reduced, said]
        return ReportSection("record-short" if short else "record", tr(N_("The record")), 3, blocks=tuple(blocks))

    def _flaws(self, source: ReportedFile) -> list[Block]:
        """What in the log does not hold, and that time goes back in it; nothing where all is well."""
        tr = self.tr
        broken = N_("The record does not hold: {reason}. This report rests on the answers as they stand in the file.")
        redaction = source.redaction
        copy = [Para((Run(redaction_words(redaction, tr), "strong"),))] if redaction else []
        blocks: list[Block] = [*copy, *(Para((Run(tr(broken, reason=flaw), "strong"),)) for flaw in source.flaws)]
        if (back := turned_back(str(change["at"]) for change in source.changes)) is not None:
            text = N_(
                "Entry {n} of the log is dated before the entry that it follows: a clock was set back or differs."
            )
            blocks.append(Para(plain(tr(text, n=back + 1))))
        return blocks

    def _made_with(self, version: str) -> list[tuple[str, Spans]]:
        """The content that the answers were given to, where it is not the one that judges them here."""
        if version in ("", self.p.pack.manifest.version):
            return []
        text = N_("{version}; read here as the present content reads them")
        return [(self.p.tr(N_("Answers given to content")), plain(self.p.tr(text, version=version)))]

    # --- limits -------------------------------------------------------------------------------------------------------

    def limits(self) -> ReportSection:
        """What this report is not, what it leaves out, and what is a convention of our own."""
        p, tr = self.p, self.tr
        points = [
            N_(
                "This report is a drafting aid, not legal advice. It was made by applying fixed "
                "rules to the answers; a lawyer reviews and signs it."
            ),
            N_("It says what follows “on the answers given”. Nobody has checked the answers against the facts."),
        ]
        if "authorities" in p.prints:
            points.append(
                N_(
                    "It covers each law as far as the table of authorities goes. "
                    "Sector rules that this table does not list are outside."
                )
            )
        items: list[Spans] = [plain(tr(point)) for point in points]
        items += [
            (Run(f"{tr.content(regime.title)}{tr.colon}", "strong"), Run(tr.content(regime.covers)))
            for regime in p.pack.content.regimes
            if regime.covers and p.evaluation.governs[regime.id].truth is not NO
        ]
        text = N_(
            "Statements of the law are paraphrases. The official text prevails over them and over every translation."
        )
        items.append(plain(tr(text)))
        silent = [tr(N_("That no finding is reported on a point does not mean that the point is in order."))]
        if any(finding.severity == "ok" for finding in p.evaluation.findings):
            silent.append(tr(N_("Only what stands under “In order” was tested and found so.")))
        items.append(plain(tr.sentences(silent)))
        if warning := as_of_note(p.pack, p.assessment, tr):
            items.append((Run(warning, "strong"),))
        blocks: list[Block] = [Bullets(tuple(items), kind="reasons")]
        return ReportSection("limits", tr(N_("Limits of this report")), 3, blocks=tuple(blocks))

    def conventions(self) -> ReportSection | None:
        """The conventions behind what is judged here: those that a rule in force or a criterion of "is one due?" reads.

        Only of laws that govern or may: a report under one law has no use for the conventions of another.
        """
        tr, pack = self.tr, self.p.pack
        governs, day = self.p.evaluation.governs, self.p.assessment.as_of
        reading: list[Condition] = [
            condition
            for rule in pack.content.rules
            if governs[rule.regime].truth is not NO and rule.in_force.contains(day)
            for condition in rule_conditions(rule)
        ]
        reading += [
            FactRef(fact=criterion.fact)
            for regime in pack.content.regimes
            if regime.due is not None and governs[regime.id].truth is not NO
            for criterion in (*regime.due.enough, *regime.due.criteria)
        ]
        read = facts_behind(pack, reading)
        noted = [fact for fact in pack.content.facts if fact.note and fact.id in read]
        if not noted:
            return None
        items = tuple(
            (Run(f"{tr.content(fact.title)}{tr.colon}", "strong"), Run(tr.content(fact.note))) for fact in noted
        )
        text = N_("Where the law gives no measure, the rules need one. These are ours, and arguable.")
        lead = self.p.note(tr(text))
        return ReportSection(
            "conventions",
            tr(N_("Conventions of our own")),
            3,
            blocks=(lead, *(self.p.spanned(item) for item in items)),
            kind="columns",
        )

    def sources(self) -> ReportSection | None:
        """How the cited instruments were read, where there is something to say of it."""
        tr = self.tr
        cited = {self.p.pack.authorities[name].instrument for name in self.p.citer.places}
        noted = [one for one in self.p.pack.content.instruments if one.id in cited and one.notes]
        if not noted:
            return None
        items = tuple(
            (Run(f"{self._title(one.cite, one.id)}{tr.colon}", "strong"), Run(tr.content(one.notes))) for one in noted
        )
        return ReportSection(
            "sources",
            tr(N_("How the sources were read")),
            3,
            blocks=tuple(self.p.spanned(item) for item in items),
            kind="columns",
        )


def _identifier(key: str, value: str, tr: Translator) -> str:
    """An identifier with its name.

    >>> _identifier("oj", "L 119, 4.5.2016, p. 1", Translator("sv"))
    'EUT L 119, 4.5.2016, s. 1'
    """
    if key == "oj" and tr.lang == "sv":
        return f"EUT {value.replace('p. ', 's. ')}"
    name = tr(_IDENTIFIERS.get(key, key), number=value)
    if "{number}" in _IDENTIFIERS.get(key, key):
        return name
    return f"{name} {value}" if value[:1].isascii() else f"{name}{tr.blank}{value}"


def _sought(key: str, value: str, tr: Translator) -> str:
    """What of an identifier a title may say already: of an order more than a number that any date has too.

    >>> _sought("cac-order", "20 (unverified)", Translator()), _sought("case", "C-26/22", Translator())
    ('CAC Order No. 20', 'C-26/22')
    """
    return _identifier(key, value.removesuffix(_UNVERIFIED), tr) if "{number}" in _IDENTIFIERS.get(key, "") else value


def _shared(cites: list[str]) -> str:
    """What citations have in common at their beginning, in whole parts, so that each keeps its last part.

    >>> _shared(["EDPB, Guidelines 3/2019, v2.0, para 73", "EDPB, Guidelines 3/2019, v2.0, paras 24–26"])
    'EDPB, Guidelines 3/2019, v2.0'
    """
    parts = [cite.split(", ")[:-1] for cite in cites]
    length = next((n for n, same in enumerate(zip(*parts, strict=False)) if len(set(same)) > 1), min(map(len, parts)))
    return ", ".join(parts[0][:length])


def _number(label: str) -> tuple[bool, int, str]:
    """By what the places of a citation are sorted: findings by their numbers, then what has none.

    >>> sorted(["tasks", "F19", "F4"], key=_number)
    ['F4', 'F19', 'tasks']
    """
    digits = re.search(r"\d+$", label)
    return digits is None, int(digits[0]) if digits else 0, label


def instant(value: str, tr: Translator) -> str:
    """A UTC instant of the log in words; any other text as it is."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{tr.date(moment.date())}{tr.clause_comma}{moment:%H:%M} UTC"


def _in_a_line(pairs: Iterable[tuple[str, Spans]], tr: Translator) -> Para:
    """Labels with values one behind the other."""
    spans: list[Span] = []
    for label, value in pairs:
        spans += [Run(tr.semicolon)] if spans else []
        spans += [Run(f"{label}{tr.colon}", "quiet"), *value]
    return Para((*spans, Run(tr.stop)), "small")
