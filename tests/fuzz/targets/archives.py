"""A submitted archive: an UnreadableSubmission or a reading that can be graded, and nothing else."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from grader import wire
from grader.errors import UnreadableSubmission
from grader.intake import Source, read
from grader.intake.archives import open_archive
from grader.intake.contents import Contents, most_bytes
from grader.model import Assignment

NOWHERE = Path("unused")
ASSIGNMENT = Assignment("losses", "Losses", (), ("softmax.py", "svm.py"), NOWHERE, NOWHERE, NOWHERE)
FILES = {
    "softmax.py": b"def softmax(x):\n    return x\n",
    "a/../svm.py": b"W = 1\n",
    "notes/\xe4.txt": b"x" * 600,
    "losses.ipynb": b'{"cells": [{"cell_type": "code", "source": "def f(): pass"}], "metadata": {}}',
}
PLAIN = [name for name in FILES if ".." not in name]

TOKENS = (
    b"PK\x03\x04 | PK\x01\x02 | PK\x05\x06 | PK\x06\x06 | PK\x06\x07 | ustar\x0000 | ustar  \x00 | "
    b"softmax.py | ../ | /etc/ | C:\\ | \x00 | \xff\xff\xff\xff | L | x | g | K | 1 | 2 | "
    b"30 mtime=1700000000.12345678\n | GNU.sparse.map=0,1\n | size=99 | 0000777\x00 | 77777777777"
).split(b" | ")
TRAP = b"PK\x03\x04" + b"\0" * 40


def seeds() -> Iterator[bytes]:
    for names, compression in ((PLAIN, zipfile.ZIP_DEFLATED), (PLAIN, zipfile.ZIP_STORED), (FILES, 0)):
        yield _zip(names, compression)
    for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        yield _tar(form)
        yield gzip.compress(_tar(form), mtime=0)
    yield _zip([], zipfile.ZIP_STORED)
    yield b"x"


def careless(path: Path) -> Contents:
    archive = zipfile.ZipFile(path)
    return Contents(tuple(archive.namelist()), archive.read)


def check(data: bytes, subject: Callable[[Path], Contents] = open_archive) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ada.zip"
        path.write_bytes(data)
        with suppress(UnreadableSubmission):
            _load_all(subject(path))
        submission = read(ASSIGNMENT, Source("ada", (path,)))
    assert not (submission.info.unreadable and submission.files and not submission.info.warnings)
    assert set(submission.files) <= set(ASSIGNMENT.files)
    wire.dump(submission)


def _load_all(contents: Contents) -> None:
    for path in contents.paths:
        assert not {"", ".."}.intersection(path.split("/")), f"{path!r} leads out"
        with suppress(OSError):
            assert len(contents.load(path)) <= most_bytes(path) + 1


def _zip(names: Iterator[str] | list[str] | dict[str, bytes], compression: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), FILES[name], compression)
    return buffer.getvalue()


def _tar(form: int) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name in [*PLAIN, "long/" * 30 + "name.txt"]:
            member = tarfile.TarInfo(name)
            member.size = len(FILES.get(name, b""))
            archive.addfile(member, io.BytesIO(FILES.get(name, b"")))
    return buffer.getvalue().rstrip(b"\0") + bytes(2048)
