"""No test reaches beyond this machine: whoever tries fails, whatever is caught around it."""

from __future__ import annotations

import contextlib
import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", b"example.org"])
def test_a_connection_beyond_this_machine_fails_the_test(host):
    with pytest.raises(pytest.fail.Exception, match="reaches for the network"), contextlib.suppress(Exception):
        socket.create_connection((host, 9), timeout=0.01)


def test_datagrams_too():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(pytest.fail.Exception):
        one.sendto(b"x", ("192.0.2.1", 9))


def test_this_machine_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as one:
        assert one.getpeername() == server.getsockname()
