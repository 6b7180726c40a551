def double(x):
    """Twice `x`."""
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION


def negate(x):
    """The number that adds up with `x` to nothing."""
    # BEGIN SOLUTION
    return -x
    # END SOLUTION
