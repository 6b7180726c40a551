import pytest

from grader.suite.checks import assert_answer


@pytest.mark.points(1, task="answers")
def test_largest_hinge_loss(student, reference):
    """Question 1: the largest hinge loss."""
    ours, theirs = reference.answers.largest_hinge_loss, student.answers.largest_hinge_loss
    assert_answer(theirs, ours, what="largest_hinge_loss")


@pytest.mark.points(1, task="answers")
def test_where_hinge_is_two(student, reference):
    """Question 2: where the hinge loss is 2."""
    ours, theirs = reference.answers.where_hinge_is_two, student.answers.where_hinge_is_two
    assert_answer(theirs, ours, what="where_hinge_is_two", tolerance=1e-6)


@pytest.mark.points(1, task="answers")
def test_confidence_of_yolo(student, reference):
    """Question 3: what YOLO's confidence stands for."""
    ours, theirs = reference.answers.confidence_of_yolo, student.answers.confidence_of_yolo
    assert_answer(theirs, ours, what="confidence_of_yolo")


@pytest.mark.points(1, task="answers")
def test_what_ssd_is(student, reference):
    """Question 4: what SSD is."""
    ours, theirs = reference.answers.what_ssd_is, student.answers.what_ssd_is
    assert_answer(theirs, ours, what="what_ssd_is")


@pytest.mark.points(1, task="answers")
def test_iou_of_two_squares(student, reference):
    """Question 5: the IoU of two squares."""
    ours, theirs = reference.answers.iou_of_two_squares, student.answers.iou_of_two_squares
    assert_answer(theirs, ours, what="iou_of_two_squares", tolerance=2e-3)


@pytest.mark.points(1, task="answers")
def test_iou_of_larger_paper(student, reference):
    """Question 6: what scaling does to the IoU."""
    ours, theirs = reference.answers.iou_of_larger_paper, student.answers.iou_of_larger_paper
    assert_answer(theirs, ours, what="iou_of_larger_paper")


@pytest.mark.points(1, task="answers")
def test_smooth_l1_of_a_half(student, reference):
    """Question 7: smooth L1 at a half."""
    ours, theirs = reference.answers.smooth_l1_of_a_half, student.answers.smooth_l1_of_a_half
    assert_answer(theirs, ours, what="smooth_l1_of_a_half", tolerance=1e-6)


@pytest.mark.points(1, task="answers")
def test_what_an_activation_is(student, reference):
    """Question 8: what an activation function is."""
    ours, theirs = reference.answers.what_an_activation_is, student.answers.what_an_activation_is
    assert_answer(theirs, ours, what="what_an_activation_is")
