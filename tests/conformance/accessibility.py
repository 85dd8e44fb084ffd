"""`accessibility.py AXE.js FOLDER`: a page of every edition of the assessments in FOLDER must pass axe-core in Chromium.

Each page is looked at as on a narrow screen and on a desk, light and dark. It fails on a violation, and on a contrast that
axe-core could not decide. Nothing is fetched: the page is a copy with the checker in it, in a browser without network.
A control page, which has faults, must fail.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WIDTHS = (375, 1280)
SCHEMES = ("light", "dark")
_TAKEN_OUT = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_RESULT = re.compile(r'<pre id="axe-result">(.*?)</pre>', re.DOTALL)

_SCRIPT = """
axe.run(document, {{resultTypes: ["violations", "incomplete"]}}).then(found => {{
  const result = document.createElement("pre");
  result.id = "axe-result";
  result.textContent = JSON.stringify(
    {{violations: found.violations, incomplete: found.incomplete, passes: found.passes.length, width: innerWidth}});
  document.body.append(result);
}});
"""


def browser() -> str:
    """The program that shows the pages. Ends with exit code 2 where there is none: a check that is skipped is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    sys.exit("Chromium is missing: without it nobody knows whether the pages can be read. Install chromium.")


def looked_at(page: Path, axe: str, program: str, width: int, scheme: str) -> dict[str, Any]:
    """What axe-core finds on a page of that width, in that scheme of colours."""
    text = _TAKEN_OUT.sub("", page.read_text(encoding="utf-8"))
    text = text.replace("</body>", f"<script>{axe}</script><script>{_SCRIPT.format()}</script></body>")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / page.name
        copy.write_text(text, encoding="utf-8")
        command = [
            program, "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={folder}/profile", "--host-rules=MAP * ~NOTFOUND",
            f"--window-size={width},900", "--virtual-time-budget=60000", "--dump-dom",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            *(["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else ["--blink-settings=preferredColorScheme=1"]),
            copy.as_uri(),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    match = _RESULT.search(done.stdout)
    if match is None:
        sys.exit(f"{page.name}: the browser gave no result: {done.stderr[-400:]}")
    result: dict[str, Any] = json.loads(html.unescape(match[1]))
    return result


def faults(result: dict[str, Any]) -> Iterator[str]:
    """What must not be there: any violation, and what could not be decided of contrast."""
    for kind in ("violations", "incomplete"):
        for rule in result[kind]:
            if kind == "violations" or rule["id"].startswith("color-contrast"):
                first = rule["nodes"][0]
                yield f"{kind}: {rule['id']} ({len(rule['nodes'])}): {first['html'][:160]} {first['failureSummary'][:200]!r}"


CONTROL = '<!doctype html><html><head><title></title></head><body><img src="data:,"><p style="color:#ccc">Pale</p></body></html>'
EDITIONS = ("full", "board", "public")
"""The editions that people read on a screen."""


def pages(folder: Path) -> Iterator[Path]:
    """A page of each edition of each assessment in a folder."""
    for assessment in sorted(folder.glob("*.dpia.json")):
        for edition in EDITIONS:
            page = folder / f"{assessment.name.removesuffix('.dpia.json')}-{edition}.html"
            command = [sys.executable, "-m", "dpia", "report", str(assessment), "-o", str(page), "--profile", edition]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            yield page


def main(axe_file: str, folder: str) -> int:
    """Look at every page; exit 1 if one fails, or the control does not."""
    program, axe = browser(), Path(axe_file).read_text(encoding="utf-8")
    control = Path(folder) / "control.html"
    control.write_text(CONTROL, encoding="utf-8")
    if not any(faults(looked_at(control, axe, program, WIDTHS[0], "light"))):
        print("The control page passes: nothing was checked.")
        return 1
    failed = count = 0
    for page in pages(Path(folder)):
        found: dict[str, str] = {}
        for width in WIDTHS:
            for scheme in SCHEMES:
                result = looked_at(page, axe, program, width, scheme)
                for fault in faults(result):
                    found.setdefault(fault, f"{result['width']} px, {scheme}")
        count += 1
        failed += bool(found)
        print(f"{'FAIL' if found else 'pass'}  {page.name}", flush=True)
        for fault, where in found.items():
            print(f"      {where}: {fault}")
    print(f"{count} pages, {failed} with faults")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
