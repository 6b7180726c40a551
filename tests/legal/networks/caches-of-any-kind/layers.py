# Caches are objects, dictionaries and all there is.

class Memory:
    def __init__(self, **known):
        self.__dict__.update(known)

def affine_forward(x, w, b):
    return np.dot(np.reshape(x, (len(x), -1)), w) + b, Memory(x=x, w=w, b=b)

def affine_backward(dout, cache):
    x, w = cache.x, cache.w
    return dout.dot(w.T).reshape(x.shape), x.reshape(len(x), -1).T.dot(dout), np.sum(dout, axis=0)

def relu_forward(x):
    return x * (x > 0), {"x": x, "self": relu_forward}

def relu_backward(dout, cache):
    return dout * (cache["x"] > 0)
