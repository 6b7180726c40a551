import pytest

from grader.suite.checks import assert_answer


@pytest.mark.points(1, task="answers")
def test_slope_of_first_weight(student, reference):
    """Question 1: the slope that the lecture's losses give."""
    ours, theirs = reference.answers.slope_of_first_weight, student.answers.slope_of_first_weight
    assert_answer(theirs, ours, what="slope_of_first_weight", tolerance=0.01)


@pytest.mark.points(1, task="answers")
def test_rounded_slope(student, reference):
    """Question 2: what goes wrong with rounded losses."""
    ours, theirs = reference.answers.rounded_slope, student.answers.rounded_slope
    assert_answer(theirs, ours, what="rounded_slope")


@pytest.mark.points(1, task="answers")
def test_error_at_half_step(student, reference):
    """Question 3: the error of a centred difference at half the step."""
    ours, theirs = reference.answers.error_at_half_step, student.answers.error_at_half_step
    assert_answer(theirs, ours, what="error_at_half_step", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_loss_evaluations(student, reference):
    """Question 4: what a numerical gradient costs."""
    ours, theirs = reference.answers.loss_evaluations, student.answers.loss_evaluations
    assert_answer(theirs, ours, what="loss_evaluations", tolerance=0.1)


@pytest.mark.points(1, task="answers")
def test_strict_sgd_batch(student, reference):
    """Question 5: the batch of strict SGD."""
    ours, theirs = reference.answers.strict_sgd_batch, student.answers.strict_sgd_batch
    assert_answer(theirs, ours, what="strict_sgd_batch", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_use_of_random_search(student, reference):
    """Question 6: what random search is good for."""
    ours, theirs = reference.answers.use_of_random_search, student.answers.use_of_random_search
    assert_answer(theirs, ours, what="use_of_random_search")


@pytest.mark.points(1, task="answers")
def test_sum_for_mean(student, reference):
    """Question 7: a sum over the images in place of a mean."""
    ours, theirs = reference.answers.sum_for_mean, student.answers.sum_for_mean
    assert_answer(theirs, ours, what="sum_for_mean")


@pytest.mark.points(1, task="answers")
def test_what_the_loss_measures(student, reference):
    """Question 8: what the loss of an image measures."""
    ours, theirs = reference.answers.what_the_loss_measures, student.answers.what_the_loss_measures
    assert_answer(theirs, ours, what="what_the_loss_measures")
