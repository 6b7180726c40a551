# The sigmoid overflows with a warning.

def sigmoid_forward(x):
    s = 1.0 / (1.0 + np.exp(-x))
    return s, (s,)
