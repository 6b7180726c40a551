# Axes are summed one at a time.

def sum_to_shape(gradient, shape):
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis in range(len(shape)):
        if shape[axis] == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient

def jacobian_shape(kind, n, batch):
    inputs = n * batch
    return [{"elementwise": inputs, "sum": batch, "loss": 1}.get(kind) or int(kind), inputs]

def relu_jacobian(x):
    return np.diag(x > 0) * 1
