"""The terminal wizard: one front end of `dpia.session`, made of screens and widgets that hold no logic of law."""

import os

# Textual gathers changes and paints them at so many moments a second: at its usual 60 a key may wait 17 ms for nothing.
os.environ.setdefault("TEXTUAL_FPS", "120")
