"""What holds for every survey: nothing is lost, nothing is left of how it came about."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.editions.loader import load_edition
from dueregard.errors import FileNotUsableError
from dueregard.survey.attacking.scoring import score
from dueregard.survey.blocks import Shape, decrypt, encrypt
from dueregard.survey.codes import read_code, written
from dueregard.survey.instrument import (
    decode,
    decode_comment,
    encode,
    encode_comment,
    questions_for,
)
from dueregard.survey.judging import keeps_without_any

QUESTIONS = questions_for(load_edition("2023"), {})
SURVEY, KEY = "ab" * 32, bytes(32)
RECORDS = st.lists(st.binary(min_size=8, max_size=8), unique=True, max_size=20)


@given(st.binary(min_size=16, max_size=16), st.sampled_from(["upper", "lower"]))
def test_every_code_is_read_back(code: bytes, case: str) -> None:
    """Whatever the bits, a written code is read as the code."""
    assert read_code(getattr(written(code), case)()) == code


@given(
    st.fixed_dictionaries(
        {}, optional={q.key: st.sampled_from([o.key for o in q.options]) for q in QUESTIONS}
    )
)
def test_every_answer_comes_back(answers: dict[str, str]) -> None:
    """What is ticked and what is passed over come back, in a text of one length."""
    text = encode(QUESTIONS, answers)
    assert len(text) == len(QUESTIONS) + 1
    assert decode(QUESTIONS, text) == answers


@given(st.text(max_size=250))
def test_every_comment_comes_back(words: str) -> None:
    """Words come back but for their spaces; a lone surrogate cannot be typed."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return
    assert decode_comment(encode_comment(words)) == " ".join(words.split())


@given(RECORDS, st.randoms(use_true_random=False), st.integers(0, 5))
def test_a_set_is_written_without_its_history(records: list[bytes], source, room: int) -> None:
    """Any order, and any doubling, gives the same records in the same order and size."""
    shape = Shape("b", 8, len(records) + room)
    shuffled = [*records, *records[:2]]
    source.shuffle(shuffled)
    one, two = encrypt(records, shape, KEY, SURVEY), encrypt(shuffled, shape, KEY, SURVEY)
    assert decrypt(one, shape, KEY, SURVEY) == decrypt(two, shape, KEY, SURVEY) == sorted(records)
    assert len(one) == len(encrypt([], shape, KEY, SURVEY))


@given(RECORDS, st.data())
def test_a_changed_block_does_not_open(records: list[bytes], data: st.DataObject) -> None:
    """Any changed bit, another key or another survey is found."""
    shape = Shape("b", 8, 20)
    content = bytearray(encrypt(records, shape, KEY, SURVEY))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    for text, key, survey in (
        (bytes(content), KEY, SURVEY),
        (encrypt(records, shape, KEY, SURVEY), bytes([1]) * 32, SURVEY),
        (encrypt(records, shape, KEY, SURVEY), KEY, "cd" * 32),
    ):
        with pytest.raises(FileNotUsableError):
            decrypt(text, shape, key, survey)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.data())
def test_worst_case_covers_every_true_case(by_body: list[int], data: st.DataObject) -> None:
    """However the group is spread over the bodies, the judgement is never too kind."""
    spread = [data.draw(st.integers(0, answered)) for answered in by_body]
    people = sum(spread)
    if keeps_without_any(people, by_body, 11):
        assert all(people - own >= 11 and 2 * own <= people for own in spread)


@given(st.lists(st.sampled_from("abcd"), min_size=5, max_size=30), st.randoms())
def test_score_counts_what_is_right(answers: list[str], source) -> None:
    """The score of a pairing is how many records hold the person's own answer."""
    contents = answers[:]
    source.shuffle(contents)
    pairs = list(enumerate(range(len(answers))))
    found = score(pairs, answers, contents, level=0.05)
    assert found.right == sum(a == c for a, c in zip(answers, contents, strict=True))
    chance = sum(n * n for n in Counter(answers).values()) / len(answers)
    assert abs(found.expected - chance) < 0.3
