"""The program that imports each stub in a process of its own: `python -P -m grader.authoring.import_each`.

It is started in the handout's folder, and told where to write what it finds and which files to import.
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback
from pathlib import Path

Fault = tuple[str, int | None, str]
"""A file, the line that is to blame, and what happens there."""


def main(report: str, *files: str) -> None:
    sys.path.insert(0, str(Path.cwd()))  # only now, so that no stub stands in for the standard library
    faults = [fault for file in files if (fault := _fault(file))]
    Path(report).write_text(json.dumps(faults), "utf-8")


def _fault(file: str) -> Fault | None:
    try:
        importlib.import_module(file.removesuffix(".py"))
    except BaseException as error:  # a stub may even exit
        what = getattr(error, "msg", None) or str(error)
        return file, _line(error, file), f"{type(error).__name__}: {what}".removesuffix(": ")
    return None


def _line(error: BaseException, file: str) -> int | None:
    path = str(Path.cwd() / file)
    if isinstance(error, SyntaxError) and error.filename == path:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return lines[-1] if lines else None


if __name__ == "__main__":
    main(*sys.argv[1:])
