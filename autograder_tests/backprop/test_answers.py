from grader.testing import Question, question_tests

QUESTIONS = {
    "gradient_of_reciprocal": Question("the local gradient of the gate 1 / x", tolerance=2e-3),
    "gradient_of_sigmoid": Question("the local gradient of the sigmoid", tolerance=2e-3),
    "shape_of_jacobian": Question("the shape of a Jacobian"),
    "diagonal_jacobian": Question("which layers have a diagonal Jacobian"),
    "entries_for_a_minibatch": Question("the entries of a Jacobian for a minibatch"),
    "gradient_of_x": Question("the product that is the gradient of x"),
    "gradient_of_l2": Question("the local gradient of the L2 gate", tolerance=1e-3),
    "repair_of_neuron": Question("what is missing in the neuron of the notes"),
}

globals().update(question_tests(QUESTIONS, module="answers", task="answers"))
