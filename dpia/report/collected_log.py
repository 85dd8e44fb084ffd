"""What a library would write to its log, caught instead: for us it is an error, or nobody's business."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator


@contextlib.contextmanager
def unlogged(name: str) -> Iterator[None]:
    """Let a library say nothing at all. A hostile file can make it complain a hundred thousand times, which costs."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextlib.contextmanager
def collected_log(*names: str) -> Iterator[list[str]]:
    """Lines of level WARNING or above that these loggers get, and keep them off the terminal."""
    lines: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    collector = Collector(logging.WARNING)
    loggers = [(logger, logger.propagate) for logger in map(logging.getLogger, names)]
    for logger, _ in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield lines
    finally:
        for logger, propagate in loggers:
            logger.removeHandler(collector)
            logger.propagate = propagate
