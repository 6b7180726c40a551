"""What a session answers, and how it tells what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.errors import (
    ProtocolViolation,
    SandboxError,
    SubmissionDied,
    SubmissionMissing,
    SubmissionRaised,
    SubmissionTimeout,
)
from grader.observations import Frame, details
from grader.sandbox.codec import Opaque
from grader.sandbox.proxy import Handle, Module

Submit = Callable[..., Any]

CATCHES = """
class X: size = 3
def f(g, *args):
    try:
        return g(*args)
    except Exception as error:
        return str(error)
def h(g): return f(g, X())
"""


class TestAnswers:
    def test_a_function_is_called_with_positions_and_keywords(self, submit: Submit) -> None:
        work = submit("def f(a, b=2, *, c=3): return [a, b, c]").work
        assert work.f(1, c=5) == [1, 2, 5]

    def test_arrays_go_there_and_come_back(self, submit: Submit) -> None:
        work = submit("def f(X, W): return X @ W, {'dW': X.T}").work
        X, W = np.arange(6.0).reshape(2, 3), np.ones((3, 2), np.float32)
        product, grads = work.f(X, W)
        np.testing.assert_array_equal(product, X @ W)
        np.testing.assert_array_equal(grads["dW"], X.T)

    def test_many_points_are_evaluated_in_one_message(self, submit: Submit) -> None:
        work = submit("def f(x, k): return x * k, 'rest'").work
        assert work.f.map([(1,), (2,), (3,)], k=10) == [(10, "rest"), (20, "rest"), (30, "rest")]
        assert work.f.map([(1,), (2,), (3,)], pick=0, k=10) == [10, 20, 30]
        assert work.f.map([], k=1) == []

    def test_the_arguments_come_back_as_they_are_after_the_call(self, submit: Submit) -> None:
        work = submit("def f(x, y):\n    x += 1\n    return x is y").work
        x = np.zeros(2)
        result, (after, y) = work.f.with_args(x, 5)
        assert (result, after.tolist(), y) == (False, [1, 1], 5)
        assert x.tolist() == [0, 0]

    def test_a_large_constant_leaves_the_others_readable(self, submit: Submit) -> None:
        work = submit("S = 'x' * 50_000\nV = 3").work
        assert (work.V, len(work.S)) == (3, 50_000)

    def test_a_constant_is_read_anew_after_a_call(self, submit: Submit) -> None:
        work = submit("V = 1\ndef f():\n    global V\n    V += 1").work
        assert work.V == 1
        work.f()
        assert work.V == 2

    def test_a_constant_is_read_and_set(self, submit: Submit) -> None:
        desk = submit("rate = 0.5\ndef f(): return rate")
        assert desk.work.rate == 0.5
        desk.session.set("work", "rate", 2)
        assert desk.work.f() == 2

    def test_modules_import_one_another(self, submit: Submit) -> None:
        files = {
            "work.py": "from helper import g\nfrom .helper import g as h",
            "helper.py": "def g(): return 7",
        }
        desk = submit(files)
        assert desk.work.g() == desk.work.h() == Module(desk.session, "helper").g() == 7

    def test_a_shim_is_there_when_asked_for(self, submit: Submit) -> None:
        source = "from past.builtins import xrange\ndef f(): return list(xrange(2))"
        assert submit(source, shims=("past.builtins",)).work.f() == [0, 1]
        with pytest.raises(SubmissionRaised):
            submit(source).work.f()

    def test_a_text_with_a_lone_surrogate_is_a_fault_of_its_own(self, submit: Submit) -> None:
        with pytest.raises(SubmissionRaised) as caught:
            submit("x = '\ud800'").work.x  # noqa: B018
        assert caught.value.exception == "UnicodeEncodeError"

    def test_large_files_are_no_fault_of_ours(self, submit: Submit) -> None:
        files = {f"big{n}.py": f"# {'ä' * 1_000_000}" for n in range(4)}
        assert submit({**files, "work.py": "x = 1"}).work.x == 1

    def test_random_numbers_and_sets_are_the_same_in_every_run(self, submit: Submit) -> None:
        drawn = "random.random(), np.random.rand(), list({'a', 'b', 'c', 'd'})"
        source = f"import random\nimport numpy as np\ndef f(): return {drawn}"
        assert submit(source).work.f() == submit(source).work.f()

    def test_generators_and_object_arrays_are_opaque_or_handles(self, submit: Submit) -> None:
        work = submit(
            "import numpy as np\ndef f(): return np.array([None])\ndef g(): return (n for n in 'a')"
        ).work
        assert isinstance(work.f(), Opaque)
        assert isinstance(work.g(), Handle)


class TestMissing:
    def test_a_file_that_was_not_handed_in_is_missing(self, submit: Submit) -> None:
        with pytest.raises(SubmissionMissing):
            Module(submit("").session, "absent").f()

    def test_a_name_that_is_not_there_is_missing(self, submit: Submit) -> None:
        with pytest.raises(SubmissionMissing):
            submit("def f(): pass").work.g()

    def test_a_stub_is_missing(self, submit: Submit) -> None:
        with pytest.raises(SubmissionMissing):
            submit("def f(): raise NotImplementedError('f')").work.f()

    def test_special_names_are_never_asked_for(self, submit: Submit) -> None:
        with pytest.raises(AttributeError):
            submit("").work.__array__()


class TestHandles:
    NET = """
class Net:
    def __init__(self, size): self.size = size; self.number = 77; self.generation = 88
    def forward(self, x): return x * self.size
    def __call__(self, x): return x + self.size
    def twin(self): return self
def sizes(nets): return [net.size for net in nets]
"""

    def test_an_object_stays_there_and_is_used_from_here(self, submit: Submit) -> None:
        work = submit(self.NET).work
        net = work.Net(3)
        assert isinstance(net, Handle)
        assert (net.forward(2), net(2), net.size) == (6, 5, 3)
        net.size = 10
        assert (net.forward(2), work.sizes([net, net])) == (20, [10, 10])

    def test_the_names_of_the_objects_own_attributes_are_free(self, submit: Submit) -> None:
        net = submit(self.NET).work.Net(3)
        assert (net.number, net.generation) == (77, 88)

    def test_a_missing_attribute_is_a_fault(self, submit: Submit) -> None:
        with pytest.raises(SubmissionRaised):
            submit(self.NET).work.Net(3).nothing  # noqa: B018

    def test_the_name_of_an_objects_class_carries_nothing_out(self, submit: Submit) -> None:
        desk = submit("def f(x):\n    return type(f'x is {x}', (), {'__call__': lambda self: 1 / 0})()")
        with pytest.raises(SubmissionRaised) as raised:
            desk.work.f(0.0845518)()
        assert raised.value.observation.subject == "an object of the submission"

    def test_a_handle_dies_with_its_worker(self, submit: Submit) -> None:
        work = submit(self.NET + "import os\ndef die(): os._exit(0)").work
        net = work.Net(3)
        with pytest.raises(SubmissionDied):
            work.die()
        with pytest.raises(SubmissionDied, match="died"):
            net.forward(2)
        assert work.Net(4).forward(2) == 8

    def test_a_stale_handle_does_not_cost_the_new_worker(self, submit: Submit) -> None:
        work = submit(self.NET + "import os\ndef die(): os._exit(0)").work
        stale = work.Net(3)
        with pytest.raises(SubmissionDied):
            work.die()
        fresh = work.Net(4)
        with pytest.raises(SubmissionDied):
            work.sizes([stale])
        assert fresh.size == 4

    def test_a_handle_of_another_submission_is_refused(self, submit: Submit) -> None:
        net, other = submit(self.NET).work.Net(3), submit(self.NET).work
        other.Net(4)
        with pytest.raises(SubmissionDied):
            other.sizes([net])


class TestCallbacks:
    def test_a_function_of_the_test_is_called_back(self, submit: Submit) -> None:
        work = submit("def derive(f, x, h): return (f(x + h) - f(x=x)) / h").work
        calls: list[float] = []

        def square(x: float) -> float:
            calls.append(x)
            return x * x

        assert work.derive(square, 3.0, 1.0) == 7
        assert calls == [4.0, 3.0]

    def test_what_a_function_refuses_is_raised_over_there(self, submit: Submit) -> None:
        work = submit(CATCHES).work
        assert work.f(lambda: 1, 2) == "TypeError"
        assert work.f(lambda number: number / 0, 2) == "ZeroDivisionError"
        assert work.f(lambda number: number / 2, 2) == 1

    def test_an_object_of_theirs_cannot_be_used_inside_of_a_function(self, submit: Submit) -> None:
        work = submit(CATCHES).work
        assert work.h(lambda x: x.size) == "TypeError"
        assert work.h(lambda x: x.type_name) == "X"

    def test_a_function_that_asks_the_submission_again_is_our_mistake(self, submit: Submit) -> None:
        work = submit("def f(g): return g(1)\ndef h(x): return x").work
        with pytest.raises(SandboxError, match="asks the submission again"):
            work.f(work.h)
        assert work.f(lambda x: x + 1) == 2

    def test_an_outcome_of_pytest_goes_through_and_costs_no_later_test(self, submit: Submit) -> None:
        work = submit("def f(g):\n    try:\n        g()\n    except BaseException:\n        return 5").work
        with pytest.raises(pytest.fail.Exception):
            work.f(lambda: pytest.fail("now"))
        assert work.f(lambda: 1) is None

    @pytest.mark.parametrize("number", ["-1", "1", "10**30", "'x'", "None", "1.5", "True"])
    def test_a_function_that_was_never_given_is_a_violation(self, submit: Submit, number: str) -> None:
        source = f"""
import gc
from grader.sandbox.worker import Worker
def f(g):
    worker, = [thing for thing in gc.get_objects() if type(thing) is Worker]
    return worker._callback({number})()
"""
        with pytest.raises(ProtocolViolation):
            submit(source).work.f(lambda: 1)
        assert submit(source.replace(f"({number})", "(0)")).work.f(lambda: 1) == 1

    def test_what_a_test_passes_may_be_too_large_and_is_our_mistake(self, submit: Submit) -> None:
        work = submit("def f(x): return 1").work
        with pytest.raises(SandboxError, match="too large"):
            work.f([0.1234567891234] * 500_000)
        assert work.f(1) == 1


class TestExceptions:
    SOURCE = (
        "import numpy as np\ndef f(x):\n    return g(x)\ndef g(x):\n    return np.zeros(3) @ np.zeros(x)\n"
    )

    def test_the_record_holds_the_lines_of_the_submission_alone(self, submit: Submit) -> None:
        with pytest.raises(SubmissionRaised) as caught:
            submit(self.SOURCE).work.f(4)
        fault = caught.value
        assert fault.exception == "ValueError"
        assert fault.bases == ("ValueError", "Exception", "BaseException")
        assert fault.frames == (
            Frame("work.py", 3, "f", "return g(x)"),
            Frame("work.py", 5, "g", "return np.zeros(3) @ np.zeros(x)"),
        )

    def test_a_fault_of_the_import_is_kept(self, submit: Submit) -> None:
        desk = submit("print('imported')\n\n1 / 0")
        for _ in range(2):
            with pytest.raises(SubmissionRaised) as caught:
                desk.work.f()
        assert desk.session.output == "imported\n"
        assert caught.value.frames == (Frame("work.py", 3, "<module>", "1 / 0"),)

    def test_an_import_that_no_time_was_left_for_is_tried_again(self, submit: Submit) -> None:
        desk = submit("x = 1", seconds=0)
        with pytest.raises(SubmissionTimeout):
            desk.work.x  # noqa: B018
        desk.session.begin(5)
        assert desk.work.x == 1

    def test_an_import_that_hangs_is_paid_for_once(self, submit: Submit) -> None:
        desk = submit("print('imported', flush=True)\nwhile True: pass", seconds=0.3)
        for _ in range(2):
            with pytest.raises(SubmissionTimeout):
                desk.work.f()
            desk.session.begin(5)
        assert desk.session.output == "imported\n"

    def test_an_import_that_came_late_in_a_test_is_tried_again(self, submit: Submit) -> None:
        files = {
            "work.py": "import time\ntime.sleep(0.3)\nx = 1",
            "slow.py": "import time\ndef f(): time.sleep(0.3)",
        }
        desk = submit(files, seconds=0.5)
        Module(desk.session, "slow").f()
        with pytest.raises(SubmissionTimeout):
            desk.work.x  # noqa: B018
        desk.session.begin(10)
        assert desk.work.x == 1

    def test_a_syntax_error_names_its_line(self, submit: Submit) -> None:
        with pytest.raises(SubmissionRaised) as caught:
            submit("x = 1\ndef f(:\n    pass\n").work.f()
        assert caught.value.exception == "SyntaxError"
        assert caught.value.frames[-1].line == 2

    @pytest.mark.parametrize(
        ("statement", "exception"),
        [
            ("import sys; sys.exit(3)", "SystemExit"),
            ("raise KeyboardInterrupt", "KeyboardInterrupt"),
            ("raise GeneratorExit", "GeneratorExit"),
            ("f()", "RecursionError"),
            ("raise ExceptionGroup('two', [ValueError(), TypeError()])", "ExceptionGroup"),
            ("raise type('MemoryError', (Exception,), {})", "Exception"),
            ("raise type('NotImplementedError', (Exception,), {})", "Exception"),
            ("raise type('Mine', (LookupError,), {})", "LookupError"),
            ("raise type('Mute', (ValueError,), {'__str__': lambda self: 1 / 0})", "ValueError"),
        ],
    )
    def test_every_exception_is_known_by_its_builtin_base(
        self, submit: Submit, statement: str, exception: str
    ) -> None:
        work = submit(f"def f(): {statement}\ndef fair(): return 1").work
        with pytest.raises(SubmissionRaised) as caught:
            work.f()
        assert caught.value.exception == exception
        assert work.fair() == 1

    def test_a_long_message_is_cut(self, submit: Submit) -> None:
        with pytest.raises(SubmissionRaised) as caught:
            submit("def f(): raise ValueError('x' * (64 << 20))").work.f()
        assert len(details(caught.value.observation)["message"]) == 2000

    @pytest.mark.parametrize(
        ("file", "line", "expected"),
        [
            ("work.py", 2, [2]),
            ("work.py", 10**6, []),
            ("/etc/passwd", 1, []),
            ("fair.py", 1, [1]),
            ("", 1, []),
        ],
    )
    def test_a_frame_is_believed_only_where_the_submission_has_such_a_line(
        self, submit: Submit, file: str, line: int, expected: list[int]
    ) -> None:
        source = f"code = compile('\\n' * {line - 1} + '1 / 0', {file!r}, 'exec')\ndef f(): exec(code)\n"
        with pytest.raises(SubmissionRaised) as caught:
            submit({"work.py": source, "fair.py": "x = 1"}).work.f()
        assert [frame.line for frame in caught.value.frames][1:] == expected

    @pytest.mark.parametrize(
        "record",
        [
            "None",
            "5",
            "[]",
            "{}",
            "object()",
            "{'bases': 5, 'message': '', 'frames': []}",
            "{'bases': ['ValueError'], 'message': 5, 'frames': []}",
            "{'bases': ['ValueError'], 'message': '', 'frames': 'abc'}",
            "{'bases': ['ValueError'], 'message': '', 'frames': [5]}",
            "{'bases': ['ValueError'], 'message': '', 'frames': [('work.py', '1', 'f')]}",
            "{'bases': ['ValueError'], 'message': '', 'frames': [('work.py', True, 'f')]}",
            "{'bases': ['ValueError'], 'message': '', 'frames': [('work.py', float('nan'), 'f')]}",
            "{'bases': ['ValueError'], 'message': '', 'frames': [([], 1, 'f')]}",
        ],
    )
    def test_a_malformed_record_is_a_violation(self, submit: Submit, record: str) -> None:
        with pytest.raises(ProtocolViolation):
            submit(self.forger(record)).work.f()

    def test_a_record_is_believed_in_its_form_alone(self, submit: Submit) -> None:
        record = """{
            'bases': ['Evil', 5, None, 'print', 'ValueError'] + ['ValueError'] * 1000, 'message': 'x' * 9999,
            'frames': [('work.py', 1, 'a\\x1b[2J' * 999), ('gone.py', 1, 'f'), ('work.py', -1, 'f'),
                       ('work.py', 10 ** 400, 'f')] + [('work.py', 1, 'f')] * 1000}"""
        with pytest.raises(SubmissionRaised) as caught:
            submit(self.forger(record)).work.f()
        fault = caught.value
        assert set(fault.bases) == {"ValueError"}
        assert len(fault.bases) <= 50
        assert len(fault.frames) == 20
        assert len(details(fault.observation)["message"]) == 2000

    @staticmethod
    def forger(record: str) -> str:
        return (
            f"from grader.sandbox.worker import Worker\nWorker._record = lambda *_: {record}\ndef f(): 1 / 0"
        )

    @pytest.mark.parametrize(
        "names", ["dict.fromkeys(range(9))", "{'f': 1}", "['f']", "{str(n): True for n in range(10**5)}"]
    )
    def test_a_forged_list_of_names_is_a_violation(self, submit: Submit, names: str) -> None:
        lied = f"""
import gc
from grader.sandbox.worker import Worker
worker, = [o for o in gc.get_objects() if type(o) is Worker]
worker._operations['names'] = lambda module: {names}
"""
        files = {"first.py": lied + "x = 1", "work.py": "def f(): return 1"}
        desk = submit(files)
        assert Module(desk.session, "first").x == 1
        for _ in range(2):
            with pytest.raises(ProtocolViolation):
                desk.work.f()


class TestNotebooks:
    """Lines of a module that was made from a notebook are told by their cells."""

    MODULE = (
        "# Made from the notebook losses.ipynb: its definitions.\n"
        "try:\n # losses.ipynb, cell 5, line 8\n def f(x):\n     return 1 / x\nexcept Exception: pass\n"
    )

    def test_a_traceback_tells_cell_and_line(self, submit: Submit) -> None:
        work = submit(self.MODULE).work
        with pytest.raises(SubmissionRaised) as caught:
            work.f(0)
        assert caught.value.frames == (Frame("losses.ipynb", 9, "f", "return 1 / x", 5),)

    def test_a_file_that_was_no_notebook_has_no_cells(self, submit: Submit) -> None:
        work = submit("# losses.ipynb, cell 5, line 8\ndef f(x):\n    return 1 / x").work
        with pytest.raises(SubmissionRaised) as caught:
            work.f(0)
        assert caught.value.frames == (Frame("work.py", 3, "f", "return 1 / x"),)
