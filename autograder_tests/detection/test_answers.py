from grader.testing import Question, question_tests

QUESTIONS = {
    "largest_hinge_loss": Question("the largest hinge loss"),
    "where_hinge_is_two": Question("where the hinge loss is 2", tolerance=1e-6),
    "confidence_of_yolo": Question("what YOLO's confidence stands for"),
    "what_ssd_is": Question("what SSD is"),
    "iou_of_two_squares": Question("the IoU of two squares", tolerance=2e-3),
    "iou_of_larger_paper": Question("what scaling does to the IoU"),
    "smooth_l1_of_a_half": Question("smooth L1 at a half", tolerance=1e-6),
    "what_an_activation_is": Question("what an activation function is"),
}

globals().update(question_tests(QUESTIONS, module="answers", task="answers"))
