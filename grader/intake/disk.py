"""One file from the disk, without being led elsewhere by what lies there."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# O_NONBLOCK: a named pipe without a writer would hold up the whole class.
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY


def read_regular(path: Path | str, limit: int, *, folder: int | None = None) -> bytes:
    """The first `limit` bytes; OSError also for a link, a device, a pipe or a socket.

    `folder` is the descriptor of the folder that a relative `path` starts from.
    """
    descriptor = os.open(path, _FLAGS, dir_fd=folder)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(limit)
    finally:
        os.close(descriptor)


def reason(error: OSError) -> str:
    """Why the disk refused, in words."""
    if error.errno == errno.ELOOP:
        return "symbolic links are not followed"
    return (error.strerror or type(error).__name__).lower()
