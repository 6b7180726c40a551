"""Plugins: what other distributions add to grader's tables, found by entry points.

A plugin is imported when it is used, and not to list it. It runs in the process that holds tests and grades,
and is trusted like grader itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from grader.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@dataclass(frozen=True, slots=True)
class Plugin:
    """An entry point, by its name in one of the groups."""

    group: PluginGroup
    entry: EntryPoint

    @property
    def distribution(self) -> str:
        """What to upgrade or uninstall."""
        metadata = self.entry.dist.metadata if self.entry.dist else None
        return str(metadata["Name"] if metadata and metadata["Name"] else self.entry.value)

    def load(self) -> Any:
        """Import it; raises PluginError where that fails, or gives something else than the group holds."""
        try:
            found = self.entry.load()
        except (Exception, SystemExit) as error:
            reason, *_ = str(error).splitlines() or [""]
            raise self._error(f"cannot be imported ({type(error).__name__}: {reason})") from error
        if not isinstance(found, self.group.kind):
            raise self._error(f"names a `{type(found).__name__}`, expected {self.group.expected}")
        return found

    def _error(self, what: str) -> PluginError:
        named = (
            f"the plugin `{self.entry.name}` ({self.group.name}) of the distribution `{self.distribution}`"
        )
        return PluginError(f"{named} {what}: upgrade or uninstall it")


@dataclass(frozen=True, slots=True)
class PluginGroup:
    """The plugins that add to one table.

    Args:
        name: of the entry points' group, for example `grader.exporters`.
        built_in: the names in grader's own table, which no plugin can take.
        kind: a type or runtime-checkable protocol that each plugin is an instance of.
        expected: the same in words.
    """

    name: str
    built_in: Collection[str]
    kind: Any
    expected: str

    def found(self) -> dict[str, Plugin]:
        """The plugins by name, none of them imported. Each that is left out is named in a warning."""
        by_name: dict[str, list[Plugin]] = defaultdict(list)
        for entry in _entry_points(self.name):
            by_name[entry.name].append(Plugin(self, entry))
        return {name: plugins[0] for name, plugins in sorted(by_name.items()) if self._is_free(name, plugins)}

    def loaded(self) -> Iterator[Any]:
        """Import all of them; of one that cannot be imported a warning says so."""
        for plugin in self.found().values():
            try:
                yield plugin.load()
            except PluginError as error:
                warn(str(error))

    def _is_free(self, name: str, plugins: list[Plugin]) -> bool:
        distributions = [f"`{plugin.distribution}`" for plugin in plugins]
        if name in self.built_in:
            distributions.append("grader itself")
        if len(distributions) == 1:
            return True
        used = "grader's own is used" if name in self.built_in else "none of them is used"
        warn(f"{' and '.join(distributions)} have the same name `{name}` in {self.name}: {used}")
        return False


@cache
def warn(sentence: str) -> None:
    """Write it to stderr, once in each run. The grading goes on."""
    import logging

    logging.getLogger(__name__).warning("Warning: %s", sentence)


@cache
def _entry_points(group: str) -> tuple[EntryPoint, ...]:
    """Read once: that takes a look at each installed distribution."""
    from importlib.metadata import entry_points

    try:
        return tuple(entry_points(group=group))
    except Exception as error:  # of any distribution that is installed here
        warn(f"no plugin is used: the installed entry points cannot be read ({error})")
        return ()
