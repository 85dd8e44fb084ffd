"""Who may ask the page for anything: only a browser that was given the address, and only from the page itself.

Other people on the machine reach the loopback address too, and so does every page that the browser shows. So each path
begins with a token that only the terminal showed; the name of the host must be the address itself, or a name of
somebody else's could be bound to it (DNS rebinding); and a page of another origin is refused even with the token.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

HOST = "127.0.0.1"

_SAME = ("same-origin", "none")
"""Where a request may come from, in the browser's own words: the page itself, or the person."""


def new_token() -> str:
    """What nobody can guess: 256 bits, as text for an address."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Guard:
    """The check of one server."""

    port: int
    token: str = field(default_factory=new_token, repr=False)

    @property
    def origin(self) -> str:
        """Where the page comes from."""
        return f"http://{HOST}:{self.port}"

    @property
    def address(self) -> str:
        """What is opened in the browser."""
        return f"{self.origin}/{self.token}/"

    @property
    def socket(self) -> str:
        """Where the page reaches its wizard."""
        return f"ws://{HOST}:{self.port}/{self.token}/ws"

    def admits(self, path: str, headers: Mapping[str, str], *, socket: bool) -> bool:
        """Whether a request may be answered. All its parts are compared, and the token in constant time."""
        given = path.removeprefix("/").partition("/")[0]
        token = hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())
        host = headers.get("Host") == f"{HOST}:{self.port}"
        origin = headers.get("Origin")
        ours = origin == self.origin or (origin is None and not socket)  # a browser names it for every socket
        return token & host & ours & (headers.get("Sec-Fetch-Site", "none") in _SAME)

    def headers(self) -> dict[str, str]:
        """What every answer says: nothing from elsewhere, nowhere else, and nothing kept."""
        # xterm.js writes its measures into style elements of its own; scripts in the page are refused all the same.
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src data:; connect-src ws://{HOST}:{self.port}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }
