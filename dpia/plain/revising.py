"""Line by line: a change of what is signed was refused, and a new revision is offered in which it can be made."""

from __future__ import annotations

from dpia.assessment.life_cycle import ROLES
from dpia.errors import UserError
from dpia.i18n import explain
from dpia.i18n_marks import N_
from dpia.plain.speaking import Channel
from dpia.signing import Who, revise, who
from dpia.tui.view_model import ViewModel
from dpia.wording.life_cycle import ROLE_WORDS


def offer(view: ViewModel, channel: Channel) -> bool:
    """Ask whether to begin a revision, and who does it and why. Whether it was begun; if not, nothing was changed."""
    tr, number = view.tr, view.session.assessment.life_cycle.revision
    text = N_("Revision {number} is signed, or has ended: it is not changed. Begin revision {next}? yes or no")
    if not channel.agrees(tr(text, number=number, next=number + 1)):
        return False
    by = _who(view, channel)
    if by is None:
        return False
    with channel.whole():
        result = view.do(lambda: revise(view.session, by))
    if result.error:
        channel.say(result.error)
        return False
    channel.say(tr(N_("Revision {number} is begun: a draft with all answers."), number=number + 1))
    return True


def _who(view: ViewModel, channel: Channel) -> Who | None:
    """Who begins it, in which role, and why; None where somebody gives it up."""
    tr = view.tr
    roles = tr.series(f"{place} {tr(ROLE_WORDS[role])}" for place, role in enumerate(ROLES, 1))
    said = []
    for question in (
        tr(N_("In which role? A number gives it; an empty line gives it up: {roles}"), roles=roles),
        tr(N_("Your name, as it is to be printed?")),
        tr(N_("Why is it revised?")),
    ):
        channel.say(question)
        if not (line := channel.ask().strip()):
            return None
        said.append(line)
    numbers = {str(place): role for place, role in enumerate(ROLES, 1)}
    role, name, reason = said
    try:
        return who(name, numbers.get(role, role), reason)
    except UserError as error:
        channel.say(explain(error, tr))
        return None
