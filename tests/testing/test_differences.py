"""grader.testing.differences: what is told of wrong entries, and that nothing is told that is not so."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.observations import WrongValues, details
from grader.testing.differences import differences

RIGHT = np.arange(1.0, 13.0).reshape(3, 4) ** 1.5
IMAGES = np.arange(1.0, 161.0).reshape(2, 4, 4, 5) ** 0.5
shapes = array_shapes(min_dims=1, max_dims=4, max_side=5)
numbers = st.floats(allow_nan=False, allow_infinity=False)
few = st.sampled_from([-1.0, 0.0, 1.0, 2.0])  # so few that regularities come about


def told(found: np.ndarray, wanted: np.ndarray, **sizes: int) -> dict[str, Any]:
    """What `differences` says; always data that JSON can hold."""
    seen = details(WrongValues("found", differences(found, wanted, 1e-7, 1e-9, sizes)))
    json.dumps(seen, allow_nan=False)
    return seen


def wrong_at(wanted: np.ndarray, *where: Any) -> np.ndarray:
    """`wanted` with entries there that nothing connects with the right ones."""
    found = wanted.copy()
    found[where] += np.random.default_rng(0).uniform(1, 2, found[where].shape)
    return found


# Where


@pytest.mark.parametrize(
    ("wanted", "where", "place"),
    [
        (RIGHT, (1,), {"of": "row", "axis": 0, "index": 1, "whole": True}),
        (RIGHT, (slice(None), 3), {"of": "column", "axis": 1, "index": 3, "whole": True}),
        (np.ones((9, 9)), ([1, 4, 7], 2), {"of": "column", "axis": 1, "index": 2, "whole": False}),
        (IMAGES, (slice(None), 2), {"of": "channel", "axis": 1, "index": 2, "whole": True}),
        (IMAGES, (1, slice(None), 0), {"of": "slice", "axis": 2, "index": 0, "whole": False}),
        (np.ones((5, 5)), (range(5), range(5)), {"of": "diagonal", "whole": True}),
        (np.ones((9, 9)), ([0, 4, 8], [0, 4, 8]), {"of": "diagonal", "whole": False}),
    ],
)
def test_the_part_that_holds_all_wrong_entries_is_named(
    wanted: np.ndarray, where: Any, place: dict[str, Any]
) -> None:
    assert told(wrong_at(wanted, *where), wanted)["place"] == place


def test_the_border_of_an_image_is_named() -> None:
    found = IMAGES + 1.5
    found[..., 1:-1, 1:-1] = IMAGES[..., 1:-1, 1:-1]
    assert told(found, IMAGES)["place"] == {"of": "border", "whole": True}


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (RIGHT, (slice(None),)),  # everything
        (RIGHT, (1, 2)),  # a single entry, which its index tells
        (RIGHT, ([0, 1, 2], [0, 1, 3])),
        (RIGHT, ([1, 1], [0, 2])),  # chance puts two entries in one row often enough
        (np.ones((4, 4, 3)), ([0, 0, 3, 3], [0, 3, 0, 3], [0, 2, 2, 0])),  # likewise on the border
        (np.ones((3, 1)), ([0, 2],)),
        (np.ones(6), ([2, 3],)),
    ],
)
def test_no_part_is_named_where_none_is_to_blame(wanted: np.ndarray, where: Any) -> None:
    assert "place" not in told(wrong_at(wanted, *where), wanted)


@given(shapes.flatmap(lambda shape: arrays(bool, shape)).filter(np.any))
def test_a_place_holds_all_wrong_entries_but_not_the_whole_array(wrong: np.ndarray) -> None:
    place = told(wrong.astype(float), np.zeros(wrong.shape)).get("place")
    if place:
        inside = part(place, wrong.shape)
        assert not inside.all()
        assert not (wrong & ~inside).any()
        assert place["whole"] == wrong[inside].all()


def part(place: dict[str, Any], shape: tuple[int, ...]) -> np.ndarray:
    indices = np.indices(shape)
    if place["of"] == "diagonal":
        return np.equal(*indices)
    if place["of"] == "border":
        last = np.array(shape[-2:]).reshape(2, *[1] * len(shape)) - 1
        return np.any((indices[-2:] == 0) | (indices[-2:] == last), axis=0)
    return np.asarray(indices[place["axis"]] == place["index"])


@pytest.mark.parametrize("axis", [0, 1])
@given(st.data())
def test_a_row_or_a_column_that_is_wrong_throughout_is_always_found(axis: int, data: st.DataObject) -> None:
    shape = data.draw(st.tuples(st.integers(2, 6), st.integers(2, 6)))
    index = data.draw(st.integers(0, shape[axis] - 1))
    wrong = part({"of": "slice", "axis": axis, "index": index}, shape)
    place = told(wrong.astype(float), np.zeros(shape))["place"]
    assert (place["axis"], place["index"], place["whole"]) == (axis, index, True)


# By how much


@pytest.mark.parametrize("ratio", [6.0, -1.0, 0.5, 1 / 3, 0.0, 1.01, 1e-5, -2e7])
def test_one_factor_everywhere_is_told(ratio: float) -> None:
    seen = told(ratio * RIGHT, RIGHT)
    assert seen["ratio"] == pytest.approx(ratio)
    assert "sizes" not in seen


def test_a_factor_is_told_in_spite_of_zeros_and_of_what_rounding_leaves_in_them() -> None:
    wanted = np.array([[1.0, -2.0], [0.0, 3.0]])
    found = 6 * wanted
    found[1, 0] = 1e-16
    assert told(found, wanted)["ratio"] == pytest.approx(6)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (RIGHT + 1, RIGHT),
        (np.ones(3), np.zeros(3)),
        (np.array([2.0, 4.0, 5.0]), np.array([1.0, 2.0, 1e-10])),
        (np.array([1e-20, 3e-21]), np.array([1.0, 5.0])),
        (np.array([2e-9, 1.0]), np.array([1e-9, 0.0])),
        (np.array([1e300, 1e300]), np.array([1e-300, 2e-300])),
        (np.array([3.0, 0.0]), np.array([1.0, 0.0])),  # one entry alone always has a factor
        (np.array(3.0), np.array(1.0)),
    ],
)
def test_no_factor_is_told_where_there_is_none(found: np.ndarray, wanted: np.ndarray) -> None:
    assert not {"ratio", "ratio_of_wrong", "sizes"} & set(told(found, wanted))


@pytest.mark.parametrize("ratio", [2.0, -1.0, 0.5, -2.0])
def test_a_common_factor_is_told_of_a_single_number_too(ratio: float) -> None:
    assert told(np.array(ratio * 0.7), np.array(0.7))["ratio"] == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("ratio", "sizes"),
    [
        (6.0, {"N": 6}),
        (1 / 6, {"N": 6}),
        (-4.0, {"C": 4, "H": 4}),
        (0.2, {"D": 5}),
    ],
)
@pytest.mark.parametrize("wanted", [RIGHT, np.array(2.3)])
def test_a_factor_is_told_by_the_names_of_all_sizes_that_it_could_come_from(
    wanted: np.ndarray, ratio: float, sizes: dict[str, int]
) -> None:
    seen = told(ratio * wanted, wanted, N=6, C=4, H=4, D=5, K=1)
    assert seen["ratio"] == pytest.approx(ratio)
    assert seen["sizes"] == sizes


@pytest.mark.parametrize("ratio", [3.0, 6.001, 0.16, 36.0])
def test_no_size_is_named_for_another_factor(ratio: float) -> None:
    assert "sizes" not in told(ratio * RIGHT, RIGHT, N=6, C=4)


def test_a_factor_of_the_wrong_entries_alone_is_told_as_such() -> None:
    found = RIGHT.copy()
    found[:, 1] *= -4
    seen = told(found, RIGHT, C=4)
    assert seen["ratio_of_wrong"] == pytest.approx(-4)
    assert seen["sizes"] == {"C": 4}
    assert "ratio" not in seen


def test_a_constant_that_was_added_is_told() -> None:
    assert told(RIGHT - 1.5, RIGHT)["difference"] == pytest.approx(-1.5)
    found = RIGHT.copy()
    found[[0, 1, 2], [1, 3, 0]] += 1
    seen = told(found, RIGHT)
    assert seen["difference_of_wrong"] == pytest.approx(1)
    assert "difference" not in seen


@pytest.mark.parametrize("found", [wrong_at(RIGHT, 1), wrong_at(RIGHT, 1, 2), 2 * RIGHT])
def test_no_constant_is_told_where_there_is_none(found: np.ndarray) -> None:
    assert not {"difference", "difference_of_wrong"} & set(told(found, RIGHT))


@given(st.data())
def test_a_regularity_that_is_told_holds_for_every_entry_that_it_speaks_of(data: st.DataObject) -> None:
    shape = data.draw(shapes)
    elements = data.draw(st.sampled_from([numbers, few]))
    found, wanted = (data.draw(arrays(float, shape, elements=elements)) for _ in range(2))
    seen = told(found, wanted, N=6, C=4)
    with np.errstate(over="ignore"):  # a difference beyond the largest float is a difference
        wrong = np.abs(found - wanted) > 1e-9 + 1e-7 * np.abs(wanted)
    for key, held in (("", np.ones(shape, bool)), ("_of_wrong", wrong)):
        theirs, ours = found[held], wanted[held]
        if (ratio := seen.get(f"ratio{key}")) is not None:
            slack = 1e-11 * abs(ratio) * np.abs(ours).max()
            np.testing.assert_allclose(theirs, ratio * ours, rtol=2e-6, atol=slack)
        if (difference := seen.get(f"difference{key}")) is not None:
            np.testing.assert_allclose(theirs - ours, difference, rtol=2e-6)


@given(st.integers(0, 2**32 - 1), shapes.filter(lambda shape: np.prod(shape) > 1))
def test_nothing_connects_random_values(seed: int, shape: tuple[int, ...]) -> None:
    found, wanted = np.random.default_rng(seed).standard_normal((2, *shape))
    regular = {"ratio", "difference", "ratio_of_wrong", "difference_of_wrong", "sizes", "place"}
    assert not regular & set(told(found, wanted, N=6, C=4))


# The values themselves


def test_small_arrays_come_along_whole_with_the_wrong_entries_marked() -> None:
    seen = told(np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0]))
    assert seen["yours_values"] == [1.0, 2.0, 4.0]
    assert seen["expected_values"] == [1.0, 2.0, 3.0]
    assert seen["wrong_values"] == [False, False, True]


@pytest.mark.parametrize(
    ("shape", "shown"),
    [((6, 6), True), ((1, 2), True), ((6, 7), False), ((2, 2, 2), False), ((), False), ((37,), False)],
)
def test_at_most_36_numbers_in_rows_and_columns_are_shown(shape: tuple[int, ...], *, shown: bool) -> None:
    seen = told(np.ones(shape), np.zeros(shape))
    assert all((f"{which}_values" in seen) == shown for which in ("yours", "expected", "wrong"))
