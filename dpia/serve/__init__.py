"""The wizard in a browser on this machine: a page on the loopback address, and a wizard of its own for each window."""

from __future__ import annotations

import os

WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""What Textual draws with where a browser is the terminal; the child process is told by the environment."""


def is_served() -> bool:
    """Whether this process is a wizard that a browser shows."""
    return os.environ.get("TEXTUAL_DRIVER") == WEB_DRIVER
