"""A test once more, on a wrong variant of the reference: does it give what the student's code gave?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.diagnosis.agreement import agree
from grader.errors import SubmissionFault
from grader.observations import Raised
from grader.runner.handles import Handles, replaced
from grader.runner.local import own_copy
from grader.runner.recording import Answer
from grader.sandbox.clock import Spent
from grader.sandbox.proxy import Backend

# Of a message with more points than MANY (a cloud around one point, for a difference quotient) only
# SAMPLE are asked again: neighbours tell nothing new, and a replay must cost a fraction of the test.
MANY = 8
SAMPLE = 3


class Parted(BaseException):
    """The variant gave something else. No `except Exception` in a test may hold it back."""


class Replay:
    """A host that asks `variant`, and compares each answer with what the student's code gave there.

    It lives for one test. The variant's objects stay behind handles, as those of a submission do.
    `given` are the variant's own answers, as far as it came.
    """

    def __init__(self, variant: Backend, answers: Sequence[Answer]) -> None:
        self._variant = variant
        self._answers = list(reversed(answers))
        self._handles = Handles(self)
        self._parted = False
        self.given: list[Answer] = []

    @property
    def agrees(self) -> bool:
        """Whether the test went through with the student's answer to every question."""
        return not self._parted and not self._answers

    def begin(self, seconds: float, *, alone: bool = False) -> None:
        """No clock: the variants are the course's own."""

    def end(self) -> Spent:
        return Spent()

    def names(self, module: str) -> Mapping[str, bool]:
        return self._variant.names(module)

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        question = self._handles.own((target, args, kwargs))
        return self._settle("call", lambda: self._variant.call(*question))

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        question = self._handles.own((target, args, kwargs))
        return self._settle("call_with_args", lambda: self._variant.call_with_args(*question))

    def counted(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """The test goes on with the variant's own number of lines: it is to fail the test by itself."""
        question = self._handles.own((target, args, kwargs))
        return self._settle("counted", lambda: self._variant.counted(*question))

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> Any:
        """The variant is asked at a few points of many; at the others the student's answers stand."""
        theirs = self._answers[-1].value if self._answers else None
        own, points, options = self._handles.own((target, list(calls), kwargs))
        asked = looked_at(len(points)) if isinstance(theirs, list) else range(len(points))

        def ask() -> dict[int, Any]:
            found = self._variant.map(own, [points[at] for at in asked], options, pick)
            return dict(zip(asked, found, strict=True))

        ours = self._settle("map", ask)
        return [ours.get(at, known) for at, known in enumerate(theirs or points)]

    def get(self, target: object, name: str) -> Any:
        return self._settle("get", lambda: self._variant.get(self._handles.own(target), name))

    def set(self, target: object, name: str, value: object) -> None:
        self._settle(
            "set", lambda: self._variant.set(self._handles.own(target), name, self._handles.own(value))
        )

    def _settle(self, operation: str, ask: Callable[[], Any]) -> Any:
        """Our answer where it is theirs too: a value, or the same exception."""
        ours = self._answer(operation, ask)
        self.given.append(ours)
        theirs = self._answers.pop() if self._answers else None
        if theirs is None or not same(theirs, ours):
            self._parted = True
            raise Parted
        if theirs.fault is not None:
            raise theirs.fault.with_traceback(None)
        value = own_copy(ours.value)  # what is given stays as it was, whatever the test does to it
        return replaced(value, lambda handle: self._handles.give(handle, handle.type_name))

    def _answer(self, operation: str, ask: Callable[[], Any]) -> Answer:
        try:
            return Answer(operation, ask())
        except Exception as error:
            return Answer(operation, None, error.with_traceback(None))


def same(theirs: Answer, ours: Answer) -> bool:
    """Whether a student's answer and a variant's (of a map: at the points where it was asked) agree."""
    if theirs.operation != ours.operation or (theirs.fault is None) != (ours.fault is None):
        return False
    if theirs.fault is not None and ours.fault is not None:
        return _same_exception(theirs.fault, ours.fault)
    if ours.operation == "map":
        points = dict(enumerate(theirs.value))
        return all(at in points and agree(points[at], value) for at, value in ours.value.items())
    if ours.operation == "call_with_args":  # the result, and the arguments after the call
        return _is_pair(theirs.value) and all(map(agree, theirs.value, ours.value))
    if ours.operation == "counted":  # the same mistake can be written in more lines, or in less
        return _is_pair(theirs.value) and agree(theirs.value[0], ours.value[0])
    return agree(theirs.value, ours.value)


def _is_pair(value: Any) -> bool:
    """Nobody but the worker has said yet what came back, and the student's code lives there."""
    return isinstance(value, tuple | list) and len(value) == 2


def looked_at(points: int) -> Sequence[int]:
    """All of a few points, or some of many, the first and the last among them."""
    if points <= MANY:
        return range(points)
    return [round(at) for at in np.linspace(0, points - 1, SAMPLE)]


def _same_exception(theirs: Exception, ours: Exception) -> bool:
    """The same class and the same words: numpy's messages tell which shapes did not fit."""
    match theirs:
        case SubmissionFault(observation=Raised(exception=exception, message=message)):
            return exception == type(ours).__name__ and message == str(ours)
    return False
