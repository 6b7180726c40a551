"""One test of a notebook as a function of a suite, or why a person has to write it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from grader.converters.checks import NotMechanical, Rewriter, is_check
from grader.converters.module import ConvertedModule, Definition
from grader.converters.parts import Case, Form
from grader.converters.printed import PrintedError, as_comparison
from grader.intake.notebooks.magics import foreign, parse
from grader.intake.notebooks.statements import BUILTINS

LOOKING_ROUND = {"globals", "locals", "vars", "dir", "eval", "exec", "__import__"}
DEEPER = {"contextlib", "dis", "inspect", "io", "mock", "nose", "sys", "unittest"}
CHECKS = {"assert_answer", "assert_close"}
CHANGING = {"append", "clear", "extend", "fill", "insert", "pop", "remove", "resize", "sort", "update"}
OURS = {"student", "pytest", "assert_raises", *CHECKS}


@dataclass(frozen=True, slots=True)
class RewrittenTest:
    """What a test does, the checks that it uses, and the given statements that it needs, in their order."""

    text: str
    checks: frozenset[str]
    needs: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What a test may name. `given` are definitions of the notebook and of the tests before it."""

    module: ConvertedModule
    given: Mapping[str, Definition]
    elsewhere: Mapping[str, int]  # what other tests bind, with their cells


def body_of(case: Case, names: Names) -> RewrittenTest:
    """Raises NotMechanical with the reason."""
    tree, lines = _parsed(case)
    bound = _bound(tree)
    students = names.module.students()
    _refuse_bindings(bound, tree, students)
    _refuse_looks(tree, students)
    needs = _needs(_used(tree) - bound - BUILTINS - CHECKS - {"pytest"}, names, students)
    _refuse_changes(tree, bound, names.given)
    seen = _seen(tree, students)
    _refuse_blind_checks(tree, seen)
    _refuse_sets(tree, seen)
    rewriter = Rewriter(names.module.name, students, _answers(names.module), seen)
    text = _written(tree, lines, rewriter)
    return RewrittenTest(text, frozenset(rewriter.used), needs)


def _parsed(case: Case) -> tuple[ast.Module, list[str]]:
    """Its statements without the title, and with what it has to print as a comparison."""
    if (magic := foreign(case.source)) is not None:
        raise NotMechanical(f"`%%{magic}` is not Python")
    try:
        statements, lines = parse(case.source)
    except SyntaxError as error:
        raise NotMechanical(f"it is not Python: {error.msg}") from None
    if "AUTOTEST" in case.source:
        raise NotMechanical("nbgrader makes its AUTOTEST lines by running the solution")
    if lines != case.source.split("\n"):
        raise NotMechanical("it holds a line of IPython's")
    if ours := sorted(_used(ast.Module(statements, [])) & CHECKS):
        raise NotMechanical(f"it uses a `{ours[0]}` of its own, a name of suites")
    if case.form is Form.FUNCTION:
        statements = _unwrapped(statements)
    statements = [node for node in statements if ast.unparse(node) != "import pytest"]  # as each suite does
    if statements and _is_text(statements[0]):
        statements = statements[1:]
    if case.form is Form.DOCTEST:
        try:
            statements = as_comparison(statements, case.printed)
        except PrintedError as error:
            raise NotMechanical(str(error)) from None
    return ast.fix_missing_locations(ast.Module(statements, [])), lines


def _unwrapped(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The body of a test that is a function; its arguments, and `env["x"]`, are names of the notebook."""
    if not statements or not isinstance(function := statements[0], ast.FunctionDef) or len(statements) > 2:
        raise NotMechanical("it is not one function")
    return [_Unenveloped().visit(node) for node in function.body]


class _Unenveloped(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        match node:
            case ast.Subscript(value=ast.Name(id="env"), slice=ast.Constant(value=str(name))):
                return ast.copy_location(ast.Name(name, node.ctx), node)
        self.generic_visit(node)
        return node


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _bound(tree: ast.AST) -> set[str]:
    return {name for node in ast.walk(tree) for name in _bound_by(node)}


def _bound_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in aliases)
        case ast.ExceptHandler(name=str(name)):
            yield name
        case ast.Global(names=found) | ast.Nonlocal(names=found):
            yield from found
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name


def _used(tree: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _refuse_bindings(bound: Set[str], tree: ast.AST, students: Set[str]) -> None:
    if rebound := sorted(bound & students):
        raise NotMechanical(f"it binds or deletes `{rebound[0]}`, which is the student's")
    if ours := sorted(bound & OURS):
        raise NotMechanical(f"it binds `{ours[0]}`, a name of suites")
    if any(isinstance(node, ast.Global) for node in ast.walk(tree)):
        raise NotMechanical("it declares a global")


def _refuse_looks(tree: ast.Module, students: Set[str]) -> None:
    """What would see the wall between a test and the student's code, and might pass because of it."""
    if not _used(tree) & students:
        raise NotMechanical("it uses nothing that students write")
    if looks := sorted(_used(tree) & LOOKING_ROUND):
        raise NotMechanical(f"`{looks[0]}` looks at the notebook as a whole")
    for node in ast.walk(tree):
        _refuse_look(node, students)


def _refuse_look(node: ast.AST, students: Set[str]) -> None:
    match node:
        case ast.Import(names=[ast.alias(name=name), *_]) | ast.ImportFrom(module=str(name)):
            if name.partition(".")[0] in DEEPER:
                raise NotMechanical(f"it imports `{name}`, which has no place in a suite")
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in students:
            if attribute.startswith("_") or not isinstance(node.ctx, ast.Load):
                raise NotMechanical(f"it looks into `{name}` itself")
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, kind]):
            if _used(kind) & students:
                raise NotMechanical("it asks for a class of the student's, which stays on the other side")
        case ast.Compare(ops=ops, comparators=others) if any(
            isinstance(op, ast.Is | ast.IsNot) for op in ops
        ):
            if not all(isinstance(other, ast.Constant) for other in others):
                raise NotMechanical("it asks whether two things are one, and answers are copies")


def _refuse_sets(tree: ast.Module, seen: Set[str]) -> None:
    """A set that students return is no data: it stays on the other side, and equals nothing here."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=others):
                sets = [side for side in (left, *others) if _is_set(side)]
                answers = [side for side in (left, *others) if side not in sets and _used(side) & seen]
                if sets and answers:
                    raise NotMechanical("it compares an answer with a set, and sets stay on the other side")


def _is_set(node: ast.expr) -> bool:
    match node:
        case ast.Set() | ast.SetComp() | ast.Call(func=ast.Name(id="set" | "frozenset")):
            return True
    return False


def _needs(wanted: Set[str], names: Names, students: Set[str]) -> tuple[Definition, ...]:
    """The given statements that the test reaches, as they stand in the notebook."""
    found: dict[int, Definition] = {}
    waiting = sorted(wanted - students)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in reached or name in BUILTINS:
            continue
        reached.add(name)
        definition = _given(name, names)
        found[id(definition)] = definition
        waiting += sorted(definition.statement.used - students)
    order = {id(each): place for place, each in enumerate(names.given.values())}
    return tuple(sorted(found.values(), key=lambda each: order[id(each)]))


def _given(name: str, names: Names) -> Definition:
    if name not in names.given:
        if (cell := names.module.ran.get(name)) is not None:
            raise NotMechanical(f"it reads `{name}`, which cell {cell} makes by running")
        if (cell := names.elsewhere.get(name)) is not None:
            raise NotMechanical(f"it reads `{name}` of the test in cell {cell}")
        raise NotMechanical(f"it reads `{name}`, which nothing in the notebook defines")
    definition = names.given[name]
    statement = definition.statement
    if name in OURS or (statement.is_definition and name.lower().startswith("test")):
        raise NotMechanical(f"`{name}` would be taken for a part of the suite")
    _refuse_look(statement.node, frozenset())
    return definition


def _refuse_changes(tree: ast.Module, bound: Set[str], given: Mapping[str, Definition]) -> None:
    """What is given is made once, for all tests and all submissions."""
    for node in ast.walk(tree):
        changed = {name for part in _changed(node) for name in _roots(part)}
        if names := sorted((changed & given.keys()) - bound):
            raise NotMechanical(f"it changes `{names[0]}`, which other tests use")


def _changed(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
            yield node
        case ast.Call(func=ast.Attribute(value=target, attr=name)) if name in CHANGING:
            yield target
        case ast.Call(func=ast.Attribute(attr="shuffle"), args=[target, *_]):
            yield target


def _seen(tree: ast.Module, students: Set[str]) -> set[str]:
    """The names that may hold what the student's code gave."""
    holders = [(set(held), _used(source)) for node in ast.walk(tree) for held, source in _holders(node)]
    seen = set(students)
    while more := {name for held, used in holders if used & seen for name in held} - seen:
        seen |= more
    return seen


def _holders(node: ast.AST) -> Iterator[tuple[Iterator[str], ast.AST]]:
    """The names that a statement, or a comprehension, binds or fills, and with what."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((_roots(target), value) for target in targets)
        case ast.AugAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            yield _roots(target), value
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield _roots(target), value
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            yield _roots(target), value
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            yield _roots(target), value
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield iter([name]), node
        case ast.Call(func=ast.Attribute(value=target, attr="append" | "extend" | "add" | "update")):
            yield _roots(target), node


def _roots(target: ast.expr) -> Iterator[str]:
    """The names in a target; of `results[i].x` it is `results`."""
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Subscript(value=inner) | ast.Attribute(value=inner) | ast.Starred(value=inner):
            yield from _roots(inner)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _roots(element)


def _refuse_blind_checks(tree: ast.Module, seen: Set[str]) -> None:
    """A check that looks at nothing of the student's could not fail, and arguments are copies."""
    for node in ast.walk(tree):
        match node:
            case ast.Assert(test=ast.Constant(value=False)):
                continue
            case ast.Assert(test=looked_at):
                blind = not _used(looked_at) & seen
            case ast.Expr(value=ast.Call() as call) if is_check(call):
                blind = not _used(call) & seen
            case _:
                continue
        if blind:
            raise NotMechanical(
                f"`{_short(ast.unparse(node))}` looks at nothing that students' code gives back"
            )


def _answers(module: ConvertedModule) -> set[str]:
    return {name for name, each in module.known.items() if each.written and not each.statement.is_definition}


def _written(tree: ast.Module, lines: Sequence[str], rewriter: Rewriter) -> str:
    """The statements with the comments before them; what is the same as before stays as it was written."""
    pieces: list[str] = []
    done = 0
    for node in tree.body:
        start, end = node.lineno, node.end_lineno or node.lineno
        alone = sum(other.lineno <= end and start <= (other.end_lineno or 0) for other in tree.body) == 1
        original = "\n".join(lines[start - 1 : end])
        before = ast.dump(node)
        comments = [line.strip() for line in lines[done : start - 1] if line.lstrip().startswith("#")]
        made = ast.fix_missing_locations(rewriter.visit(node))
        same = ast.dump(made) == before and alone and "\n" not in _texts(node)
        pieces += [*comments, textwrap.dedent(original) if same else ast.unparse(made)]
        done = max(done, end)
    return "\n".join(pieces)


def _texts(node: ast.AST) -> str:
    return "".join(
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )


def _short(text: str) -> str:
    first = text.split("\n", maxsplit=1)[0]
    return first if len(first) <= 60 else f"{first[:57]}..."
