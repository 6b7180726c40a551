from grader.testing import Question, question_tests

QUESTIONS = {
    "loss_or_label": Question("what is 0 where the loss is 0"),
    "small_network_params": Question("the parameters of a small network", tolerance=1e-06),
    "where_probabilities_come_from": Question("where probabilities come from"),
    "size_of_the_margin": Question("how large the margin of the hinge loss is"),
    "nonzeros_of_relu_jacobian": Question("the entries of a ReLU's Jacobian that are not 0", tolerance=1e-06),
    "growth_of_jacobian": Question("how the Jacobian grows with a minibatch", tolerance=1e-06),
    "initial_hinge_loss": Question("the hinge loss before any training", tolerance=0.001),
    "gradients_at_zero": Question("the gradients where all parameters are 0"),
    "dropout_at_test_time": Question("a unit's value at test time", tolerance=1e-06),
    "stochastic_depth_at_test_time": Question("a block with stochastic depth at test time"),
    "what_minus_log_gives": Question("what the logarithm of a probability gives"),
}

globals().update(question_tests(QUESTIONS, module="answers", task="answers"))
