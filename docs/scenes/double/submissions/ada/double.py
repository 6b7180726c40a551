def double(x):
    return 2.0 * x


def negate(x):
    return -x
