"""Other ways to be right in `optimization`, as students write them: each gets full marks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from grader.cli import grade_main; grade_main()"]
ID = "optimization"

IN_PLACE = """
import numpy as np

def _default(config, **values):
    config = config if config is not None else {}
    for name, value in values.items():
        config.setdefault(name, value)
    return config

def sgd(w, dw, config=None):
    config = _default(config, learning_rate=1e-2)
    w -= config["learning_rate"] * dw
    return w, config

def sgd_momentum(w, dw, config=None):
    config = _default(config, learning_rate=1e-2, momentum=0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = config["momentum"] * v - config["learning_rate"] * dw
    w += v
    config["velocity"] = v
    return w, config

def rmsprop(w, dw, config=None):
    config = _default(config, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8, cache=np.zeros_like(w))
    config["cache"] *= config["decay_rate"]
    config["cache"] += (1 - config["decay_rate"]) * dw * dw
    w -= config["learning_rate"] * dw / (np.sqrt(config["cache"]) + config["epsilon"])
    return w, config

def adam(w, dw, config=None):
    config = _default(config, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8,
                      m=np.zeros_like(w), v=np.zeros_like(w), t=0)
    config["t"] += 1
    config["m"][:] = config["beta1"] * config["m"] + (1 - config["beta1"]) * dw
    config["v"][:] = config["beta2"] * config["v"] + (1 - config["beta2"]) * dw ** 2
    mt = config["m"] / (1 - config["beta1"] ** config["t"])
    vt = config["v"] / (1 - config["beta2"] ** config["t"])
    w -= config["learning_rate"] * mt / (np.sqrt(vt) + config["epsilon"])
    return w, config
"""
POSITIVE_VELOCITY = """
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, **(config or {})}
    v = config["momentum"] * config.get("my_velocity", 0.0) + dw
    return w - config["learning_rate"] * v, {**config, "my_velocity": v}
"""
GENERATOR = """
import numpy as np

def minibatches(num_samples, batch_size, rng):
    rng = np.random.default_rng(rng)
    indices = np.arange(num_samples)
    rng.shuffle(indices)
    at = 0
    while at < num_samples:
        yield indices[at:at + batch_size]
        at += batch_size
"""
LISTS = """
import random

def minibatches(num_samples, batch_size, rng):
    indices = list(range(num_samples))
    random.Random(rng).shuffle(indices)
    return tuple(indices[i:i + batch_size] for i in range(0, num_samples, batch_size))
"""
ARRAYS = """
import numpy as np

def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    Ws = rng.normal(size=(tries, *shape))
    losses = np.array([loss_fn(W) for W in Ws])
    return Ws[losses.argmin()], np.minimum.accumulate(losses)

def gradient_descent(loss_and_grad, w, learning_rate, steps):
    w = w.copy()
    history = np.zeros(steps)
    for i in range(steps):
        history[i], g = loss_and_grad(w)
        w -= learning_rate * g
    return w, history
"""
ITERATOR = """
import numpy as np

def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        step = np.zeros(x.shape)
        step[it.multi_index] = h
        grad[it.multi_index] = (f(x + step) - f(x - step)) / (2.0 * h)
        it.iternext()
    return grad

def forward_difference(f, x, h):
    return np.array([f(x + h * e.reshape(x.shape)) - f(x) for e in np.eye(x.size)]).reshape(x.shape) / h

def relative_error(a, b):
    num = np.sqrt(np.sum(np.square(np.subtract(a, b))))
    den = max(np.sqrt(np.sum(np.square(a))), np.sqrt(np.sum(np.square(b))))
    return num / den if den else 0

def gradient_check(f, grad, x):
    return relative_error(grad(x), numerical_gradient(f, x)) < 1e-6
"""
ASKED_AGAIN = """
import numpy as np

def random_search(loss_fn, shape, tries, rng):
    rng = np.random.default_rng(rng)
    best, history = rng.standard_normal(shape), []
    history.append(loss_fn(best))
    for _ in range(tries - 1):
        W = rng.standard_normal(shape)
        if loss_fn(W) < loss_fn(best):
            best = W
        history.append(loss_fn(best))
    return best, history
"""
FLAT = """
import numpy as np

def relative_error(a, b):
    a, b = a.ravel(), b.ravel()
    scale = max(np.sqrt(a.dot(a)), np.sqrt(b.dot(b)))
    return 0.0 if scale == 0 else np.sqrt((a - b).dot(a - b)) / scale
"""
BETTER_FORMULA = """
import numpy as np

def numerical_gradient(f, x, h=1e-5):
    x = x.astype(np.float64)
    def centred(h):
        grad = np.zeros_like(x)
        flat, out = x.reshape(-1), grad.reshape(-1)
        for i in range(x.size):
            old = flat[i]
            flat[i] = old + h
            up = f(x)
            flat[i] = old - h
            out[i] = (up - f(x)) / (2 * h)
            flat[i] = old
        return grad
    return (4 * centred(h / 2) - centred(h)) / 3
"""
BATCHES = """
import numpy as np
from past.builtins import xrange


class LinearClassifier(object):
    def __init__(self):
        self.W = None

    def loss(self, X, y, reg):
        raise NotImplementedError

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, rng=0, verbose=False):
        rng = np.random.default_rng(rng)
        num_train, dim = X.shape
        if self.W is None:
            self.W = 0.001 * rng.standard_normal((dim, np.max(y) + 1))
        loss_history = []
        for it in xrange(num_iters):
            BATCH
            loss, grad = self.loss(X[idx], y[idx], reg)
            loss_history.append(loss)
            self.W -= learning_rate * grad
            if verbose and it % 100 == 0:
                print('iteration', it, 'loss', loss)
        return loss_history

    def predict(self, X):
        return X.dot(self.W).argmax(1)

    def accuracy(self, X, y):
        return (self.predict(X) == y).mean()
"""
WITH_REPLACEMENT = BATCHES.replace("BATCH", "idx = rng.choice(num_train, batch_size)")
EPOCHS = BATCHES.replace(
    "BATCH",
    """if it == 0 or at >= num_train:
                order, at = rng.permutation(num_train), 0
            idx, at = order[at:at + batch_size], at + batch_size""",
)
SVM = """
    def loss(self, X, y, reg):
        W, N = self.W, X.shape[0]
        loss, dW = 0.0, np.zeros(W.shape)
        for i in range(N):
            s = X[i] @ W
            for j in range(W.shape[1]):
                margin = s[j] - s[y[i]] + 1
                if j != y[i] and margin > 0:
                    loss += margin
                    dW[:, j] += X[i]
                    dW[:, y[i]] -= X[i]
        return loss / N + reg * np.sum(W * W), dW / N + 2 * reg * W
"""
SOFTMAX = """
    def loss(self, X, y, reg):
        s = X @ self.W
        s = s - s.max(1)[:, None]
        log_sum = np.log(np.exp(s).sum(1))
        loss = np.mean(log_sum - s[range(len(y)), y]) + reg * (self.W ** 2).sum()
        p = np.exp(s - log_sum[:, None])
        p[range(len(y)), y] -= 1
        return np.float64(loss), np.asmatrix(X).T @ p / len(y) + 2 * reg * self.W
"""
LOOP_OF_TEMPLATES = """
import numpy as np

def class_templates(W, image_shape):
    out = []
    for c in range(W.shape[1]):
        w = W[:, c].reshape(image_shape)
        lo, hi = w.min(), w.max()
        out.append(np.zeros(image_shape) if hi == lo else 255.0 * (w - lo) / (hi - lo))
    return np.stack(out)
"""


def classifier(train: str) -> str:
    losses = f"class LinearSVM(LinearClassifier):{SVM}\nclass Softmax(LinearClassifier):{SOFTMAX}"
    return "\n".join([train, losses, LOOP_OF_TEMPLATES])


OPTIM = ("sgd", "sgd_momentum", "rmsprop", "adam")
TRAINING = ("LinearClassifier", "LinearSVM", "Softmax", "class_templates")
VARIATIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "rules-that-change-w-and-the-config-in-place": ("optim.py", IN_PLACE, OPTIM),
    "a-velocity-with-the-other-sign-under-another-name": ("optim.py", POSITIVE_VELOCITY, ("sgd_momentum",)),
    "a-generator-of-batches": ("optim.py", GENERATOR, ("minibatches",)),
    "batches-as-lists-from-another-generator": ("optim.py", LISTS, ("minibatches",)),
    "histories-as-arrays-all-tries-at-once": ("optim.py", ARRAYS, ("random_search", "gradient_descent")),
    "the-loss-of-the-best-asked-for-again": ("optim.py", ASKED_AGAIN, ("random_search",)),
    "gradients-flattened": ("gradients.py", FLAT, ("relative_error",)),
    "copies-of-x-for-each-step-a-stricter-check": (
        "gradients.py",
        ITERATOR,
        ("numerical_gradient", "forward_difference", "relative_error", "gradient_check"),
    ),
    "a-formula-of-higher-order": ("gradients.py", BETTER_FORMULA, ("numerical_gradient",)),
    "batches-with-replacement": ("linear_classifier.py", classifier(WITH_REPLACEMENT), TRAINING),
    "batches-epoch-by-epoch": ("linear_classifier.py", classifier(EPOCHS), TRAINING),
}

Results = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Every variation, graded as a student's submission: the reference, but for one file."""
    folder, place = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("grades")
    for name, (file, text, _) in VARIATIONS.items():
        (folder / name).mkdir()
        for path in (ROOT / "solutions" / ID).glob("*.py"):
            (folder / name / path.name).write_text(path.read_text("utf-8"))
        (folder / name / file).write_text(text)
    places = ["--out", str(place), "--gradebook", str(place / "gradebook.db"), "--json"]
    run = subprocess.run(
        [*COMMAND, ID, str(folder), *places],
        cwd=ROOT,
        env=os.environ | {"GRADER_SECRET": "of the legal variations"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {one["student"]: one["tests"] for one in json.loads(run.stdout)["submissions"]}


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_legal_variation_gets_full_marks(name: str, results: Results) -> None:
    tasks = VARIATIONS[name][2]
    judged = [test for test in results[name] if test["task"] in tasks]
    assert judged
    assert {test["id"]: test["status"] for test in judged if test["status"] != "passed"} == {}
