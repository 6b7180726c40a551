"""Every attack in one run of `grade`, by root and by nobody, with honest submissions in between."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SECURITY = HERE.parents[1] / "docs" / "security.md"
# What must have reached the instructor, to show that it was carried as far as the last wall.
CARRIED = {
    "in_a_dict",
    "in_the_answer",
    "in_the_answer_number",
    "in_the_name_of_a_function",
    "in_the_name_of_a_missing_module",
    "in_the_output",
    "in_the_text_of_an_exception",
    "in_the_text_of_an_exception_number",
    "in_the_type_of_an_answer",
    "out_of_a_function_of_the_tests",
}


DETECT = """
import json, subprocess, sys
sys.path.insert(0, sys.argv[1])
import catalogue, gauntlet
from pathlib import Path
before = gauntlet.processes()
child = subprocess.Popen(["sleep", "9"])
Path("/tmp", gauntlet.LITTER).touch()
left = [*(gauntlet.processes() - before), *gauntlet.litter(Path("/var/tmp"))]
attack = catalogue.attack(Path(sys.argv[1], "corpus", "sleep.py"))
full = {one.name: {"score": 10.0} for one in (attack, *gauntlet.ARCHIVES)}
test = {"id": "test_hidden.py::test_double", "observed": None}
print(json.dumps([left, gauntlet.forged([attack], full), gauntlet.ended_otherwise(attack, [test])]))
child.kill()
"""


@pytest.fixture(scope="module", params=["root", "nobody"])
def findings(told: Any, request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = told(request.param, "gauntlet.py", "--json")
    return found | {"user": request.param}


def test_the_kernel_locks_everybody_in(findings: dict[str, Any]) -> None:
    assert {"seccomp", "resource limits", "no new privileges"} <= set(findings["rings"])
    assert ("user 60001" in findings["rings"]) == (findings["user"] == "root")


def test_the_corpus_is_as_large_as_it_is_said_to_be(findings: dict[str, Any]) -> None:
    assert findings["attacks"] > 190
    assert findings["archives"] > 30


def test_the_documentation_quotes_what_came_of_it(findings: dict[str, Any]) -> None:
    """Where it does not: put the line in its place, if the numbers of attacks have grown."""
    assert findings["summary"] in SECURITY.read_text()


def test_no_attack_forges_a_point(findings: dict[str, Any]) -> None:
    assert findings["forged"] == {}
    assert findings["withheld"] == []


def test_no_attack_gets_through(findings: dict[str, Any]) -> None:
    assert findings["got_through"] == {}


def test_every_attack_ends_as_its_header_says(findings: dict[str, Any]) -> None:
    assert findings["ended_otherwise"] == {}


def test_nothing_of_a_hidden_test_reaches_a_student(findings: dict[str, Any]) -> None:
    assert findings["searched"] > 2 * (findings["attacks"] + findings["archives"])
    assert findings["leaked"] == {}


def test_the_search_finds_what_is_there(findings: dict[str, Any]) -> None:
    """What hostile code carried out of a hidden test lies before the instructor: the search sees it there."""
    assert CARRIED - set(findings["told_the_instructor"]) == set()


def test_what_should_not_be_is_found_where_it_is(enter: Any) -> None:
    command = [*enter("root"), sys.executable, "-B", "-c", DETECT, str(HERE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    left, forged, ended_otherwise = json.loads(done.stdout)
    assert ["sleep" in left[0], left[1:]] == [True, ["/tmp/grader-attack-litter"]]
    assert forged["sleep"] == 10.0
    assert ended_otherwise == "passed"


def test_the_honest_get_what_they_deserve(findings: dict[str, Any]) -> None:
    assert findings["spoiled"] == {}


def test_no_process_and_no_file_is_left_over(findings: dict[str, Any]) -> None:
    assert findings["left_over"] == []
