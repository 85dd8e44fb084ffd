"""`python -m tests.hygiene.readme`: write the table of keys into each README from the commands of the wizard."""

from __future__ import annotations

from pathlib import Path

from dpia.i18n import Translator
from dpia.tui.commands import ASSESSMENT

ROOT = Path(__file__).parents[2]
READMES = {"en": ROOT / "README.md", "sv": ROOT / "docs/sv/README.md", "zh-Hans": ROOT / "docs/zh-Hans/README.md"}
BEGIN, END = "<!-- keys: begin -->\n", "<!-- keys: end -->"


def key_table(head: str, tr: Translator) -> str:
    """The commands of an open assessment that have a key, as Markdown, under the two lines of the head."""
    lines = [head]
    for command in ASSESSMENT:
        if command.keys:
            keys = tr.listed(f"`{key}`" for key in command.keys)
            lines.append(f"| {keys} | {tr(command.label)} | {tr(command.help)} |")
    return "\n".join(lines) + "\n"


def with_table(text: str, tr: Translator) -> str:
    """A README with the table in its place; the head of the table stays."""
    before, rest = text.split(BEGIN)
    table, after = rest.split(END)
    head = "\n".join(table.splitlines()[:2])
    return f"{before}{BEGIN}{key_table(head, tr)}{END}{after}"


if __name__ == "__main__":
    for lang, path in READMES.items():
        path.write_text(with_table(path.read_text("utf-8"), Translator(lang)), encoding="utf-8")
