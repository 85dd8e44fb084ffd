"""Signatures in a PDF: made with a key of one's own, checked against certificates, bounded in what they cost."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from support.authority import PASSPHRASE, authority, incremented

from dpia.errors import UserError
from dpia.seal import pades


@pytest.fixture(scope="module")
def pdf() -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def test_a_signature_is_added_and_nothing_before_it_is_changed(pdf):
    signed = pades.sign(pdf, authority().key_file, PASSPHRASE, reason="Decided")
    assert signed.startswith(pdf)
    [found] = pades.check(signed, authority().root)
    assert (found.holds, found.trusted, found.stamped) == (True, True, False)
    assert "Ada Berg" in found.signer
    [unknown] = pades.check(signed, None)
    assert (unknown.holds, unknown.trusted) == (True, None)
    [foreign] = pades.check(signed, authority("Other CA").root)
    assert (foreign.intact, foreign.trusted, foreign.holds) == (True, False, False)
    twice = pades.sign(signed, authority().key_file, PASSPHRASE)
    assert [one.holds for one in pades.check(twice, authority().root)] == [True, True]
    damaged = bytearray(signed)
    damaged[12] ^= 1
    assert [one.intact for one in pades.check(bytes(damaged), authority().root)] == [False]


def test_what_is_changed_after_a_signature_is_said(pdf):
    signed = pades.sign(pdf, authority().key_file, PASSPHRASE)
    [found] = pades.check(incremented(signed), authority().root)
    assert (found.intact, found.whole, found.holds) == (True, False, False)


def test_a_time_stamp_in_it_is_said(pdf):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    signer = signers.SimpleSigner.load_pkcs12_data(authority().key_file, [], PASSPHRASE.encode())
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        signers.PdfSignatureMetadata(field_name="S", md_algorithm="sha256"),
        signer, timestamper=authority().stamper,
    )  # fmt: skip
    [found] = pades.check(out.getvalue(), authority().root)
    assert (found.holds, found.stamped, found.at) == (True, True, "2026-11-21T12:00:00Z")


def test_a_key_that_cannot_be_used_is_refused_with_one_message(pdf):
    for key, phrase in [(authority().key_file, "wrong"), (b"no key", ""), (b"", "")]:
        with pytest.raises(UserError) as caught:
            pades.sign(pdf, key, phrase)
        assert caught.value.code == "key"


def test_what_inflates_beyond_measure_is_not_read(pdf):
    bomb = zlib.compress(b"\0" * 30_000_000)
    head = b"<</Type/XRef/Size 10000000/W[1 1 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    data = b"%PDF-1.7\n1 0 obj\n" + head + bomb + b"\nendstream\nendobj\n/ByteRange\nstartxref\n9\n%%EOF\n"
    with pytest.raises(UserError, match=r"limit|decod|exceed"):
        pades.check(data, None)
    for broken in (b"%PDF-1.7\n/ByteRange", b"", pdf[: len(pdf) // 2] + b"/ByteRange"):
        with pytest.raises(UserError) as caught:
            pades.check(broken, None)
        assert caught.value.code == "pdf-signature"
