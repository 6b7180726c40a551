"""Other ways to be right in `features`, as students write them: each gets full marks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from grader.cli import grade_main; grade_main()"]
ID = "features"

ALL_AT_ONCE = """
import numpy as np

def extract_patches(images, size, count, rng):
    rng = np.random.default_rng(rng)
    N, C, H, W = images.shape
    n = rng.integers(N, size=count)[:, None, None, None]
    c = np.arange(C)[None, :, None, None]
    tops = rng.integers(0, H - size, size=count, endpoint=True)[:, None, None, None]
    lefts = rng.integers(0, W - size, size=count, endpoint=True)[:, None, None, None]
    rows, columns = tops + np.arange(size)[:, None], lefts + np.arange(size)
    return images[n, c, rows, columns].reshape(count, -1)

def build_codebook(patches, k, rng):
    rng = np.random.default_rng(rng)
    words = np.array(rng.permutation(patches)[:k], dtype=np.float64)
    while True:
        near = np.linalg.norm(patches[:, None] - words, axis=-1).argmin(-1)
        moved = np.array([patches[near == j].mean(0) if (near == j).any() else words[j] for j in range(k)])
        if np.allclose(moved, words, rtol=0, atol=1e-12):
            return moved
        words = moved

def encode(image_patches, codebook):
    near = np.linalg.norm(image_patches[:, None] - codebook, axis=-1).argmin(-1)
    return np.histogram(near, bins=np.arange(len(codebook) + 1))[0] / len(near)
"""
PLUS_PLUS = """
import numpy as np

def extract_patches(images, size, count, rng):
    rng = np.random.RandomState(rng)
    N, C, H, W = images.shape
    out = []
    while len(out) < count:
        n, i, j = rng.randint(N), rng.randint(0, H - size + 1), rng.randint(0, W - size + 1)
        out.append(np.concatenate([images[n, c, i:i + size, j:j + size].flatten() for c in range(C)]))
    return out if count == 0 else np.stack(out)

def build_codebook(patches, k, rng):
    rng = np.random.RandomState(rng)
    patches = patches.astype(float)
    words = [patches[rng.randint(len(patches))]]
    while len(words) < k:  # each new word is likely to be far from those that are there
        d = np.min([np.sum((patches - w) ** 2, axis=1) for w in words], axis=0)
        words.append(patches[rng.choice(len(patches), p=d / d.sum())] if d.sum() else patches[0])
    words = np.array(words)
    for _ in range(100):
        near = np.argmin([np.sum((patches - w) ** 2, axis=1) for w in words], axis=0)
        for j in set(near.tolist()):
            words[j] = np.average(patches[near == j], axis=0)
    return words

def encode(image_patches, codebook):
    counts = [0] * len(codebook)
    for p in image_patches:
        counts[min(range(len(codebook)), key=lambda j: np.sum((p - codebook[j]) ** 2))] += 1
    return np.array(counts) / sum(counts)
"""
LOOPS = """
import numpy as np

def nearest_template(X, W):
    return np.array([min(range(W.shape[1]), key=lambda c: np.linalg.norm(x - W[:, c])) for x in X])

def two_layer_templates(W1, W2):
    return np.array([[W2[h, c] * W1[:, h] for h in range(W1.shape[1])] for c in range(W2.shape[1])])
"""

WORDS = ("extract_patches", "build_codebook", "encode")
VARIATIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "patches-by-fancy-indexing-words-until-they-rest": ("bag_of_words.py", ALL_AT_ONCE, WORDS),
    "a-start-with-words-far-apart-the-older-generator": ("bag_of_words.py", PLUS_PLUS, WORDS),
    "templates-with-loops": ("templates.py", LOOPS, ("nearest_template", "two_layer_templates")),
}

Results = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Every variation, graded as a student's submission: the reference, but for one file."""
    folder, place = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("grades")
    for name, (file, text, _) in VARIATIONS.items():
        (folder / name).mkdir()
        for path in (ROOT / "solutions" / ID).glob("*.py"):
            (folder / name / path.name).write_text(path.read_text("utf-8"))
        (folder / name / file).write_text(text)
    places = ["--out", str(place), "--gradebook", str(place / "gradebook.db"), "--json"]
    run = subprocess.run(
        [*COMMAND, ID, str(folder), *places],
        cwd=ROOT,
        env=os.environ | {"GRADER_SECRET": "of the legal variations"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {one["student"]: one["tests"] for one in json.loads(run.stdout)["submissions"]}


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_legal_variation_gets_full_marks(name: str, results: Results) -> None:
    tasks = VARIATIONS[name][2]
    judged = [test for test in results[name] if test["task"] in tasks]
    assert judged
    assert {test["id"]: test["status"] for test in judged if test["status"] != "passed"} == {}
