from grader.testing import Question, question_tests

QUESTIONS = {
    "numbers_in_an_image": Question("the numbers in an image of CIFAR-10", tolerance=0.1),
    "linear_parameters": Question("the parameters of a linear classifier", tolerance=0.1),
    "where_probabilities_come_from": Question("where probabilities come from"),
    "shuffled_patches": Question("a bag of words when patches change places"),
    "horse_template": Question("the template of a horse"),
    "hidden_templates": Question("the templates of a hidden layer"),
}

globals().update(question_tests(QUESTIONS, module="answers", task="answers", points=2))
