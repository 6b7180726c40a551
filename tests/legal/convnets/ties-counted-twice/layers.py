# Wrong: each of several largest entries gets the whole gradient.

def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    dx = np.zeros_like(x)
    height, width, stride = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    for n, c, i, j in np.ndindex(dout.shape):
        rows = slice(i * stride, i * stride + height)
        columns = slice(j * stride, j * stride + width)
        window = x[n, c, rows, columns]
        largest = window == window.max()
        share = largest
        dx[n, c, rows, columns] += share * dout[n, c, i, j]
    return dx
