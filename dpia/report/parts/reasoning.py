"""The annex of legal reasoning: issue, rule and application of what is established; what is not shown as a table.

The conclusion of a blocker stands in the core of the report, and that of a major point here: each is printed once.
"""

from __future__ import annotations

from dpia.engine.findings import Finding
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Para, ReportSection, Run, Spans, Table, TableRow
from dpia.report.parts.findings import Reasoned


class Reasoning:
    """Makes the annex."""

    def __init__(self, components: Components, reasoned: Reasoned) -> None:
        self.p = components
        self.tr = components.tr
        self.reasoned = reasoned

    def section(self) -> ReportSection:
        """The reasons for each established blocker and major point, and the table of what is not shown."""
        tr, found = self.tr, self.reasoned.in_print_order()
        parts = [self._finding(one) for one in found if self.reasoned.has_reasons(one)]
        unshown = [one for one in found if one.truth == "not-shown" and one.severity in ("blocker", "major")]
        if unshown:
            parts.append(self._not_shown(unshown))
        lead = N_(
            "Notes say who speaks: statute, court, authority, guideline, by analogy, or the tool’s own view. A note "
            "stands at the sentence that names its source, or, where no sentence does, behind the whole rule. The "
            "sentence after a citation is a paraphrase, not a quotation; the source prevails. What follows as “Our "
            "reading” the source does not say. Q and a number name an answer and lead to the place that prints it."
        )
        blocks = (self.p.note(tr(lead)),) if parts else ()
        title = tr(N_("Legal reasoning"))
        return ReportSection("reasoning", title, 2, blocks=blocks, sections=tuple(parts), kind="page")

    def _finding(self, finding: Finding) -> ReportSection:
        tr, words, label = self.tr, self.p.words, self.reasoned.label(finding)
        rule = finding.rule.rule
        said = self.p.citer.supporting(rule, tr.content(rule), finding.citations, label)
        blocks: list[Block] = [
            Para(plain(tr.content(finding.rule.issue)), label=tr(N_("Issue"))),
            Para(said, label=tr(N_("Rule"))),
            *self._application(finding),
        ]
        if finding.severity == "major":
            blocks.append(Para(plain(words.conclusion(finding)), "verdict", tr(N_("Conclusion"))))
        return ReportSection(
            self.reasoned.reasoning_anchor(finding),
            words.title(finding),
            3,
            number=label,
            blocks=tuple(blocks),
            kind="finding",
            tag=(words.severity(finding), finding.id),
        )

    def _application(self, finding: Finding) -> list[Block]:
        """What the rule makes of these answers, the facts and rows that carry it, and the answers themselves."""
        tr = self.tr
        blocks: list[Block] = [Para(plain(self.p.words.text(finding)), label=tr(N_("Application")))]
        named = () if "{facts}" in finding.grade.text else finding.facts  # the text says them
        if facts := [tr.content(self.p.pack.facts[name].title) for name in named]:
            blocks.append(Para((Run(tr(N_("What carries it: ")), "quiet"), Run(tr.series(facts) + tr.stop)), "small"))
        if rows := self.reasoned.rows(finding):
            blocks.append(rows)
        return blocks + self.p.rests_on(self.reasoned.because(finding), tr(N_("Because of these answers:")))

    def _not_shown(self, found: list[Finding]) -> ReportSection:
        """A line for each: the issue, the answers that are unknown, and the sources with who speaks."""
        tr, words = self.tr, self.p.words
        rows = []
        for finding in found:
            unknown = words.turns_on(finding)
            what: Spans = (self.reasoned.link(finding), Run(f" {tr.content(finding.rule.issue)}"))
            turns = (*self.p.numbers_with_rows(unknown, columns=False), Run(f"\n{finding.id}", "quiet"))
            sources = self.p.citer.roles(finding.citations, self.reasoned.label(finding))
            rows.append(TableRow((what, turns, plain(self.tr.sentences(words.remedies(finding)) or "–"), sources)))
        head = (
            tr(N_("Finding and issue")), tr(N_("Turns on answers that are “unknown” or not exact")),
            tr(N_("What may be done")), tr(N_("Authorities")),
        )  # fmt: skip
        lead = N_(
            "What is unknown is neither shown to be lawful nor established to be unlawful. The title says what it "
            "would be if the answer turned out badly."
        )
        return ReportSection(
            "reasoning-not-shown",
            tr(N_("Not shown")),
            3,
            blocks=(self.p.note(tr(lead)), Table("", head, tuple(rows), (22, 22, 29, 27), "compact")),
        )
