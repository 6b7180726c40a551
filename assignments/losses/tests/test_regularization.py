import numpy as np
import pytest

from grader.testing import assert_close, unpack

pytestmark = pytest.mark.visibility("visible")

# Two classes of the lecture as columns: both score 1 on an image of ones.
W = np.array([[1.0, 0.25], [0.0, 0.25], [0.0, 0.25], [0.0, 0.25]])


@pytest.mark.points(1, task="l2")
def test_l2_of_the_lecture(student):
    """L2 prefers the spread weights of the lecture: 0.25 against 1."""
    penalty, _ = unpack(student.regularization.l2(W[:, 1:], 1.0), "penalty", "gradient")
    assert_close(penalty, 0.25, what="penalty")


@pytest.mark.points(1, task="l1")
def test_l1_of_the_lecture(student):
    """L1 has no preference between the two weights of the lecture: 1 each, 2 together."""
    penalty, _ = unpack(student.regularization.l1(W, 1.0), "penalty", "gradient")
    assert_close(penalty, 2.0, what="penalty")


@pytest.mark.points(1, task="elastic_net")
def test_elastic_net_of_the_lecture(student):
    """With beta = 0.5, the spread weights of the lecture have an elastic net penalty of 1.125."""
    penalty, _ = unpack(student.regularization.elastic_net(W[:, 1:], 1.0, 0.5), "penalty", "gradient")
    assert_close(penalty, 1.125, what="penalty")


@pytest.mark.points(1, task="max_norm")
def test_max_norm_of_the_lecture(student):
    """Of the two weights of the lecture, max norm 0.8 shortens the long one alone."""
    projected = student.regularization.max_norm(W, 0.8)
    assert_close(projected, W * [0.8, 1.0], what="projected")
