"""The terminal wizard: one front end of `dpia.session`, made of screens and widgets that hold no logic of law."""

import os
import sys

# Textual gathers changes and paints them at so many moments a second: at its usual 60 a key may wait 17 ms for nothing.
os.environ.setdefault("TEXTUAL_FPS", "120")

# A terminal speaks no TLS. asyncio does without it where there is none, and loading OpenSSL takes 10 ms of a start.
if "ssl" not in sys.modules and "asyncio" not in sys.modules:
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
