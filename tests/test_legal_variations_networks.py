"""Right answers to the assignment `networks` that differ from the reference earn all points."""

from __future__ import annotations

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
        "layers.py",
        """
        def relu_backward(dout, cache):
            return np.where(cache[0] >= 0, dout, 0)
        """,
    ),
    "relu_backward writes into dout": (
        "layers.py",
        """
        def relu_backward(dout, cache):
            dout[cache[0] <= 0] = 0
            return dout
        """,
    ),
    "the sigmoid overflows with a warning": (
        "layers.py",
        """
        def sigmoid_forward(x):
            s = 1.0 / (1.0 + np.exp(-x))
            return s, (s,)
        """,
    ),
    "caches are objects, dictionaries and all there is": (
        "layers.py",
        """
        class Memory:
            def __init__(self, **known):
                self.__dict__.update(known)

        def affine_forward(x, w, b):
            return np.dot(np.reshape(x, (len(x), -1)), w) + b, Memory(x=x, w=w, b=b)

        def affine_backward(dout, cache):
            x, w = cache.x, cache.w
            return dout.dot(w.T).reshape(x.shape), x.reshape(len(x), -1).T.dot(dout), np.sum(dout, axis=0)

        def relu_forward(x):
            return x * (x > 0), {"x": x, "self": relu_forward}

        def relu_backward(dout, cache):
            return dout * (cache["x"] > 0)
        """,
    ),
    "results are matrices": (
        "layers.py",
        """
        affine, svm, cross_entropy = affine_forward, svm_loss, softmax_loss

        def affine_forward(x, w, b):
            out, cache = affine(x, w, b)
            return np.asmatrix(out), cache

        def svm_loss(x, y):
            loss, dx = svm(np.asarray(x), y)
            return loss, np.asmatrix(dx)

        def softmax_loss(x, y):
            loss, dx = cross_entropy(np.asarray(x), y)
            return np.array(loss), np.asmatrix(dx)

        def relu_forward(x):
            return np.maximum(0, np.asarray(x)), np.asarray(x)

        def relu_backward(dout, cache):
            return np.multiply(dout, cache > 0)

        def affine_backward(dout, cache):
            (x, w), dout = cache, np.asarray(dout)
            return dout.dot(w.T).reshape(x.shape), x.reshape(len(x), -1).T.dot(dout), dout.sum(0)
        """,
    ),
    "statistics are kept as rows": (
        "layers.py",
        """
        def batchnorm_forward(x, gamma, beta, bn_param):
            eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
            mu = np.mean(x, axis=0, keepdims=True)
            var = np.mean((x - mu) ** 2, axis=0, keepdims=True)
            kept_mu = bn_param.get("running_mean", np.zeros_like(mu))
            kept_var = bn_param.get("running_var", np.zeros_like(var))
            if bn_param["mode"] == "train":
                bn_param["running_mean"] = kept_mu * momentum + mu * (1 - momentum)
                bn_param["running_var"] = kept_var * momentum + var * (1 - momentum)
            else:
                mu, var = kept_mu, kept_var
            std = np.sqrt(var + eps)
            return gamma * (x - mu) / std + beta, ((x - mu) / std, std, gamma)
        """,
    ),
    "dropout draws from numpy's old generator": (
        "layers.py",
        """
        def dropout_forward(x, dropout_param):
            p, mode = dropout_param["p"], dropout_param["mode"]
            if "seed" in dropout_param:
                np.random.seed(dropout_param["seed"])
            mask = None
            if mode == "train":
                mask = np.random.rand(*x.shape) < p
                x = x * mask / p
            return x.astype(float, copy=False), (dropout_param, mask)

        def dropout_backward(dout, cache):
            param, mask = cache
            return dout * mask / param["p"] if param["mode"] == "train" else dout
        """,
    ),
    "losses are computed with loops, shims and prints": (
        "layers.py",
        """
        from past.builtins import xrange

        def svm_loss(x, y):
            N, C = x.shape
            print("größte Punktzahl:", x.max())
            loss, dx = 0, np.zeros_like(x)
            for i in xrange(N):
                for j in xrange(C):
                    if j != y[i] and x[i, j] - x[i, y[i]] + 1 > 0:
                        loss += (x[i, j] - x[i, y[i]] + 1) / N
                        dx[i, j] += 1 / N
                        dx[i, y[i]] -= 1 / N
            return loss, dx
        """,
    ),
    "training writes into the parameters and keeps an array": (
        "solver.py",
        """
        def train(model, X, y, *, learning_rate, num_epochs, batch_size, rng):
            np.random.seed(rng)
            history = []
            for epoch in range(num_epochs):
                order = np.arange(len(y))
                np.random.shuffle(order)
                for batch in np.split(order, range(batch_size, len(y), batch_size)):
                    loss, grads = model.loss(X[batch], y[batch])
                    for name in model.params:
                        model.params[name] -= learning_rate * grads[name]
                    history.append(loss)
            return np.array(history)
        """,
    ),
    "layers are imported as in the field's starter code": (
        "fc_net.py",
        """
        from cs231n.layers import *

        def init_params(dims, scheme, rng):
            scales = {"small": lambda n: 1e-2, "xavier": lambda n: n ** -0.5, "he": lambda n: (n / 2) ** -0.5}
            if scheme not in scales:
                raise ValueError(scheme)
            np.random.seed(rng)
            weights = {f"W{i + 1}": np.random.randn(n, m) * scales[scheme](n)
                       for i, (n, m) in enumerate(zip(dims, dims[1:]))}
            return {**weights, **{f"b{i + 1}": np.zeros(m) for i, m in enumerate(dims[1:])}}
        """,
    ),
}


@pytest.fixture(scope="module")
def lost() -> dict[str, list[str]]:
    """The tests that each variation does not pass."""
    course = find_course(ROOT)
    assignment = load_assignment(course, "networks")
    found: dict[str, list[str]] = {}

    def loop(suite: Suite) -> None:
        with Zygote(confinement(course, assignment, "kernel")) as zygote:
            for name, (file, text) in VARIATIONS.items():
                files = reference_files(assignment)
                files[file] += dedent(text)
                with open_session(zygote, assignment, files) as session:
                    results = suite.run(session)
                found[name] = [result.id for result in results if result.status is not Status.PASSED]

    serve(assignment, course.secret, loop)
    return found


@pytest.mark.parametrize("variation", VARIATIONS)
def test_a_legal_variation_earns_all_points(variation: str, lost: dict[str, list[str]]) -> None:
    assert lost[variation] == []
