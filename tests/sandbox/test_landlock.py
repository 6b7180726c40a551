from __future__ import annotations

from pathlib import Path

import pytest

from grader.sandbox.lockdown import landlock

ABI = landlock.version()
pytestmark = pytest.mark.skipif(ABI == 0, reason="this kernel has no Landlock")

SCRIPT = """
import os, sys
from grader.sandbox.lockdown import landlock, libc

inside, outside, abi = sys.argv[1], sys.argv[2], int(sys.argv[3])

def tried(action, *arguments):
    try:
        action(*arguments)
    except OSError as error:
        return type(error).__name__
    return "through"

def attempts():
    return [
        tried(os.listdir, inside),
        tried(os.open, inside + "/file", os.O_RDONLY),
        tried(os.open, outside + "/file", os.O_RDONLY),
        tried(os.listdir, outside),
        tried(os.open, inside + "/new", os.O_WRONLY | os.O_CREAT),
        tried(os.mkdir, inside + "/folder"),
        tried(os.execv, "/bin/true", ["true"]) if abi else "",
    ]

if abi:
    rules = landlock.ruleset([inside, "/nowhere"], abi)
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    landlock.restrict(rules)
print(*attempts())
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("inside", "outside"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("text")
    return tmp_path / "inside", tmp_path / "outside"


@pytest.mark.parametrize("abi", [*range(1, ABI + 1)])
def test_every_version_of_the_interface_opens_the_readable_folder_alone(run_alone, folders, abi: int) -> None:
    answers = run_alone(SCRIPT, *folders, abi).split()
    assert answers == ["through"] * 2 + ["PermissionError"] * 5


def test_without_the_rules_everything_gets_through(run_alone, folders) -> None:
    assert run_alone(SCRIPT, *folders, 0).split() == ["through"] * 6


def test_a_single_file_can_be_opened(run_alone, folders) -> None:
    inside, outside = folders
    answers = run_alone(SCRIPT.replace("[inside,", "[inside + '/file',"), inside, outside, 1).split()
    assert answers[:3] == ["PermissionError", "through", "PermissionError"]
