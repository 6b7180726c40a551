from __future__ import annotations

import bz2
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake import Source, read
from grader.intake.archives import archive_stem
from grader.intake.contents import MAX_ENTRIES, MAX_FILE_BYTES, MAX_TOTAL_BYTES

CODE = b"def softmax(): pass\n"


@pytest.fixture(scope="session", params=["zip", "tar", "tar.gz"])
def packed(request, zipped, tarred):
    """Packs names and bytes in each of the formats."""
    if request.param == "zip":
        return zipped
    mode = "w:gz" if request.param == "tar.gz" else "w"
    return lambda *entries: tarred(*entries, mode=mode)


def test_the_expected_file_is_read(packed, take):
    submission = take(packed(("softmax.py", CODE)))
    assert submission.files == {"softmax.py": CODE.decode()}
    assert submission.info.warnings == ()
    assert not submission.info.unreadable


@pytest.mark.parametrize("name", ["./softmax.py", "alice/softmax.py", "Abgabe Übung 1/日本/softmax.py"])
def test_a_file_in_folders_is_read(packed, take, name):
    assert take(packed((name, CODE))).files == {"softmax.py": CODE.decode()}


def test_the_format_is_told_by_content_not_by_name(packed, take):
    for name in ("alice.zip", "alice.tar.gz", "alice.tar", "upload"):
        assert take(packed(("softmax.py", CODE)), name).files


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("../softmax.py", "leads out of the archive"),
        ("a/../../softmax.py", "leads out of the archive"),
        ("a/..", "leads out of the archive"),
        ("/softmax.py", "is an absolute path"),
        ("a\\softmax.py", "has a backslash"),
        ("C:softmax.py", "starts with a drive letter"),
        ("soft\nmax.py", "has control characters"),
        ("soft\x7fmax.py", "has control characters"),
        ("soft\u202eyp.xam", "changes the direction of writing"),
    ],
)
def test_a_hostile_name_is_refused(packed, refusal, name, trouble):
    assert trouble in refusal(packed(("softmax.py", CODE), (name, CODE)))


@pytest.mark.parametrize("name", ["a..b.py", "...", "12:30.png", "naïve.py", "a b/c d.py"])
def test_an_unusual_name_is_no_hostile_one(packed, take, name):
    assert not take(packed(("softmax.py", CODE), (name, b""))).info.unreadable


def test_a_reason_shows_a_name_without_what_could_mislead(packed, refusal):
    reason = refusal(packed(("../\u202e\x1b[2J" + "x" * 90, CODE)))
    assert reason.isprintable()
    assert len(reason) < 160


@pytest.mark.parametrize("pair", [("a.py", "A.py"), ("stra\u00dfe", "STRASSE"), ("\u00e9.py", "e\u0301.py")])
def test_names_that_differ_in_case_or_composition_only_are_refused(packed, refusal, pair):
    assert "two entries of one name" in refusal(packed(*((name, CODE) for name in pair)))


def test_one_name_in_two_folders_is_no_clash(packed, take):
    assert take(packed(("a/softmax.py", CODE), ("b/Softmax.py", CODE))).files


def test_too_many_entries_are_refused(packed, refusal, take):
    names = [("softmax.py", b""), *((f"d/{number}", b"") for number in range(MAX_ENTRIES - 1))]
    assert not take(packed(*names)).info.unreadable
    assert "more than 2,000 entries" in refusal(packed(*names, ("one more", b"")))


def test_too_much_in_all_is_refused(packed, refusal):
    many = [(f"{number}.npy", bytes(range(256)) * 4096 * 5) for number in range(5)]
    assert "20 MB" in refusal(packed(*many))


def test_a_bomb_is_refused_without_going_off(zipped, tarred, refusal):
    for bomb in (zipped(("softmax.py", bytes(300 << 20))), tarred(("softmax.py", bytes(300 << 20)))):
        tracemalloc.start()
        try:
            assert "unpacks to more than 20 MB" in refusal(bomb)
            assert tracemalloc.get_traced_memory()[1] < 3 * MAX_TOTAL_BYTES
        finally:
            tracemalloc.stop()


def test_a_suspicious_ratio_is_refused(zipped, refusal):
    assert "1,000 times its size" in refusal(zipped(("softmax.py", bytes(MAX_TOTAL_BYTES))))


def test_an_expected_file_above_the_cap_is_left_with_a_note(packed, take):
    submission = take(packed(("softmax.py", b"#" + bytes(range(256)) * (MAX_FILE_BYTES // 256))))
    assert submission.files == {}
    assert not submission.info.unreadable
    assert submission.info.warnings == ("softmax.py is larger than 1 MB and is not read",)


def test_a_nested_archive_is_one_more_file(packed, take, zipped):
    submission = take(packed(("softmax.py", CODE), ("old.zip", zipped(("softmax.py", b"old")))))
    assert submission.files == {"softmax.py": CODE.decode()}
    assert submission.info.warnings == ("left aside: 1 other file (old.zip)",)


def test_a_truncated_archive_is_refused(packed, refusal):
    whole = packed(("softmax.py", bytes(range(256)) * 40))
    for length in (len(whole) // 4, len(whole) // 2):
        assert refusal(whole[:length])


@pytest.mark.parametrize("content", [b"", b"PK", b"hello", b"Rar!\x1a\x07", bz2.compress(b"x"), bytes(1024)])
def test_what_is_no_archive_is_refused(refusal, content):
    assert "not a .zip, .tar or .tar.gz archive" in refusal(content)


def test_an_archive_too_large_to_open_is_refused(refusal):
    assert "larger than 20 MB" in refusal(bytes(MAX_TOTAL_BYTES + 1))


def test_an_archive_that_is_gone_is_refused(tmp_path, one_file):
    submission = read(one_file, Source("alice", (tmp_path / "gone.zip",)))
    assert submission.info.unreadable
    assert submission.info.warnings == ("gone.zip: cannot be read (no such file or directory)",)
    assert submission.info.received_at is None


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("alice.zip", "alice"),
        ("a.b.ZIP", "a.b"),
        ("bob.tar.gz", "bob"),
        ("bob.tgz", "bob"),
        ("bob.tar", "bob"),
        ("eve.rar", "eve"),
        ("alice.py", None),
        (".zip", None),
    ],
)
def test_the_stem_is_the_name_without_its_archive_ending(name, stem):
    assert archive_stem(name) == stem


MAGIC = st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"PK\x05\x06" + bytes(18)])


@given(
    magic=MAGIC,
    rest=st.binary(max_size=600),
    name=st.sampled_from(["a.zip", "a.tar.gz", "a.tar", "a_softmax.py"]),
)
def test_no_bytes_make_reading_raise(tmp_path_factory, assignment, magic, rest, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(magic + rest)
    assert read(assignment, Source("a", (path,))).info.warnings


@given(data=st.data())
def test_no_damage_to_a_real_archive_makes_reading_raise(tmp_path_factory, one_file, packed, data):
    content = bytearray(packed(("a/softmax.py", CODE), ("é" * 60 + "/notes.txt", b"x")))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(content)
    submission = read(one_file, Source("a", (path,)))
    assert not (submission.info.unreadable and submission.files)
    assert all(oddity.isprintable() for oddity in submission.info.warnings)
