import numpy as np
import pytest

from grader.testing import assert_close, assert_each_close, unpack


@pytest.fixture(scope="session")
def neuron():
    """Makes (w, x) of a neuron with 4 inputs, whose weighted sum is not far from 0."""

    def make(rng):
        return 0.5 * rng.standard_normal(5), rng.standard_normal(4)

    return make


@pytest.mark.points(1, task="sum_times")
def test_sum_times(student, reference, rng):
    """(x + y) * z is right for other numbers."""
    points = [tuple(point) for point in numbers(rng, 4, 3)]
    values = student.circuits.sum_times.map(points, pick=0)
    assert_each_close(values, reference.circuits.sum_times.map(points, pick=0), what="f")


@pytest.mark.points(1, task="sum_times")
def test_sum_times_gradients(student, reference, rng):
    """The gradients of (x + y) * z are right for other numbers."""
    point = numbers(rng, 1, 3)[0]
    _, *gradients = unpack(student.circuits.sum_times(*point), "f", "dx", "dy", "dz")
    _, *expected = reference.circuits.sum_times(*point)
    for name, gradient, wanted in zip(("dx", "dy", "dz"), gradients, expected, strict=True):
        assert_close(gradient, wanted, what=name)


@pytest.mark.points(2, task="sigmoid_neuron_gates")
def test_values_of_all_gates(student, reference, rng):
    """The values of all eight gates are right for other weights and inputs."""
    w, x = np.array(numbers(rng, 1, 3)[0]), np.array(numbers(rng, 1, 2)[0])
    values, _ = unpack(student.circuits.sigmoid_neuron_gates(w, x), "values", "gradients")
    assert_close(np.asarray(values), reference.circuits.sigmoid_neuron_gates(w, x)[0], what="values")


@pytest.mark.points(2, task="sigmoid_neuron_gates")
def test_gradients_of_all_gates(student, reference, rng):
    """The gradients of all eight gates are right for other weights and inputs."""
    w, x = np.array(numbers(rng, 1, 3)[0]), np.array(numbers(rng, 1, 2)[0])
    _, gradients = unpack(student.circuits.sigmoid_neuron_gates(w, x), "values", "gradients")
    assert_close(np.asarray(gradients), reference.circuits.sigmoid_neuron_gates(w, x)[1], what="gradients")


@pytest.mark.points(1, task="sigmoid_neuron")
def test_sigmoid_neuron(student, reference, neuron, rng):
    """A neuron with four inputs fires as it should."""
    point = neuron(rng)
    f, _, _ = unpack(student.circuits.sigmoid_neuron(*point), "f", "dw", "dx")
    assert_close(f, reference.circuits.sigmoid_neuron(*point)[0], what="f")


@pytest.mark.points(1, task="sigmoid_neuron")
def test_sigmoid_neuron_weights(student, reference, neuron, rng):
    """The gradient of a neuron's weights and bias is right for four inputs."""
    point = neuron(rng)
    _, dw, _ = unpack(student.circuits.sigmoid_neuron(*point), "f", "dw", "dx")
    assert_close(dw, reference.circuits.sigmoid_neuron(*point)[1], what="dw")


@pytest.mark.points(1, task="sigmoid_neuron")
def test_sigmoid_neuron_inputs(student, reference, neuron, rng):
    """The gradient of a neuron's inputs is right for four inputs."""
    point = neuron(rng)
    _, _, dx = unpack(student.circuits.sigmoid_neuron(*point), "f", "dw", "dx")
    assert_close(dx, reference.circuits.sigmoid_neuron(*point)[2], what="dx")


@pytest.mark.points(1, task="branch")
def test_branch(student, reference, rng):
    """The value of x * x + x is right for other numbers."""
    points = [(x,) for x in numbers(rng, 1, 3)[0]]
    values = student.circuits.branch.map(points, pick=0)
    assert_each_close(values, reference.circuits.branch.map(points, pick=0), what="f")


@pytest.mark.points(1, task="branch")
def test_branch_gradient(student, reference, rng):
    """The gradient of x * x + x counts every road from x to f, for other numbers."""
    points = [(x,) for x in numbers(rng, 1, 3)[0]]
    gradients = student.circuits.branch.map(points, pick=1)
    assert_each_close(gradients, reference.circuits.branch.map(points, pick=1), what="dx")


@pytest.mark.points(2, task="Neuron")
def test_neuron_with_other_weights(student, reference, neuron, rng):
    """A neuron with four inputs fires as it should, and another one beside it does too."""
    inputs = rng.standard_normal(4)
    (first, _), (second, _) = neuron(rng), neuron(rng)
    neurons = [student.circuits.Neuron(w[:4], float(w[4])) for w in (first, second)]
    ours = [reference.circuits.Neuron(w[:4], float(w[4])) for w in (first, second)]
    rates = [one.forward(inputs) for one in neurons]
    assert_each_close(rates, [one.forward(inputs) for one in ours], what="firing rate")


@pytest.mark.points(1, task="ComputationalGraph")
def test_graph_forward_in_any_order(student, reference, rng):
    """A graph's values are right when a gate is listed before those that it needs."""
    order, inputs = rng.permutation(4), inputs_of(rng)
    if list(order) == sorted(order):
        order = order[::-1]
    values = diamond(student, order).forward(inputs)
    expected = diamond(reference, order).forward(inputs)
    assert_same(values, expected, "value")


@pytest.mark.points(1, task="ComputationalGraph")
def test_graph_forward_again(student, reference, rng):
    """A graph that runs forward again takes the new inputs."""
    graph, ours = diamond(student, range(4)), diamond(reference, range(4))
    graph.forward(inputs_of(rng))
    inputs = inputs_of(rng)
    assert_same(graph.forward(inputs), ours.forward(inputs), "value")


@pytest.mark.points(1, task="ComputationalGraph")
def test_graph_with_a_branch(student, reference, rng):
    """Where a value goes into many gates, or twice into one, its gradients add up."""
    inputs = {"x": inputs_of(rng)["x"]}
    graph, ours = square_plus_self(student), square_plus_self(reference)
    graph.forward(inputs)
    ours.forward(inputs)
    assert_same(graph.backward("f"), ours.backward("f"), "gradient")


@pytest.mark.points(2, task="ComputationalGraph")
def test_graph_backward_in_topological_order(student, reference, rng):
    """A gate runs backward once, when all gradients of its output have come in."""
    inputs = inputs_of(rng)
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]):
        graph, ours = diamond(student, order), diamond(reference, order)
        graph.forward(inputs)
        ours.forward(inputs)
        assert_same(graph.backward("f"), ours.backward("f"), "gradient")


@pytest.mark.points(1, task="ComputationalGraph")
def test_graph_backward_again(student, reference, rng):
    """Backward a second time gives the same gradients, not twice as much."""
    inputs = inputs_of(rng)
    graph, ours = diamond(student, range(4)), diamond(reference, range(4))
    graph.forward(inputs)
    ours.forward(inputs)
    graph.backward("f")
    assert_same(graph.backward("f"), ours.backward("f"), "gradient")


@pytest.mark.points(1, task="ComputationalGraph")
def test_graph_backward_from_the_middle(student, reference, rng):
    """What a value does not depend on has gradient 0: backward may start in the middle of a graph."""
    inputs = inputs_of(rng)
    graph, ours = diamond(student, range(4)), diamond(reference, range(4))
    graph.forward(inputs)
    ours.forward(inputs)
    assert_same(graph.backward("b"), ours.backward("b"), "gradient")


def numbers(rng, points, size):
    """Plain numbers of both signs, none of them near 0 or 1."""
    signs = rng.choice([-1.0, 1.0], size=(points, size))
    return (signs * rng.uniform(1.2, 2.0, size=(points, size))).tolist()


def inputs_of(rng):
    x, y = numbers(rng, 1, 2)[0]
    return {"x": x, "y": y}


def diamond(code, order):
    """The graph f = c + b, c = b * a, b = a + x, a = x * y: roads of many lengths from each value to f."""
    gates = code.gates
    nodes = [
        ("a", (gates.MultiplyGate(), ["x", "y"])),
        ("b", (gates.AddGate(), ["a", "x"])),
        ("c", (gates.MultiplyGate(), ["b", "a"])),
        ("f", (gates.AddGate(), ["c", "b"])),
    ]
    return code.circuits.ComputationalGraph(dict(nodes[i] for i in order))


def square_plus_self(code):
    """The graph f = 2 (x * x + x), with a gate that has one input."""
    gates = code.gates
    nodes = {
        "square": (gates.MultiplyGate(), ["x", "x"]),
        "sum": (gates.AddGate(), ["square", "x"]),
        "f": (gates.ScaleGate(2.0), ["sum"]),
    }
    return code.circuits.ComputationalGraph(nodes)


def assert_same(found, expected, kind):
    """The same numbers under the same names."""
    for name, wanted in expected.items():
        assert_close(found[name], wanted, what=f"the {kind} of {name}")
