"""What the tape keeps of a test's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from grader.errors import SubmissionDied, SubmissionMissing
from grader.model import Limits
from grader.runner.local import LocalBackend
from grader.runner.recording import RecordingBackend
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.proxy import Handle, Modules
from grader.sandbox.session import Session

CODE = """
import numpy as np
size = 3
def ones(n): return np.ones(n)
def nested(n): return (1.0, {"W": np.ones(n)})
def clear(x): x[:] = 0
def stub(): raise NotImplementedError
class Box:
    content = 1
    def inside(self): return {"boxes": [Box()]}
box = Box()
def look(box): return box.content
"""


@pytest.fixture
def host(forget_modules: Callable[[], None]) -> LocalBackend:
    return LocalBackend("public_taped", {"code.py": CODE})


@pytest.fixture
def tape(host: LocalBackend) -> RecordingBackend:
    tape = RecordingBackend(host)
    tape.start("first")
    return tape


def code(tape: RecordingBackend):
    return Modules(tape).code


def operations(tape: RecordingBackend, test: str = "first") -> list[str]:
    return [answer.operation for answer in tape.answers[test]]


def test_every_question_and_its_answer_stand_under_the_test_that_asked(tape):
    assert code(tape).size == 3
    code(tape).ones.map([(1,), (2,)])
    tape.start("second")
    code(tape).ones.with_args(2)
    assert operations(tape) == ["get", "map"]
    assert operations(tape, "second") == ["call_with_args"]
    assert tape.answers["first"][0].value == 3
    result, arguments = tape.answers["second"][0].value
    assert arguments == (2,)
    np.testing.assert_array_equal(result, np.ones(2))


def test_a_count_of_lines_is_kept_with_its_result(tape):
    result, lines = code(tape).ones.counted(2)
    (answer,) = tape.answers["first"]
    assert (answer.operation, answer.value[1], lines) == ("counted", 1, 1)
    np.testing.assert_array_equal(answer.value[0], result)


def test_attributes_that_are_read_and_set_are_questions_too(tape):
    box = code(tape).box
    tape.set(box, "content", 2)
    assert tape.get(box, "content") == 2
    assert operations(tape) == ["get", "set", "get"]


def test_a_test_that_runs_anew_begins_with_nothing(tape):
    code(tape).ones(1)
    tape.start("first")
    assert tape.answers == {"first": []}


def test_a_fault_is_kept_and_raised(tape):
    with pytest.raises(SubmissionMissing) as caught:
        code(tape).stub()
    (answer,) = tape.answers["first"]
    assert answer.fault is caught.value
    assert answer.points == 1


def test_only_a_map_asks_at_many_points(tape):
    code(tape).ones.map([(1,)] * 5)
    code(tape).nested(4)
    assert [answer.points for answer in tape.answers["first"]] == [5, 1]


def test_what_a_test_does_to_an_answer_does_not_change_what_was_answered(tape):
    _, gradients = code(tape).nested(2)
    gradients["W"][:] = 7
    np.testing.assert_array_equal(tape.answers["first"][0].value[1]["W"], np.ones(2))


def test_answers_that_fill_the_tape_are_forgotten_with_those_before_and_after_them(host):
    tape = RecordingBackend(host, room=10_000)
    tape.start("small")
    code(tape).ones(10)
    tape.start("large")
    code(tape).ones(10)
    assert len(code(tape).nested(10_000)[1]["W"]) == 10_000, "the test gets its answer all the same"
    code(tape).ones(10)
    with pytest.raises(SubmissionMissing):
        code(tape).stub()
    assert operations(tape, "small") == ["call"]
    assert operations(tape, "large") == []


def test_many_small_answers_fill_the_tape_too(host):
    tape = RecordingBackend(host, room=10_000)
    tape.start("first")
    for _ in range(20):
        code(tape).ones(100)
    assert operations(tape) == []


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote(Confinement("kernel", ())) as zygote:
        yield zygote


@pytest.fixture
def session(zygote: Zygote) -> Iterator[Session]:
    with Session(zygote, {"code.py": CODE}, Limits()) as session:
        session.begin(10.0)
        yield session


def test_questions_to_an_object_of_the_submission_are_kept_too(session):
    tape = RecordingBackend(session)
    tape.start("first")
    box = code(tape).box
    box.content = 2
    assert code(tape).look(box) == 2
    (inner,) = box.inside()["boxes"]
    assert isinstance(inner, Handle)
    assert inner.content == code(tape).look.map([(inner,)])[0] == 1
    # the box, its content, the look; its method and what is in it; the inner content, and all looks
    assert operations(tape) == ["get", "set", "call", "get", "call", "get", "map"]


def test_an_object_of_a_worker_that_is_gone_is_a_fault(session):
    tape = RecordingBackend(session)
    tape.start("first")
    box = code(tape).box
    session.close()
    code(tape).ones(1)
    with pytest.raises(SubmissionDied):
        code(tape).look(box)
    assert isinstance(tape.answers["first"][-1].fault, SubmissionDied)
