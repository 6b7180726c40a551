"""A zip file in memory."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Sequence

from grader.errors import UnreadableSubmission
from grader.intake.contents import Contents, most_bytes
from grader.intake.entries import check_clashes, check_count, check_kind, check_size, entry_path
from grader.intake.names import shown

_CENTRAL_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1

# zipfile unpacks bzip2 and LZMA in steps whose size the archive chooses: a few kilobytes become gigabytes.
_BOUNDED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def open_zip(data: bytes) -> Contents:
    """Raises UnreadableSubmission, and whatever zipfile raises over a damaged archive."""
    check_count(data.count(_CENTRAL_ENTRY))  # before zipfile makes an object of each
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    _check_start(entries)
    for entry in entries:
        _check(entry)
    check_size(sum(entry.file_size for entry in entries), len(data))
    files = [(entry_path(entry.filename), entry) for entry in entries if not entry.is_dir()]
    check_clashes(path for path, _ in files)
    by_path = dict(files)
    return Contents(tuple(by_path), lambda path: _unpack(archive, by_path[path]))


def _check_start(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Behind another archive, or in its comment, this one would be what we read and nobody else sees."""
    if entries and min(entry.header_offset for entry in entries) > 0:
        raise UnreadableSubmission("the archive has something else in front of it; pack it again")


def _check(entry: zipfile.ZipInfo) -> None:
    entry_path(entry.orig_filename)  # `filename` ends at the first NUL
    check_kind(_odd_kind(entry), entry.filename)


def _odd_kind(entry: zipfile.ZipInfo) -> str | None:
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "a device, a pipe or a socket"
    if entry.flag_bits & _ENCRYPTED:
        return "an encrypted file"
    if entry.compress_type not in _BOUNDED:
        return "a file in an unusual compression"
    return None


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    limit = most_bytes(entry.filename) + 1
    with archive.open(entry) as stream:
        content = stream.read(limit)
    if len(content) < min(entry.file_size, limit):
        raise UnreadableSubmission(f"the archive is not true about the size of {shown(entry.filename)}")
    return content
