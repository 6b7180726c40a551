"""What the tests of a course import: checks of answers and of gradients. Nothing else of grader is for them.

Marks and fixtures come by the pytest plugin (`grader.runner.plugin`): `@pytest.mark.points`,
`@pytest.mark.visibility`, `student`, `reference`, `rng`.
"""

from grader.errors import SubmissionRaised
from grader.gradcheck import SlopeVerdict, certified_probe, check_gradients
from grader.observations import PropertyFailed
from grader.testing.answers import CheckFailed, real_array
from grader.testing.checks import (
    assert_answer,
    assert_close,
    assert_each_close,
    assert_finite,
    assert_raises,
    assert_shape,
    assert_that,
    assert_unchanged,
    unpack,
)
from grader.testing.gradients import (
    assert_adjoint,
    assert_gate_gradients,
    assert_gradient_of_own_loss,
    assert_gradients,
    assert_loss_and_gradient,
    assert_subgradient_of_own_loss,
)
from grader.testing.questions import Question, question_tests
from grader.testing.vectorized import assert_vectorized

__all__ = [
    "CheckFailed",
    "PropertyFailed",
    "Question",
    "SlopeVerdict",
    "SubmissionRaised",
    "assert_adjoint",
    "assert_answer",
    "assert_close",
    "assert_each_close",
    "assert_finite",
    "assert_gate_gradients",
    "assert_gradient_of_own_loss",
    "assert_gradients",
    "assert_loss_and_gradient",
    "assert_raises",
    "assert_shape",
    "assert_subgradient_of_own_loss",
    "assert_that",
    "assert_unchanged",
    "assert_vectorized",
    "certified_probe",
    "check_gradients",
    "question_tests",
    "real_array",
    "unpack",
]
