"""From what was found to a sentence, and to advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from grader.doctor.findings import Feature, Findings

ESSENTIAL = (
    "Landlock",
    "seccomp",
    "no new privileges",
    "resource limits",
    "process descriptors",
    "memory files",
)


class Level(StrEnum):
    """How far hostile code is held."""

    SAFE = "safe"
    WEAKENED = "weakened"  # a ring is missing behind which others stand
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class MachineVerdict:
    """A sentence, and what to do next, line by line."""

    level: Level
    sentence: str
    advice: tuple[str, ...] = ()


def judge(findings: Findings) -> MachineVerdict:
    """What to make of it."""
    if flaws := list(_flaws(findings)):
        sentence = f"This machine cannot grade safely: {'; '.join(flaws)}."
        return MachineVerdict(Level.UNSAFE, sentence, tuple(_remedies(findings)))
    held = sum(attempt.held_by is not None for attempt in findings.attempts)
    sentence = f"This machine grades safely: {held} of {len(findings.attempts)} hostile attempts were held"
    gaps = dict(_gaps(findings))
    if gaps:
        return MachineVerdict(Level.WEAKENED, f"{sentence}, but {' and '.join(gaps)}.", tuple(gaps.values()))
    return MachineVerdict(Level.SAFE, f"{sentence}.")


def _flaws(findings: Findings) -> Iterator[str]:
    """Why nobody should grade here."""
    missing = [feature.name for feature in _missing(findings)]
    if missing:
        yield f"without {' and '.join(missing)} student code cannot be locked in"
    elif findings.refusal:
        yield findings.refusal
    through = [attempt.what for attempt in findings.attempts if attempt.essential and not attempt.held_by]
    if through:
        yield f"hostile code can {', '.join(through)}"


def _missing(findings: Findings) -> list[Feature]:
    return [feature for feature in findings.features if feature.name in ESSENTIAL and not feature.there]


def _remedies(findings: Findings) -> Iterator[str]:
    if findings.system.name != "Linux":
        yield ELSEWHERE
        yield STUDENTS
        return
    for feature in _missing(findings):
        yield _remedy(feature, filtered=findings.system.filtered)
    if findings.remedy and not _missing(findings):
        yield findings.remedy
    yield NO_WALLS


def _remedy(feature: Feature, *, filtered: bool) -> str:
    if not feature.error:  # granted, and of no use
        return f"{feature.name}: {feature.detail}. {OTHER_MACHINE}"
    if feature.error == "ENOTSUP":  # what landlock(7) calls EOPNOTSUPP
        return BOOT_LANDLOCK
    if filtered:
        return CONTAINER.format(name=feature.name, calls=CALLS.get(feature.name, "it"))
    return f"{feature.name}: {NEWER_KERNEL}"


def _gaps(findings: Findings) -> Iterator[tuple[str, str]]:
    """What weakens this machine, each with what closes it."""
    if any(not attempt.essential and not attempt.held_by for attempt in findings.attempts):
        yield "names, sizes and dates of hidden tests can be found out (not what is in them)", _hide(findings)
    rings = findings.isolation.rings if findings.isolation else ()
    if "no capabilities" in rings:
        why = _feature(findings, "another user").detail
        yield "submissions run as root, without its capabilities", ANOTHER_USER.format(why=why)


def _hide(findings: Findings) -> str:
    if findings.system.root and _feature(findings, "another user").there:
        return OWNERSHIP
    return NAMESPACE.format(why=_feature(findings, "mount namespace").detail)


def _feature(findings: Findings, name: str) -> Feature:
    return next(feature for feature in findings.features if feature.name == name)


ELSEWHERE = (
    "Grade in a Linux container or virtual machine (Docker, Podman, WSL 2), and run `grader doctor` there."
)
STUDENTS = "Students need nothing of it: `grader check`, `hint` and `submit` work here."
NO_WALLS = (
    "Or grade with `--isolation none`: student code then has all rights of the user who grades, can read "
    "the hidden tests and use the network, and every report says so."
)
OTHER_MACHINE = "Grade on another kernel: Linux 5.13 or later, x86_64 or aarch64."
BOOT_LANDLOCK = (
    "Landlock is in this kernel and switched off: add `landlock` to the list `lsm=` of its boot parameters, "
    "and restart the machine."
)
CALLS = {
    "Landlock": "landlock_create_ruleset, landlock_add_rule and landlock_restrict_self",
    "seccomp": "seccomp",
    "process descriptors": "pidfd_open and pidfd_send_signal",
    "memory files": "memfd_create",
}
CONTAINER = (
    "{name}: a filter of system calls is on this process already, as containers set one. Start the "
    "container with a seccomp profile that allows {calls} (`--security-opt seccomp=PROFILE`): the default "
    "profiles of current Docker and Podman do. If yours does, the host's kernel lacks it: Linux 5.13 or "
    "later has it."
)
NEWER_KERNEL = "boot Linux 5.13 or later, built with CONFIG_SECURITY_LANDLOCK and CONFIG_SECCOMP_FILTER."
OWNERSHIP = (
    "Close the course's hidden folders to other users: `chmod 700 autograder_tests solutions`. Submissions "
    "run as another user, whom the folders' modes then keep out."
)
NAMESPACE = (
    "A mount namespace would hide them, and is not permitted here ({why}). Root may make one, in a "
    "container with `--cap-add SYS_ADMIN`. Or grade as root with a Python that all users can reach, and "
    "close the folders to others: `chmod 700 autograder_tests solutions`."
)
ANOTHER_USER = (
    "Use a Python that all users can reach, the system's for instance, and submissions run as a user of "
    "their own ({why})."
)
