from __future__ import annotations

import pytest

from grader.intake.select import Likeness, choose, likeness

EXPECTED = ("softmax.py", "svm.py")


def test_expected_files_are_taken_without_a_word():
    choice = choose(EXPECTED, ["softmax.py", "svm.py"])
    assert choice.taken == {"softmax.py": "softmax.py", "svm.py": "svm.py"}
    assert choice.notes == ()


def test_a_file_in_nested_folders_is_taken():
    choice = choose(["softmax.py"], ["cs231n/classifiers/softmax.py"])
    assert choice.taken == {"softmax.py": "cs231n/classifiers/softmax.py"}
    assert choice.notes == ()


def test_the_shallowest_of_several_is_taken_and_noted():
    choice = choose(["softmax.py"], ["a/b/softmax.py", "z/softmax.py"])
    assert choice.taken == {"softmax.py": "z/softmax.py"}
    assert choice.notes == ("2 files could be softmax.py: z/softmax.py is taken, not a/b/softmax.py",)


def test_the_alphabetically_first_of_equally_deep_ones_is_taken():
    assert choose(["svm.py"], ["b/svm.py", "a/svm.py"]).taken == {"svm.py": "a/svm.py"}


def test_a_missing_file_is_noted():
    assert choose(EXPECTED, ["svm.py"]).notes == ("softmax.py is missing",)


def test_a_name_in_another_case_is_taken_and_noted():
    choice = choose(["softmax.py"], ["Softmax.PY"])
    assert choice.taken == {"softmax.py": "Softmax.PY"}
    assert choice.notes == ("Softmax.PY is taken for softmax.py",)


@pytest.mark.parametrize(
    "name",
    [
        "softmax (1).py",
        "softmax(2).py",
        "softmax-1.py",
        "softmax copy.py",
        "softmax copy 2.py",
        "softmax - Copy.py",
        "softmax - Copy (3).py",
    ],
)
def test_a_copy_is_taken_where_the_exact_name_is_absent(name):
    choice = choose(["softmax.py"], [name])
    assert choice.taken == {"softmax.py": name}
    assert choice.notes == (f"{name} is taken for softmax.py",)


def test_a_copy_is_left_aside_where_the_exact_name_is_present_even_deeper():
    choice = choose(["softmax.py"], ["softmax (1).py", "a/softmax.py"])
    assert choice.taken == {"softmax.py": "a/softmax.py"}
    assert choice.notes == ("left aside: 1 other file (softmax (1).py)",)


@pytest.mark.parametrize(
    "name", ["softmax_old.py", "softmax-checkpoint.py", "softmax.pyx", "softmaxcopy.py", "mysoftmax.py"]
)
def test_other_names_are_not_copies(name):
    assert likeness(name, "softmax.py") is None


def test_a_file_expected_under_its_own_name_is_no_copy_of_another():
    choice = choose(["layer.py", "layer-1.py"], ["layer-1.py"])
    assert choice.taken == {"layer-1.py": "layer-1.py"}


def test_a_name_without_an_ending_has_copies_too():
    assert likeness("Makefile copy", "Makefile") is Likeness.COPY


def test_extras_are_counted_and_five_of_them_named():
    paths = ["softmax.py", "svm.py", "x/data.npz", *(f"h{number}.py" for number in range(6))]
    (note,) = choose(EXPECTED, paths).notes
    assert note == "left aside: 7 other files (data.npz, h0.py, h1.py, h2.py, h3.py and 2 more)"


def test_by_products_are_left_without_a_word():
    paths = [
        "softmax.py",
        "svm.py",
        "__MACOSX/._softmax.py",
        ".DS_Store",
        "a/__pycache__/softmax.py",
        ".git/svm.py",
    ]
    assert choose(EXPECTED, paths).notes == ()


@pytest.mark.parametrize("notebook", ["softmax.ipynb", "Softmax.ipynb", "softmax (1).ipynb"])
def test_a_notebook_of_the_files_name_stands_for_it(notebook):
    choice = choose(EXPECTED, ["svm.py", f"a/{notebook}"])
    assert choice.taken == {"softmax.py": f"a/{notebook}", "svm.py": "svm.py"}
    assert choice.notes == (() if notebook == "softmax.ipynb" else (f"{notebook} is taken for softmax.py",))


def test_the_one_notebook_stands_for_all_that_is_missing():
    choice = choose((*EXPECTED, "net.py"), ["my work.ipynb", "net.py"])
    assert choice.taken == {"softmax.py": "my work.ipynb", "svm.py": "my work.ipynb", "net.py": "net.py"}
    assert choice.notes == ("my work.ipynb stands for softmax.py, svm.py",)


def test_the_one_notebook_stands_for_the_rest_though_its_name_says_one_file():
    choice = choose(EXPECTED, ["softmax.ipynb"])
    assert choice.taken == dict.fromkeys(EXPECTED, "softmax.ipynb")
    assert choice.notes == ("softmax.ipynb stands for svm.py",)


def test_a_notebook_without_a_name_of_its_own_stands_for_what_the_others_leave():
    assert choose(EXPECTED, ["softmax.ipynb", "rest.ipynb"]).taken["svm.py"] == "rest.ipynb"


def test_of_several_notebooks_none_is_guessed():
    choice = choose(EXPECTED, ["a.ipynb", "b.ipynb", "svm.py"])
    assert choice.taken == {"svm.py": "svm.py"}
    assert choice.notes == ("softmax.py is missing", "left aside: 2 other files (a.ipynb, b.ipynb)")


def test_a_file_counts_where_there_is_a_notebook_of_its_name_too():
    choice = choose(["softmax.py"], ["softmax.py", "softmax.ipynb"])
    assert choice.taken == {"softmax.py": "softmax.py"}
    assert choice.notes == ("softmax.ipynb is left aside: softmax.py counts",)


def test_nothing_stands_for_files_that_are_there():
    choice = choose(EXPECTED, ["softmax.py", "svm.py", "exploring.ipynb"])
    assert choice.notes == ("left aside: 1 other file (exploring.ipynb)",)


def test_what_jupyter_keeps_for_itself_is_no_notebook():
    choice = choose(EXPECTED, [".ipynb_checkpoints/a-checkpoint.ipynb", "a-checkpoint.ipynb", "a.ipynb"])
    assert set(choice.taken.values()) == {"a.ipynb"}
