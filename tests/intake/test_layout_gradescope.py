from __future__ import annotations

from datetime import UTC, datetime

import pytest

from grader.intake import find

CODE = "x = 1\n"
METADATA = """\
---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@example.edu
  :created_at: 2026-03-01 12:30:00.152034000 Z
  :score: 95.0
  :status: processed
  :results:
    :tests:
    - :name: 'a test'
      :output: "lines\\nof it"
submission_12:
  :submitters:
  - :name: Bob Ray
    :sid: ''
    :email: bob@example.edu
  - :name: Cleo
    :sid:
    :email: ''
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-03-01 12:30:00.000000000 Z
    zone: &1 !ruby/object:ActiveSupport::TimeZone
      name: America/Los_Angeles
    time: 2026-03-01 04:30:00.000000000 Z
"""


def export(metadata=METADATA, folders=("submission_11", "submission_12")):
    return {f"{folder}/softmax.py": CODE for folder in folders} | {"submission_metadata.yml": metadata}


def about(sid="7", at="2026-03-01 12:30:00 Z", folder="submission_11"):
    return f"{folder}:\n  :submitters:\n  - :name: Ada\n    :sid: '{sid}'\n  :created_at: {at}\n"


def test_the_metadata_tells_student_name_address_and_time(tree, collect):
    info = collect(tree(export()))["007"].info
    assert (info.name, info.email) == ("Ada Lovelace", "ada@example.edu")
    assert info.received_at == datetime(2026, 3, 1, 12, 30, 0, 152034, tzinfo=UTC)
    assert info.warnings == ("svm.py is missing",)


def test_a_group_has_a_submission_for_each_by_what_is_known_of_them(tree, collect):
    submissions = collect(tree(export()))
    assert list(submissions) == ["007", "bob@example.edu", "submission_12"]
    bob, cleo = submissions["bob@example.edu"], submissions["submission_12"]
    assert bob.files == cleo.files == {"softmax.py": CODE}
    assert (bob.info.name, cleo.info.name) == ("Bob Ray", "Cleo")


def test_a_time_may_be_a_ruby_object(tree, collect):
    info = collect(tree(export()))["bob@example.edu"].info
    assert info.received_at == datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def test_the_last_of_several_attempts_counts_whatever_the_files_dates(tree, collect):
    metadata = about(at="2026-03-02 00:00:00 Z") + about(at="2026-03-01 00:00:00 Z", folder="submission_12")
    root = tree(export(metadata))
    (root / "submission_11" / "softmax.py").write_text("last = True\n")
    (root / "submission_12" / "softmax.py").write_text("first = True\n")
    ada = collect(root)["7"]
    assert ada.files == {"softmax.py": "last = True\n"}
    assert ada.info.warnings[0] == (
        "handed in as submission_11/ and submission_12/; the newer, submission_11/, is graded"
    )


def test_a_submission_that_the_metadata_forgot_is_found_with_a_note(tree, collect):
    submissions = collect(tree(export(about())))
    assert list(submissions) == ["7", "submission_12"]
    assert "does not name it" in submissions["submission_12"].info.warnings[0]


def test_a_submission_without_a_folder_is_unreadable(tree, collect):
    ada = collect(tree(export(folders=["submission_12"])))["007"]
    assert ada.info.unreadable
    assert "submission_11: cannot be read (no such file or directory)" in ada.info.warnings[0]


@pytest.mark.parametrize("name", ["'../elsewhere'", "'a/b'", ".hidden", '"a\\0b"', "''", '".."'])
def test_a_name_in_the_metadata_leads_nowhere_else(tree, collect, name):
    tree({"softmax.py": CODE}, "elsewhere")
    assert list(collect(tree(export(about() + about("8", folder=name), ["submission_11"])))) == ["7"]


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ("a: [", "line 2 is not YAML"),
        ("a: b: c", "line 1 is not YAML"),
        ("just words", "not a list of submissions"),
        ("", "not a list of submissions"),
        ("{[a]: b}", "is not YAML"),
        ("&a [*a]", "not YAML"),
        ("[" * 200_000 + "]" * 200_000, "nested too deeply"),
        ("[" * 200_000, "nested too deeply"),
        (b"\xff\xfe\xfa\x00\x00", "not YAML"),
        ("a: \x00", "not YAML"),
    ],
)
def test_metadata_that_cannot_be_read_is_named_and_the_folders_count(tree, collect, metadata, reason):
    submissions = collect(tree(export(metadata)))
    assert list(submissions) == ["submission_11", "submission_12"]
    for submission in submissions.values():
        assert submission.files == {"softmax.py": CODE}
        assert submission.info.warnings[0].startswith("submission_metadata.yml cannot be read (")
        assert reason in submission.info.warnings[0]


def test_aliases_that_multiply_take_no_time(tree, assignment):
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40)
    )
    sources = find(assignment, [tree(export(bomb + about(), ["submission_11"]))])
    assert "7" in [source.student for source in sources]


def test_metadata_that_is_a_link_is_not_followed(tree, collect):
    root = tree(export())
    (root / "submission_metadata.yml").rename(root.parent / "metadata.yml")
    (root / "submission_metadata.yml").symlink_to(root.parent / "metadata.yml")
    submissions = collect(root)
    assert list(submissions) == ["submission_11", "submission_12"]
    assert "symbolic links are not followed" in submissions["submission_11"].info.warnings[0]


@pytest.mark.parametrize("at", ["yesterday", "[1, 2]", "2026-99-99 00:00:00 Z"])
def test_a_time_that_is_none_is_noted_and_the_files_tell(tree, collect, at):
    ada = collect(tree(export(about(at=at), ["submission_11"])))["7"]
    assert "which is no time" in ada.info.warnings[0]
    assert ada.info.received_at is not None


@pytest.mark.parametrize("submitters", ["[]", "nobody", "[nobody]", "", "{a: b}"])
def test_a_submission_of_nobody_goes_by_its_folder(tree, collect, submitters):
    metadata = f"submission_11:\n  :submitters: {submitters}\n"
    info = collect(tree(export(metadata, ["submission_11"])))["submission_11"].info
    assert "names no submitter" in info.warnings[0]


def test_hostile_names_lose_control_characters_and_length(tree, collect):
    metadata = (
        'submission_11:\n  :submitters:\n  - :sid: "../a\\e[31m\\u202e"\n    :name: "' + "x" * 10_000 + '"\n'
    )
    (submission,) = collect(tree(export(metadata, ["submission_11"]))).values()
    assert submission.info.student == "../a[31m"
    assert len(submission.info.name) == 254


def test_a_zip_in_a_submissions_folder_is_opened(tree, collect, zipped):
    root = tree({"submission_11/work.zip": zipped(("softmax.py", CODE)), "submission_metadata.yml": METADATA})
    assert collect(root)["007"].files == {"softmax.py": CODE}


def test_without_metadata_it_is_a_folder_of_folders(tree, collect):
    files = export()
    del files["submission_metadata.yml"]
    submission = collect(tree(files))["submission_11"]
    assert submission.info.warnings == ("svm.py is missing",)
