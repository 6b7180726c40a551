"""Run a command as another user, in a place of its own: `enter.py nobody COMMAND...`, or `root`.

Its namespaces of mounts and of processes are its own, and the folders where everybody may write are
empty, so that what hostile code does to the machine ends with the command when a ring is off. In it
another user reaches this interpreter even where it lies in root's closed home. Needs root.
"""

import os
import pwd
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from grader.sandbox.lockdown import libc, privileges  # noqa: E402 - the path comes first

CLONE_NEWPID = 0x20000000


def main() -> None:
    user, *command = sys.argv[1:]
    libc.unshare(privileges.CLONE_NEWNS | CLONE_NEWPID)
    first = os.fork()  # the first process of the new namespace; all others in it end with it
    if first:
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]) & 0xFF)
    libc.prctl(libc.PR_SET_PDEATHSIG, 9)
    libc.mount("none", "/", None, privileges.MS_REC | privileges.MS_PRIVATE)
    libc.mount("proc", "/proc", "proc", 0)
    needed = (Path(sys.executable).resolve(), ROOT)
    for folder in ("/tmp", "/var/tmp", "/dev/shm"):
        if not any(path.is_relative_to(folder) for path in needed):
            libc.mount("tmpfs", folder, "tmpfs", 0, "mode=1777")
    open_the_way(needed)
    if user != "root":
        privileges.become(pwd.getpwnam(user).pw_uid)
    os.execvp(command[0], command)


def open_the_way(needed: Sequence[Path]) -> None:
    """Put a folder that shows what is needed, and nothing else, over each that is closed to others."""
    above = {folder for path in needed for folder in path.parents}
    for folder in sorted(above, key=lambda folder: len(folder.parts)):
        if not folder.stat().st_mode & stat.S_IXOTH:
            show(
                folder,
                {folder / path.relative_to(folder).parts[0] for path in needed if folder in path.parents},
            )


def show(folder: Path, inner: set[Path]) -> None:
    held = {path: os.open(path, os.O_PATH) for path in inner}
    libc.mount("tmpfs", str(folder), "tmpfs", 0, "size=4k,mode=755")
    for path, fd in held.items():
        path.mkdir()
        libc.mount(f"/proc/self/fd/{fd}", str(path), None, privileges.MS_BIND)
        os.close(fd)


if __name__ == "__main__":
    main()
