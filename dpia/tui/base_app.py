"""Everything that Textual itself would say to a person, replaced by words of our catalogue or by silence."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from dpia import resources, settings
from dpia.errors import DpiaError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui.theme import DARK, FEW_COLOURS, LIGHT, THEMES, Reversed


class BaseApp(App[int]):
    """A Textual application without words of its own."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    VERTICAL_BREAKPOINTS = [(0, "-least"), (20, "-usual")]
    """On a terminal that is very low, empty rows give way."""

    tr: Translator

    crash = ""
    """What to say after the screen is gone; empty if all went well."""

    def use_own_themes(self) -> None:
        """Register our two looks, and begin with the one that was chosen last, or else the dark one."""
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = settings.theme(THEMES, DARK.name)

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheets again for other colours; before the first screen it is enough to know the colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def heed_few_colours(self) -> None:
        """On a terminal of sixteen colours or none, show in reverse video what one stands on."""
        if self.console.color_system in FEW_COLOURS:
            self._filters.extend(map(Reversed.of, THEMES.values()))

    def toggle_theme(self) -> None:
        """Light or dark; the next start begins with it."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        settings.remember_theme(self.theme)

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave."""
        self.notify(self.tr(N_("{press:leave} leaves. Every answer that was applied is saved already.")), markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """The last wall: a bug ends the program with one sentence, and its stack goes to a file for its author.

        Textual would print the stack with the local variables, which hold what the person typed.
        """
        if self.is_headless or "debug" in self.features:
            super()._handle_exception(error)
            return
        self.crash = _note(error, self.tr)
        self._return_code = 2
        self._close_messages_no_wait()


def _note(error: Exception, tr: Translator) -> str:
    """Write the stack to the state folder; and the sentence for the person."""
    path: Path | None = None
    try:
        path = resources.state_dir() / "crash.log"
        path.write_text(_stack(error), encoding="utf-8")
        path.chmod(0o600)
    except (OSError, DpiaError):
        path = None
    text = tr(
        N_("This is an error in the program ({kind}). Every answer that was applied is saved. Please report it."),
        kind=type(error).__name__,
    )
    return f"{text} {path}" if path is not None else text


def _stack(error: BaseException | None) -> str:
    """Kinds of errors and places in the program. No message and no variable: both may hold what somebody typed."""
    parts: list[str] = []
    while error is not None:
        parts.append(
            f"{type(error).__name__}\n" + "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
        )
        error = error.__cause__ or error.__context__
    return "\nfollowing from\n".join(parts)
