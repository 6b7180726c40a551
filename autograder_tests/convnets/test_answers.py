import pytest

from grader.suite.checks import assert_answer


@pytest.mark.points(1, task="answers")
def test_places_with_stride_2(student, reference):
    """Question 1: how often a filter fits along a row."""
    ours, theirs = reference.answers.places_with_stride_2, student.answers.places_with_stride_2
    assert_answer(theirs, ours, what="places_with_stride_2", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_stride_that_does_not_fit(student, reference):
    """Question 2: the stride that does not fit."""
    ours, theirs = reference.answers.stride_that_does_not_fit, student.answers.stride_that_does_not_fit
    assert_answer(theirs, ours, what="stride_that_does_not_fit")


@pytest.mark.points(1, task="answers")
def test_width_after_two_layers(student, reference):
    """Question 3: the width after two layers without padding."""
    ours, theirs = reference.answers.width_after_two_layers, student.answers.width_after_two_layers
    assert_answer(theirs, ours, what="width_after_two_layers", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_number_of_maps(student, reference):
    """Question 4: how many maps ten filters make."""
    ours, theirs = reference.answers.number_of_maps, student.answers.number_of_maps
    assert_answer(theirs, ours, what="number_of_maps", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_numbers_in_a_filter(student, reference):
    """Question 5: how many numbers one filter holds."""
    ours, theirs = reference.answers.numbers_in_a_filter, student.answers.numbers_in_a_filter
    assert_answer(theirs, ours, what="numbers_in_a_filter", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_parameters_of_the_layer(student, reference):
    """Question 6: the parameters of the layer."""
    ours, theirs = reference.answers.parameters_of_the_layer, student.answers.parameters_of_the_layer
    assert_answer(theirs, ours, what="parameters_of_the_layer", tolerance=1e-06)


@pytest.mark.points(1, task="answers")
def test_why_not_pooling(student, reference):
    """Question 7: why the layer is no max pooling."""
    ours, theirs = reference.answers.why_not_pooling, student.answers.why_not_pooling
    assert_answer(theirs, ours, what="why_not_pooling")


@pytest.mark.points(1, task="answers")
def test_what_is_4(student, reference):
    """Question 8: what there are four of in a batch of maps."""
    ours, theirs = reference.answers.what_is_4, student.answers.what_is_4
    assert_answer(theirs, ours, what="what_is_4")


@pytest.mark.points(1, task="answers")
def test_multiplications(student, reference):
    """Question 9: the multiplications for one image."""
    ours, theirs = reference.answers.multiplications, student.answers.multiplications
    assert_answer(theirs, ours, what="multiplications", tolerance=0.5)


@pytest.mark.points(1, task="answers")
def test_parameters_if_fully_connected(student, reference):
    """Question 10: the parameters of a fully connected layer."""
    ours, theirs = (
        reference.answers.parameters_if_fully_connected,
        student.answers.parameters_if_fully_connected,
    )
    assert_answer(theirs, ours, what="parameters_if_fully_connected", tolerance=0.5)
