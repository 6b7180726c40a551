"""Gates keep something from `forward` for `backward`: each test makes gates of its own."""

import numpy as np
import pytest

from grader.testing import assert_close, assert_that, unpack


@pytest.fixture(scope="session")
def pair():
    """Makes (x, y, upstream): five numbers of both signs each; each input is the larger one somewhere."""

    def make(rng):
        x, difference, upstream = rng.uniform(0.2, 2.0, size=(3, 5)) * mixed_signs(rng)
        return x, x + difference, upstream

    return make


@pytest.fixture(scope="session")
def single():
    """Makes (x, upstream): five numbers of both signs each, none of them near 0 or 1."""

    def make(rng):
        x, upstream = rng.uniform(1.2, 2.0, size=(2, 5)) * mixed_signs(rng)[:2]
        return x, upstream

    return make


@pytest.mark.points(1, task="AddGate")
def test_add_forward(student, pair, rng):
    """The add gate adds, entry by entry."""
    x, y, _ = pair(rng)
    assert_close(student.gates.AddGate().forward(x, y), x + y, what="x + y")


@pytest.mark.points(1, task="AddGate")
def test_add_backward(student, reference, pair, rng):
    """The add gate gives its upstream gradient to both inputs."""
    assert_backward(student.gates.AddGate(), reference.gates.AddGate(), pair(rng))


@pytest.mark.points(1, task="MultiplyGate")
def test_multiply_forward(student, pair, rng):
    """The multiply gate multiplies, entry by entry."""
    x, y, _ = pair(rng)
    assert_close(student.gates.MultiplyGate().forward(x, y), x * y, what="x * y")


@pytest.mark.points(1, task="MultiplyGate")
def test_multiply_backward(student, reference, pair, rng):
    """The multiply gate's gradients are right for any upstream gradient."""
    assert_backward(student.gates.MultiplyGate(), reference.gates.MultiplyGate(), pair(rng))


@pytest.mark.points(1, task="MultiplyGate")
def test_two_multiply_gates(student, pair, rng):
    """Two multiply gates in one circuit do not mix up their inputs."""
    x, y, upstream = pair(rng)
    first, second = student.gates.MultiplyGate(), student.gates.MultiplyGate()
    first.forward(x, y)
    second.forward(upstream, x)
    dx, dy = unpack(first.backward(upstream), "dx", "dy")
    assert_close(dx, y * upstream, what="dx")
    assert_close(dy, x * upstream, what="dy")


@pytest.mark.points(1, task="MaxGate")
def test_max_forward(student, pair, rng):
    """The max gate gives the larger of two, entry by entry."""
    x, y, _ = pair(rng)
    assert_close(student.gates.MaxGate().forward(x, y), np.maximum(x, y), what="max(x, y)")


@pytest.mark.points(1, task="MaxGate")
def test_max_backward(student, reference, pair, rng):
    """The max gate routes its upstream gradient to the larger input."""
    assert_backward(student.gates.MaxGate(), reference.gates.MaxGate(), pair(rng))


@pytest.mark.points(1, task="MaxGate")
def test_max_backward_of_a_tie(student, single, rng):
    """Where the inputs of a max gate tie, they share the upstream gradient: no more and no less."""
    x, upstream = single(rng)
    gate = student.gates.MaxGate()
    gate.forward(x, x.copy())
    dx, dy = unpack(gate.backward(upstream), "dx", "dy")
    assert_close(sum_of(dx, dy), upstream, what="dx + dy")
    shares = np.array([dx, dy]) / upstream
    assert_that(bool((shares >= 0).all()), "no input gets less than nothing", what="shares of a tie")


@pytest.mark.points(1, task="ReciprocalGate")
def test_reciprocal_forward(student, single, rng):
    """The gate 1 / x inverts, entry by entry."""
    x, _ = single(rng)
    assert_close(student.gates.ReciprocalGate().forward(x), 1 / x, what="1 / x")


@pytest.mark.points(1, task="ReciprocalGate")
def test_reciprocal_backward(student, reference, single, rng):
    """The gradient of 1 / x is right for any upstream gradient."""
    assert_backward(student.gates.ReciprocalGate(), reference.gates.ReciprocalGate(), single(rng))


@pytest.mark.points(1, task="ExpGate")
def test_exp_forward(student, single, rng):
    """The exp gate gives e to the power of x, entry by entry."""
    x, _ = single(rng)
    assert_close(student.gates.ExpGate().forward(x), np.exp(x), what="exp(x)")


@pytest.mark.points(1, task="ExpGate")
def test_exp_backward(student, reference, single, rng):
    """The gradient of exp is right for any upstream gradient."""
    assert_backward(student.gates.ExpGate(), reference.gates.ExpGate(), single(rng))


@pytest.mark.points(1, task="AddConstantGate")
def test_add_constant(student, single, rng):
    """The sum x + constant and its gradient are right for another constant and any upstream gradient."""
    x, upstream = single(rng)
    gate = student.gates.AddConstantGate(2.5)
    assert_close(gate.forward(x), x + 2.5, what="x + constant")
    assert_close(gate.backward(upstream), upstream, what="dx")


@pytest.mark.points(1, task="ScaleGate")
def test_scale(student, single, rng):
    """The product factor * x and its gradient are right for another factor and any upstream gradient."""
    x, upstream = single(rng)
    gate = student.gates.ScaleGate(2.5)
    assert_close(gate.forward(x), 2.5 * x, what="factor * x")
    assert_close(gate.backward(upstream), 2.5 * upstream, what="dx")


@pytest.mark.points(1, task="SigmoidGate")
def test_sigmoid_forward(student, reference, single, rng):
    """The sigmoid is right, entry by entry."""
    x, _ = single(rng)
    expected = reference.gates.SigmoidGate().forward(x)
    assert_close(student.gates.SigmoidGate().forward(x), expected, what="sigmoid(x)")


@pytest.mark.points(2, task="SigmoidGate")
def test_sigmoid_backward(student, reference, single, rng):
    """The gradient of the sigmoid is right for any upstream gradient."""
    assert_backward(student.gates.SigmoidGate(), reference.gates.SigmoidGate(), single(rng))


@pytest.mark.points(1, task="ReluGate")
def test_relu_forward(student, single, rng):
    """The larger of 0 and x is right, entry by entry."""
    x, _ = single(rng)
    assert_close(student.gates.ReluGate().forward(x), np.maximum(0, x), what="max(0, x)")


@pytest.mark.points(1, task="ReluGate")
def test_relu_backward(student, reference, single, rng):
    """The gradient of max(0, x) passes where x was positive, whatever its own sign."""
    x, upstream = single(rng)
    assert_backward(student.gates.ReluGate(), reference.gates.ReluGate(), (x / 3, upstream))


@pytest.mark.points(1, task="ReluGate")
def test_relu_backward_at_zero(student, single, rng):
    """Where x is 0, the slope of max(0, x) lies between 0 and 1; elsewhere nothing is left open."""
    x, upstream = single(rng)
    x[1] = 0.0
    gate = student.gates.ReluGate()
    gate.forward(x)
    dx = gate.backward(upstream)
    slope = np.where(x > 0, 1.0, 0.0)
    off_the_kink = np.where(x == 0, 0.0, dx)
    assert_close(off_the_kink, slope * upstream, what="dx")
    at_zero = float(dx[1] / upstream[1])
    assert_that(0 <= at_zero <= 1, "the slope at 0 lies between 0 and 1", what="dx", yours=at_zero)


@pytest.mark.points(1, task="TanhGate")
def test_tanh_forward(student, single, rng):
    """The tanh is right, entry by entry."""
    x, _ = single(rng)
    assert_close(student.gates.TanhGate().forward(x), np.tanh(x), what="tanh(x)")


@pytest.mark.points(1, task="TanhGate")
def test_tanh_backward(student, reference, single, rng):
    """The gradient of tanh is right for any upstream gradient."""
    assert_backward(student.gates.TanhGate(), reference.gates.TanhGate(), single(rng))


@pytest.mark.points(1, task="TanhGate")
def test_tanh_of_large_numbers(student, reference):
    """The tanh is 1 or -1 for large numbers, and its slope is 0."""
    x = np.array([-1000.0, -1.5, 1.5, 1000.0])
    gate, ours = student.gates.TanhGate(), reference.gates.TanhGate()
    assert_close(gate.forward(x), ours.forward(x), what="tanh(x)")
    assert_close(gate.backward(np.full(4, 2.0)), ours.backward(np.full(4, 2.0)), what="dx")


def mixed_signs(rng):
    """Three rows of five signs, each row with both."""
    return np.array([rng.permutation([1.0, 1.0, -1.0, -1.0, sign]) for sign in (1.0, -1.0, 1.0)])


def sum_of(dx, dy):
    return np.asarray(dx) + np.asarray(dy)


def assert_backward(theirs, ours, inputs_and_upstream):
    """The gate's gradients are those of the reference: a tuple for two inputs, one array for one."""
    *inputs, upstream = inputs_and_upstream
    theirs.forward(*inputs)
    ours.forward(*inputs)
    found, expected = theirs.backward(upstream), ours.backward(upstream)
    if len(inputs) == 1:
        assert_close(found, expected, what="dx")
    else:
        dx, dy = unpack(found, "dx", "dy")
        assert_close(dx, expected[0], what="dx")
        assert_close(dy, expected[1], what="dy")
