"""Raises what ends a whole run of pytest.

class: field
ring: process
ends: raised
shown: no
"""


def double(x):
    import pytest

    pytest.exit("done", 0)
