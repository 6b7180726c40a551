from grader.testing import Question, question_tests

QUESTIONS = {
    "slope_of_first_weight": Question("the slope that the lecture's losses give", tolerance=0.01),
    "rounded_slope": Question("what goes wrong with rounded losses"),
    "error_at_half_step": Question("the error of a centred difference at half the step", tolerance=1e-06),
    "loss_evaluations": Question("what a numerical gradient costs", tolerance=0.1),
    "strict_sgd_batch": Question("the batch of strict SGD", tolerance=1e-06),
    "use_of_random_search": Question("what random search is good for"),
    "sum_for_mean": Question("a sum over the images in place of a mean"),
    "what_the_loss_measures": Question("what the loss of an image measures"),
}

globals().update(question_tests(QUESTIONS, module="answers", task="answers"))
