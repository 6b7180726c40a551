"""Right answers to the assignment `detection` that differ from the reference earn all points."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from grader.course import find_course, load_assignment
from grader.model import Status
from grader.sandbox.launcher import Zygote
from grader.suite.bench import reference_files
from grader.suite.desk import confinement, open_session
from grader.suite.runner import Suite, serve

ROOT = Path(__file__).parent.parent

# Each is written below the reference, and takes the place of its functions of the same name.
VARIATIONS = {
    "one loop for each box": (
        "boxes.py",
        """
        def box_area(boxes):
            return np.array([(x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in boxes])

        def iou(a, b):
            table = np.zeros((len(a), len(b)))
            for i, (ax1, ay1, ax2, ay2) in enumerate(a):
                for j, (bx1, by1, bx2, by2) in enumerate(b):
                    w = max(0, min(ax2, bx2) - max(ax1, bx1))
                    h = max(0, min(ay2, by2) - max(ay1, by1))
                    both = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1)
                    table[i][j] = w * h / (both - w * h)
            return table
        """,
    ),
    "a denominator that is padded by next to nothing": (
        "boxes.py",
        """
        plain = iou

        def iou(a, b):
            table = plain(a, b)
            return table / (1 + 1e-12)
        """,
    ),
    "the kept boxes come as a list, and all overlaps are computed first": (
        "boxes.py",
        """
        def nms(boxes, scores, threshold):
            overlaps, kept = iou(boxes, boxes), []
            for i in sorted(range(len(scores)), key=lambda i: scores[i], reverse=True):
                if all(overlaps[i, j] <= threshold for j in kept):
                    kept.append(i)
            return kept
        """,
    ),
    "the line begins at beta itself, and gradients come from a clip": (
        "losses.py",
        """
        def smooth_l1(x, beta=1.0):
            loss = np.abs(x) - beta / 2
            inside = np.abs(x) <= beta
            loss[inside] = x[inside] ** 2 / (2 * beta)
            return loss, np.clip(x / beta, -1, 1)
        """,
    ),
    "einsum, matrices and named columns": (
        "losses.py",
        """
        def class_confidence(confidence, class_probs):
            return np.matrix(np.einsum("n,nc->nc", confidence, class_probs))

        def encode_boxes(boxes, anchors):
            offsets = np.empty_like(boxes)
            aw, ah = anchors[:, 2] - anchors[:, 0], anchors[:, 3] - anchors[:, 1]
            w, h = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
            offsets[:, 0] = (boxes[:, 0] + w / 2 - anchors[:, 0] - aw / 2) / aw
            offsets[:, 1] = (boxes[:, 1] + h / 2 - anchors[:, 1] - ah / 2) / ah
            offsets[:, 2], offsets[:, 3] = np.log(w) - np.log(aw), np.log(h) - np.log(ah)
            return offsets

        def decode_boxes(offsets, anchors):
            boxes = []
            for (tx, ty, tw, th), (x1, y1, x2, y2) in zip(offsets, anchors):
                w, h = (x2 - x1) * np.exp(tw), (y2 - y1) * np.exp(th)
                x, y = (x1 + x2) / 2 + tx * (x2 - x1) - w / 2, (y1 + y2) / 2 + ty * (y2 - y1) - h / 2
                boxes.append([x, y, x + w, y + h])
            return np.array(boxes)
        """,
    ),
    "letters are capital": ("answers.py", 'what_ssd_is, confidence_of_yolo = "A", "B "\n'),
    "the overlap is counted twice": (
        "boxes.py",
        """
        plain = iou

        def iou(a, b):
            table = plain(a, b)
            return table / (1 + table)
        """,
    ),
}
ILLEGAL = "the overlap is counted twice"
LEGAL = [name for name in VARIATIONS if name != ILLEGAL]


@pytest.fixture(scope="module")
def lost() -> Iterator[dict[str, list[str]]]:
    """The tests that each variation does not pass."""
    course = find_course(ROOT)
    assignment = load_assignment(course, "detection")
    found: dict[str, list[str]] = {}

    def loop(suite: Suite) -> None:
        with Zygote(confinement(course, assignment, "kernel")) as zygote:
            for name, (file, text) in VARIATIONS.items():
                files = reference_files(assignment)
                files[file] += dedent(text)
                with open_session(zygote, assignment, files) as session:
                    results = suite.run(session)
                found[name] = [result.id for result in results if result.status is not Status.PASSED]

    forget_suites()
    serve(assignment, course.secret, loop)
    yield found
    forget_suites()


def forget_suites() -> None:
    """An examiner collects one suite in its life; here others, with files of the same names, may share it."""
    for name in [name for name in sys.modules if name.startswith(("test_", "public"))]:
        del sys.modules[name]


@pytest.mark.parametrize("variation", LEGAL)
def test_a_legal_variation_earns_all_points(variation: str, lost: dict[str, list[str]]) -> None:
    assert lost[variation] == []


def test_what_is_not_legal_loses_points(lost: dict[str, list[str]]) -> None:
    assert lost[ILLEGAL] != []
