from __future__ import annotations

import pytest

CODE = "x = 1\n"


def test_a_folder_tells_participant_and_name(tree, collect):
    root = tree(
        {
            "Ada Lovelace_4711_assignsubmission_file_/softmax.py": CODE,
            "Jean_Luc Ünal_12_assignsubmission_file/svm.py": CODE,
        }
    )
    submissions = collect(root)
    assert list(submissions) == ["12", "4711"]
    assert submissions["4711"].files == {"softmax.py": CODE}
    assert submissions["4711"].info.name == "Ada Lovelace"
    assert submissions["12"].info.name == "Jean_Luc Ünal"
    assert submissions["12"].info.warnings == ("softmax.py is missing",)


def test_files_downloaded_without_folders_are_gathered_by_participant(tree, collect):
    root = tree(
        {
            "Ada Lovelace_4711_assignsubmission_file_softmax.py": CODE,
            "Ada Lovelace_4711_assignsubmission_file_svm.py": "y = 2\n",
            "Bob Ray_12_assignsubmission_file_my notes.txt": "",
        }
    )
    submissions = collect(root)
    assert submissions["4711"].files == {"softmax.py": CODE, "svm.py": "y = 2\n"}
    assert submissions["4711"].info.warnings == ()
    assert submissions["12"].info.unreadable
    assert "it holds my notes.txt" in submissions["12"].info.warnings[0]


def test_a_text_typed_in_online_counts_where_there_are_no_files(tree, collect):
    root = tree(
        {
            "Ada_1_assignsubmission_file_/softmax.py": CODE,
            "Ada_1_assignsubmission_onlinetext_/onlinetext.html": "<p>Hello</p>",
            "Bob_2_assignsubmission_onlinetext_/onlinetext.html": "<p>Hello</p>",
        }
    )
    submissions = collect(root)
    assert submissions["1"].info.warnings == ("svm.py is missing",)
    assert submissions["2"].info.unreadable


def test_a_zip_in_the_folder_is_opened(tree, collect, zipped):
    root = tree({"Ada_1_assignsubmission_file_/work.zip": zipped(("softmax.py", CODE))})
    assert collect(root)["1"].files == {"softmax.py": CODE}


def test_other_submissions_beside_them_are_found(tree, collect, zipped):
    root = tree({"Ada_1_assignsubmission_file_/softmax.py": CODE, "bob.zip": zipped(("softmax.py", CODE))})
    assert list(collect(root)) == ["1", "bob"]


@pytest.mark.parametrize(
    "name", ["Ada_x_assignsubmission_file_", "Ada_1_assignsubmission", "_1_file_", "Ada_1"]
)
def test_a_name_that_is_not_moodles_is_an_id(tree, collect, name):
    assert list(collect(tree({f"{name}/softmax.py": CODE}))) == [name]


def test_a_link_is_not_followed(tree, collect):
    elsewhere = tree({"softmax.py": CODE}, "elsewhere")
    root = tree({"Ada_1_assignsubmission_file_/softmax.py": CODE})
    (root / "Eve_2_assignsubmission_file_").symlink_to(elsewhere)
    (root / "Dan_3_assignsubmission_file_softmax.py").symlink_to(elsewhere / "softmax.py")
    submissions = collect(root)
    assert [submissions[student].info.unreadable for student in "123"] == [False, True, True]


def test_a_hostile_name_loses_control_characters(tree, collect):
    root = tree({"A\x1b[31mda\u202e_1_assignsubmission_file_/softmax.py": CODE})
    assert collect(root)["1"].info.name == "A[31mda"
