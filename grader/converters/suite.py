"""From a notebook's tests to the tasks and the tests of an assignment."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.converters.checks import NotMechanical
from grader.converters.module import ConvertedModule, Definition
from grader.converters.parts import Case, Exercise, Note, Part, Role
from grader.converters.rewriting import Names, RewrittenTest, body_of
from grader.converters.titles import identifier, last_heading
from grader.intake.notebooks.magics import foreign, parse
from grader.intake.notebooks.statements import defines, statements


@dataclass(frozen=True, slots=True)
class Test:
    """A test of the suite; without a body it only says that a person has to write it."""

    name: str
    task: str
    title: str
    case: Case
    body: RewrittenTest | None
    reason: str = ""

    @property
    def public(self) -> bool:
        return self.case.visible and self.body is not None


@dataclass
class ConvertedTask:
    """What students write, and its tests."""

    name: str
    title: str
    tests: list[Test] = field(default_factory=list)

    @property
    def points(self) -> float:
        """As pytest's marks add up, so that assignment.toml says the same."""
        return sum(test.case.points for test in self.tests)


@dataclass
class ConvertedSuite:
    tasks: list[ConvertedTask] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def tests(self) -> list[Test]:
        return [test for task in self.tasks for test in task.tests]


def make_suite(exercise: Exercise, module: ConvertedModule) -> ConvertedSuite:
    """The tests in the notebook's order, each with the task that it is about."""
    tasks = _Tasks(exercise, module)
    suite, names = ConvertedSuite(), set[str]()
    pool = _Pool(module)
    for case in exercise.cases:
        task = tasks.of(case)
        if task is None:
            suite.notes.append(
                Note(case.cell, f"the test `{case.name}` is left out: {_NO_TASK}", _ADVICE_TASK)
            )
            continue
        task.tests.append(_test(case, task, pool, names))
        suite.notes += _notes(task.tests[-1], module)
        pool.take(case)
    for task in tasks.found.values():
        if task.tests and task.points > 0:
            suite.tasks.append(task)
        elif task.tests:
            what = f"`{task.name}` is left out: its tests are worth no points"
            suite.notes.append(Note(task.tests[0].case.cell, what, _ADVICE_POINTS))
    return suite


def _test(case: Case, task: ConvertedTask, pool: _Pool, names: set[str]) -> Test:
    title = case.title or f"{task.title}, test {len(task.tests) + 1}"
    name = _unique(f"test_{identifier(case.name)}", names)
    try:
        return Test(name, task.name, title, case, body_of(case, pool.names(case)))
    except NotMechanical as why:
        return Test(name, task.name, title, case, None, str(why))
    except RecursionError:
        return Test(name, task.name, title, case, None, "it is nested too deeply")


def _unique(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found)
    return found


def _notes(test: Test, module: ConvertedModule) -> Iterator[Note]:
    if test.body is None:
        public = ", and move it to `public/`" if test.case.visible else ""
        yield Note(
            test.case.cell, f"`{test.name}` is not converted: {test.reason}", _ADVICE_TEST.format(public)
        )
        return
    for name in sorted(_in_students_hands(test, module)):
        yield Note(
            test.case.cell, f"`{test.name}` relies on `{name}`, which students can change", _ADVICE_HANDS
        )


def _in_students_hands(test: Test, module: ConvertedModule) -> Iterator[str]:
    """Given code that calls students' functions: it runs where they do."""
    known = module.known
    for node in ast.walk(ast.parse(test.body.text if test.body else "")):
        match node:
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="student")), attr=name):
                if not known[name].written:
                    yield name


class _Tasks:
    """Finds a test's task: its question's, or the one of the last thing that it uses."""

    def __init__(self, exercise: Exercise, module: ConvertedModule) -> None:
        self._module = module
        self._titles = _titles(exercise.parts)
        self._questions = dict(_functions_of_questions(module))
        self.found: dict[str, ConvertedTask] = {}

    def of(self, case: Case) -> ConvertedTask | None:
        name = self._of_question(case) if case.question else self._of_names(case)
        if name is None:
            return None
        if name not in self.found:
            self.found[name] = ConvertedTask(name, self._title(name, case))
        return self.found[name]

    def _of_question(self, case: Case) -> str:
        return self._questions.get(case.question, case.question)

    def _of_names(self, case: Case) -> str | None:
        """The last thing that students write and the test uses, or else that stands before the test."""
        written = [
            (each.cell, name) for name, each in self._module.known.items() if each.written and name[:1] != "_"
        ]
        used = _names_in(case.source)
        mine = [name for _, name in written if name in used]
        before = [name for cell, name in written if cell < case.cell]
        return next(reversed(mine or before), None)

    def _title(self, name: str, case: Case) -> str:
        definition = self._module.known.get(name)
        cell = definition.cell if definition else case.cell
        title = self._titles.get(case.question or str(cell), "") or name
        return f"{title}: {name}" if title in {task.title for task in self.found.values()} else title


def _titles(parts: Sequence[Part]) -> Mapping[str, str]:
    """By question, or by the cell of an answer, the heading before it."""
    titles: dict[str, str] = {}
    heading = ""
    for part in parts:
        if part.kind == "markdown":
            heading = last_heading(part.source) or heading
            if part.question:
                titles.setdefault(part.question, last_heading(part.source))
        elif part.role is Role.ANSWER and not part.question:
            titles[str(part.cell)] = heading
    return titles


def _functions_of_questions(module: ConvertedModule) -> Iterator[tuple[str, str]]:
    """A question whose answer is one function, or class, goes by its name."""
    written = [each for each in module.definitions if each.written and each.question]
    for question in dict.fromkeys(each.question for each in written):
        names = {name for each in written if each.question == question for name in each.statement.bound}
        functions = {name for name in names if module.known[name].statement.is_definition}
        if len(functions) == 1 and len(names) == 1:
            yield question, functions.pop()


def _names_in(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


class _Pool:
    """What a test may use of the notebook, and of the visible tests before it."""

    def __init__(self, module: ConvertedModule) -> None:
        self._module = module
        self._given = {name: each for name, each in module.known.items() if not each.written} | module.data
        self._elsewhere: dict[str, int] = {}

    def names(self, case: Case) -> Names:
        elsewhere = {name: cell for name, cell in self._elsewhere.items() if cell != case.cell}
        return Names(self._module, self._given, elsewhere)

    def take(self, case: Case) -> None:
        """Imports, and definitions that use nothing of the students', serve the tests that follow."""
        try:
            body, lines = parse(case.source) if foreign(case.source) is None else ([], [])
        except SyntaxError:
            return
        students = self._module.students()
        for statement in statements(body, lines):
            serves = defines(statement.node, self._given) and not statement.used & students
            for name in statement.bound:
                if serves and case.visible:
                    self._given[name] = Definition(case.cell, "", statement, written=False)
                else:
                    self._elsewhere[name] = case.cell


_NO_TASK = "nothing before it is written by students"
_ADVICE_TASK = "write it, and a task for it in assignment.toml"
_ADVICE_POINTS = "give the question points in the notebook, and convert it again"
_ADVICE_TEST = "it fails until you write it{}, or remove it with its points"
_ADVICE_HANDS = "write what it does into the test"
