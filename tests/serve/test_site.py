"""What is served over a real socket: the page and nothing else, a process for each window, and none that stays."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="the extra `serve`")

import aiohttp
from aiohttp import web
from support.terminal import PACK

from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.serve.guard import HOST, Guard
from dpia.serve.server import bound
from dpia.serve.site import MOST, Site

FAKE = """
import os, sys, signal
def say(text):
    os.write(1, b"D" + len(text).to_bytes(4, "big") + text)
def end(*_):
    print("settled", file=sys.stderr)
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
os.write(1, b"__GANGLION__\\n")
say(b"hello from the wizard")
while data := os.read(0, 4096):
    if b"bye" in data: end()
    say(b"got " + data)
"""
"""Speaks as Textual does, at a tenth of its cost."""


@contextlib.asynccontextmanager
async def served(command: list[str]) -> AsyncIterator[tuple[Site, list[str]]]:
    said: list[str] = []
    sock = bound(0)
    site = Site(Guard(sock.getsockname()[1]), command, "school <b>", Translator(), said.append)
    runner = web.AppRunner(site.app, access_log=None)
    await runner.setup()
    await web.SockSite(runner, sock).start()
    try:
        yield site, said
    finally:
        await runner.cleanup()


def window(session, site: Site):
    return session.ws_connect(site.guard.socket + "?width=90&height=30", origin=site.guard.origin)


async def heard(socket, text: bytes) -> bytes:
    seen = b""
    while text not in seen:
        message = await socket.receive(timeout=60)
        assert message.type is aiohttp.WSMsgType.BINARY, (message, seen)
        seen += message.data
    return seen


async def test_a_window_a_stranger_and_nonsense():
    async with served([sys.executable, "-c", FAKE]) as (site, said), aiohttp.ClientSession() as session:
        async with session.get(site.guard.address) as answer:
            page = await answer.text()
            assert answer.status == 200
            assert "school &lt;b&gt;" in page
            assert site.guard.headers().items() <= dict(answer.headers).items()
        for name in ("textual.js", "xterm.css", "page.css", "page.js", "RobotoMono-VariableFont_wght.ttf"):
            async with session.get(site.guard.address + name) as answer:
                assert answer.status == 200
        for path, status in (("nothing", 404), ("..%2fsite.py", 404), ("?ping=http://evil.example", 400)):
            async with session.get(site.guard.address + path) as answer:
                assert answer.status == status, path
        async with session.get(site.guard.origin + "/") as answer:
            assert answer.status == 403
            assert answer.headers["Content-Security-Policy"]
        for url, origin in (
            (site.guard.socket, "http://evil.example"),
            (site.guard.socket, None),
            (site.guard.socket.replace(site.guard.token, "x" * 43), site.guard.origin),
        ):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(url, origin=origin)
            assert refused.value.status == 403
        assert not site.windows, "no process was started for any of them"

        async with window(session, site) as socket:
            await heard(socket, b"hello from the wizard")
            await socket.send_str(json.dumps(["stdin", "å\r"]))
            assert "å".encode() in await heard(socket, b"\r")
            await socket.send_str(json.dumps(["open_url", "http://evil.example"]))
            message = await socket.receive(timeout=60)
            assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.BINARY)
        await until(lambda: not site.windows)
        assert said == ["settled"], "a closed window ends its wizard as a closed terminal does"

        async with window(session, site) as socket:
            await heard(socket, b"hello from the wizard")
            await socket.send_str(json.dumps(["stdin", "bye"]))
            await until(lambda: not site.windows)
        assert len(said) == 2, "it ended itself, and the window was told"


async def test_no_more_windows_than_are_allowed_and_all_end_with_the_server(monkeypatch):
    monkeypatch.setattr("dpia.serve.site.MOST", 2)
    async with aiohttp.ClientSession() as session:
        async with served([sys.executable, "-c", FAKE]) as (site, said):
            two = [await window(session, site) for _ in range(2)]
            for socket in two:
                await heard(socket, b"hello from the wizard")
            third = await window(session, site)
            assert (await third.receive(timeout=60)).type is aiohttp.WSMsgType.CLOSE
            processes = [wizard._process for wizard in site.windows.values()]
        assert [process.returncode for process in processes] == [0, 0]
        assert said == ["settled", "settled"]
    assert MOST >= 2


async def until(done) -> None:
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.01)  # another process is waited for


async def test_what_is_typed_in_a_browser_is_kept_when_the_server_is_told_to_stop(tmp_path):
    """The program itself, from the command line to the file."""
    path = tmp_path / "school.dpia.json"
    environment = {**os.environ, "DPIA_CONTENT": str(PACK.parent), "DPIA_STATE_DIR": str(tmp_path / "state")}
    start = (
        "import sys; from dpia.cli import serving; from dpia import isolation\n"
        "from pathlib import Path\n"
        f"pack, path = Path({str(PACK)!r}), Path({str(path)!r})\n"
        "from dpia.content.loader import load_pack; from dpia.create import create\n"
        "create(load_pack(pack), path).close()\n"
        "run = 'from dpia.content.loader import load_pack; from dpia.tui.app import run; from pathlib import Path;"
        " from dpia.i18n import Translator; run(Path(%r), pack=load_pack(Path(%r)), tr=Translator())' % (str(path), str(pack))\n"
        "isolation.own_command = lambda *_, **__: [sys.executable, '-c', 'import sys; sys.path[:] = %r;' % sys.path + run]\n"
        "sys.exit(serving.serve(path, 0))"
    )
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", start, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert server.stdout is not None
    try:
        async with asyncio.timeout(60):
            line = (await server.stdout.readline()).decode()
        address = line.split()[4]
        assert address.startswith(f"http://{HOST}:"), line
        origin = address[: address.index("/", 8)]
        async with aiohttp.ClientSession() as session:
            socket = await session.ws_connect("ws" + address.removeprefix("http") + "ws", origin=origin)
            await heard(socket, b"Empty: no answer.")
            await socket.send_str(json.dumps(["stdin", "Gate"]))
            await heard(socket, b"Enter saves it and goes on")
            server.send_signal(signal.SIGTERM)
            async with asyncio.timeout(60):
                _, said = await server.communicate()
    finally:
        if server.returncode is None:
            server.kill()
            await server.wait()
    assert server.returncode == 0, said
    assert said.decode().strip() == "Stopped. Every answer that was applied is saved."
    assert json.loads(path.read_text())["assessment"]["answers"]["start.title"] == {"given": "Gate"}
    assert not path.with_name(f".{path.name}.lock").exists(), "and the file is given back"


def test_a_port_that_is_taken_is_said():
    with bound(0) as sock:
        sock.listen()
        with pytest.raises(UserError, match="cannot be used"):
            bound(sock.getsockname()[1])


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
async def test_in_a_real_browser_nothing_is_asked_of_anybody_else(tmp_path: Path):
    """The page runs under its policy, draws what the wizard draws, and each request goes to the one address."""
    async with served([sys.executable, "-c", FAKE]) as (site, _), aiohttp.ClientSession() as session:
        browser = await asyncio.create_subprocess_exec(
            str(BROWSER), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
            "--disable-background-networking", "--disable-component-update", "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={tmp_path}", "about:blank",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            port = tmp_path / "DevToolsActivePort"
            await until(lambda: port.is_file() and port.read_text().strip())
            async with session.get(f"http://{HOST}:{port.read_text().split()[0]}/json") as answer:
                [target] = [one for one in await answer.json() if one["type"] == "page"]
            tool = await session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
            for n, (method, params) in enumerate(
                [("Network.enable", {}), ("Log.enable", {}), ("Page.navigate", {"url": site.guard.address})]
            ):
                await tool.send_json({"id": n, "method": method, "params": params})
                while method != "Page.navigate" and (await tool.receive()).json().get("id") != n:
                    pass
            asked, refused, drawn = list[str](), list[str](), False
            async with asyncio.timeout(60):
                while not drawn:
                    told = (await tool.receive()).json()
                    method, params = told.get("method"), told.get("params", {})
                    if method == "Network.requestWillBeSent":
                        asked.append(params["request"]["url"])
                    elif method == "Network.webSocketCreated":
                        asked.append(params["url"])
                    elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
                        refused.append(params["entry"]["text"])
                    drawn = method == "Network.webSocketFrameReceived"
            assert sum(url.startswith("ws://") for url in asked) == 1
            assert len(asked) >= 7, "the page, its five files, and the socket"
            assert {url.split("/", 3)[2] for url in asked if not url.startswith("data:")} == {
                f"{HOST}:{site.guard.port}"
            }
            assert refused == [], "its own policy stops nothing that the page needs"
        finally:
            browser.terminate()
            await browser.wait()
