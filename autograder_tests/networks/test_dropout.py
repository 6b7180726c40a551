import numpy as np
import pytest

from grader.testing import assert_close, assert_shape, assert_that, assert_unchanged, unpack

# Shares of 20,000 entries and their means have a standard deviation below 0.02: these are ten and more.
MANY = (200, 100)
MARGIN = 0.2


@pytest.mark.points(1, task="dropout_forward")
def test_dropout_that_keeps_everything(student, rng):
    """With p = 1 nothing is dropped and nothing is scaled; the seed may be missing."""
    x = rng.standard_normal((4, 3, 5))
    out, _ = unpack(student.layers.dropout_forward(x, {"mode": "train", "p": 1.0}), "out", "cache")
    assert_close(out, x, what="out")


@pytest.mark.points(2, task="dropout_forward")
def test_dropout_scales_what_it_keeps(student, rng):
    """In training each entry is either 0, or x divided by the share that is kept."""
    x = rng.standard_normal((6, 4, 5))
    for p in (0.8, 0.3):
        out = dropped(student, x, training(rng, p))
        assert_close(out, np.where(out == 0, 0.0, x / p), what="out")


@pytest.mark.points(1, task="dropout_forward")
def test_dropout_keeps_with_probability_p(student, rng):
    """In training about a share of p of the entries is kept, not the same ones in every sample."""
    x = rng.uniform(1, 2, MANY)
    for p in (0.8, 0.3):
        kept = dropped(student, x, training(rng, p)) != 0
        share = float(kept.mean())
        assert_that(abs(share - p) < 0.05, f"about {p:.0%} are kept with p = {p}", what="out", yours=share)
        assert_that(bool((kept != kept[0]).any()), "the samples do not all lose the same entries", what="out")


@pytest.mark.points(1, task="dropout_forward")
def test_dropout_keeps_the_mean(student, rng):
    """The values have about the same mean in training and at test time, whatever p is."""
    x = rng.uniform(1, 2, MANY)
    for p in (0.8, 0.3):
        for param in (training(rng, p), {**training(rng, p), "mode": "test"}):
            mean = float(dropped(student, x, param).mean())
            close = abs(mean - x.mean()) < MARGIN
            assert_that(close, "the mean of the values stays about the same", what="out", yours=mean)


@pytest.mark.points(1, task="dropout_forward")
def test_dropout_follows_its_seed(student, rng):
    """The same seed drops the same entries, and another seed drops others."""
    x = rng.uniform(1, 2, (20, 30))
    seed = int(rng.integers(1000))
    params = [{"mode": "train", "p": 0.5, "seed": number} for number in (seed, seed, seed + 1)]
    first, again, other = student.layers.dropout_forward.map([(x, param) for param in params], pick=0)
    assert_shape(first, x.shape, what="out")
    assert_that(np.array_equal(first, again), "one seed always drops the same entries", what="out")
    assert_that(not np.array_equal(first, other), "another seed drops other entries", what="out")


@pytest.mark.points(1, task="dropout_forward")
def test_dropout_leaves_x_alone(student, rng):
    """In training x is the same after the call as before."""
    x = rng.standard_normal((6, 5))
    result, after = student.layers.dropout_forward.with_args(x, training(rng, 0.6))
    assert_unchanged(x, after[0], what="dropout_forward", argument="x")
    assert_that(not np.array_equal(unpack(result, "out", "cache")[0], x), "out is not x", what="out")


@pytest.mark.points(2, task="dropout_backward")
def test_dropout_backward(student, rng):
    """In training the gradient goes back through the entries that were kept, scaled as they were."""
    x, dout = rng.standard_normal((2, 6, 4, 5))
    for p in (0.8, 0.3):
        out, cache = unpack(student.layers.dropout_forward(x, training(rng, p)), "out", "cache")
        assert_shape(out, x.shape, what="out")
        assert_close(student.layers.dropout_backward(dout, cache), dout * (out / x), what="dx")


@pytest.mark.points(1, task="dropout_backward")
def test_dropout_backward_at_test_time(student, rng):
    """At test time the gradient passes as it is."""
    x, dout = rng.standard_normal((2, 6, 5))
    _, cache = unpack(
        student.layers.dropout_forward(x, {**training(rng, 0.4), "mode": "test"}), "out", "cache"
    )
    assert_close(student.layers.dropout_backward(dout, cache), dout, what="dx")


def training(rng, p):
    return {"mode": "train", "p": p, "seed": int(rng.integers(1 << 30))}


def dropped(student, x, param):
    """The output, which is an array of x's shape."""
    out, _ = unpack(student.layers.dropout_forward(x, param), "out", "cache")
    assert_shape(out, x.shape, what="out")
    return out
