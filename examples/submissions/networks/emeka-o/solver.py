import numpy as np


def train(model, X, y, *, learning_rate, num_epochs, batch_size, rng=None):
    rng = np.random.default_rng(rng)
    losses = []
    for epoch in range(num_epochs):
        indices = rng.permutation(len(y))
        while len(indices):
            now, indices = indices[:batch_size], indices[batch_size:]
            loss, grads = model.loss(X[now], y[now])
            losses.append(float(loss))
            for k in grads:
                model.params[k] -= learning_rate * grads[k]
    return losses
