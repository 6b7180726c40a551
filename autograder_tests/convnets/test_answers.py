from grader.testing import Question, question_tests

QUESTIONS = {
    "places_with_stride_2": Question("how often a filter fits along a row", tolerance=1e-06),
    "stride_that_does_not_fit": Question("the stride that does not fit"),
    "width_after_two_layers": Question("the width after two layers without padding", tolerance=1e-06),
    "number_of_maps": Question("how many maps ten filters make", tolerance=1e-06),
    "numbers_in_a_filter": Question("how many numbers one filter holds", tolerance=1e-06),
    "parameters_of_the_layer": Question("the parameters of the layer", tolerance=1e-06),
    "why_not_pooling": Question("why the layer is no max pooling"),
    "what_is_4": Question("what there are four of in a batch of maps"),
    "multiplications": Question("the multiplications for one image", tolerance=0.5),
    "parameters_if_fully_connected": Question("the parameters of a fully connected layer", tolerance=0.5),
}

globals().update(question_tests(QUESTIONS, module="answers", task="answers"))
