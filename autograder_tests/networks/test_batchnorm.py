import numpy as np
import pytest

from grader.testing import assert_close, assert_that, assert_unchanged, unpack


@pytest.mark.points(2, task="batchnorm_forward")
def test_batchnorm_in_training(student, reference, batch, rng):
    """In training the outputs are right for features of different means and spreads."""
    x, gamma, beta, _ = batch(rng)
    assert_outputs(student, reference, x, gamma, beta, {"mode": "train"})


@pytest.mark.points(1, task="batchnorm_forward")
def test_batchnorm_of_features_that_hardly_vary(student, reference, batch, rng):
    """In training the outputs are right where the variance is not large against eps."""
    x, gamma, beta, _ = batch(rng, spread=2e-3)
    assert_outputs(student, reference, x, gamma, beta, {"mode": "train"})
    assert_outputs(student, reference, x, gamma, beta, {"mode": "train", "eps": 1e-6})


@pytest.mark.points(2, task="batchnorm_forward")
def test_batchnorm_keeps_running_statistics(student, reference, batch, rng):
    """Training mixes mean and variance of the batch into the running ones, by the momentum given."""
    running = {"running_mean": rng.standard_normal(4), "running_var": rng.uniform(1, 2, 4)}
    assert_statistics(student, reference, batch(rng), {"mode": "train", "momentum": 0.7, **running})


@pytest.mark.points(1, task="batchnorm_forward")
def test_batchnorm_starts_running_statistics(student, reference, batch, rng):
    """Where there are none yet, the running statistics start from 0, with a momentum of 0.9."""
    assert_statistics(student, reference, batch(rng), {"mode": "train"})


@pytest.mark.points(1, task="batchnorm_forward")
def test_batchnorm_at_test_time(student, reference, batch, rng):
    """At test time the running statistics are used, for a single sample too."""
    x, gamma, beta, _ = batch(rng)
    running = {"running_mean": rng.standard_normal(4), "running_var": rng.uniform(1, 2, 4)}
    assert_outputs(student, reference, x, gamma, beta, {"mode": "test", **running})
    assert_outputs(student, reference, x[:1], gamma, beta, {"mode": "test", "eps": 0.5, **running})


@pytest.mark.points(1, task="batchnorm_forward")
def test_batchnorm_at_test_time_after_training(student, reference, batch, rng):
    """At test time a layer works with what it has stored while it was trained."""
    x, gamma, beta, _ = batch(rng)
    outs = []
    for modules in (student, reference):
        param = {"mode": "train"}
        for seen in (x, 2 * x + 1):
            _, (*_, param) = modules.layers.batchnorm_forward.with_args(seen, gamma, beta, param)
        result = modules.layers.batchnorm_forward(x, gamma, beta, {**param, "mode": "test"})
        outs.append(unpack(result, "out", "cache")[0])
    assert_close(*outs, what="out")


@pytest.mark.points(1, task="batchnorm_forward")
def test_batchnorm_learns_nothing_at_test_time(student, batch, rng):
    """At test time the running statistics stay as they are, and so do x, gamma and beta."""
    x, gamma, beta, _ = batch(rng)
    running = {"running_mean": rng.standard_normal(4), "running_var": rng.uniform(1, 2, 4)}
    before = (x, gamma, beta, {"mode": "test", **running})
    result, after = student.layers.batchnorm_forward.with_args(*before)
    unpack(result, "out", "cache")
    for name, was, became in zip(("x", "gamma", "beta"), before, after, strict=False):
        assert_unchanged(was, became, what="batchnorm_forward", argument=name)
    for name, was in running.items():
        assert_close(statistic(after[3], name), was, what=name)


@pytest.mark.points(3, task="batchnorm_backward")
def test_batchnorm_dx(student, reference, batch, rng):
    """The gradient dx is right: it flows through the mean and the variance of the batch as well."""
    dx, expected = gradients(student, reference, batch(rng), 0)
    assert_close(dx, expected, what="dx")


@pytest.mark.points(1, task="batchnorm_backward")
def test_batchnorm_dx_sums_to_zero(student, batch, rng):
    """Shifting the whole batch changes nothing, so dx adds up to 0 over the batch."""
    x, gamma, beta, dout = batch(rng)
    _, cache = unpack(student.layers.batchnorm_forward(x, gamma, beta, {"mode": "train"}), "out", "cache")
    dx, _, _ = unpack(student.layers.batchnorm_backward(dout, cache), "dx", "dgamma", "dbeta")
    assert_close(np.sum(dx, axis=0), np.zeros(4), what="dx summed over the batch", atol=1e-8)


@pytest.mark.points(1, task="batchnorm_backward")
def test_batchnorm_dx_of_features_that_hardly_vary(student, reference, batch, rng):
    """The gradient dx is right where the variance is not large against eps."""
    dx, expected = gradients(student, reference, batch(rng, spread=2e-3), 0)
    assert_close(dx, expected, what="dx")


@pytest.mark.points(1, task="batchnorm_backward")
def test_batchnorm_dgamma(student, reference, batch, rng):
    """The gradient dgamma is right, and has the shape of gamma."""
    dgamma, expected = gradients(student, reference, batch(rng), 1)
    assert_close(dgamma, expected, what="dgamma")


@pytest.mark.points(1, task="batchnorm_backward")
def test_batchnorm_dbeta(student, reference, batch, rng):
    """The gradient dbeta is right, and has the shape of beta."""
    dbeta, expected = gradients(student, reference, batch(rng), 2)
    assert_close(dbeta, expected, what="dbeta")


def assert_outputs(student, reference, *call):
    out, _ = unpack(student.layers.batchnorm_forward(*call), "out", "cache")
    assert_close(out, reference.layers.batchnorm_forward(*call)[0], what="out")


def assert_statistics(student, reference, batch, param):
    """What bn_param holds after one batch."""
    call = (*batch[:3], param)
    _, (*_, theirs) = student.layers.batchnorm_forward.with_args(*call)
    _, (*_, ours) = reference.layers.batchnorm_forward.with_args(*call)
    for name in ("running_mean", "running_var"):
        assert_close(statistic(theirs, name), ours[name], what=name)


def statistic(param, name):
    """One number for each feature, be they stored as (D,) or as (1, D)."""
    assert_that(isinstance(param, dict) and name in param, f"bn_param holds `{name}`", what=name)
    found = param[name]
    return found[0] if isinstance(found, np.ndarray) and found.ndim == 2 and len(found) == 1 else found


def gradients(student, reference, batch, which):
    """One of dx, dgamma and dbeta: theirs and ours, each with its own cache."""
    x, gamma, beta, dout = batch
    _, cache = unpack(student.layers.batchnorm_forward(x, gamma, beta, {"mode": "train"}), "out", "cache")
    theirs = unpack(student.layers.batchnorm_backward(dout, cache), "dx", "dgamma", "dbeta")
    _, cache = reference.layers.batchnorm_forward(x, gamma, beta, {"mode": "train"})
    return theirs[which], reference.layers.batchnorm_backward(dout, cache)[which]
