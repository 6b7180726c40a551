"""Grades made by hand, and a page reader that sees what a browser would."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.model import Assignment, Grade, Isolation, Status, SubmissionInfo, Task, TestResult, Visibility
from grader.observations import Observation
from grader.reports import ClassSummary

VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *tags: str) -> list[Element]:
        """Every element inside this one, in order; of the given tags only, if any are given."""
        inside = [child for child in self.children if isinstance(child, Element)]
        return [
            found
            for child in inside
            for found in ([child] if not tags or child.tag in tags else []) + child.all(*tags)
        ]

    def find(self, **attributes: str) -> Element:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return next(found for found in self.all() if wanted.items() <= found.attributes.items())


class Page(HTMLParser):
    """The tree of one page; an end tag that closes nothing, or the wrong thing, is a mistake."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.source = path.read_text(encoding="utf-8")
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(self.source)
        self.close()
        assert self._open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.root.find(id="main").text.split())


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    tasks = (
        Task("loss_naive", "softmax.py", "Softmax loss with loops", 10.0),
        Task("loss_vectorized", "softmax.py", "Softmax loss without loops", 10.0),
        Task("predict", "linear.py", "Prediction", 5.0),
    )
    return Assignment(
        "losses", "Losses and gradients", tasks, ("softmax.py", "linear.py"), tmp_path, tmp_path, tmp_path
    )


@pytest.fixture
def result() -> Callable[..., TestResult]:
    """A result whose id and title are made from its status, unless they are given."""

    def make(status: Status = Status.PASSED, *, task: str = "loss_naive", **changes: Any) -> TestResult:
        possible = changes.pop("possible", 2.0)
        values: dict[str, Any] = {
            "id": f"{task}::{status}",
            "title": f"The {task} test that is {status}.",
            "earned": possible if status is Status.PASSED else 0.0,
            "visibility": Visibility.HIDDEN,
        } | changes
        return TestResult(task=task, status=status, possible=possible, **values)

    return make


@pytest.fixture
def wrong(result: Callable[..., TestResult]) -> Callable[..., TestResult]:
    """A failed test and what it observed."""

    def make(observed: Observation, visibility: Visibility, **changes: Any) -> TestResult:
        return result(Status.FAILED, observed=observed, visibility=visibility, **changes)

    return make


@pytest.fixture
def grade() -> Callable[..., Grade]:
    """A grade whose score is the sum of its results, withheld if one is broken."""

    def make(*results: TestResult, student: str = "ada", **changes: Any) -> Grade:
        raw = sum(result.earned for result in results)
        info = SubmissionInfo(
            "losses",
            student,
            "0" * 64,
            changes.pop("received_at", datetime(2025, 3, 1, 12, 30, tzinfo=UTC)),
            changes.pop("warnings", ()),
            changes.pop("unreadable", False),
            changes.pop("name", ""),
            changes.pop("email", ""),
        )
        values = {
            "raw": raw,
            "possible": sum(result.possible for result in results),
            "final": None if any(result.status is Status.BROKEN for result in results) else raw,
            "isolation": Isolation("kernel", ("landlock", "seccomp")),
            "versions": {"grader": "0.1.0", "numpy": "2.1.0"},
            "graded_at": datetime(2025, 3, 2, 8, 5, tzinfo=UTC),
        } | changes
        return Grade(info=info, key="key", results=results, **values)

    return make


@pytest.fixture
def read() -> Callable[[Path], Page]:
    return Page


@pytest.fixture
def roll() -> Callable[..., ClassSummary]:
    """The roll of a class with these grades."""

    def make(*grades: Grade) -> ClassSummary:
        made = ClassSummary()
        for one in grades:
            made.add(one)
        return made

    return make


@pytest.fixture(scope="session")
def classroom() -> Iterator[ModuleType]:
    """The simulator of classes that the benchmark has."""
    path = Path(__file__).parents[2] / "benchmarks" / "classroom.py"
    spec = importlib.util.spec_from_file_location("simulated_classroom", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look for their module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="session")
def simulated(classroom: ModuleType) -> ClassSummary:
    """500 students, 26 tests, three of them planted."""
    roll = ClassSummary()
    for one in classroom.classroom(seed=7):
        roll.add(one)
    return roll
