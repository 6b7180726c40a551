import numpy as np


class LinearClassifier(object):

    def __init__(self):
        self.W = None

    def loss(self, X, y, reg):
        raise NotImplementedError("LinearClassifier.loss")

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, rng=0):
        rng = np.random.default_rng(rng)
        N, D = X.shape
        if not self.W:
            self.W = 0.001 * rng.standard_normal((D, max(y) + 1))
        history = []
        for i in range(num_iters):
            batch = rng.choice(N, min(N, batch_size), replace=False)
            loss, dW = self.loss(X[batch], y[batch], reg)
            history.append(loss)
            self.W = self.W - learning_rate * dW
        return history

    def predict(self, X):
        labels = []
        for x in X:
            labels.append(int(np.argmax(x @ self.W)))
        return np.array(labels)

    def accuracy(self, X, y):
        right = 0
        for guess, true in zip(self.predict(X), y):
            if guess == true:
                right += 1
        return right / len(y)


class LinearSVM(LinearClassifier):

    def loss(self, X, y, reg):
        N = len(X)
        loss = 0.0
        dW = np.zeros_like(self.W)
        for i in range(N):
            scores = X[i] @ self.W
            for j in range(len(scores)):
                margin = scores[j] - scores[y[i]] + 1.0
                if j == y[i] or margin <= 0:
                    continue
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
        return loss / N + reg * np.sum(self.W ** 2), dW / N + 2 * reg * self.W


class Softmax(LinearClassifier):

    def loss(self, X, y, reg):
        N = len(X)
        loss = 0.0
        dW = np.zeros_like(self.W)
        for i in range(N):
            scores = X[i] @ self.W
            scores -= np.max(scores)
            logsum = np.log(np.sum(np.exp(scores)))
            loss += logsum - scores[y[i]]
            p = np.exp(scores - logsum)
            p[y[i]] -= 1.0
            dW += np.outer(X[i], p)
        return loss / N + reg * np.sum(self.W ** 2), dW / N + 2 * reg * self.W


def class_templates(W, image_shape):
    pictures = []
    for c in range(W.shape[1]):
        w = W[:, c]
        if w.max() == w.min():
            pictures.append(np.zeros(image_shape))
        else:
            pictures.append(255 * ((w - w.min()) / (w.max() - w.min())).reshape(image_shape))
    return np.array(pictures)
