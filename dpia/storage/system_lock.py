"""The lock that the operating system keeps on an open file, and gives back when the process ends in whatever way."""

from __future__ import annotations

import errno
import os
import sys

if sys.platform == "win32":
    import msvcrt

    def take(handle: int) -> bool | None:
        """Take the system's lock on an open file, far behind its end, since Windows lets nobody read what is locked."""
        try:
            os.lseek(handle, 1 << 30, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return False if error.errno in (errno.EACCES, errno.EDEADLOCK) else None
        return True

else:
    import fcntl

    def take(handle: int) -> bool | None:
        """Take the system's lock on an open file: whether it was free, or None where the file system has no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return False if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES) else None
        return True
