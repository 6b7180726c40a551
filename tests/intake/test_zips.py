from __future__ import annotations

import stat
import struct
import zipfile

import pytest

CODE = b"x = 1\n" * 100


def entry(name, mode):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def patched(archive, offset_in_local, offset_in_central, layout, value):
    """The archive with one number changed in the local and the central header of its first entry."""
    raw = bytearray(archive)
    struct.pack_into(layout, raw, raw.index(b"PK\x03\x04") + offset_in_local, value)
    struct.pack_into(layout, raw, raw.index(b"PK\x01\x02") + offset_in_central, value)
    return bytes(raw)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (stat.S_IFLNK | 0o777, "a symbolic link"),
        (stat.S_IFIFO | 0o644, "a device, a pipe or a socket"),
        (stat.S_IFCHR | 0o644, "a device, a pipe or a socket"),
        (stat.S_IFSOCK | 0o644, "a device, a pipe or a socket"),
    ],
)
def test_what_is_no_file_is_refused(zipped, refusal, mode, kind):
    reason = refusal(zipped(("softmax.py", CODE), (entry("odd", mode), b"/etc/passwd")))
    assert reason == f"alice.zip: the archive holds {kind}: odd"


def test_files_and_folders_with_a_mode_are_read(zipped, take):
    folder, file = entry("a/", stat.S_IFDIR | 0o755), entry("a/softmax.py", stat.S_IFREG | 0o644)
    assert take(zipped((folder, b""), (file, CODE))).files == {"softmax.py": CODE.decode()}


def test_an_encrypted_entry_is_refused(zipped, refusal):
    assert "an encrypted file" in refusal(patched(zipped(("softmax.py", CODE)), 6, 8, "<H", 1))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_without_bounds_is_refused(zipped, refusal, method):
    assert "unusual compression" in refusal(zipped(("softmax.py", CODE), method=method))


def test_stored_files_are_read(zipped, take):
    assert take(zipped(("softmax.py", CODE), method=zipfile.ZIP_STORED)).files


@pytest.mark.parametrize("claimed", [10, 5_000])
def test_a_lying_size_is_refused(zipped, refusal, claimed):
    assert refusal(patched(zipped(("softmax.py", CODE)), 22, 24, "<I", claimed))


def test_a_bomb_that_claims_to_be_small_is_refused(zipped, refusal):
    bomb = zipped(("softmax.py", bytes(50 << 20)))
    assert "damaged" in refusal(patched(bomb, 22, 24, "<I", 100))


def test_a_name_with_nul_is_refused(zipped, refusal):
    archive = zipped(("softmax.py#.png", CODE)).replace(b"softmax.py#", b"softmax.py\0")
    assert "control characters" in refusal(archive)


def test_an_empty_archive_lacks_the_file(zipped, take):
    submission = take(zipped())
    assert submission.info.warnings == ("softmax.py is missing",)
    assert not submission.info.unreadable


def test_a_wrong_checksum_is_refused(zipped, refusal):
    archive = bytearray(zipped(("softmax.py", CODE), method=zipfile.ZIP_STORED))
    archive[archive.index(CODE)] ^= 1
    assert "damaged" in refusal(bytes(archive))
