"""`python -m tests.faults [--share N] [--seed N] [--only NAME]`: exit 1 if a promise was broken under any fault."""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.injector import faults_of
from faults.operations import OPERATIONS
from faults.runs import broken, prepared, run
from faults.writers import write_at_once

WRITERS = 240
"""Runs in which two or four write at once."""


def main() -> int:
    """Run, and print what was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--share", type=int, default=1, help="do one fault in so many")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--only", choices=[one.name for one in OPERATIONS], help="the operation of that name")
    options = parser.parse_args()
    draw, runs, wrong = random.Random(options.seed), 0, 0
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        for operation in OPERATIONS:
            if options.only not in (None, operation.name):
                continue
            with prepared(operation, base) as folder:
                run(operation, folder, None)  # which compiles what it imports
            with prepared(operation, base) as folder:
                told = run(operation, folder, None)
                if told.failed or not told.acknowledged or any(broken(operation, folder, told)):
                    print(f"{operation.name} fails without a fault: {told}")
                    return 2
            faults = faults_of(told.calls)
            for fault in draw.sample(faults, len(faults) // options.share):
                with prepared(operation, base) as folder:
                    for promise in broken(operation, folder, run(operation, folder, fault)):
                        wrong += 1
                        print(f"{operation.name}: {fault}: {promise}", flush=True)
                runs += 1
            with contextlib.suppress(BrokenPipeError):
                print(f"{operation.name}: {len(told.calls)} calls, {len(faults)} faults", flush=True)
        for number in range(WRITERS // options.share if options.only is None else 0):
            folder = Path(tempfile.mkdtemp(dir=base))
            for promise in write_at_once((2, 4)[number % 2], folder, draw):
                wrong += 1
                print(f"writers at once: {promise}", flush=True)
            runs += 1
    print(f"{runs} runs, {wrong} broken promises")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
