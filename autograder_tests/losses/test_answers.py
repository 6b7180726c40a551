from grader.testing import Question, question_tests

QUESTIONS = {
    "small_change_of_scores": Question("what a small change of the scores does to the hinge loss"),
    "min_hinge_loss": Question("the smallest hinge loss of an image", tolerance=1e-06),
    "max_hinge_loss": Question("the largest hinge loss of an image"),
    "range_of_softmax_loss": Question("the values that the softmax loss can take"),
    "initial_hinge_loss": Question("the hinge loss before any training", tolerance=0.001),
    "initial_softmax_loss": Question("the softmax loss before any training", tolerance=0.005),
    "sum_over_all_classes": Question("the hinge loss with a sum over all classes", tolerance=0.01),
    "mean_over_classes": Question("the hinge loss with a mean over classes"),
    "squared_hinge_of_cat": Question("the squared hinge loss of the cat image", tolerance=0.01),
    "zero_loss_factors": Question("which multiples of W have no loss either"),
    "preferred_by_l2": Question("the weights that L2 prefers"),
    "preferred_by_l1": Question("the weights that L1 prefers"),
    "l2_penalty_of_w2": Question("the L2 penalty of the spread weights", tolerance=1e-06),
    "divide_by": Question("what the sum of losses is divided by"),
    "sum_of_exponentials": Question("the sum of the exponentials of the cat image", tolerance=0.06),
    "why_regularize": Question("why we regularise"),
}

globals().update(question_tests(QUESTIONS, module="answers", task="answers"))
