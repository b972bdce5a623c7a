"""The words of an answer: what is given, what is refused and why, and what can be had instead.

A number that is refused is never handed to this module. Nothing here knows Django.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EXEMPTION = (
    "We hold these and do not give them. Together with what is known already, they could identify "
    "people and tell something about them. That would be unfair to them, and so not lawful: it is "
    "exempt under section 40(2) of the Freedom of Information Act 2000, read with section "
    "40(3A)(a). The same answer is given whether a number is small, nought, or would reveal "
    "another."
)
RIGHTS = (
    "If you are not content with this answer, write to us within two months and ask for an "
    "internal review. After that you can complain to the Information Commissioner: ico.org.uk."
)
NOTHING_YET = (
    "What can be published safely of this year is being prepared. We will send you the address "
    "when it is out."
)


@dataclass(frozen=True, slots=True)
class Given:
    """A number that may be told."""

    key: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """An answer before it is approved: its words, and what it tells in the library's form."""

    text: str
    statements: str
    refused: int


def draft(
    reference: str,
    *,
    given: Sequence[Given],
    refused: Sequence[str],
    instead: Sequence[str],
    published_at: str = "",
) -> Drafted:
    """Write an answer.

    Parameters
    ----------
    reference
        Of the request.
    given
        Numbers that may be told.
    refused
        What the refused numbers count, in words.
    instead
        What is published already and near to what was asked.
    published_at
        The address of all that is published of the year; empty where nothing is.
    """
    parts = [f"Your request {reference}"]
    if given:
        parts += ["You asked for these numbers:", *(f"{one.words}: {one.value}" for one in given)]
    if refused:
        parts += ["We do not give:", *refused, EXEMPTION, *_instead(instead, published_at)]
    return Drafted("\n\n".join([*parts, RIGHTS]), _statements(reference, given), len(refused))


def _instead(instead: Sequence[str], published_at: str) -> list[str]:
    everything = [f"All that is published of this year: {published_at}"] if published_at else []
    if not (instead or everything):
        return ["What you can have instead:", NOTHING_YET]
    return ["What you can have instead, and what is published:", *instead, *everything]


def _statements(reference: str, given: Sequence[Given]) -> str:
    """Return what is told as the CSV that ``dueregard release import`` reads."""
    if not given:
        return ""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("words", "part", "whole", "printed"))
    for one in given:
        writer.writerow((f"{reference}: {one.words}", one.key, "", one.value.replace(",", "")))
    return stream.getvalue()


def nearby(
    keys: Sequence[str], statements: Sequence[Mapping[str, object]], most: int = 6
) -> list[str]:
    """Return what was published about the same people: statements that share a key's stem."""
    stems = {key.rpartition("/")[0] for key in keys}
    return [str(one["words"]) for one in statements if _stems(one) & stems][:most]


def _stems(statement: Mapping[str, object]) -> set[str]:
    facts = statement["facts"]
    found: set[str] = set()
    for fact in facts if isinstance(facts, list) else []:
        keys = [fact["part"], fact["whole"]] if "part" in fact else [k for k, _ in fact["terms"]]
        found |= {str(key).rpartition("/")[0] for key in keys}
    return found
