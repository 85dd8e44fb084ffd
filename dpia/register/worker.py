"""A process that reads files for the register, one after the other: a path in a line comes in, an entry in a line out.

The files may be anybody's. So it has a bound of memory of its own, and whoever started it ends it where one file takes
too long; a file that ends the process takes nothing with it but its own line.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from dpia.content.loader import load_pack
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.register.entry import RegisterEntry
from dpia.register.judging import NoAssessment, entry_of
from dpia.register.opening import Opening, inner
from dpia.storage.document import read_bytes
from dpia.storage.encryption import is_encrypted

MEMORY = 1_000_000_000
"""Bytes of address space of one process."""


def main() -> None:
    """Serve lines until there are no more. The first has the language, the digests that are known already, and keys."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing else may come between the answers
    _bound_memory()
    pack = load_pack()
    gc.freeze()  # the content stays until the end, and need not be looked through again and again
    gc.set_threshold(50_000, 50, 100)
    first = json.loads(sys.stdin.readline() or "{}")
    tr, known = Translator(first.get("lang", "en")), frozenset(first.get("known", ()))
    opening = Opening(tuple(first.get("identities", ())), first.get("passphrase", ""))
    opening.use()
    for line in sys.stdin:
        _answer(answers, _one(line, pack, tr, known, opening))


def _one(line: str, pack: Any, tr: Translator, known: frozenset[str], opening: Opening) -> dict[str, Any]:
    """`digest` of the bytes, and the `entry`; None where it is known, or where the file carries no assessment.

    No digest: the entry is not to be kept, since it says what an encrypted file holds, or why this could not be read.
    """
    path, digest = Path(json.loads(line)), ""
    try:
        data = read_bytes(path)
        digest = hashlib.sha256(data).hexdigest()
        if digest in known:
            return {"digest": digest, "entry": None}
        encrypted = is_encrypted(data)
        if encrypted and opening:
            digest = ""
        if encrypted:
            found = opening.opened(data, path, tr)
            if isinstance(found, RegisterEntry):
                return {"digest": digest, "entry": found.to_json()}
            data = found
        entry = replace(entry_of(pack, data, inner(path), tr), encrypted=encrypted)
        return {"digest": digest, "entry": entry.to_json()}
    except NoAssessment:
        return {"digest": digest, "entry": None, "nothing": True}
    except UserError as error:
        problem = explain(error, tr)
    except MemoryError:
        problem = tr(N_("reading it takes too much memory"))
    except Exception as error:  # noqa: BLE001 - one file must not stop the others; the place says where the bug is
        problem = tr(N_("an error in the program: {kind}"), kind=type(error).__name__)
    return {"digest": "", "entry": RegisterEntry(problem=problem).to_json()}


def _answer(stream: TextIO, answer: dict[str, Any]) -> None:
    stream.write(json.dumps(answer) + "\n")
    stream.flush()


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
