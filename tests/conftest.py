"""What all tests share: limits, marks, Hypothesis profiles, a browser, a course with a tiny assignment."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from packaging.requirements import Requirement

from grader import plugins
from grader.course import find_course, load_assignment
from grader.grading import Job
from tests.waiting import limited

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
MARKED_PATHS = {
    "attacks/": "attacks",
    "docs/": "docs",
    "engines/test_dask": "dask",
    "authoring/test_record": "slow",
    "chaos/": "slow",
    "cli/test_check": "slow",
    "cli/test_init": "slow",
    "cli/test_new": "slow",
    "cli/test_submit": "slow",
    "cli/test_validate": "slow",
    "converters/test_convert": "slow",
    "diagnosis/test_naming": "slow",
    "doctor/test_examination": "slow",
    "exports/test_gradescope": "slow",
    "fuzz/": "slow",
    "gradebook/test_copies": "slow",
    "gradebook/test_durability": "slow",
    "load/": "slow",
    "student/test_desk": "slow",
    "student/test_handin": "slow",
    "student/test_notebooks": "slow",
    "legal/": "slow",
    "portable/": "slow",
    "sandbox/test_unprivileged": "slow",
    "validation/test_evidence": "slow",
    "validation/test_proof": "slow",
    "runner/test_plugin": "slow",
    "test_example": "slow",
    "test_handouts": "slow",
    "test_notebooks": "slow",
    "test_resume": "slow",
    "test_workflow": "slow",
    "workflow/test_regrade": "slow",
}
MARKED_FIXTURES = {"new_page": "browser", "server": "postgresql", "database": "postgresql"}
CHROMIUM = Path("/usr/bin/chromium")
UNLIMITED = 0  # for Playwright
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
from grader.testing import assert_answer, assert_close

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
from grader.testing import assert_close

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

# The gate tries the same examples each time, at any speed; --hypothesis-profile=random tries others.
settings.register_profile(
    "gate", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("random", settings.get_profile("gate"), derandomize=False, print_blob=True)
settings.load_profile("gate")


def within_the_limit() -> Generator[None, object, object]:
    with limited():
        return (yield)


pytest_runtest_setup = pytest.hookimpl(wrapper=True)(within_the_limit)
pytest_runtest_call = pytest.hookimpl(wrapper=True)(within_the_limit)
pytest_runtest_teardown = pytest.hookimpl(wrapper=True)(within_the_limit)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(HERE).as_posix() if item.path.is_relative_to(HERE) else ""
        marks = [mark for start, mark in MARKED_PATHS.items() if place.startswith(start)]
        marks += [mark for name, mark in MARKED_FIXTURES.items() if name in getattr(item, "fixturenames", ())]
        for mark in marks:
            item.add_marker(mark)


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

    def make(**changes: Any) -> Job:
        found = find_course(course)
        return Job(found, load_assignment(found, "tiny"), **changes)

    return make


@pytest.fixture
def install_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """Installs a distribution as a wheel is, into a folder of its own; gives that folder.

    `entries` are entry points by their group, each in the form `name = module:attribute`.
    """
    site, before = tmp_path / "site", set(sys.modules)

    def install(distribution: str, module: str, text: str, entries: Mapping[str, str]) -> Path:
        about = site / f"{distribution.replace('-', '_')}-1.0.dist-info"
        write(about / "METADATA", f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        sections = (f"[{group}]\n{entry}\n" for group, entry in entries.items())
        write(about / "entry_points.txt", "\n".join(sections))
        write(site / f"{module}.py", text)
        monkeypatch.syspath_prepend(site)
        forget()
        return site

    def forget() -> None:
        plugins._entry_points.cache_clear()
        plugins.warn.cache_clear()

    yield install
    forget()
    for name in sys.modules.keys() - before:
        if str(getattr(sys.modules[name], "__file__", None) or "").startswith(str(site)):
            del sys.modules[name]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture(scope="session")
def pinned() -> Callable[[str], list[Requirement]]:
    """Read from the text of a lock file what it has for this Python on this system."""

    def pinned(lock: str) -> list[Requirement]:
        lines = [line.removesuffix(" \\") for line in lock.splitlines() if not line.startswith(" ")]
        pins = [Requirement(line) for line in lines]
        return [pin for pin in pins if pin.marker is None or pin.marker.evaluate()]

    return pinned


@pytest.fixture(scope="module")
def new_page() -> Iterator[Callable[..., Page]]:
    """Opens a page of Chromium in a context of its own, without a limit of time."""
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launch = playwright.chromium.launch
        browser = launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=UNLIMITED)

        def open_page(**options: Any) -> Page:
            page = browser.new_page(**options)
            page.set_default_timeout(UNLIMITED)
            return page

        yield open_page
        browser.close()


@pytest.fixture(scope="module")
def violations(new_page: Callable[..., Page]) -> Callable[[Path], list[str]]:
    """What axe-core finds in Chromium against WCAG 2.1, A and AA, as `scheme:rule:place`."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}

    def find(path: Path) -> list[str]:
        found = []
        for scheme in ("light", "dark"):
            page = new_page(color_scheme=scheme)
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
            response = Axe().run(page, options=rules).response
            page.close()
            assert response["passes"], "axe-core has looked at nothing"
            for rule in response["violations"]:
                found += [f"{scheme}:{rule['id']}:{node['target']}" for node in rule["nodes"]]
        return found

    return find
