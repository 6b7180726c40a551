from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.doctor import probe

PROBE = """
import os, sys
sys.argv = ["probe", str(Path.cwd()), "60001"]
from grader.doctor.probe import main
main()
"""
ALONE = """
import os, sys
from grader.doctor.probe import tried_in_child
print(tried_in_child(lambda: "a detail"))
print(tried_in_child(lambda: os.open("/nowhere", 0)))
print(tried_in_child(lambda: os.kill(os.getpid(), 9)))
"""


def probed(told: str) -> dict[str, dict[str, object]]:
    return {feature["name"]: feature for feature in json.loads(told)["features"]}


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("landlock_create_ruleset", "Landlock"),
        ("seccomp", "seccomp"),
        ("pidfd_open", "process descriptors"),
        ("memfd_create", "memory files"),
        ("prlimit64", "resource limits"),
    ],
)
def test_what_is_refused_is_not_there_and_all_else_is(
    run_without: Callable[..., str], call: str, name: str
) -> None:
    features = probed(run_without(PROBE, [call]))
    assert not features[name]["there"]
    assert features[name]["error"] == "EPERM"
    others = {"Landlock", "seccomp", "no new privileges", "resource limits", "memory files"} - {name}
    assert all(features[other]["there"] for other in others)


def test_namespaces_that_are_refused_are_not_there(run_without: Callable[..., str]) -> None:
    features = probed(run_without(PROBE, ["unshare"]))
    assert not features["mount namespace"]["there"]
    assert not features["user namespace"]["there"]
    assert features["Landlock"]["there"]


def test_a_filter_that_was_there_before_is_noticed(run_without: Callable[..., str]) -> None:
    assert json.loads(run_without(PROBE, ["unshare"]))["filtered"]


def test_a_try_that_fails_or_dies_takes_nothing_with_it(run_without: Callable[..., str]) -> None:
    good, bad, dead = run_without(ALONE, []).splitlines()
    assert good == "{'there': True, 'detail': 'a detail'}"
    assert bad == "{'there': False, 'detail': 'No such file or directory', 'error': 'ENOENT'}"
    assert dead == "{'there': False, 'detail': 'the process that tries it is killed'}"


def test_a_ring_that_does_nothing_is_not_there() -> None:
    with pytest.raises(OSError, match="does nothing"):
        probe.must_fail(PermissionError, lambda: None)
    probe.must_fail(PermissionError, lambda: (_ for _ in ()).throw(PermissionError))


def test_the_folder_that_keeps_a_user_out_is_named(commons: Path, run_without: Callable[..., str]) -> None:
    assert probe.closed_folder(commons) is None
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    closed = commons / "closed"
    (closed / "library").mkdir(parents=True)
    closed.chmod(0o700)
    script = f"""
from grader.doctor.probe import closed_folder
from grader.sandbox.lockdown import privileges
privileges.become(60001)
print(closed_folder(Path({str(closed / "library")!r})))
"""
    assert run_without(script, []).strip() == str(closed)


def test_the_probe_loads_nothing_that_brings_threads(run_without: Callable[..., str]) -> None:
    script = (
        "import sys, grader.doctor.probe\nprint(sorted({'numpy', 'click', 'pydantic'} & set(sys.modules)))"
    )
    assert run_without(script, []).strip() == "[]"
