"""`dpia serve` before anything is served: what is wrong is said at once, with what helps."""

from __future__ import annotations

import pytest

from dpia.cli import serving
from dpia.errors import DpiaError


@pytest.mark.parametrize(
    ("file", "port", "words"),
    [("nothing.dpia.json", 0, "nothing.dpia.json"), ("nothing.pdf", 0, "nothing.pdf"), (None, 70000, "no port 70000")],
)
def test_bad_input_is_said(tmp_path, file, port, words):
    with pytest.raises(DpiaError, match=words):
        serving.serve(tmp_path / file if file else None, port)


def test_without_the_extra_its_installation_is_named(monkeypatch):
    monkeypatch.setattr(serving, "find_spec", lambda _: None)
    with pytest.raises(DpiaError) as refused:
        serving.serve(None, 0)
    assert "dpia-wizard[serve]" in refused.value.hint
