"""Small pieces that the parts of the report are made of: cut texts, plain runs, widths, ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dpia.assessment.model import Answer
from dpia.i18n import Translator
from dpia.report.model import Block, Bullets, Card, ReportSection, Run, Spans, Table


def plain(text: str) -> Spans:
    """One run of plain text."""
    return (Run(text),)


def led_in(name: str, tr: Translator) -> str:
    """A label before what stands beside it: after a question no colon.

    >>> led_in("Kept", Translator("en")), led_in("Why is it needed?", Translator("en"))
    ('Kept: ', 'Why is it needed? ')
    """
    return f"{name}{tr.blank}" if name.endswith(("?", "？")) else f"{name}{tr.colon}"


def shortened(text: str, limit: int) -> str:
    """The beginning of a text, cut between words.

    >>> shortened("one two three", 9)
    'one two …'
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0][: limit - 1].rstrip(",;:–") + " …"


def own_text(answer: Answer | None) -> str:
    """What somebody typed: a text, or the reason why something does not apply; empty for other answers."""
    text = None if answer is None else answer.value or answer.reason
    return text if isinstance(text, str) else ""


def uncaptioned(blocks: Iterable[Block], title: str) -> tuple[Block, ...]:
    """Blocks under a heading; tables whose caption would only repeat it lose it."""
    return tuple(
        replace(block, caption="") if isinstance(block, Table) and block.caption == title else block for block in blocks
    )


def question_anchor(question: str) -> str:
    """Id of a question in the annex of answers."""
    return f"q-{question.replace('.', '-')}"


def per_cent(parts: Sequence[int]) -> tuple[int, ...]:
    """Widths in whole per cent that sum to 100.

    >>> per_cent([1, 1, 1])
    (34, 33, 33)
    """
    total = sum(parts)
    widths = [part * 100 // total for part in parts]
    widths[0] += 100 - sum(widths)
    return tuple(widths)


def without_empty(section: ReportSection) -> ReportSection:
    """The section without tables and lists that have nothing in them, which are no valid structure of a page."""
    blocks = (_filled(block) for block in section.blocks)
    return replace(
        section,
        blocks=tuple(block for block in blocks if block is not None),
        sections=tuple(without_empty(part) for part in section.sections),
    )


def _filled(block: Block) -> Block | None:
    """The block, or None where it holds nothing."""
    match block:
        case Table():
            return block if block.rows else None
        case Bullets():
            return block if block.items else None
        case Card():
            return replace(block, blocks=tuple(inner for one in block.blocks if (inner := _filled(one)) is not None))
        case _:
            return block
