"""Seals from outside: signatures and time stamps made elsewhere, signatures in a PDF. They need the extra `sign`."""
