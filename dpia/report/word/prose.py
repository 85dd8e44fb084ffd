"""A long answer with the little Markdown that people type, as nodes: no HTML, headings, links or pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dpia.report.word import tree
from dpia.report.word.styles import Style
from dpia.report.word.tree import Nodes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Marked = Callable[[str], Nodes]
"""Text to inlines: made safe, its Chinese marked as such."""


def prose(text: str, marked: Marked) -> Nodes:
    """The blocks of a long answer."""
    from markdown_it.tree import SyntaxTreeNode

    return _blocks(SyntaxTreeNode(_markdown().parse(text)).children, marked)


def _blocks(nodes: Sequence[SyntaxTreeNode], marked: Marked) -> Nodes:
    found: Nodes = []
    for node in nodes:
        match node.type:
            case "paragraph":
                found.append({"t": "Para", "c": _inlines(node.children, marked)})
            case "bullet_list" | "ordered_list":
                items = [_blocks(item.children, marked) for item in node.children]
                ordered = node.type == "ordered_list"
                found.append(tree.bullets(items, ordered=ordered, start=int(node.attrs.get("start", 1))))
            case "blockquote":
                found.append({"t": "BlockQuote", "c": _blocks(node.children, marked)})
            case "hr":
                found.append({"t": "Para", "c": tree.text("* * *")})
            case _:
                raise AssertionError(f"prose holds {node.type}")
    return found


def _inlines(nodes: Sequence[SyntaxTreeNode], marked: Marked) -> Nodes:
    found: Nodes = []
    for node in nodes:
        match node.type:
            case "inline":
                found += _inlines(node.children, marked)
            case "text":
                found += marked(node.content)
            case "softbreak" | "hardbreak":
                found.append({"t": "LineBreak"})
            case "strong":
                found.append(tree.strong(_inlines(node.children, marked)))
            case "em":
                found.append(tree.emphasis(_inlines(node.children, marked)))
            case "code_inline":
                found.append(tree.span(marked(node.content), style=Style.CODE))
            case _:
                raise AssertionError(f"prose holds {node.type}")
    return found


@lru_cache
def _markdown() -> MarkdownIt:
    from dpia.report.html import markdown

    reader: Any = markdown()
    return reader  # type: ignore[no-any-return]
