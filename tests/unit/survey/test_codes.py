"""Codes that people type."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.survey.codes import digest_of, mark_of, new_code, read_code, written

SURVEY = "ab" * 32


def test_code_is_read_however_it_is_typed() -> None:
    """Case, dashes, spaces and letters that look like digits do not matter."""
    code = written(bytes(range(16)))
    typed = code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert read_code(typed) == read_code(code) == bytes(range(16))


def test_a_code_has_128_random_bits_and_no_doubtful_letter() -> None:
    """Codes are 7 groups of 4, never repeat, and hold no I, L, O or U."""
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(read_code(code)) for code in codes} == {16}
    assert not set("ILOU") & set("".join(codes))
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(4,) * 7}


def test_every_single_slip_is_found() -> None:
    """One wrong letter anywhere is a slip, but for 1 in 4,096 by chance."""
    code = written(bytes(range(100, 116))).replace("-", "")
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    missed = 0
    for at in range(len(code)):
        for letter in set(letters) - {code[at]}:
            try:
                read_code(code[:at] + letter + code[at + 1 :])
            except FileNotUsableError:
                continue
            missed += 1
    assert missed <= 3


@pytest.mark.parametrize("typed", ["", "ABCD", "?" * 28, "A" * 29])
def test_what_is_no_code_is_refused_without_being_repeated(typed: str) -> None:
    """A text that is no code is refused, and does not get into the message."""
    with pytest.raises(FileNotUsableError) as found:
        read_code(typed)
    assert not typed or typed not in str(found.value)


def test_digest_belongs_to_a_survey_and_mark_to_an_operator() -> None:
    """The digest changes with the survey; the mark is the digest's HMAC under the pepper."""
    code = bytes(16)
    digest = digest_of(code, SURVEY)
    assert digest != digest_of(code, "cd" * 32)
    expected = hmac.new(bytes.fromhex("11" * 32), digest, hashlib.sha256).digest()
    assert mark_of(digest, "11" * 32) == expected
    assert mark_of(digest, "22" * 32) != expected
