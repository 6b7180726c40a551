"""The same where this machine does not begin: by `nobody`, and by root with workers of another user."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ENTER = HERE.parent / "attacks" / "enter.py"  # to where another user reaches this interpreter
AGAIN = {
    "nobody": ("test_confinement.py", "test_landlock.py", "test_launcher.py", "test_worker_imports.py"),
    "root": ("test_confinement.py",),
}


def as_user(user: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", str(ENTER), user, sys.executable, "-B", *arguments],
        cwd=HERE.parents[1],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("user", AGAIN)
def test_workers_are_locked_in_whoever_grades(user: str) -> None:
    possible = as_user(user, "-c", "import grader, numpy, pytest")
    if possible.returncode != 0:
        pytest.skip(f"this machine permits no namespaces: {possible.stderr[-200:]}")
    files = [str(HERE / name) for name in AGAIN[user]]
    done = as_user(user, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
