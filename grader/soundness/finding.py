"""One thing that speaks against an assignment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and what to do next."""

    what: str
    where: str
    advice: str
