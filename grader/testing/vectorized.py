"""Whether code is vectorised: by the lines that Python executes, which no slow machine changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.observations import LoopsFound
from grader.sandbox.proxy import Function
from grader.testing.answers import CheckFailed

MORE = 20  # room for a branch that only a large problem takes


def assert_vectorized(
    function: Function,
    small: Sequence[Any],
    large: Sequence[Any],
    *,
    what: str,
    sizes: tuple[str, str],
    more: int = MORE,
) -> tuple[Any, Any]:
    """The large problem takes at most `more` lines of Python more than the small one.

    What counts are lines of the submission's own code, one for each turn of a loop, a comprehension or a
    function for `map`; numpy's own do not. So choose problems whose forbidden loops differ by more than
    `more` turns, and whose allowed ones do not: a loop over kernel positions is as long for 100 images.

    Args:
        function: of the student's, such as `student.layers.conv_forward_im2col`.
        small: its arguments for a small problem.
        large: its arguments for a large one.
        what: the name that feedback gives to the function.
        sizes: how feedback calls the two problems, such as `("1 image", "100 images")`.
        more: how many lines the large problem may take beyond those of the small one.

    Returns:
        The answers to both problems. They are not checked yet: fast code is no use if it is wrong.

    Raises:
        CheckFailed: more lines were executed.

    """
    answer_to_small, few = function.counted(*small)
    answer_to_large, many = function.counted(*large)
    if many > few + more:
        raise CheckFailed(LoopsFound(what, few, many, few + more, *sizes))
    return answer_to_small, answer_to_large
