"""What a hidden test holds in its hands: things that look like the student's modules and objects.

They only turn Python's syntax into questions to a `Backend`; who answers, a sandboxed worker or the
reference in this very process, they do not know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from grader.errors import SubmissionDied, SubmissionMissing
from grader.sandbox.clock import Spent


class Backend(Protocol):
    """Where code lives that tests ask. A `target` is `[module, name]`, a module's name, or an object."""

    def begin(self, seconds: float, *, alone: bool = False) -> None:
        """A test begins, whose questions may take so long together; `alone`: as if it were the only one."""

    def end(self) -> Spent:
        """The test is over; how its time went."""

    def names(self, module: str) -> Mapping[str, bool]:
        """The public names of a module, each with whether it can be called."""

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any: ...

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """The result, and the tuple of the arguments after the call."""

    def counted(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, int]:
        """The result, and how many lines of the code's own files Python executed for it."""

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> list[Any]:
        """One result for each tuple of arguments; its item `pick` alone where that is a number."""

    def get(self, target: object, name: str) -> Any: ...

    def set(self, target: object, name: str, value: object) -> None: ...


class Function:
    """Something that can be called on the other side."""

    def __init__(self, host: Backend, target: object) -> None:
        self._host = host
        self._target = target
        self.__name__ = target[-1] if isinstance(target, list) else str(target)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._host.call(self._target, args, kwargs)

    def map(self, calls: Sequence[Sequence[Any]], *, pick: int | None = None, **kwargs: Any) -> list[Any]:
        """The results for many tuples of arguments, in one message there and one back."""
        return self._host.map(self._target, calls, kwargs, pick)

    def with_args(self, *args: Any, **kwargs: Any) -> Any:
        """The result, and the tuple of the arguments as they are after the call."""
        return self._host.call_with_args(self._target, args, kwargs)

    def counted(self, *args: Any, **kwargs: Any) -> tuple[Any, int]:
        """The result, and how many lines of the submission's own code Python executed for it."""
        return self._host.counted(self._target, args, kwargs)


# Never the type's name: the submission chose it, and what is said of hidden tests must carry nothing out.
AN_OBJECT = "an object of the submission"


class Handle(Function):
    """An object that stays on the other side: called, and its attributes read and set, over there."""

    def __init__(self, host: Backend, number: int, type_name: str, generation: int) -> None:
        vars(self).update(
            _host=host,
            _target=self,
            _number=number,
            _generation=generation,
            type_name=type_name,
            __name__=AN_OBJECT,
        )

    def __getattr__(self, name: str) -> Any:
        refuse_special(name)
        return self._host.get(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._host.set(self, name, value)

    def __repr__(self) -> str:
        return f"<{self.type_name} of the submission>"

    def number_for(self, host: Backend, generation: int) -> int:
        """Its number, while the worker that holds it lives."""
        if host is not self._host or generation != self._generation:
            raise SubmissionDied("the process that held this object is gone", AN_OBJECT)
        number: int = self._number
        return number


class Module:
    """One module of a submission."""

    def __init__(self, host: Backend, name: str) -> None:
        self._host = host
        self._name = name

    def __getattr__(self, name: str) -> Any:
        refuse_special(name)
        callables = self._host.names(self._name)
        if name not in callables:
            raise SubmissionMissing(name)
        return (
            Function(self._host, [self._name, name]) if callables[name] else self._host.get(self._name, name)
        )


class Modules:
    """All modules of whatever `host` is at the moment: `student.softmax.softmax_loss_naive`.

    One object serves a whole run and changes its host from submission to submission, because
    hypothesis' `@given` takes no fixture that is made anew for each test.
    """

    def __init__(self, host: Backend | None = None) -> None:
        self.host = host

    def __getattr__(self, name: str) -> Module:
        refuse_special(name)
        if self.host is None:
            raise RuntimeError("no submission is open")
        return Module(self.host, name)


def refuse_special(name: str) -> None:
    """Names that Python and numpy probe for are never asked over the wall."""
    if name.startswith("_"):
        raise AttributeError(name)
