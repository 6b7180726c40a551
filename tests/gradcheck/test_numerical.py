from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal

from grader.gradcheck import numerical_gradient


@given(arrays(float, array_shapes(max_dims=3, max_side=3), elements=st.floats(-3, 3)))
def test_the_gradient_of_a_cubic_is_found(x: np.ndarray) -> None:
    assert_allclose(numerical_gradient(lambda x: float((x**3).sum()), x), 3 * x**2, atol=1e-6)


def test_the_error_shrinks_with_the_square_of_h() -> None:
    errors = [float(abs(numerical_gradient(lambda x: float(np.exp(x)), 0.0, h) - 1)) for h in (1e-2, 5e-3)]
    assert 3.9 < errors[0] / errors[1] < 4.1


def test_the_point_is_left_alone_even_by_a_function_that_changes_it() -> None:
    x = np.array([1.0, 2.0])

    def square(x: np.ndarray) -> float:
        x *= x
        return float(x.sum())

    assert_allclose(numerical_gradient(square, x), [2, 4])
    assert_array_equal(x, [1, 2])


def test_whole_numbers_are_points_too() -> None:
    assert_allclose(numerical_gradient(lambda x: float((x**2).sum()), [1, 2]), [2, 4])
