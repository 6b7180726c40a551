import pytest

from grader.suite.checks import assert_answer


@pytest.mark.points(2, task="answers")
def test_numbers_in_an_image(student, reference):
    """Question 1: the numbers in an image of CIFAR-10."""
    ours, theirs = reference.answers.numbers_in_an_image, student.answers.numbers_in_an_image
    assert_answer(theirs, ours, what="numbers_in_an_image", tolerance=0.1)


@pytest.mark.points(2, task="answers")
def test_linear_parameters(student, reference):
    """Question 2: the parameters of a linear classifier."""
    ours, theirs = reference.answers.linear_parameters, student.answers.linear_parameters
    assert_answer(theirs, ours, what="linear_parameters", tolerance=0.1)


@pytest.mark.points(2, task="answers")
def test_where_probabilities_come_from(student, reference):
    """Question 3: where probabilities come from."""
    ours, theirs = (
        reference.answers.where_probabilities_come_from,
        student.answers.where_probabilities_come_from,
    )
    assert_answer(theirs, ours, what="where_probabilities_come_from")


@pytest.mark.points(2, task="answers")
def test_shuffled_patches(student, reference):
    """Question 4: a bag of words when patches change places."""
    ours, theirs = reference.answers.shuffled_patches, student.answers.shuffled_patches
    assert_answer(theirs, ours, what="shuffled_patches")


@pytest.mark.points(2, task="answers")
def test_horse_template(student, reference):
    """Question 5: the template of a horse."""
    ours, theirs = reference.answers.horse_template, student.answers.horse_template
    assert_answer(theirs, ours, what="horse_template")


@pytest.mark.points(2, task="answers")
def test_hidden_templates(student, reference):
    """Question 6: the templates of a hidden layer."""
    ours, theirs = reference.answers.hidden_templates, student.answers.hidden_templates
    assert_answer(theirs, ours, what="hidden_templates")
