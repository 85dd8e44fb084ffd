"""The walk through an assessment, line by line: ask, read, save, say what follows, ask the next question."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from dpia.assessment.answers import INTENDABLE, AnswerError, check_day
from dpia.assessment.change import Action
from dpia.assessment.model import UNKNOWN, Answer, Intention, Response, not_applicable
from dpia.engine.truth import Ref
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.plain import instructions, pages, walk
from dpia.plain.instructions import Name, command_of, is_command
from dpia.plain.reading import DO_NOT_KNOW, read_line
from dpia.plain.reporting import make_report
from dpia.plain.speaking import Channel, Ended
from dpia.plain.trying import Trying
from dpia.plain.yes_no import yes_or_no
from dpia.tui.view_model import Item, Result, ViewModel
from dpia.wording.changes import subject

END_OF_TEXT = "."
DROP_TEXT = "/cancel"


class Dialogue:
    """One sitting. `at` is the question at hand; None where every question that is asked has an answer."""

    def __init__(self, view: ViewModel, channel: Channel) -> None:
        self.view = view
        self.channel = channel
        self.tr = view.tr
        self.trying = Trying(view)
        self.passed: set[Ref] = set()
        self.at: Ref | None = walk.next_open(view, None, ())
        self._section = ""
        self._asks = True
        self._going = True
        self._commands: dict[Name, Callable[[str], None]] = {
            "help": lambda _: self._tell(*instructions.command_lines(self.tr)),
            "again": lambda _: None,
            "show": self._show,
            "next": lambda _: self._next(),
            "back": lambda _: self._back(),
            "find": self._find,
            "unknown": lambda _: self._settle(UNKNOWN),
            "clear": lambda _: self._settle(None),
            "na": self._not_applicable,
            "planned": self._planned,
            "confirm": lambda _: self._proposal(self.view.session.confirm),
            "reject": lambda _: self._proposal(self.view.session.reject),
            "add": lambda _: self._add(),
            "remove": self._remove,
            "undo": lambda _: self._take_back(
                self.view.session.undoable, self.view.undo, N_("There is nothing to undo.")
            ),
            "redo": lambda _: self._take_back(
                self.view.session.redoable, self.view.redo, N_("There is nothing to redo.")
            ),
            "why": lambda _: self._of_question(pages.why_lines),
            "law": lambda _: self._of_question(pages.law_lines),
            "findings": self._findings,
            "accept": lambda rest: self._respond("accept", rest),
            "contest": lambda rest: self._respond("contest", rest),
            "measure": lambda rest: self._respond("measure", rest),
            "withdraw": lambda rest: self._respond("withdraw", rest),
            "where": lambda _: self._tell(*pages.where_lines(self.view)),
            "setting": lambda _: self._tell(*pages.setting_lines(self.view)),
            "whatif": self._try,
            "keep": lambda _: self._keep(),
            "drop": lambda _: self._drop(),
            "report": lambda rest: make_report(self.view, rest, self._tell),
            "leave": lambda _: self._leave(),
        }

    # --- the loop ---------------------------------------------------------------------------------------------------

    def run(self) -> bool:
        """Walk until somebody leaves or the input ends. Whether everything that was answered is saved."""
        try:
            self._tell(*pages.opening_lines(self.view))
            while self._going and not self.view.session.read_only:
                self._ask()
                self._heard(self.channel.ask(self._joint()))
        except Ended:
            pass
        return self.all_saved()

    def _ask(self) -> None:
        """Say the question at hand, unless only a command was answered since."""
        if not self._asks:
            return
        self._asks, view = False, self.view
        if self.at is None:
            self._tell("", self.tr(N_("Every question that is asked has an answer.")), pages.outcome_line(view))
            self._tell(self.tr(N_("/findings, /where and /find show more; /leave ends.")))
            return
        section = next(one for one in view.pack.sections if one.id == view.place_of(self.at).section)
        if section.id != self._section:
            self._section = section.id
            self._tell("", self.tr.content(section.title), self.tr.content(section.intro))
        order = walk.fields(view)
        self._tell("")
        self._tell(*pages.question_lines(view, self.at, order.index(self.at) + 1, len(order)))

    def _joint(self) -> str:
        """What joins lines that come at once into one answer; nothing where only one line can be an answer."""
        spec = self.view.spec(self.at) if self.at is not None else None
        if spec is None or spec.type != "text":
            return ""
        return "\n" if spec.multiline else "; "

    def _heard(self, line: str) -> None:
        """Do what a line says; what is wrong with it is one line, and the question stands."""
        spec = self.view.spec(self.at) if self.at is not None else None
        try:
            found = command_of(line, text=spec is not None and spec.type == "text")
            if found is not None:
                self._asks = found[0].name == "again"
                self._commands[found[0].name](found[1])
            elif not line.strip():
                self._next()
            elif spec is None or self.at is None:
                self._tell(self.tr(N_("No question is at hand. /find NUMBER goes to one, /help lists the commands.")))
            else:
                self._answer(self.at, line)
        except (AnswerError, UserError) as error:
            self._tell(self.view.explain(error))

    def _tell(self, *lines: str) -> None:
        self.channel.say(*lines)

    def _leave(self) -> None:
        self._going = False

    def all_saved(self) -> bool:
        """Try once more to save what could not be saved; what still cannot is said, so that it is not lost."""
        view = self.view
        if view.unsaved:
            with self.channel.whole():
                view.retry()
        lost = N_("NOT SAVED: {question} — {answer}")
        lines = [
            self.tr(lost, question=view.words.ref(ref), answer=view.words.value(view.spec(ref), answer))
            for ref, answer in view.unsaved.items()
        ]
        lines += [view.problem] if view.problem else []
        saved = self.tr(N_("Everything is saved. {counts}."), counts=view.counts(pages.total(view)))
        with contextlib.suppress(Ended):
            self._tell("", *(lines or [saved]))
        return not lines

    # --- going about --------------------------------------------------------------------------------------------------

    def _go(self, ref: Ref | None) -> None:
        self.at, self._asks = ref, True

    def _next(self) -> None:
        """To the next open question. What was passed comes again when nothing else is open."""
        if self.at is not None:
            self.passed.add(self.at)
        following = walk.next_open(self.view, self.at, self.passed)
        if following is None and self.passed:
            self.passed.clear()
            following = walk.next_open(self.view, self.at, ())
            if following is not None:
                self._tell(self.tr(N_("From here on: the questions that were passed.")))
            elif self.at is not None and walk.is_open(self.view, self.at):
                following = self.at
                self._tell(self.tr(N_("This is the only question that is open.")))
        self._go(following)

    def _back(self) -> None:
        before = walk.before(self.view, self.at)
        if before is None:
            self._tell(self.tr(N_("This is the first question.")))
        else:
            self._go(before)

    def _find(self, text: str) -> None:
        view = self.view
        if not text.strip():
            self._tell(self.tr(N_("Find what? /find 2.5 goes to a question, /find words lists those that have them.")))
        elif (ref := walk.numbered(view, text)) is not None:
            if ref in walk.fields(view):
                self._go(ref)
            else:
                self._tell(self.tr(N_("Question {number} is not asked on these answers."), number=text.strip()))
        elif walk.looks_like_number(text):
            self._tell(self.tr(N_("There is no question {number}."), number=text.strip()))
        else:
            self._tell(*pages.found_lines(view, walk.found(view, text)))

    def _on_from(self, ref: Ref) -> None:
        """After an answer: on in the row; from its end back to the table, where another row may be added."""
        following = walk.next_open(self.view, ref, self.passed)
        same_row = following is not None and following[:2] == ref[:2]
        table = Ref(ref.question)
        own = self.view.place_of(ref).section == self.view.place_of(table).section if ref.row is not None else False
        in_table = following is not None and following.question == ref.question and following.row is not None
        if own and not same_row and not in_table and table in walk.fields(self.view):
            following = table
        self._go(following)

    # --- answering --------------------------------------------------------------------------------------------------

    def _answer(self, ref: Ref, line: str) -> None:
        spec = self.view.spec(ref)
        if spec.type == "text" and spec.multiline and line.strip() != DO_NOT_KNOW and "\n" not in line:
            self._long_text(ref, line)
            return
        options = [option.value for option in self.view.view(Item(ref), self.view.place_of(ref).section).options]
        before = self.view.session.assessment.answer(*ref[:3])
        self._settle(read_line(spec, options, line, before, self.tr))

    def _long_text(self, ref: Ref, first: str) -> None:
        """Lines up to one with only a full stop. If the input ends before, what was written is the answer."""
        lines = [first]
        try:
            while lines[-1].strip() not in (END_OF_TEXT, DROP_TEXT):
                line = self.channel.more()
                if is_command(line):
                    words = N_("“{line}” was not added: it is a command. End the text first, with a line “.” alone.")
                    self._tell(self.tr(words, line=line.strip()))
                else:
                    lines.append(line)
        except (Ended, KeyboardInterrupt):
            try:
                self._settle(read_line(self.view.spec(ref), (), "\n".join(lines), None, self.tr))
            except AnswerError as error:
                self._tell(self.view.explain(error))
            raise
        if lines.pop().strip() == DROP_TEXT:
            self._tell(self.tr(N_("The text was dropped; the answer is as it was.")))
        else:
            self._settle(read_line(self.view.spec(ref), (), "\n".join(lines), None, self.tr))

    def _settle(self, answer: Answer | None) -> None:
        """Save an answer to the question at hand, and go on."""
        if self.at is None:
            self._tell(self.tr(N_("No question is at hand.")))
            return
        ref, view = self.at, self.view
        rows = view.session.assessment.rows(ref.question) if ref.column is None else ()
        if rows:
            text = self.tr.plural(
                "That takes {count} row away. Do it? yes or no",
                "That takes {count} rows away. Do it? yes or no",
                len(rows),
            )
            if not self.channel.agrees(text):
                return
        if self._done(lambda: view.commit(ref, answer)) and answer is not None:
            self.passed.discard(ref)
            self._on_from(ref)

    def _done(self, change: Callable[[], Result]) -> bool:
        """Make a change and say what came of it. Whether it stands: saved, or so already."""
        before = self.view.evaluation
        with self.channel.whole():
            result = change()
        if result.code == "signed":
            from dpia.plain.revising import offer

            if offer(self.view, self.channel):
                before = self.view.evaluation
                with self.channel.whole():
                    result = change()
        if result.error:
            self._tell(result.error)
            return False
        if not result.saved:
            self._tell(self.tr(N_("Nothing changed: it was so already.")))
            return True
        self._tell(*pages.news_lines(self.view, before))
        if self.at is not None and self.at not in walk.fields(self.view):
            self._go(walk.next_open(self.view, self.at, self.passed))
        return True

    def _not_applicable(self, reason: str) -> None:
        if self.at is None or not self.view.spec(self.at).not_applicable:
            self._tell(self.tr(N_("This question does not take “not applicable”. Answer it, or write ?")))
        elif not reason.strip():
            self._tell(self.tr(N_("Why does it not apply? The reason is printed: /na REASON")))
        else:
            self._settle(not_applicable(reason.strip()))

    def _planned(self, rest: str) -> None:
        view, ref = self.view, self.at
        answer = view.session.assessment.answer(*ref[:3]) if ref is not None else None
        if ref is None or view.spec(ref).type not in INTENDABLE:
            words = N_("This cannot be planned: only yes or no, choices and numbers can. Of a table plan single cells.")
            self._tell(self.tr(words))
        elif answer is None or not answer.given:
            self._tell(self.tr(N_("Give the answer that is planned first, come back to it, and then say that it is.")))
        else:
            intention = None if yes_or_no(rest, self.tr) is False else _intention(rest)
            self._done(lambda: view.plan(ref, intention))

    def _proposal(self, what: Callable[[str], object]) -> None:
        ref, view = self.at, self.view
        if ref is None or ref.column is not None or ref.question not in view.session.assessment.proposed:
            self._tell(self.tr(N_("Nothing is proposed for this question.")))
        elif self._done(lambda: view.do(lambda: what(ref.question), ref)):
            if walk.is_open(view, ref):
                self._go(ref)
            else:
                self._on_from(ref)

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self) -> str | None:
        """The table at hand, also from one of its cells."""
        table = self.at.question if self.at is not None else ""
        if table and self.view.pack.questions[table].type == "table":
            return table
        self._tell(self.tr(N_("This question is no table.")))
        return None

    def _add(self) -> None:
        view, table = self.view, self._table()
        if table is None:
            return
        known = {row.id for row in view.session.assessment.rows(table)}
        if self._done(lambda: view.do(lambda: view.session.add_row(table), Ref(table))):
            added = [ref for ref in walk.fields(view) if ref.question == table and ref.row and ref.row not in known]
            self._go(added[0] if added else Ref(table))

    def _remove(self, text: str) -> None:
        view, table = self.view, self._table()
        if table is None:
            return
        rows, number = view.session.assessment.rows(table), text.strip()
        if not (number.isascii() and number.isdigit() and len(number) < 6 and 1 <= int(number) <= len(rows)):
            self._tell(self.tr(N_("Which row? /remove takes its number, from 1 to {count}."), count=len(rows)))
            return
        row = rows[int(number) - 1].id
        if self._done(lambda: view.do(lambda: view.session.remove_row(table, row), Ref(table))):
            self._go(Ref(table) if Ref(table) in walk.fields(view) else self.at)

    # --- what if ------------------------------------------------------------------------------------------------------

    def _try(self, line: str) -> None:
        """Another answer to the question at hand, on a copy; without one, what was tried."""
        if line.strip() and self.at is None:
            self._tell(self.tr(N_("No question is at hand.")))
            return
        if line.strip() and self.at is not None:
            spec, view = self.view.spec(self.at), self.view
            if spec.type == "table":
                self._tell(self.tr(N_("Rows cannot be tried; go to one of their questions.")))
                return
            options = [option.value for option in view.view(Item(self.at), view.place_of(self.at).section).options]
            result = self.trying.flip(self.at, read_line(spec, options, line, self.trying.answer(self.at), self.tr))
            if result.error:
                self._tell(result.error)
                return
        self._tell(*self.trying.lines())

    def _keep(self) -> None:
        if not self.trying.flips:
            self._tell(self.tr(N_("Nothing was tried: there is nothing to keep.")))
        else:
            self._done(self.trying.keep)

    def _drop(self) -> None:
        dropped = bool(self.trying.flips)
        self.trying.drop()
        self._tell(self.tr(N_("Dropped; everything is as it was.") if dropped else N_("Nothing is tried.")))

    # --- taking back ------------------------------------------------------------------------------------------------

    def _take_back(self, action: Action | None, how: Callable[..., Result], nothing: str) -> None:
        view = self.view
        if action is None:
            self._tell(self.tr(nothing))
            return
        earlier = view.session.is_earlier(action)
        if earlier:
            what = subject(action.entries, view.words)
            text = self.tr(N_("That was done before this sitting: {what}. Take it back? yes or no"), what=what)
            if not self.channel.agrees(text):
                return
        if self._done(lambda: how(earlier=earlier)) and view.echo is not None:
            order = walk.fields(view)
            refs = [one for ref in view.echo.refs for one in (ref, Ref(ref.question)) if one in order]
            self._go(refs[0] if refs else self.at)

    # --- reading ----------------------------------------------------------------------------------------------------

    def _show(self, _: str) -> None:
        self._of_question(pages.full_answer)

    def _of_question(self, page: Callable[[ViewModel, Ref], Iterator[str]]) -> None:
        if self.at is None:
            self._tell(self.tr(N_("No question is at hand.")))
        else:
            self._tell(*page(self.view, self.at))

    def _findings(self, name: str) -> None:
        if not name.strip():
            self._tell(*pages.findings_lines(self.view))
        elif (finding := pages.finding_named(self.view, name.strip())) is not None:
            self._tell(*pages.finding_lines(self.view, finding))
        else:
            self._tell(self.tr(N_("There is no finding “{name}”. /findings lists them."), name=name.strip()[:40]))

    def _respond(self, kind: str, rest: str) -> None:
        view = self.view
        name, _, reason = rest.strip().partition(" ")
        finding = pages.finding_named(view, name) if name else None
        if finding is None:
            self._tell(self.tr(N_("Which finding? Write its number or id behind the command; /findings lists them.")))
            return
        response: Response | None
        match kind:
            case "contest" if not reason.strip():
                self._tell(self.tr(N_("Why is the finding wrong? The report prints it as yours: /contest ID REASON")))
                return
            case "contest":
                response = Response("contest", reason=reason.strip())
            case "measure":
                response = self._measure()
                if response is None:
                    self._tell(self.tr(N_("No measure was promised.")))
                    return
            case "withdraw":
                response = None
            case _:
                response = Response("accept", reason=reason.strip())
        self._done(lambda: view.do(lambda: view.session.respond(finding.id, response)))

    def _measure(self) -> Response | None:
        """Ask what is done, by whom and by which day; an empty line gives it up. Raises AnswerError."""
        said = []
        for question in (
            N_("What is done? An empty line gives it up."),
            N_("Who answers for it?"),
            N_("By which day? Such as 2026-11-21."),
        ):
            self._tell(self.tr(question))
            line = self.channel.ask().strip()
            if not line:
                return None
            said.append(line)
        measure, owner, due = said
        return Response("measure", measure=measure, owner=owner, due=check_day(due))


def _intention(rest: str) -> Intention:
    """“2027-03-01 the IT manager”: a day, if the first word is one, and who sees to it. Raises AnswerError."""
    first, _, others = rest.strip().partition(" ")
    if first[:1].isdigit():
        return Intention(others.strip(), check_day(first))
    return Intention(rest.strip())
