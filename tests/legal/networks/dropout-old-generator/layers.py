# Dropout draws from numpy's old generator.

def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if "seed" in dropout_param:
        np.random.seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        mask = np.random.rand(*x.shape) < p
        x = x * mask / p
    return x.astype(float, copy=False), (dropout_param, mask)

def dropout_backward(dout, cache):
    param, mask = cache
    return dout * mask / param["p"] if param["mode"] == "train" else dout
