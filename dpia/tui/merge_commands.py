"""The commands of the screen on which two courses of one assessment are brought together. Each is declared once."""

from __future__ import annotations

from dpia.i18n_marks import N_
from dpia.tui.commands import LOOKING, MOVING, WORKING, Command

MERGING: tuple[Command, ...] = (
    Command("back", N_("Leave"), N_("Leave everything as it was."), ("escape",), 1, MOVING),
    Command("first", N_("This file"), N_("At the place at hand let this file stand (A)."), ("a",), 1, WORKING),
    Command("second", N_("Other file"), N_("At the place at hand let the other file stand (B)."), ("b",), 1, WORKING),
    Command("both", N_("Both"), N_("Take both texts, or all items of both lists."), ("o",), 1, WORKING),
    Command("all_first", N_("All of A"), N_("Let this file stand wherever they conflict."), ("f2",), 2, WORKING),
    Command("all_second", N_("All of B"), N_("Let the other file stand wherever they conflict."), ("f3",), 2, WORKING),
    Command("save", N_("Write"), N_("Write what was chosen and taken, as one change."), ("ctrl+s",), 1, WORKING),
    Command("read_on", N_("Read on"), N_("Scroll what the place at hand holds."), ("pagedown",), 4, LOOKING),
    Command("read_back", N_("Read back"), N_("Scroll it back."), ("pageup",), 9, LOOKING),
    Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 3, LOOKING),
)
"""Commands while two files are merged. Enter goes to the next place that is not decided, and at the end writes."""
