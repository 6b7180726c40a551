from __future__ import annotations

import pytest

from grader.student.outline import outline

TEXT = """import numpy as np

def total(x):
    raise NotImplementedError("total")

class Gate:
    def forward(self, x):
        if x is None:
            raise NotImplementedError("Gate.forward")
        return x

def half(x):
    if x < 0:
        raise NotImplementedError
    return x / 2
"""


@pytest.fixture
def file(tmp_path):
    def write(text: str):
        (tmp_path / "file.py").write_text(text)
        return tmp_path / "file.py"

    return write


def test_stubs_are_found_by_the_names_that_they_raise(file):
    found = outline(file(TEXT))
    assert found.unwritten("total") == ("total",)
    assert found.unwritten("Gate") == ("Gate.forward",)


def test_an_exception_of_ones_own_is_no_stub(file):
    assert outline(file(TEXT)).unwritten("half") == ()


def test_the_line_of_a_definition_is_known(file):
    assert outline(file(TEXT)).lines == {"total": 3, "Gate": 6, "half": 12}


def test_answers_that_are_none_are_unwritten_and_given_ones_are_not(file):
    assert outline(file("a = None\nb = 'c'\nd = None\nd = 3.0\n")).unwritten("answers") == ("a",)


def test_a_file_that_is_no_python_has_no_outline(file, tmp_path):
    assert outline(file("def (")).lines == {}
    assert outline(tmp_path / "absent.py").lines == {}
