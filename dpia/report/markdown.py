"""Report to Markdown: plain and complete, with GitHub's tables and footnotes. What people typed is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dpia.report.house_style import OWN, HouseStyle
from dpia.report.model import (
    Block,
    Bullets,
    Card,
    FlowChart,
    Labels,
    LadderChart,
    Link,
    Note,
    Para,
    PowerMap,
    Prose,
    Report,
    ReportSection,
    RiskMap,
    Run,
    Spans,
    StorageChart,
    Table,
    TimelineChart,
)
from dpia.report.safe import shown

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")

_ADDRESS = re.compile(
    r"(?i)(?:([a-z][a-z0-9+.-]*)(?=://)"
    r"|(https?|ftps?|file|smb|mailto|xmpp|tel|sms|javascript|vbscript|data|ssh|ldap|magnet|ms-[a-z-]+)(?=:\S)|(www)(?=\.)|((?<!:)/)(?=/\S))"
)
"""What readers of Markdown, or the programs that show it, would make a link of, though it stands bare."""


def render_markdown(report: Report, *, look: HouseStyle = OWN) -> str:
    """The whole report as Markdown with LF line ends; of the house style it has the lines, and none of the looks."""
    cover = report.cover
    lines = [
        *(line for text in (look.name, look.privilege) if text for line in (f"**{_escaped(text)}**", "")),
        *([f"**{_escaped(report.draft)}**", ""] if report.draft else []),
        *([f"*{_escaped(cover.confidential)}*", ""] if cover.confidential else []),
        _escaped(cover.kind),
        "",
        f"# {_escaped(cover.title)}",
        "",
        _escaped(cover.controller),
        "",
        *(f"- {_escaped(label)}: {_escaped(value)}" for label, value in cover.facts),
        "",
        *([f"*{_escaped(cover.disclaimer)}*", ""] if cover.disclaimer else []),
        *([*_table(cover.signatures), ""] if cover.signatures is not None else []),
        *_section(report.summary),
    ]
    if not report.brief:
        lines += [f"## {_escaped(report.labels.contents)}", ""]
        lines += [*(f"- {_escaped(part.heading)}" for part in report.sections), ""]
    for part in report.sections:
        lines += _section(part)
    notes = list(report.notes())
    if notes:
        lines += [f"## {_escaped(report.labels.notes)}", ""]
        lines += [line for note in notes for line in _note(note, report.labels)]
    made_from = " · ".join(filter(None, (report.labels.content_version, report.labels.digest)))
    lines += ["", _escaped(made_from), "", *([_escaped(look.footer), ""] if look.footer else [])]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _section(section: ReportSection) -> Iterator[str]:
    yield f"{'#' * section.level} {_escaped(section.heading)}"
    yield ""
    if section.tag:
        yield f"*{_escaped(' · '.join(section.tag))}*"
        yield ""
    for block in section.blocks:
        yield from _block(block)
    for inner in section.sections:
        yield from _section(inner)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Para():
            label = f"**{_escaped(block.label)}.** " if block.label else ""
            yield label + _spans(block.spans, "  \n")
        case Prose():
            if block.label:
                yield f"**{_escaped(block.label)}**"
                yield ""
            yield from (f"> {_escaped(line)}".rstrip() for line in shown(block.text).split("\n"))
        case Bullets():
            if block.label:
                yield f"**{_escaped(block.label)}**"
                yield ""
            for number, item in enumerate(block.items, start=1):
                yield (f"{number}. " if block.ordered else "- ") + _spans(item, " / ")
        case Table():
            yield from _table(block)
        case Card():
            yield f"> **{_escaped(block.title)}**"
            for inner in block.blocks:
                yield ">"
                yield from (f"> {line}".rstrip() for line in _block(inner) if line)
        case LadderChart() | RiskMap() | FlowChart() | PowerMap() | StorageChart() | TimelineChart():
            return  # the table beside the picture says the same
    yield ""


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"**{_escaped(table.caption)}**"
        yield ""
    yield "| " + " | ".join(_escaped(head) for head in table.head) + " |"
    yield "|" + " --- |" * len(table.head)
    for row in table.rows:
        yield "| " + " | ".join(_spans(cell, "<br>") for cell in row.cells) + " |"


def _note(note: Note, labels: Labels) -> Iterator[str]:
    parts = []
    for index, cite in enumerate(note.cites):
        text = _escaped(cite.text)
        if cite.see:
            text += f"{labels.comma}{_escaped(labels.note.replace('{number}', str(cite.see)))}"
        if cite.marks:
            before, after = (mark.replace("[", "\\[").replace("]", "\\]") for mark in labels.square_brackets)
            text += f"{before}{_escaped(labels.semicolon.join(cite.marks))}{after}"
        if cite.statement:
            text += f"{labels.colon}{_escaped(cite.statement)}"
            text += f"{labels.blank}*{_escaped(cite.own_reading)}*" if cite.own_reading else ""
        else:
            text += labels.semicolon.rstrip() if index + 1 < len(note.cites) else labels.stop
        parts.append(text)
    yield f"[^{note.number}]: **{_escaped(note.voice)}{labels.stop}** {labels.blank.join(parts)}"
    yield ""


def _spans(spans: Spans, newline: str) -> str:
    out = []
    for span in spans:
        match span:
            case Run():
                text = _escaped(span.text, newline)
                marked = {
                    "strong": f"**{text}**",
                    "em": f"*{text}*",
                    "quiet": f"*{text}*",
                    "mark": f"*{text}*",
                    "code": f"`{shown(span.text)}`",
                }
                inner = text.strip()
                out.append(marked.get(span.style, text) if inner == text and inner else _around(text, span.style))
            case Link():
                out.append(_escaped(span.text) if span.href.startswith("#") else f"<{span.href}>")
            case Note():
                out.append(f"[^{span.number}]")
    return "".join(out).strip()


def _around(text: str, style: str) -> str:
    """Marks inside the blanks at both ends of a run."""
    sign = {"strong": "**", "em": "*", "quiet": "*", "mark": "*"}.get(style, "")
    inner = text.strip()
    if not sign or not inner:
        return text
    start = text.index(inner)
    return f"{text[:start]}{sign}{inner}{sign}{text[start + len(inner) :]}"


def _neutral(line: str) -> str:
    """A line with a backslash before each sign that means something, and within each address."""
    return _SPECIAL.sub(r"\\\1", _ADDRESS.sub("\\g<0>\0", line)).replace("\0", "\\")


def _escaped(text: str, newline: str = " ") -> str:
    """Text in which nothing is Markdown, HTML or a link; lines joined by `newline`."""
    text = shown(text)
    lines: Iterable[str] = (_neutral(line.strip() if "\n" in text else line) for line in text.split("\n"))
    return newline.join(
        re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+=])(?=\s|$|[-+=])", r"\\\1", line)) for line in lines
    )
