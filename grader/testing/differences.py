"""Where two arrays of one shape differ, and by how much, as data.

A regularity is told only where it holds for every entry that it speaks of: a false hint costs a
student more time than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.observations import ArrayRegion, Differences
from grader.testing.answers import Array, position
from grader.wire import number

Mask = NDArray[np.bool_]
Details = dict[str, Any]  # some of the fields of `Differences`


def differences(
    found: Array, wanted: Array, rtol: float, atol: float, sizes: Mapping[str, int] | None = None
) -> Differences:
    """What is known of the entries that are further off than `atol + rtol * |wanted|`.

    A ratio is compared with the `sizes` of the problem, such as N=6, that it could come from.
    """
    with np.errstate(all="ignore"):
        found, wanted = found.astype(float), wanted.astype(float)
        excess = np.abs(found - wanted) - (atol + rtol * np.abs(wanted))
        wrong: Mask = excess > 0
        worst = int(np.argmax(excess))
        return Differences(
            index=position(np.intp(worst), wanted.shape),
            yours=number(float(found.flat[worst])),
            expected=number(float(wanted.flat[worst])),
            wrong=int(wrong.sum()),
            entries=wanted.size,
            relative_error=number(_relative_error(found, wanted)),
            tolerance=rtol,
            place=_place(wrong),
            **_regularity(found, wanted, wrong, sizes or {}),
            **_values(found, wanted, wrong),
        )


def _relative_error(found: Array, wanted: Array) -> float:
    size = max(np.linalg.norm(found), np.linalg.norm(wanted))
    return float(np.linalg.norm(found - wanted) / size)


# Where the wrong entries sit


def _place(wrong: Mask) -> ArrayRegion | None:
    """The smallest part that holds all wrong entries, unless chance alone would put them there."""
    fitting = [(place, inside) for place, inside in _parts(wrong) if not (wrong & ~inside).any()]
    if wrong.sum() < 2 or not fitting:
        return None
    place, inside = min(fitting, key=lambda fit: int(fit[1].sum()))
    whole = bool(wrong[inside].all())
    by_chance = inside.mean() ** wrong.sum()
    return replace(place, whole=whole) if whole or by_chance < _RARE else None


def _parts(wrong: Mask) -> Iterator[tuple[ArrayRegion, Mask]]:
    """The parts of the array that have a name, of slices only those that could do; never the whole."""
    candidates = [*_slices(wrong), *_border(wrong.shape), *_diagonal(wrong.shape)] if wrong.ndim > 1 else []
    return ((place, inside) for place, inside in candidates if not inside.all())


def _slices(wrong: Mask) -> Iterator[tuple[ArrayRegion, Mask]]:
    """For each axis the slice of the first wrong entry."""
    first = np.unravel_index(np.argmax(wrong), wrong.shape)
    for axis, index in enumerate(map(int, first)):
        inside = np.zeros(wrong.shape, dtype=bool)
        inside[(slice(None),) * axis + (index,)] = True
        yield ArrayRegion(_AXES.get((wrong.ndim, axis), "slice"), axis, index), inside


def _border(shape: tuple[int, ...]) -> Iterator[tuple[ArrayRegion, Mask]]:
    """The outermost entries of each image: the last two axes."""
    inside = np.ones(shape, dtype=bool)
    inside[..., 1:-1, 1:-1] = False
    yield ArrayRegion("border"), inside


def _diagonal(shape: tuple[int, ...]) -> Iterator[tuple[ArrayRegion, Mask]]:
    if len(shape) == 2 and shape[0] == shape[1]:
        yield ArrayRegion("diagonal"), np.eye(shape[0], dtype=bool)


# What the wrong values have to do with the right ones


def _regularity(found: Array, wanted: Array, wrong: Mask, sizes: Mapping[str, int]) -> Details:
    """A factor or an added constant: of the whole array, or else of its wrong entries alone."""
    everywhere = _ratio(found, wanted, sizes) | _difference(found, wanted)
    if everywhere or wrong.all() or not wrong.any():
        return everywhere
    found, wanted = found[wrong], wanted[wrong]
    of_wrong = _ratio(found, wanted, sizes) | _difference(found, wanted)
    return {_OF_WRONG.get(key, key): value for key, value in of_wrong.items()}


def _ratio(found: Array, wanted: Array, sizes: Mapping[str, int]) -> Details:
    """One factor for all entries; from a single number it is told only where it is a known one."""
    heights = np.abs(wanted)
    largest = int(np.argmax(heights))
    ratio = float(found.flat[largest] / wanted.flat[largest])
    allowed = abs(ratio) * (_SAME * heights + _ROUND_OFF * heights.flat[largest])
    constant = bool((np.abs(found - ratio * wanted) <= allowed).all())
    if not constant or not np.isfinite(ratio) or _same(ratio, 1):
        return {}
    named = {name: int(size) for name, size in sizes.items() if size > 1 and _is_factor(ratio, size)}
    proved = (heights > _SAME * heights.flat[largest]).sum() > 1
    if not proved and not named and not any(_is_factor(ratio, common) for common in (1, 2)):
        return {}
    return {"ratio": ratio, "sizes": named} if named else {"ratio": ratio}


def _is_factor(ratio: float, size: int) -> bool:
    return _same(abs(ratio), size) or _same(abs(ratio) * size, 1)


def _same(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= _SAME * wanted


def _difference(found: Array, wanted: Array) -> Details:
    """The same amount added to at least two entries."""
    gaps = found - wanted
    first = float(gaps.flat[0])
    same = bool((np.abs(gaps - first) <= _SAME * abs(first)).all())
    return {"difference": first} if gaps.size > 1 and first and same else {}


def _values(found: Array, wanted: Array, wrong: Mask) -> Details:
    if wanted.ndim not in (1, 2) or not 1 < wanted.size <= _MOST_VALUES:
        return {}
    return {
        "yours_values": _rows(found),
        "expected_values": _rows(wanted),
        "wrong_values": _rows(wrong),
    }


def _rows(values: Array | Mask) -> tuple[Any, ...]:
    """A vector's entries, or a matrix's rows."""
    return tuple(tuple(row) if isinstance(row, list) else row for row in values.tolist())


# By number of axes and axis; a stack of images is (N, C, H, W) throughout.
_AXES = {(2, 0): "row", (2, 1): "column", (4, 1): "channel"}
_OF_WRONG = {"ratio": "ratio_of_wrong", "difference": "difference_of_wrong"}
_RARE = 0.01
_SAME = 1e-6
_ROUND_OFF = 1e-12  # of the largest entry: what sums leave behind where zero is right
_MOST_VALUES = 36
