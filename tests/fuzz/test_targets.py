"""Each target with inputs made from its seeds, and with what was found before."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.run import NAMES, load

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOUND = sorted((HERE / "found").glob("*/*"))
EXAMPLES = 60
MOST_CHANGES = 8
LONGEST_PIECE = 200

every_target = pytest.mark.parametrize("name", NAMES)


target = cache(load)


@cache
def seeds(name: str) -> list[bytes]:
    return list(target(name).seeds())


@st.composite
def changed_seeds(draw: st.DrawFn, name: str) -> bytes:
    """A seed with pieces replaced: by nothing, by tokens, by any bytes, or by a piece of another seed."""
    data = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(1, MOST_CHANGES))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.sampled_from([0, 0, 1, 4, LONGEST_PIECE]))
        data = data[:start] + draw(pieces(name)) + data[end:]
    return data


def pieces(name: str) -> st.SearchStrategy[bytes]:
    tokens = st.sampled_from(target(name).TOKENS)
    return st.one_of(
        st.just(b""),
        tokens,
        st.builds(lambda token, times: token * times, tokens, st.sampled_from([2, 30, 1500])),
        st.binary(max_size=8),
        st.builds(
            lambda seed, start: seed[start : start + LONGEST_PIECE],
            st.sampled_from(seeds(name)),
            st.integers(0, 1000),
        ),
    )


@every_target
def test_no_seed_is_a_violation(name: str) -> None:
    for seed in seeds(name):
        target(name).check(seed)


@every_target
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_changed_seed_is_a_violation(name: str, data: st.DataObject) -> None:
    target(name).check(data.draw(changed_seeds(name)))


@every_target
def test_careless_code_is_a_violation(name: str) -> None:
    tried = target(name)
    tried.check(tried.TRAP)
    with pytest.raises(Exception):  # noqa: B017, PT011 - careless code fails in every way there is
        tried.check(tried.TRAP, tried.careless)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_once_is_no_violation_any_more(path: Path) -> None:
    target(path.parent.name).check(path.read_bytes())


def test_the_search_says_where_its_tool_is_missing() -> None:
    bare = [sys.executable, "-S", "-m", "tests.fuzz.run", "--seconds", "1"]
    done = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "atheris is not installed here" in done.stderr
