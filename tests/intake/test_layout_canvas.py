from __future__ import annotations

import pytest

CODE = "x = 1\n"


def test_a_files_name_tells_id_and_name(tree, collect):
    root = tree({"lovelaceada_4711_901_softmax.py": CODE, "lovelaceada_4711_902_svm.py": "y = 2\n"})
    (ada,) = collect(root).values()
    assert (ada.info.student, ada.info.name) == ("4711", "lovelaceada")
    assert ada.files == {"softmax.py": CODE, "svm.py": "y = 2\n"}
    assert ada.info.warnings == ()


def test_what_canvas_marks_as_late_is_noted(tree, collect):
    root = tree({"rayb_LATE_12_901_softmax.py": CODE, "rayb_LATE_12_902_svm.py": CODE})
    (bob,) = collect(root).values()
    assert (bob.info.student, bob.info.name) == ("12", "rayb")
    assert bob.info.warnings == ("Canvas marks it as late",)


def test_a_numbered_file_is_the_file_handed_in_again(tree, collect):
    (ada,) = collect(tree({"a_1_901_softmax-1.py": CODE, "a_1_902_svm.py": CODE})).values()
    assert sorted(ada.files) == ["softmax.py", "svm.py"]
    assert ada.info.warnings == ()


def test_of_several_attempts_the_last_counts_with_a_note(tree, collect):
    attempts = {"a_1_901_softmax.py": "1\n", "a_1_905_softmax-1.py": "2\n", "a_1_921_softmax-2.py": "3\n"}
    (ada,) = collect(tree(attempts | {"a_1_902_svm.py": CODE})).values()
    assert ada.files["softmax.py"] == "3\n"
    assert ada.info.warnings == ("softmax.py was handed in 3 times: the last, softmax-2.py, counts",)


def test_the_tenth_attempt_is_later_than_the_ninth(tree, collect):
    attempts = {f"a_1_901_softmax-{number}.py": f"{number}\n" for number in range(1, 12)}
    (ada,) = collect(tree(attempts)).values()
    assert ada.files["softmax.py"] == "11\n"


def test_parts_with_numbers_are_not_attempts(tree, collect):
    (ada,) = collect(tree({"a_1_901_part-1.ipynb": "{}", "a_1_902_part-2.ipynb": "{}"})).values()
    assert not any("times" in oddity for oddity in ada.info.warnings)


def test_an_archive_is_opened_and_of_several_the_last(tree, collect, zipped):
    root = tree(
        {
            "a_1_901_work.zip": zipped(("softmax.py", "old = 1\n")),
            "a_1_905_work-1.zip": zipped(("softmax.py", CODE), ("svm.py", CODE)),
            "a_1_903_report.pdf": "",
        }
    )
    (ada,) = collect(root).values()
    assert ada.files == {"softmax.py": CODE, "svm.py": CODE}
    assert ada.info.warnings == (
        "work.zip was handed in 2 times: the last, work-1.zip, counts",
        "left aside: report.pdf",
    )


def test_files_count_before_an_archive_beside_them(tree, collect, zipped):
    root = tree({"a_1_901_softmax.py": CODE, "a_1_902_data.zip": zipped(("softmax.py", "other = 1\n"))})
    (ada,) = collect(root).values()
    assert ada.files == {"softmax.py": CODE}
    assert "left aside: 1 other file (data.zip)" in ada.info.warnings


@pytest.mark.parametrize("name", ["a_1_901_essay.pdf", "a_1_text.html", "a_LATE_1_text.html"])
def test_a_student_who_handed_in_something_else_is_not_unseen(tree, collect, name):
    (ada,) = collect(tree({name: ""})).values()
    assert ada.info.student == "1"
    assert ada.info.unreadable
    assert "none of the expected files" in ada.info.warnings[0]


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("ada_softmax.py", "ada"),
        ("ada_2_softmax.py", "ada_2"),
        ("ada_LATE_softmax.py", "ada_LATE"),
        ("1_2_softmax.py", "1_2"),
    ],
)
def test_a_name_that_is_not_canvas_is_an_id(tree, collect, name, student):
    assert list(collect(tree({name: CODE}))) == [student]


def test_a_folder_is_not_canvas(tree, collect):
    assert list(collect(tree({"a_1_2_b/softmax.py": CODE}))) == ["a_1_2_b"]


def test_a_link_is_not_followed(tree, collect):
    root = tree({"a_1_901_softmax.py": CODE})
    (root / "eve_2_902_softmax.py").symlink_to(root / "a_1_901_softmax.py")
    submissions = collect(root)
    assert submissions["2"].info.unreadable
    assert not submissions["1"].info.unreadable
