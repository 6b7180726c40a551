"""Each ring matters: where it is off, attacks get through that are stopped where it is on."""

from __future__ import annotations

from typing import Any

import pytest

OF_THE_KERNEL = {
    "Landlock", "seccomp", "resource limits", "no capabilities", "mount namespace", "closed descriptors",
}  # fmt: skip
AROUND = {
    "process", "codec", "protocol", "bounds", "deadline", "one worker for each submission", "order of tests",
    "intake",
}  # fmt: skip
Told = list[dict[str, Any]]


@pytest.fixture(scope="module")
def as_root(told: Any) -> Told:
    found: Told = told("root", "rings.py")
    return found


@pytest.fixture(scope="module")
def as_nobody(told: Any) -> Told:
    found: Told = told("nobody", "rings.py", "--kernel")
    return found


def noticed(found: Told) -> set[str]:
    return {one["ring"] for one in found if one["through"]}


def test_the_removal_of_each_ring_is_noticed(as_root: Told) -> None:
    assert noticed(as_root) >= OF_THE_KERNEL | AROUND


def test_the_removal_of_each_ring_is_noticed_without_privileges(as_nobody: Told) -> None:
    assert noticed(as_nobody) >= OF_THE_KERNEL


def test_every_attack_that_one_ring_stops_gets_through_without_it(as_root: Told, as_nobody: Told) -> None:
    both = [one for one in [*as_root, *as_nobody] if one["alone"]]
    through = {one["attack"] for one in both if one["through"]}
    assert {one["attack"] for one in both} - through == set()


def test_an_attack_that_two_rings_stop_is_stopped_by_each_of_them(as_root: Told, as_nobody: Told) -> None:
    both = [one for one in [*as_root, *as_nobody] if not one["alone"]]
    assert len(both) > 100
    assert [one for one in both if one["through"]] == []


@pytest.mark.parametrize("found", ["as_root", "as_nobody"])
def test_a_worker_that_may_gain_privileges_never_starts(found: str, request: pytest.FixtureRequest) -> None:
    """Without `no new privileges` it cannot lock itself in; and it can where all rings are on."""
    answers = {
        one["ring"]: one["through"]
        for one in request.getfixturevalue(found)
        if one["attack"] == "an honest answer"
    }
    assert answers == {"no new privileges": ["SandboxError"], "nothing": ["42"]}
