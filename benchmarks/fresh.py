"""Today's habit as a pytest plugin: a new process each time, for tests, reference and student code.

Two folders come in the environment, SUBMISSION and REFERENCE. Of grader only the checks are loaded.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from plain import modules, texts


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "points(number, task)")
    config.addinivalue_line("markers", "visibility(name)")


@pytest.fixture(scope="session")
def student() -> SimpleNamespace:
    return modules(texts(Path(os.environ["SUBMISSION"])), "submission")


@pytest.fixture(scope="session")
def reference() -> SimpleNamespace:
    return modules(texts(Path(os.environ["REFERENCE"])), "reference")


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)
