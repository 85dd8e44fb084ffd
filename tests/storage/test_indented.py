"""Indented JSON is what Python's own encoder makes of the same data."""

from __future__ import annotations

import json
from enum import IntEnum

import pytest

from dpia.indented import indented


class Step(IntEnum):
    """A number that has a name."""

    FIRST = 1


ODD: dict[str, object] = {
    "": {}, "empty": [], "none": [None, True, False, {}], "numbers": [0, -1, 2**70, 0.1, 1e300, -0.0, Step.FIRST],
    "texts": ["", "å “ ” \u2028 \x7f", '"\\/\b\f\n\r\t\x00\x1f', "𝌆", "\ud800"], "key\n\"å": {"a": ({"b": [[], [1, ["x"]]]},)},
}  # fmt: skip


@pytest.mark.parametrize("width", [0, 1, 2])
@pytest.mark.parametrize("data", [ODD, [], {}, "x", None, 1.5, [ODD, [ODD]]], ids=str)
def test_it_writes_what_the_encoder_of_python_writes(data, width):
    assert indented(data, width) == json.dumps(data, ensure_ascii=False, indent=width, allow_nan=False)


def test_it_writes_a_whole_assessment_so(pack, tmp_path):
    from dpia.create import copy_example

    file = tmp_path / "s.dpia.json"
    copy_example(pack, pack.example("skelleftea"), file).close()
    text = file.read_text("utf-8")
    assert json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n" == text


@pytest.mark.parametrize(
    ("data", "error"), [(float("nan"), ValueError), ([float("inf")], ValueError), ({1}, TypeError), ({1: 2}, TypeError)]
)
def test_it_refuses_what_is_no_json(data, error):
    with pytest.raises(error):
        indented(data, 1)
