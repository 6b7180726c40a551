from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.doctor.examination import examine, grounds
from grader.doctor.findings import Findings
from grader.doctor.verdict import Level, judge

METADATA = "learn the size of a hidden test"
HIDING = {"mount namespace", "closed by ownership"}
EXAMINE = """
import json, sys
from dataclasses import asdict
from grader.doctor.examination import examine
from grader.doctor.verdict import judge
findings = examine(Path.cwd())
print(json.dumps({**asdict(findings), **asdict(judge(findings))}))
"""
NOBODY = 65534


@pytest.fixture(scope="module")
def findings() -> Iterator[Findings]:
    with tempfile.TemporaryDirectory() as folder:
        yield examine(Path(folder))


def grants(findings: Findings) -> dict[str, bool]:
    return {feature.name: feature.there for feature in findings.features}


def test_on_a_machine_that_grades_every_essential_attempt_is_held(findings: Findings) -> None:
    assert findings.isolation is not None
    assert findings.isolation.mode == "kernel"
    assert [attempt.what for attempt in findings.attempts if attempt.essential and not attempt.held_by] == []
    assert len(findings.attempts) == 11
    assert judge(findings).level in (Level.SAFE, Level.WEAKENED)


def test_what_the_kernel_grants_is_what_the_sandbox_uses(findings: Findings) -> None:
    assert findings.isolation is not None
    granted, rings = grants(findings), findings.isolation.rings
    assert granted["Landlock"] == any(ring.startswith("Landlock") for ring in rings)
    assert granted["mount namespace"] == ("mount namespace" in rings)
    assert granted["another user"] == ("user 60001" in rings)


def test_the_ring_that_hides_sizes_is_one_that_is_active(findings: Findings) -> None:
    (attempt,) = (attempt for attempt in findings.attempts if attempt.what == METADATA)
    assert findings.isolation is not None
    hiding: set[str | None] = {*HIDING.intersection(findings.isolation.rings)}
    assert {attempt.held_by} == (hiding or {None})


@pytest.mark.parametrize(
    ("call", "error", "feature", "advice"),
    [
        ("landlock_create_ruleset", "ENOSYS", "Landlock", "a seccomp profile that allows landlock_create"),
        ("landlock_create_ruleset", "EOPNOTSUPP", "Landlock", "add `landlock` to the list `lsm=`"),
        ("seccomp", "EPERM", "seccomp", "a seccomp profile that allows seccomp"),
        ("pidfd_open", "ENOSYS", "process descriptors", "a seccomp profile that allows pidfd_open"),
        ("memfd_create", "ENOSYS", "memory files", "a seccomp profile that allows memfd_create"),
    ],
)
def test_a_machine_without_an_essential_feature_cannot_grade(
    run_without: Callable[..., str], call: str, error: str, feature: str, advice: str
) -> None:
    told = json.loads(run_without(EXAMINE, [call], error))
    assert told["level"] == "unsafe"
    assert told["sentence"].startswith("This machine cannot grade safely: without ")
    assert [f["name"] for f in told["features"] if not f["there"] and f["name"] == feature] == [feature]
    assert feature in told["sentence"]
    assert advice in told["advice"][0]
    assert "--isolation none" in told["advice"][-1]
    assert told["attempts"] == []


def test_limits_that_cannot_be_set_are_no_machine_to_grade_on(run_without: Callable[..., str]) -> None:
    told = json.loads(run_without(EXAMINE, ["prlimit64"]))
    assert told["level"] == "unsafe"
    assert "resource limits" in told["sentence"]
    assert told["attempts"] == []
    assert "did not come up" in told["refusal"]


def test_without_a_namespace_an_open_course_gives_its_sizes_away(
    run_without: Callable[..., str], course: Path
) -> None:
    told = json.loads(run_without(EXAMINE, ["unshare"], folder=course))
    assert told["level"] == "weakened"
    assert "sizes and dates of hidden tests can be found out" in told["sentence"]
    assert [attempt["what"] for attempt in told["attempts"] if not attempt["held_by"]] == [METADATA]
    assert not HIDING & set(told["isolation"]["rings"])
    assert "chmod 700 autograder_tests solutions" in told["advice"][0]


def test_without_a_namespace_a_closed_course_is_hidden_by_ownership(
    run_without: Callable[..., str], course: Path, another_user: bool
) -> None:
    for name in ("autograder_tests", "solutions"):
        (course / name).chmod(0o700)
    told = json.loads(run_without(EXAMINE, ["unshare"], folder=course))
    held = {attempt["what"]: attempt["held_by"] for attempt in told["attempts"]}
    if another_user:
        assert held[METADATA] == "closed by ownership"
        assert told["level"] == "safe"
    else:  # whoever owns the folders, and runs the submission too, is not kept out by their modes
        assert held[METADATA] is None
        assert told["level"] == "weakened"


def test_in_a_course_it_is_the_courses_own_tests_that_are_tried(course: Path) -> None:
    (course / "assignments" / "losses").mkdir(parents=True)
    with grounds(course / "assignments" / "losses") as place:
        assert place.hidden == course / "autograder_tests" / "losses" / "test_softmax.py"
        assert course / "solutions" in place.secrets


def test_elsewhere_a_course_is_made_up(course: Path) -> None:
    (course / "pyproject.toml").write_text("[tool.other]\n")
    with grounds(course) as place:
        assert place.hidden.is_file()
        assert not place.hidden.is_relative_to(course)


def test_settings_that_cannot_be_read_make_no_course(course: Path) -> None:
    (course / "pyproject.toml").write_text("[tool.grader\n")
    with grounds(course) as place:
        assert not place.hidden.is_relative_to(course)


def test_nothing_is_left_behind(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = course / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before = sorted(course.rglob("*"))
    examine(course)
    assert sorted(course.rglob("*")) == before
    assert children() == set()


def children() -> set[int]:
    """The processes that were started from here and have not been waited for."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        found |= {int(pid) for pid in (task / "children").read_text().split()}
    return {pid for pid in found if b"grader" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.mark.parametrize(("system", "name"), [("Darwin", "macOS"), ("Windows", "Windows")])
def test_elsewhere_than_on_linux_it_says_where_to_grade(tmp_path: Path, system: str, name: str) -> None:
    findings = examine(tmp_path, system)
    verdict = judge(findings)
    assert verdict.level is Level.UNSAFE
    assert verdict.sentence == f"This machine cannot grade safely: grading needs Linux, and this is {name}."
    assert "container" in verdict.advice[0]
    assert "`grader check`" in verdict.advice[1]
    assert findings.features == ()
    assert findings.attempts == ()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_user_without_privileges_grades_safely_too() -> None:
    def as_nobody(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-B", "-P", "-c", script],
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            cwd="/",
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )

    try:
        reachable = as_nobody("import grader, numpy").returncode == 0
    except PermissionError:
        reachable = False
    if not reachable:
        pytest.skip("the user `nobody` cannot reach this interpreter")
    told = json.loads(as_nobody(f"from pathlib import Path\n{EXAMINE}").stdout)
    assert told["level"] in ("safe", "weakened")
    assert not told["system"]["root"]
    assert [attempt["what"] for attempt in told["attempts"] if not attempt["held_by"]] in ([], [METADATA])
