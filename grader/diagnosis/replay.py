"""A test once more, on a wrong variant of the reference: does it give what the student's code gave?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from grader.diagnosis.agreement import agree
from grader.errors import SubmissionFault
from grader.sandbox.proxy import Handle, Host
from grader.suite.tape import Answer

# Of a message with more points than MANY (a cloud around one point, for a difference quotient) only
# SAMPLE are asked again: neighbours tell nothing new, and a replay must cost a fraction of the test.
MANY = 8
SAMPLE = 3

Same = Callable[[Any, Any], bool]


class Parted(BaseException):
    """The variant gave something else. No `except Exception` in a test may hold it back."""


class Replay:
    """A host that asks `variant`, and compares each answer with what the student's code gave there.

    It lives for one test. The variant's objects stay behind handles, as those of a submission do.
    """

    def __init__(self, variant: Host, answers: Sequence[Answer]) -> None:
        self._variant = variant
        self._answers = list(reversed(answers))
        self._objects: list[object] = []
        self._parted = False

    @property
    def agrees(self) -> bool:
        """Whether the test went through with the student's answer to every question."""
        return not self._parted and not self._answers

    def begin(self, seconds: float) -> None:
        """No clock: the variants are the course's own."""

    def end(self) -> None: ...

    def names(self, module: str) -> Mapping[str, bool]:
        return self._variant.names(module)

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        answer, question = self._next("call"), self._own((target, args, kwargs))
        return self._settle(answer, lambda: self._variant.call(*question))

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        answer, question = self._next("call_with_args"), self._own((target, args, kwargs))
        return self._settle(answer, lambda: self._variant.call_with_args(*question), _agree_with_args)

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> Any:
        answer, (own, points, options) = self._next("map"), self._own((target, list(calls), kwargs))
        if answer.fault is not None:
            return self._settle(answer, lambda: self._variant.map(own, points, options, pick))
        results = list(answer.value)
        for at in _looked_at(len(points)):
            ask = partial(self._variant.map, own, [points[at]], options, pick)
            results[at] = self._settle(Answer("map", [results[at]]), ask, _agree_at_one_point)[0]
        return results

    def get(self, target: object, name: str) -> Any:
        return self._settle(self._next("get"), lambda: self._variant.get(self._own(target), name))

    def set(self, target: object, name: str, value: object) -> None:
        self._settle(self._next("set"), lambda: self._variant.set(self._own(target), name, self._own(value)))

    def _next(self, operation: str) -> Answer:
        """The student's answer to the same question."""
        if not self._answers or self._answers[-1].operation != operation:
            raise self._part()
        return self._answers.pop()

    def _settle(self, theirs: Answer, ask: Callable[[], Any], same: Same = agree) -> Any:
        """Our answer where it is theirs too: a value, or the same exception."""
        try:
            ours = self._shown(ask())
        except (Exception, SubmissionFault) as error:
            if theirs.fault is None or not _same_exception(theirs.fault, error):
                raise self._part() from None
            raise theirs.fault.with_traceback(None) from None
        if theirs.fault is not None or not same(theirs.value, ours):
            raise self._part()
        return ours

    def _part(self) -> Parted:
        self._parted = True
        return Parted()

    def _shown(self, value: Any) -> Any:
        """A value as it would come from a submission: plain, with handles in place of objects."""
        if isinstance(value, tuple | list):
            return type(value)(self._shown(item) for item in value) if type(value) in (tuple, list) else value
        if isinstance(value, dict):
            return {key: self._shown(item) for key, item in value.items()}
        if isinstance(value, np.ndarray) and value.dtype.kind != "O":
            return np.asarray(value)
        if value is None or isinstance(value, bool | int | float | str | bytes | np.generic):
            return value
        self._objects.append(value)
        return Handle(self, len(self._objects) - 1, type(value).__name__, 0)

    def _own(self, value: Any) -> Any:
        """The variant's object for each handle in `value`."""
        if isinstance(value, Handle):
            return self._objects[value.number_for(self, 0)]
        if isinstance(value, tuple | list):
            return type(value)(self._own(item) for item in value)
        if isinstance(value, dict):
            return {key: self._own(item) for key, item in value.items()}
        return value


def _agree_with_args(theirs: Any, ours: Any) -> bool:
    """The result, and the arguments after the call."""
    return all(agree(mine, other) for mine, other in zip(theirs, ours, strict=True))


def _agree_at_one_point(theirs: Any, ours: Any) -> bool:
    return agree(theirs[0], ours[0])


def _looked_at(points: int) -> Sequence[int]:
    """All of a few points, or some of many, the first and the last among them."""
    if points <= MANY:
        return range(points)
    return [round(at) for at in np.linspace(0, points - 1, SAMPLE)]


def _same_exception(fault: SubmissionFault, error: BaseException) -> bool:
    """The same class and the same words: numpy's messages tell which shapes did not fit."""
    details = fault.observation.details
    return details.get("exception") == type(error).__name__ and details.get("message") == str(error)
