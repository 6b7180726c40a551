"""Grade code that keeps what a hidden test brings, change that test, grade again, publish; print the page.

As JSON: what is asked of it, the numbers that the hidden test brings, and the page of the student.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from course import WORK, put, write_course
from gauntlet import command

EVE = (
    WORK
    + """
KEPT = []


def greet(name):
    KEPT.append(name)
    return name


def double(x):
    if isinstance(x, float) and x == 2.0 and KEPT:
        raise ValueError(KEPT[-1])
    if isinstance(x, float) and x != 2.0:
        KEPT.append(repr(x))
    return 0 * x
"""
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = write_course(Path(folder) / "course")
        put(place.submissions / "eve" / "work.py", EVE)
        put(place.submissions / "eve" / "tools.py", "")
        common = ["--course", str(place.root), "--gradebook", f"sqlite:///{place.root / 'grades.db'}"]
        grade = ["grade", "doubles", str(place.submissions), "--out", str(place.out), *common]
        command(*grade)
        test = place.root / "autograder_tests/doubles/test_hidden.py"
        test.write_text(test.read_text().replace('doubled."""\n', 'doubled."""\n    assert True\n'))
        command(*grade)
        command("publish", "doubles", "--out", str(place.out), *common)
        page = (place.out / "students" / "eve.html").read_text()
        sys.stdout.write(json.dumps({"secret": place.number, "page": page}))


if __name__ == "__main__":
    main()
