from __future__ import annotations

import os
from datetime import UTC, datetime

from grader import wire
from grader.intake import Source, find, read
from grader.model import Submission, content_hash


def test_a_receipt_says_whose_what_and_when(tmp_path, assignment):
    for name, when in (("alice_softmax.py", 1_700_000_000), ("alice_svm.py", 1_700_000_060)):
        (tmp_path / name).write_text("x = 1\n")
        os.utime(tmp_path / name, (when, when))
    (source,) = find(assignment, [tmp_path])
    submission = read(assignment, source)
    assert submission.files == {"softmax.py": "x = 1\n", "svm.py": "x = 1\n"}
    assert submission.info.assignment == "losses"
    assert submission.info.student == "alice"
    assert submission.info.received_at == datetime(2023, 11, 14, 22, 14, 20, tzinfo=UTC)
    assert submission.info.content_hash == content_hash(submission.files)


def test_a_folder_is_as_new_as_the_newest_expected_file_in_it(tmp_path, assignment):
    folder = tmp_path / "alice" / "cs231n"
    folder.mkdir(parents=True)
    for name, when in (
        ("softmax.py", 1_700_000_000),
        ("svm.py", 1_700_000_060),
        ("notes.txt", 1_800_000_000),
    ):
        (folder / name).write_text("x = 1\n")
        os.utime(folder / name, (when, when))
    (source,) = find(assignment, [tmp_path])
    received_at = read(assignment, source).info.received_at
    assert received_at == datetime(2023, 11, 14, 22, 14, 20, tzinfo=UTC)


def test_a_folder_that_holds_one_archive_is_as_new_as_the_archive(tmp_path, assignment, zipped):
    (tmp_path / "alice").mkdir()
    path = tmp_path / "alice" / "hw1.zip"
    path.write_bytes(zipped(("softmax.py", b"x = 1\n")))
    os.utime(path, (1_700_000_060, 1_700_000_060))
    (source,) = find(assignment, [tmp_path])
    info = read(assignment, source).info
    assert info.received_at == datetime(2023, 11, 14, 22, 14, 20, tzinfo=UTC)


def test_a_folder_without_expected_files_is_as_new_as_the_newest_of_all(tmp_path, assignment):
    folder = tmp_path / "alice"
    folder.mkdir()
    for name, when in (("notes.docx", 1_700_000_060), ("draft.docx", 1_700_000_000)):
        (folder / name).write_text("no code")
        os.utime(folder / name, (when, when))
    info = read(assignment, Source("alice", (folder,))).info
    assert info.unreadable
    assert info.received_at == datetime(2023, 11, 14, 22, 14, 20, tzinfo=UTC)


def test_a_bad_archive_in_a_folder_is_as_new_as_the_archive_all_the_same(tmp_path, assignment):
    folder = tmp_path / "alice"
    folder.mkdir()
    (folder / "hw1.zip").write_text("no zip")
    os.utime(folder / "hw1.zip", (1_700_000_060, 1_700_000_060))
    info = read(assignment, Source("alice", (folder,))).info
    assert info.unreadable
    assert info.received_at == datetime(2023, 11, 14, 22, 14, 20, tzinfo=UTC)


def test_nobody_knows_when_an_empty_folder_was_handed_in(tmp_path, assignment):
    (tmp_path / "alice").mkdir()
    assert read(assignment, Source("alice", (tmp_path / "alice",))).info.received_at is None


def test_the_hash_is_the_same_however_it_was_handed_in(tmp_path, one_file, zipped):
    (tmp_path / "alice.zip").write_bytes(zipped(("a/softmax.py", b"x = 1\r\n")))
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "softmax.py").write_text("x = 1\n")
    (tmp_path / "carol.py").write_text("x = 1\n")
    hashes = {read(one_file, source).info.content_hash for source in find(one_file, [tmp_path])}
    assert len(hashes) == 1


def test_notes_of_the_finding_come_before_those_of_the_reading(tmp_path, one_file):
    (tmp_path / "Softmax.py").write_text("")
    oddities = read(one_file, Source("alice", (tmp_path,), ("found twice",))).info.warnings
    assert oddities == ("found twice", "Softmax.py is taken for softmax.py", "softmax.py: the file is empty")


def test_the_reason_comes_first_where_nothing_can_be_read(tmp_path, one_file):
    (tmp_path / "alice.zip").write_text("not a zip")
    info = read(one_file, Source("alice", (tmp_path / "alice.zip",), ("found twice",))).info
    assert info.unreadable
    assert info.warnings[0].startswith("alice.zip: not a .zip")
    assert info.warnings[1:] == ("found twice",)
    assert info.content_hash == content_hash({})


def test_a_submission_survives_the_wire(tmp_path, one_file):
    folder = tmp_path / os.fsdecode(b"J\xf6rg")
    folder.mkdir()
    (folder / "softmax.py").write_bytes("# coding: latin-1\n# é".encode("latin-1"))
    (folder / os.fsdecode(b"\xff.txt")).touch()
    (source,) = find(one_file, [tmp_path])
    submission = read(one_file, source)
    assert wire.load(Submission, wire.dump(submission)) == submission


def test_a_lone_file_under_its_own_name_is_read(tmp_path, one_file):
    (tmp_path / "softmax.py").write_text("x = 1\n")
    assert read(one_file, Source("me", (tmp_path / "softmax.py",))).files == {"softmax.py": "x = 1\n"}


def test_an_archive_in_a_closed_folder_is_unreadable(as_nobody, one_file):
    (as_nobody / "closed").mkdir(mode=0)
    info = read(one_file, Source("alice", (as_nobody / "closed" / "alice.zip",))).info
    assert info.unreadable
    assert info.warnings == ("alice.zip: cannot be read (permission denied)",)


def test_a_folder_with_one_archive_alone_is_that_archive(tmp_path, one_file, zipped):
    (tmp_path / "alice_42").mkdir()
    (tmp_path / "alice_42" / "homework.zip").write_bytes(zipped(("hw/softmax.py", b"x = 1\n")))
    (source,) = find(one_file, [tmp_path])
    submission = read(one_file, source)
    assert submission.files == {"softmax.py": "x = 1\n"}
    assert not submission.info.unreadable


def test_a_submission_of_other_files_only_needs_a_look(tmp_path, one_file):
    (tmp_path / "alice").mkdir()
    (tmp_path / "alice" / "homework.txt").write_text("see my mail")
    info = read(one_file, Source("alice", (tmp_path / "alice",))).info
    assert info.unreadable
    assert info.warnings == ("none of the expected files is in it; it holds homework.txt",)


def test_an_empty_folder_is_no_riddle(tmp_path, one_file):
    (tmp_path / "alice").mkdir()
    assert not read(one_file, Source("alice", (tmp_path / "alice",))).info.unreadable
