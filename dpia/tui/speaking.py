"""The language of the wizard, changed while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia import settings
from dpia.assessment.in_words import holds_words
from dpia.content.languages import available
from dpia.content.pack import Pack
from dpia.create import write_in
from dpia.i18n import LANGUAGES, Translator
from dpia.i18n_marks import N_
from dpia.tui.forms import Choice

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp
    from dpia.tui.view_model import ViewModel


def other_languages(pack: Pack, lang: str) -> tuple[str, ...]:
    """Those that are whole, without the one at hand."""
    return tuple(one for one in available(pack) if one != lang)


def language_name(lang: str) -> str:
    """A language as its speakers call it: who cannot read the one at hand finds theirs."""
    return LANGUAGES.get(lang, lang)


def writing_language(tr: Translator) -> str:
    """The language in which a person who reads this one is likely to write; none for the made-up one."""
    return tr.lang if tr.lang in LANGUAGES else ""


def follow(app: DialogApp, model: ViewModel, tr: Translator, *, typed: bool) -> None:
    """The answers are written in the language of the screen where none holds words yet; else it is said that they stay.

    `typed` says whether something is typed that is not saved yet.
    """
    session, language = model.session, writing_language(tr)
    written = session.assessment.language
    if not language or written == language or session.read_only or session.assessment.life_cycle.closed:
        return
    if not (typed or model.drafts or model.unsaved or holds_words(model.pack, session.assessment)):
        if error := model.do(lambda: write_in(session, language)).error:
            app.tell(error, alarm=True)
    elif written:
        words = N_(
            "The answers count as written in {language}; “Language of the answers” in the list of commands changes it."
        )
        app.tell(tr(words, language=language_name(written)))


def choose_language(app: DialogApp) -> None:
    """Let a person choose; the wizard is drawn anew in it, and the next start begins with it."""
    reports = (getattr(screen, "report", None) for screen in app.screen_stack)
    if any(report.rendering for report in reports if report is not None):
        app.tell(app.tr(N_("A report is being made. Change the language when it is ready.")))
        return
    choices = [Choice(lang, language_name(lang)) for lang in (app.tr.lang, *app.other_languages)]

    def done(choice: str | None) -> None:
        if choice is not None and choice != app.tr.lang:
            settings.remember_language(choice)
            app.call_later(app.speak, Translator(choice))

    note = N_("What people answered stays in the language in which they wrote it.")
    app.choose(app.tr(N_("Language")), choices, done, text=app.tr(note))
