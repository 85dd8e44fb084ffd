"""A wizard in a process of its own, whose terminal is a window of the browser.

textual-serve starts it through a shell, hands on whatever the process asks of the browser, and does not wait for its
end. Here it is started directly, in isolation and in a group of its own (Ctrl+C ends the server, which then ends its
wizards in order), only what it draws is passed on, and the end is waited for, so that no lock and no draft is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from dpia import isolation
from dpia.serve import WEB_DRIVER

SETTLE_WITHIN = 8.0
"""Seconds that a wizard is given to settle what is typed and to give its file back."""

LARGEST = 1 << 24
"""Bytes of one packet; a screen has some hundred thousand."""

_BEGIN = b"__GANGLION__\n"


class Wizard(AppService):
    """One running wizard."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        draw: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
        complain: Callable[[str], None],
    ) -> None:
        async def say(text: str) -> None:
            """It has nothing to ask of the browser."""

        async def end() -> None:
            await close()

        super().__init__(
            "", write_bytes=draw, write_str=say, close=end, download_manager=DownloadManager(), debug=False
        )
        self.program = list(command)
        self.complain = complain

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *self.program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=isolation.HOME,
            env=isolation.environment(more=_shown_elsewhere(width, height)),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def run(self) -> None:
        """Pass on what the process draws until it ends; read on when nobody looks any more, so that it can end."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        errors = asyncio.create_task(process.stderr.read())
        looked_at = True
        try:
            while (line := await process.stdout.readline()) and line != _BEGIN:
                pass
            while True:
                head = await process.stdout.readexactly(5)
                size = int.from_bytes(head[1:], "big")
                if size > LARGEST:
                    process.kill()
                    break
                packet = await process.stdout.readexactly(size)
                if head[:1] == b"D" and looked_at:
                    try:
                        await self.on_data(packet)
                    except (ConnectionError, RuntimeError):
                        looked_at = False
        except asyncio.IncompleteReadError:
            pass
        await process.wait()
        if said := (await errors).decode("utf-8", "replace").strip():
            self.complain(said)
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.remote_close()

    async def stop(self) -> None:
        """End the process as a closed terminal would: what is typed is settled or kept aside, the file given back."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        if process.returncode is None:
            if os.name == "posix":
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
            else:
                await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(asyncio.shield(task), SETTLE_WITHIN)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await task


def _shown_elsewhere(width: int, height: int) -> dict[str, str]:
    """What tells Textual that a browser is its terminal."""
    return {
        "TEXTUAL_DRIVER": WEB_DRIVER,
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "textual",
        "TERM_PROGRAM_VERSION": version("textual-serve"),
        "COLUMNS": str(width),
        "ROWS": str(height),
    }
