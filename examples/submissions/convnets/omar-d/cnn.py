import numpy as np
from layers import *


def affine_forward(x, w, b):
    return x.reshape(x.shape[0], -1).dot(w) + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return dout.dot(w.T).reshape(x.shape), x.reshape(x.shape[0], -1).T.dot(dout), dout.sum(axis=0)


class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), *, num_filters=32, filter_size=7, hidden_dim=100,
                 num_classes=10, weight_scale=1e-3, reg=0.0, rng=None):
        C, H, W = input_dim
        self.reg = reg
        self.params = {
            'W1': weight_scale * np.random.randn(num_filters, C, filter_size, filter_size),
            'b1': np.zeros(num_filters),
            'W2': weight_scale * np.random.randn(num_filters * H * W // 4, hidden_dim),
            'b2': np.zeros(hidden_dim),
            'W3': weight_scale * np.random.randn(hidden_dim, num_classes),
            'b3': np.zeros(num_classes),
        }

    def loss(self, X, y=None):
        p = self.params
        conv_param = {'stride': 1, 'pad': (p['W1'].shape[-1] - 1)//2}
        pool_param = {'pool_height': 2, 'pool_width': 2, 'stride': 2}
        c, c_cache = conv_forward_im2col(X, p['W1'], p['b1'], conv_param)
        r = np.maximum(0, c)
        m, m_cache = max_pool_forward_naive(r, pool_param)
        h, h_cache = affine_forward(m, p['W2'], p['b2'])
        hr = np.maximum(0, h)
        scores, s_cache = affine_forward(hr, p['W3'], p['b3'])
        if y is None:
            return scores
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        prob = e / e.sum(axis=1, keepdims=True)
        n = len(y)
        loss = -np.log(prob[range(n), y]).sum()/n
        loss += 0.5 * self.reg * sum(np.sum(p[k]**2) for k in ('W1', 'W2', 'W3'))
        grads = {}
        prob[range(n), y] -= 1
        d, grads['W3'], grads['b3'] = affine_backward(prob/n, s_cache)
        d, grads['W2'], grads['b2'] = affine_backward(d * (h > 0), h_cache)
        d = max_pool_backward_naive(d, m_cache) * (c > 0)
        d, grads['W1'], grads['b1'] = conv_backward_im2col(d, c_cache)
        for k in ('W1', 'W2', 'W3'):
            grads[k] = grads[k] + self.reg * p[k]
        return loss, grads
