import pytest

from grader.testing import assert_close, unpack

pytestmark = pytest.mark.visibility("visible")


@pytest.mark.points(1, task="Value")
def test_engine_on_the_lecture(student):
    """The engine finds -12 and the gradients -4, -4 and 3 for the lecture's (x + y) * z."""
    number, gradients = unpack(
        student.engine.evaluate("x y + z *", {"x": -2.0, "y": 5.0, "z": -4.0}), "number", "gradients"
    )
    assert_close(number, -12.0, what="f")
    for name, expected in [("x", -4.0), ("y", -4.0), ("z", 3.0)]:
        assert_close(gradients[name], expected, what=f"the gradient of {name}")
