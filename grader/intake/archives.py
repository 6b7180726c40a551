"""A submission that is an archive: read in memory, told by its content, never unpacked to disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from grader.errors import UnreadableSubmission
from grader.intake.contents import MAX_TOTAL_BYTES, Contents
from grader.intake.disk import read_regular, reason
from grader.intake.names import shown
from grader.intake.tars import gunzip, open_tar
from grader.intake.zips import open_zip

# The foreign ones are found as well, so that nobody's submission goes unseen: reading says why not.
_READ = (".zip", ".tar.gz", ".tgz", ".tar")
_FOREIGN = (".tar.bz2", ".tar.xz", ".7z", ".rar")


def archive_stem(name: str) -> str | None:
    """The name without its archive ending; None where it has no such ending, or nothing else."""
    for ending in (*_READ, *_FOREIGN):
        if name.lower().endswith(ending):
            return name[: -len(ending)] or None
    return None


def open_archive(path: Path) -> Contents:
    """Raises UnreadableSubmission for whatever is wrong with it, now and on load."""
    where = shown(path.name)
    try:
        data = read_regular(path, MAX_TOTAL_BYTES + 1)
    except OSError as error:
        raise UnreadableSubmission(f"cannot be read ({reason(error)})", where=where) from None
    if len(data) > MAX_TOTAL_BYTES:
        raise UnreadableSubmission(f"the archive is larger than {MAX_TOTAL_BYTES >> 20} MB", where=where)
    with _refusing(where):
        contents = _open(data)
    return replace(contents, load=lambda entry: _load(contents, entry, where))


def _open(data: bytes) -> Contents:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return open_zip(data)
    if data.startswith(b"\x1f\x8b"):
        data = gunzip(data)
    if data[257:262] == b"ustar":
        return open_tar(data)
    raise UnreadableSubmission("not a .zip, .tar or .tar.gz archive, whatever its name says")


def _load(contents: Contents, entry: str, where: str) -> bytes:
    with _refusing(where):
        return contents.load(entry)


@contextmanager
def _refusing(where: str) -> Iterator[None]:
    """Whatever the libraries raise over a damaged or hostile archive is a refusal."""
    try:
        yield
    except UnreadableSubmission as refusal:
        raise UnreadableSubmission(refusal.what, where=where) from None
    except Exception as error:
        cause = shown(str(error) or type(error).__name__)
        raise UnreadableSubmission(f"the archive is cut short or damaged ({cause})", where=where) from None
