"""What naming mistakes costs, as a share of grading, in one run.

Grades the example class of `losses` twice with one examiner. CPU time of the suite (its own and the
workers') against that of the naming: for the submissions that fail a test, and for those that do not.
The first round loads the wrong variants; after it what they answer is known.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from grader import intake
from grader.course import find_course, load_assignment
from grader.diagnosis.catalogue import load_catalogue
from grader.diagnosis.naming import Namer
from grader.model import Status, Submission, TestResult
from grader.runner.plain_run import confinement, open_session
from grader.runner.recording import RecordingBackend
from grader.runner.suite import Suite, serve
from grader.sandbox.launcher import Zygote

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "losses"
EXAMPLES = ROOT / "examples" / "submissions" / ASSIGNMENT
HOSTILE = {"chris-d", "max-h", "robin-t"}  # their time is spent on other things
ROUNDS = 2


def main() -> None:
    course = find_course(ROOT)
    assignment = load_assignment(course, ASSIGNMENT)
    sources = [source for source in intake.find(assignment, [EXAMPLES]) if source.student not in HOSTILE]
    submissions = [intake.read(assignment, source) for source in sources]
    catalogue = load_catalogue(assignment)
    variants = sum(len(known.variants) for known in catalogue.misconceptions)
    print(
        f"{len(submissions)} submissions, {len(catalogue.misconceptions)} misconceptions, {variants} variants"
    )

    def run(suite: Suite) -> None:
        with Zygote(confinement(course, assignment, "kernel")) as zygote:
            namer = Namer(assignment, catalogue, suite)
            for number in range(1, ROUNDS + 1):
                tell(number, [cost(suite, namer, zygote, submission) for submission in submissions])

    serve(assignment, course.secret, run)


Cost = tuple[float, float, Sequence[TestResult]]


def cost(suite: Suite, namer: Namer, zygote: Zygote, submission: Submission) -> Cost:
    """CPU seconds of the suite and of the naming, and the results."""
    with open_session(zygote, suite.assignment, submission.files) as session:
        began = time.process_time()
        tape = RecordingBackend(session)
        results = suite.run(tape, tape.start)
        ran = time.process_time()
        named = namer.name(results, tape, session)
        ended = time.process_time()
    return ran - began + session.cpu_seconds, ended - ran, named


def tell(number: int, costs: Sequence[Cost]) -> None:
    for kind, chosen in (
        ("failing", [one for one in costs if lost(one[2])]),
        ("passing", [one for one in costs if not lost(one[2])]),
    ):
        suite, naming = sum(one[0] for one in chosen), sum(one[1] for one in chosen)
        failed = [result for one in chosen for result in lost(one[2])]
        named = sum(result.diagnosis is not None for result in failed)
        print(
            f"  round {number}, {len(chosen):2} {kind}: naming takes {100 * naming / suite:5.2f} % of the "
            f"suite's {1000 * suite / len(chosen):4.0f} ms each; {named} of {len(failed)} are named"
        )


def lost(results: Sequence[TestResult]) -> list[TestResult]:
    return [result for result in results if result.status is not Status.PASSED]


if __name__ == "__main__":
    main()
