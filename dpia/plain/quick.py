"""The quick lane line by line: about ten questions, then what may be said, then the full assessment or leave."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.assessment.answers import AnswerError
from dpia.assessment.model import Answer
from dpia.engine.lane import conclude
from dpia.engine.truth import Ref
from dpia.errors import UserError, cut
from dpia.i18n import Enumeration
from dpia.i18n_marks import N_
from dpia.plain.instructions import COMMANDS, command_lines, command_of
from dpia.plain.reading import DO_NOT_KNOW, NONE
from dpia.plain.speaking import Channel, Ended
from dpia.plain.yes_no import yes_or_no
from dpia.tui.lane_model import LaneEntry, LaneModel
from dpia.tui.typed import read_typed
from dpia.wording import lane as lane_words

LEFT, AGAIN = "leave", "again"


def walk_lane(lane: LaneModel, channel: Channel) -> bool:
    """Walk the lane to its end. Whether somebody goes on to the full assessment, and does not leave."""
    tr = lane.tr
    channel.say(tr(N_("The quick lane: {title}. /help lists the commands."), title=tr.content(lane.scenario.title)))
    try:
        while True:
            shown: Ref | None = None
            while lane.at is not None:
                if lane.at != shown:
                    channel.say("", *question_lines(lane))
                    shown = lane.at
                said = _heard(lane, channel)
                if said == LEFT:
                    return False
                shown = None if said == AGAIN else shown
            channel.say("", *end_lines(lane))
            channel.say(tr(N_("/back goes to the last question.")))
            if (choice := _at_the_end(lane, channel)) is not None:
                return choice
    except Ended:
        return False


def _at_the_end(lane: LaneModel, channel: Channel) -> bool | None:
    """Whether somebody goes on; None where they go back to a question."""
    tr = lane.tr
    while True:
        channel.say(tr(N_("Go on to the full assessment? Every answer is kept. yes or no")))
        said = channel.ask().strip().lower()
        if said in ("back", "/back", "b", "/b"):
            lane.go_back()
            return None
        if (agreed := yes_or_no(said, tr)) is not None:
            return agreed
        if said in ("", "leave", "/leave", "quit", "/quit", "q", "/q"):
            return False
        channel.say(tr(N_("Write yes, no or /back.")))


def question_lines(lane: LaneModel) -> Iterator[str]:
    """The question at hand with its place, its help, why it is asked, and what can be chosen."""
    assert lane.at is not None, "there is a question at hand"
    tr, spec = lane.tr, lane.spec()
    yield tr(N_("Question {counter}."), counter=lane.counter())
    yield lane.text_of(lane.at)
    if text := lane.help_of(lane.at):
        yield text
    why = tr.content(spec.why) if spec.why else tr(N_("It stands on the paper. It decides nothing."))
    yield tr(N_("Why: {why}"), why=why)
    if (answer := lane.answer()) is not None:
        yield tr(N_("Answered: {answer}"), answer=lane.words.value(spec, answer))
    if lane.typed:
        yield tr(N_("Write it, or an empty line to leave it out."))
        return
    for name, entry in _numbers(lane).items():
        yield f"{name}. {entry.text}"
    several = any(entry.tick for entry in lane.entries())
    yield tr(N_("Answer with a number; several, such as “1 3”, where more than one is so."
                if several else "Answer with a number."))  # fmt: skip


def _numbers(lane: LaneModel) -> dict[str, LaneEntry]:
    """What can be chosen, by what is written for it: numbers, 0 for none of a list, ? for not knowing."""
    found: dict[str, LaneEntry] = {}
    for entry in lane.entries():
        name = {"none": NONE[0], "unknown": DO_NOT_KNOW}.get(entry.id, "")
        found[name or str(sum(key.isdigit() and key != NONE[0] for key in found) + 1)] = entry
    return found


def _heard(lane: LaneModel, channel: Channel) -> str:
    """Do what a line says; LEFT where somebody leaves, AGAIN where the question is to be said again."""
    line = channel.ask("; " if lane.typed else "")
    try:
        found = command_of(line, text=lane.typed)
        if found is not None:
            return _command(lane, channel, found[0].name)
        if not line.strip():
            if lane.typed:
                _leave_out(lane, channel)
            else:
                channel.say(lane.tr(N_("Nothing was answered. ? says that you do not know; /leave ends.")))
            return ""
        with channel.whole():
            problem = lane.commit(_read(lane, line))
        channel.say(problem or lane.echo())
    except (AnswerError, UserError) as error:
        channel.say(lane.view.explain(error))
    return ""


def _leave_out(lane: LaneModel, channel: Channel) -> None:
    with channel.whole():
        problem = lane.leave_out()
    if problem:
        channel.say(problem)


def _command(lane: LaneModel, channel: Channel, name: str) -> str:
    tr = lane.tr
    known = [command for command in COMMANDS if command.in_lane]
    if name == "leave":
        return LEFT
    if name == "help":
        channel.say(*command_lines(tr, known))
    elif name == "back":
        if not lane.go_back():
            channel.say(tr(N_("This is the first question.")))
    elif name == "next" and lane.typed:
        _leave_out(lane, channel)
    elif name == "again":
        return AGAIN
    else:
        words = tr.join([f"/{command.name}" for command in known])
        channel.say(tr(N_("That is a command of the full assessment. Here there are {commands}."), commands=words))
    return ""


def _read(lane: LaneModel, line: str) -> Answer:
    """The answer that a line gives to the question at hand. Raises AnswerError."""
    text = line.strip()
    if lane.typed:
        answer = read_typed(lane.spec(), text[1:].strip() if text.startswith("=") else text)
        if answer is None:
            raise AnswerError("empty-text", N_("The text is empty."), N_("Write it, or an empty line to leave it out."))
        return answer
    numbers = _numbers(lane)
    agreed = yes_or_no(text, lane.tr)
    wanted = None if agreed is None else "yes" if agreed else "no"
    if wanted is not None and (entry := next((one for one in numbers.values() if one.id == wanted), None)) is not None:
        return entry.answer
    chosen = text.replace(",", " ").split()
    for token in chosen:
        if token not in numbers:
            raise AnswerError(
                "unknown-option", N_("There is no choice “{found}”."), N_("There are: {names}."),
                found=cut(token, 40), names=Enumeration(numbers),
            )  # fmt: skip
    entries = [numbers[token] for token in chosen]
    if len(entries) == 1 and not entries[0].tick:
        return entries[0].answer
    if not all(entry.tick for entry in entries):
        raise AnswerError(
            "two-meanings", N_("These do not go together."), N_("Write one number, or several of the list.")
        )
    return lane.joint({entry.tick for entry in entries})


def end_lines(lane: LaneModel) -> Iterator[str]:
    """The verdict and everything that goes with it."""
    words, evaluation = lane.words, lane.view.evaluation
    end = conclude(evaluation)
    yield words.tr.sentences(lane_words.verdict(words, evaluation, end))
    yield from lane_words.reasons(words, end)
    for text in (
        lane_words.instead(words, lane.scenario, end),
        *lane_words.due(words, end),
        lane_words.decides_next(words, end),
    ):
        if text:
            yield text
    yield lane_words.limits(words, len(lane.place.answered), end.unknown)
