"""PDF files that cost more than they look: small, and inflating without end."""

from __future__ import annotations

import zlib


def bomb(size: int) -> bytes:
    """That many zeros, compressed."""
    packer, out = zlib.compressobj(9), []
    for _ in range(size // 1_000_000):
        out.append(packer.compress(bytes(1_000_000)))
    out.append(packer.flush())
    return b"".join(out)


def pdf_with(names: list[str], packed: bytes) -> bytes:
    """A PDF that carries under each name the same packed bytes."""
    objects: list[bytes] = []
    count = len(names)
    tree = b" ".join(b"(%s) %d 0 R" % (name.encode(), 4 + number) for number, name in enumerate(names))
    objects += [
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [%s] >> >> >>" % tree,
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< >>",
    ]
    for number, name in enumerate(names):
        file = 4 + count + number
        objects.append(b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F %d 0 R >> >>" % (name.encode(), name.encode(), file))  # fmt: skip
    for _ in names:
        head = b"<< /Type /EmbeddedFile /Filter /FlateDecode /Length %d >>" % len(packed)
        objects.append(head + b"\nstream\n" + packed + b"\nendstream")
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, item in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
