import numpy as np

import layers as L

rng = np.random.default_rng()


class ThreeLayerConvNet:
    def __init__(self, input_dim=(3, 32, 32), *, num_filters=32, filter_size=7, hidden_dim=100,
                 num_classes=10, weight_scale=1e-3, reg=0.0, rng=rng):
        c, h, w = input_dim
        shapes = dict(W1=(num_filters, c, filter_size, filter_size), W2=(num_filters * h * w // 4, hidden_dim),
                      W3=(hidden_dim, num_classes))
        self.params = {k: rng.normal(0.0, weight_scale, s) for k, s in shapes.items()}
        self.params |= dict(b1=np.zeros(num_filters), b2=np.zeros(hidden_dim), b3=np.zeros(num_classes))
        self.reg = reg

    def loss(self, X, y=None):
        W1, b1, W2, b2, W3, b3 = (self.params[k] for k in "W1 b1 W2 b2 W3 b3".split())
        pad = W1.shape[-1] // 2
        maps, conv = L.conv_forward_im2col(X, W1, b1, dict(stride=1, pad=pad))
        # the largest value first, then the ReLU: it is the same
        pooled, pool = L.max_pool_forward_naive(maps, dict(pool_height=2, pool_width=2, stride=2))
        active = pooled > 0
        flat = (pooled * active).reshape(len(X), -1)
        pre = flat @ W2 + b2
        hidden = pre.clip(0)
        scores = hidden @ W3 + b3
        if y is None:
            return scores
        z = scores - scores.max(1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(1, keepdims=True))
        loss = -np.take_along_axis(logp, y[:, None], 1).mean() + self.reg * sum((w**2).sum() for w in (W1, W2, W3))
        ds = (np.exp(logp) - np.eye(scores.shape[1])[y]) / len(y)
        dh = ds @ W3.T * (pre > 0)
        dp = (dh @ W2.T).reshape(pooled.shape) * active
        _, dW1, db1 = L.conv_backward_im2col(L.max_pool_backward_naive(dp, pool), conv)
        r = 2 * self.reg
        return loss, dict(W1=dW1 + r * W1, b1=db1, W2=flat.T @ dh + r * W2, b2=dh.sum(0),
                          W3=hidden.T @ ds + r * W3, b3=ds.sum(0))
