"""The entry point: `dpia`, and `python -m dpia`, which is the same."""

from __future__ import annotations

import sys

from dpia import __version__
from dpia.isolation import leave_working_folder


def main() -> None:
    """Answer `--version` at once; everything else goes to the command line, whose libraries take ten times as long."""
    leave_working_folder()
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"dpia {__version__}\n")
        return
    from dpia.collector import collect_later

    collect_later()
    from dpia.cli.app import main as run

    run()


if __name__ == "__main__":
    main()
