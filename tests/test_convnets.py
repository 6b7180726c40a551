"""The references of the assignment `convnets`, against the lecture's worked examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from grader.gradcheck import SlopeVerdict, check_adjoint, check_gradients
from grader.runner.local import LocalBackend, sources
from grader.sandbox.proxy import Modules

FILES = ["shapes.py", "layers.py", "cnn.py", "answers.py"]
SOLUTIONS = Path(__file__).parent.parent / "solutions" / "convnets"
REFERENCE = Modules(LocalBackend("convnets_under_test", sources(SOLUTIONS, FILES)))
SHAPES, LAYERS, ANSWERS = REFERENCE.shapes, REFERENCE.layers, REFERENCE.answers
NET = REFERENCE.cnn.ThreeLayerConvNet

LAYER = [
    {"kind": "input", "shape": (3, 32, 32)},
    {"kind": "conv", "filters": 10, "field": (5, 5), "stride": 1, "pad": 2},
    {"kind": "fc", "units": 10_240},
]
COUNTING = np.arange(9.0).reshape(1, 1, 3, 3)
CONVOLUTIONS = [
    (LAYERS.conv_forward_naive, LAYERS.conv_backward_naive),
    (LAYERS.conv_forward_im2col, LAYERS.conv_backward_im2col),
]
SETTINGS = [((6, 5), (2, 3), 1, 0), ((5, 4), (3, 2), 1, 1), ((5, 9), (3, 5), 2, 1), ((8, 6), (3, 4), 3, 2)]

Pass = Callable[..., Any]


@pytest.mark.parametrize(
    ("size", "places"),
    [((7, 3, 1, 0), 5), ((7, 3, 2, 0), 3), ((7, 3, 1, 1), 7), ((32, 5, 1, 2), 32), ((32, 5, 1, 0), 28)],
)
def test_output_sizes_of_the_lecture(size: tuple[int, ...], places: int) -> None:
    assert SHAPES.conv_output_size(*size) == places


@pytest.mark.parametrize("misfit", [(7, 3, 3, 0), (2, 3, 1, 0), (2, 7, 2, 1)])
def test_a_filter_that_does_not_fit_is_refused(misfit: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        SHAPES.conv_output_size(*misfit)


def test_the_layer_of_the_lecture() -> None:
    assert SHAPES.conv_output_shape((3, 32, 32), 10, (5, 5), 1, 2) == (10, 32, 32)
    assert SHAPES.conv_param_count(3, 10, 5, 5) == 760
    assert SHAPES.conv_param_count(3, 10, 5, 5, bias=False) == 750


def test_the_table_of_the_lecture() -> None:
    conv, _ = SHAPES.layer_table(LAYER)
    assert conv == {"shape": (10, 32, 32), "params": 760, "macs": 768_000}


@pytest.mark.parametrize(
    ("layers", "pixels"), [([], 1), ([(3, 1)] * 3, 7), ([(7, 2), (3, 2), (3, 1)], 19), ([(2, 2), (2, 2)], 4)]
)
def test_receptive_fields(layers: list[tuple[int, int]], pixels: int) -> None:
    assert SHAPES.receptive_field(layers) == pixels


@pytest.mark.parametrize("forward", [forward for forward, _ in CONVOLUTIONS])
def test_a_corner_weight_picks_the_pixels_of_its_corner(forward: Pass) -> None:
    corner = np.array([[[[1.0, 0.0], [0.0, 0.0]]]])
    out, _ = forward(COUNTING, corner, np.zeros(1), {"stride": 1, "pad": 0})
    assert_allclose(out, [[[[0, 1], [3, 4]]]])


@pytest.mark.parametrize(("size", "field", "stride", "pad"), SETTINGS)
def test_the_matrix_product_gives_what_the_loops_give(
    size: tuple[int, int], field: tuple[int, int], stride: int, pad: int
) -> None:
    rng = np.random.default_rng(0)
    point = rng.standard_normal((2, 3, *size)), rng.standard_normal((4, 3, *field)), rng.standard_normal(4)
    (naive, cache), (fast, fast_cache) = (
        forward(*point, {"stride": stride, "pad": pad}) for forward, _ in CONVOLUTIONS
    )
    assert_allclose(fast, naive, atol=1e-12)
    dout = rng.standard_normal(naive.shape)
    gradients = LAYERS.conv_backward_naive(dout, cache)
    for found, wanted in zip(LAYERS.conv_backward_im2col(dout, fast_cache), gradients, strict=True):
        assert_allclose(found, wanted, atol=1e-12)


@pytest.mark.parametrize("layer", CONVOLUTIONS, ids=["naive", "im2col"])
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("moved", range(3), ids=["dx", "dw", "db"])
def test_convolution_gradients_are_derivatives(layer: tuple[Pass, Pass], setting: Any, moved: int) -> None:
    (forward, backward), (size, field, stride, pad) = layer, setting
    rng = np.random.default_rng(1)
    point = [rng.standard_normal((2, 3, *size)), rng.standard_normal((4, 3, *field)), rng.standard_normal(4)]

    def forward_at(z: np.ndarray) -> Any:
        return forward(*point[:moved], z, *point[moved + 1 :], {"stride": stride, "pad": pad})

    _, cache = forward_at(point[moved])
    finding = check_adjoint(
        lambda z: forward_at(z)[0], lambda dout: backward(dout, cache)[moved], point[moved].shape, rng
    )
    assert finding.verdict is SlopeVerdict.RIGHT, finding


def test_pooling_of_the_lecture() -> None:
    x = np.array([[1.0, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]).reshape(1, 1, 4, 4)
    pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
    assert_allclose(LAYERS.max_pool_forward_naive(x, pool_param)[0], np.array([[[[6, 8], [3, 4]]]]))
    assert_allclose(LAYERS.avg_pool_forward_naive(x, pool_param)[0], np.array([[[[3.25, 5.25], [2, 2]]]]))


@pytest.mark.parametrize("kind", ["max", "avg"])
@pytest.mark.parametrize(
    ("size", "window", "stride"), [((4, 6), (2, 2), 2), ((5, 7), (3, 3), 2), ((6, 9), (2, 5), 2)]
)
def test_pooling_gradients_are_derivatives(
    kind: str, size: tuple[int, int], window: tuple[int, int], stride: int
) -> None:
    rng = np.random.default_rng(2)
    x = rng.permutation(6 * size[0] * size[1]).astype(float).reshape(2, 3, *size)
    pool_param = {"pool_height": window[0], "pool_width": window[1], "stride": stride}
    forward = getattr(LAYERS, f"{kind}_pool_forward_naive")
    out, cache = forward(x, pool_param)
    dout = rng.standard_normal(out.shape)
    dx = getattr(LAYERS, f"{kind}_pool_backward_naive")(dout, cache)
    report = check_gradients(lambda z: float((forward(z, pool_param)[0] * dout).sum()), x, dx, rng)
    assert report.verdict is SlopeVerdict.RIGHT, report


def test_a_maximum_of_negative_pixels_is_negative() -> None:
    x = np.array([[[[-1.0, -2.0]]]])
    out, _ = LAYERS.max_pool_forward_naive(x, {"pool_height": 1, "pool_width": 2, "stride": 1})
    assert out == -1


def test_a_tie_hands_on_what_came_in() -> None:
    pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
    _, cache = LAYERS.max_pool_forward_naive(np.ones((1, 1, 2, 2)), pool_param)
    assert LAYERS.max_pool_backward_naive(np.full((1, 1, 1, 1), 3.0), cache).sum() == 3


def test_windows_become_columns_and_go_back() -> None:
    cols = LAYERS.im2col(COUNTING, (2, 2), 1, 0)
    assert_allclose(cols.T, [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]])
    uses = LAYERS.col2im(np.ones((4, 4)), (1, 1, 3, 3), (2, 2), 1, 0)
    assert_allclose(uses, [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]])


def test_the_loss_of_a_new_network_is_log_c() -> None:
    rng = np.random.default_rng(3)
    net = NET(input_dim=(3, 6, 6), num_filters=4, filter_size=3, hidden_dim=5, num_classes=10, rng=rng)
    loss, _ = net.loss(rng.standard_normal((4, 3, 6, 6)), np.array([0, 9, 3, 3]))
    assert loss == pytest.approx(np.log(10), rel=1e-3)


def test_the_gradients_of_the_network_are_derivatives() -> None:
    rng = np.random.default_rng(4)
    sizes = {"input_dim": (2, 4, 4), "num_filters": 2, "filter_size": 3, "hidden_dim": 4, "num_classes": 3}
    net = NET(**sizes, weight_scale=0.5, reg=0.3, rng=rng)
    X, y = rng.standard_normal((2, 2, 4, 4)), np.array([2, 0])
    params = dict(net.params)

    def loss_at(values: Any) -> float:
        net.params = values
        return float(net.loss(X, y)[0])

    report = check_gradients(loss_at, params, net.loss(X, y)[1], rng)
    assert report.verdict is SlopeVerdict.RIGHT, report


def test_the_network_overfits_a_few_images() -> None:
    rng = np.random.default_rng(5)
    sizes = {"input_dim": (2, 4, 6), "num_filters": 3, "filter_size": 5, "hidden_dim": 8, "num_classes": 4}
    net = NET(**sizes, weight_scale=0.3, rng=rng)
    X, y = rng.standard_normal((5, 2, 4, 6)), np.array([0, 3, 2, 1, 3])
    for _ in range(80):
        _, grads = net.loss(X, y)
        net.params = {name: value - 0.1 * grads[name] for name, value in net.params.items()}
    assert net.loss(X, y)[0] < 0.1
    assert (net.loss(X).argmax(axis=1) == y).all()


def test_the_numbers_among_the_answers_are_those_of_the_references() -> None:
    conv, fully_connected = SHAPES.layer_table(LAYER)
    fits = {stride: (7 - 3) % stride == 0 for stride in (1, 2, 3, 4)}
    assert ANSWERS.places_with_stride_2 == SHAPES.conv_output_size(7, 3, 2, 0)
    assert [letter for letter, fit in zip("abcd", fits.values(), strict=True) if not fit] == [
        ANSWERS.stride_that_does_not_fit
    ]
    once = SHAPES.conv_output_size(32, 5, 1, 0)
    assert ANSWERS.width_after_two_layers == SHAPES.conv_output_size(once, 5, 1, 0)
    assert ANSWERS.number_of_maps == conv["shape"][0]
    assert ANSWERS.numbers_in_a_filter == SHAPES.conv_param_count(3, 1, 5, 5)
    assert ANSWERS.parameters_of_the_layer == conv["params"]
    assert ANSWERS.multiplications == conv["macs"]
    inputs_of_images = [LAYER[0], LAYER[2]]
    assert ANSWERS.parameters_if_fully_connected == SHAPES.layer_table(inputs_of_images)[0]["params"]
    assert fully_connected["params"] == (10_240 + 1) * 10_240
