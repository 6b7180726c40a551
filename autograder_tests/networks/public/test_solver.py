import numpy as np
import pytest

from grader.testing import assert_that

pytestmark = pytest.mark.visibility("visible")


@pytest.mark.points(1, task="train")
def test_training_lowers_the_loss(student, rng):
    """There is one loss for each step, and those of the last epoch are lower than those of the first."""
    X, y = rng.standard_normal((30, 8)), rng.integers(3, size=30)
    net = student.fc_net.TwoLayerNet(8, 20, 3, scheme="he", rng=2)
    options = {"learning_rate": 0.2, "num_epochs": 20, "batch_size": 10, "rng": 5}
    history = list(student.solver.train(net, X, y, **options))
    assert_that(len(history) == 60, "20 epochs of 3 batches make 60 steps", what="loss", yours=len(history))
    lower = float(np.mean(history[-3:])) < 0.8 * float(np.mean(history[:3]))
    assert_that(lower, "the loss falls", what="loss", yours=float(np.mean(history[-3:])))
