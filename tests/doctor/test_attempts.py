from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.doctor.attempts import attempts, trials
from grader.sandbox.launcher import Confinement, Zygote

OF_THE_WALL = {
    "write a file",
    "read the list of users",
    "read a hidden test",
    "learn the size of a hidden test",
    "open a socket",
    "fork",
    "kill its parent",
}
OF_THE_PROCESS = {
    "ask for more memory than it may have": "resource limits",
    "loop for ever": "deadline",
    "close all descriptors": "a process of its own",
    "spoil the next submission": "a process of its own",
}


@pytest.fixture
def held(commons: Path) -> Callable[[str], dict[str, str | None]]:
    def held(mode: str) -> dict[str, str | None]:
        commons.chmod(0o777)
        suite = commons / "autograder_tests"
        suite.mkdir()
        (suite / "test_softmax.py").write_text("# hidden")
        with Zygote(Confinement(mode, (suite,))) as zygote:
            found = list(attempts(zygote, commons, suite / "test_softmax.py"))
        return {attempt.what: attempt.held_by for attempt in found}

    return held


def test_behind_the_wall_each_attempt_meets_its_ring(held, commons: Path) -> None:
    found = held("kernel")
    assert found["write a file"] == found["read the list of users"] == "Landlock"
    assert found["open a socket"] == found["fork"] == found["kill its parent"] == "seccomp"
    assert {what: found[what] for what in OF_THE_PROCESS} == OF_THE_PROCESS
    assert not (commons / "written").exists()


def test_without_the_wall_everything_gets_through_but_what_a_process_alone_stops(held, commons: Path) -> None:
    found = held("none")
    assert {what for what, ring in found.items() if ring is None} == OF_THE_WALL
    assert {what: found[what] for what in OF_THE_PROCESS} == OF_THE_PROCESS
    assert (commons / "written").exists()


@pytest.mark.parametrize(
    ("rings", "ring"),
    [
        (("mount namespace", "user 60001"), "mount namespace"),
        (("user 60001", "closed by ownership"), "closed by ownership"),
        (("user 60001",), None),
    ],
)
def test_sizes_are_hidden_by_the_ring_that_is_active_and_contents_in_any_case(rings, ring) -> None:
    of = {trial.what: trial for trial in trials(rings)}
    assert of["learn the size of a hidden test"].ends.get("EACCES") == ring
    assert of["read a hidden test"].ends.get("EACCES") == (ring or "Landlock")
    assert [trial.what for trial in of.values() if not trial.essential] == ["learn the size of a hidden test"]
