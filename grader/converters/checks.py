"""A test's statements in the words of our checks, by the syntax tree: nothing is replaced as text."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

ALLCLOSE = {"rtol": 1e-05, "atol": 1e-08}
ASSERT_ALLCLOSE = {"rtol": 1e-07, "atol": 0.0}
LONGEST = 40


class NotMechanical(Exception):
    """Why a person has to write this test."""


def close(actual: ast.expr, expected: ast.expr, **tolerances: float) -> ast.Call:
    """A call of `assert_close`, to be named after what it looks at."""
    keywords = [ast.keyword(name, ast.Constant(value)) for name, value in tolerances.items()]
    return ast.Call(ast.Name("assert_close", ast.Load()), [actual, expected], keywords)


@dataclass
class Rewriter(ast.NodeTransformer):
    """Students' names become `student.MODULE.NAME`, asserts the checks that say more.

    `seen` are the names that hold something of the student's; `used` collects the checks.
    """

    module: str
    students: Set[str]
    answers: Set[str]
    seen: Set[str]
    used: set[str] = field(default_factory=set)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self.students:
            return node
        module = ast.Attribute(ast.Name("student", ast.Load()), self.module, ast.Load())
        return ast.Attribute(module, node.id, node.ctx)

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        match node.test:
            case ast.Call(args=[actual, expected, *rest], keywords=keywords) as call if (
                _called(call) in CLOSE_JUDGES
            ):
                if made := self._close(actual, expected, rest, keywords, ALLCLOSE):
                    return made
            case ast.Compare(left=ast.Name(id=name), ops=[ast.Eq()], comparators=[ast.Constant(value)]):
                if name in self.answers and _is_short(value):
                    return self._check("assert_answer", node.test.left, node.test.comparators[0], what=name)
        return self._inside(node)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        match node.value:
            case ast.Call(args=[actual, expected, *rest], keywords=keywords) as call if _called(call) in {
                "np.testing.assert_allclose",
                "numpy.testing.assert_allclose",
            }:
                if made := self._close(actual, expected, rest, keywords, ASSERT_ALLCLOSE):
                    return made
            case ast.Call(func=ast.Name(id="assert_close"), args=[actual, expected], keywords=keywords):
                return self._check(
                    "assert_close", actual, expected, what=self._subject(actual), more=keywords
                )
            case ast.Call(args=[ast.Name(id=error), function, *args], keywords=[]) as call if _called(
                call
            ) in RAISES and _is_builtin_error(error):
                return self._check("assert_raises", call.args[0], function, *args)
        return self._inside(node)

    def visit_With(self, node: ast.With) -> ast.stmt:
        match node:
            case ast.With(
                items=[
                    ast.withitem(context_expr=ast.Call(args=[ast.Name(id=error)], keywords=[]) as context)
                ],
                body=[ast.Expr(value=ast.Call(keywords=[]) as call)],
            ) if _called(context) in RAISES and _is_builtin_error(error):
                return self._check("assert_raises", ast.Name(error, ast.Load()), call.func, *call.args)
        return self._inside(node)

    def visit_Try(self, node: ast.Try) -> ast.stmt:
        if not self._looks_at_students(node):
            return self._inside(node)
        match node:
            case ast.Try(
                body=[ast.Expr(value=ast.Call(keywords=[]) as call), *after],
                handlers=[ast.ExceptHandler(type=ast.Name(id=error), body=[ast.Pass()])],
                orelse=orelse,
                finalbody=[],
            ) if _is_builtin_error(error) and len(after) + len(orelse) == 1 and _fails((*after, *orelse)[0]):
                return self._check("assert_raises", ast.Name(error, ast.Load()), call.func, *call.args)
        raise NotMechanical("it catches what the student's code raises")

    def _close(
        self,
        actual: ast.expr,
        expected: ast.expr,
        rest: Sequence[ast.expr],
        keywords: Sequence[ast.keyword],
        defaults: Mapping[str, float],
    ) -> ast.stmt | None:
        """`assert_close`, where one side alone is the student's and no other option is used."""
        given = dict(zip(defaults, rest, strict=False)) | {each.arg: each.value for each in keywords}
        theirs = [self._looks_at_students(side) for side in (actual, expected)]
        if len(rest) > len(defaults) or not given.keys() <= defaults.keys() or theirs[0] == theirs[1]:
            return None
        if theirs[1]:
            actual, expected = expected, actual
        tolerances = {name: given.get(name, ast.Constant(value)) for name, value in defaults.items()}
        more = [ast.keyword(name, value) for name, value in tolerances.items()]
        return self._check("assert_close", actual, expected, what=self._subject(actual), more=more)

    def _check(
        self, name: str, *args: ast.expr, what: str = "", more: Sequence[ast.keyword] = ()
    ) -> ast.stmt:
        self.used.add(name)
        keywords = [ast.keyword("what", ast.Constant(what)), *more] if what else []
        call = ast.Call(ast.Name(name, ast.Load()), [self.visit(each) for each in args], keywords)
        return ast.Expr(call)

    def _inside(self, node: ast.stmt) -> ast.stmt:
        self.generic_visit(node)
        return node

    def _looks_at_students(self, node: ast.AST) -> bool:
        return any(isinstance(inner, ast.Name) and inner.id in self.seen for inner in ast.walk(node))

    def _subject(self, actual: ast.expr) -> str:
        """What a failure is about: a name as it stands, else the student's function that is called."""
        if isinstance(actual, ast.Name):
            return actual.id
        names = [inner.id for inner in ast.walk(actual) if isinstance(inner, ast.Name)]
        return next((name for name in names if name in self.seen), "the result")


def is_check(call: ast.Call) -> bool:
    """Whether it raises by itself where something is wrong."""
    return _called(call).rpartition(".")[2].startswith("assert")


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func)


def _is_builtin_error(name: str) -> bool:
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, Exception)


def _fails(node: ast.stmt) -> bool:
    """`raise AssertionError(...)`, `assert False` or `pytest.fail(...)`."""
    match node:
        case ast.Raise() | ast.Assert(test=ast.Constant(False)):
            return True
        case ast.Expr(value=ast.Call() as call):
            return _called(call) in {"pytest.fail", "self.fail"}
    return False


def _is_short(value: object) -> bool:
    """A number or a letter: of a longer text each character may count."""
    return (isinstance(value, int | float) and not isinstance(value, bool)) or (
        isinstance(value, str) and len(value) == 1
    )


CLOSE_JUDGES = {f"{module}.{name}" for module in ("np", "numpy") for name in ("allclose", "isclose")}
RAISES = {"pytest.raises", "np.testing.assert_raises", "numpy.testing.assert_raises", "assert_raises"}
