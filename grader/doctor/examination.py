"""An examination: what the kernel grants, then hostile code in a sandbox like those that `grade` uses."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.doctor.findings import Feature, Findings, System
from grader.errors import IsolationUnavailable, SandboxError

PROBE = (sys.executable, "-P", "-B", "-m", "grader.doctor.probe")
PROBE_SECONDS = 30.0
NAMES = {"Darwin": "macOS"}
SECRETS = ("autograder_tests", "solutions", ".grader-secret")


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where it takes place: the secrets of a course, a file among them, and a folder open to all."""

    secrets: tuple[Path, ...]
    hidden: Path
    scratch: Path


def examine(start: Path, system: str | None = None) -> Findings:
    """What this machine can do for the course that holds `start`, or for one made up where there is none."""
    system = system or platform.system()
    about = System(
        NAMES.get(system, system), platform.release(), platform.machine(), platform.python_version()
    )
    if system != "Linux":
        return Findings(about, refusal=f"grading needs Linux, and this is {about.name}")
    with grounds(start) as place:
        return _examined(about, place)


@contextmanager
def grounds(start: Path) -> Iterator[Grounds]:
    """Left as they were found."""
    with tempfile.TemporaryDirectory(prefix="grader-doctor-") as name:
        root = Path(name)
        root.chmod(0o755)  # as a course usually is: what hides its folders must not be this one's mode
        scratch = root / "scratch"
        scratch.mkdir()
        scratch.chmod(0o1777)  # so that nothing but the sandbox keeps code from writing
        course, hidden = _course_above(start.resolve()) or _made_up(root / "course")
        yield Grounds(tuple(course / secret for secret in SECRETS), hidden, scratch)


def _course_above(start: Path) -> tuple[Path, Path] | None:
    """The nearest course, and a file of its hidden tests. It is not loaded, which might make its secret."""
    for folder in (start, *start.parents):
        if _is_course(folder / "pyproject.toml") and (hidden := _hidden_file(folder)):
            return folder, hidden
    return None


def _is_course(settings: Path) -> bool:
    try:
        return "grader" in tomllib.loads(settings.read_text("utf-8")).get("tool", {})
    except (OSError, ValueError):
        return False


def _hidden_file(course: Path) -> Path | None:
    return next((course / SECRETS[0]).rglob("*.py"), None)


def _made_up(course: Path) -> tuple[Path, Path]:
    hidden = course / SECRETS[0] / "losses" / "test_losses.py"
    hidden.parent.mkdir(parents=True)
    hidden.write_text("# hidden\n")
    return course, hidden


def _examined(about: System, place: Grounds) -> Findings:
    """The probe runs beside the sandbox: each takes a moment to start."""
    from grader.sandbox.launcher import UNPRIVILEGED_USER

    command = [*PROBE, str(place.secrets[0]), str(UNPRIVILEGED_USER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd="/") as probe:  # noqa: S603 - our own
        try:
            found = _tried(place)
            told, _ = probe.communicate(timeout=PROBE_SECONDS)
        except BaseException:
            probe.kill()
            raise
    probed = json.loads(told)
    features = tuple(Feature(**feature) for feature in probed["features"])
    system = System(
        about.name, about.release, about.machine, about.python, os.geteuid() == 0, probed["filtered"]
    )
    return Findings(system, features, **found)


def _tried(place: Grounds) -> dict[str, Any]:
    from grader.doctor.attempts import attempts
    from grader.sandbox.launcher import Confinement, Zygote

    try:
        with Zygote(Confinement(secrets=place.secrets)) as zygote:
            isolation = zygote.isolation
            return {"isolation": isolation, "attempts": tuple(attempts(zygote, place.scratch, place.hidden))}
    except (IsolationUnavailable, SandboxError) as error:
        return {"refusal": error.what, "remedy": error.advice or ""}
