"""The engines by the scheme of their address; a new one is a file and a line here, or a plugin's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from grader.engines.engine import LOCAL, Engine, EngineOptions
from grader.errors import UsageError
from grader.plugins import PluginGroup

# Where the class is, which is called with the options. Dask's packages may be missing.
ENGINES: Mapping[str, str] = {
    LOCAL: "grader.engines.local:LocalEngine",
    "dask": "grader.engines.dask:DaskEngine",
    "dask+tls": "grader.engines.dask:DaskEngine",
}
PLUGINS = PluginGroup("grader.engines", ENGINES, Callable, "a function from `EngineOptions` to an `Engine`")


def find_engine(options: EngineOptions) -> Engine:
    """The engine for `options.address`; raises UsageError where there is none for such an address."""
    scheme = options.address.partition("://")[0]
    plugins = PLUGINS.found()
    make: Callable[[EngineOptions], Engine]
    if scheme in ENGINES:
        module, _, name = ENGINES[scheme].partition(":")
        make = getattr(import_module(module), name)
    elif scheme in plugins:
        make = plugins[scheme].load()
    else:
        raise UsageError(
            f"`{options.address}` is not an engine",
            advice=f"Leave out --engine for this machine, or give an address: {_examples(plugins)}.",
        )
    return make(options)


def _examples(plugins: Iterable[str]) -> str:
    known = [f"{scheme}://HOST:PORT" for scheme in ENGINES if scheme != LOCAL]
    return " or ".join([*known, *(f"{scheme}://..." for scheme in plugins)])
