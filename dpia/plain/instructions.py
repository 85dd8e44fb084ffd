"""The commands of the dialogue, each declared once, and whether a line is one of them or an answer.

A command begins with a slash. Where no text can be the answer, its bare word will do; where a text is asked for, a line
that is such a word is neither taken as an answer nor obeyed before somebody has said which of the two is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dpia.errors import UserError, cut, nearest
from dpia.i18n import Translator
from dpia.i18n_marks import N_

Name = Literal[
    "help", "again", "show", "next", "back", "find", "unknown", "clear", "na", "planned", "confirm", "reject",
    "add", "remove", "undo", "redo", "why", "law", "findings", "accept", "contest",
    "measure",
    "withdraw", "where", "setting", "whatif", "keep", "drop", "report", "leave",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instruction:
    """One command: its word, other words for it, what stands behind it, and what it does."""

    name: Name
    help: str
    also: tuple[str, ...] = ()
    takes: str = ""
    in_lane: bool = False
    """Whether the quick lane knows it too."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words that mean it."""
        return (self.name, *self.also)


COMMANDS = (
    Instruction("help", N_("List the commands."), ("h",), in_lane=True),
    Instruction("again", N_("Say the question again."), in_lane=True),
    Instruction("show", N_("Show the answer in full.")),
    Instruction(
        "next",
        N_("Go on to the next open question; this one stays as it is. An empty line does the same."),
        ("skip", "n"),
    ),
    Instruction("back", N_("Go to the question before."), ("b",), in_lane=True),
    Instruction(
        "find",
        N_("Go to a question by its number, such as /find 2.5, or list the questions with these words."),
        ("go", "f"),
        N_("NUMBER or WORDS"),
    ),
    Instruction("unknown", N_("Answer that you do not know. It is an answer, and never a pass. “?” does the same.")),
    Instruction("clear", N_("Take the answer away, so that the question is unanswered again.")),
    Instruction(
        "na", N_("Say that the question does not apply, and why; only where it allows that."), (), N_("REASON")
    ),
    Instruction(
        "planned",
        N_(
            "Say that the given answer is planned, by which day and by whom, or by nobody yet. "
            "“/planned no”: it is so already."
        ),
        (),
        N_("[DAY] [WHO]"),
    ),
    Instruction("confirm", N_("Make the proposed answer yours. Until then it counts as unanswered.")),
    Instruction("reject", N_("Drop the proposed answer.")),
    Instruction("add", N_("Add a row to the table at hand, and go to its first question.")),
    Instruction("remove", N_("Take a row of the table at hand away."), (), N_("ROW")),
    Instruction("undo", N_("Undo the last change, whole, and go to its question."), ("u",)),
    Instruction("redo", N_("Do again what was undone last.")),
    Instruction("why", N_("Explain the question, and say what rests on its answer."), ("w",)),
    Instruction("law", N_("Show the law behind the question.")),
    Instruction("findings", N_("List the findings, or show one in full."), (), N_("[NUMBER or ID]")),
    Instruction(
        "accept", N_("Accept a finding, with a reason if you like. The outcome does not change."), (), N_("ID [REASON]")
    ),
    Instruction(
        "contest", N_("Contest a finding, with your reason. The outcome does not change."), (), N_("ID REASON")
    ),
    Instruction("measure", N_("Promise a measure for a finding; what, who and by which day is asked."), (), N_("ID")),
    Instruction("withdraw", N_("Withdraw your response to a finding."), (), N_("ID")),
    Instruction("where", N_("Say where you stand: the file, the sections, the outcome.")),
    Instruction("setting", N_("Say what there is to know in this setting, and what may be done instead.")),
    Instruction(
        "whatif",
        N_("Try another answer to the question at hand on a copy, and say what would follow; alone: what was tried."),
        ("what-if", "try"),
        N_("[ANSWER]"),
    ),
    Instruction("keep", N_("Write what was tried, as one action that can be undone.")),
    Instruction("drop", N_("Drop what was tried.")),
    Instruction(
        "report",
        N_("Make the report as PDF, or an edition of it, such as /report board; a wrong one lists them all."),
        (),
        N_("[EDITION] [FILE.pdf]"),
    ),
    Instruction(
        "leave",
        N_("Leave. Everything is saved; you come back to the first open question."),
        ("quit", "exit", "save", "q"),
        in_lane=True,
    ),
)

_BY_WORD = {word: command for command in COMMANDS for word in command.words}


def is_command(line: str) -> bool:
    """Whether a line of a text is nothing but a command, such as “/leave”, and so hardly meant as text."""
    word = line.strip()
    return word.startswith("/") and word[1:].lower() in _BY_WORD


def command_of(line: str, *, text: bool) -> tuple[Instruction, str] | None:
    """The command that a line is, and what stands behind it; None for an answer. `text`: a text is asked for.

    Raises UserError for a command that there is not, and for a word that may be one or the answer.
    """
    words = line.strip().split(maxsplit=1)
    if not words:
        return None
    word, rest = words[0], words[1] if len(words) > 1 else ""
    if word.startswith("/"):
        command = _BY_WORD.get(word[1:].lower())
        if command is None:
            close = nearest(word[1:].lower(), [name for command in COMMANDS for name in command.words])
            raise UserError(
                N_("There is no command “{word}”."),
                hint=N_("Did you mean /{close}? Else: /help.") if close else N_("/help lists the commands."),
                code="no-command", word=cut(word, 40), close=close,
            )  # fmt: skip
        return command, rest
    command = _BY_WORD.get(word.lower())
    if command is None:
        return None
    if not text:
        return command, rest
    if not rest:
        raise UserError(
            N_("“{word}” may be a command or the answer."),
            hint=N_("Write /{word} for the command, or = {word} for the answer."),
            code="two-meanings", word=cut(word, 40),
        )  # fmt: skip
    return None


def command_lines(tr: Translator, commands: Iterable[Instruction] = COMMANDS) -> Iterator[str]:
    """Each command with what it does."""
    for command in commands:
        name = " ".join(part for part in (f"/{command.name}", tr(command.takes) if command.takes else "") if part)
        also = tr.listed(f"/{word}" for word in command.also)
        text = tr(N_("{command}: {help}"), command=name, help=tr(command.help))
        yield tr(N_("{text} Also: {words}."), text=text, words=also) if also else text
    yield tr(N_("The slash may be left out where no text is asked for. “= words” is always a text and no command."))
