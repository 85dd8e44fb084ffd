"""PDFs and Word documents for the validators, and the document that the tests of the PDF engine render.

As a program: `samples.py FOLDER` writes the engine's own document and reports of each worked example in its editions into FOLDER, and
beside them `control.pdf`, which is neither PDF/A nor PDF/UA: a validator that passes it is not validating.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import warnings
from pathlib import Path

from dpia.report.fonts import find_han, load_fonts
from dpia.report.pdf import Attachment, PdfResult, render_pdf
from dpia.resources import data_root

CREATED = dt.date(2019, 8, 20)
ASSESSMENT = Attachment("sample.dpia.json", b'{"format": "dpia"}\n' * 50, "The assessment")
HAN = "《中华人民共和国个人信息保护法》第二十八条"

EDITIONS = {
    "skelleftea": ("board", "public", "worksheet", "edpb", "art36", "draft"),
    "hangzhou-safari-park": ("board", "pipia", "draft"),
}
"""The editions besides the whole report that a worked example is printed in."""

LANGUAGES = {"skelleftea": ("sv", ("public",)), "hangzhou-safari-park": ("zh-Hans", ("pipia",))}
"""The language besides English that a worked example is printed in, whole and in these editions."""

WORD = (
    ("skelleftea", "full", "en"),
    ("skelleftea", "full", "sv"),
    ("skelleftea", "board", "en"),
    ("skelleftea", "edpb", "en"),
    ("skelleftea", "worksheet", "en"),
    ("hangzhou-safari-park", "pipia", "en"),
    ("hangzhou-safari-park", "full", "zh-Hans"),
)
"""Worked examples, editions and languages of the Word documents."""

CSS = """
@page {
  size: A4; margin: 22mm 20mm;
  @top-left { content: string(chapter) }
  @bottom-right { content: counter(page) " / " counter(pages) }
  @footnote { border-top: .5pt solid; padding-top: 2mm }
}
body { font: 10.5pt/1.45 "Source Serif 4", "Han Serif" }
h1, h2, th { font-family: "Source Sans 3", "Han Sans" }
h2 { string-set: chapter content(); break-after: avoid }
table { border-collapse: collapse; width: 100% }
th, td { border: .5pt solid; padding: 1mm; text-align: left }
.note { float: footnote; font-size: 8.5pt }
.contents ul { columns: 2; list-style: none }
.caption { break-after: avoid }
.contents a::after { content: leader(".") target-counter(attr(href), page) }
"""

_WORDS = [
    "the",
    "processing",
    "of",
    "biometric",
    "data",
    "by",
    "the",
    "school",
    "board",
    "for",
    "the",
    "purpose",
    "of",
    "recording",
    "attendance",
    "is",
    "not",
    "necessary",
    "because",
    "a",
    "less",
    "intrusive",
    "means",
    "achieves",
    "the",
    "same",
    "end",
    "and",
    "the",
    "pupils",
    "depend",
    "on",
    "the",
    "controller",
]


def document(*, han: bool) -> str:
    """A short document with everything that a report is made of."""
    chinese = f'<p>The statute (<span lang="zh-Hans">{HAN}</span>) says <strong>so</strong>.</p>' if han else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sample</title></head><body>
<h1>Impact assessment</h1>
<nav class="contents"><ul class="toc"><li class="toci"><a href="#one">Purpose</a></li><li class="toci"><a href="#two">Necessity</a></li></ul></nav>
<section><h2 id="one">Purpose</h2>
<p>Attendance<span class="note">Article 5(1)(b), <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR</a>.</span> is
recorded by face recognition<span class="note">Datainspektionen, DI-2019-2221.</span>.</p>
<p lang="sv">Skolan får inte behandla uppgifterna.</p>{chinese}
<ol><li>First<ul><li>nested</li></ul></li><li>Second</li></ol></section>
<section><h2 id="two">Necessity</h2>
<p class="caption">Ways</p><table><thead><tr><th>Rung</th><th>Intrusion</th></tr></thead><tbody>
<tr><th scope="row">By hand</th><td>none<span class="note">Recital 39.</span></td></tr>
<tr><th scope="row">Card</th><td>low</td></tr></tbody></table>
<svg xmlns="http://www.w3.org/2000/svg" width="80mm" height="20mm" viewBox="0 0 80 20"><title>Risk matrix: low</title>
<rect width="80" height="20" fill="#eef"/><text x="5" y="12" font-size="6" font-family="Source Sans 3">low</text></svg>
<svg xmlns="http://www.w3.org/2000/svg" width="9mm" height="9mm" aria-label="A square"><rect width="9" height="9"/></svg>
<p>See <a href="#one"><span style="display: inline-block">1</span> Purpose</a>.</p>
</section></body></html>"""


def dense_document(seed: int) -> tuple[str, int]:
    """A longer random document full of footnotes and page references, and the number of its footnotes."""
    chance = random.Random(seed)
    notes = 0

    def words(count: int) -> str:
        return " ".join(chance.choice(_WORDS) for _ in range(count))

    def note(likelihood: float) -> str:
        nonlocal notes
        if chance.random() >= likelihood:
            return ""
        notes += 1
        return f'<span class="note" id="note-{notes}">{words(chance.randint(3, 60))} mark{notes:03}.</span>'

    chapters = range(chance.randint(2, 4))
    body = [
        '<h1>Dense</h1><ul class="contents">',
        *(f'<li><a href="#c{n}">Chapter</a></li>' for n in chapters),
        "</ul>",
    ]
    for chapter in chapters:
        body.append(f'<h2 id="c{chapter}">Chapter</h2>')
        for _ in range(chance.randint(4, 9)):
            sentences = (words(chance.randint(5, 60)) + note(0.5) for _ in range(chance.randint(1, 4)))
            cells = (f"<tr><td>{words(20)}{note(0.4)}</td></tr>" for _ in range(chance.randint(2, 6)))
            body.append(
                f"<p>{' '.join(sentences)}</p>" if chance.random() < 0.8 else f"<table>{''.join(cells)}</table>"
            )
    if chance.random() < 0.5:
        references = (f'<li><a href="#note-{n}">note</a></li>' for n in range(1, notes + 1))
        body.append(f'<ul class="contents">{"".join(references)}</ul>')
    return f'<html lang="en"><title>Dense</title><body>{"".join(body)}', notes


def late_notes() -> tuple[str, int]:
    """A document whose last line has more footnotes than its page can hold."""
    notes = "".join(f'<span class="note">{"long words " * 60} mark{number:03}.</span>' for number in range(1, 9))
    lines = '<p style="margin: 0">line</p>' * 30
    contents = '<ul class="contents"><li><a href="#end">end</a></li></ul>'
    return f'<html lang="en"><title>Late</title>{contents}{lines}<h2>Next</h2>{lines}<p id="end">End{notes}', 8


def render(html: str, *, css: str = CSS, lang: str = "en", attachment: Attachment | None = ASSESSMENT) -> PdfResult:
    """Render with the fonts that the text needs."""
    fonts = load_fonts(html + css)
    return render_pdf(html, css=[css], fonts=fonts, title="Sample", lang=lang, created=CREATED, attachment=attachment)


def main(folder: Path) -> None:
    """Write all samples."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*"):
        old.unlink()
    html = document(han=find_han() is not None)
    (folder / "engine.pdf").write_bytes(render(html).data)
    (folder / "engine-dense.pdf").write_bytes(render(dense_document(38)[0], attachment=None).data)
    program = [sys.executable, "-m", "dpia"]
    examples = sorted(path.stem for path in (data_root("questionnaires") / "examples").glob("*.yaml"))
    if not examples:
        raise SystemExit("There are no worked examples.")
    for name in examples:
        file = folder / f"{name}.dpia.json"
        subprocess.run([*program, "example", name, str(file)], check=True)
        subprocess.run([*program, "report", str(file), "-o", str(folder / f"{name}.pdf")], check=True)
        for edition in EDITIONS.get(name, ()):
            target = folder / f"{name}-{edition}.pdf"
            subprocess.run([*program, "report", str(file), "-o", str(target), "--profile", edition], check=True)
        lang, editions = LANGUAGES.get(name, ("", ()))
        for edition in ("full", *editions) if lang else ():
            target = folder / f"{name}-{edition}-{lang}.pdf"
            print_it = [*program, "report", str(file), "-o", str(target), "--profile", edition, "--lang", lang]
            subprocess.run(print_it, check=True)
    for name in ("10-congress-badges", "11-school-tag"):  # two laws side by side; the short record
        answers = Path(__file__).parents[1] / "worked" / "deployments" / f"{name}.yaml"
        file = folder / f"{name}.dpia.json"
        subprocess.run([*program, "new", str(file)], check=True)
        subprocess.run([*program, "fill", str(file), "--from", str(answers)], check=True)
        subprocess.run([*program, "report", str(file), "-o", str(folder / f"{name}.pdf")], check=True)
    for name, edition, lang in WORD:
        file, target = folder / f"{name}.dpia.json", folder / f"{name}-{edition}-{lang}.docx"
        print_it = [*program, "report", str(file), "-o", str(target), "--profile", edition, "--lang", lang]
        subprocess.run(print_it, check=True)
    sealed(folder / f"{examples[0]}.pdf", folder / "sealed.pdf")
    control(folder / "control.pdf")


def sealed(report: Path, target: Path) -> None:
    """A report with a signature in it: it stays PDF/A and PDF/UA."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from support.authority import PASSPHRASE, authority

    from dpia.seal.pades import sign

    target.write_bytes(sign(report.read_bytes(), authority().key_file, PASSPHRASE))


def control(path: Path) -> None:
    """A plain PDF, which must fail."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import weasyprint
    weasyprint.HTML(string="<p>Neither archived nor accessible.").write_pdf(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
