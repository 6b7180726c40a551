"""The floor: hidden tests as plain functions on an imported submission, without pytest and without a wall."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from grader.sandbox.modules import TextImporter

ALIASES, SHIMS = ("cs231n.classifiers",), ("past.builtins",)


class PlainFunction:
    """A function with the two methods that tests use besides calling it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)

    def map(self, calls: Sequence[Sequence[Any]], *, pick: int | None = None, **kwargs: Any) -> list[Any]:
        results = [self.function(*args, **kwargs) for args in calls]
        return results if pick is None else [result[pick] for result in results]

    def with_args(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs), args


def modules(files: Mapping[str, str], package: str) -> SimpleNamespace:
    """The modules of a submission, run in this process."""
    importer = TextImporter(package, files, bare=True, aliases=ALIASES, shims=SHIMS)
    importer.install()
    return SimpleNamespace(**{stem: _plain(importer.load(stem)) for stem in importer.files})


@contextmanager
def imported(files: Mapping[str, str], package: str) -> Iterator[SimpleNamespace]:
    """The same, and forgotten afterwards, so that the next submission finds nothing of it."""
    before, finders = set(sys.modules), list(sys.meta_path)
    try:
        yield modules(files, package)
    finally:
        sys.meta_path[:] = finders
        stems = [name.removesuffix(".py") for name in files]
        for name in sys.modules.keys() - before:
            if name.split(".")[0] in {package, "past", "cs231n", *stems}:
                del sys.modules[name]


def texts(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in folder.glob("*.py")}


def _plain(module: ModuleType) -> SimpleNamespace:
    public = {key: value for key, value in vars(module).items() if not key.startswith("_")}
    return SimpleNamespace(
        **{key: PlainFunction(value) if callable(value) else value for key, value in public.items()}
    )
