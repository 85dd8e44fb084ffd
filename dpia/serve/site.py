"""The page and its socket: what aiohttp answers, behind the guard."""

from __future__ import annotations

import asyncio
import json
import string
from collections.abc import Awaitable, Callable, Sequence
from importlib import resources

from aiohttp import WSCloseCode, WSMsgType, web
from markupsafe import escape

from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.serve.child import Wizard
from dpia.serve.guard import Guard

MOST = 8
"""Wizards at a time."""

SIDES = (20, 1000)
"""Columns and lines that a window may have."""

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "ttf": "font/ttf"}
_THEIRS = ("js/textual.js", "css/xterm.css", "fonts/RobotoMono-VariableFont_wght.ttf")
_OURS = ("page.css", "page.js")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """What is served: one page, its files, and a wizard for each window that shows it."""

    def __init__(
        self, guard: Guard, command: Sequence[str], title: str, tr: Translator, complain: Callable[[str], None]
    ) -> None:
        self.guard, self.command, self.complain, self.tr = guard, command, complain, tr
        self.windows: dict[web.WebSocketResponse, Wizard] = {}
        self.files = _files()
        self.page = _page(guard, title, tr)
        self.app = web.Application(middlewares=[self._guarded])
        self.app.add_routes(
            [
                web.get("/{token}/", self._show),
                web.get("/{token}/ws", self._attend),
                web.get("/{token}/{name}", self._file),
            ]
        )
        self.app.on_response_prepare.append(self._sign)
        self.app.on_shutdown.append(self._end)

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only whom the guard admits, and say nothing to others but where the address is found."""
        is_socket = request.path.endswith("/ws")
        if not self.guard.admits(request.path, request.headers, socket=is_socket):
            return web.Response(status=403, text=self.tr(N_("Use the address that dpia serve printed.")) + "\n")
        if request.query_string and not is_socket:  # the script of the page would obey some of it
            return web.Response(status=400, text=self.tr(N_("Use the address as it was printed.")) + "\n")
        return await handler(request)

    async def _sign(self, _request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(self.guard.headers())
        response.headers["Server"] = "dpia"

    async def _show(self, _request: web.Request) -> web.Response:
        return web.Response(text=self.page, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self.files:
            raise web.HTTPNotFound(text="\n")
        return web.Response(body=self.files[name], content_type=_TYPES[name.rpartition(".")[2]])

    async def _attend(self, request: web.Request) -> web.WebSocketResponse:
        """A window: start a wizard for it, and end that with it."""
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)
        if len(self.windows) >= MOST:
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
            return socket
        wizard = Wizard(self.command, draw=socket.send_bytes, close=socket.close, complain=self.complain)
        self.windows[socket] = wizard
        try:
            await wizard.start(_side(request.query.get("width"), 80), _side(request.query.get("height"), 24))
            async for message in socket:
                if message.type != WSMsgType.TEXT or not await _obey(wizard, socket, message.data):
                    await socket.close(code=WSCloseCode.POLICY_VIOLATION)
        finally:
            await wizard.stop()
            self.windows.pop(socket, None)
        return socket

    async def _end(self, _app: web.Application) -> None:
        """End every wizard, then its window."""
        await asyncio.gather(*(wizard.stop() for wizard in list(self.windows.values())))
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in list(self.windows)))


async def _obey(wizard: Wizard, socket: web.WebSocketResponse, text: str) -> bool:
    """Do what the window says. False for what its script never says."""
    try:
        kind, *rest = json.loads(text)
        value = rest[0] if rest else None
        if kind == "stdin" and isinstance(value, str):
            await wizard.send_bytes(value.encode("utf-8", "replace"))
        elif kind == "resize" and isinstance(value, dict):
            await wizard.set_terminal_size(_side(value["width"], 80), _side(value["height"], 24))
        elif kind == "ping" and isinstance(value, str):
            await socket.send_json(["pong", value])
        elif kind == "blur":
            await wizard.blur()
        elif kind == "focus":
            await wizard.focus()
        else:
            return False
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    return True


def _side(value: object, otherwise: int) -> int:
    """A number of columns or lines within bounds."""
    try:
        number = int(value) if isinstance(value, str | int) else otherwise
    except ValueError:
        number = otherwise
    return min(max(number, SIDES[0]), SIDES[1])


def _files() -> dict[str, bytes]:
    """Every file that the page needs, by its name in the address; there are no others."""
    theirs, ours = resources.files("textual_serve") / "static", resources.files("dpia.serve") / "static"
    found = {path.rpartition("/")[2]: (theirs / path).read_bytes() for path in _THEIRS}
    return found | {name: (ours / name).read_bytes() for name in _OURS}


def _page(guard: Guard, title: str, tr: Translator) -> str:
    text = (resources.files("dpia.serve") / "static" / "page.html").read_text("utf-8")
    words = {
        "lang": tr.lang,
        "title": f"{title} – dpia" if title else "dpia",
        "socket": guard.socket,
        "opening": tr(N_("Opening …")),
        "ended": tr(N_("The wizard has ended. Every answer that was applied is saved.")),
        "again": tr(N_("Open it again")),
        "scripts": tr(N_("This page needs JavaScript; it is served by this machine alone.")),
    }
    return string.Template(text).substitute({name: escape(value) for name, value in words.items()})
