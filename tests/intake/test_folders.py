from __future__ import annotations

import os
import socket

import pytest

from grader.intake import Source, read
from grader.intake.contents import MAX_ENTRIES
from grader.intake.folders import open_folder

CODE = "def softmax(): pass\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "alice"
    folder.mkdir()
    (folder / "softmax.py").write_text(CODE)
    return folder


@pytest.fixture
def take_folder(one_file):
    return lambda folder: read(one_file, Source("alice", (folder,)))


def test_the_expected_file_is_read(folder, take_folder):
    submission = take_folder(folder)
    assert submission.files == {"softmax.py": CODE}
    assert submission.info.warnings == ()


def test_spaces_and_other_alphabets_in_paths_are_in_order(tmp_path, take_folder):
    inner = tmp_path / "Zoë Ünal" / "Übung 1 (končna)" / "ćwiczenie"
    inner.mkdir(parents=True)
    (inner / "softmax.py").write_text(CODE)
    assert take_folder(tmp_path / "Zoë Ünal").files == {"softmax.py": CODE}


def test_a_name_that_is_no_utf_8_is_left_aside(folder, take_folder):
    (folder / os.fsdecode(b"\xff\xfe.txt")).write_text("")
    assert take_folder(folder).info.warnings == ("left aside: 1 other file (.txt)",)


def test_a_symbolic_link_is_not_followed(folder, tmp_path, take_folder):
    (tmp_path / "secret.py").write_text("secret")
    (folder / "softmax.py").unlink()
    (folder / "softmax.py").symlink_to(tmp_path / "secret.py")
    (folder / "up").symlink_to(tmp_path)
    submission = take_folder(folder)
    assert submission.files == {}
    assert submission.info.warnings == (
        "softmax.py is missing",
        "symbolic links are not followed: softmax.py, up",
    )


def test_a_submission_that_is_itself_a_link_is_unreadable(folder, tmp_path, take_folder):
    (tmp_path / "link").symlink_to(folder)
    info = take_folder(tmp_path / "link").info
    assert info.unreadable
    assert info.warnings == ("link: symbolic links are not followed",)


def test_a_file_that_becomes_a_link_after_the_listing_is_not_followed(folder, tmp_path):
    contents = open_folder(folder)
    (folder / "softmax.py").unlink()
    (folder / "softmax.py").symlink_to(tmp_path / "secret.py")
    with pytest.raises(OSError, match="symbolic links"):
        contents.load("softmax.py")


def test_pipes_and_sockets_are_left_aside_without_waiting(folder, take_folder):
    os.mkfifo(folder / "pipe.py")
    with socket.socket(socket.AF_UNIX) as endpoint:
        endpoint.bind(str(folder / "s"))
        submission = take_folder(folder)
    assert submission.files
    assert submission.info.warnings == ("not regular files, left aside: pipe.py, s",)


def test_a_pipe_under_the_expected_name_is_not_read(tmp_path, one_file):
    os.mkfifo(tmp_path / "alice_softmax.py")
    info = read(one_file, Source("alice", (tmp_path / "alice_softmax.py",))).info
    assert info.unreadable
    assert info.warnings == ("softmax.py cannot be read (not a regular file)",)


@pytest.mark.parametrize(("depth", "found"), [(8, True), (9, False)])
def test_folders_are_searched_eight_deep(tmp_path, take_folder, depth, found):
    inner = tmp_path.joinpath("alice", *"abcdefghi"[:depth])
    inner.mkdir(parents=True)
    (inner / "softmax.py").write_text(CODE)
    submission = take_folder(tmp_path / "alice")
    assert bool(submission.files) is found
    assert any("8 folders deep" in oddity for oddity in submission.info.warnings) is not found


def test_too_many_entries_make_it_unreadable(folder, take_folder):
    for number in range(MAX_ENTRIES - 1):
        (folder / f"{number}").touch()
    assert not take_folder(folder).info.unreadable
    (folder / "one more").touch()
    info = take_folder(folder).info
    assert info.unreadable
    assert info.warnings == ("alice: the folder holds more than 2,000 entries",)


def test_what_lies_in_by_products_is_not_counted(folder, take_folder):
    (folder / ".git").mkdir()
    for number in range(MAX_ENTRIES):
        (folder / ".git" / f"{number}").touch()
    assert take_folder(folder).info.warnings == ()


def test_a_file_without_permission_is_noted(as_nobody, assignment):
    (as_nobody / "softmax.py").touch(mode=0)
    (as_nobody / "svm.py").write_text(CODE)
    submission = read(assignment, Source("alice", (as_nobody,)))
    assert set(submission.files) == {"svm.py"}
    assert "softmax.py cannot be read (permission denied)" in submission.info.warnings


def test_a_folder_without_permission_is_noted(as_nobody, one_file):
    (as_nobody / "softmax.py").write_text(CODE)
    (as_nobody / "private").mkdir(mode=0)
    submission = read(one_file, Source("alice", (as_nobody,)))
    assert submission.files
    assert submission.info.warnings == ("folders that cannot be read: private",)


def test_a_submission_of_which_nothing_can_be_read_is_unreadable(as_nobody, one_file):
    (as_nobody / "alice").mkdir(mode=0)
    (as_nobody / "bob").mkdir()
    (as_nobody / "bob" / "softmax.py").touch(mode=0)
    for student in ("alice", "bob"):
        info = read(one_file, Source(student, (as_nobody / student,))).info
        assert info.unreadable
        assert "permission denied" in info.warnings[0]
