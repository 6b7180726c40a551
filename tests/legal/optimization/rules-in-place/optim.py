# Update rules change w and the config in place.

import numpy as np

def _default(config, **values):
    config = config if config is not None else {}
    for name, value in values.items():
        config.setdefault(name, value)
    return config

def sgd(w, dw, config=None):
    config = _default(config, learning_rate=1e-2)
    w -= config["learning_rate"] * dw
    return w, config

def sgd_momentum(w, dw, config=None):
    config = _default(config, learning_rate=1e-2, momentum=0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = config["momentum"] * v - config["learning_rate"] * dw
    w += v
    config["velocity"] = v
    return w, config

def rmsprop(w, dw, config=None):
    config = _default(config, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8, cache=np.zeros_like(w))
    config["cache"] *= config["decay_rate"]
    config["cache"] += (1 - config["decay_rate"]) * dw * dw
    w -= config["learning_rate"] * dw / (np.sqrt(config["cache"]) + config["epsilon"])
    return w, config

def adam(w, dw, config=None):
    config = _default(config, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8,
                      m=np.zeros_like(w), v=np.zeros_like(w), t=0)
    config["t"] += 1
    config["m"][:] = config["beta1"] * config["m"] + (1 - config["beta1"]) * dw
    config["v"][:] = config["beta2"] * config["v"] + (1 - config["beta2"]) * dw ** 2
    mt = config["m"] / (1 - config["beta1"] ** config["t"])
    vt = config["v"] / (1 - config["beta2"] ** config["t"])
    w -= config["learning_rate"] * mt / (np.sqrt(vt) + config["epsilon"])
    return w, config
