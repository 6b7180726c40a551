import pytest

from grader.suite.checks import assert_answer


@pytest.mark.points(1, task="answers")
def test_loss_or_label(student, reference):
    """Question 1: what is 0 where the loss is 0."""
    ours, theirs = reference.answers.loss_or_label, student.answers.loss_or_label
    assert_answer(theirs, ours, what="loss_or_label")


@pytest.mark.points(1, task="answers")
def test_small_network_params(student, reference):
    """Question 2: the parameters of a small network."""
    ours, theirs = reference.answers.small_network_params, student.answers.small_network_params
    assert_answer(theirs, ours, what="small_network_params", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_where_probabilities_come_from(student, reference):
    """Question 3: where probabilities come from."""
    ours, theirs = (
        reference.answers.where_probabilities_come_from,
        student.answers.where_probabilities_come_from,
    )
    assert_answer(theirs, ours, what="where_probabilities_come_from")


@pytest.mark.points(1, task="answers")
def test_size_of_the_margin(student, reference):
    """Question 4: how large the margin of the hinge loss is."""
    ours, theirs = reference.answers.size_of_the_margin, student.answers.size_of_the_margin
    assert_answer(theirs, ours, what="size_of_the_margin")


@pytest.mark.points(1, task="answers")
def test_nonzeros_of_relu_jacobian(student, reference):
    """Question 5: the entries of a ReLU's Jacobian that are not 0."""
    ours, theirs = reference.answers.nonzeros_of_relu_jacobian, student.answers.nonzeros_of_relu_jacobian
    assert_answer(theirs, ours, what="nonzeros_of_relu_jacobian", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_growth_of_jacobian(student, reference):
    """Question 6: how the Jacobian grows with a minibatch."""
    ours, theirs = reference.answers.growth_of_jacobian, student.answers.growth_of_jacobian
    assert_answer(theirs, ours, what="growth_of_jacobian", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_initial_hinge_loss(student, reference):
    """Question 7: the hinge loss before any training."""
    ours, theirs = reference.answers.initial_hinge_loss, student.answers.initial_hinge_loss
    assert_answer(theirs, ours, what="initial_hinge_loss", tolerance=0.001)


@pytest.mark.points(1, task="answers")
def test_gradients_at_zero(student, reference):
    """Question 8: the gradients where all parameters are 0."""
    ours, theirs = reference.answers.gradients_at_zero, student.answers.gradients_at_zero
    assert_answer(theirs, ours, what="gradients_at_zero")


@pytest.mark.points(1, task="answers")
def test_dropout_at_test_time(student, reference):
    """Question 9: a unit's value at test time."""
    ours, theirs = reference.answers.dropout_at_test_time, student.answers.dropout_at_test_time
    assert_answer(theirs, ours, what="dropout_at_test_time", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_stochastic_depth_at_test_time(student, reference):
    """Question 10: a block with stochastic depth at test time."""
    ours, theirs = (
        reference.answers.stochastic_depth_at_test_time,
        student.answers.stochastic_depth_at_test_time,
    )
    assert_answer(theirs, ours, what="stochastic_depth_at_test_time")


@pytest.mark.points(1, task="answers")
def test_what_minus_log_gives(student, reference):
    """Question 11: what the logarithm of a probability gives."""
    ours, theirs = reference.answers.what_minus_log_gives, student.answers.what_minus_log_gives
    assert_answer(theirs, ours, what="what_minus_log_gives")
