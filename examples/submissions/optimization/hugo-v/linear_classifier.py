import numpy as np


class LinearClassifier:
    def __init__(self):
        self.W = None

    def loss(self, X, y, reg):
        raise NotImplementedError("LinearClassifier.loss")

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, rng=0):
        rng = np.random.default_rng(rng)
        num_train, dim = X.shape
        num_classes = len(np.unique(y))
        if self.W is None:
            self.W = 0.001 * rng.standard_normal((dim, num_classes))
        batch = rng.choice(num_train, min(batch_size, num_train), replace=False)
        X_batch, y_batch = X[batch], y[batch]
        loss_history = []
        for it in range(num_iters):
            loss, grad = self.loss(X_batch, y_batch, reg)
            loss_history.append(loss)
            self.W += -learning_rate * grad
        return loss_history

    def predict(self, X):
        scores = np.dot(X, self.W)
        y_pred = np.argmax(scores, axis=1)
        return y_pred

    def accuracy(self, X, y):
        return np.sum(self.predict(X) == y) / float(len(y)) * 100


class LinearSVM(LinearClassifier):
    def loss(self, X, y, reg):
        n = X.shape[0]
        scores = X.dot(self.W)
        correct = scores[np.arange(n), y].reshape(-1, 1)
        margins = np.maximum(0, scores - correct + 1)
        loss = margins.sum() / n - 1 + reg * (self.W * self.W).sum()   # -1 for the true class
        mask = (margins > 0).astype(float)
        mask[np.arange(n), y] = 0
        mask[np.arange(n), y] = -mask.sum(axis=1)
        return loss, X.T.dot(mask) / n + 2 * reg * self.W


class Softmax(LinearClassifier):
    def loss(self, X, y, reg):
        n = X.shape[0]
        scores = X.dot(self.W)
        scores -= scores.max(axis=1, keepdims=True)
        p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        loss = -np.log(p[np.arange(n), y]).mean() + reg * (self.W * self.W).sum()
        p[np.arange(n), y] -= 1
        return loss, X.T.dot(p) / n + 2 * reg * self.W


def class_templates(W, image_shape):
    w_min, w_max = np.min(W), np.max(W)
    pictures = 255.0 * (W - w_min) / (w_max - w_min)
    return pictures.T.reshape(-1, *image_shape)
