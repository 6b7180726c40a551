import numpy as np

from cs231n.layers import *


class ThreeLayerConvNet(object):
    def __init__(self, input_dim=(3, 32, 32), num_filters=32, filter_size=7, hidden_dim=100,
                 num_classes=10, weight_scale=1e-3, reg=0.0, dtype=np.float64):
        self.params = {}
        self.reg = reg
        self.dtype = dtype
        C, H, W = input_dim
        self.params['W1'] = np.random.randn(num_filters, C, filter_size, filter_size) * weight_scale
        self.params['b1'] = np.zeros(num_filters)
        self.params['W2'] = np.random.randn(num_filters * H * W // 4, hidden_dim) * weight_scale
        self.params['b2'] = np.zeros(hidden_dim)
        self.params['W3'] = np.random.randn(hidden_dim, num_classes) * weight_scale
        self.params['b3'] = np.zeros(num_classes)
        for k, v in self.params.items():
            self.params[k] = v.astype(dtype)

    def loss(self, X, y=None):
        W1, b1 = self.params['W1'], self.params['b1']
        W2, b2 = self.params['W2'], self.params['b2']
        W3, b3 = self.params['W3'], self.params['b3']
        conv_param = {'stride': 1, 'pad': (W1.shape[2] - 1) // 2}
        pool_param = {'pool_height': 2, 'pool_width': 2, 'stride': 2}

        a1, cache1 = conv_forward_naive(X, W1, b1, conv_param)
        r1 = np.maximum(a1, 0)
        p1, cachep = max_pool_forward_naive(r1, pool_param)
        flat = p1.reshape(X.shape[0], -1)
        a2 = flat.dot(W2) + b2
        r2 = np.maximum(a2, 0)
        scores = r2.dot(W3) + b3
        if y is None:
            return scores

        scores = scores - np.max(scores, axis=1, keepdims=True)
        p = np.exp(scores)
        p /= p.sum(axis=1, keepdims=True)
        N = X.shape[0]
        loss = -np.mean(np.log(p[np.arange(N), y]))
        loss += self.reg * (np.sum(W1 * W1) + np.sum(W2 * W2) + np.sum(W3 * W3))

        grads = {}
        d = p.copy()
        d[np.arange(N), y] -= 1
        d /= N
        grads['W3'] = r2.T.dot(d) + 2 * self.reg * W3
        grads['b3'] = d.sum(0)
        d = d.dot(W3.T)
        d[a2 < 0] = 0
        grads['W2'] = flat.T.dot(d) + 2 * self.reg * W2
        grads['b2'] = d.sum(0)
        d = max_pool_backward_naive(d.dot(W2.T).reshape(p1.shape), cachep)
        d[a1 < 0] = 0
        dx, dw, db = conv_backward_naive(d, cache1)
        grads['W1'] = dw + 2 * self.reg * W1
        grads['b1'] = db
        return loss, grads
