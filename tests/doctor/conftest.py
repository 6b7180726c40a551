from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox.launcher import Confinement, Zygote

# The kernel as it would be without some system calls: a filter refuses them to a script and its children.
FILTER = """
import ctypes, errno, os, struct, sys
from pathlib import Path
from grader.sandbox.lockdown import libc, seccomp

def refuse(names, error):
    column, _, ours = seccomp.ARCHITECTURES[os.uname().machine]
    numbers = {"landlock_create_ruleset": (444, 444), "seccomp": (317, 277), "unshare": (272, 97),
               "pidfd_open": (434, 434), "memfd_create": (319, 279), "prlimit64": (302, 261)}
    code = [struct.pack("=HBBI", seccomp.LOAD, 0, 0, seccomp.NUMBER)]
    for name in names:
        code += [struct.pack("=HBBI", seccomp.EQUAL, 0, 1, numbers[name][column]),
                 struct.pack("=HBBI", seccomp.RETURN, 0, 0, seccomp.REFUSE | getattr(errno, error))]
    code = b"".join([*code, struct.pack("=HBBI", seccomp.RETURN, 0, 0, seccomp.ALLOW)])
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    program = seccomp._Program(len(code) // 8, code)
    libc.syscall("seccomp", ours, seccomp.SET_MODE_FILTER, 0, ctypes.byref(program))
"""


@pytest.fixture
def run_without(tmp_path: Path) -> Callable[..., str]:
    """Runs a script on this kernel without some system calls, and returns what it printed."""

    def run(script: str, calls: list[str], error: str = "EPERM", folder: Path = tmp_path) -> str:
        done = subprocess.run(
            [sys.executable, "-B", "-P", "-c", f"{FILTER}\nrefuse({calls}, {error!r})\n{script}"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def another_user() -> bool:
    """Whether submissions run as a user of their own here: as root, with a Python that all can reach."""
    if os.geteuid() != 0:
        return False
    with Zygote(Confinement()) as zygote:
        return "user 60001" in zygote.isolation.rings


@pytest.fixture
def commons() -> Iterator[Path]:
    """A folder that everybody can walk to, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def course(commons: Path) -> Path:
    """A course's folder with one hidden test, open to all users as most are."""
    suite = commons / "autograder_tests" / "losses"
    suite.mkdir(parents=True)
    (suite / "test_softmax.py").write_text("# hidden")
    (commons / "solutions").mkdir()
    (commons / "pyproject.toml").write_text('[tool.grader]\nname = "Numbers"\n')
    return commons
