"""A small sound course on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

NOBODY = 65534

SOUND = """\
format = 1
title = "Losses"
due = 2026-12-01T23:59:00Z
files = ["linear_svm.py", "softmax.py"]
packages = ["cs231n.classifiers"]
shims = ["past.builtins"]

[limits]
seconds_per_test = 2
memory_mb = 512

[[tasks]]
name = "svm_loss_naive"
file = "linear_svm.py"
title = "SVM, with loops"
points = 10

[[tasks]]
name = "softmax_loss"
file = "softmax.py"
title = "Softmax"
points = 2.5
"""


def make_course(root: Path) -> Path:
    (root / "pyproject.toml").write_text('[tool.grader]\nname = "Deep learning"\n')
    for parent in ("assignments", "solutions", "autograder_tests"):
        (root / parent / "losses").mkdir(parents=True)
    (root / "assignments/losses/assignment.toml").write_text(SOUND)
    for name in ("linear_svm.py", "softmax.py"):
        (root / "solutions/losses" / name).write_text("")
    return root


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADER_SECRET", "s3cret")
    return make_course(tmp_path)


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course that this process may read but not write, even where the tests run as root."""
    monkeypatch.delenv("GRADER_SECRET", raising=False)
    with TemporaryDirectory() as folder:
        root = make_course(Path(folder))
        root.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        yield root
        if user == 0:
            os.seteuid(user)
        root.chmod(0o755)
