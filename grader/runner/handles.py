"""Objects that stay where they are, while a test holds handles that stand for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.sandbox.proxy import Backend, Handle


class Handles:
    """Makes the handles of one host. A thing lives as long as its handle does."""

    def __init__(self, host: Backend) -> None:
        self._host = host

    def give(self, thing: object, type_name: str) -> Handle:
        """A handle that stands for `thing`."""
        handle = Handle(self._host, 0, type_name, 0)
        vars(handle)["_thing"] = thing
        return handle

    def own(self, value: Any) -> Any:
        """`value` with the thing itself in place of each handle."""
        return replaced(value, self._thing)

    def _thing(self, handle: Handle) -> object:
        handle.number_for(self._host, 0)  # refuses the handles of another host
        return vars(handle)["_thing"]


def replaced(value: Any, replacement: Callable[[Handle], object]) -> Any:
    """`value` with something else in place of each handle in it."""
    if isinstance(value, Handle):
        return replacement(value)
    if isinstance(value, tuple | list):
        items = [replaced(item, replacement) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {key: replaced(item, replacement) for key, item in value.items()}
    return value
