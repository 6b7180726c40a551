# Wrong: in a tie, both inputs of the maximum gate get the whole gradient.

class MaxGate:
    def forward(self, x, y):
        self.x, self.y = x, y
        return np.maximum(x, y)

    def backward(self, upstream):
        return upstream * (self.x >= self.y), upstream * (self.y >= self.x)
