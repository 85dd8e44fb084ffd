"""`python -m tests.hygiene.readme`: write the table of keys into the README from the commands of the wizard."""

from __future__ import annotations

from pathlib import Path

from dpia.tui.commands import ASSESSMENT

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- keys: begin -->\n", "<!-- keys: end -->"


def key_table() -> str:
    """The commands of an open assessment that have a key, as Markdown."""
    lines = ["| key | command | does |", "|---|---|---|"]
    for command in ASSESSMENT:
        if command.keys:
            keys = ", ".join(f"`{key}`" for key in command.keys)
            lines.append(f"| {keys} | {command.label} | {command.help} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """The README with the table in its place."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{key_table()}{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text("utf-8")), encoding="utf-8")
