# Both inputs of a tie get one half.

class MaxGate:
    def forward(self, x, y):
        self.share = (1 + np.sign(x - y)) / 2
        return np.maximum(x, y)

    def backward(self, upstream):
        return self.share * upstream, (1 - self.share) * upstream
