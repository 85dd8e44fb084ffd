"""The table of edits in docs/signing.md, walked: each is made on a signed record or its report, and found or not as it says."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import minisign
import pikepdf
import pytest
from support.authority import PASSPHRASE, authority, incremented
from support.command import dpia
from support.signed import of_log, relogged, signed

from dpia.assessment.change import make_change
from dpia.content.loader import load_pack
from dpia.errors import UserError
from dpia.seal import detached, pades
from dpia.seal.messages import head_bytes, messages
from dpia.signing import judged_again
from dpia.storage.document import Document, parse_document

CONTENT = Path(__file__).parents[1] / "tui" / "pack"
KEYS = minisign.KeyPair.generate()


def _table() -> dict[str, tuple[str, str]]:
    text = (Path(__file__).parents[2] / "docs" / "signing.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `([a-z-]+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", text.split("## Every edit")[1], re.MULTILINE
    )
    return {name: (plain.strip(), sealed.strip()) for name, plain, sealed in rows}


TABLE = _table()


@pytest.fixture(scope="module")
def pack():
    return load_pack(CONTENT)


@pytest.fixture(scope="module")
def record(pack) -> Document:
    from conftest import Clock

    return signed(pack, Clock()).document


# --- the file ---------------------------------------------------------------------------------------------------------


def leaves(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all values; also of empty lists and objects."""
    if isinstance(node, dict | list) and node:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(value, (*place, key))
    else:
        yield place


def edited(data: Any, place: tuple[Any, ...], *, gone: bool = False) -> Any:
    data = copy.deepcopy(data)
    node = data
    for key in place[:-1]:
        node = node[key]
    match node[place[-1]]:
        case _ if gone:
            del node[place[-1]]
        case bool() as value:
            node[place[-1]] = not value
        case int() as value:
            node[place[-1]] = value + 1
        case str() as value:
            node[place[-1]] = value[:-1] + ("1" if value[-1:] != "1" else "2")
        case _:
            node[place[-1]] = "x"
    return data


def everywhere(of: str) -> Callable[[Document], Iterator[bytes]]:
    def make(document: Document) -> Iterator[bytes]:
        data = json.loads(document.to_bytes())
        for place in leaves(data[of], (of,)):
            yield json.dumps(edited(data, place)).encode()
            if isinstance(place[-1], str):
                yield json.dumps(edited(data, place, gone=True)).encode()

    return make


def entry_moved(document: Document) -> Iterator[bytes]:
    log = document.changes
    for index, entry in enumerate(log[:-1]):
        without = log[:index] + log[index + 1 :]
        for other in (without, (*log[:index], entry, *log[index:]), (*without, entry)):
            yield replace(document, changes=other).to_bytes()


def key_added(document: Document) -> Iterator[bytes]:
    for more in ({}, {"format_minor": 99}):
        data: dict[str, Any] = {**json.loads(document.to_bytes()), **more}
        for place in ("assessment", "content"):
            yield json.dumps({**data, place: {**data[place], "mood": "approved"}}).encode()
        first, *rest = data["changes"]
        yield json.dumps({**data, "changes": [{**first, "mood": "approved"}, *rest]}).encode()
    yield document.to_bytes().replace(b'"assessment":', b'"assessment": {"answers": {}}, "assessment":', 1)


def unsigned_change(document: Document) -> Iterator[bytes]:
    before = document.assessment.answers["start.title"].to_json()
    log = [*document.changes]
    log.append(make_change(log, "2026-11-22T00:00:00Z", "eve", ("answers", "start.title"), before, {"given": "X"}))
    yield of_log(log, document.content).to_bytes()


def findings(document: Document) -> Iterator[bytes]:
    def lie(change):
        if change.path[:2] != ("life_cycle", "records"):
            return change
        mild = [{**one, "severity": "ok", "title": "Fine"} for one in change.after["findings"]]
        return replace(change, after={**change.after, "findings": mild, "outcome": "launch"})

    yield relogged(document, lie).to_bytes()


def rolled_back(document: Document) -> Iterator[bytes]:
    for count in (len(document.changes) - 1, document.assessment.life_cycle.record.entry):
        yield of_log(document.changes[:count], document.content).to_bytes()


def recomputed(document: Document) -> Iterator[bytes]:
    yield relogged(document, lambda one: replace(one, by="eve")).to_bytes()
    yield relogged(document, lambda one: replace(one, at=one.at.replace("2026", "2025"))).to_bytes()

    def another_signer(change):
        if change.path[:2] != ("life_cycle", "signatures"):
            return change
        return replace(change, after={**change.after, "name": "Eve"})

    yield relogged(document, another_signer).to_bytes()

    def another_title(change):
        return replace(change, after={"given": "Eve"}) if change.path == ("answers", "start.title") else change

    yield relogged(document, another_title).to_bytes()


def form(document: Document) -> Iterator[bytes]:
    data = json.loads(document.to_bytes())
    yield json.dumps({**data, "format_version": 2}).encode()
    yield json.dumps(data, sort_keys=True).encode()
    yield json.dumps({**data, "$schema": "urn:other"}).encode()
    yield json.dumps({**data, "format_minor": 99, "mood": "approved"}).encode()


FILE_EDITS: dict[str, Callable[[Document], Iterator[bytes]]] = {
    "snapshot": everywhere("assessment"), "entry": everywhere("changes"), "pin": everywhere("content"),
    "entry-moved": entry_moved, "key-added": key_added, "unsigned-change": unsigned_change, "findings": findings,
    "rolled-back": rolled_back, "recomputed": recomputed, "format": form,
}  # fmt: skip


def found(pack, data: bytes) -> bool:
    """Whether `dpia verify` would say no, or refuse the file."""
    try:
        document = parse_document(data, "a")
        if document.flaws:
            return True
        again = [judged_again(pack, document, int(number)) for number in document.assessment.life_cycle.records]
    except UserError:
        return True
    return any(one.judged or one.worded for one in again)


def _same(forged: bytes, record: Document) -> bool:
    try:
        return parse_document(forged, "a") == record
    except UserError:
        return False


@pytest.mark.parametrize("name", FILE_EDITS)
def test_each_edit_of_a_signed_record_is_found_as_the_table_says(pack, record, name):
    data = record.to_bytes()
    key = bytes(KEYS.public_key)
    of_head = bytes(KEYS.secret_key.sign(head_bytes(record.head)))
    assert not found(pack, data)
    assert detached.check(of_head, key, messages(data, record)) is not None
    plain, sealed = TABLE[name]
    count = 0
    for forged in FILE_EDITS[name](record):
        assert forged != data
        if name == "snapshot" and _same(forged, record):  # an empty part that was left out
            continue
        assert found(pack, forged) == plain.startswith("found"), forged[:400]
        count += 1
        if not plain.startswith("found"):
            whole = bytes(KEYS.secret_key.sign(data)) if "of the file" in sealed else of_head
            assert sealed.startswith("found")
            assert detached.check(whole, key, messages(forged, parse_document(forged, "a"))) is None
    assert count >= {"snapshot": 90, "entry": 250, "pin": 3}.get(name, 1), count


# --- the report -------------------------------------------------------------------------------------------------------


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def paint(opened: pikepdf.Pdf) -> None:
    page = opened.pages[1]
    page.Contents = pikepdf.Array([page.Contents, opened.make_stream(b"0 0 900 900 re f")])


def test_each_edit_of_its_report_is_found_as_the_table_says(pack, clock, tmp_path, monkeypatch):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "questionnaires").symlink_to(CONTENT)
    monkeypatch.setenv("DPIA_CONTENT", str(tmp_path / "content"))
    path, pdf, sealed, root = (tmp_path / name for name in ("a.dpia.json", "a.pdf", "s.pdf", "root.pem"))
    session = signed(pack, clock, path)
    session.close()
    assert dpia("report", path, "-o", pdf).returncode == 0
    kept = pdf.read_bytes()
    root.write_bytes(authority().root)
    (tmp_path / "key.p12").write_bytes(authority().key_file)
    (tmp_path / "phrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    key = ["--pkcs12", tmp_path / "key.p12", "--passphrase-file", tmp_path / "phrase"]
    done = dpia("seal", pdf, *key, "-o", sealed)
    assert done.returncode == 0, done
    assert sealed.read_bytes().startswith(kept)
    forged_log = next(iter(list(recomputed(session.document))[-1:]))

    def embed(opened: pikepdf.Pdf) -> None:
        [name] = opened.attachments
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, forged_log, filename=name)

    def verify(data: bytes, *args: object) -> tuple[int, str]:
        pdf.write_bytes(data)
        done = dpia("verify", pdf, *args)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    code, said = verify(changed(kept, embed))
    assert (code, "pages that are not" in said) == (1, True), said
    monkeypatch.setattr("dpia.report.produce.produce", lambda *_, **__: kept)  # it was made again above
    code, said = verify(sealed.read_bytes(), "--certificate", root)
    assert code == 0, said
    assert "its pages are what this program makes" in said
    assert "holds: Common Name: Ada Berg" in said
    assert "word for word" in said
    byte = bytearray(sealed.read_bytes())
    byte[len(kept) // 2] ^= 1
    edits = {
        "pdf-page": [changed(kept, paint), changed(kept, lambda opened: opened.pages.__delitem__(2))],
        "pdf-attached": [changed(kept, lambda opened: opened.attachments.__setitem__("more.txt", b"more"))],
        "pdf-metadata": [changed(kept, lambda opened: opened.docinfo.__setitem__("/Author", "Eve"))],
        "pdf-increment": [incremented(sealed.read_bytes())],
        "pdf-added": [kept + b"\n% agreed!!\n"],
        "pdf-byte": [bytes(byte)],
        "pdf-unsigned": [kept],
        "pdf-other-signer": [pades.sign(kept, authority("Other CA").key_file, PASSPHRASE)],
    }
    assert {*edits, *FILE_EDITS, "pdf-embedded", "copies"} == set(TABLE)
    for name, forgeries in edits.items():
        plain = TABLE[name][0].startswith("found")
        for forged in forgeries:
            code, said = verify(forged)
            assert code in ((1, 2) if plain else (0,)), (name, said)
            assert "12 bytes were added after it was made" in said or name != "pdf-added", said
            if not plain:
                code, said = verify(forged, "--certificate", root)
                assert code == 1, (name, said)


def test_what_lies_beside_it_is_not_looked_at_as_the_table_says(pack, clock, tmp_path, monkeypatch):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "questionnaires").symlink_to(CONTENT)
    monkeypatch.setenv("DPIA_CONTENT", str(tmp_path / "content"))
    path = tmp_path / "a.dpia.json"
    signed(pack, clock, path).close()
    before = dpia("verify", path)
    for beside in (f"{path.name}.bak", f".{path.name}.tmp"):
        path.with_name(beside).write_bytes(b"forged")
    assert TABLE["copies"][0] == "not looked at"
    assert (before.returncode, dpia("verify", path)) == (0, before)
