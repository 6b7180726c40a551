from __future__ import annotations

import pytest

from grader.intake.names import is_by_product, listed, shown


def test_an_ordinary_name_is_shown_as_it_is():
    assert shown("Übung 1.py") == "Übung 1.py"


def test_control_and_direction_characters_are_not_shown():
    assert shown("soft\x1b[31m\u202emax\n.py") == "soft[31mmax.py"


def test_a_long_name_is_cut_at_sixty_characters():
    assert len(shown("x" * 61)) == 60
    assert shown("x" * 60) == "x" * 60


def test_a_name_of_nothing_printable_is_a_question_mark():
    assert shown("\x00\u200b") == "?"


def test_five_names_are_listed_and_the_others_counted():
    assert listed(list("gfedcba")) == "a, b, c, d, e and 2 more"
    assert listed(list("edcba")) == "a, b, c, d, e"


@pytest.mark.parametrize("name", [".DS_Store", "__MACOSX", "__pycache__", ".ipynb_checkpoints", "a.pyc"])
def test_what_systems_leave_behind_is_a_by_product(name):
    assert is_by_product(name)


@pytest.mark.parametrize("name", ["softmax.py", "notes.txt", "__init__.py"])
def test_what_people_write_is_no_by_product(name):
    assert not is_by_product(name)
