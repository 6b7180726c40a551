"""The tools that grader is compared with: they never come with it, and have an environment of their own."""

from __future__ import annotations

import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

VERSIONS = """
import sys
from importlib.metadata import version
print(", ".join(f"{name} {version(name)}" for name in sys.argv[1:]))
"""


def install(folder: Path, packages: Sequence[str]) -> Path:
    """Make the environment where there is none, with what it lacks; returns where its programs are."""
    programs = folder.resolve() / "bin"
    if not programs.exists():
        venv.create(folder, with_pip=True)
    if versions(programs, packages) is None:
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *packages], check=True)
    return programs


def versions(programs: Path, packages: Sequence[str]) -> str | None:
    """What is installed there, or None where something is missing."""
    names = [package.partition("==")[0] for package in packages]
    asked = subprocess.run(
        [programs / "python", "-c", VERSIONS, *names], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() if asked.returncode == 0 else None
