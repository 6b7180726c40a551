# Functions are imported as in the field's starter code.

from past.builtins import xrange
from cs231n.layers import *


class ThreeLayerConvNet:
    def __init__(
        self, input_dim=(3, 32, 32), *, num_filters=32, filter_size=7, hidden_dim=100, num_classes=10,
        weight_scale=1e-3, reg=0.0, rng=None
    ):
        C, H, W = input_dim
        rng = rng or np.random.default_rng()
        self.reg = reg
        self.params = {
            "W1": weight_scale * rng.standard_normal((num_filters, C, filter_size, filter_size)),
            "b1": np.zeros(num_filters),
            "W2": weight_scale * rng.standard_normal((num_filters * (H // 2) * (W // 2), hidden_dim)),
            "b2": np.zeros(hidden_dim),
            "W3": weight_scale * rng.standard_normal((hidden_dim, num_classes)),
            "b3": np.zeros(num_classes),
        }

    def loss(self, X, y=None):
        p = self.params
        conv_param = {"stride": 1, "pad": p["W1"].shape[2] // 2}
        pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
        maps, conv_cache = conv_forward_im2col(X, p["W1"], p["b1"], conv_param)
        maps, maps_cache = relu_forward(maps)
        maps, pool_cache = max_pool_forward_naive(maps, pool_param)
        hidden, hidden_cache = affine_forward(maps, p["W2"], p["b2"])
        hidden, relu_cache = relu_forward(hidden)
        scores, scores_cache = affine_forward(hidden, p["W3"], p["b3"])
        if y is None:
            return scores

        loss, dscores = softmax_loss(scores, y)
        grads = {}
        dhidden, grads["W3"], grads["b3"] = affine_backward(dscores, scores_cache)
        dhidden = relu_backward(dhidden, relu_cache)
        dmaps, grads["W2"], grads["b2"] = affine_backward(dhidden, hidden_cache)
        dmaps = max_pool_backward_naive(dmaps, pool_cache)
        dmaps = relu_backward(dmaps, maps_cache)
        _, grads["W1"], grads["b1"] = conv_backward_im2col(dmaps, conv_cache)
        for name in ("W1", "W2", "W3"):
            loss += self.reg * np.sum(p[name] ** 2)
            grads[name] += 2 * self.reg * p[name]
        return loss, grads
