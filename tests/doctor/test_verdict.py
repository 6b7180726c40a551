from __future__ import annotations

from dataclasses import replace

import pytest

from grader.doctor.findings import Feature, Findings, HostileAttempt, System
from grader.doctor.verdict import ESSENTIAL, Level, judge
from grader.model import Isolation

ALL = (*ESSENTIAL, "mount namespace", "user namespace", "another user")
HELD = (
    HostileAttempt("fork", "seccomp", "EPERM"),
    HostileAttempt("learn the size of a hidden test", "mount namespace", "EACCES", essential=False),
)
GOOD = Findings(
    System("Linux", "6.8", "x86_64", "3.12", root=True),
    tuple(Feature(name, there=True) for name in ALL),
    Isolation("kernel", ("mount namespace", "user 60001")),
    HELD,
)


def lacking(name: str, error: str = "ENOSYS", detail: str = "why") -> Findings:
    features = [feature for feature in GOOD.features if feature.name != name]
    return replace(GOOD, features=(*features, Feature(name, there=False, detail=detail, error=error)))


def test_where_all_is_held_there_is_nothing_to_advise() -> None:
    verdict = judge(GOOD)
    assert verdict.level is Level.SAFE
    assert verdict.sentence == "This machine grades safely: 2 of 2 hostile attempts were held."
    assert verdict.advice == ()


@pytest.mark.parametrize("name", ESSENTIAL)
def test_each_essential_feature_is_missed(name: str) -> None:
    verdict = judge(lacking(name))
    assert verdict.level is Level.UNSAFE
    assert f"without {name} student code cannot be locked in" in verdict.sentence
    assert "Linux 5.13 or later" in verdict.advice[0]


def test_a_namespace_alone_is_no_flaw_where_ownership_hides() -> None:
    owned = replace(HELD[1], held_by="closed by ownership")
    assert judge(replace(lacking("mount namespace"), attempts=(HELD[0], owned))).level is Level.SAFE


def test_a_single_attempt_that_gets_through_is_enough() -> None:
    through = HostileAttempt("open a socket", None, "through")
    verdict = judge(replace(GOOD, attempts=(*HELD, through)))
    assert verdict.level is Level.UNSAFE
    assert verdict.sentence == "This machine cannot grade safely: hostile code can open a socket."


def test_a_container_is_told_which_calls_to_allow() -> None:
    bare, contained = lacking("Landlock"), lacking("Landlock")
    contained = replace(contained, system=replace(contained.system, filtered=True))
    assert "landlock_create_ruleset" in judge(contained).advice[0]
    assert "landlock_create_ruleset" not in judge(bare).advice[0]


def test_an_unknown_processor_is_told_as_it_is() -> None:
    verdict = judge(lacking("seccomp", "", "the system calls of riscv64 are not known to grader"))
    assert "riscv64" in verdict.advice[0]
    assert "x86_64 or aarch64" in verdict.advice[0]


def test_a_refusal_that_no_feature_explains_brings_its_own_remedy() -> None:
    refused = replace(GOOD, attempts=(), refusal="the course lies in a library", remedy="Move the course.")
    verdict = judge(refused)
    assert verdict.sentence == "This machine cannot grade safely: the course lies in a library."
    assert verdict.advice[0] == "Move the course."


def test_workers_that_stay_root_weaken_and_why_is_told() -> None:
    rooted = replace(
        lacking("another user", detail="/root is closed"),
        isolation=Isolation("kernel", ("mount namespace", "no capabilities")),
    )
    verdict = judge(rooted)
    assert verdict.level is Level.WEAKENED
    assert "but submissions run as root, without its capabilities" in verdict.sentence
    assert "/root is closed" in verdict.advice[0]


@pytest.mark.parametrize(
    ("root", "another_user", "advice"),
    [
        (True, True, "Close the course's hidden folders"),
        (True, False, "not permitted here (kernel.setting = 1)"),
        (False, False, "not permitted here (kernel.setting = 1)"),
    ],
)
def test_what_would_hide_sizes_depends_on_who_grades(root: bool, another_user: bool, advice: str) -> None:
    features = {feature.name: feature for feature in lacking("mount namespace").features}
    features["mount namespace"] = Feature("mount namespace", there=False, detail="kernel.setting = 1")
    features["another user"] = Feature("another user", there=another_user)
    seen = HostileAttempt("learn the size of a hidden test", None, "through", essential=False)
    verdict = judge(
        replace(
            GOOD,
            system=replace(GOOD.system, root=root),
            features=tuple(features.values()),
            attempts=(HELD[0], seen),
        )
    )
    assert verdict.level is Level.WEAKENED
    assert "1 of 2 hostile attempts were held, but names, sizes and dates" in verdict.sentence
    assert advice in verdict.advice[0]
