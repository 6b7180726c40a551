"""Hidden folders where no mount namespace is permitted: as root, their modes close them to submissions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CLOSED = """
import sys
from grader.sandbox.zygote import closed_to
print(closed_to(60001, sys.argv[1:]))
"""
WITHOUT_NAMESPACES = """
import ctypes, errno, os, struct, sys
from pathlib import Path
from grader.model import Limits
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.lockdown import libc, seccomp
from grader.sandbox.session import Session

unshare = (272, 97)[seccomp.ARCHITECTURES[os.uname().machine][0]]
code = b"".join([
    struct.pack("=HBBI", seccomp.LOAD, 0, 0, seccomp.NUMBER),
    struct.pack("=HBBI", seccomp.EQUAL, 0, 1, unshare),
    struct.pack("=HBBI", seccomp.RETURN, 0, 0, seccomp.REFUSE | errno.EPERM),
    struct.pack("=HBBI", seccomp.RETURN, 0, 0, seccomp.ALLOW),
])
libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
number = seccomp.ARCHITECTURES[os.uname().machine][2]
program = seccomp._Program(len(code) // 8, code)
libc.syscall("seccomp", number, seccomp.SET_MODE_FILTER, 0, ctypes.byref(program))

source = '''
import os
def size(path):
    try:
        return os.stat(path).st_size
    except OSError as error:
        return type(error).__name__
'''
folder = Path(sys.argv[1])
with Zygote(Confinement(secrets=(folder,))) as zygote:
    with Session(zygote, {"work.py": source}, Limits()) as session:
        session.begin(5)
        print(session.call(["work", "size"], [str(folder / "test_losses.py")], {}))
    print(*zygote.isolation.rings, sep="; ")
"""


@pytest.fixture
def hidden() -> Iterator[Path]:
    """A folder of hidden tests that everybody can walk to, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as root:
        Path(root).chmod(0o755)
        folder = Path(root) / "course" / "autograder_tests"
        folder.mkdir(parents=True)
        (folder / "test_losses.py").write_text("# hidden")
        yield folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    ("mode", "closed"),
    [(0o700, True), (0o750, True), (0o711, False), (0o744, False), (0o755, False)],
)
def test_a_folder_is_closed_when_others_may_neither_list_nor_enter_it(
    run_alone: Callable[..., str], hidden: Path, mode: int, closed: bool
) -> None:
    hidden.chmod(mode)
    assert run_alone(CLOSED, hidden) == str(closed)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_below_a_closed_one_is_closed(run_alone: Callable[..., str], hidden: Path) -> None:
    hidden.parent.chmod(0o700)
    assert run_alone(CLOSED, hidden) == "True"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_one_open_folder_opens_all_and_no_folder_is_none_closed(
    run_alone: Callable[..., str], hidden: Path
) -> None:
    solutions = hidden.parent / "solutions"
    solutions.mkdir()
    hidden.chmod(0o700)
    assert run_alone(CLOSED, hidden, solutions) == "False"
    assert run_alone(CLOSED) == "False"


@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_the_rings_tell_whether_ownership_hides_what_no_namespace_does(
    run_alone: Callable[..., str], hidden: Path, mode: int
) -> None:
    hidden.chmod(mode)
    seen, rings = run_alone(WITHOUT_NAMESPACES, hidden).splitlines()
    assert "mount namespace" not in rings
    owned = "user 60001" in rings and mode == 0o700  # without another user nobody is kept out
    assert seen == ("PermissionError" if owned else str(len("# hidden")))
    assert ("closed by ownership" in rings) == owned
