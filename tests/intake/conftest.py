"""Real folders and archives, made by the test that needs them."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from grader.intake import Source, find, read
from grader.model import Assignment

NOBODY = 65534


@pytest.fixture(scope="session")
def assignment():
    return _assignment("softmax.py", "svm.py")


@pytest.fixture(scope="session")
def one_file():
    return _assignment("softmax.py")


def _assignment(*files):
    unused = Path("unused")
    return Assignment("losses", "Losses", (), files, handout=unused, solutions=unused, suite=unused)


@pytest.fixture
def tree(tmp_path):
    """Makes files with these texts or bytes, and the folders they lie in, under a folder of this name."""

    def tree(files, under="downloaded"):
        root = tmp_path / under
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return tree


@pytest.fixture
def collect(assignment):
    """Finds and reads what lies in a folder: submissions by student."""

    def collect(*roots):
        return {source.student: read(assignment, source) for source in find(assignment, roots)}

    return collect


@pytest.fixture(scope="session")
def zipped():
    """Packs names and bytes, or ready-made ZipInfos and bytes."""

    def pack(*entries, method=zipfile.ZIP_DEFLATED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in entries:
                archive.writestr(name, content)
        return buffer.getvalue()

    return pack


@pytest.fixture(scope="session")
def tarred():
    """Packs names and bytes; an entry of type and link name too becomes what its type says."""

    def pack(*entries, mode="w:gz", **options):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode=mode, **options) as archive:
            for name, content, *special in entries:
                member = tarfile.TarInfo(name)
                member.size = len(content)
                if special:
                    member.type, member.linkname = special
                archive.addfile(member, io.BytesIO(content))
        return buffer.getvalue()

    return pack


@pytest.fixture
def take(tmp_path, one_file):
    """Reads bytes as the archive that a student handed in."""

    def take(content, name="alice.zip", assignment=one_file):
        path = tmp_path / name
        path.write_bytes(content)
        return read(assignment, Source("alice", (path,)))

    return take


@pytest.fixture
def refusal(take):
    """The reason why such an archive is not read; fails where it is."""

    def refusal(content, name="alice.zip"):
        submission = take(content, name)
        assert submission.info.unreadable
        assert submission.files == {}
        return submission.info.warnings[0]

    return refusal


@pytest.fixture
def as_nobody():
    """A folder to work in, and an identity that file permissions bind (root's they do not)."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, -1)
        os.seteuid(NOBODY)
    yield folder
    if root:
        os.seteuid(0)
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)
