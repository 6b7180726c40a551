"""The secret that seeds the hidden tests: the same for a whole class, unknown to students."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from grader.course.private import make_private
from grader.errors import CourseError, Problem

VARIABLE = "GRADER_SECRET"
FILE = ".grader-secret"


def course_secret(root: Path) -> bytes:
    """From the environment if set, else from the course's own file, made when there is none.

    The same text gives the same secret from either place, so that a course can move between machines.
    The file is for its owner alone, also where it was copied with a wider mode.
    """
    if text := os.environ.get(VARIABLE):
        return text.strip().encode()
    path = root / FILE
    try:
        if not path.exists():
            _make(path)
        make_private(path)
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(error) from error
    if not text:
        raise CourseError([Problem(FILE, None, "is empty; delete it to get a new secret")])
    return text.encode()


def _make(path: Path) -> None:
    """A complete file or none appears under `path`, and the first of two processes wins."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{FILE}-")  # O_EXCL, mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # another process was first: its secret holds
    finally:
        Path(draft).unlink()


def _unusable(error: OSError | UnicodeDecodeError) -> CourseError:
    reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
    return CourseError(
        [Problem(FILE, None, f"the course's secret can be neither read nor made here: {reason}")],
        advice=f"make the course's folder writable, or set the environment variable {VARIABLE}",
    )
