"""What is asked, and how long it takes."""

from __future__ import annotations

import pytest

from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.survey.instrument import (
    COMMENT_BYTES,
    ETHNICITY,
    decode,
    decode_comment,
    encode,
    encode_comment,
    minutes,
    plan_for,
    questions_for,
)

YEARS = [str(year) for year in range(2015, 2026)]


@pytest.mark.requirement("R-211")
@pytest.mark.parametrize("year", YEARS)
def test_every_edition_is_asked_in_under_five_minutes(year: str) -> None:
    """Indicators 5 to 8, violence and ethnicity are asked, in less than five minutes."""
    edition = load_edition(year)
    questions, plan = questions_for(edition, {}), plan_for(edition, {})
    keys = [question.key for question in questions]
    survey = [one.key for one in edition.indicators if one.number in range(5, 9)]
    assert set(survey) <= {item.key for item in plan}
    assert {key for item in plan for key in item.items} == set(keys) - {ETHNICITY}
    assert "violence" in keys
    assert minutes(questions, ["one", "two"]) <= 5


def test_ethnicity_is_asked_by_the_whole_list() -> None:
    """All categories of the list and the choice not to say are there."""
    asked = questions_for(load_edition("2016"), {})[-1]
    assert [option.key for option in asked.options] == list("ABCDEFGHJKLMNPRSZ")


def test_answers_are_of_one_length_whatever_they_are() -> None:
    """Nothing ticked and everything ticked are equally long, and come back as they were."""
    questions = questions_for(load_edition("2022"), {"own": "Own?"})
    for given in ({}, {one.key: one.options[-1].key for one in questions}):
        text = encode(questions, given)
        assert len(text) == len(questions) + 1
        assert decode(questions, text) == given


@pytest.mark.parametrize("given", [{"violence": "maybe"}, {"nothing": "yes"}])
def test_strange_answers_are_refused(given: dict[str, str]) -> None:
    """An answer or a question that there is not is refused."""
    with pytest.raises(FileNotUsableError):
        encode(questions_for(load_edition("2016"), {}), given)


@pytest.mark.parametrize("text", [b"", b"\x01\x02", b"\x02" + bytes(7), b"\x01\x09" + bytes(6)])
def test_opened_text_of_another_survey_is_refused(text: bytes) -> None:
    """Too short, of another version, or with an answer that there is not: refused."""
    with pytest.raises(FileNotUsableError):
        decode(questions_for(load_edition("2016"), {}), text)


def test_comments_are_of_one_length() -> None:
    """No comment and a long one are equally long; one that is too long is refused."""
    assert len(encode_comment("")) == len(encode_comment("ü" * 500)) == COMMENT_BYTES + 2
    assert decode_comment(encode_comment(" two\n words ")) == "two words"
    with pytest.raises(FileNotUsableError, match="too long"):
        encode_comment("ü" * 501)


def test_local_questions_are_few_and_their_own() -> None:
    """Six local questions, and one with the key of another, are refused."""
    edition = load_edition("2016")
    with pytest.raises(ConfigurationError, match="too many"):
        questions_for(edition, {f"q{n}": "?" for n in range(6)})
    with pytest.raises(ConfigurationError, match="asked already"):
        questions_for(edition, {"violence": "?"})
