# Statistics are kept as rows.

def batchnorm_forward(x, gamma, beta, bn_param):
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mu = np.mean(x, axis=0, keepdims=True)
    var = np.mean((x - mu) ** 2, axis=0, keepdims=True)
    kept_mu = bn_param.get("running_mean", np.zeros_like(mu))
    kept_var = bn_param.get("running_var", np.zeros_like(var))
    if bn_param["mode"] == "train":
        bn_param["running_mean"] = kept_mu * momentum + mu * (1 - momentum)
        bn_param["running_var"] = kept_var * momentum + var * (1 - momentum)
    else:
        mu, var = kept_mu, kept_var
    std = np.sqrt(var + eps)
    return gamma * (x - mu) / std + beta, ((x - mu) / std, std, gamma)
