import math

import numpy as np


def scores_of(x, W):
    scores = []
    for c in range(W.shape[1]):
        total = 0.0
        for d in range(W.shape[0]):
            total += x[d] * W[d, c]
        scores.append(total)
    return scores


def with_penalty(loss, dW, W, reg):
    for d in range(W.shape[0]):
        for c in range(W.shape[1]):
            loss += reg * W[d, c] ** 2
            dW[d, c] += 2 * reg * W[d, c]
    return float(loss), dW


class LinearClassifier:
    def __init__(self):
        self.W = None

    def loss(self, X, y, reg):
        raise NotImplementedError("LinearClassifier.loss")

    def train(self, X, y, *, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, rng=0):
        rng = np.random.default_rng(rng)
        if self.W is None:
            self.W = self._first_weights(X, y, rng)
        history = []
        for _ in range(num_iters):
            X_batch, y_batch = self._batch(X, y, batch_size, rng)
            loss, dW = self.loss(X_batch, y_batch, reg)
            history.append(loss)
            for d in range(self.W.shape[0]):
                for c in range(self.W.shape[1]):
                    self.W[d, c] -= learning_rate * dW[d, c]
        return history

    def _first_weights(self, X, y, rng):
        classes = 0
        for label in y:
            classes = max(classes, int(label) + 1)
        W = np.zeros((X.shape[1], classes))
        for d in range(W.shape[0]):
            for c in range(W.shape[1]):
                W[d, c] = 0.001 * rng.standard_normal()
        return W

    def _batch(self, X, y, batch_size, rng):
        left = list(range(X.shape[0]))
        size = min(batch_size, X.shape[0])
        X_batch, y_batch = np.zeros((size, X.shape[1])), np.zeros(size, dtype=int)
        for i in range(size):
            sample = left.pop(int(rng.integers(len(left))))
            for d in range(X.shape[1]):
                X_batch[i, d] = X[sample, d]
            y_batch[i] = y[sample]
        return X_batch, y_batch

    def predict(self, X):
        predictions = np.zeros(X.shape[0], dtype=int)
        for i in range(X.shape[0]):
            scores = scores_of(X[i], self.W)
            for c in range(len(scores)):
                if scores[c] > scores[predictions[i]]:
                    predictions[i] = c
        return predictions

    def accuracy(self, X, y):
        predictions = self.predict(X)
        right = 0
        for i in range(X.shape[0]):
            if predictions[i] == y[i]:
                right += 1
        return right / X.shape[0]


class LinearSVM(LinearClassifier):
    def loss(self, X, y, reg):
        N = X.shape[0]
        loss, dW = 0.0, np.zeros(self.W.shape)
        for i in range(N):
            scores = scores_of(X[i], self.W)
            for c in range(len(scores)):
                margin = scores[c] - scores[y[i]] + 1.0
                if c != y[i] and margin > 0:
                    loss += margin / N
                    for d in range(X.shape[1]):
                        dW[d, c] += X[i, d] / N
                        dW[d, y[i]] -= X[i, d] / N
        return with_penalty(loss, dW, self.W, reg)


class Softmax(LinearClassifier):
    def loss(self, X, y, reg):
        N = X.shape[0]
        loss, dW = 0.0, np.zeros(self.W.shape)
        for i in range(N):
            scores = scores_of(X[i], self.W)
            top = scores[0]
            for s in scores:
                top = max(top, s)
            total = 0.0
            for s in scores:
                total += math.exp(s - top)
            loss += (math.log(total) + top - scores[y[i]]) / N
            for c in range(len(scores)):
                slope = math.exp(scores[c] - top) / total
                if c == y[i]:
                    slope -= 1.0
                for d in range(X.shape[1]):
                    dW[d, c] += slope * X[i, d] / N
        return with_penalty(loss, dW, self.W, reg)


def class_templates(W, image_shape):
    templates = np.zeros((W.shape[1], *image_shape))
    for c in range(W.shape[1]):
        low = high = W[0, c]
        for d in range(W.shape[0]):
            low, high = min(low, W[d, c]), max(high, W[d, c])
        for d, place in enumerate(np.ndindex(*image_shape)):
            if high > low:
                templates[(c, *place)] = 255.0 * (W[d, c] - low) / (high - low)
    return templates
