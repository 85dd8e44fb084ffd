"""Report to HTML: for the PDF, with footnotes and page numbers, and as a page by itself, with notes at its end.

Every string that a template prints passes `_Marker`: it is escaped, runs of Chinese are marked as such, and characters
that could reorder or break the page are shown as their numbers. Only the output of our own macros and of the sanitiser
for long answers is markup.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from dpia import resources
from dpia.report.dressing import dressed
from dpia.report.fonts import describe, named_scripts, spell_out
from dpia.report.house_style import OWN, HouseStyle
from dpia.report.model import Picture, Report
from dpia.report.no_break import joined, unbroken
from dpia.report.safe import shown

Target = Literal["pdf", "html"]

_PROSE_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "code", "pre", "blockquote", "hr", "span"}


def render_html(report: Report, target: Target, *, lacking: Sequence[str] = (), look: HouseStyle = OWN) -> str:
    """The report as a whole document.

    Args:
        report: what to lay out.
        target: `pdf` for WeasyPrint, `html` for a file that stands alone.
        lacking: characters to print as their numbers, since no typeface has them.
        look: the house style.
    """
    template = _environment(lacking, report.lang, joins=target == "pdf").get_template("report.html.j2")
    return template.render(
        report=report,
        target=target,
        notes=tuple(report.notes()),
        lacking=report.labels.comma.join(map(describe, lacking)),
        look=look,
        css=Markup(dressed(_asset("screen.css"), look, printed=False)) if target == "html" else "",  # noqa: S704 - our own file
    )


def picture_svgs(charts: Sequence[Picture], *, lacking: Sequence[str] = ()) -> list[str]:
    """Pictures of the report by themselves, as SVG; `lacking` as for `render_html`."""
    source = '{% import "charts.html.j2" as charts %}{% for one in all %}{{ charts[one.type](one, "pdf") }}{% endfor %}'
    drawn = _environment(lacking).from_string(source).render(all=charts)
    return re.findall(r"<svg.*?</svg>", drawn, re.DOTALL)


def _environment(lacking: Sequence[str], lang: str = "", *, joins: bool = False) -> ImmutableSandboxedEnvironment:
    """Where the templates are rendered: sandboxed, escaping, and strict about what is not there."""
    marker = _Marker(lacking, lang, joins=joins)
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resources.data_root("templates") / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=marker,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["image"] = _image
    environment.filters["attr"] = marker.attribute
    environment.filters["language"] = marker.language
    environment.filters["prose"] = marker.prose
    environment.filters["heading"] = marker.heading
    environment.filters["drawn"] = marker.drawn
    return environment


def style_sheets(report: Report, *, lacking: Sequence[str] = (), look: HouseStyle = OWN) -> tuple[str, ...]:
    """The style sheets for the PDF, with what stands in the margins of each page; arguments as for `render_html`."""
    labels = report.labels
    before, _, rest = labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = f"{_css_string(before)} counter(page) {_css_string(between)} counter(pages) {_css_string(after)}"
    version = _css_string("".join(f"{one} · " for one in (labels.content_version, labels.digest) if one))
    left = _css_string(named_scripts(shown(look.footer or report.short_title), lacking, report.lang))
    margins = f"@page{{@bottom-left{{content:{left}}}@bottom-right{{content:{version} {number}}}}}"
    before, _, after = f"{labels.blank}{labels.on_page}".partition("{page}")
    before = re.sub(r"(?<=.) $", "\u00a0", before)  # no line parts a page from its number
    number = f"{_css_string(before)} target-counter(attr(href), page) {_css_string(after)}"
    margins += f"a.paged::after{{content:{number}}}"
    if report.draft:
        margins += f"@page{{@top-left{{content:{_css_string(report.draft)}}}}}"
    if look.privilege:
        centre = _css_string(named_scripts(shown(look.privilege), lacking, report.lang))
        margins += f"@page{{@top-center{{content:{centre}}}}}"
    return dressed(_asset("print.css"), look, printed=True), margins


def visible_text(html: str, css: Sequence[str]) -> str:
    """All characters that can reach a page."""
    from dpia.report.pdf import printable

    return printable(html, css)


def _asset(name: str) -> str:
    return (resources.data_root("templates") / "report" / name).read_text(encoding="utf-8")


def _image(svg: Markup) -> str:
    """A picture as the address of an image, which a page may show without fetching it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.strip().encode()).decode()


def _css_string(text: str) -> str:
    r"""A string of a style sheet that holds any text: everything but letters, digits and spaces by its number.

    >>> _css_string('a" b')
    '"a\\000022  b"'
    """
    return '"' + "".join(c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):06x} " for c in text) + '"'


HAN_RUN = re.compile(
    "[\u2e80-\u303f\u3100-\u312f\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U000323af]+"
)
"""Runs of what `fonts.is_han` says of single characters."""


class _Marker:
    """Turns what a template prints into safe markup."""

    def __init__(self, lacking: Sequence[str], lang: str = "", *, joins: bool = False) -> None:
        """`lang`: that of the document. One in Chinese is not cut into runs: lines would break at their ends.

        `joins`: whether numbers of documents are kept in one line, by signs that a copy of the text would have too.
        """
        self.lacking = tuple(lacking)
        self.lang = lang
        self.joins = joins

    def text(self, value: str) -> str:
        return unbroken(spell_out(shown(value), self.lacking))

    def printed(self, value: str) -> str:
        """The text as it stands in lines."""
        return joined(self.text(value)) if self.joins else self.text(value)

    def __call__(self, value: Any) -> Any:
        if isinstance(value, Markup):
            return value
        if isinstance(value, str):
            return self._marked(self.printed(value))
        if isinstance(value, int):
            return str(value)
        raise TypeError(f"a template printed {type(value).__name__}")

    def _marked(self, text: str) -> Markup:
        if text.isascii() or self.lang == "zh-Hans":
            return escape(text)
        parts = []
        end = 0
        for run in HAN_RUN.finditer(text):
            parts.append(escape(text[end : run.start()]))
            parts.append(Markup('<span lang="zh-Hans">{}</span>').format(run[0]))
            end = run.end()
        parts.append(escape(text[end:]))
        return Markup("").join(parts)

    def attribute(self, value: str) -> Markup:
        """A string for an attribute."""
        return escape(self.text(value))

    def language(self, tag: str) -> Markup:
        """The mark of a language in an element; nothing for that of the report."""
        return Markup(' lang="{}"').format(tag) if tag else Markup("")

    def heading(self, value: str) -> Markup:
        """A string of the cover, where a script that cannot be printed is named and not spelt out."""
        return self._marked(self._named(value))

    def _named(self, value: str) -> str:
        return named_scripts(shown(value), self.lacking, self.lang or "en")

    def drawn(self, value: str) -> Markup:
        """A string in a picture, where a script that cannot be printed is named: spelt out it would leave its place."""
        return escape(unbroken(self._named(value)))

    def prose(self, value: str) -> Markup:
        """A long answer with the little Markdown that people type. No HTML, headings, links or pictures."""
        import nh3

        rendered = markdown().render(self.printed(value))
        clean = nh3.clean(rendered, tags=_PROSE_TAGS, attributes={"span": {"lang"}, "ol": {"start"}})
        return Markup(_mark_markup(clean))  # noqa: S704 - sanitised above


def _mark_markup(html: str) -> str:
    """Mark runs of Chinese in the text of clean markup."""
    components = re.split(r"(<[^>]*>)", html)
    return "".join(
        piece if index % 2 else HAN_RUN.sub(lambda run: f'<span lang="zh-Hans">{run[0]}</span>', piece)
        for index, piece in enumerate(components)
    )


@lru_cache
def markdown() -> Any:
    """The reader of the little Markdown that people type in long answers."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["heading", "lheading", "image", "link", "autolink", "reference", "html_block", "html_inline", "fence", "code"]
    )
