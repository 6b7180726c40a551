"""From failed tests to a misconception: the wrong variant that gives what the student's code gave.

A variant explains a failed test if it gives the student's answer to every question of that test, and
fails it too. What explains one failed test of a task is tried on the others, so that a mistake which
shows in five tests is named once, for all of them. It must do so on new random inputs as well. Where
a failed test of the task stays unexplained the evidence must be stronger: see `_trusted`. There, and
where inputs are fixed or several names are left, it must also pass what the student's code passes.
Where two misconceptions are left both are told; where there are more, none.
"""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, replace

import numpy as np

from grader.diagnosis.catalogue import Catalogue, Variant
from grader.diagnosis.replay import MANY, Replay, same
from grader.model import Assignment, Diagnosis, Status, TestResult
from grader.observations import Broken, Died, Missing, OutOfMemory, ProtocolBroken, TimedOut, WrongSize
from grader.runner.guard import Overrun, guard
from grader.runner.local import LocalBackend
from grader.runner.recording import Answer, RecordingBackend
from grader.runner.suite import Suite
from grader.runner.verdict import Verdict
from grader.sandbox.proxy import Backend

WRONG = {Status.FAILED, Status.ERROR}
# Where code does not answer, nothing shows which mistake is in it.
SILENT = Missing | Died | TimedOut | OutOfMemory | WrongSize | ProtocolBroken | Broken
MOST = 2  # misconceptions that are told side by side
SECOND_DRAW = 1
SECONDS = 30.0  # of the examiner's CPU time for each submission; the example class needs 0.04 each

Answers = Mapping[str, Sequence[Answer]]


@dataclass
class Explanation:
    """Failed tests of one task, and the variants that explain each of them.

    Doubtful where other failed tests of the task are not explained.
    """

    variants: list[Variant]
    tests: list[str]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a variant answered in a test: all of it, or as far as it agreed with somebody's answers."""

    given: Sequence[Answer]
    complete: bool
    wrong: bool

    def may_give(self, answers: Sequence[Answer]) -> bool:
        """Whether what is known of it does not rule these answers out."""
        fits = len(self.given) == len(answers) if self.complete else len(self.given) <= len(answers)
        return fits and all(map(same, answers, self.given))


class Namer:
    """Names mistakes by one catalogue; keeps the variants that it has loaded."""

    def __init__(self, assignment: Assignment, catalogue: Catalogue, suite: Suite) -> None:
        self._assignment = assignment
        self._catalogue = catalogue
        self._suite = suite
        self._hosts: dict[int, LocalBackend] = {}
        self._known: dict[tuple[int, str, int], Behaviour] = {}

    def name(
        self, results: Sequence[TestResult], tape: RecordingBackend, student: Backend
    ) -> tuple[TestResult, ...]:
        """The results, those that can be explained with a diagnosis; `student` is asked once more.

        Results whose tests are not on the tape keep the diagnosis that they have. A submission whose
        values use up the examiner's limits keeps the names found until then: no point hangs on them.
        """
        found: dict[str, Diagnosis] = {}
        with suppress(Overrun, MemoryError), guard.within(SECONDS):
            self._find(results, tape, student, found)
        if not found:
            return tuple(results)
        return tuple(replace(result, diagnosis=found.get(result.id, result.diagnosis)) for result in results)

    def _find(
        self,
        results: Sequence[TestResult],
        tape: RecordingBackend,
        student: Backend,
        found: dict[str, Diagnosis],
    ) -> None:
        """Put into `found` what can be explained, one task after the other."""
        for task, failed in _failed_by_task(results, tape.answers).items():
            passed = _cheap_passed(results, task, tape.answers)
            explanations = self._explanations(task, failed, tape.answers)
            for explanation in self._trusted(explanations, failed, tape.answers):
                ids = self._misconceptions(explanation, passed, student)
                if 0 < len(ids) <= MOST:
                    found |= dict.fromkeys(explanation.tests, self._catalogue.diagnosis(*ids))

    def _explanations(self, task: str, failed: Iterable[str], answers: Answers) -> list[Explanation]:
        """What explains the failed tests: few explanations, each of as many tests as it can."""
        found: list[Explanation] = []
        for test in _cheapest_first(failed, answers):
            if not any(self._extend(explanation, test, answers) for explanation in found):
                known = {id(variant) for explanation in found for variant in explanation.variants}
                others = [one for one in self._catalogue.variants(task) if id(one) not in known]
                if variants := self._explaining(others, test, answers):
                    found.append(Explanation(variants, [test]))
        return found

    def _trusted(
        self, explanations: list[Explanation], failed: Iterable[str], answers: Answers
    ) -> list[Explanation]:
        """Code that fails a test for a reason unknown may meet a variant in another test by chance.

        Then one test, fixed inputs or an exception's words are too little. Each question of a quiz
        stands for itself.
        """
        explained = {test for explanation in explanations for test in explanation.tests}
        if all(test in explained or _is_quiz(answers[test]) for test in failed):
            return explanations
        for one in explanations:
            one.doubtful = not all(_is_quiz(answers[test]) for test in one.tests)
        return [one for one in explanations if not one.doubtful or self._is_strong(one, answers)]

    def _is_strong(self, explanation: Explanation, answers: Answers) -> bool:
        several = len(explanation.tests) > 1
        drawn = any(map(self._suite.draws, explanation.tests))
        return several and drawn and not all(answers[test][-1].fault for test in explanation.tests)

    def _extend(self, explanation: Explanation, test: str, answers: Answers) -> bool:
        """Let the explanation account for `test` too, if some of its variants do."""
        if variants := self._explaining(explanation.variants, test, answers):
            explanation.variants = variants
            explanation.tests.append(test)
        return bool(variants)

    def _misconceptions(self, explanation: Explanation, passed: Iterable[str], student: Backend) -> list[str]:
        """The ids of what is left after new inputs, and after the tests that the student passes."""
        drawing = [test for test in explanation.tests if self._suite.draws(test)]
        left = explanation.variants
        if drawing:
            left = self._confirmed(left, drawing[0], student)
        if explanation.doubtful or not drawing or len(_ids(left)) > 1:
            for test in passed:
                left = [one for one in left if self._passes(one, test)]
        return _ids(left)

    def _confirmed(self, variants: Sequence[Variant], test: str, student: Backend) -> list[Variant]:
        """Those that give the student's answers to `test` on a second draw of its inputs."""
        tape = RecordingBackend(student)
        tape.start(test)
        self._suite.attempt(test, tape, draw=SECOND_DRAW)
        return [one for one in variants if self._agrees(one, test, tape.answers[test], SECOND_DRAW)]

    def _explaining(self, variants: Iterable[Variant], test: str, answers: Answers) -> list[Variant]:
        return [one for one in variants if self._agrees(one, test, answers[test], wrong=True)]

    def _passes(self, variant: Variant, test: str) -> bool:
        return self._attempt(test, self._host(variant)).status is Status.PASSED

    def _agrees(
        self, variant: Variant, test: str, answers: Sequence[Answer], draw: int = 0, *, wrong: bool = False
    ) -> bool:
        """Whether the variant gives these answers; with `wrong`, whether it fails the test with them."""
        key = (id(variant), test, draw)
        known = self._known.get(key)
        if known is not None and not known.may_give(answers):
            return False  # nearly always: one comparison in place of a run
        if known is None or not known.complete:
            self._known[key] = known = self._run(variant, test, answers, draw)
        return known.complete and (known.wrong or not wrong)

    def _run(self, variant: Variant, test: str, answers: Sequence[Answer], draw: int) -> Behaviour:
        replay = Replay(self._host(variant), answers)
        verdict = self._attempt(test, replay, draw)
        complete = replay.agrees and verdict.status is not Status.BROKEN  # one cut short shows nothing
        return Behaviour(tuple(replay.given), complete, verdict.status in WRONG)

    def _attempt(self, test: str, host: Backend, draw: int = 0) -> Verdict:
        """The test on a variant; raises Overrun where that used up the time for naming."""
        with _quiet():
            verdict = self._suite.attempt(test, host, draw=draw)
        guard.check()  # what is raised within a test ends that test alone
        return verdict

    def _host(self, variant: Variant) -> LocalBackend:
        if id(variant) not in self._hosts:
            package = f"variant_{self._assignment.id}_{len(self._hosts)}"
            self._hosts[id(variant)] = LocalBackend(
                package, variant.files, aliases=(), shims=self._assignment.shims
            )
        return self._hosts[id(variant)]


def _failed_by_task(results: Iterable[TestResult], answers: Answers) -> dict[str, list[str]]:
    """The failed tests in which the student's code gave an answer that can be compared."""
    failed: dict[str, list[str]] = defaultdict(list)
    for result in results:
        told = result.observed is not None and not isinstance(result.observed, SILENT)
        if told and answers.get(result.id):
            failed[result.task].append(result.id)
    return failed


def _is_quiz(answers: Sequence[Answer]) -> bool:
    """Whether a test only reads constants."""
    return all(answer.operation == "get" for answer in answers)


def _cheap_passed(results: Iterable[TestResult], task: str, answers: Answers) -> list[str]:
    """The passed tests of a task, without those that look at many neighbours of a point."""
    passed = [one.id for one in results if one.task == task and one.status is Status.PASSED]
    return [test for test in passed if all(answer.points <= MANY for answer in answers.get(test, ()))]


def _cheapest_first(tests: Iterable[str], answers: Answers) -> list[str]:
    """By the points at which code is asked: a number that does not depend on the machine's mood."""
    return sorted(tests, key=lambda test: sum(answer.points for answer in answers.get(test, ())))


def _ids(variants: Iterable[Variant]) -> list[str]:
    return list(dict.fromkeys(variant.misconception for variant in variants))


@contextmanager
def _quiet() -> Iterator[None]:
    """A wrong variant may well divide by zero, or print; nobody wants to read of it."""
    unread = redirect_stdout(io.StringIO())
    with unread, warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
