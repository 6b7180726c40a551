# Losses are computed with loops, shims and prints.

from past.builtins import xrange

def svm_loss(x, y):
    N, C = x.shape
    print("größte Punktzahl:", x.max())
    loss, dx = 0, np.zeros_like(x)
    for i in xrange(N):
        for j in xrange(C):
            if j != y[i] and x[i, j] - x[i, y[i]] + 1 > 0:
                loss += (x[i, j] - x[i, y[i]] + 1) / N
                dx[i, j] += 1 / N
                dx[i, y[i]] -= 1 / N
    return loss, dx
