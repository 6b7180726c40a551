"""What a handout was made from, kept beside the reference: no stub shows that its solution has changed.

The file's name begins with a dot, so that it is no part of what grades are made from. One line for each
reference, which is how it is compared: a record that two authors have merged still tells what is stale.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.authoring.handout import Handout
from grader.errors import Problem

NAME = ".released.toml"


def out_of_date(handout: Handout) -> list[Problem]:
    """Each reference that is not the one on record."""
    path = handout.solutions / NAME
    if not path.is_file():
        return [Problem(_place(handout), None, _MISSING.format(handout.assignment))]
    released = path.read_text("utf-8").splitlines()
    return [
        Problem(source, None, _CHANGED.format(handout.assignment))
        for source, line in _lines(handout)
        if line not in released
    ]


def write(handout: Handout) -> bool:
    """Put on record what the handout is made from now; whether that was another before."""
    text = _HEAD + "".join(f"{line}\n" for _, line in _lines(handout))
    path = handout.solutions / NAME
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    path.write_bytes(text.encode())
    return True


def _lines(handout: Handout) -> Iterator[tuple[str, str]]:
    """Each reference with its line; what is handed out as it is shows its changes by itself."""
    folder = f"solutions/{handout.assignment}/"
    for made in handout.made.values():
        if made.source.startswith(folder):
            yield made.source, f'"{made.source.removeprefix(folder)}" = "{made.made_from}"'


def _place(handout: Handout) -> str:
    return f"solutions/{handout.assignment}/{NAME}"


_HEAD = "# The references that the handout was made from, by SHA-256; `grader release` writes this file.\n"
_MISSING = "is missing: what was released is not on record; run `grader release {}`"
_CHANGED = "has changed since its release: prove it with `grader validate {0}`, then run `grader release {0}`"
