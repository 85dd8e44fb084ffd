"""How the dialogue speaks and listens: lines out, lines in, and an end of input that loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from dpia import control_chars
from dpia.i18n import Translator
from dpia.i18n_marks import N_, NN_
from dpia.plain.yes_no import yes_or_no

PROMPT, MORE = "> ", "+ "
"""Before a line that answers or commands, and before a further line of a text."""


def flat(text: str) -> str:
    """A text on one line, so that nothing that somebody typed looks like a line of the program."""
    return " ".join(text.split())


class Ended(EOFError):
    """There is no more input, or nobody reads any more: leave, with everything that was answered."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The two directions. `read` gives a line without its end, and raises Ended, from then on always; so does `write`.

    `whole` keeps a change from being cut in two by a signal: it is written first, and the end comes then.
    """

    read: Callable[[], str]
    write: Callable[[str], None]
    tr: Translator
    whole: Callable[[], AbstractContextManager[None]] = nullcontext
    waiting: Callable[[], bool] = lambda: False
    """Whether another line is there already: pasted, or typed before the question was asked."""

    def say(self, *lines: str) -> None:
        """Print each of these on a line of its own."""
        for line in lines:
            self.write(flat(line) + "\n")

    def ask(self, joint: str = "") -> str:
        """One line after a prompt.

        Lines that come at once were pasted, or typed before the question was read: none of them answers. With a `joint`
        they may be taken together.
        """
        while True:
            self.write(PROMPT)
            lines = [self.line()]
            ended = False
            while self.waiting() and not ended:
                try:
                    lines.append(self.line())
                except Ended:
                    ended = True
            text = joint.join(line for line in lines if line.strip())
            if len(lines) == 1:
                return lines[0]
            if ended and joint:  # nobody is left to be asked, and what was typed is kept
                return text
            if not joint:
                self.say(self.tr(N_("{count} lines came at once, and none was taken. Write one."), count=len(lines)))
            elif self.agrees(
                self.tr(N_("{count} lines came at once: {text} — take them as one answer? yes or no"),
                        count=len(lines), text=text)
            ):  # fmt: skip
                return text

    def more(self) -> str:
        """A further line of a text."""
        self.write(MORE)
        return self.line()

    def line(self) -> str:
        """One line, without what a terminal would obey; that something was taken out is said."""
        text, removed = control_chars.taken_out(self.read())
        if removed:
            words = NN_("{count} control character was removed.", "{count} control characters were removed.")
            self.say(self.tr.plural(*words, removed))
        return text

    def agrees(self, question: str) -> bool:
        """Whether a person says yes. An empty line is a no; anything else but yes or no is asked again."""
        while True:
            self.say(question)
            said = self.ask().strip()
            if not said or (agreed := yes_or_no(said, self.tr)) is not None:
                return bool(said) and bool(agreed)
            self.say(self.tr(N_("Write yes or no.")))
