from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.intake import Source, find


@pytest.fixture
def lay(tmp_path):
    """Makes files, and the folders they lie in, under one folder; each newer than the one before."""

    def lay(*names):
        for number, name in enumerate(names):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x = 1\n")
            for changed in (path, path.parent):
                os.utime(changed, (1_000_000 + number, 1_000_000 + number))
        return tmp_path

    return lay


def students(sources):
    return [source.student for source in sources]


def refusal(assignment, path):
    with pytest.raises(UsageError) as caught:
        find(assignment, [path])
    assert caught.value.where == str(path)
    assert caught.value.advice
    return caught.value


def test_folders_archives_and_flat_files_are_found_together(lay, assignment):
    root = lay("carol/softmax.py", "alice.zip", "bob.tar.gz", "dave_softmax.py", "dave_svm.py")
    assert find(assignment, [root]) == [
        Source("alice", (root / "alice.zip",)),
        Source("bob", (root / "bob.tar.gz",)),
        Source("carol", (root / "carol",)),
        Source("dave", (root / "dave_softmax.py", root / "dave_svm.py")),
    ]


def test_a_student_folder_need_not_hold_an_expected_file(lay, assignment):
    assert students(find(assignment, [lay("alice/notes.txt", "bob/a/b/softmax.py")])) == ["alice", "bob"]


def test_what_is_no_submission_is_ignored(lay, assignment):
    root = lay(
        "alice.zip", ".hidden/softmax.py", "__MACOSX/x", "__pycache__/x", "README", "notes.txt", "a.csv"
    )
    assert students(find(assignment, [root])) == ["alice"]


def test_an_archive_of_a_format_that_is_not_read_is_found_all_the_same(lay, assignment):
    assert students(find(assignment, [lay("alice.rar", "bob.7z")])) == ["alice", "bob"]


def test_ids_with_underscores_spaces_and_accents_are_kept(lay, assignment):
    root = lay("zoë_b_softmax.py", "Ana María/svm.py", "x_1 2 (3).zip")
    assert students(find(assignment, [root])) == ["Ana María", "x_1 2 (3)", "zoë_b"]


def test_ids_lose_control_characters_and_outer_spaces(lay, assignment):
    assert students(find(assignment, [lay(" al\x1bice\n /softmax.py")])) == ["alice"]


def test_an_id_that_is_no_utf_8_is_spelled_out(lay, assignment):
    assert students(find(assignment, [lay(os.fsdecode(b"J\xf6rg/softmax.py"))])) == ["J\\xf6rg"]


def test_the_longest_expected_name_wins_in_a_flat_file(tmp_path, assignment):
    (tmp_path / "alice_my_loss.py").touch()
    both = replace(assignment, files=("loss.py", "my_loss.py"))
    assert students(find(both, [tmp_path])) == ["alice"]


def test_a_renamed_copy_of_a_flat_file_is_found(lay, assignment):
    assert students(find(assignment, [lay("alice_Softmax.py", "bob_svm (1).py")])) == ["alice", "bob"]


def test_a_file_named_after_its_student_counts_where_one_file_is_expected(lay, one_file, assignment):
    root = lay("alice.py", "bob_softmax.py", "notes.txt")
    assert students(find(one_file, [root])) == ["alice", "bob"]
    assert students(find(assignment, [root])) == ["bob"]


def test_a_folder_that_holds_an_expected_file_is_one_submission(lay, assignment):
    root = lay("alice/softmax.py", "alice/old/svm.py")
    assert find(assignment, [root / "alice"]) == [Source("alice", (root / "alice",))]


def test_the_folder_one_stands_in_has_a_name(lay, assignment, monkeypatch):
    monkeypatch.chdir(lay("alice/softmax.py") / "alice")
    assert students(find(assignment, [Path()])) == ["alice"]


def test_a_link_named_by_the_instructor_is_followed(lay, assignment):
    root = lay("2026/alice/softmax.py")
    (root / "latest").symlink_to(root / "2026")
    assert find(assignment, [root / "latest"]) == [Source("alice", (root / "2026" / "alice",))]


@pytest.mark.parametrize("name", ["alice.zip", "alice_svm.py"])
def test_a_file_can_be_one_submission(lay, assignment, name):
    path = lay(name) / name
    assert find(assignment, [path]) == [Source("alice", (path,))]


def test_of_two_submissions_the_newer_is_taken_with_a_note(lay, assignment):
    root = lay("alice/softmax.py", "alice.zip", "bob.zip", "bob/softmax.py")
    alice, bob = find(assignment, [root])
    assert alice.paths == (root / "alice.zip",)
    assert alice.notes == ("handed in as alice/ and alice.zip; the newer, alice.zip, is graded",)
    assert bob.paths == (root / "bob",)


@pytest.mark.parametrize("file", ["svm.py", "homework.zip", "deep/svm.py", "notes.docx"])
def test_the_files_say_which_of_two_folders_is_newer_and_the_folders_own_dates_do_not(lay, assignment, file):
    root = lay(f"early/alice/{file}", f"late/alice/{file}")
    for week, when in (("early", 3_000_000), ("late", 2_000_000)):
        os.utime(root / week / "alice", (when, when))
    (alice,) = find(assignment, [root / "late", root / "early"])
    assert alice.paths == (root / "late" / "alice",)


def test_of_one_name_in_two_places_the_note_says_which(lay, assignment):
    root = lay("week 1/alice/softmax.py", "week 2/alice/softmax.py")
    (alice,) = find(assignment, [root / "week 2", root / "week 1"])
    assert alice.paths == (root / "week 2" / "alice",)
    assert alice.notes == (
        "handed in as week 2/alice/ and week 1/alice/; the newer, week 2/alice/, is graded",
    )


def test_zips_that_say_of_nobody_whose_they_are_are_several_students(lay, assignment):
    root = lay("losses-submission.zip", "losses-submission (1).zip", "ada.zip")
    found = {source.student: source.notes for source in find(assignment, [root])}
    assert found["ada"] == ()
    assert found["losses-submission"] == (
        "losses-submission.zip does not name its student, so losses-submission is used; "
        "`grader submit --name NAME` sets the name",
    )
    assert "losses-submission (1).zip does not name its student, so" in found["losses-submission (1)"][0]


def test_such_zips_of_one_name_go_by_their_folders_too(lay, assignment):
    root = lay("a/losses-submission.zip", "b/losses-submission.zip")
    paths = [root / folder / "losses-submission.zip" for folder in "ab"]
    assert students(find(assignment, paths)) == ["a/losses-submission", "b/losses-submission"]
    assert students(find(assignment, [paths[0], paths[0]])) == ["losses-submission"]


def test_such_a_zip_needs_no_note_where_it_is_alone_or_its_folder_tells(lay, assignment):
    root = lay("losses-submission.zip", "ada/losses-submission.zip", "bob/losses-submission.zip")
    found = find(assignment, [root])
    assert students(found) == ["ada", "bob", "losses-submission"]
    assert [source.notes for source in found] == [(), (), ()]


def test_a_path_given_twice_is_one_submission(lay, assignment):
    root = lay("alice/softmax.py")
    (alice,) = find(assignment, [root, root, root / "alice"])
    assert alice.notes == ()


def test_a_path_that_does_not_exist_is_refused(tmp_path, assignment):
    assert "no such file" in refusal(assignment, tmp_path / "submisions").what


@pytest.mark.parametrize("name", ["notes.txt", "helper.py", "softmax.py"])
def test_a_file_that_is_no_submission_is_refused(lay, assignment, name):
    assert "neither an archive nor" in refusal(assignment, lay(name) / name).what


def test_a_lone_expected_file_does_not_say_whose_it_is(lay, one_file):
    assert "neither an archive nor" in refusal(one_file, lay("softmax.py") / "softmax.py").what


@pytest.mark.parametrize("name", ["notes.txt", ".hidden/softmax.py"])
def test_a_folder_without_submissions_is_refused_with_the_layouts(lay, assignment, one_file, name):
    root = lay(name)
    assert "no submission" in refusal(assignment, root).what
    assert "alice_softmax.py;" in str(refusal(assignment, root))
    assert "alice_softmax.py or alice.py;" in str(refusal(one_file, root))


def test_a_folder_without_permission_is_refused(as_nobody, assignment):
    (as_nobody / "closed").mkdir(mode=0)
    assert "permission denied" in refusal(assignment, as_nobody / "closed").what
