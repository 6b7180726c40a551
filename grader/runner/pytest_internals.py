"""What grader uses of pytest beyond its documented API: nothing else in grader may.

Tested with pytest 8.4.0, 9.0.0, 9.1.0 and 9.2.0. A new major version may change any of this: pyproject.toml
has an upper bound, and `make newest-pytest` runs the tests on the newest version, without the bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest


def renew_fixtures(item: pytest.Function) -> None:
    """Give an item that has run before a new fixture request, as plugins that rerun items do."""
    item._initrequest()


def get_function(item: pytest.Item) -> Callable[..., None]:
    """The test's function, bound to its instance if it is a method."""
    function: Callable[..., None] = _function_item(item).obj
    return function


def argument_names(item: pytest.Item) -> tuple[str, ...]:
    """The fixtures and parameters that the test's function takes, in order."""
    return _function_item(item)._fixtureinfo.argnames


def arguments(item: pytest.Item) -> dict[str, Any]:
    """What the test's function takes, by name; to be asked for between setup and teardown."""
    values = _function_item(item).funcargs
    return {name: values[name] for name in argument_names(item)}


def fixtures(item: pytest.Item) -> Mapping[str, pytest.FixtureDef[Any]]:
    """The definition of each fixture that the test needs, also through other fixtures.

    Of several with one name it is the one closest to the test. A name that is defined nowhere is left out.
    """
    known = _function_item(item)._fixtureinfo.name2fixturedefs
    return {name: definitions[-1] for name, definitions in known.items()}


def uses(item: pytest.Item, fixture: str) -> bool:
    """Whether the test needs the fixture, also through another fixture or a mark."""
    return fixture in _function_item(item).fixturenames


def _function_item(item: pytest.Item) -> pytest.Function:
    if not isinstance(item, pytest.Function):
        raise TypeError(f"{item.nodeid} is a {type(item).__name__}, not a test function")
    return item
