"""One thing that speaks against an assignment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ValidationFinding:
    """What is wrong, where, and what to do next.

    `place` is the file and line, where the catalogue is to blame; `others` are variants that it speaks
    against as much as against `where`.
    """

    what: str
    where: str
    advice: str
    place: str = ""
    others: tuple[str, ...] = ()
