# The velocity has the other sign and another name in the config.

import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, **(config or {})}
    v = config["momentum"] * config.get("my_velocity", 0.0) + dw
    return w - config["learning_rate"] * v, {**config, "my_velocity": v}
