"""Line by line: what is signed is not changed, and a new revision is offered in which it is."""

from __future__ import annotations

import pytest
from support.signed import signed

from dpia.i18n import Translator
from dpia.plain.dialogue import Dialogue
from dpia.session import Session
from dpia.tui.view_model import ViewModel

from .conftest import channel_of


@pytest.mark.parametrize(
    ("lines", "revision", "answer"),
    [(["no"], 1, "Park"), (["yes", ""], 1, "Park"), (["yes", "judge", "Bo", "x"], 1, "Park"),
     (["yes", "1", "Bo Ek", "A new gate"], 2, "Other")],
)  # fmt: skip
def test_a_change_of_what_is_signed(pack, clock, tmp_path, lines, revision, answer):
    path, said = tmp_path / "a.dpia.json", list[str]()
    signed(pack, clock, path).close()
    before = path.read_bytes()
    with Session.open(pack, path, clock=clock) as session:
        view = ViewModel(session, Translator())
        dialogue = Dialogue(view, channel_of(["/find 1.1", "Other", *lines], said))
        dialogue.run()
        assert "is not changed. Begin revision 2? yes or no" in "".join(said)
        assert session.assessment.life_cycle.revision == revision
        assert session.assessment.answers["start.title"].value == answer
        assert session.flaws == ()
    assert (path.read_bytes() == before) is (revision == 1)
