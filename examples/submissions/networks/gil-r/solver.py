import numpy as np


def train(model, X, y, *, learning_rate, num_epochs, batch_size, rng=None):
    rng = np.random.default_rng(rng)
    history = []
    for epoch in range(num_epochs):
        order = rng.permutation(len(X))
        # as many full batches as fit
        for start in range(0, len(X) - batch_size + 1, batch_size):
            batch = order[start:start + batch_size]
            loss, grads = model.loss(X[batch], y[batch])
            history.append(loss)
            for k, g in grads.items():
                model.params[k] -= learning_rate * g
    return history
