import numpy as np


def one_hot(y, C):
    return np.eye(C)[y]


class LinearClassifier:
    def __init__(self):
        self.W = None

    def loss(self, X, y, reg):
        raise NotImplementedError("LinearClassifier.loss")

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, rng=0):
        rng = np.random.default_rng(rng)
        if self.W is None:
            self.W = rng.normal(scale=1e-3, size=(X.shape[1], y.max() + 1))

        def step():
            i = rng.choice(len(X), batch_size)     # with replacement: fast, and good enough
            loss, grad = self.loss(X[i], y[i], reg)
            self.W = self.W - learning_rate * grad
            return loss

        return [step() for _ in range(num_iters)]

    def predict(self, X):
        return (X @ self.W).argmax(axis=1)

    def accuracy(self, X, y):
        return np.mean(self.predict(X) == y)


class LinearSVM(LinearClassifier):
    def loss(self, X, y, reg):
        S, Y = X @ self.W, one_hot(y, self.W.shape[1])
        M = np.maximum(0, S - (S * Y).sum(1, keepdims=True) + 1 - Y)
        G = np.sign(M)
        G -= Y * G.sum(1, keepdims=True)
        return M.sum() / len(X) + reg * np.vdot(self.W, self.W), X.T @ G / len(X) + reg * self.W


class Softmax(LinearClassifier):
    def loss(self, X, y, reg):
        S, Y = X @ self.W, one_hot(y, self.W.shape[1])
        S = S - S.max(1, keepdims=True)
        S = S - np.log(np.exp(S).sum(1, keepdims=True))
        return -(S * Y).sum() / len(X) + reg * np.vdot(self.W, self.W), X.T @ (np.exp(S) - Y) / len(X) + reg * self.W


def class_templates(W, image_shape):
    span = np.ptp(W, axis=0)
    scaled = 255 * np.divide(W - W.min(axis=0), span, out=np.zeros_like(W), where=span > 0)
    return scaled.T.reshape(W.shape[1], *image_shape)
