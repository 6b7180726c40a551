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
WRONG = layers(POOL_BACKWARD.format(share="share = largest"))


@pytest.fixture(scope="module")
def lost() -> dict[str, dict[str, str]]:
    """For each variation its tests that did not pass, as id to status; `WRONG` is one of them."""
    course = find_course(ROOT)
    assignment = load_assignment(course, "convnets")
    found: dict[str, dict[str, str]] = {}

    def run(suite: Suite) -> None:
        with Zygote(confinement(course, assignment, "kernel")) as zygote:
            for name, (files, tasks) in (
                VARIATIONS | {"wrong": (WRONG, {"max_pool_backward_naive"})}
            ).items():
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


def test_ties_that_get_the_whole_gradient_each_lose_the_test_of_ties_alone(
    lost: dict[str, dict[str, str]],
) -> None:
    (test,) = lost["wrong"]
    assert test == "test_pooling.py::test_max_pool_gradient_of_ties"
    assert lost["wrong"][test].startswith(Status.FAILED)
