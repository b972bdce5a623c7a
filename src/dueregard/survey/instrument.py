"""What is asked, and how one person's answers become a few bytes of the same length for everybody.

Indicators 5 to 8 in the words of the edition's items, the violence item, a few local questions, and
ethnicity (guidance 03764, section 6.1, examples 2 and 3). Every question may be passed over. An
answer is one byte a question, so that its length says nothing about what it holds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from dueregard.errors import ConfigurationError, FileNotUsableError

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition

ETHNICITY = "ethnicity"
DECLINED = "Z"
VIOLENCE = "violence"
VERSION = 1
MOST_LOCAL = 5
COMMENT_BYTES = 1000
_WORDS = {"yes": "Yes", "no": "No", "dont_know": "Don't know"}
_SECONDS = {ETHNICITY: 30}
_SECONDS_EACH = 15
_SECONDS_COMMENT = 60


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that can be ticked."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers; 0 stands for passed over, and 1 for the first answer."""

    key: str
    text: str
    options: tuple[Option, ...]

    def number(self, given: str) -> int:
        """Return the byte of an answer.

        Raises
        ------
        FileNotUsableError
            It is none of the answers.
        """
        keys = [option.key for option in self.options]
        if not given:
            return 0
        if given not in keys:
            raise FileNotUsableError(
                f"'{given}' is no answer to the question {self.key}.",
                advice=f"The answers are {', '.join(keys)}; leave it empty to pass over it.",
            )
        return keys.index(given) + 1


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """A result that will be worked out: which questions it joins, which answers it counts."""

    key: str
    items: tuple[str, ...]
    counted: tuple[str, ...]
    base: tuple[str, ...]
    is_indicator: bool = False


def questions_for(edition: Edition, local: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions of a survey for an edition, ethnicity last.

    Parameters
    ----------
    edition
        Whose indicators are asked.
    local
        Further questions with yes or no, by key; at most :data:`MOST_LOCAL`.

    Raises
    ------
    ConfigurationError
        Too many local questions, or one with the key of another.
    """
    known = _wording()
    if len(local) > MOST_LOCAL:
        raise ConfigurationError(
            f"{len(local)} local questions are too many; a survey takes {MOST_LOCAL}.",
            advice="Each more makes it longer, and tells more about who answered.",
        )
    taken = sorted(set(local) & set(known))
    if taken:
        raise ConfigurationError(f"The question {taken[0]} is asked already.")
    items = dict.fromkeys(item for planned in _indicators(edition) for item in planned.items)
    asked = [_asked(item, known) for item in (*items, VIOLENCE)]
    own = [Question(key, text, _options(("yes", "no"))) for key, text in local.items()]
    return (*asked, *own, _ethnicity(edition, str(known[ETHNICITY]["text"])))


def plan_for(edition: Edition, local: Mapping[str, str]) -> tuple[PlannedItem, ...]:
    """Return the output plan: what will be worked out, and nothing else ever."""
    both = ("yes", "no")
    single = [PlannedItem(key, (key,), ("yes",), both) for key in (VIOLENCE, *local)]
    return (*_indicators(edition), *single)


def _indicators(edition: Edition) -> tuple[PlannedItem, ...]:
    from dueregard.editions.schema import SurveyShare  # noqa: PLC0415 - msgspec

    return tuple(
        PlannedItem(one.key, method.items, method.counted_answers, method.base_answers, True)
        for one in edition.indicators
        if isinstance(method := one.method, SurveyShare)
    )


def _wording() -> dict[str, dict[str, str | bool]]:
    text = (files("dueregard.survey") / "data" / "questions.toml").read_text("utf-8")
    return tomllib.loads(text)


def _asked(item: str, known: Mapping[str, Mapping[str, str | bool]]) -> Question:
    if item not in known:
        raise ConfigurationError(
            f"There are no words for the survey item '{item}'.",
            advice="This edition needs a later version of the program.",
        )
    keys = ("yes", "no", "dont_know") if known[item].get("dont_know") else ("yes", "no")
    return Question(item, str(known[item]["text"]), _options(keys))


def _options(keys: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(key, _WORDS[key]) for key in keys)


def _ethnicity(edition: Edition, text: str) -> Question:
    """Ask for ethnicity by the whole list, with the choice not to say."""
    from dueregard.codelists.ethnicity import EthnicCategories  # noqa: PLC0415 - reads files

    categories = EthnicCategories.load().categories
    listed = {*edition.comparison.reference.categories, *edition.comparison.compared.categories}
    options = [
        Option(one.code, f"{one.group}: {one.label}") for one in categories if one.code in listed
    ]
    return Question(ETHNICITY, text, (*options, Option(DECLINED, "Prefer not to say")))


def encode(questions: Sequence[Question], given: Mapping[str, str]) -> bytes:
    """Return a person's answers, of the same length whatever they are.

    Parameters
    ----------
    questions
        All that is asked.
    given
        Answers by question; what is left out was passed over.

    Raises
    ------
    FileNotUsableError
        An answer or a question that there is not.
    """
    strange = sorted(set(given) - {question.key for question in questions})
    if strange:
        raise FileNotUsableError(f"There is no question {strange[0]}.")
    numbers = [question.number(given.get(question.key, "")) for question in questions]
    return bytes([VERSION, *numbers])


def decode(questions: Sequence[Question], text: bytes) -> dict[str, str]:
    """Return the answers in an opened text, without those passed over.

    Raises
    ------
    FileNotUsableError
        It is none of this survey.
    """
    fits = len(text) == len(questions) + 1 and text[:1] == bytes([VERSION])
    pairs = list(zip(questions, text[1:], strict=False))
    if not fits or any(number > len(question.options) for question, number in pairs):
        raise FileNotUsableError("An opened answer is not one to these questions.")
    return {one.key: one.options[number - 1].key for one, number in pairs if number}


def encode_comment(words: str) -> bytes:
    """Return a comment, filled up so that its length says nothing; no comment looks the same.

    Raises
    ------
    FileNotUsableError
        It is too long.
    """
    text = " ".join(words.split()).encode()
    if len(text) > COMMENT_BYTES:
        raise FileNotUsableError(
            f"A comment is too long: {len(text)} bytes of {COMMENT_BYTES}.",
            advice="Shorten it to about 150 words.",
        )
    return len(text).to_bytes(2) + text.ljust(COMMENT_BYTES, b"\0")


def decode_comment(text: bytes) -> str:
    """Return the words of an opened comment; empty where nothing was written."""
    return text[2 : 2 + int.from_bytes(text[:2])].decode()


def minutes(questions: Sequence[Question], comments: Sequence[str]) -> float:
    """Return about how long the survey takes, in minutes.

    15 seconds for a question with a few answers, 30 for the list of ethnic groups, a minute to
    write a comment, and a minute for the first page and the code.
    """
    asked = sum(_SECONDS.get(question.key, _SECONDS_EACH) for question in questions)
    return (60 + asked + _SECONDS_COMMENT * len(comments)) / 60
