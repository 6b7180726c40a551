"""A course with one tiny assignment, and how to change it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.grading import Job

CHROMIUM = Path("/usr/bin/chromium")
SETTINGS = """
[tool.grader]
name = "Tiny course"
"""
ASSIGNMENT = """
format = 1
title = "Sums"
files = ["sums.py", "words.py"]

[limits]
seconds_per_test = 0.5

[[tasks]]
name = "total"
file = "sums.py"
title = "Add up"
points = 3

[[tasks]]
name = "scale"
file = "sums.py"
title = "Scale"
points = 2

[[tasks]]
name = "words"
file = "words.py"
title = "Questions"
points = 1
"""
REFERENCE = """
import numpy as np

def total(x):
    return float(np.sum(x))

def scale(x, factor):
    return x * factor
"""
WORDS = "answer = 'b'\n"
SUITE = '''
import numpy as np
import pytest
from grader.suite.checks import assert_answer, assert_close

@pytest.mark.points(2, task="total")
def test_total(student, reference, rng):
    """The sum is right."""
    x = rng.standard_normal(5)
    assert_close(student.sums.total(x), reference.sums.total(x), what="sum")

@pytest.mark.points(2, task="scale")
def test_scale(student, rng):
    """Each entry is scaled."""
    x = rng.standard_normal(4)
    assert_close(student.sums.scale(x, 3.0), 3.0 * x, what="scaled")

@pytest.mark.points(1, task="words")
def test_answer(student):
    """The question is answered."""
    assert_answer(student.words.answer, "b", what="answer")
'''
PUBLIC = '''
import numpy as np
import pytest
from grader.suite.checks import assert_close

pytestmark = pytest.mark.visibility("visible")

@pytest.mark.points(1, task="total")
def test_small(student):
    """1 + 2 is 3."""
    assert_close(student.sums.total(np.array([1.0, 2.0])), 3.0, what="sum")
'''

COURSE = {
    "pyproject.toml": SETTINGS,
    "assignments/tiny/assignment.toml": ASSIGNMENT,
    "solutions/tiny/sums.py": REFERENCE,
    "solutions/tiny/words.py": WORDS,
    "autograder_tests/tiny/test_sums.py": SUITE,
    "autograder_tests/tiny/public/test_public.py": PUBLIC,
}


@pytest.fixture(autouse=True, scope="module")
def own_finders() -> Iterator[None]:
    """What the tests of one file load is found by no other file's, whichever process runs them."""
    finders = list(sys.meta_path)
    yield
    sys.meta_path[:] = finders


def pytest_configure() -> None:
    """Ctrl-C as a terminal has it: a shell takes it from what it starts in the background, and all below."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def forget_modules() -> Iterator[Callable[[], None]]:
    """An examiner collects one suite in its life; here many of the same name are collected in one process."""
    before, finders = set(sys.modules), list(sys.meta_path)

    def forget() -> None:
        for name in sys.modules.keys() - before:
            if name.startswith(("test_", "public", "reference_tiny")):
                del sys.modules[name]
        sys.meta_path[:] = finders

    yield forget
    forget()


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADER_SECRET", "for the tests")
    root = tmp_path / "course"
    for name, text in COURSE.items():
        write(root / name, text)
    return root


@pytest.fixture
def job(course: Path, forget_modules: Callable[[], None]) -> Callable[..., Job]:
    """Make the job of grading `tiny` as the course's files are at that moment."""

    def make(**changes: object) -> Job:
        found = find_course(course)
        return Job(found, load_assignment(found, "tiny"), **changes)

    return make


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture(scope="module")
def violations() -> Iterator[Callable[[Path], list[str]]]:
    """What axe-core finds in Chromium against WCAG 2.1, A and AA, as `scheme:rule:place`."""
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium here")
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])

        def find(path: Path) -> list[str]:
            found = []
            for scheme in ("light", "dark"):
                page = browser.new_page(color_scheme=scheme)
                page.goto(path.as_uri())
                page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
                response = Axe().run(page, options=rules).response
                page.close()
                assert response["passes"], "axe-core has looked at nothing"
                for rule in response["violations"]:
                    found += [f"{scheme}:{rule['id']}:{node['target']}" for node in rule["nodes"]]
            return found

        yield find
        browser.close()
