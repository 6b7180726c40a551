from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.diagnosis.agreement import agree
from grader.sandbox.codec import Opaque
from grader.sandbox.proxy import Handle

ONES = np.ones((2, 3))
HOST: Any = object()  # is asked nothing
AN_OBJECT, ANOTHER = (Handle(HOST, number, "Net", 0) for number in range(2))
GRADIENTS = {"W": ONES, "b": np.zeros(3)}

SAME = {
    "a number": (2.0, 2.0),
    "another order of additions": (0.1 + 0.2, 0.3),
    "an integer and a float": (2, 2.0),
    "a number and numpy's": (np.float64(2.0), 2.0),
    "a number and an array of no dimension": (np.array(2.0), 2.0),
    "nan": (np.array([np.nan, 1.0]), np.array([np.nan, 1.0])),
    "infinity": (-np.inf, -np.inf),
    "an empty array": (np.empty((0, 3)), np.empty((0, 3))),
    "seven digits of float32": (np.float32(1 + 1e-6), np.float32(1)),
    "a text": ("b", "b"),
    "nothing": (None, None),
    "a tuple and a list": ([1.0, ONES], (1.0, ONES)),
    "rows of numbers": ([[1, 2], [3, 4]], [(1, 2), (3, 4)]),
    "a dict in another order": ({"b": np.zeros(3), "W": ONES}, GRADIENTS),
    "an object": (AN_OBJECT, ANOTHER),
    "a cache of another form": ((ONES, None), (ONES, (ONES, 1))),
    "a cache with other values": ((ONES, (ONES, {"pad": 1})), (ONES, (2 * ONES, {"pad": 2}))),
    "an object as a cache": ((ONES, (1, 2)), (ONES, AN_OBJECT)),
}
OTHER = {
    "another number": (2.0, 2.00001),
    "the other sign": (1.0, -1.0),
    "a hair beside zeros": (np.array([1e-12]), np.zeros(1)),
    "another shape": (ONES, ONES.T),
    "a shape that would broadcast": (ONES, ONES[:1]),
    "nan on their side": (np.array([np.nan, 1.0]), np.ones(2)),
    "nan on our side": (np.ones(2), np.array([np.nan, 1.0])),
    "the other infinity": (np.inf, -np.inf),
    "infinity on their side": (np.inf, 1e308),
    "float32 for float64": (np.float32(2.0), 2.0),
    "float64 for float32": (ONES, ONES.astype(np.float32)),
    "too few digits of float32": (np.float32(1 + 1e-4), np.float32(1)),
    "a complex number for its real part": (np.complex128(2.0 + 5j), 2.0),
    "a complex array": (ONES + 0j, ONES),
    "an integer beyond float64": (10**400, 2.0),
    "two digits too many for float64": (np.longdouble("1e400"), 2.0),
    "an array of texts": (np.array(["1"]), np.array(["1"])),
    "a text for a number": ("2.0", 2.0),
    "a number for a text": (2.0, "2.0"),
    "bytes for a text": (b"b", "b"),
    "nothing for a number": (None, 0.0),
    "a tuple that is too short": ((1.0,), (1.0, ONES)),
    "an array for a tuple": (np.ones(2), (1.0, 1.0)),
    "a dict for a tuple": ({}, (1.0, ONES)),
    "something strange for a tuple": (Opaque("generator"), (1.0, ONES)),
    "something strange for an object": (Opaque("generator"), AN_OBJECT),
    "an array for an object": (ONES, AN_OBJECT),
    "sets": ({1}, {2}),
    "another gradient in a dict": ((1.0, {**GRADIENTS, "b": np.ones(3)}), (1.0, GRADIENTS)),
    "a dict without a gradient": ((1.0, {"W": ONES}), (1.0, GRADIENTS)),
    "an object for the gradients": ((1.0, AN_OBJECT), (1.0, GRADIENTS)),
    "lists for the gradient": ((1.0, ONES.tolist()), (1.0, ONES)),
    "another number in a row": ([[1, 2], [3, 5]], [[1, 2], [3, 4]]),
    "another array in a list": ([ONES, ONES], [ONES, 2 * ONES]),
}


@pytest.mark.parametrize(("theirs", "ours"), SAME.values(), ids=SAME)
def test_the_same_answer_agrees(theirs, ours):
    assert agree(theirs, ours)


@pytest.mark.parametrize(("theirs", "ours"), OTHER.values(), ids=OTHER)
def test_another_answer_does_not_agree(theirs, ours):
    assert not agree(theirs, ours)


NUMBERS = st.just(0.0) | st.floats(1e-100, 1e100) | st.floats(-1e100, -1e-100)
ARRAYS = arrays.arrays(float, arrays.array_shapes(min_dims=0, max_dims=3), elements=NUMBERS)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary()
    | arrays.arrays(arrays.scalar_dtypes(), arrays.array_shapes(min_dims=0, max_side=2)),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner)
    | st.dictionaries(st.text(), inner, max_size=3) | st.sets(st.integers(), max_size=2),
    max_leaves=6,
)  # fmt: skip


@given(ARRAYS)
def test_an_array_agrees_with_itself_and_not_with_what_is_off_by_a_millionth_of_its_scale(values):
    assert agree(values.copy(), values)
    off = values.copy()
    off.flat[-1] += 1e-6 * np.abs(values).max()
    assert agree(off, values) == (not values.any())


@given(ANYTHING, ANYTHING)
def test_whatever_comes_back_the_comparison_ends_with_yes_or_no(theirs, ours):
    assert isinstance(agree(theirs, ours), bool)
