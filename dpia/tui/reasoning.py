"""Which screens on which one reasons there are in a content, and which belongs to a section. No Textual in here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dpia.content.names import BALANCE_TEXT, GROUPS, LADDER, MEASURES, NEED_TEXT, NEEDED, REFUSAL_COST, RISKS
from dpia.content.pack import Pack
from dpia.i18n_marks import N_


@dataclass(frozen=True, slots=True)
class ReasoningScreen:
    """One of the screens: the action that opens it, what it is called, what one sees there."""

    name: str
    title: str
    about: str
    tables: tuple[str, ...]
    """The tables that it shows, all of which the content must have with the columns that the program knows."""

    sections: Callable[[Pack], tuple[str, ...]]
    """The sections from which it is reached."""

    def is_there(self, pack: Pack) -> bool:
        """Whether the content has what it shows."""
        needed = [one for one in NEEDED if one.question in self.tables and one.kind == "column"]
        return all(table in pack.questions for table in self.tables) and all(
            (one.question, one.id) in pack.columns for one in needed
        )


def _ladder_sections(pack: Pack) -> tuple[str, ...]:
    texts = (pack.questions[name].section for name in (NEED_TEXT, BALANCE_TEXT) if name in pack.questions)
    return (pack.questions[LADDER].section, *texts)


def _power_sections(pack: Pack) -> tuple[str, ...]:
    return (pack.columns[GROUPS, REFUSAL_COST].section or pack.questions[GROUPS].section,)


def _risk_sections(pack: Pack) -> tuple[str, ...]:
    return (pack.questions[RISKS].section,)


SCREENS: tuple[ReasoningScreen, ...] = (
    ReasoningScreen(
        "ladder", N_("Alternatives"), N_("the ways side by side, what suffices, the text on necessity"),
        (LADDER,), _ladder_sections,
    ),
    ReasoningScreen(
        "power", N_("Power"), N_("who depends on whom, what a refusal costs, and what follows for consent"),
        (GROUPS,), _power_sections,
    ),
    ReasoningScreen(
        "risks", N_("Risks"), N_("risks in one list, the maps before and after, measures with owner and date"),
        (RISKS, MEASURES), _risk_sections,
    ),
)  # fmt: skip


def screens_of(pack: Pack) -> tuple[ReasoningScreen, ...]:
    """The screens for which the content has what they show."""
    return tuple(screen for screen in SCREENS if screen.is_there(pack))


def screen_of_section(pack: Pack, section: str) -> ReasoningScreen | None:
    """The screen that belongs to a section, or None."""
    return next((screen for screen in screens_of(pack) if section in screen.sections(pack)), None)
