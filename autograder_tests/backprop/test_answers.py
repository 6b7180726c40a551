import pytest

from grader.suite.checks import assert_answer


@pytest.mark.points(1, task="answers")
def test_gradient_of_reciprocal(student, reference):
    """Question 1: the local gradient of the gate 1 / x."""
    ours, theirs = (
        reference.answers.gradient_of_reciprocal,
        student.answers.gradient_of_reciprocal,
    )
    assert_answer(theirs, ours, what="gradient_of_reciprocal", tolerance=2e-3)


@pytest.mark.points(1, task="answers")
def test_gradient_of_sigmoid(student, reference):
    """Question 2: the local gradient of the sigmoid."""
    ours, theirs = reference.answers.gradient_of_sigmoid, student.answers.gradient_of_sigmoid
    assert_answer(theirs, ours, what="gradient_of_sigmoid", tolerance=2e-3)


@pytest.mark.points(1, task="answers")
def test_shape_of_jacobian(student, reference):
    """Question 3: the shape of a Jacobian."""
    ours, theirs = reference.answers.shape_of_jacobian, student.answers.shape_of_jacobian
    assert_answer(theirs, ours, what="shape_of_jacobian")


@pytest.mark.points(1, task="answers")
def test_diagonal_jacobian(student, reference):
    """Question 4: which layers have a diagonal Jacobian."""
    ours, theirs = reference.answers.diagonal_jacobian, student.answers.diagonal_jacobian
    assert_answer(theirs, ours, what="diagonal_jacobian")


@pytest.mark.points(1, task="answers")
def test_entries_for_a_minibatch(student, reference):
    """Question 5: the entries of a Jacobian for a minibatch."""
    ours, theirs = reference.answers.entries_for_a_minibatch, student.answers.entries_for_a_minibatch
    assert_answer(theirs, ours, what="entries_for_a_minibatch")


@pytest.mark.points(1, task="answers")
def test_gradient_of_x(student, reference):
    """Question 6: the product that is the gradient of x."""
    ours, theirs = reference.answers.gradient_of_x, student.answers.gradient_of_x
    assert_answer(theirs, ours, what="gradient_of_x")


@pytest.mark.points(1, task="answers")
def test_gradient_of_l2(student, reference):
    """Question 7: the local gradient of the L2 gate."""
    ours, theirs = reference.answers.gradient_of_l2, student.answers.gradient_of_l2
    assert_answer(theirs, ours, what="gradient_of_l2", tolerance=1e-3)


@pytest.mark.points(1, task="answers")
def test_repair_of_neuron(student, reference):
    """Question 8: what is missing in the neuron of the notes."""
    ours, theirs = reference.answers.repair_of_neuron, student.answers.repair_of_neuron
    assert_answer(theirs, ours, what="repair_of_neuron")
