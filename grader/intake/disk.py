"""What the disk says of one file, without being led elsewhere by what lies there."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from grader.intake.names import is_by_product


def read_regular(path: Path | str, limit: int, *, folder: int | None = None) -> bytes:
    """The first `limit` bytes; OSError also for a link, a device, a pipe or a socket.

    `folder` is the descriptor of the folder that a relative `path` starts from.
    """
    # O_NONBLOCK: a named pipe without a writer would hold up the whole class.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
    descriptor = os.open(path, flags, dir_fd=folder)
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


def listing(folder: Path) -> list[Path]:
    """What lies in the folder, by name, without by-products."""
    return sorted(entry for entry in folder.iterdir() if not is_by_product(entry.name))


def is_there(path: Path) -> bool:
    """Whether there is anything of this name, be it a link that leads nowhere."""
    try:
        path.lstat()
    except OSError:
        return False
    return True


def is_folder(path: Path) -> bool:
    """A folder itself, not a link to one."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def modified(paths: Sequence[Path]) -> int | None:
    """The newest change, in nanoseconds since 1970; None of no files, or where the disk does not say."""
    try:
        return max((path.lstat().st_mtime_ns for path in paths), default=None)
    except OSError:
        return None


def moment(nanoseconds: int | None) -> datetime | None:
    """None also for a date that no calendar holds: an archive can set it."""
    try:
        return None if nanoseconds is None else datetime.fromtimestamp(nanoseconds / 1e9, tz=UTC)
    except (OverflowError, ValueError, OSError):
        return None
