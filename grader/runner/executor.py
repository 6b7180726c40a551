"""How a collected test is run, again and again: in pytest's phases, or straight where nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Literal

import pytest

from grader.model import Assignment, Status
from grader.runner import pytest_internals
from grader.runner.context import TestContext, test_id
from grader.runner.verdict import PASSED, Verdict, broken, judge

Phase = Literal["setup", "call", "teardown"]


class Executor:
    """A pytest plugin that runs single items and says how each ended.

    Most of what pytest costs is the making of fixtures. A test that uses `student`, `reference`, `rng`
    and other fixtures of the session needs nothing made anew: after its first run it is called with
    what it had then, and a fresh `rng`. All others go through setup, call and teardown each time.
    Fixtures of the session live as long as the examiner, those of a module for one submission.
    """

    def __init__(self, context: TestContext, assignment: Assignment) -> None:
        self._context = context
        self._assignment = assignment
        self._shared: dict[pytest.Item, tuple[str, dict[str, Any]]] = {}  # each one's id and arguments
        self._following: dict[Any, Any] = {}
        self._verdict = PASSED

    def plan(self, items: Sequence[pytest.Item]) -> None:
        """Get ready to run these, in this order: pytest keeps the fixtures that an item and the next need."""
        slow: list[pytest.Item | pytest.Session] = [item for item in items if item not in self._shared]
        if slow:
            slow.append(items[0].session)
        self._following = dict(pairwise(slow))

    def run(self, item: pytest.Item) -> Verdict:
        """Run one of the planned items, whose turn it is."""
        self._verdict = broken("the test ended without a result")
        if item in self._shared:
            self._phase("call", self._call, item=item)
        else:
            following = self._following[item]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return self._verdict

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Function, nextitem: pytest.Item | None) -> bool:
        """The three phases through pytest's own hooks; without the reports, which nobody reads here."""
        pytest_internals.renew_fixtures(item)
        hook = item.ihook
        if self._phase("setup", hook.pytest_runtest_setup, item=item):
            self._phase("call", hook.pytest_runtest_call, item=item)
        self._phase("teardown", hook.pytest_runtest_teardown, item=item, nextitem=nextitem)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> None:
        """Note the fixtures of a test that shares them all; pytest then calls it as ever."""
        if pyfuncitem.cls is not None or "request" in pytest_internals.argument_names(pyfuncitem):
            return
        fixtures = pytest_internals.fixtures(pyfuncitem)
        if all(name == "rng" or fixture.scope == "session" for name, fixture in fixtures.items()):
            name = test_id(pyfuncitem, self._assignment.suite)
            self._shared[pyfuncitem] = (name, pytest_internals.arguments(pyfuncitem))

    def _call(self, item: pytest.Function) -> None:
        name, arguments = self._shared[item]
        if "rng" in arguments:
            arguments["rng"] = self._context.rng(self._assignment.id, name)
        pytest_internals.get_function(item)(**arguments)

    def _phase(self, when: Phase, action: Callable[..., Any], **arguments: object) -> bool:
        call = pytest.CallInfo.from_call(lambda: action(**arguments), when)
        if call.excinfo is None:
            if when == "call":
                self._verdict = PASSED
        elif self._verdict.status in (Status.PASSED, Status.BROKEN):  # the first failure counts
            self._verdict = judge(call.excinfo.value, when)
        return call.excinfo is None
