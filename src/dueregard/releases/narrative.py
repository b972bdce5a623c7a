"""What a text gives away without a table: numbers in figures or words, and telling little words."""

from __future__ import annotations

import re

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|single|sole|twice|double|"
    "doubled|half|halved|third|quarter|dozen|couple|pair|nobody|none|few|handful|percent|per cent"
)
_NUMBER = re.compile(rf"\d[\d.,]*\s*%?|\b(?:{_NUMBER_WORDS})\b|%", re.IGNORECASE)
_GROUP_WORDS = (
    r"BME|BAME|black|asian|mixed|white|minority|ethnic\w*|disabled|women|men|gay|lesbian|"
    r"bisexual|muslim|christian|jewish|sikh|hindu"
)
_TELLING = re.compile(
    rf"\b(?:only|no|not any|all|every|each|always|never)\b(?:\W+\w+){{0,3}}\W+(?:{_GROUP_WORDS})\b"
    rf"|\b(?:{_GROUP_WORDS})\b(?:\W+\w+){{0,3}}\W+\b(?:only|no|all|every|never)\b",
    re.IGNORECASE,
)


def check_narrative(text: str) -> tuple[str, ...]:
    """Find the words of a text that tell numbers of people, in order, each once.

    Parameters
    ----------
    text
        A narrative for the public. Years may be said: they count nobody.

    Returns
    -------
    tuple of str
        Empty when nothing was found. That is no proof that a text is safe: two people read it.
    """
    without_years = re.sub(r"\b(?:19|20)\d\d\b", " ", text)
    found = [*_NUMBER.finditer(without_years), *_TELLING.finditer(without_years)]
    ordered = sorted(found, key=lambda match: match.start())
    return tuple(dict.fromkeys(" ".join(match.group().split()) for match in ordered))
