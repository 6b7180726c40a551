from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.similarity.fingerprints import LENGTH, WINDOW, Gram, grams, winnow
from grader.similarity.tokens import Token

WORDS = st.lists(st.sampled_from("abcdef"), max_size=60)
RUN = st.lists(st.sampled_from("abcdef"), min_size=LENGTH + WINDOW - 1, max_size=30)


def tokens(words: list[str]) -> list[Token]:
    return [Token(word, line) for line, word in enumerate(words)]


def kept(words: list[str]) -> set[int]:
    return {gram.hash for gram in winnow(grams(tokens(words)))}


@given(RUN, WORDS, WORDS, WORDS, WORDS)
def test_two_that_share_a_long_run_share_a_fingerprint(
    run: list[str], a: list[str], b: list[str], c: list[str], d: list[str]
) -> None:
    assert kept(a + run + b) & kept(c + run + d)


@given(WORDS)
def test_every_window_keeps_one_and_nothing_is_kept_that_is_not_there(words: list[str]) -> None:
    found = grams(tokens(words))
    chosen = list(winnow(found))
    assert set(chosen) <= set(found)
    for start in range(len(found) - WINDOW + 1):
        assert {gram.hash for gram in found[start : start + WINDOW]} & {gram.hash for gram in chosen}


@given(WORDS)
def test_other_words_share_nothing(words: list[str]) -> None:
    assert not kept(words) & kept([word.upper() for word in words])


def test_too_little_has_no_fingerprint() -> None:
    assert grams(tokens(["a"] * (LENGTH - 1))) == []
    assert list(winnow([])) == []
    assert len(list(winnow(grams(tokens(["a"] * LENGTH))))) == 1


def test_a_hash_is_the_same_in_every_run() -> None:
    (gram,) = grams(tokens(["a"] * LENGTH))
    assert gram == Gram(GOLDEN, 0, LENGTH - 1)


GOLDEN = 0x8689268AD2E38C51
