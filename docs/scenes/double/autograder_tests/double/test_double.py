import pytest


@pytest.mark.points(1, task="double")
def test_zero_stays_zero(student):
    """Twice nothing is nothing."""
    assert student.double.double(0) == 0


@pytest.mark.points(2, task="double")
def test_three_becomes_six(student):
    """Twice three is six."""
    assert repr(student.double.double(3)) == '6'


@pytest.mark.points(1, task="negate")
def test_the_sign_changes(student):
    """One becomes minus one."""
    assert student.double.negate(1) == -1
