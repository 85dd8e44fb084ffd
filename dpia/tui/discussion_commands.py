"""The commands of the discussion, of the list of tasks and of the workshop. Each is declared once."""

from __future__ import annotations

from dpia.i18n_marks import N_
from dpia.tui.commands import LOOKING, MOVING, WORKING, Command

_BACK = Command("back", N_("Back"), N_("Back to where you came from."), ("escape",), 1, MOVING)
_HELP = Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 2, LOOKING)
_WRITE = (
    Command("position", N_("Position"), N_("Say where somebody stands: role, vote, reason."), ("p",), 2, WORKING),
    Command("comment", N_("Comment"), N_("Add a remark."), ("c",), 2, WORKING),
    Command("task", N_("Task"), N_("Add something to do, with owner and date."), ("t",), 2, WORKING),
    Command("decision", N_("Decided"), N_("Write down what was decided."), ("d",), 3, WORKING),
)
_CHANGE = (
    Command("done", N_("Done"), N_("Say that the task at hand is done, or that it is not."), ("space",), 4, WORKING),
    Command("remove", N_("Remove"), N_("Remove the entry at hand, after a question."), ("x", "delete"), 5, WORKING),
)
_TAKE_BACK = (
    Command("undo", N_("Undo"), N_("Undo the last change of the discussion."), ("f8",), 4, WORKING),
    Command("redo", N_("Redo"), N_("Do again what was undone last."), ("ctrl+y",), 9, WORKING),
)

DISCUSSION: tuple[Command, ...] = (
    _BACK,
    *_WRITE,
    Command("evidence", N_("Evidence"), N_("Add a reference, or a file beside the assessment."), ("e",), 3, WORKING),
    *_CHANGE,
    *_TAKE_BACK,
    _HELP,
)
"""Commands of the discussion of one question or finding. Enter edits."""

TASKS: tuple[Command, ...] = (
    _BACK,
    Command("park", N_("Park"), N_("Add a point to the parking lot."), ("n", "insert"), 2, WORKING),
    Command("edit", N_("Edit"), N_("Edit the entry at hand."), ("e",), 3, WORKING),
    *_CHANGE,
    Command(
        "rename",
        N_("Names"),
        N_("Take a name out of every entry, or put another in its place."),
        ("r",),
        3,
        WORKING,
        "names",
    ),
    Command("until", N_("Keep until"), N_("Say until which day the discussion is kept."), ("k",), 5, WORKING),
    Command(
        "clear",
        N_("Remove all"),
        N_("Remove the whole discussion, after a question."),
        (),
        9,
        WORKING,
        "remove-discussion",
    ),
    *_TAKE_BACK,
    Command("palette", N_("Commands"), N_("List the commands of this screen."), ("ctrl+p",), 7, LOOKING),
    _HELP,
)
"""Commands of the list of open tasks and the parking lot. Enter goes to the place."""

WORKSHOP: tuple[Command, ...] = (
    Command("back", N_("All questions"), N_("Go to this question among all others."), ("escape",), 2, MOVING),
    Command("next", N_("Next"), N_("Go to the next question."), ("n", "right", "pagedown"), 1, MOVING),
    Command("previous", N_("Previous"), N_("Go to the question before."), ("b", "left", "pageup"), 3, MOVING),
    Command("answer", N_("Answer"), N_("Answer the question, from a list or in a line."), ("a", "enter"), 1, WORKING),
    *_WRITE,
    Command("park", N_("Park"), N_("Add a point to the parking lot."), ("k",), 4, WORKING),
    Command("discussion", N_("Discussion"), N_("Read and edit all that was said."), ("f11", "s"), 4, LOOKING),
    Command("tasks", N_("Open tasks"), N_("List all tasks and the parking lot."), ("o",), 5, LOOKING),
    Command("law", N_("Law"), N_("Explain the question and show the law behind it."), ("f4",), 5, LOOKING),
    Command("undo", N_("Undo"), N_("Undo the last change of this session."), ("f8",), 4, WORKING),
    Command("redo", N_("Redo"), N_("Do again what was undone last."), ("ctrl+y",), 9, WORKING),
    Command("palette", N_("Commands"), N_("List the commands of this screen."), ("ctrl+p",), 7, LOOKING),
    _HELP,
)
"""Commands of the workshop."""
