"""`python docs/pictures.py REPORT.pdf`: make the pictures of the README from the worked example and its report."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


async def wizard(target: Path) -> None:
    """A question, the reasoning beside it and the outcome above, as SVG."""
    from dpia.assessment.answers import read_edits
    from dpia.content.loader import load_pack
    from dpia.content.source import Source
    from dpia.session import Session
    from dpia.tui.app import DpiaApp

    pack = load_pack()
    example = pack.example("skelleftea")
    assert example is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skelleftea.dpia.json"
        with Session.create(pack, path, as_of=example.as_of) as session:
            edits, _ = read_edits(Source("example", example.answers), pack, session.assessment)
            session.apply(edits)
        app = DpiaApp(pack, path)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            for _ in range(5):
                await pilot.press("ctrl+n")
                await pilot.pause()
            while app.screen.law.ref != app.screen.ref:  # the law pane follows a moment later
                await pilot.pause(0.05)
            await pilot.pause()
            svg = app.export_screenshot(title="dpia")
    # The fonts come from the reader's system: nothing is fetched.
    target.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL), encoding="utf-8")


def report(pdf: Path, target: Path) -> None:
    """The summary and a page of findings, side by side, as PNG (needs poppler's pdftoppm)."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "70", "-png", str(pdf), f"{folder}/p"], check=True)
        pages = sorted(Path(folder).glob("p-*.png"))
        chosen = [Image.open(pages[index]) for index in (1, 14)]
        width, height = chosen[0].size
        sheet = Image.new("RGB", (width * 2 + 12, height), "#888888")
        for index, page in enumerate(chosen):
            sheet.paste(page, (index * (width + 12), 0))
        sheet.convert("L").save(target, optimize=True)


if __name__ == "__main__":
    asyncio.run(wizard(HERE / "wizard.svg"))
    report(Path(sys.argv[1]), HERE / "report.png")
