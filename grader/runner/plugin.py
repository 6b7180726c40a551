"""The pytest plugin: marks, fixtures, and whose code a plain `pytest` run tests.

    pytest autograder_tests                      the hidden suites, against the references
    pytest autograder_tests/losses --submission PATH     against one submission, in its sandbox
    pytest tests                                 in a handed-out folder: against the files beside it

Loaded in every pytest run of its environment, so nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import numpy as np

    from grader.runner.context import TestContext
    from grader.runner.plain_run import PlainRun

MARKS = (
    "points(number, task): what the test is worth, and the task that it belongs to",
    "visibility(name): `visible` where students may see what was compared, else `hidden`",
)
CONTEXT: pytest.StashKey[TestContext] = pytest.StashKey()
PLAIN_RUN: pytest.StashKey[PlainRun] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("grader", "hidden suites of a course")
    group.addoption("--submission", metavar="PATH", help="run the suites against this submission")
    group.addoption("--isolation", choices=("kernel", "none"), default="kernel", help="what confines it")


def pytest_configure(config: pytest.Config) -> None:
    for mark in MARKS:
        config.addinivalue_line("markers", mark)


@pytest.fixture(scope="session")
def student(pytestconfig: pytest.Config) -> Any:
    """The modules of the submission under test: `student.softmax.softmax_loss_naive(W, X, y, reg)`."""
    return context(pytestconfig).student


@pytest.fixture(scope="session")
def reference(pytestconfig: pytest.Config) -> Any:
    """The modules of the reference, in this process."""
    return context(pytestconfig).reference


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A generator of this test's own: the same for every submission, and unknown to students."""
    from grader.runner.context import test_id
    from grader.runner.plain_run import find_suite

    place = find_suite(request.node.path)
    return context(request.config).rng(place.assignment, test_id(request.node, place.suite))


def context(config: pytest.Config) -> TestContext:
    """The bench of this run: the examiner's, or one that a desk has set up."""
    if CONTEXT not in config.stash:
        plain_run(config)
    return config.stash[CONTEXT]


def plain_run(config: pytest.Config) -> PlainRun:
    """The desk at which a plain pytest run sits down, made when the first of our tests needs it."""
    if PLAIN_RUN not in config.stash:
        from grader.runner.plain_run import PlainRun

        made = PlainRun(config.getoption("--submission"), config.getoption("--isolation"))
        config.stash[PLAIN_RUN] = made
        config.stash[CONTEXT] = made.context
        config.add_cleanup(made.close)
    return config.stash[PLAIN_RUN]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Put the right code on the bench before a hidden test's fixtures are made; give it its time."""
    if CONTEXT in item.config.stash and PLAIN_RUN not in item.config.stash:
        return (yield)  # an examiner's run: it seats and times by itself
    if item.get_closest_marker("points") is None:
        return (yield)  # not one of ours
    with ExitStack() as seats:
        from grader.errors import UsageError

        try:
            seats.enter_context(plain_run(item.config).serving(item.path))
        except UsageError as error:
            pytest.exit(str(error), pytest.ExitCode.USAGE_ERROR)
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Failures of ours are told in their own sentences instead of a traceback."""
    report = yield
    if call.excinfo is not None and report.failed and item.get_closest_marker("points") is not None:
        report.longrepr = _told(call.excinfo.value) or report.longrepr
    return report


def _told(error: BaseException) -> str | None:
    from grader import messages
    from grader.errors import SubmissionFault
    from grader.testing.answers import CheckFailed

    if isinstance(error, SubmissionFault | CheckFailed):
        return "\n".join(messages.full(error.observation))
    return None
