# Training writes into the parameters and keeps an array.

def train(model, X, y, *, learning_rate, num_epochs, batch_size, rng):
    np.random.seed(rng)
    history = []
    for epoch in range(num_epochs):
        order = np.arange(len(y))
        np.random.shuffle(order)
        for batch in np.split(order, range(batch_size, len(y), batch_size)):
            loss, grads = model.loss(X[batch], y[batch])
            for name in model.params:
                model.params[name] -= learning_rate * grads[name]
            history.append(loss)
    return np.array(history)
