import pytest

from grader.testing import assert_close, assert_each_close, assert_that, unpack

pytestmark = pytest.mark.visibility("visible")

# The lecture's layer: ten 5x5 filters over 32x32 pixels of 3 colours, with stride 1 and padding 2.
LAYER = [
    {"kind": "input", "shape": (3, 32, 32)},
    {"kind": "conv", "filters": 10, "field": (5, 5), "stride": 1, "pad": 2},
]


@pytest.mark.points(1, task="conv_output_size")
def test_output_sizes_of_the_lecture(student):
    """A filter of 3 finds 5 places along 7 pixels, 3 with stride 2, and 7 with padding 1."""
    sizes = student.shapes.conv_output_size.map([(7, 3, 1, 0), (7, 3, 2, 0), (7, 3, 1, 1)])
    assert_each_close(sizes, [5, 3, 7], what="size")


@pytest.mark.points(1, task="conv_output_shape")
def test_output_shape_of_the_lecture(student):
    """The lecture's layer makes 10 maps of 32x32."""
    shape = student.shapes.conv_output_shape((3, 32, 32), 10, (5, 5), 1, 2)
    for axis, size, wanted in zip(
        "CHW", unpack(shape, "channels", "height", "width"), (10, 32, 32), strict=True
    ):
        assert_close(size, wanted, what=axis)


@pytest.mark.points(1, task="conv_param_count")
def test_parameters_of_the_lecture(student):
    """The lecture's layer has 760 parameters."""
    assert_close(student.shapes.conv_param_count(3, 10, 5, 5), 760, what="parameters")


@pytest.mark.points(1, task="layer_table")
def test_table_of_the_lecture(student):
    """The lecture's layer has a row with 760 parameters and 768,000 multiply-adds."""
    (row,) = unpack(student.shapes.layer_table(LAYER), "row")
    complete = isinstance(row, dict) and {"shape", "params", "macs"} <= row.keys()
    assert_that(complete, 'the row is a dict with the keys "shape", "params" and "macs"', what="row")
    assert_close(row["params"], 760, what="params")
    assert_close(row["macs"], 768_000, what="macs")


@pytest.mark.points(1, task="receptive_field")
def test_receptive_field_of_three_small_filters(student):
    """Three layers of 3x3 filters see 7 pixels, as one layer of 7x7 does."""
    pixels = student.shapes.receptive_field.map([([(3, 1)] * 3,), ([(7, 1)],)])
    assert_each_close(pixels, [7, 7], what="pixels")
