"""What makes the pages, loaded from docs/ and forgotten afterwards; the wheel, and what it has to grade."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def transcripts() -> Iterator[ModuleType]:
    yield from _loaded("docs/transcripts.py")


@pytest.fixture(scope="session")
def figures() -> Iterator[ModuleType]:
    yield from _loaded("docs/figures.py")


@pytest.fixture(scope="session")
def record() -> Iterator[ModuleType]:
    yield from _loaded("benchmarks/record.py")


@pytest.fixture(scope="session")
def pictures() -> Iterator[ModuleType]:
    yield from _loaded("docs/pictures.py")


@pytest.fixture(scope="session")
def reference() -> Iterator[ModuleType]:
    yield from _loaded("docs/extensions/reference.py")


def _loaded(path: str) -> Iterator[ModuleType]:
    name = f"docs_{Path(path).stem}"
    spec = spec_from_file_location(name, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[name]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `python -m build` makes of the repository."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(out), str(ROOT))
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The interpreter of an environment that has nothing yet, not even pip."""
    run(sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "fresh"))
    return tmp_path / "fresh" / "bin" / "python"


@pytest.fixture(scope="session")
def installer() -> Iterator[ModuleType]:
    yield from _loaded("install.py")


@pytest.fixture
def install(installer: ModuleType) -> Callable[..., None]:
    """Runs `pip install` for another interpreter as install.py does, with whatever Python here has pip."""
    pythons = filter(None, (sys.executable, installer.BASE, shutil.which("python3")))
    folders = [folder for python in pythons if (folder := folder_of_pip(python))]
    if not folders:
        pytest.skip("no Python here has pip")

    def install(python: Path, *words: str) -> None:
        pip = (python, "-c", installer.OUTSIDE_PIP, folders[0])
        run(*pip, "--disable-pip-version-check", "install", "-q", *words)

    return install


@pytest.fixture
def grades(tmp_path: Path) -> Callable[[Path], None]:
    """Makes a course with an environment's `grader`, and grades its reference and its stub."""

    def grades(python: Path) -> None:
        here, commands = tmp_path / "elsewhere", python.parent
        here.mkdir()
        run(commands / "grader", "init", "mine", cwd=here)
        course = here / "mine"
        for student, source in {"right": "solutions", "blank": "assignments"}.items():
            (course / "in" / student).mkdir(parents=True)
            for file in (course / source / "least_squares").glob("*.py"):
                shutil.copy(file, course / "in" / student)
        printed = run(commands / "grade", "least_squares", "in", cwd=course)
        rows = [line.split() for line in printed.splitlines() if line.startswith(("right", "blank"))]
        assert rows == [["blank", "0", "/", "10", "7", "missing"], ["right", "10", "/", "10", "7", "passed"]]
        assert "10 of 10" in run(commands / "grader", "history", "right", cwd=course)
        assert (course / "reports" / "least_squares" / "students" / "right.html").exists()

    return grades


def folder_of_pip(python: str) -> str:
    """Where a Python has pip; empty if it has none."""
    code = "import os, pip; print(os.path.dirname(os.path.dirname(pip.__file__)))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def run(*command: str | Path, cwd: Path | None = None) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))
    }
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
