import pytest

from grader.testing import assert_close, assert_each_close, assert_raises, assert_that, unpack

# Every kind of layer, with sizes of its own in both directions.
NETWORK = [
    {"kind": "input", "shape": (3, 30, 26)},
    {"kind": "conv", "filters": 8, "field": (4, 6), "stride": 2, "pad": 2},
    {"kind": "relu"},
    {"kind": "pool", "field": (2, 3), "stride": 2},
    {"kind": "conv", "filters": 5, "field": (3, 2), "stride": 1, "pad": 0},
    {"kind": "fc", "units": 11},
    {"kind": "relu"},
    {"kind": "fc", "units": 7},
]


@pytest.mark.points(1, task="conv_output_size")
def test_output_size(student, reference):
    """The size is right for all kinds of strides and paddings."""
    points = [
        (7, 3, 1, 0),
        (7, 3, 1, 1),
        (11, 5, 3, 0),
        (12, 4, 2, 3),
        (9, 2, 3, 1),
        (5, 5, 2, 0),
        (8, 1, 7, 0),
    ]
    sizes = student.shapes.conv_output_size.map(points)
    assert_each_close(sizes, reference.shapes.conv_output_size.map(points), what="size")


@pytest.mark.points(1, task="conv_output_size")
def test_output_size_of_a_filter_that_does_not_fit(student):
    """A stride that leaves pixels over raises ValueError, and so does a filter larger than the image."""
    student.shapes.conv_output_size(7, 3, 2, 0)
    for misfit in [(7, 3, 3, 0), (8, 5, 2, 2), (4, 5, 1, 0), (2, 7, 2, 1)]:
        assert_raises(ValueError, student.shapes.conv_output_size, *misfit)


@pytest.mark.points(2, task="conv_output_shape")
def test_output_shape(student, reference):
    """Channels, height and width are right where height and width differ, and so do the field's."""
    points = [((3, 9, 7), 4, (5, 3), 2, 1), ((2, 10, 13), 7, (1, 4), 3, 0), ((5, 6, 11), 3, (4, 3), 1, 2)]
    shapes = student.shapes.conv_output_shape.map(points)
    for shape, expected in zip(shapes, reference.shapes.conv_output_shape.map(points), strict=True):
        assert_same_shape(shape, expected)


@pytest.mark.points(2, task="conv_param_count")
def test_param_count(student, reference):
    """Weights and biases are counted, with and without biases, for fields of all kinds."""
    points = [(3, 7, 5, 2), (6, 4, 3, 1, False), (1, 9, 2, 6, True), (16, 2, 1, 1)]
    counts = student.shapes.conv_param_count.map(points)
    assert_each_close(counts, reference.shapes.conv_param_count.map(points), what="parameters")


@pytest.mark.points(1, task="layer_table")
def test_table_shapes(student, reference):
    """The output shape of every layer of a network is right."""
    rows, expected = tables(student, reference)
    for row, wanted in zip(rows, expected, strict=True):
        assert_same_shape(entry(row, "shape"), wanted["shape"])


@pytest.mark.points(2, task="layer_table")
def test_table_params(student, reference):
    """The parameters of every layer of a network are right."""
    rows, expected = tables(student, reference)
    assert_columns(rows, expected, "params")


@pytest.mark.points(1, task="layer_table")
def test_table_macs(student, reference):
    """The multiply-adds of every layer of a network are right."""
    rows, expected = tables(student, reference)
    assert_columns(rows, expected, "macs")


@pytest.mark.points(2, task="receptive_field")
def test_receptive_field(student, reference):
    """The receptive field is right for strides in any order, and for no layer at all."""
    points = [([(5, 1), (2, 2), (3, 1), (2, 3), (4, 2)],), ([(3, 2), (3, 2), (1, 1)],), ([],), ([(7, 4)],)]
    pixels = student.shapes.receptive_field.map(points)
    assert_each_close(pixels, reference.shapes.receptive_field.map(points), what="pixels")


def tables(student, reference):
    rows, expected = student.shapes.layer_table(NETWORK), reference.shapes.layer_table(NETWORK)
    return unpack(rows, *(f"row {number}" for number in range(1, len(expected) + 1))), expected


def entry(row, key):
    found = isinstance(row, dict) and key in row
    assert_that(found, f'each row is a dict with the key "{key}"', what="row")
    return row[key]


def assert_columns(rows, expected, key):
    found, wanted = [entry(row, key) for row in rows], [row[key] for row in expected]
    assert_each_close(found, wanted, what=key)


def assert_same_shape(actual, expected):
    """A tuple or a list of the same sizes, each of any type of number."""
    axes = ("channels", "height", "width")[: len(expected)] if len(expected) > 1 else ("units",)
    for axis, size, wanted in zip(axes, unpack(actual, *axes), expected, strict=True):
        assert_close(size, wanted, what=axis)
