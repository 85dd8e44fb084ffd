"""`dpia serve`: bind a port of the loopback address, say the address, and end in order when asked to."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable, Sequence

from aiohttp import web

from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.serve.child import SETTLE_WITHIN
from dpia.serve.guard import HOST, Guard
from dpia.serve.site import Site


def bound(port: int) -> socket.socket:
    """A socket on the loopback address; port 0 takes a free one. Raises UserError if the port is taken."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # a port that was given back a moment ago; elsewhere it would share one that is in use
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((HOST, port))
    except OSError as error:
        sock.close()
        raise UserError(
            N_("Port {port} cannot be used: {reason}."),
            hint=N_("Name another with --port, or leave it out for a free one."),
            code="port",
            port=port,
            reason=error.strerror or type(error).__name__,
        ) from error
    return sock


def serve(
    command: Sequence[str],
    title: str,
    port: int,
    tr: Translator,
    *,
    announce: Callable[[str], None],
    complain: Callable[[str], None],
) -> None:
    """Serve until Ctrl+C or a request of the system to stop. `announce` is told the address when it answers."""
    sock = bound(port)
    guard = Guard(sock.getsockname()[1])
    with contextlib.suppress(KeyboardInterrupt):  # where signals cannot be taken over
        asyncio.run(_until_stopped(Site(guard, command, title, tr, complain), sock, lambda: announce(guard.address)))


async def _until_stopped(site: Site, sock: socket.socket, ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, stop.set)
    runner = web.AppRunner(site.app, access_log=None, shutdown_timeout=SETTLE_WITHIN + 2)
    await runner.setup()
    try:
        await web.SockSite(runner, sock).start()
        ready()
        await stop.wait()
    finally:
        await runner.cleanup()
