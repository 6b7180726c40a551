"""Zips that are the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

MIDNIGHT = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
READABLE = 0o644
EXECUTABLE = 0o755
UNIX = 3


def pack(entries: Mapping[str, bytes], executables: frozenset[str] = frozenset()) -> bytes:
    """A zip with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, MIDNIGHT)
            mode = EXECUTABLE if name in executables else READABLE
            info.create_system, info.external_attr = UNIX, mode << 16
            archive.writestr(info, entries[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names in `folder` and contents, without what Python leaves there."""
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and "__pycache__" not in name.parts:
            yield name.as_posix(), file.read_bytes()
