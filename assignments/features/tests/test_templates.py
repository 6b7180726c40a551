import numpy as np
import pytest

from grader.testing import assert_close

pytestmark = pytest.mark.visibility("visible")


@pytest.mark.points(3, task="nearest_template")
def test_dark_and_bright_template(student):
    """Of a dark and a bright template, a dark image is nearer to the dark one."""
    W = np.array([[0.2, 0.9], [0.1, 0.8]])
    X = np.array([[0.3, 0.3], [0.8, 0.7], [0.0, 0.0]])
    assert_close(student.templates.nearest_template(X, W), [0, 1, 0], what="labels")


@pytest.mark.points(2, task="two_layer_templates")
def test_two_hidden_units(student):
    """Two hidden units and one class: each unit's template, times its weight in the second layer."""
    W1 = np.array([[1.0, 0.0], [2.0, -1.0], [3.0, 5.0]])
    W2 = np.array([[2.0], [-1.0]])
    parts = student.templates.two_layer_templates(W1, W2)
    assert_close(parts, [[[2.0, 4.0, 6.0], [0.0, 1.0, -5.0]]], what="parts")
