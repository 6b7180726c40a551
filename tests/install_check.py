"""`make demo` in fresh clones, with several pips. Run by `make install-check`; takes an index, and minutes.

The locked distributions are downloaded once. Each clone then installs from an index on this machine, which
has them and a release 9999.0 of each. What install.py says where it cannot go on: test_install.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import grader

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
BASE = getattr(sys, "_base_executable", sys.executable)  # what `.venv` was made from
NEWEST, TOO_OLD = "newest", "21.3.1"
PIPS = ("22.0.4", "23.0.1", "24.0", NEWEST)
NEWER = "9999.0"
BESIDE_PIP = "click"  # is installed where pip is, too, and must not pass for installed in `.venv`
LARGEST = 250  # megabytes of `.venv`
READY = ".venv/.ready"  # the installation of `make demo`
SETTINGS = ("PIP_", "UV_", "PYTHON", "PYTEST", "MAKE", "MFLAGS", "GRADER", "VIRTUAL_ENV")
LISTING = """
import json, sysconfig
from importlib.metadata import distributions
folder = sysconfig.get_path("purelib")
print(json.dumps({found.name: found.version for found in distributions(path=[folder])}))
"""


@dataclass(frozen=True)
class Machine:
    """A `python3`, the settings, and a fresh clone of the repository."""

    python: Path
    clone: Path
    environment: dict[str, str]

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.clone, env=self.environment, capture_output=True, text=True, check=False
        )

    def installed(self) -> dict[str, str]:
        """The distributions in `.venv` with their versions."""
        done = self.run(".venv/bin/python", "-c", LISTING)
        return {canonicalize_name(name): version for name, version in json.loads(done.stdout).items()}

    def megabytes(self) -> int:
        return int(self.run("du", "-sm", ".venv").stdout.split()[0])


Machines = Callable[..., Machine]


@pytest.fixture(scope="session")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels that the lock names for this Python."""
    return download(tmp_path_factory.mktemp("locked"), "--require-hashes", "-r", str(LOCK))


@pytest.fixture(scope="session")
def pips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheels of pip."""
    found = {}
    for version in (TOO_OLD, *PIPS):
        wanted = "pip" if version == NEWEST else f"pip=={version}"
        (found[version],) = download(tmp_path_factory.mktemp("pip"), wanted).iterdir()
    return found


@pytest.fixture(scope="session")
def index(locked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an index with the locked wheels and newer ones."""
    folder = tmp_path_factory.mktemp("index")
    for wheel in locked.iterdir():
        name = wheel.name.partition("-")[0]
        (folder / canonicalize_name(name)).mkdir()
        shutil.copy(wheel, folder / canonicalize_name(name))
        write_wheel(folder / canonicalize_name(name), name)
    with ThreadingHTTPServer(("127.0.0.1", 0), lambda *words: Pages(*words, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class Pages(SimpleHTTPRequestHandler):
    """The listing of a folder is the page of a project."""

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def machines(index: str, locked: Path, pips: dict[str, Path], tmp_path: Path) -> Machines:
    """Makes a machine whose python3 has one pip, or none; ensurepip and a uv that works only if asked for."""

    def machine(pip: str = "", *, ensurepip: bool = False, uv: bool = False) -> Machine:
        subprocess.run([BASE, "-m", "venv", "--without-pip", tmp_path / "system"], check=True)
        (packages,) = (tmp_path / "system" / "lib").glob("python3*/site-packages")
        for wheel in [*locked.glob(f"{BESIDE_PIP}-*"), *([pips[pip]] if pip else [])]:
            zipfile.ZipFile(wheel).extractall(packages)
        subprocess.run(["git", "clone", "-q", ROOT, tmp_path / "clone"], check=True)
        modules, commands = tmp_path / "modules", tmp_path / "commands"
        for folder in (modules, commands):
            folder.mkdir()
        if not ensurepip:
            (modules / "ensurepip.py").write_text("raise ModuleNotFoundError('ensurepip is missing')\n")
        if not uv:
            (commands / "uv").write_text("#!/bin/sh\necho 'uv is broken' >&2\nexit 1\n")
            (commands / "uv").chmod(0o755)
        first = (tmp_path / "system" / "bin", commands)
        settings = environment(index, *first) | {"PYTHONPATH": str(modules)}
        return Machine(first[0] / "python3", tmp_path / "clone", settings)

    return machine


def environment(index: str, *first: Path) -> dict[str, str]:
    """This process's variables without those that pip, uv, Python or make read; the index is the only one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    path = os.pathsep.join([*map(str, first), os.environ["PATH"]])
    pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": index, "PIP_NO_CACHE_DIR": "1"}
    uv = {"UV_NO_CONFIG": "1", "UV_DEFAULT_INDEX": index, "UV_NO_CACHE": "1"}
    return kept | pip | uv | {"PATH": path, "NO_PROXY": "127.0.0.1", "LANG": "C.UTF-8"}


def download(folder: Path, *words: str) -> Path:
    options = ("-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "-d", str(folder))
    command = [BASE, "-m", "pip", "download", *options, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"`{BASE} -m pip` cannot download {words[-1]}: {done.stderr}"
    return folder


def write_wheel(folder: Path, name: str) -> None:
    """A newer release of a distribution, with nothing in it."""
    about = f"{name}-{NEWER}.dist-info"
    files = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {NEWER}\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "".join(f"{about}/{file},,\n" for file in ("METADATA", "WHEEL", "RECORD")),
    }
    with zipfile.ZipFile(folder / f"{name}-{NEWER}-py3-none-any.whl", "w") as wheel:
        for file, content in files.items():
            wheel.writestr(f"{about}/{file}", content)


@pytest.fixture(scope="session")
def expected(pinned: Callable[[str], list[Requirement]]) -> dict[str, str]:
    """What the lock names, and grader."""
    pins = {pin.name: str(pin.specifier).removeprefix("==") for pin in pinned(LOCK.read_text("utf-8"))}
    return pins | {"numgrader": grader.__version__}


@pytest.mark.parametrize("pip", PIPS)
def test_make_demo_installs_what_the_lock_names_and_grades(
    machines: Machines, pip: str, expected: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    machine = machines(pip)
    done = machine.run("make", "demo")
    assert done.returncode == 0, done.stderr
    assert "install.py: the pip of" not in done.stderr
    assert machine.installed() == expected
    assert students(done.stdout) == students((ROOT / "README.md").read_text("utf-8"))
    assert (machine.clone / "build" / "demo" / "index.html").exists()
    assert machine.megabytes() < LARGEST
    version = machine.run(machine.python, "-m", "pip", "--version").stdout.partition(" from ")[0]
    with capsys.disabled():
        sys.stdout.write(f"\n{version}: {machine.megabytes()} MB\n")


def students(text: str) -> list[str]:
    """Those in the table of `make demo`; their scores are test_readme.py's."""
    return re.findall(r"^(\S+) +\d+ / 100 ", text, re.MULTILINE)


def test_what_is_newer_is_taken_without_the_lock(machines: Machines) -> None:
    """The index offers what the lock keeps out."""
    machine = machines("24.0")
    done = machine.run(machine.python, "-m", "pip", "install", "-q", "--target", "newer", "click")
    assert done.returncode == 0, done.stderr
    assert (machine.clone / "newer" / f"click-{NEWER}.dist-info").exists()


def test_a_distribution_with_another_hash_is_refused(machines: Machines) -> None:
    machine = machines("24.0")
    lock = machine.clone / LOCK.name
    lock.write_text(re.sub(r"^mdurl==\S+", f"mdurl=={NEWER}", lock.read_text("utf-8"), flags=re.MULTILINE))
    done = machine.run("make", READY)
    assert done.returncode == 2
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert f"install.py: pip cannot install {lock}. The reason is above" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (machine.clone / READY).exists()


def test_a_pip_that_is_too_old_gets_a_sentence(machines: Machines) -> None:
    done = machines(TOO_OLD).run("make", READY)
    assert done.returncode == 2
    assert f" is too old (pip {TOO_OLD}). Install pip 22.0 or later " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_pip_of_ensurepip_takes_the_place_of_one_that_is_too_old(
    machines: Machines, expected: dict[str, str]
) -> None:
    if not find_spec("ensurepip"):
        pytest.skip("Python has no ensurepip here")
    machine = machines(TOO_OLD, ensurepip=True)
    done = machine.run("make", READY)
    assert done.returncode == 0, done.stderr
    assert f" is too old (pip {TOO_OLD}); going on with the one from ensurepip.\n" in done.stderr
    assert expected.items() <= machine.installed().items()


def test_uv_needs_no_pip(machines: Machines, expected: dict[str, str]) -> None:
    machine = machines(uv=True)
    if not shutil.which("uv") or machine.run("uv", "--version").returncode != 0:
        pytest.skip("there is no uv here")
    done = machine.run("make", READY)
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.installed() == expected
