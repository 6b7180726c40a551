from __future__ import annotations

import io
import tarfile

import pytest

CODE = b"x = 1\n" * 100


def header(name, size, kind=tarfile.REGTYPE):
    """A header block with any size, also one that tarfile would not write."""
    block = bytearray(tarfile.TarInfo(name).tobuf(tarfile.USTAR_FORMAT))
    block[124:136] = b"\xff" * 4 + size.to_bytes(8, "big", signed=True) if size < 0 else b"%011o\0" % size
    block[156:157] = kind
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padded(content):
    return content + bytes(-len(content) % 512)


def record(key, value):
    """A pax record, whose length counts itself."""
    length = len(key) + len(value) + 3
    length += len(str(length + len(str(length))))
    return b"%d %s=%s\n" % (length, key, value)


def with_pax(payload):
    """An archive whose one file has the extension header `payload`."""
    extension = header("pax", len(payload), tarfile.XHDTYPE) + padded(payload)
    return extension + header("softmax.py", len(CODE)) + padded(CODE) + bytes(1024)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (tarfile.SYMTYPE, "a symbolic link"),
        (tarfile.LNKTYPE, "a hard link"),
        (tarfile.CHRTYPE, "a device"),
        (tarfile.BLKTYPE, "a device"),
        (tarfile.FIFOTYPE, "a named pipe"),
        (tarfile.GNUTYPE_SPARSE, "a special entry"),
    ],
)
def test_what_is_no_file_is_refused(tarred, refusal, kind, shown):
    reason = refusal(tarred(("softmax.py", CODE), ("odd", b"", kind, "/etc/passwd")), "alice.tar.gz")
    assert reason == f"alice.tar.gz: the archive holds {shown}: odd"


def test_folders_are_passed_through(tarred, take):
    archive = tarred(("./", b"", tarfile.DIRTYPE, ""), ("./softmax.py", CODE))
    assert take(archive).info.warnings == ()


@pytest.mark.parametrize("layout", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_long_path_is_read(tarred, take, layout):
    path = "/".join(["übung " * 8] * 5) + "/softmax.py"
    assert take(tarred((path, CODE), format=layout)).files == {"softmax.py": CODE.decode()}


def test_the_headers_that_archivers_add_are_read(take):
    assert take(with_pax(record(b"mtime", b"1.5") + record(b"comment", b"x" * 300))).files


def test_a_name_in_an_extension_header_is_checked_too(refusal):
    assert "leads out" in refusal(with_pax(record(b"path", b"../softmax.py")))


@pytest.mark.parametrize(
    "payload",
    [record(b"size", b"-512"), record(b"GNU.sparse.realsize", b"9"), record(b"comment", b"x" * 5000)],
)
def test_an_extension_header_that_no_archiver_needs_is_refused(refusal, payload):
    assert "unusual extension headers" in refusal(with_pax(payload))


def test_many_extension_headers_are_refused_before_all_are_read(refusal):
    digits = record(b"comment", b"1" * 4000)
    extension = header("pax", len(digits), tarfile.XHDTYPE) + padded(digits)
    assert "unusual extension headers" in refusal(extension * 300 + b"no header" * 512)
    assert "damaged" in refusal(extension + b"no header" * 512)


@pytest.mark.parametrize("size", [-512, -1, -(1 << 40)])
def test_a_negative_size_is_refused(refusal, size):
    assert "impossible size" in refusal(header("softmax.py", size) + bytes(1024))


def test_a_folder_with_a_size_is_refused(refusal):
    assert "impossible size" in refusal(header("a/", 512, tarfile.AREGTYPE) + bytes(2048))


def test_a_size_beyond_the_end_is_refused(refusal):
    assert "cut short" in refusal(header("softmax.py", 1 << 30) + padded(CODE) + bytes(1024))


def test_an_archive_without_its_end_is_refused(refusal):
    assert "cut short" in refusal(header("softmax.py", len(CODE)) + padded(CODE))


def test_a_damaged_later_header_is_refused(refusal):
    archive = header("softmax.py", len(CODE)) + padded(CODE)
    assert "damaged" in refusal(archive + bytes([7]) * 512 + bytes(1024))


def test_a_thousand_headers_that_describe_headers_are_refused(refusal):
    nested = header("pax", 0, tarfile.XHDTYPE) * 1900
    assert refusal(nested + header("softmax.py", 0) + bytes(1024))


def test_an_empty_file_in_a_tar_is_read(tarred, take):
    assert take(tarred(("softmax.py", b""))).files == {"softmax.py": ""}


def test_two_files_of_one_name_are_refused(refusal):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for _ in range(2):
            archive.addfile(tarfile.TarInfo("softmax.py"))
    assert "two entries of one name" in refusal(buffer.getvalue())
