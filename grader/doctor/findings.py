"""What an examination of a machine finds."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Isolation


@dataclass(frozen=True, slots=True)
class System:
    """The machine as it calls itself. `filtered`: as containers do, it filters our system calls."""

    name: str
    release: str
    machine: str
    python: str
    root: bool = False
    filtered: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that the kernel grants us or not; `error` names its refusal: ENOSYS, EPERM."""

    name: str
    there: bool
    detail: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class HostileAttempt:
    """What hostile code tried. `held_by` is the ring that stopped it, None where it got through.

    What is not `essential` gives metadata away, and no more.
    """

    what: str
    held_by: str | None
    seen: str
    essential: bool = True


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found. `refusal` says why no sandbox could be started, `remedy` what to do about it."""

    system: System
    features: tuple[Feature, ...] = ()
    isolation: Isolation | None = None
    attempts: tuple[HostileAttempt, ...] = ()
    refusal: str = ""
    remedy: str = ""
