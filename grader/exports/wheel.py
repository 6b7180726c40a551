"""grader as it is installed here, as a wheel: what is exported grades with the program that exported it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import grader
from grader.exports.archive import files_in, pack

DISTRIBUTION = "numgrader"
NAME = f"{DISTRIBUTION}-{grader.__version__}"


def wheel() -> tuple[str, bytes]:
    """Its file name and its content."""
    entries = dict(_entries(distribution(DISTRIBUTION)))
    record = f"{NAME}.dist-info/RECORD"
    entries[record] = _record([*entries, record])
    return f"{NAME}-py3-none-any.whl", pack(entries)


def _entries(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    package = Path(grader.__file__).parent
    for name, content in files_in(package):
        yield f"grader/{name}", content
    for name in ("METADATA", "entry_points.txt"):
        yield f"{NAME}.dist-info/{name}", (installed.read_text(name) or "").encode()
    yield f"{NAME}.dist-info/WHEEL", _WHEEL


def _record(names: list[str]) -> bytes:
    """Hashes may be left out, and nothing comes between this zip and its installation to check for."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows((name, "", "") for name in names)
    return out.getvalue().encode()


_WHEEL = b"Wheel-Version: 1.0\nGenerator: grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
