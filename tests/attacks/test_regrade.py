"""A regrade runs visible tests once more, to name mistakes, behind a hidden test that has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize("user", ["root", "nobody"])
def test_a_regrade_shows_nothing_that_a_changed_hidden_test_brought(
    told: Callable[..., Any], user: str
) -> None:
    found = told(user, "regrade.py")
    assert "What we saw" in found["page"]
    assert found["secret"] not in found["page"]
    assert "ValueError" not in found["page"]  # what the code raises once it has kept something
