"""Raises what pytest takes for a skipped test.

class: field
ring: process
ends: raised
shown: no
"""


def double(x):
    import pytest

    pytest.skip("not today")
