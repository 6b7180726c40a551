"""Run by `make release-check`, and not by the gate: it takes a package index and half a minute."""

from __future__ import annotations

from pathlib import Path

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"


def test_the_wheel_installs_alone_and_grades(wheel, fresh, install, grades):
    install(fresh, "--no-deps", "--require-hashes", "-r", str(LOCK))
    install(fresh, "--no-deps", str(wheel))
    grades(fresh)
