"""Both ways to canonical JSON write the same."""

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.assessment.canonical import canonical

KEYS = st.text(max_size=4)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_both_ways_write_the_same(data):
    assert canonical(data) == rfc8785.dumps(data)


def test_every_sign_of_the_first_planes_is_written_the_same():
    for first in range(0, 0x3000, 0x100):
        signs = "".join(map(chr, range(first, first + 0x100)))
        assert canonical({"k": signs, "z": ["𐀀"]}) == rfc8785.dumps({"k": signs, "z": ["𐀀"]})
