# The ReLU has slope one half at 0.

class ReluGate:
    def forward(self, x):
        self.x = x
        return (x + np.abs(x)) / 2

    def backward(self, upstream):
        return upstream * (1 + np.sign(self.x)) / 2
