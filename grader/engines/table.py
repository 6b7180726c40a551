"""The engines by the scheme of their address; a new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from grader.engines.engine import LOCAL, Engine, EngineOptions
from grader.errors import UsageError

# Where the class is, which is called with the options. Dask's packages may be missing.
ENGINES: Mapping[str, str] = {
    LOCAL: "grader.engines.local:LocalEngine",
    "dask": "grader.engines.dask:DaskEngine",
    "dask+tls": "grader.engines.dask:DaskEngine",
}


def find_engine(options: EngineOptions) -> Engine:
    """The engine for `options.address`; raises UsageError where there is none for such an address."""
    scheme = options.address.partition("://")[0]
    if scheme not in ENGINES:
        raise UsageError(
            f"`{options.address}` is no engine",
            advice=f"Leave out --engine for this machine, or give an address: {_examples()}.",
        )
    module, _, name = ENGINES[scheme].partition(":")
    make: Callable[[EngineOptions], Engine] = getattr(import_module(module), name)
    return make(options)


def _examples() -> str:
    return " or ".join(f"{scheme}://HOST:PORT" for scheme in ENGINES if scheme != LOCAL)
