"""What moved: how the same files were judged by other content, and how by that of today. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dpia.register.entry import RegisterEntry
from dpia.register.index import JudgedBy
from dpia.register.places import RegisterLine


@dataclass(frozen=True, slots=True)
class Moved:
    """A file that is judged otherwise. `findings` has for each that differs what it was and is; empty: none."""

    line: RegisterLine
    before: RegisterEntry
    findings: Mapping[str, tuple[str, str]]

    @property
    def outcome(self) -> bool:
        """Whether the outcome of any law moved, or that over all."""
        now = self.line.entry
        return self.before.outcome != now.outcome or dict(self.before.regimes) != dict(now.regimes)


def moved(line: RegisterLine, before: RegisterEntry) -> Moved | None:
    """What moved in one file; None if nothing did."""
    now = line.entry
    if before.problem or now.problem:
        return None if before.problem == now.problem else Moved(line, before, {})
    names = dict.fromkeys((*before.findings, *now.findings))
    pairs = {name: (before.findings.get(name, ""), now.findings.get(name, "")) for name in names}
    found = Moved(line, before, {name: pair for name, pair in pairs.items() if pair[0] != pair[1]})
    return found if found.findings or found.outcome else None


def parts_changed(before: JudgedBy, now: JudgedBy) -> dict[str, str]:
    """Rules and facts that differ between two contents: each “changed”, “new” or “gone”."""
    names = sorted({*before.parts, *now.parts})
    words = {
        name: "new" if name not in before.parts else "gone" if name not in now.parts else "changed" for name in names
    }
    return {name: word for name, word in words.items() if before.parts.get(name) != now.parts.get(name)}


def moved_json(item: Moved) -> dict[str, Any]:
    """For programs (keys are a contract)."""
    before, now = item.before, item.line.entry
    return {
        "file": item.line.name,
        "title": now.title,
        "signed": {"revision": now.holds, "by": list(now.signed_by)} if now.holds else None,
        "outcome": {"before": before.outcome, "after": now.outcome},
        "regimes": {
            name: {"before": before.regimes.get(name), "after": now.regimes.get(name)}
            for name in dict.fromkeys((*before.regimes, *now.regimes))
            if before.regimes.get(name) != now.regimes.get(name)
        },
        "findings": {name: {"before": old or None, "after": new or None} for name, (old, new) in item.findings.items()},
        "problem": {"before": before.problem, "after": now.problem},
    }
