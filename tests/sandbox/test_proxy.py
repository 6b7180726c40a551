from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from grader.errors import SubmissionDied, SubmissionMissing
from grader.sandbox.clock import Spent
from grader.sandbox.proxy import Function, Handle, Modules


class Notebook:
    """A host that writes down what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def begin(self, seconds: float, *, alone: bool = False) -> None: ...

    def end(self) -> Spent:
        return Spent()

    def names(self, module: str) -> Mapping[str, bool]:
        return {"f": True, "rate": False}

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        self.asked.append(("call", target, tuple(args), dict(kwargs)))

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        self.asked.append(("call_with_args", target, tuple(args), dict(kwargs)))

    def counted(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        self.asked.append(("counted", target, tuple(args), dict(kwargs)))

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> list[Any]:
        self.asked.append(("map", target, list(calls), dict(kwargs), pick))
        return []

    def get(self, target: object, name: str) -> Any:
        self.asked.append(("get", target, name))

    def set(self, target: object, name: str, value: object) -> None:
        self.asked.append(("set", target, name, value))


@pytest.fixture
def host() -> Notebook:
    return Notebook()


def test_a_call_is_a_question(host: Notebook) -> None:
    Modules(host).work.f(1, reg=2)
    assert host.asked == [("call", ["work", "f"], (1,), {"reg": 2})]


def test_a_call_that_returns_its_arguments_is_a_question(host: Notebook) -> None:
    Modules(host).work.f.with_args(1)
    assert host.asked == [("call_with_args", ["work", "f"], (1,), {})]


def test_a_call_whose_lines_are_counted_is_a_question(host: Notebook) -> None:
    Modules(host).work.f.counted(1, reg=2)
    assert host.asked == [("counted", ["work", "f"], (1,), {"reg": 2})]


def test_many_points_are_one_question(host: Notebook) -> None:
    Modules(host).work.f.map([(1,), (2,)], pick=0, reg=2)
    assert host.asked == [("map", ["work", "f"], [(1,), (2,)], {"reg": 2}, 0)]


def test_a_constant_is_fetched(host: Notebook) -> None:
    Modules(host).work.rate  # noqa: B018
    assert host.asked == [("get", "work", "rate")]


def test_a_name_that_is_not_there_is_missing(host: Notebook) -> None:
    with pytest.raises(SubmissionMissing):
        Modules(host).work.g  # noqa: B018


def test_an_object_is_asked_by_itself(host: Notebook) -> None:
    handle = Handle(host, 4, "Net", 1)
    handle.size = 3
    handle.number  # noqa: B018
    handle(1)
    assert host.asked == [("set", handle, "size", 3), ("get", handle, "number"), ("call", handle, (1,), {})]
    assert repr(handle) == "<Net of the submission>"


def test_a_number_is_given_to_its_own_host_and_worker_alone(host: Notebook) -> None:
    handle = Handle(host, 4, "Net", 1)
    assert handle.number_for(host, 1) == 4
    with pytest.raises(SubmissionDied):
        handle.number_for(host, 2)
    with pytest.raises(SubmissionDied):
        handle.number_for(Notebook(), 1)


@pytest.mark.parametrize("name", ["__array__", "_private", "__len__"])
def test_special_names_are_not_asked_for(host: Notebook, name: str) -> None:
    for thing in (
        Modules(host),
        Modules(host).work,
        Handle(host, 1, "Net", 1),
        Function(host, ["work", "f"]),
    ):
        with pytest.raises(AttributeError):
            getattr(thing, name)
    assert host.asked == []


def test_without_a_host_nothing_is_open() -> None:
    with pytest.raises(RuntimeError, match="no submission is open"):
        Modules().work  # noqa: B018


def test_one_object_serves_one_host_after_the_other(host: Notebook) -> None:
    modules, other = Modules(host), Notebook()
    modules.host = other
    modules.work.f()
    assert (len(host.asked), len(other.asked)) == (0, 1)
