"""Every command once. From this list come the keys, the line of keys, the palette and the help screen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dpia.i18n import Translator
from dpia.i18n_marks import N_


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can ask for."""

    name: str
    """The action of the screen that does it."""

    label: str
    help: str
    keys: tuple[str, ...]
    rank: int
    """Its place in the line of keys: 1 is always there, 9 never."""

    group: str

    named: str = ""
    """By what name a person may give it other keys, where that is not the name of the action."""

    @property
    def ident(self) -> str:
        """By what name a person may give it other keys. One name means the same on every screen."""
        return self.named or self.name.replace("_", "-")

    @property
    def own_keys(self) -> tuple[str, ...]:
        """The keys that give way to others: all but Esc, Enter and Space, and letters that stand beside other keys."""
        long = tuple(key for key in self.keys if len(key) > 1)
        return tuple(key for key in long if key not in ("escape", "enter", "space")) if long else self.keys


ANSWERING = N_("Answering")
MOVING = N_("Moving about")
LOOKING = N_("Looking")
WORKING = N_("The assessment")

_UNKNOWN = Command(
    "unknown",
    N_("Don’t know"),
    N_("Answer that you do not know. It is an answer, and never a pass."),
    ("f5",),
    2,
    ANSWERING,
)

LANGUAGE = Command("language", N_("Language"), N_("Change the language of the program."), (), 9, LOOKING)
"""Offered only where there is another language, and then in every list of commands."""

ASSESSMENT: tuple[Command, ...] = (
    Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 1, LOOKING),
    Command(
        "sections", N_("Sections"), N_("List the sections with their progress, and go to one."), ("f2",), 3, MOVING
    ),
    Command(
        "findings",
        N_("Findings"),
        N_("Go to the findings: what follows from the answers, and why."),
        ("f3",),
        2,
        LOOKING,
    ),
    Command("law", N_("Law"), N_("Explain the question and show the law behind it."), ("f4",), 3, LOOKING),
    _UNKNOWN,
    Command(
        "not_applicable",
        N_("Not applicable"),
        N_("Say that the question does not apply, and why; only where the question allows it."),
        ("f6",),
        4,
        ANSWERING,
    ),
    Command(
        "planned",
        N_("Planned"),
        N_("Say that the given answer is planned, by whom and by when; the same command takes that back."),
        ("f12",),
        7,
        ANSWERING,
    ),
    Command(
        "clear",
        N_("Clear"),
        N_("Take the answer away, so that the question is unanswered again."),
        ("f7",),
        5,
        ANSWERING,
    ),
    Command(
        "undo",
        N_("Undo"),
        N_("Undo the last change, whole, and go to its field. What an earlier session did is asked about first."),
        ("f8",),
        4,
        WORKING,
    ),
    Command(
        "redo", N_("Redo"), N_("Do again what was undone last. The log keeps everything."), ("ctrl+y",), 9, WORKING
    ),
    Command(
        "report",
        N_("Report"),
        N_("Render the impact assessment as PDF in the background, and open it."),
        ("f9",),
        5,
        WORKING,
    ),
    Command(
        "leave",
        N_("Leave"),
        N_("Close the assessment. Everything is saved; you come back to this question."),
        ("f10", "ctrl+q"),
        2,
        WORKING,
    ),
    Command("palette", N_("Commands"), N_("List all commands and find one by typing."), ("ctrl+p",), 5, LOOKING),
    Command(
        "next_section",
        N_("Next section"),
        N_("Go to the next section, or the next row of a table."),
        ("ctrl+n", "ctrl+pagedown"),
        6,
        MOVING,
    ),
    Command(
        "previous_section",
        N_("Previous section"),
        N_("Go to the previous section or row."),
        ("ctrl+b", "ctrl+pageup"),
        9,
        MOVING,
    ),
    Command(
        "next_that_matters",
        N_("Next that matters"),
        N_("Go to the unanswered question that decides most; pressed again, to the one after it."),
        ("ctrl+g",),
        6,
        MOVING,
    ),
    Command(
        "next_open", N_("Next unanswered"), N_("Go to the next question without an answer."), ("ctrl+x",), 9, MOVING
    ),
    Command(
        "search",
        N_("Search"),
        N_("Find questions, answers, findings and authorities by words; a question by its number, such as 2.19."),
        ("ctrl+f", "/"),
        5,
        MOVING,
    ),
    Command(
        "review",
        N_("Review"),
        N_("Look over the whole assessment: what is open by weight, what stands, every answer; each line leads there."),
        ("ctrl+a",),
        6,
        LOOKING,
    ),
    Command(
        "messages",
        N_("Messages"),
        N_("Read in full what the last change did, and everything that was said since the start."),
        ("ctrl+k",),
        9,
        LOOKING,
    ),
    Command(
        "back",
        N_("Back"),
        N_("Back to the list that led to the question; from a row to its section; from the findings to the questions."),
        ("escape",),
        9,
        MOVING,
    ),
    Command(
        "save",
        N_("Save now"),
        N_("Apply the field at hand, and try again to save what could not be saved."),
        ("ctrl+s",),
        9,
        WORKING,
    ),
    Command(
        "confirm",
        N_("Confirm proposal"),
        N_("Make the proposed answer yours. Until then it counts as unanswered."),
        ("ctrl+t",),
        9,
        ANSWERING,
    ),
    Command(
        "editor",
        N_("Write in your editor"),
        N_("Write the text at hand in the editor that VISUAL or EDITOR names; what you save there becomes the answer."),
        (),
        9,
        ANSWERING,
    ),
    Command("reject", N_("Reject proposal"), N_("Drop the proposed answer."), ("ctrl+r",), 9, ANSWERING),
    Command(
        "outcome",
        N_("Outcome"),
        N_("Explain the outcome of each law, and whether an assessment is due."),
        ("ctrl+o",),
        9,
        LOOKING,
    ),
    Command(
        "completeness",
        N_("Completeness"),
        N_("List what a complete assessment must hold, and what is missing."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "duties",
        N_("Duties and dates"),
        N_("List the duties that follow from the answers, with their last days."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "divergences",
        N_("Where the laws differ"),
        N_("Show side by side what each law says where they differ, and why."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "scenario",
        N_("The setting"),
        N_("Show the guidance for the setting, and what may be done instead."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "masked",
        N_("Kept but hidden"),
        N_("List answers that are kept but do not count, since their question is not asked any more."),
        ("ctrl+l",),
        9,
        LOOKING,
    ),
    Command(
        "grid",
        N_("Grid"),
        N_("See tables from two sides: data and their purposes, purposes and groups with their grounds."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "reasoning",
        N_("Reasoning"),
        N_("Open the screen on which one reasons about this section; in a section without one, choose."),
        ("ctrl+e",),
        6,
        LOOKING,
    ),
    Command(
        "ladder",
        N_("Alternatives"),
        N_("Compare the ways side by side, and compose the text on necessity from them."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "power",
        N_("Power"),
        N_("See who depends on whom and what a refusal costs, and what follows for consent."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "risks",
        N_("Risks and measures"),
        N_("See the risks in one list with the maps before and after, and the measures against them."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "what_if",
        N_("What if"),
        N_("Try other answers on a copy and see what would follow; keep them or drop them."),
        ("ctrl+d",),
        6,
        LOOKING,
    ),
    Command(
        "discussion",
        N_("Discussion"),
        N_("Read and write what was said about the question: positions, comments, evidence."),
        ("f11",),
        6,
        WORKING,
    ),
    Command(
        "tasks",
        N_("Tasks"),
        N_("List open tasks and the parking lot, with owner and date, and go to their places."),
        (),
        9,
        WORKING,
    ),
    Command(
        "workshop",
        N_("Workshop"),
        N_("Show one question at a time, for a projector, with positions side by side and the outcome."),
        (),
        9,
        LOOKING,
    ),
    Command(
        "merge",
        N_("Merge"),
        N_("Bring in what was written in another copy of this assessment, field by field."),
        (),
        9,
        WORKING,
    ),
    Command(
        "life_cycle",
        N_("Status and signing"),
        N_("See the status, who signed and what lacks; hand over for review, sign, put in force, withdraw."),
        (),
        9,
        WORKING,
    ),
    Command(
        "revise",
        N_("New revision"),
        N_("Begin a new revision of a signed record: a draft with all answers. What is signed stays."),
        (),
        9,
        WORKING,
    ),
    Command("as_of", N_("As-of date"), N_("Judge the assessment by the law of another day."), (), 9, WORKING),
    Command(
        "answers_in", N_("Language of the answers"), N_("In which language the answers are written."), (), 9, WORKING
    ),
    Command("theme", N_("Light or dark"), N_("Change between the light and the dark look."), (), 9, LOOKING),
    LANGUAGE,
)
"""Commands while an assessment is open."""

FINDING: tuple[Command, ...] = (
    Command("back", N_("Back"), N_("Back to where you came from."), ("escape",), 1, MOVING),
    Command("accept", N_("Accept"), N_("Accept the finding as it stands, after a question."), ("a",), 2, WORKING),
    Command(
        "contest",
        N_("Contest"),
        N_("Contest the finding with a reason and your own authority. The outcome stays; the report prints both."),
        ("c",),
        2,
        WORKING,
    ),
    Command("measure", N_("Measure"), N_("Promise a measure with an owner and a date."), ("m",), 2, WORKING),
    Command("withdraw", N_("Withdraw"), N_("Withdraw your response, after a question."), ("x",), 5, WORKING),
    Command("undo", N_("Undo"), N_("Undo the last response to this finding."), ("f8",), 5, WORKING),
    Command("redo", N_("Redo"), N_("Do again what was undone last."), ("ctrl+y",), 9, WORKING),
    Command(
        "would_change",
        N_("What would change it"),
        N_("Search for the smallest changes of answers that lift the finding."),
        ("w",),
        3,
        LOOKING,
    ),
    Command("next_finding", N_("Next"), N_("The next finding of the list."), ("n", "ctrl+n"), 3, MOVING),
    Command("previous_finding", N_("Previous"), N_("The finding before it."), ("p", "ctrl+b"), 3, MOVING),
    Command(
        "what_if",
        N_("Try it"),
        N_("Try the first of the changes that were found on a copy, and see what else would follow."),
        ("t",),
        4,
        LOOKING,
        "try",
    ),
    Command("law", N_("Law"), N_("Show the authorities in full."), ("f4",), 4, LOOKING),
    Command(
        "discussion",
        N_("Discussion"),
        N_("Read and write what was said about the finding."),
        ("f11", "d"),
        4,
        WORKING,
    ),
    Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 2, LOOKING),
)
"""Commands while one finding is shown."""

START: tuple[Command, ...] = (
    Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 1, LOOKING),
    Command("lane", N_("Quick answer"), N_("Is a plan all right? About 10 questions."), ("a",), 2, WORKING),
    Command("new", N_("New"), N_("Begin a full assessment."), ("n",), 2, WORKING, "new-assessment"),
    Command("open", N_("Open"), N_("Open a file."), ("o",), 2, WORKING),
    Command(
        "workshop", N_("Workshop"), N_("Answer together: one question at a time, for a projector."), ("w",), 3, WORKING
    ),
    Command("register", N_("Register"), N_("List all assessments below a folder, and open one."), ("r",), 4, WORKING),
    Command("theme", N_("Light or dark"), N_("Change between the light and the dark look."), ("t",), 5, LOOKING),
    replace(LANGUAGE, keys=("l",), rank=5),
    Command("leave", N_("Quit"), N_("Quit the program."), ("f10", "q", "ctrl+q"), 2, WORKING),
)
"""Commands of the start screen."""

LANE: tuple[Command, ...] = (
    Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 1, LOOKING),
    Command("back", N_("Back"), N_("Go one question back; from the first to the settings."), ("escape",), 1, MOVING),
    Command("law", N_("Law"), N_("Explain the question and show the law behind it."), ("f4",), 3, LOOKING),
    _UNKNOWN,
    Command(
        "full", N_("All questions"), N_("Go on with the full assessment; every answer is kept."), ("f2",), 4, MOVING
    ),
    Command("undo", N_("Undo"), N_("Take back the last answer, and go to its question."), ("f8",), 4, WORKING),
    Command("leave", N_("Leave"), N_("Close the assessment. Every answer is saved."), ("f10", "ctrl+q"), 2, WORKING),
    Command("theme", N_("Light or dark"), N_("Change between the light and the dark look."), (), 9, LOOKING),
    replace(LANGUAGE, keys=("f7",), rank=5),
)
"""Commands of the quick lane."""

LANE_END: tuple[Command, ...] = (
    Command("help", N_("Keys"), N_("Show all keys."), ("f1",), 1, LOOKING),
    Command("back", N_("Back"), N_("Go back to the last question."), ("escape",), 1, MOVING),
    Command("law", N_("Why"), N_("Read the findings behind the verdict in full."), ("f4",), 2, LOOKING),
    Command("read_on", N_("Read on"), N_("Scroll the text, where it does not fit."), ("pagedown",), 9, LOOKING),
    Command("read_back", N_("Read back"), N_("Scroll the text back."), ("pageup",), 9, LOOKING),
    Command("report", N_("Report"), N_("Render the report as PDF, and open it."), ("f9",), 3, WORKING),
    Command("undo", N_("Undo"), N_("Take back the last answer, and go to its question."), ("f8",), 4, WORKING),
    Command("leave", N_("Leave"), N_("Close the assessment. Everything is saved."), ("f10", "ctrl+q"), 2, WORKING),
    replace(LANGUAGE, keys=("f7",), rank=5),
)
"""Commands of the page that ends the quick lane."""

_KEY_NAMES = {
    "escape": N_("Esc"), "enter": N_("Enter"), "space": N_("Space"), "tab": N_("Tab"),
    "pagedown": N_("PgDn"), "pageup": N_("PgUp"), "insert": N_("Ins"), "delete": N_("Del"), "home": N_("Home"),
    "end": N_("End"), "left": N_("Left"), "right": N_("Right"), "up": N_("Up"), "down": N_("Down"),
    "shift": N_("Shift"),
}  # fmt: skip


def both_cases(key: str) -> str:
    """A key as it is bound: a letter with and without Shift or Caps Lock, since its name is shown in capitals."""
    return f"{key},{key.upper()}" if len(key) == 1 and key.isalpha() else key


def key_name(key: str, tr: Translator) -> str:
    """A key as it is printed on a keyboard: `ctrl+n` → “Ctrl+N”."""
    parts = key.split("+")
    words = [
        tr(N_("Ctrl")) if part == "ctrl" else tr(_KEY_NAMES[part]) if part in _KEY_NAMES else part.upper()
        for part in parts
    ]
    return "+".join(words)
