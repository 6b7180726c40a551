"""The tests write formulas in postfix notation, which the handout's `evaluate` reads."""

import pytest

from grader.testing import assert_close, unpack


@pytest.fixture(scope="session")
def inputs():
    """Makes {"x": ..., "y": ..., "z": ...}, positive numbers that all differ."""

    def make(rng):
        x, y, z = (rng.permutation([0.4, 0.7, 1.3]) + 0.2 * rng.random(3)).tolist()
        return {"x": x, "y": y, "z": z}

    return make


@pytest.mark.points(1, task="Value")
def test_sums_and_products(student, reference, inputs, rng):
    """Sums and products have the right numbers, also with plain numbers on either side."""
    formulas = ["x y + z *", "x y * z +", "x 2 +", "2 x +", "x 3 *", "3 x * y -"]
    assert_numbers(student, reference, formulas, inputs(rng))


@pytest.mark.points(1, task="Value")
def test_gradients_of_sums_and_products(student, reference, inputs, rng):
    """Sums and products have the right gradients, also with plain numbers on either side."""
    formulas = ["x y + z *", "x y * z +", "x 2 + y *", "2 x + y *", "x 3 *", "3 x * y -"]
    assert_gradients(student, reference, formulas, inputs(rng))


@pytest.mark.points(1, task="Value")
def test_powers(student, reference, inputs, rng):
    """Powers and quotients have the right numbers and gradients."""
    formulas = ["x 3 **", "x 2 ** 3 *", "x -1 ** y *", "x 0.5 **", "x y /"]
    assert_numbers(student, reference, formulas, inputs(rng))
    assert_gradients(student, reference, formulas, inputs(rng))


@pytest.mark.points(1, task="Value")
def test_relu(student, reference, inputs, rng):
    """The relu has the right number and gradient, for positive and negative numbers."""
    formulas = ["x 3 * relu y *", "x 3 - relu y +", "x -2 * relu x +", "x 0.3 * relu"]
    assert_numbers(student, reference, formulas, inputs(rng))
    assert_gradients(student, reference, formulas, inputs(rng))


@pytest.mark.points(1, task="Value")
def test_tanh(student, reference, inputs, rng):
    """The tanh has the right number and gradient."""
    formulas = ["x tanh", "x y * tanh z *", "x -2 * tanh"]
    assert_numbers(student, reference, formulas, inputs(rng))
    assert_gradients(student, reference, formulas, inputs(rng))


@pytest.mark.points(1, task="Value")
def test_gradients_where_paths_meet(student, reference, inputs, rng):
    """Where a value is used more than once, its gradients add up."""
    assert_gradients(student, reference, ["x x * x +", "x x +", "x x * y x * +"], inputs(rng))


@pytest.mark.points(1, task="Value")
def test_gradients_in_topological_order(student, reference, inputs, rng):
    """A result that is used more than once passes its gradient on when all of it has come in."""
    formulas = ["x y * =q q q * q +", "x y * =q q q q * +", "x y + =q q x * =p q p p * q * +"]
    assert_gradients(student, reference, formulas, inputs(rng))


@pytest.mark.points(1, task="Value")
def test_backward_again(student, reference, rng):
    """A second call of backward gives the same gradients; one from elsewhere gives its own."""
    number = 0.3 + 0.4 * rng.random()
    found = gradients_of_two_calls(student.engine, number)
    for gradient, expected in zip(found, gradients_of_two_calls(reference.engine, number), strict=True):
        assert_close(gradient, expected, what="the gradient of x")


def gradients_of_two_calls(engine, number):
    """x, y = tanh(x), z = tanh(y): the gradient of x after z's backward, after the same again, after y's."""
    x = engine.Value(number)
    y = x.tanh()
    z = y.tanh()
    gradients = []
    for result in (z, z, y):
        result.backward()
        gradients.append(x.grad)
    return gradients


def assert_numbers(student, reference, formulas, inputs):
    points = [(formula, inputs) for formula in formulas]
    found, expected = student.engine.evaluate.map(points), reference.engine.evaluate.map(points)
    for result, (wanted, _) in zip(found, expected, strict=True):
        number, _ = unpack(result, "number", "gradients")
        assert_close(number, wanted, what="number")


def assert_gradients(student, reference, formulas, inputs):
    points = [(formula, inputs) for formula in formulas]
    found, expected = student.engine.evaluate.map(points), reference.engine.evaluate.map(points)
    for result, (_, wanted) in zip(found, expected, strict=True):
        _, gradients = unpack(result, "number", "gradients")
        for name, gradient in wanted.items():
            assert_close(gradients[name], gradient, what=f"the gradient of {name}")
