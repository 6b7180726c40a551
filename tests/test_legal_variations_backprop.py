"""Right answers to the assignment `backprop` that differ from the reference earn all points."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from grader.course import find_course, load_assignment
from grader.model import Status
from grader.sandbox.launcher import Zygote
from grader.suite.bench import reference_files
from grader.suite.desk import confinement, open_session
from grader.suite.runner import Suite, serve

ROOT = Path(__file__).parent.parent

# Each is written below the reference, and takes the place of its functions of the same name.
VARIATIONS = {
    "the ReLU has slope 1 at 0": (
        "gates.py",
        """
        class ReluGate:
            def forward(self, x):
                self.x = x
                return x * (x > 0)

            def backward(self, upstream):
                return upstream * (self.x >= 0)
        """,
    ),
    "the ReLU has slope one half at 0": (
        "gates.py",
        """
        class ReluGate:
            def forward(self, x):
                self.x = x
                return (x + np.abs(x)) / 2

            def backward(self, upstream):
                return upstream * (1 + np.sign(self.x)) / 2
        """,
    ),
    "the ReLU writes into its upstream gradient": (
        "gates.py",
        """
        class ReluGate:
            def forward(self, x):
                self.x = np.asarray(x)
                return np.where(self.x < 0, 0.0, self.x)

            def backward(self, upstream):
                upstream[self.x <= 0] = 0
                return upstream
        """,
    ),
    "the second input wins a tie, and gradients come as a list": (
        "gates.py",
        """
        class MaxGate:
            def forward(self, x, y):
                self.x_wins = x > y
                return np.where(self.x_wins, x, y)

            def backward(self, upstream):
                return [upstream * self.x_wins, upstream * (1 - self.x_wins)]
        """,
    ),
    "both inputs of a tie get one half": (
        "gates.py",
        """
        class MaxGate:
            def forward(self, x, y):
                self.share = (1 + np.sign(x - y)) / 2
                return np.maximum(x, y)

            def backward(self, upstream):
                return self.share * upstream, (1 - self.share) * upstream
        """,
    ),
    "gates keep what they like, and compute slopes on the way forward": (
        "gates.py",
        """
        class MultiplyGate:
            def forward(self, *inputs):
                self.cache = {"inputs": inputs}
                return np.multiply(*inputs)

            def backward(self, upstream):
                x, y = self.cache["inputs"]
                return upstream * y, upstream * x

        class SigmoidGate:
            def forward(self, x):
                e = np.exp(x)
                self.slope = e / (1 + e) ** 2
                return e / (1 + e)

            def backward(self, upstream):
                return upstream * self.slope
        """,
    ),
    "the lists of the neuron are lists": (
        "circuits.py",
        """
        import math

        def sigmoid_neuron_gates(w, x):
            a, b = float(w[0] * x[0]), float(w[1] * x[1])
            values = [a, b, a + b, a + b + w[2]]
            values += [-values[-1], math.exp(-values[-1])]
            values += [values[-1] + 1, 1 / (values[-1] + 1)]
            sum_ = values[-1] * (1 - values[-1])
            last = -1 / values[6] ** 2
            return values, [sum_, sum_, sum_, sum_, -sum_, last, last, 1]
        """,
    ),
    "branch by the formula": ("circuits.py", "def branch(x): return x ** 2 + x, 2 * x + 1\n"),
    "the graph sorts by counting what is missing, and keeps only numbers": (
        "circuits.py",
        """
        class ComputationalGraph:
            def __init__(self, nodes):
                self.nodes = nodes
                self.sorted = []

            def forward(self, inputs):
                values, waiting = {**inputs}, list(self.nodes)
                self.sorted = []
                while waiting:
                    name = waiting.pop(0)
                    gate, sources = self.nodes[name]
                    if all(source in values for source in sources):
                        values[name] = float(gate.forward(*[values[source] for source in sources]))
                        self.sorted.append(name)
                    else:
                        waiting.append(name)
                self.names = list(values)
                return values

            def backward(self, output):
                grads = {name: 0 for name in self.names}
                grads[output] = 1
                for name in self.sorted[::-1]:
                    gate, sources = self.nodes[name]
                    back = gate.backward(grads[name])
                    if len(sources) == 1:
                        back = [back]
                    for source, grad in zip(sources, back):
                        grads[source] = grads[source] + grad
                return grads
        """,
    ),
    "results are matrices": (
        "vectorized.py",
        """
        product = matmul_backward

        def matmul_backward(dC, A, B):
            return tuple(np.matrix(gradient) for gradient in product(dC, A, B))
        """,
    ),
    "axes are summed one at a time": (
        "vectorized.py",
        """
        def sum_to_shape(gradient, shape):
            while gradient.ndim > len(shape):
                gradient = gradient.sum(axis=0)
            for axis in range(len(shape)):
                if shape[axis] == 1:
                    gradient = gradient.sum(axis=axis, keepdims=True)
            return gradient

        def jacobian_shape(kind, n, batch):
            inputs = n * batch
            return [{"elementwise": inputs, "sum": batch, "loss": 1}.get(kind) or int(kind), inputs]

        def relu_jacobian(x):
            return np.diag(x > 0) * 1
        """,
    ),
    "each value knows how to pass its gradient on": (
        "engine.py",
        """
        class Value(Value):
            def __init__(self, data, _children=()):
                self.data, self.grad = data, 0
                self._backward = lambda: None
                self._prev = set(_children)

            def _make(self, data, children, backward):
                out = Value(data, children)
                out._backward = lambda: backward(out.grad)
                return out

            def __add__(self, other):
                other = other if isinstance(other, Value) else Value(other)
                def backward(grad):
                    self.grad += grad
                    other.grad += grad
                return self._make(self.data + other.data, (self, other), backward)

            def __mul__(self, other):
                other = other if isinstance(other, Value) else Value(other)
                def backward(grad):
                    self.grad += other.data * grad
                    other.grad += self.data * grad
                return self._make(self.data * other.data, (self, other), backward)

            def __pow__(self, n):
                def backward(grad):
                    self.grad += n * self.data ** (n - 1) * grad
                return self._make(self.data**n, (self,), backward)

            def relu(self):
                def backward(grad):
                    self.grad += (self.data >= 0) * grad
                return self._make(0 if self.data < 0 else self.data, (self,), backward)

            def tanh(self):
                t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
                def backward(grad):
                    self.grad += (1 - t * t) * grad
                return self._make(t, (self,), backward)

            def backward(self):
                topo, visited = [], set()
                def build(v):
                    if v not in visited:
                        visited.add(v)
                        for child in v._prev:
                            build(child)
                        topo.append(v)
                build(self)
                for v in topo:
                    v.grad = 0
                self.grad = 1
                for v in reversed(topo):
                    v._backward()
        """,
    ),
    "letters are capital": ("answers.py", 'gradient_of_x, diagonal_jacobian = " B", "D"\n'),
    "a tie is paid twice": (
        "gates.py",
        """
        class MaxGate:
            def forward(self, x, y):
                self.x, self.y = x, y
                return np.maximum(x, y)

            def backward(self, upstream):
                return upstream * (self.x >= self.y), upstream * (self.y >= self.x)
        """,
    ),
}
ILLEGAL = "a tie is paid twice"
LEGAL = [name for name in VARIATIONS if name != ILLEGAL]


@pytest.fixture(scope="module")
def lost() -> Iterator[dict[str, list[str]]]:
    """The tests that each variation does not pass."""
    course = find_course(ROOT)
    assignment = load_assignment(course, "backprop")
    found: dict[str, list[str]] = {}

    def loop(suite: Suite) -> None:
        with Zygote(confinement(course, assignment, "kernel")) as zygote:
            for name, (file, text) in VARIATIONS.items():
                files = reference_files(assignment)
                files[file] += dedent(text)
                with open_session(zygote, assignment, files) as session:
                    results = suite.run(session)
                found[name] = [result.id for result in results if result.status is not Status.PASSED]

    forget_suites()
    serve(assignment, course.secret, loop)
    yield found
    forget_suites()


def forget_suites() -> None:
    """An examiner collects one suite in its life; here others, with files of the same names, may share it."""
    for name in [name for name in sys.modules if name.startswith(("test_", "public"))]:
        del sys.modules[name]


@pytest.mark.parametrize("variation", LEGAL)
def test_a_legal_variation_earns_all_points(variation: str, lost: dict[str, list[str]]) -> None:
    assert lost[variation] == []


def test_what_is_not_legal_loses_points(lost: dict[str, list[str]]) -> None:
    assert lost[ILLEGAL] != []
