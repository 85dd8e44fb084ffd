"""Who is let in: the token, the name of the host, the origin, and what every answer says."""

from __future__ import annotations

import pytest

from dpia.serve.guard import Guard, new_token

GUARD = Guard(5000, "token")
OURS = {"Host": "127.0.0.1:5000", "Origin": "http://127.0.0.1:5000", "Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    ("path", "changed", "socket"),
    [
        ("/", {}, False),
        ("/toke/", {}, False),
        ("/tökén/", {}, False),
        ("/token\udcff/", {}, False),
        ("/x/token/", {}, False),
        ("/token/", {"Host": "evil.example:5000"}, False),
        ("/token/", {"Host": "127.0.0.1"}, False),
        ("/token/", {"Host": "localhost:5000"}, False),
        ("/token/", {"Host": None}, False),
        ("/token/", {"Origin": "http://evil.example"}, False),
        ("/token/", {"Origin": "null"}, False),
        ("/token/", {"Origin": "http://127.0.0.1:5001"}, False),
        ("/token/", {"Sec-Fetch-Site": "cross-site"}, False),
        ("/token/", {"Sec-Fetch-Site": "same-site"}, False),
        ("/token/ws", {"Origin": None}, True),
    ],
)
def test_a_stranger_is_refused(path, changed, socket):
    headers = {name: value for name, value in (OURS | changed).items() if value is not None}
    assert not GUARD.admits(path, headers, socket=socket)


def test_the_page_is_let_in():
    assert GUARD.admits("/token/", {"Host": "127.0.0.1:5000"}, socket=False), "an old browser says no more"
    assert GUARD.admits("/token/", OURS | {"Sec-Fetch-Site": "none"}, socket=False), "the person typed the address"
    assert GUARD.admits("/token/ws", OURS, socket=True)


def test_the_token_is_long_new_and_not_shown():
    assert len({new_token() for _ in range(20)}) == 20
    assert len(new_token()) >= 43
    assert "token" not in repr(Guard(1, "s3cret-token")).replace("token=", "")


def test_the_policy_names_no_place_but_the_page():
    policy = dict(part.strip().partition(" ")[::2] for part in GUARD.headers()["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "ws://127.0.0.1:5000"
    assert "http" not in " ".join(policy.values())
