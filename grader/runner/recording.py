"""Remembers what a submission answered to each test, so that it can be compared with other code later."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import SubmissionFault
from grader.runner.handles import Handles, replaced
from grader.runner.local import own_copy
from grader.sandbox.clock import Spent
from grader.sandbox.proxy import Backend, Handle

# For all the answers of a submission, in bytes: each may be as large as a message, and they add up.
ROOM = 64 << 20
HANDLE_BYTES = 512  # measured: a handle with its attributes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back to the question `operation`: a value, or the fault in its place."""

    operation: str
    value: Any
    fault: Exception | None = None

    @property
    def points(self) -> int:
        """At how many points the code was asked."""
        return len(self.value) if self.operation == "map" and self.fault is None else 1


class RecordingBackend:
    """A host that passes every question on to `host`, and keeps the answers under the test's name.

    Where they fill more than `room`, those of the test that runs are forgotten, and no more are kept.
    """

    def __init__(self, host: Backend, room: int = ROOM) -> None:
        self._host = host
        self._room = room
        self._handles = Handles(self)
        self._current: list[Answer] = []
        self.answers: dict[str, list[Answer]] = {}

    def start(self, test: str) -> None:
        """From here on the questions are those of `test`, which is run for the first time or anew."""
        self._current = self.answers[test] = []

    def begin(self, seconds: float, *, alone: bool = False) -> None:
        self._host.begin(seconds, alone=alone)

    def end(self) -> Spent:
        return self._host.end()

    def names(self, module: str) -> Mapping[str, bool]:
        return self._host.names(module)

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return self._keep("call", self._host.call, target, args, kwargs)

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return self._keep("call_with_args", self._host.call_with_args, target, args, kwargs)

    def counted(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, int]:
        answer: tuple[Any, int] = self._keep("counted", self._host.counted, target, args, kwargs)
        return answer

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> list[Any]:
        results: list[Any] = self._keep("map", self._host.map, target, calls, kwargs, pick)
        return results

    def get(self, target: object, name: str) -> Any:
        return self._keep("get", self._host.get, target, name)

    def set(self, target: object, name: str, value: object) -> None:
        self._keep("set", self._host.set, target, name, value)

    def _keep(self, operation: str, ask: Callable[..., Any], *question: Any) -> Any:
        try:
            value = ask(*self._handles.own(question))
        except SubmissionFault as fault:
            self._note(operation, None, fault)
            raise
        self._note(operation, value)
        return replaced(value, lambda handle: self._handles.give(handle, handle.type_name))

    def _note(self, operation: str, value: Any, fault: SubmissionFault | None = None) -> None:
        self._room -= _size(value)
        if self._room >= 0:
            self._current.append(Answer(operation, own_copy(value), fault))  # the test may change its own
        else:
            self._current.clear()


def _size(value: Any) -> int:
    """About how many bytes `value` takes, with all that it holds."""
    if isinstance(value, np.ndarray):
        return sys.getsizeof(value) + value.nbytes
    if isinstance(value, Handle):
        return HANDLE_BYTES
    if isinstance(value, dict):
        return sys.getsizeof(value) + sum(_size(key) + _size(item) for key, item in value.items())
    if isinstance(value, tuple | list | set | frozenset):
        return sys.getsizeof(value) + sum(map(_size, value))
    return sys.getsizeof(value)
