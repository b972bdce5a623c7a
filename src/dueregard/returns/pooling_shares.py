"""Counts split in two, so that two aggregators can add what neither of them can see.

Each count is the sum, modulo 2^64, of a random number and of what is left: one half goes to each of
two aggregators that do not work together. A half by itself is a random number, whatever the count.
Each adds the halves of all bodies; the two sums, and only they, give the pool's counts (additive
secret sharing: Shamir 1979, doi 10.1145/359168.359176, gives the general form).
"""

from __future__ import annotations

import base64
import secrets
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dueregard.disclosure.released import digest
from dueregard.errors import ReturnError
from dueregard.returns.data_return import Cell
from dueregard.returns.pooling_rounds import AGGREGATORS, Round, is_sealed, named, seal

MODULUS = 1 << 64
MOST = 10**6
"""No body has so many people in one cell; a sum above it for each body is no sum of counts."""
_MASK = MODULUS - 1


def split(counts: Sequence[int]) -> tuple[array[int], array[int]]:
    """Split counts into two halves, each of which by itself is uniformly random.

    Raises
    ------
    ReturnError
        A number that is no count of people.
    """
    if any(not 0 <= count <= MOST for count in counts):
        raise ReturnError(
            "A number that would be shared is no count of people.",
            advice="Have the return counted again from the files.",
        )
    first = array("Q")
    first.frombytes(secrets.token_bytes(8 * len(counts)))
    second = array("Q", [(count - half) & _MASK for count, half in zip(counts, first, strict=True)])
    return first, second


def add(halves: Iterable[Sequence[int]], length: int) -> array[int]:
    """Add halves cell by cell."""
    columns = zip(*halves, strict=True)
    sums = array("Q", [sum(column) & _MASK for column in columns])
    return sums or array("Q", [0] * length)


def share_documents(
    a_round: Round, code: str, counts: Sequence[int], keys: Mapping[str, str], plan: Sequence[Cell]
) -> dict[str, dict[str, Any]]:
    """Return the file for each aggregator, sealed with the body's key for it."""
    documents = {}
    for aggregator, half in zip(AGGREGATORS, split(counts), strict=True):
        bare = {
            "round": a_round.sha256,
            "member": code,
            "aggregator": aggregator,
            "plan": plan_digest(plan),
            "values": _packed(half),
        }
        documents[aggregator] = {**bare, "seal": seal(bare, keys[aggregator])}
    return documents


def sum_document(
    a_round: Round,
    aggregator: str,
    keys: Mapping[str, str],
    documents: Sequence[Mapping[str, Any]],
    plan: Sequence[Cell],
) -> dict[str, Any]:
    """Return an aggregator's sum of the halves of every body of a round.

    Raises
    ------
    ReturnError
        A file is not what it says, or a body is missing or there twice.
    """
    halves: dict[str, array[int]] = {}
    for document in documents:
        code = str(document.get("member", ""))
        _check_share(document, a_round, aggregator, keys, plan)
        if code in halves:
            raise ReturnError(f"{code} is there twice.", advice="Give each body's file once.")
        halves[code] = _unpacked(document, len(plan))
    missing = set(a_round.members) - set(halves)
    if missing:
        raise ReturnError(
            f"Of the round {a_round.name}, {named(sorted(missing))} did not send a file.",
            advice="Wait for it, or have a new round started without it: every body sends new "
            "halves then. A sum of fewer bodies than agreed is never made.",
        )
    return {
        "round": a_round.sha256,
        "aggregator": aggregator,
        "members": sorted(halves),
        "plan": plan_digest(plan),
        "values": _packed(add([halves[code] for code in sorted(halves)], len(plan))),
    }


def _check_share(
    document: Mapping[str, Any],
    a_round: Round,
    aggregator: str,
    keys: Mapping[str, str],
    plan: Sequence[Cell],
) -> None:
    code = str(document.get("member", ""))
    if code not in a_round.members or code not in keys:
        raise ReturnError(f"A file names {code!r}, which is not in the round.", advice=_SEND)
    if document.get("aggregator") != aggregator:
        raise ReturnError(
            f"The file of {code} is for the other aggregator: whoever holds both of a body's files "
            "knows its counts.",
            advice="Delete it here, tell the body, and have a new round started.",
        )
    if not is_sealed(document, keys[code]):
        raise ReturnError(f"The file of {code} was changed, or is not from {code}.", advice=_SEND)
    if document.get("round") != a_round.sha256 or document.get("plan") != plan_digest(plan):
        raise ReturnError(f"The file of {code} is of another round.", advice=_SEND)


_SEND = "Ask the body to send the file of this round again."


def combined(
    a_round: Round, sums: Sequence[Mapping[str, Any]], plan: Sequence[Cell]
) -> tuple[Cell, ...]:
    """Return the pool's cells from the two aggregators' sums.

    Raises
    ------
    ReturnError
        The sums are not the two of this round, or do not belong together.
    """
    if sorted(str(one.get("aggregator")) for one in sums) != sorted(AGGREGATORS):
        raise ReturnError("It takes the sum of each of the two aggregators.", advice=_TWO)
    for one in sums:
        whole = one.get("round") == a_round.sha256 and one.get("plan") == plan_digest(plan)
        if not whole or list(one.get("members", ())) != sorted(a_round.members):
            raise ReturnError(
                f"The sum of aggregator {one.get('aggregator')} is of another round.", advice=_TWO
            )
    counts = add([_unpacked(one, len(plan)) for one in sums], len(plan))
    if any(count > MOST * len(a_round.members) for count in counts):
        raise ReturnError(
            "The two sums together are no counts of people: one of them was changed, or they are "
            "of different files.",
            advice=_TWO,
        )
    return tuple(cell._replace(n=n) for cell, n in zip(plan, counts, strict=True) if n)


_TWO = "Have both aggregators add the files of this round again."


def plan_digest(plan: Sequence[Cell]) -> str:
    """Return the digest of a plan."""
    return digest([list(cell) for cell in plan])


def _packed(values: array[int]) -> str:
    copy = array("Q", values)
    if sys.byteorder == "big":
        copy.byteswap()
    return base64.b64encode(copy.tobytes()).decode("ascii")


def _unpacked(document: Mapping[str, Any], length: int) -> array[int]:
    values = array("Q")
    try:
        values.frombytes(base64.b64decode(str(document["values"]), validate=True))
    except (KeyError, ValueError):
        values = array("Q")
    if len(values) != length:
        raise ReturnError("A file has not as many cells as the round.", advice=_SEND)
    if sys.byteorder == "big":
        values.byteswap()
    return values
