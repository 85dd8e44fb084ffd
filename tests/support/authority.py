"""A certificate authority of the tests' own, with a key for signing and one for time stamps."""

from __future__ import annotations

import datetime as dt
import functools
import io
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSPHRASE = "räksmörgås"


@dataclass(frozen=True)
class Authority:
    """A root, and what it vouches for."""

    root: bytes
    """PEM."""
    key_file: bytes
    """PKCS #12 of Ada Berg, under `PASSPHRASE`."""
    stamper: Any
    """Makes time-stamp tokens, as an authority elsewhere would."""


@functools.cache
def authority(name: str = "Test CA") -> Authority:
    """The authority of that name."""
    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    stamp_key = rsa.generate_private_key(65537, 2048)  # the library makes stamps with such keys only
    root = _certificate(name, root_key, name, root_key, ca=True)
    ada = _certificate("Ada Berg", key, name, root_key)
    stamps = _certificate("Test stamps", stamp_key, name, root_key, use=ExtendedKeyUsageOID.TIME_STAMPING)
    key_file = pkcs12.serialize_key_and_certificates(
        b"ada", key, ada, [root], BestAvailableEncryption(PASSPHRASE.encode())
    )
    store = SimpleCertificateStore()
    converted = [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in (stamps, root)]
    store.register_multiple(converted)
    private = stamp_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        converted[0], asn1_keys.PrivateKeyInfo.load(private), certs_to_embed=store,
        fixed_dt=dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC),
    )  # fmt: skip
    return Authority(root.public_bytes(Encoding.PEM), key_file, stamper)


def _certificate(
    name: str, key: Any, issuer: str, issuer_key: Any, *, ca: bool = False, use: Any = None
) -> x509.Certificate:
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, issuer)]
    builder = (
        x509.CertificateBuilder()
        .subject_name(names[0]).issuer_name(names[1]).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC)).not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), True)
        .add_extension(x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
    )  # fmt: skip
    if use is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([use]), True)
    return builder.sign(issuer_key, hashes.SHA256())


def incremented(pdf: bytes) -> bytes:
    """A PDF with its last page painted over by bytes after its end."""
    from pyhanko.pdf_utils.generic import NameObject, StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page, _ = writer.find_page_for_modification(-1)
    page.get_object()[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b"0 0 900 900 re f"))
    writer.mark_update(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
