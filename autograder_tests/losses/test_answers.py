import pytest

from grader.suite.checks import assert_answer


@pytest.mark.points(1, task="answers")
def test_small_change_of_scores(student, reference):
    """Question 1: what a small change of the scores does to the hinge loss."""
    ours, theirs = reference.answers.small_change_of_scores, student.answers.small_change_of_scores
    assert_answer(theirs, ours, what="small_change_of_scores")


@pytest.mark.points(1, task="answers")
def test_min_hinge_loss(student, reference):
    """Question 2: the smallest hinge loss of an image."""
    ours, theirs = reference.answers.min_hinge_loss, student.answers.min_hinge_loss
    assert_answer(theirs, ours, what="min_hinge_loss", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_max_hinge_loss(student, reference):
    """Question 3: the largest hinge loss of an image."""
    ours, theirs = reference.answers.max_hinge_loss, student.answers.max_hinge_loss
    assert_answer(theirs, ours, what="max_hinge_loss")


@pytest.mark.points(1, task="answers")
def test_range_of_softmax_loss(student, reference):
    """Question 4: the values that the softmax loss can take."""
    ours, theirs = reference.answers.range_of_softmax_loss, student.answers.range_of_softmax_loss
    assert_answer(theirs, ours, what="range_of_softmax_loss")


@pytest.mark.points(1, task="answers")
def test_initial_hinge_loss(student, reference):
    """Question 5: the hinge loss before any training."""
    ours, theirs = reference.answers.initial_hinge_loss, student.answers.initial_hinge_loss
    assert_answer(theirs, ours, what="initial_hinge_loss", tolerance=0.001)


@pytest.mark.points(1, task="answers")
def test_initial_softmax_loss(student, reference):
    """Question 6: the softmax loss before any training."""
    ours, theirs = reference.answers.initial_softmax_loss, student.answers.initial_softmax_loss
    assert_answer(theirs, ours, what="initial_softmax_loss", tolerance=0.005)


@pytest.mark.points(1, task="answers")
def test_sum_over_all_classes(student, reference):
    """Question 7: the hinge loss with a sum over all classes."""
    ours, theirs = reference.answers.sum_over_all_classes, student.answers.sum_over_all_classes
    assert_answer(theirs, ours, what="sum_over_all_classes", tolerance=0.01)


@pytest.mark.points(1, task="answers")
def test_mean_over_classes(student, reference):
    """Question 8: the hinge loss with a mean over classes."""
    ours, theirs = reference.answers.mean_over_classes, student.answers.mean_over_classes
    assert_answer(theirs, ours, what="mean_over_classes")


@pytest.mark.points(1, task="answers")
def test_squared_hinge_of_cat(student, reference):
    """Question 9: the squared hinge loss of the cat image."""
    ours, theirs = reference.answers.squared_hinge_of_cat, student.answers.squared_hinge_of_cat
    assert_answer(theirs, ours, what="squared_hinge_of_cat", tolerance=0.01)


@pytest.mark.points(1, task="answers")
def test_zero_loss_factors(student, reference):
    """Question 10: which multiples of W have no loss either."""
    ours, theirs = reference.answers.zero_loss_factors, student.answers.zero_loss_factors
    assert_answer(theirs, ours, what="zero_loss_factors")


@pytest.mark.points(1, task="answers")
def test_preferred_by_l2(student, reference):
    """Question 11: the weights that L2 prefers."""
    ours, theirs = reference.answers.preferred_by_l2, student.answers.preferred_by_l2
    assert_answer(theirs, ours, what="preferred_by_l2")


@pytest.mark.points(1, task="answers")
def test_preferred_by_l1(student, reference):
    """Question 12: the weights that L1 prefers."""
    ours, theirs = reference.answers.preferred_by_l1, student.answers.preferred_by_l1
    assert_answer(theirs, ours, what="preferred_by_l1")


@pytest.mark.points(1, task="answers")
def test_l2_penalty_of_w2(student, reference):
    """Question 13: the L2 penalty of the spread weights."""
    ours, theirs = reference.answers.l2_penalty_of_w2, student.answers.l2_penalty_of_w2
    assert_answer(theirs, ours, what="l2_penalty_of_w2", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_divide_by(student, reference):
    """Question 14: what the sum of losses is divided by."""
    ours, theirs = reference.answers.divide_by, student.answers.divide_by
    assert_answer(theirs, ours, what="divide_by")


@pytest.mark.points(1, task="answers")
def test_sum_of_exponentials(student, reference):
    """Question 15: the sum of the exponentials of the cat image."""
    ours, theirs = reference.answers.sum_of_exponentials, student.answers.sum_of_exponentials
    assert_answer(theirs, ours, what="sum_of_exponentials", tolerance=0.06)


@pytest.mark.points(1, task="answers")
def test_why_regularize(student, reference):
    """Question 16: why we regularise."""
    ours, theirs = reference.answers.why_regularize, student.answers.why_regularize
    assert_answer(theirs, ours, what="why_regularize")
