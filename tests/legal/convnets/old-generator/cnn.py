# Weights are drawn with numpy's old generator.

class ThreeLayerConvNet(ThreeLayerConvNet):
    def __init__(
        self, input_dim=(3, 32, 32), *, num_filters=32, filter_size=7, hidden_dim=100, num_classes=10,
        weight_scale=1e-3, reg=0.0, rng=None
    ):
        C, H, W = input_dim
        rng = rng or np.random.default_rng()
        self.reg = reg
        self.params = {
            "W1": weight_scale * np.random.randn(*(num_filters, C, filter_size, filter_size)),
            "b1": np.zeros(num_filters),
            "W2": weight_scale * np.random.randn(*(num_filters * (H // 2) * (W // 2), hidden_dim)),
            "b2": np.zeros(hidden_dim),
            "W3": weight_scale * np.random.randn(*(hidden_dim, num_classes)),
            "b3": np.zeros(num_classes),
        }
