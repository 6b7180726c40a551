"""The lock files are complete: `pip install --no-deps` of one leaves no requirement out.

What a distribution requires is read from the metadata that is installed here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LEAN, FULL = "requirements.lock", "requirements-dev.lock"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

Pinned = Callable[[str], list[Requirement]]


def gaps(pins: list[Requirement], roots: list[Requirement]) -> Iterator[str]:
    """What the roots or a pin need, and no pin gives."""
    found = {canonicalize_name(pin.name): pin for pin in pins}
    needs = [("the project", root) for root in roots]
    needs += [(str(pin), need) for pin in pins for need in needed(pin)]
    for who, need in needs:
        pin = found.get(canonicalize_name(need.name))
        if pin is None or not need.extras <= pin.extras or not satisfies(pin, need):
            yield f"{who} needs {need}"


def needed(wanted: Requirement) -> list[Requirement]:
    """What the installed distribution requires here, with the extras that are wanted of it."""
    needs = [Requirement(text) for text in requires(wanted.name) or []]
    extras = ["", *wanted.extras]
    return [
        need
        for need in needs
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def satisfies(pin: Requirement, need: Requirement) -> bool:
    (exact,) = pin.specifier
    return need.specifier.contains(exact.version, prereleases=True)


def group(name: str) -> list[Requirement]:
    """A dependency group of pyproject.toml, with those that it includes."""
    entries = SETTINGS["dependency-groups"][name]
    own = [Requirement(entry) for entry in entries if isinstance(entry, str)]
    included = [group(entry["include-group"]) for entry in entries if isinstance(entry, dict)]
    return sum(included, own)


ROOTS = {
    LEAN: [*needed(Requirement("numgrader")), *group("build")],
    FULL: [*needed(Requirement("numgrader")), *group("dev")],
}


def text_of(lock: str) -> str:
    return (ROOT / lock).read_text("utf-8")


@pytest.mark.parametrize("lock", [LEAN, FULL])
def test_a_lock_has_all_that_is_needed(lock: str, pinned: Pinned) -> None:
    assert list(gaps(pinned(text_of(lock)), ROOTS[lock])) == []


@pytest.mark.parametrize(
    ("lock", "line", "instead", "who"),
    [
        (FULL, "coverage[toml]", "coverage==7.17.3", "pytest-cov"),
        (LEAN, "bleach[css]", "bleach==6.4.0", "nbconvert"),
        (LEAN, "mdurl", None, "markdown-it-py"),
        (LEAN, "hatchling", None, "the project"),
        (LEAN, "pydantic-core", "pydantic-core==1", "pydantic"),
    ],
)
def test_a_gap_is_found(lock: str, line: str, instead: str | None, who: str, pinned: Pinned) -> None:
    """An extra, a whole line or the right version is taken away."""
    gone = Requirement(line)
    pins = pinned(text_of(lock))
    left = [pin for pin in pins if (pin.name, pin.extras) != (gone.name, gone.extras)]
    assert len(left) == len(pins) - 1
    left += [Requirement(instead)] if instead else []
    found = list(gaps(left, ROOTS[lock]))
    assert any(gap.startswith(who) and f" needs {gone.name}" in gap for gap in found), found


def test_the_installed_versions_are_those_of_the_lock(pinned: Pinned) -> None:
    pins = {pin.name: str(pin.specifier) for pin in pinned(text_of(FULL))}
    assert pins == {name: f"=={version(name)}" for name in pins}, "run `make test`, which installs them"


def test_the_lean_lock_is_a_part_of_the_full_one(pinned: Pinned) -> None:
    """`make test` after `make demo` adds distributions, and changes none."""
    lean, full = ({(pin.name, pin.specifier) for pin in pinned(text_of(lock))} for lock in (LEAN, FULL))
    assert lean < full


@pytest.mark.parametrize("lock", [LEAN, FULL])
def test_a_lock_has_no_address(lock: str) -> None:
    assert "://" not in text_of(lock)
