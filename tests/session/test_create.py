"""New files: one that cannot hold what comes first in it is not left behind."""

from __future__ import annotations

import pytest

from dpia.create import copy_with, create
from dpia.errors import ProblemsFound, UserError
from dpia.session import Session


def test_a_copy_that_fails_leaves_no_file_and_no_lock(toy, clock, tmp_path, monkeypatch):
    session = create(toy, tmp_path / "first.dpia.json", clock=clock)

    def full(self, *_args, **_options):
        raise UserError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Session, "apply", full)
        with pytest.raises(UserError, match="full"):
            copy_with(session, tmp_path / "second.dpia.json", clock=clock)
    session.close()
    assert [path.name for path in tmp_path.iterdir()] == ["first.dpia.json"]
    with pytest.raises((UserError, ProblemsFound)):
        create(toy, tmp_path / "first.dpia.json", clock=clock)
    assert (tmp_path / "first.dpia.json").exists(), "what was there already is never taken for ours"
