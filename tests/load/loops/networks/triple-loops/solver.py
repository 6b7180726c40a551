import numpy as np


def train(model, X, y, *, learning_rate, num_epochs, batch_size, rng=None):
    rng = np.random.default_rng(rng)
    losses = []
    for _ in range(num_epochs):
        left = list(range(X.shape[0]))
        while left:
            batch = []
            while left and len(batch) < batch_size:
                batch.append(left.pop(int(rng.integers(len(left)))))
            losses.append(step(model, *samples(X, y, batch), learning_rate))
    return losses


def samples(X, y, batch):
    X_batch = np.zeros((len(batch), *X.shape[1:]))
    y_batch = np.zeros(len(batch), dtype=int)
    for i, sample in enumerate(batch):
        for index in np.ndindex(X.shape[1:]):
            X_batch[(i, *index)] = X[(sample, *index)]
        y_batch[i] = y[sample]
    return X_batch, y_batch


def step(model, X, y, learning_rate):
    loss, grads = model.loss(X, y)
    for name, values in model.params.items():
        moved = np.zeros(values.shape)
        for index in np.ndindex(values.shape):
            moved[index] = values[index] - learning_rate * grads[name][index]
        model.params[name] = moved
    return loss
