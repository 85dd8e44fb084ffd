"""`python -m tests.fuzz [--cases N] [--seed N] [--only NAME] [--case N]`: exit 1 if a bound or a promise was broken."""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

BATCH = 500


def main() -> int:
    """Run, and print what was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--cases", type=int, default=10_000, help="for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="the reader of that name")
    parser.add_argument("--case", type=int, help="only the case of that number; its input is kept in build/fuzz/")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        for name in ("DPIA_STATE_DIR", "DPIA_CACHE_DIR"):
            (base / name).mkdir()
            os.environ[name] = str(base / name)
        os.environ["TMPDIR"] = str(base)
        if options.only in (None, "pdf"):
            os.environ["DPIA_FUZZ_REPORT"] = str(_report(base))
        from fuzz.targets import TARGETS

        wrong = total = 0
        for target in TARGETS:
            if options.only not in (None, target.name):
                continue
            if options.case is not None:
                kept = _kept(target.name, options.seed, options.case)
                kept.write_bytes(target.case(options.case, options.seed))
                print(kept)
            began = time.monotonic()
            numbers = range(options.cases) if options.case is None else range(options.case, options.case + 1)
            batches = [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
            accepted = 0
            # Each batch is a process of its own, so that the memory of a case is seen and none slows down the next.
            with multiprocessing.get_context("fork").Pool(options.jobs, maxtasksperchild=1) as pool:
                work = [(target.name, batch, options.seed, made) for batch in batches]
                for done, (good, failures) in enumerate(pool.imap_unordered(_batch, work), 1):
                    if done % 4 == 0:
                        print(f"{target.name}: {done * BATCH} …", file=sys.stderr, flush=True)
                    accepted += good
                    for number, what in failures:
                        wrong += 1
                        print(f"{target.name} {number}: {what}", flush=True)
            total += len(numbers)
            print(
                f"{target.name}: {len(numbers)} cases, {accepted} accepted, {time.monotonic() - began:.0f} s",
                flush=True,
            )
    print(f"{total} cases, {wrong} broken")
    return 1 if wrong else 0


def _kept(name: str, seed: int, number: int) -> Path:
    """Where the input of a case is kept: a report that is printed anew is another each time."""
    kept = Path("build/fuzz") / f"{name}-{seed}-{number}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    return kept


def _batch(work: tuple[str, range, int, str]) -> tuple[int, list[tuple[int, str]]]:
    from fuzz.running import run_case
    from fuzz.targets import TARGETS

    name, numbers, seed, base = work
    [target] = [target for target in TARGETS if target.name == name]
    own = Path(tempfile.mkdtemp(dir=base))
    for variable in ("DPIA_STATE_DIR", "DPIA_CACHE_DIR"):
        if name in ("cache", "journal"):
            (own / variable).mkdir()
            os.environ[variable] = str(own / variable)
    for data in target.corpus():  # what is only loaded and imported once is no cost of a case
        with contextlib.suppress(Exception):
            target.judge(data, Path(tempfile.mkdtemp(dir=own)))
    accepted, failures = 0, []
    for number in numbers:
        good, failure = run_case(target, number, seed, own)
        accepted += good
        if failure is not None:
            failures.append((failure.number, failure.what))
            _kept(name, seed, number).write_bytes(target.case(number, seed))
    return accepted, failures


def _report(base: Path) -> Path:
    """A real report, short."""
    from dpia.cli import commands

    file, report = base / "s.dpia.json", base / "s.pdf"
    commands.example("skelleftea", file, take_over=False)
    commands.report([file], report, "en", "board", None, False, False, False, False, None, None, False)
    return report


if __name__ == "__main__":
    sys.exit(main())
