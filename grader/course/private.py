"""Files that are for their owner alone: the course's secret, grades, and what holds hidden tests."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600
_OTHERS = 0o077


def make_private(path: Path) -> None:
    """Take from everybody but its owner the rights to a file, if it is there and its mode can be changed."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS & 0o7777)
