"""The same, for a grader that has no privilege at all: these tests again, run by `nobody`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NOBODY = 65534
HERE = Path(__file__).parent
AGAIN = (
    "test_attacks.py",
    "test_landlock.py",
    "test_launcher.py",
    "test_session.py",
    "test_session_bounds.py",
    "test_worker_imports.py",
)


def as_nobody(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", *arguments],
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        cwd=HERE.parents[1],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def nobody_can_run_this() -> bool:
    try:
        return as_nobody("-c", f"import grader, numpy, pytest; open({__file__!r})").returncode == 0
    except PermissionError:
        return False


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_every_attack_is_stopped_for_a_grader_without_privileges() -> None:
    if not nobody_can_run_this():
        pytest.skip("the user `nobody` cannot reach this interpreter")
    done = as_nobody("-m", "pytest", "-q", "-p", "no:cacheprovider", *(str(HERE / name) for name in AGAIN))
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
