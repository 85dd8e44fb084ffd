"""The commands of the screens on which one reasons: alternatives, power, risks, what-if. Each is declared once."""

from __future__ import annotations

from dpia.i18n_marks import N_
from dpia.tui.commands import ANSWERING, LOOKING, MOVING, WORKING, Command

_BACK = Command("back", N_("Back"), N_("Back to where you came from."), ("escape",), 1, MOVING)
_HELP = Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 2, LOOKING)
_UNDO = Command("undo", N_("Undo"), N_("Undo the last change of this session, whole."), ("f8",), 3, WORKING)
_REDO = Command("redo", N_("Redo"), N_("Do again what was undone last."), ("ctrl+y",), 9, WORKING)
_PALETTE = Command("palette", N_("Commands"), N_("List the commands of this screen."), ("ctrl+p",), 7, LOOKING)
_PANE = Command("other_pane", N_("Other part"), N_("Go from the table to what follows, and back."), ("f6",), 5, MOVING)

BOARD: tuple[Command, ...] = (
    _BACK,
    Command("edit", N_("Answer"), N_("Answer the cell at hand from a list or in a line."), ("enter",), 2, ANSWERING),
    Command("unknown", N_("I don’t know"), N_("Answer the cell at hand with “I don’t know”."), ("f5",), 6, ANSWERING),
    Command("clear", N_("Clear"), N_("Take the answer of the cell at hand away."), ("f7",), 8, ANSWERING),
    Command("new", N_("New row"), N_("Add a row."), ("n", "insert"), 3, ANSWERING, "new-row"),
    Command("rename", N_("Rename"), N_("Change what names the row."), ("r",), 7, ANSWERING, "rename-row"),
    Command("remove", N_("Remove"), N_("Remove the row with its answers, after a question."), ("x",), 8, ANSWERING),
    Command("question", N_("Question"), N_("Leave this screen and go to the question of the cell."), ("g",), 4, MOVING),
    Command("law", N_("Law"), N_("Explain the question of the cell and show the law behind it."), ("f4",), 5, LOOKING),
    _PANE,
    _UNDO,
    _REDO,
    _PALETTE,
    _HELP,
)
"""Commands of every table on a screen of its own."""

LADDER: tuple[Command, ...] = (
    *BOARD,
    Command(
        "compose",
        N_("Text"),
        N_("Compose the text on necessity from the ways, to take it over or edit it."),
        ("t",),
        2,
        WORKING,
    ),
)
"""Commands of the ladder of alternatives."""

RISKS: tuple[Command, ...] = (
    *BOARD,
    Command("measures", N_("Risks or measures"), N_("Change between risks and measures."), ("m",), 2, MOVING),
)
"""Commands of the risks."""

WHAT_IF: tuple[Command, ...] = (
    Command("back", N_("Drop"), N_("Leave; what was tried is dropped, after a question."), ("escape",), 1, MOVING),
    Command(
        "add", N_("Try"), N_("Choose an answer, and what it would be."), ("a", "insert"), 2, ANSWERING, "try-answer"
    ),
    Command("edit", N_("Change"), N_("Change the tried answer at hand, or try one more."), ("enter",), 4, ANSWERING),
    Command(
        "remove", N_("As it is"), N_("Let the answer at hand be as it is in the file."), ("x", "delete"), 4, ANSWERING
    ),
    Command("keep", N_("Keep"), N_("Write what was tried, as one action that can be undone."), ("k",), 2, WORKING),
    Command("undo", N_("Undo"), N_("Undo the last step on the copy."), ("f8",), 5, WORKING),
    Command("redo", N_("Redo"), N_("Do again what was undone last on the copy."), ("ctrl+y",), 9, WORKING),
    _PANE,
    _PALETTE,
    _HELP,
)
"""Commands of what-if."""
