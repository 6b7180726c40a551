"""A tar file in memory, packed with gzip or not."""

from __future__ import annotations

import gzip
import io
import tarfile

from grader.errors import UnreadableSubmission
from grader.intake.contents import MAX_TOTAL_BYTES, Contents, most_bytes
from grader.intake.entries import check_clashes, check_count, check_kind, check_size, entry_path

_BLOCK = tarfile.BLOCKSIZE
_END = bytes(_BLOCK)

# Headers that describe the entry after them. tarfile reads them in time that grows with the square of
# their length, and lets them override sizes; those that archivers write are short and do neither.
_EXTENSIONS = {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME}
_OVERRIDES = (b" size=", b"GNU.sparse")
_MAX_EXTENSION_BYTES = 4 << 10
_MAX_EXTENSION_BYTES_IN_ALL = 256 << 10

_ORDINARY = {tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE, tarfile.DIRTYPE, *_EXTENSIONS}
_ODD_KINDS = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.GNUTYPE_LONGLINK: "a link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a named pipe",
}


def gunzip(data: bytes) -> bytes:
    """Raises UnreadableSubmission where there is too much in it, and what gzip raises over damage."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        unpacked = stream.read(MAX_TOTAL_BYTES + 1)
    check_size(len(unpacked), len(data))
    return unpacked


def open_tar(data: bytes) -> Contents:
    """Raises UnreadableSubmission, and whatever tarfile raises over a damaged archive."""
    _check_headers(data)
    archive = tarfile.TarFile(fileobj=io.BytesIO(data), encoding="utf-8")
    members = [(entry_path(member.name), member) for member in archive.getmembers()]
    files = [(path, member) for path, member in members if member.isreg()]
    check_clashes(path for path, _ in files)
    by_path = dict(files)
    return Contents(tuple(by_path), lambda path: _unpack(archive, by_path[path]))


def _check_headers(data: bytes) -> None:
    """Goes from header to header as tarfile will, and refuses what would lead it astray."""
    offset = entries = extensions = 0
    while (header := data[offset : offset + _BLOCK]) != _END:
        member = tarfile.TarInfo.frombuf(header, "utf-8", "surrogateescape")
        check_kind(_odd_kind(member), member.name)
        offset += _BLOCK
        if member.type in _EXTENSIONS:
            extensions += member.size
            _check_extension(data[offset : offset + member.size], extensions)
        offset += -(-member.size // _BLOCK) * _BLOCK
        entries += 1
        check_count(entries)


def _odd_kind(member: tarfile.TarInfo) -> str | None:
    if member.type not in _ORDINARY:
        return _ODD_KINDS.get(member.type, "a special entry")
    if member.size < 0 or (member.isdir() and member.size):
        return "an entry of an impossible size"
    return None


def _check_extension(payload: bytes, in_all: int) -> None:
    too_long = len(payload) > _MAX_EXTENSION_BYTES or in_all > _MAX_EXTENSION_BYTES_IN_ALL
    if too_long or any(override in payload for override in _OVERRIDES):
        raise UnreadableSubmission("the archive has unusual extension headers; pack it again with plain tar")


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    if stream is None:
        raise UnreadableSubmission("the archive is damaged")
    with stream:
        return stream.read(most_bytes(member.name) + 1)
