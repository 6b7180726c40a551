"""The graders whose notebooks are converted; a new one is a file and a line here, or a plugin's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from grader.converters import nbgrader, otter
from grader.converters.notebook import SourceCell
from grader.converters.parts import Exercise
from grader.plugins import PluginGroup


@runtime_checkable
class Converter(Protocol):
    """Reads the notebooks of one other grader, which is called `NAME`; usually a module."""

    NAME: str

    def is_of_this_format(self, cells: Sequence[SourceCell], /) -> bool: ...
    def take_apart(self, cells: Sequence[SourceCell], /) -> Exercise: ...


FORMATS: Mapping[str, Converter] = {nbgrader.NAME: nbgrader, otter.NAME: otter}
PLUGINS = PluginGroup("grader.converters", FORMATS, Converter, "a `grader.converters.formats.Converter`")


def formats_of(cells: Sequence[SourceCell]) -> list[Converter]:
    """Those that know the notebook as one of theirs."""
    formats: list[Converter] = [*FORMATS.values(), *PLUGINS.loaded()]
    return [format_ for format_ in formats if format_.is_of_this_format(cells)]
