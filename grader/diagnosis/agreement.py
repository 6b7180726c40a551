"""Whether two pieces of code gave the same answer, up to the order of their additions."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.sandbox.proxy import Handle
from grader.testing.answers import as_float

# Between two float64 results of the same formula; those of float32 keep seven digits at best.
TOLERANCE = 1e-9
TOLERANCE_OF_FLOAT32 = 1e-5
NUMBERS = (bool, int, float, np.integer, np.floating, np.bool_)
TEXTS = (str, bytes, type(None))


def agree(theirs: Any, ours: Any) -> bool:
    """The same number, array or text; or the same items of a tuple, list or dict.

    An object, or a tuple or list with arrays or objects in it, is what the code keeps for itself where
    it stands within a result (a layer's cache): two right answers may differ there, so it is not
    compared. What it is goes by `ours`, for a student may put anything there. Never raises.
    """
    if isinstance(ours, tuple | list):
        same_length = isinstance(theirs, tuple | list) and len(theirs) == len(ours)
        return same_length and all(map(_items_agree, theirs, ours))
    if isinstance(ours, dict):
        same_keys = isinstance(theirs, dict) and theirs.keys() == ours.keys()
        return same_keys and all(_items_agree(theirs[key], ours[key]) for key in ours)
    if _is_numeric(ours):
        return _is_numeric(theirs) and _numbers_agree(_array(theirs), _array(ours))
    if isinstance(ours, TEXTS):
        return type(theirs) is type(ours) and bool(theirs == ours)
    return isinstance(theirs, Handle) and isinstance(ours, Handle)


def _items_agree(theirs: Any, ours: Any) -> bool:
    return _is_kept(ours) or agree(theirs, ours)


def _is_kept(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return any(isinstance(item, np.ndarray) or _is_kept(item) for item in value)
    return isinstance(value, Handle)


def _is_numeric(value: Any) -> bool:
    return isinstance(value, NUMBERS) or (isinstance(value, np.ndarray) and value.dtype.kind in "biuf")


def _array(value: Any) -> np.ndarray[Any, Any]:
    return np.asarray(as_float(value) if isinstance(value, int) else value)


def _numbers_agree(theirs: np.ndarray[Any, Any], ours: np.ndarray[Any, Any]) -> bool:
    if theirs.shape != ours.shape or _is_single(theirs) != _is_single(ours):
        return False
    tolerance = TOLERANCE_OF_FLOAT32 if _is_single(ours) else TOLERANCE
    with np.errstate(all="ignore"):
        theirs, ours = theirs.astype(float), ours.astype(float)
        finite = np.isfinite(ours)
        if not np.array_equal(theirs[~finite], ours[~finite], equal_nan=True):
            return False
        gaps = np.abs(theirs - ours)[finite]  # nan or infinite where only theirs is
        return bool((gaps <= tolerance * np.abs(ours[finite]).max(initial=0.0)).all())


def _is_single(values: np.ndarray[Any, Any]) -> bool:
    return bool(values.dtype.kind == "f" and values.dtype.itemsize <= 4)
