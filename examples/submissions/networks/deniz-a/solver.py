import numpy as np


def train(model, X, y, *, learning_rate, num_epochs, batch_size, rng=None):
    """
    Trains with plain SGD.
    """
    np.random.seed(rng)
    num_train = X.shape[0]
    loss_history = []
    for epoch in range(num_epochs):
        perm = np.arange(num_train)
        np.random.shuffle(perm)
        for i in range(int(np.ceil(num_train / batch_size))):
            mask = perm[i * batch_size : (i + 1) * batch_size]
            X_batch = X[mask]
            y_batch = y[mask]
            loss, grads = model.loss(X_batch, y_batch)
            loss_history.append(loss)
            for p, w in model.params.items():
                model.params[p] = w - learning_rate * grads[p]
    return loss_history
