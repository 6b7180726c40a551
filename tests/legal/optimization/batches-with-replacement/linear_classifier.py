# Batches are drawn with replacement.

import numpy as np
from past.builtins import xrange


class LinearClassifier(object):
    def __init__(self):
        self.W = None

    def loss(self, X, y, reg):
        raise NotImplementedError

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, rng=0, verbose=False):
        rng = np.random.default_rng(rng)
        num_train, dim = X.shape
        if self.W is None:
            self.W = 0.001 * rng.standard_normal((dim, np.max(y) + 1))
        loss_history = []
        for it in xrange(num_iters):
            idx = rng.choice(num_train, batch_size)
            loss, grad = self.loss(X[idx], y[idx], reg)
            loss_history.append(loss)
            self.W -= learning_rate * grad
            if verbose and it % 100 == 0:
                print('iteration', it, 'loss', loss)
        return loss_history

    def predict(self, X):
        return X.dot(self.W).argmax(1)

    def accuracy(self, X, y):
        return (self.predict(X) == y).mean()

class LinearSVM(LinearClassifier):
    def loss(self, X, y, reg):
        W, N = self.W, X.shape[0]
        loss, dW = 0.0, np.zeros(W.shape)
        for i in range(N):
            s = X[i] @ W
            for j in range(W.shape[1]):
                margin = s[j] - s[y[i]] + 1
                if j != y[i] and margin > 0:
                    loss += margin
                    dW[:, j] += X[i]
                    dW[:, y[i]] -= X[i]
        return loss / N + reg * np.sum(W * W), dW / N + 2 * reg * W

class Softmax(LinearClassifier):
    def loss(self, X, y, reg):
        s = X @ self.W
        s = s - s.max(1)[:, None]
        log_sum = np.log(np.exp(s).sum(1))
        loss = np.mean(log_sum - s[range(len(y)), y]) + reg * (self.W ** 2).sum()
        p = np.exp(s - log_sum[:, None])
        p[range(len(y)), y] -= 1
        return np.float64(loss), np.asmatrix(X).T @ p / len(y) + 2 * reg * self.W

def class_templates(W, image_shape):
    out = []
    for c in range(W.shape[1]):
        w = W[:, c].reshape(image_shape)
        lo, hi = w.min(), w.max()
        out.append(np.zeros(image_shape) if hi == lo else 255.0 * (w - lo) / (hi - lo))
    return np.stack(out)
