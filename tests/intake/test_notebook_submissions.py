"""Notebooks on disk and in archives, from what lies there to a submission."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader import wire
from grader.intake import Source, find, read
from grader.intake.contents import MAX_NOTEBOOK_BYTES
from grader.model import Submission
from grader.sandbox.modules import TextImporter

NO_OUTPUT: dict[str, Any] = {"metadata": {}, "execution_count": None, "outputs": []}
IMAGE = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * (10 << 20)}}


def notebook(*sources, outputs=()):
    cells = [{"cell_type": "code", "source": source} | NO_OUTPUT for source in sources]
    cells[0]["outputs"] = list(outputs)
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})


def test_a_notebook_becomes_the_module_that_it_stands_for(tmp_path, one_file):
    (tmp_path / "softmax.ipynb").write_text(notebook("def f():\n    return 1", "print(f())"))
    submission = read(one_file, Source("alice", (tmp_path,)))
    assert "return 1" in submission.files["softmax.py"]
    assert "print" not in submission.files["softmax.py"]
    assert submission.info.warnings == ()
    (kept,) = submission.notebooks
    assert (kept.file, kept.stands_for, kept.defined) == ("softmax.ipynb", ("softmax.py",), {"f": 1})
    assert [cell.source for cell in kept.cells] == ["def f():\n    return 1", "print(f())"]


def test_a_submission_with_a_notebook_goes_through_a_pipe(tmp_path, one_file):
    (tmp_path / "softmax.ipynb").write_text(notebook("def f(): ..."))
    submission = read(one_file, Source("alice", (tmp_path,)))
    assert wire.load(Submission, wire.dump(submission)) == submission


def test_a_notebook_for_several_files_is_one_module_under_several_names(tmp_path, assignment):
    text = notebook("class Value: ...\nCOUNT = [0]", "def same(value):\n    return isinstance(value, Value)")
    (tmp_path / "losses.ipynb").write_text(text)
    files = read(assignment, Source("alice", (tmp_path,))).files
    importer = TextImporter("handed_in", files, bare=False)
    importer.install()
    softmax, svm = importer.load("softmax"), importer.load("svm")
    assert svm is softmax
    assert svm.same(softmax.Value())


def test_a_handout_notebook_for_a_missing_file_does_not_pretend_to_have_it(tmp_path, assignment):
    (tmp_path / "svm.py").write_text("def g(): ...\n")
    (tmp_path / "losses.ipynb").write_text(notebook("from softmax import f\nfrom svm import g", "f(g())"))
    files = read(assignment, Source("alice", (tmp_path,))).files
    importer = TextImporter("handed_out", files, bare=True)
    importer.install()
    module = importer.load("softmax")
    assert not hasattr(module, "f")
    assert callable(module.g)


def test_flat_notebooks_are_found_by_student(tmp_path, assignment):
    for name in ("alice.ipynb", "bob_softmax.ipynb", "bob_svm.py"):
        (tmp_path / name).write_text(notebook("def f(): ...") if name.endswith("ipynb") else "x = 1")
    alice, bob = (read(assignment, source) for source in find(assignment, [tmp_path]))
    assert alice.info.warnings == ("alice.ipynb stands for softmax.py, svm.py",)
    assert bob.info.warnings == ()
    assert bob.files["svm.py"] == "x = 1"
    assert "def f" in bob.files["softmax.py"]


def test_a_folder_with_an_expected_notebook_is_one_submission(tmp_path, assignment):
    (tmp_path / "alice").mkdir()
    (tmp_path / "alice" / "softmax.ipynb").write_text(notebook("x = 1"))
    assert [source.student for source in find(assignment, [tmp_path / "alice"])] == ["alice"]


def test_ten_megabytes_of_outputs_are_no_obstacle_and_are_gone(tmp_path, one_file, zipped):
    text = notebook("def f(): ...", outputs=[IMAGE]).encode()
    (tmp_path / "alice.zip").write_bytes(zipped(("softmax.ipynb", text), method=0))
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "softmax.ipynb").write_bytes(text)
    for source in find(one_file, [tmp_path]):
        submission = read(one_file, source)
        assert submission.info.warnings == ()
        assert len(wire.dump(submission)) < 5_000


def test_a_notebook_beyond_all_bounds_is_not_read(tmp_path, one_file):
    (tmp_path / "softmax.ipynb").write_bytes(b" " * (MAX_NOTEBOOK_BYTES + 1))
    submission = read(one_file, Source("alice", (tmp_path,)))
    assert submission.files == {}
    assert submission.info.warnings == ("softmax.py is larger than 12 MB and is not read",)


def test_a_bomb_of_a_notebook_is_refused(refusal, zipped):
    assert "1,000 times its size" in refusal(zipped(("softmax.ipynb", b" " * (11 << 20))))


@pytest.mark.parametrize("text", ["", "{", "not a notebook", '{"nbformat": 4}'])
def test_a_broken_notebook_is_named_and_the_rest_is_read(tmp_path, assignment, text):
    (tmp_path / "softmax.ipynb").write_text(text)
    (tmp_path / "svm.py").write_text("x = 1\n")
    submission = read(assignment, Source("alice", (tmp_path,)))
    assert submission.files == {"svm.py": "x = 1\n"}
    assert submission.info.unreadable
    (note,) = submission.info.warnings
    assert note.startswith("softmax.ipynb: not a notebook that can be read: ")
    assert note.endswith("Save it again in Jupyter and hand in that file.")


def test_a_notebooks_name_cannot_break_out_of_the_modules_comments(tmp_path, one_file):
    (tmp_path / "a\nimport os #.ipynb").write_text(notebook("def f(): ..."))
    text = read(one_file, Source("alice", (tmp_path,))).files["softmax.py"]
    assert not [line for line in text.splitlines() if line.startswith("import os")]
    assert "# aimport os #.ipynb, cell 1, line 1" in text


def test_the_encoding_of_a_notebook_is_told_as_for_any_file(tmp_path, one_file):
    (tmp_path / "softmax.ipynb").write_bytes(b"\xef\xbb\xbf" + notebook("NAME = 'é'").encode())
    assert "NAME = 'é'" in read(one_file, Source("alice", (tmp_path,))).files["softmax.py"]
