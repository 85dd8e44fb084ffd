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


def pdf_of_object_streams(streams: int, size: int) -> bytes:
    """A PDF whose attachments are described in so many compressed streams, each of which inflates to that size."""
    out, places = bytearray(b"%PDF-1.7\n"), {}

    def put(number: int, body: bytes) -> None:
        places[number] = (1, len(out), 0)
        out.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    first = 10
    names = b" ".join(b"(%d.txt) %d 0 R" % (n, first + streams + n) for n in range(streams))
    put(1, b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [%s] >> >> >>" % names)
    put(2, b"<< /Type /Pages /Kids [] /Count 0 >>")
    put(3, b"<< /Type /EmbeddedFile /Length 0 >>\nstream\n\nendstream")
    for n in range(streams):
        text = b"<< /Type /Filespec /F (%d.txt) /UF (%d.txt) /EF << /F 3 0 R >> >>" % (n, n)
        index = b"%d 0 " % (first + streams + n)
        packer = zlib.compressobj(9)
        packed = packer.compress(index + text) + packer.compress(b" " * size) + packer.flush()
        head = b"<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>" % (len(index), len(packed))
        put(first + n, head + b"\nstream\n" + packed + b"\nendstream")
        places[first + streams + n] = (2, first + n, 0)
    start, last = len(out), first + 2 * streams
    places[last] = (1, start, 0)
    table = b"".join(
        b"%c%s%s" % (kind, where.to_bytes(4, "big"), which.to_bytes(2, "big"))
        for kind, where, which in (places.get(n, (0, 0, 0)) for n in range(last + 1))
    )
    head = b"<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d >>" % (last + 1, len(table))
    out.extend(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, head, table, start))
    return bytes(out)


def carrying(data: bytes) -> bytes:
    """A PDF without pages that carries an assessment as a report does."""
    return pdf_with(["plan.dpia.json"], zlib.compress(data))
