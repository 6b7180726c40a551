"""Scripts of this folder, run by root or by nobody, in a place of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PYTHON = (sys.executable, "-B")
collect_ignore = ["corpus"]  # whatever its files are called, they are no tests
Run = Callable[..., Any]


@pytest.fixture(scope="session")
def enter() -> Callable[[str], list[str]]:
    """The beginning of a command that is to be run by this user; skips where nobody can become it."""

    def command(user: str) -> list[str]:
        if os.geteuid() != 0:
            pytest.skip("only root can become another user")
        command = [*PYTHON, str(HERE / "enter.py"), user]
        tried = subprocess.run(
            [*command, *PYTHON, "-c", "import numpy, grader"], capture_output=True, check=False
        )
        if tried.returncode != 0:
            pytest.skip(f"this machine permits no namespaces: {tried.stderr.decode()[-200:]}")
        return command

    return command


@pytest.fixture(scope="session")
def told(enter: Callable[[str], list[str]]) -> Run:
    """What a script of this folder says as JSON."""

    def run(user: str, script: str, *arguments: str) -> Any:
        command = [*enter(user), *PYTHON, str(HERE / script), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    return run
