"""Makes `.venv`, and installs into it what a lock file lists, then grader itself from this folder.

    python3 install.py requirements.lock

Nothing is resolved: a lock file gives the version and the hashes of each distribution. uv installs them where
it is present and works; otherwise the pip of the Python that runs this file; otherwise the one that
`ensurepip` brings. The syntax is that of Python 3.7, so that an old Python can say that it is too old.
"""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
BASE = getattr(sys, "_base_executable", sys.executable)  # what a venv was made from
OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 0)
RECENT_ENOUGH = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
# Wheels only: what a source archive needs for its build is in no lock file, and would be resolved.
LOCKED = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement")
ITSELF = ("--no-deps", "--no-index", "--no-build-isolation", "--editable")
# As `pip --python`, which pip has since 22.3: of the folder that holds pip, `.venv` gets to see pip alone.
OUTSIDE_PIP = """
import runpy, sys
from importlib.machinery import PathFinder

class Pip:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return PathFinder.find_spec(name, [folder]) if name == "pip" else None

folder = sys.argv.pop(1)
sys.meta_path.insert(0, Pip)
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""


def main(lock: str = "requirements.lock") -> None:
    """Install what `lock` lists, and grader; or exit with a sentence."""
    if sys.version_info < OLDEST_PYTHON:
        stop(f"{sys.executable} is Python {dotted(sys.version_info[:2])}", ANOTHER_PYTHON)
    if Path(sys.prefix) == VENV:  # it is active, and has no pip: use the Python that it was made from
        os.execv(BASE, [BASE, __file__, lock])
    make_environment()
    if not installed_by_uv(lock):
        install_by_pip(lock)


def make_environment() -> None:
    """Make `.venv`, without pip: a system's Python may come without ensurepip, which would put it there.

    One that works stays: another Python under what is installed there would not fit its compiled modules.
    """
    if Path(PYTHON).exists() and run(PYTHON, "-c", RECENT_ENOUGH).returncode == 0:
        return
    made = run(sys.executable, "-m", "venv", "--without-pip", str(VENV))
    if made.returncode != 0:
        stop(f"`{sys.executable} -m venv` cannot make {VENV} ({last_line(made)})", INSTALL_VENV)


def installed_by_uv(lock: str) -> bool:
    """Whether uv is there and installed everything; a line says where it failed."""
    uv = which("uv")
    if not uv:
        return False
    # Whoever cannot write into `.venv` would compile each module anew in each process.
    command = (uv, "pip", "install", "--python", PYTHON, "--quiet", "--compile-bytecode")
    for words in steps(lock):
        done = run(*command, *words)
        if done.returncode != 0:
            say(f"{uv} cannot install ({last_line(done)}); going on with pip")
            return False
    return True


def install_by_pip(lock: str) -> None:
    command = (*find_pip(), "--disable-pip-version-check", "install", "-qq")
    for words in steps(lock):
        if subprocess.run([*command, *words], check=False).returncode != 0:
            stop(f"pip cannot install {words[-1]}", TRY_AGAIN)


def steps(lock: str) -> "list[tuple[str, ...]]":
    """The options of the two installations, the second of which finds its build backend in `.venv`."""
    return [(*LOCKED, str(ROOT / lock)), (*ITSELF, str(ROOT))]


def find_pip() -> "tuple[str, ...]":
    """The command of a pip that works on `.venv`: this Python's, or the one from ensurepip."""
    pip = outside_pip()
    reason = why_not(pip) if pip else "is missing"
    if not reason:
        return pip
    if run(PYTHON, "-m", "ensurepip").returncode != 0:
        stop(f"the pip of {sys.executable} {reason}", INSTALL_PIP)
    say(f"the pip of {sys.executable} {reason}; going on with the one from ensurepip")
    return (PYTHON, "-m", "pip")


def outside_pip() -> "tuple[str, ...]":
    """The command that runs this Python's pip in `.venv`; empty if there is none."""
    spec = find_spec("pip")
    if not spec or not spec.origin:
        return ()
    return (PYTHON, "-c", OUTSIDE_PIP, str(Path(spec.origin).parent.parent))


def why_not(pip: "tuple[str, ...]") -> str:
    """Why this pip cannot be used; empty if it can."""
    version = run(*pip, "--version")
    listed = run(*pip, "list")  # a pip that is older than its Python may fail only where it reads `.venv`
    for done in (version, listed):
        if done.returncode != 0:
            return f"does not work ({last_line(done)})"
    found = re.match(r"pip (\d+)\.(\d+)\S*", version.stdout)
    if not found or (int(found[1]), int(found[2])) < OLDEST_PIP:
        return f"is too old ({found[0] if found else version.stdout.strip()})"
    return ""


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False)


def last_line(done: "subprocess.CompletedProcess[str]") -> str:
    """Where a traceback and most programs have the reason."""
    lines = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()
    return lines[-1].strip()


def dotted(version: "tuple[int, ...]") -> str:
    return ".".join(map(str, version))


def say(sentence: str) -> None:
    sys.stderr.write(f"install.py: {sentence}.\n")


def stop(reason: str, next_step: str) -> NoReturn:
    sys.exit(f"install.py: {reason}. {next_step}")


OTHERWISE = "or use another Python, for example `make demo PYTHON=python3.13`."
ANOTHER_PYTHON = f"grader needs {dotted(OLDEST_PYTHON)} or later: install one, {OTHERWISE}"
INSTALL_VENV = f"Run `make clean`, install venv (Debian, Ubuntu: `apt-get install python3-venv`), {OTHERWISE}"
INSTALL_PIP = (
    f"Install pip {dotted(OLDEST_PIP)} or later (Debian, Ubuntu: `apt-get install python3-pip`), {OTHERWISE}"
)
TRY_AGAIN = "The reason is above; run the same command again when it is gone."

if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
