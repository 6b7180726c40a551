"""Imports of modules that exist only as text: a submission's files, never on the disk of the grader.

`softmax.py` becomes `<package>.softmax`. With `bare`, it is also found as `softmax`, and with
`aliases` under packages such as `cs231n.classifiers`, always as one and the same module. So
`from softmax import f`, `from .softmax import f` and `from cs231n.classifiers.softmax import f` all work.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType

# Modules that an assignment may provide though nobody installed them.
SHIMS = {
    "past.builtins": """
xrange = range
raw_input = input
basestring = unicode = str
long = int
unichr = chr
from functools import reduce
""",
}


class TextImporter(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and runs the modules in `sources` (file name to text)."""

    def __init__(
        self,
        package: str,
        sources: Mapping[str, str],
        *,
        bare: bool = False,
        aliases: Iterable[str] = (),
        shims: Iterable[str] = (),
    ) -> None:
        self.package = package
        self.files = {name.removesuffix(".py"): (name, text) for name, text in sources.items()}
        self.filenames = frozenset(sources)
        self._texts = {f"{package}.{stem}": entry for stem, entry in self.files.items()}
        self._texts |= {shim: (f"<{shim}>", SHIMS[shim]) for shim in shims}
        self._same: dict[str, str] = {}
        for prefix in [*(f"{alias}." for alias in aliases), *([""] if bare else [])]:
            self._same |= {f"{prefix}{stem}": f"{package}.{stem}" for stem in self.files}
        names = [*self._texts, *self._same]
        self._packages = {parent for name in names for parent in _parents(name)}

    def install(self) -> None:
        """Be asked before the folders of this machine are."""
        sys.meta_path.insert(0, self)

    def load(self, stem: str) -> ModuleType:
        """The module made of `<stem>.py`, run on the first call."""
        return importlib.import_module(f"{self.package}.{stem}")

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in self._texts or fullname in self._same:
            return importlib.machinery.ModuleSpec(fullname, self)
        if fullname in self._packages:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name in self._same:
            # The import system hands out what stands in sys.modules when a loader is done.
            sys.modules[name] = importlib.import_module(self._same[name])
        elif name in self._texts:
            file, text = self._texts[name]
            module.__file__ = file
            exec(compile(text, file, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - its purpose


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]
