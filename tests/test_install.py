"""Where install.py cannot go on it says so in a sentence. What it installs: tests/install_check.py."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "install.py"
BASE = getattr(sys, "_base_executable", sys.executable)
MISSING = "raise ModuleNotFoundError(\"No module named 'ensurepip'\")\n"
SPOILED = "raise ImportError('a part of pip is gone')\n"
AGED = "print('pip 21.3.1 from /usr/lib/python3/dist-packages/pip (python 3.11)')\n"
OLDER = """
import runpy, sys
sys.version_info = (3, 10, 13, "final", 0)
runpy.run_path(sys.argv[1], run_name="__main__")
"""

Install = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with install.py alone."""
    (tmp_path / "repository").mkdir()
    shutil.copy(SCRIPT, tmp_path / "repository")
    return tmp_path / "repository"


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """The interpreter of an environment without pip."""
    subprocess.run([BASE, "-m", "venv", "--without-pip", tmp_path / "python"], check=True)
    return tmp_path / "python" / "bin" / "python3"


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A folder of modules that are found first: ensurepip is missing, as in Debian without python3-venv."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "ensurepip.py").write_text(MISSING)
    return tmp_path / "modules"


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """The only folder where commands are looked for; there is none."""
    (tmp_path / "commands").mkdir()
    return tmp_path / "commands"


@pytest.fixture
def install(repository: Path, modules: Path, commands: Path) -> Install:
    """Run the script with a Python, which gets some words of its own."""

    def install(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
        command: list[str | Path] = [python, *words, repository / "install.py"]
        environment = {"PATH": str(commands), "PYTHONPATH": str(modules), "HOME": str(repository)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return install


def put_pip(modules: Path, main: str) -> None:
    (modules / "pip").mkdir()
    (modules / "pip" / "__init__.py").touch()
    (modules / "pip" / "__main__.py").write_text(main)


def test_a_python_without_pip_and_ensurepip_gets_a_sentence(install: Install, python: Path) -> None:
    done = install(python)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"install.py: the pip of {python} is missing. Install pip 22.0 or later (Debian, Ubuntu: "
        "`apt-get install python3-pip`), or use another Python, for example `make demo PYTHON=python3.13`.\n"
    )


@pytest.mark.parametrize(
    ("main", "reason"),
    [
        (SPOILED, "does not work (ImportError: a part of pip is gone)"),
        (AGED, "is too old (pip 21.3.1)"),
    ],
)
def test_a_pip_that_is_of_no_use_gets_a_sentence(
    install: Install, python: Path, modules: Path, main: str, reason: str
) -> None:
    put_pip(modules, main)
    done = install(python)
    assert done.returncode == 1
    assert done.stderr.startswith(f"install.py: the pip of {python} {reason}. Install pip 22.0 or later ")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_hold_an_environment_gets_a_sentence(
    install: Install, repository: Path, python: Path
) -> None:
    (repository / ".venv").write_text("a file")
    done = install(python)
    assert done.returncode == 1
    assert done.stderr.startswith(f"install.py: `{python} -m venv` cannot make {repository / '.venv'} (")
    assert "Run `make clean`" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_python_that_is_too_old_gets_a_sentence(install: Install, python: Path) -> None:
    done = install(python, "-c", OLDER)
    assert done.returncode == 1
    assert done.stderr == (
        f"install.py: {python} is Python 3.10. grader needs 3.11 or later: install one, "
        "or use another Python, for example `make demo PYTHON=python3.13`.\n"
    )


def test_a_python_that_is_too_old_can_read_the_script() -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 7))
    with pytest.raises(SyntaxError):
        ast.parse("def f(a, /): pass", feature_version=(3, 7))


def test_where_uv_fails_pip_is_tried(install: Install, python: Path, commands: Path) -> None:
    (commands / "uv").write_text("#!/bin/sh\necho starting >&2\necho 'no such command' >&2\nexit 127\n")
    (commands / "uv").chmod(0o755)
    first, second = install(python).stderr.splitlines()
    assert first == f"install.py: {commands / 'uv'} cannot install (no such command); going on with pip."
    assert second.startswith(f"install.py: the pip of {python} is missing.")


def test_in_an_active_environment_the_python_is_used_that_made_it(
    install: Install, repository: Path, modules: Path
) -> None:
    put_pip(modules, SPOILED)
    subprocess.run([BASE, "-m", "venv", "--without-pip", repository / ".venv"], check=True)
    done = install(repository / ".venv" / "bin" / "python3")
    named = done.stderr.removeprefix("install.py: the pip of ").partition(" ")[0]
    assert os.path.realpath(named) == os.path.realpath(BASE)
    assert not named.startswith(str(repository))
