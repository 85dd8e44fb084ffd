"""Python's collector of circular garbage, switched off where millions of objects live to the end of what is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_seldom() -> None:
    """Look for circles a tenth as often, and hardly ever through all that there is: most of it is content and stays."""
    gc.set_threshold(20_000, 50, 100)
    gc.enable()


def collect_later() -> None:
    """Look for no circles until `collect_after_start`: hardly one is made, and looking takes 40 ms of a start."""
    gc.disable()


def collect_after_start() -> None:
    """Begin to look for circles, seldom, and never through what is there already: content stays until the end.

    Looking through all of it again and again would make keys wait.
    """
    gc.freeze()
    collect_seldom()


def never_collect() -> None:
    """Look for no circles in what there is now, neither later nor when the process ends: it stays.

    The content is three hundred thousand objects; looking through them takes longer than judging an assessment. Looking
    through the pages of a long report when the process ends takes a tenth of the whole time.
    """
    gc.freeze()


@contextmanager
def collector_off() -> Iterator[None]:
    """Look for no circles meanwhile; afterwards it is as it was.

    Proving content makes hardly a circle, and looking takes a quarter of its time; laying out a report, 7 %.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
