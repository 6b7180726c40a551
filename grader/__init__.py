"""grader: hand out numpy exercises, grade them safely, and explain each grade.

For students, in Python and in notebooks: `check` and `submit` are what the commands of these names do;
`check_gradients` and `numerical_gradient` look at any gradient. Each is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.gradcheck import check_gradients, numerical_gradient
    from grader.student import check, submit

__version__ = "0.1.0"
__all__ = ["__version__", "check", "check_gradients", "numerical_gradient", "submit"]

_HOMES = {
    "check": "grader.student",
    "check_gradients": "grader.gradcheck",
    "numerical_gradient": "grader.gradcheck",
    "submit": "grader.student",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module `grader` has no attribute `{name}`")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
