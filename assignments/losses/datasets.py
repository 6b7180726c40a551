"""Small data sets, made from a seed: nothing is downloaded.

Each gives (X, y): X float64, y (N,) with the index of each sample's class.
"""

import pickle
from pathlib import Path

import numpy as np


def spirals(
    classes: int = 3, per_class: int = 100, noise: float = 0.2, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Points on the arms of a spiral, one arm per class: X (classes * per_class, 2).

    No straight line separates them, so a linear classifier gets about half of them right.
    """
    rng = np.random.default_rng(seed)
    radius = np.linspace(0.0, 1.0, per_class)
    arms = []
    for k in range(classes):
        start = 2 * np.pi * k / classes
        angle = start + 4.0 * radius + noise * rng.standard_normal(per_class)
        arms.append(np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1))
    return np.concatenate(arms), np.repeat(np.arange(classes), per_class)


def images(
    classes: int = 4, per_class: int = 50, size: int = 8, noise: float = 0.15, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Coloured stripes in noise: X (classes * per_class, 3, size, size) with values in [0, 1].

    Each class has its own direction and colour; where the stripes begin differs from image to image.
    """
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:size, :size] / size
    y = np.repeat(np.arange(classes), per_class)
    direction = np.pi * y / classes
    along = np.cos(direction)[:, None, None] * columns + np.sin(direction)[:, None, None] * rows
    phase = rng.uniform(0, 2 * np.pi, (len(y), 1, 1))
    stripes = 0.5 + 0.5 * np.sin(4 * np.pi * along + phase)
    hue = 2 * np.pi * (y[:, None] / classes + np.arange(3) / 3)
    colour = 0.6 + 0.4 * np.cos(hue)
    X = stripes[:, None] * colour[:, :, None, None] + noise * rng.standard_normal((len(y), 3, size, size))
    return np.clip(X, 0.0, 1.0), y


def split(
    X: np.ndarray, y: np.ndarray, share: float = 0.8, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(X_train, y_train, X_test, y_test): shuffled, `share` of the samples in the first two."""
    order = np.random.default_rng(seed).permutation(len(y))
    cut = round(share * len(y))
    train, test = order[:cut], order[cut:]
    return X[train], y[train], X[test], y[test]


def cifar10(
    folder: str | Path, train: bool = True, limit: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """CIFAR-10 from `folder`, where you have unpacked its python version: X (N, 3, 32, 32), 0 to 255.

    `limit` keeps the first so many. Read only files that come from the data set's own site: they are
    pickles, and a pickle can run code.
    """
    names = [f"data_batch_{number}" for number in range(1, 6)] if train else ["test_batch"]
    missing = [name for name in names if not (Path(folder) / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{folder} has no {missing[0]}: give the folder cifar-10-batches-py")
    batches = []
    for name in names:
        raw = (Path(folder) / name).read_bytes()
        batches.append(pickle.loads(raw, encoding="bytes"))  # noqa: S301 - the format it comes in
    X = np.concatenate([batch[b"data"] for batch in batches]).reshape(-1, 3, 32, 32).astype(float)
    y = np.concatenate([np.array(batch[b"labels"]) for batch in batches])
    return X[:limit], y[:limit]
