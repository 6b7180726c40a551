"""Right code for `convnets` in other forms than the reference's: it earns every point of its task."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.model import Status
from grader.sandbox.launcher import Zygote
from grader.suite.desk import confinement, open_session
from grader.suite.local import sources
from grader.suite.runner import Suite, serve

ROOT = Path(__file__).parent.parent
REFERENCE = sources(ROOT / "solutions" / "convnets", ["shapes.py", "layers.py", "cnn.py", "answers.py"])

Files = Mapping[str, str]


def layers(code: str) -> Files:
    """The reference, with some functions of `layers.py` written once more at its end."""
    return REFERENCE | {"layers.py": f"{REFERENCE['layers.py']}\n\n{code}"}


def shapes(code: str) -> Files:
    return REFERENCE | {"shapes.py": f"{REFERENCE['shapes.py']}\n\n{code}"}


def network(old: str, new: str) -> Files:
    assert old in REFERENCE["cnn.py"]
    return REFERENCE | {"cnn.py": REFERENCE["cnn.py"].replace(old, new)}


POOL_BACKWARD = """
def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    dx = np.zeros_like(x)
    height, width, stride = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    for n, c, i, j in np.ndindex(dout.shape):
        rows = slice(i * stride, i * stride + height)
        columns = slice(j * stride, j * stride + width)
        window = x[n, c, rows, columns]
        largest = window == window.max()
        {share}
        dx[n, c, rows, columns] += share * dout[n, c, i, j]
    return dx
"""
TO_THE_LAST = (
    "last = np.flatnonzero(largest)[-1]; share = (np.arange(largest.size) == last).reshape(largest.shape)"
)
TO_ALL = "share = largest / largest.sum()"
UNEVENLY = (
    "share = largest * (1.0 + np.arange(largest.size).reshape(largest.shape)); share = share / share.sum()"
)

CACHE = """
class Memory:
    def __init__(self, *things):
        self.things = things

_forward, _backward = conv_forward_naive, conv_backward_naive

def conv_forward_naive(x, w, b, conv_param):
    out, cache = _forward(x, w, b, conv_param)
    return out, {cache}

def conv_backward_naive(dout, cache):
    return _backward(dout, {back})
"""

IN_PLACE = """
_backward = avg_pool_backward_naive

def avg_pool_backward_naive(dout, cache):
    dx = _backward(dout, cache)
    dout /= 2
    return dx
"""

MATRIX = """
_im2col, _col2im = im2col, col2im

def im2col(x, field, stride, pad):
    return np.asmatrix(_im2col(x, field, stride, pad))

def conv_forward_im2col(x, w, b, conv_param):
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    cols = im2col(x, (FH, FW), stride, pad)
    out = np.asarray(w.reshape(K, -1) * cols) + b.reshape(-1, 1)
    out = out.reshape(K, N, (H + 2 * pad - FH) // stride + 1, -1)
    return np.swapaxes(out, 0, 1), (x.shape, np.asarray(cols), w, conv_param)
"""

VECTORIZED = """
def conv_forward_naive(x, w, b, conv_param):
    print("no loops here")
    return conv_forward_im2col(x, w, b, conv_param)

conv_backward_naive = conv_backward_im2col
"""

LOOPS_OVER_PLACES = """
def conv_forward_im2col(x, w, b, conv_param):
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = _pad(x, pad)
    out = np.zeros((N, K, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)))
    for i, j in np.ndindex(out.shape[2:]):
        window = padded[:, :, i * stride : i * stride + FH, j * stride : j * stride + FW]
        out[:, :, i, j] = window.reshape(N, -1) @ w.reshape(K, -1).T + b
    return out, (x.shape, im2col(x, (FH, FW), stride, pad), w, conv_param)
"""

WINDOW_BY_WINDOW = """
def im2col(x, field, stride, pad):
    N, C, H, W = x.shape
    FH, FW = field
    places = N, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    padded = _pad(x, pad)
    cols = np.zeros((C * FH * FW, np.prod(places)))
    column = 0
    for n in range(places[0]):
        for i in range(places[1]):
            for j in range(places[2]):
                top = i * stride
                left = j * stride
                window = padded[n, :, top : top + FH, left : left + FW]
                cols[:, column] = window.ravel()
                column += 1
    return cols
"""

ENTRY_BY_ENTRY = """
def im2col(x, field, stride, pad):
    (N, C, H, W), (FH, FW) = x.shape, field
    sizes = C, FH, FW, N, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    padded, cols = _pad(x, pad), np.zeros(sizes)
    for c, p, q, n, i, j in np.ndindex(sizes):
        cols[c, p, q, n, i, j] = padded[n, c, p + i * stride, q + j * stride]
    return cols.reshape(C * FH * FW, -1)

def col2im(cols, x_shape, field, stride, pad):
    (N, C, H, W), (FH, FW) = x_shape, field
    sizes = C, FH, FW, N, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    padded, cols = np.zeros((N, C, H + 2 * pad, W + 2 * pad)), cols.reshape(sizes)
    for c, p, q, n, i, j in np.ndindex(sizes):
        padded[n, c, p + i * stride, q + j * stride] += cols[c, p, q, n, i, j]
    return padded[:, :, pad : pad + H, pad : pad + W]
"""

IMAGE_BY_IMAGE_AND_FILTER_BY_FILTER = """
def conv_forward_im2col(x, w, b, conv_param):
    N, _, H, W = x.shape
    K, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    out = np.zeros((N, K, _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)))
    for n in range(N):
        cols = im2col(x[n : n + 1], (FH, FW), stride, pad)
        for k in range(K):
            row = w[k].reshape(1, -1)
            values = row @ cols + b[k]
            out[n, k] = values.reshape(out.shape[2:])
    return out, (x, w, conv_param)

def conv_backward_im2col(dout, cache):
    x, w, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros(len(w))
    for n in range(len(x)):
        one = x[n : n + 1]
        cols = im2col(one, w.shape[2:], stride, pad)
        dcols = np.zeros_like(cols)
        for k in range(len(w)):
            upstream = dout[n, k].reshape(1, -1)
            dw[k] += (upstream @ cols.T).reshape(w[k].shape)
            db[k] += upstream.sum()
            dcols += w[k].reshape(-1, 1) @ upstream
        dx[n] = col2im(dcols, one.shape, w.shape[2:], stride, pad)[0]
    return dx, dw, db
"""

WITHOUT_COLUMNS = """
def conv_forward_im2col(x, w, b, conv_param):
    _, _, H, W = x.shape
    _, _, FH, FW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    _output_size(H, FH, stride, pad), _output_size(W, FW, stride, pad)
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, pad), (FH, FW), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,kcpq->nkij", windows, w) + b[:, None, None]
    return out, (x.shape, im2col(x, (FH, FW), stride, pad), w, conv_param)
"""

# Loops over all outputs, which are refused. Each is a right answer.

PASSED_OFF = """
def conv_forward_im2col(x, w, b, conv_param):
    return conv_forward_naive(x, w, b, conv_param)

def conv_backward_im2col(dout, cache):
    return conv_backward_naive(dout, cache)
"""

OUTPUTS_ONE_BY_ONE = """
def conv_forward_im2col(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    K, N = len(w), len(x)
    H, W = (_output_size(x.shape[2 + i], w.shape[2 + i], stride, pad) for i in range(2))
    cols, rows = im2col(x, w.shape[2:], stride, pad), w.reshape(K, -1)
    out = {loop}
    return np.reshape(out, (K, N, H, W)).transpose(1, 0, 2, 3), (x.shape, cols, w, conv_param)
"""
LOOPS = {
    "a comprehension": "[[row @ col + b[k] for col in cols.T] for k, row in enumerate(rows)]",
    "a generator": "list(rows[k] @ cols[:, j] + b[k] for k, j in np.ndindex(K, cols.shape[1]))",
    "map": "list(map(lambda kj: rows[kj[0]] @ cols[:, kj[1]] + b[kj[0]], np.ndindex(K, cols.shape[1])))",
    "numpy.vectorize": """np.vectorize(lambda k, j: rows[k] @ cols[:, j] + b[k])(
        np.arange(K)[:, None], np.arange(cols.shape[1])
    )""",
}

SIZES_AS_FLOATS = """
_size = conv_output_size

def conv_output_size(W, F, S, P):
    _size(W, F, S, P)
    return (W - F + 2 * P) / S + 1
"""

SHAPES_AS_LISTS = """
import numpy as np

_shape, _table = conv_output_shape, layer_table

def conv_output_shape(*args, **kwargs):
    return [np.int64(size) for size in _shape(*args, **kwargs)]

def layer_table(spec):
    return tuple(row | {"shape": list(row["shape"]), "kind": "?"} for row in _table(spec))
"""

STARTER_IMPORTS = """
from past.builtins import xrange
from cs231n.layers import *
"""
WITHOUT_MODULE = REFERENCE["cnn.py"].replace("layers.conv", "conv").replace("layers.max", "max")

CONV = {"conv_forward_naive", "conv_backward_naive"}
IM2COL = {"im2col", "col2im", "conv_forward_im2col", "conv_backward_im2col"}
VARIATIONS: dict[str, tuple[Files, set[str]]] = {
    "ties to the last": (layers(POOL_BACKWARD.format(share=TO_THE_LAST)), {"max_pool_backward_naive"}),
    "ties shared by all": (layers(POOL_BACKWARD.format(share=TO_ALL)), {"max_pool_backward_naive"}),
    "ties shared unevenly": (layers(POOL_BACKWARD.format(share=UNEVENLY)), {"max_pool_backward_naive"}),
    "a dict for a cache": (layers(CACHE.format(cache="dict(mine=cache)", back='cache["mine"]')), CONV),
    "a nested cache": (layers(CACHE.format(cache="[None, (cache, 'x')]", back="cache[1][0]")), CONV),
    "an object for a cache": (layers(CACHE.format(cache="Memory(cache)", back="cache.things[0]")), CONV),
    "dout changed in place": (layers(IN_PLACE), {"avg_pool_backward_naive"}),
    "matrices": (layers(MATRIX), {"im2col", "conv_forward_im2col", "conv_backward_im2col"}),
    "a naive version without loops": (layers(VECTORIZED), CONV | {"conv_forward_im2col"}),
    "loops over places alone": (layers(LOOPS_OVER_PLACES), {"conv_forward_im2col", "conv_backward_im2col"}),
    "im2col window by window": (layers(WINDOW_BY_WINDOW), IM2COL),
    "im2col and col2im entry by entry": (layers(ENTRY_BY_ENTRY), IM2COL),
    "images and filters one by one": (layers(IMAGE_BY_IMAGE_AND_FILTER_BY_FILTER), IM2COL),
    "no columns at all": (layers(WITHOUT_COLUMNS), IM2COL),
    "sizes as floats": (shapes(SIZES_AS_FLOATS), {"conv_output_size", "conv_output_shape", "layer_table"}),
    "shapes as lists": (shapes(SHAPES_AS_LISTS), {"conv_output_shape", "layer_table"}),
    "reg under another name": (network("self.reg", "self.strength"), {"ThreeLayerConvNet"}),
    "a ReLU of slope 1 at 0": (network("(cache > 0)", "(cache >= 0)"), {"ThreeLayerConvNet"}),
    "a ReLU that writes into dout": (
        network("    return dout * (cache > 0)", "    dout[cache < 0] = 0\n    return dout"),
        {"ThreeLayerConvNet"},
    ),
    "the starter's imports": (
        REFERENCE | {"cnn.py": STARTER_IMPORTS + WITHOUT_MODULE},
        {"ThreeLayerConvNet"},
    ),
    "numpy's old generator": (
        network("rng.standard_normal((", "np.random.randn(*("),
        {"ThreeLayerConvNet"},
    ),
}
OF_THE_SUITE = {"conftest", "public", "reference_convnets"} | {
    path.stem for path in (ROOT / "autograder_tests" / "convnets").glob("test_*.py")
}
LOOPED: dict[str, tuple[Files, set[str]]] = {
    name: (layers(OUTPUTS_ONE_BY_ONE.format(loop=loop)), {"conv_forward_im2col"})
    for name, loop in LOOPS.items()
} | {"the naive functions": (layers(PASSED_OFF), IM2COL)}
FORWARD, BACKWARD = "test_im2col.py::test_forward_is_fast", "test_im2col.py::test_gradients_are_fast"
WRONG = {"wrong": (layers(POOL_BACKWARD.format(share="share = largest")), {"max_pool_backward_naive"})}


@pytest.fixture(scope="module")
def lost() -> dict[str, dict[str, str]]:
    """For each variation its tests that did not pass, as id to status; also for those that are not legal."""
    course = find_course(ROOT)
    assignment = load_assignment(course, "convnets")
    found: dict[str, dict[str, str]] = {}

    def run(suite: Suite) -> None:
        with Zygote(confinement(course, assignment, "kernel")) as zygote:
            for name, (files, tasks) in (VARIATIONS | LOOPED | WRONG).items():
                found[name] = {}
                with open_session(zygote, assignment, files) as session:
                    for test in suite.tests:
                        if (
                            test.task in tasks
                            and (verdict := suite.attempt(test.id, session)).status != "passed"
                        ):
                            found[name][test.id] = f"{verdict.status}: {verdict.observed}"

    finders = list(sys.meta_path)
    forget_suites()
    serve(assignment, b"of the legal variations", run)
    forget_suites()
    sys.meta_path[:] = finders
    return found


def forget_suites() -> None:
    """Suites of other assignments have modules of the same names."""
    for name in [name for name in sys.modules if name.split(".")[0] in OF_THE_SUITE]:
        del sys.modules[name]


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_legal_variation_earns_full_marks(name: str, lost: dict[str, dict[str, str]]) -> None:
    assert lost[name] == {}


@pytest.mark.parametrize("name", LOOPED)
def test_a_loop_over_all_outputs_loses_the_tests_of_speed_alone(
    name: str, lost: dict[str, dict[str, str]]
) -> None:
    speed = {FORWARD, BACKWARD} if name == "the naive functions" else {FORWARD}
    assert lost[name].keys() == speed
    assert all("Seen.LOOPS" in why for why in lost[name].values())


def test_ties_that_get_the_whole_gradient_each_lose_the_test_of_ties_alone(
    lost: dict[str, dict[str, str]],
) -> None:
    (test,) = lost["wrong"]
    assert test == "test_pooling.py::test_max_pool_gradient_of_ties"
    assert lost["wrong"][test].startswith(Status.FAILED)
