"""Has a loss and its slope, but another loss: the one point for the slope is its own.

class: order
ring: process
ends: wrong
shown: no
earns: 1
meets: test_loss
"""


def square_loss(x, reg):
    return float((x**3).sum()), 3 * x**2
