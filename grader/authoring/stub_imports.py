"""Whether the stubs import: a student who starts on a file that does not cannot even test the others."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.errors import Problem

SECONDS = 60.0  # for all the stubs of an assignment: long, because it means that one of them hangs


def import_problems(files: Mapping[str, bytes], stubs: Sequence[str], *, folder: str) -> list[Problem]:
    """What keeps each of the `stubs` from being imported among the handout's `files`.

    `folder` is what messages call the handout's place. The code is the authors' own: nothing locks it in.
    """
    with tempfile.TemporaryDirectory() as scratch:
        handout, report = Path(scratch, "handout"), Path(scratch, "report.json")
        _write(handout, files)
        try:
            _import_each(handout, report, stubs)
        except subprocess.TimeoutExpired:
            return [Problem(folder, None, f"importing its stubs takes longer than {SECONDS:g} seconds")]
        if not report.exists():
            return [Problem(folder, None, "importing its stubs ends the interpreter")]
        return list(_problems(json.loads(report.read_text("utf-8")), files, folder))


def _write(handout: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = handout / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _import_each(handout: Path, report: Path, stubs: Sequence[str]) -> None:
    command = [sys.executable, "-P", "-B", "-m", "grader.authoring.import_each", str(report), *stubs]
    subprocess.run(  # noqa: S603 - this program itself, on files of the course
        command, cwd=handout, timeout=SECONDS, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )


def _problems(
    faults: Sequence[tuple[str, int | None, str]], files: Mapping[str, bytes], folder: str
) -> Iterator[Problem]:
    for file, line, what in faults:
        lines = files[file].decode("utf-8").splitlines()
        at = f", at `{lines[line - 1].strip()}`" if line and line <= len(lines) else ""
        yield Problem(f"{folder}/{file}", line, _DOES_NOT_IMPORT.format(what, at))


_DOES_NOT_IMPORT = "the stub does not import: {}{}; give the region that it lacks a `# STUB` line"
