"""The bodies of a suite's tests, to be called without pytest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.runner import pytest_internals
from grader.runner.context import TestContext, test_id


class Bodies:
    """A pytest plugin that notes each test's function and fixtures while the suite runs once."""

    def __init__(self, suite: Path, assignment: str) -> None:
        self._suite, self._assignment = suite, assignment
        self._tests: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {}

    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> None:
        function = pytest_internals.get_function(pyfuncitem)
        self._tests[test_id(pyfuncitem, self._suite)] = (function, pytest_internals.arguments(pyfuncitem))

    def run(self, context: TestContext, student: SimpleNamespace, reference: SimpleNamespace) -> None:
        """Call every test once; a failing one raises."""
        for name, (function, arguments) in self._tests.items():
            own = {"student": student, "reference": reference}
            if "rng" in arguments:
                own["rng"] = context.rng(self._assignment, name)
            function(**arguments | {key: value for key, value in own.items() if key in arguments})
