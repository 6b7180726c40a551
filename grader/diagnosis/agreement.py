"""Whether two pieces of code gave the same answer, up to the order of their additions."""

from __future__ import annotations

from typing import Any

import numpy as np

# Between two float64 results of the same formula; those of float32 keep seven digits at best.
TOLERANCE = 1e-9
TOLERANCE_OF_FLOAT32 = 1e-5
NUMBERS = (bool, int, float, np.number, np.bool_)


def agree(theirs: Any, ours: Any) -> bool:
    """The same number, array or text; or the same items of a returned tuple, list or dict.

    Within a result, tuples, lists and objects are what the code keeps for itself (a layer's cache):
    two right answers may differ there, so they are not compared.
    """
    if isinstance(theirs, tuple | list) and isinstance(ours, tuple | list):
        return len(theirs) == len(ours) and all(map(_items_agree, theirs, ours))
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return theirs.keys() == ours.keys() and all(_items_agree(theirs[key], ours[key]) for key in ours)
    return _values_agree(theirs, ours)


def _items_agree(theirs: Any, ours: Any) -> bool:
    if isinstance(theirs, dict) and isinstance(ours, dict) and theirs.keys() == ours.keys():
        return all(_items_agree(theirs[key], ours[key]) for key in ours)
    return not _is_plain(theirs) or not _is_plain(ours) or _values_agree(theirs, ours)


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (*NUMBERS, str, bytes, np.ndarray))


def _values_agree(theirs: Any, ours: Any) -> bool:
    if not _is_plain(theirs) or not _is_plain(ours):
        return not _is_plain(theirs) and not _is_plain(ours)
    if _is_numeric(theirs) and _is_numeric(ours):
        return _numbers_agree(np.asarray(theirs), np.asarray(ours))
    return type(theirs) is type(ours) and not isinstance(theirs, np.ndarray) and bool(theirs == ours)


def _is_numeric(value: Any) -> bool:
    return isinstance(value, NUMBERS) or (isinstance(value, np.ndarray) and value.dtype.kind in "biuf")


def _numbers_agree(theirs: np.ndarray[Any, Any], ours: np.ndarray[Any, Any]) -> bool:
    if theirs.shape != ours.shape or _is_single(theirs) != _is_single(ours):
        return False
    theirs, ours, single = theirs.astype(float), ours.astype(float), _is_single(ours)
    finite = np.isfinite(ours)
    if not np.array_equal(theirs[~finite], ours[~finite], equal_nan=True):
        return False
    with np.errstate(all="ignore"):
        gaps = np.abs(theirs - ours)[finite]  # nan or infinite where only theirs is
        scale = np.abs(ours[finite]).max(initial=0.0)
        return bool((gaps <= (TOLERANCE_OF_FLOAT32 if single else TOLERANCE) * scale).all())


def _is_single(values: np.ndarray[Any, Any]) -> bool:
    return bool(values.dtype.kind == "f" and values.dtype.itemsize <= 4)
