"""A host in this very process: for the reference, and for code that needs no wall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.errors import SubmissionMissing
from grader.runner.handles import Handles
from grader.sandbox.clock import Spent
from grader.sandbox.lines import count_lines
from grader.sandbox.modules import TextImporter


class LocalBackend:
    """Answers what a sandboxed worker would answer; arguments are copied as they would be there."""

    def __init__(
        self,
        package: str,
        files: Mapping[str, str],
        *,
        bare: bool = False,
        aliases: Iterable[str] = (),
        shims: Iterable[str] = (),
    ) -> None:
        self._importer = TextImporter(package, files, bare=bare, aliases=aliases, shims=shims)
        self._importer.install()
        self._handles = Handles(self)
        self._names: dict[str, Mapping[str, bool]] = {}

    def begin(self, seconds: float, *, alone: bool = False) -> None:
        """No clock: what runs here is trusted."""

    def end(self) -> Spent:
        return Spent()

    def names(self, module: str) -> Mapping[str, bool]:
        if module not in self._names:
            if module not in self._importer.files:
                raise SubmissionMissing(module, f"{module}.py")
            values = vars(self._importer.load(module))
            self._names[module] = {name: callable(value) for name, value in values.items() if name[0] != "_"}
        return self._names[module]

    def call(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return self._called(target, args, kwargs)[0]

    def call_with_args(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        result, own = self._called(target, args, kwargs)
        return result, self._shown(own)

    def counted(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, int]:
        self._function(target)  # a module that is imported only now would be counted
        called, lines = count_lines(self._importer.filenames, lambda: self._called(target, args, kwargs))
        return called[0], lines

    def map(
        self, target: object, calls: Sequence[Sequence[Any]], kwargs: Mapping[str, Any], pick: int | None
    ) -> list[Any]:
        results = [self._called(target, args, kwargs)[0] for args in calls]
        return results if pick is None else [result[pick] for result in results]

    def get(self, target: object, name: str) -> Any:
        return self._shown(getattr(self._place(target), name))

    def set(self, target: object, name: str, value: object) -> None:
        setattr(self._place(target), name, self._handles.own(value))

    def _called(self, target: object, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, Any]:
        """What the function returned, and its arguments afterwards."""
        function = self._function(target)
        own, options = own_copy(self._handles.own((tuple(args), dict(kwargs))))
        try:
            return self._shown(function(*own, **options)), own
        except NotImplementedError:
            raise SubmissionMissing(function.__name__) from None

    def _function(self, target: object) -> Any:
        if isinstance(target, list):
            module, name = target
            return getattr(self._importer.load(module), name)
        return self._handles.own(target)

    def _place(self, target: object) -> Any:
        """The module or the object whose attribute is asked for."""
        return self._importer.load(target) if isinstance(target, str) else self._handles.own(target)

    def _shown(self, value: Any) -> Any:
        """A value as it would come from a worker: plain data, with handles in place of objects."""
        if type(value) in (tuple, list):
            return type(value)([self._shown(item) for item in value])
        if type(value) is dict:
            return {key: self._shown(item) for key, item in value.items()}
        if isinstance(value, np.ndarray) and value.dtype.kind != "O":
            return np.array(value)
        if value is None or isinstance(value, bool | int | float | str | bytes | np.generic):
            return value
        return self._handles.give(value, type(value).__name__)


def own_copy(value: Any) -> Any:
    """A copy as it would arrive in a worker: data is copied, an object stays the one that it is."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in (tuple, list):
        return type(value)([own_copy(item) for item in value])
    if type(value) is dict:
        return {key: own_copy(item) for key, item in value.items()}
    return value


def sources(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """The texts of those `files` that are in `folder`."""
    return {name: (folder / name).read_text("utf-8") for name in files if (folder / name).is_file()}
