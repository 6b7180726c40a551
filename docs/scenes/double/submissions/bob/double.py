def double(x):
    return x and x + 3


def negate(x):
    return -x
