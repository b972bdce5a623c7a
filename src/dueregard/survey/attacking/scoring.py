"""Whether links are better than chance: an exact permutation test, with its power said beside it.

An attack names a record for each of some people; it scores where the record holds what the person
really ticked. By chance some of them do, for many people tick the same. The score is compared with
what it would be if the same people were given records drawn at random (permutation test; Phipson
and Smyth 2010, doi 10.2202/1544-6115.1585, for the added one).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.statistics.special import normal_quantile

LEVEL = 0.05
"""Over all pairings of a run together (Bonferroni)."""
POWER = 0.8
DRAWS = 9999
_SEED = 20150701

Pair = tuple[int, int]
"""A person and the record that an attack names for them."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well an attack linked.

    Parameters
    ----------
    named
        People for whom a record was named.
    right
        Of these, how many of the records hold what the person ticked.
    expected
        How many would by chance.
    p_value
        How often chance does as well or better.
    detectable
        The smallest share of these people that would be noticed with 80 % power, if they were truly
        linked.
    """

    named: int
    right: int
    expected: float
    p_value: float
    detectable: float


def score(
    pairs: Sequence[Pair], answers: Sequence[str], contents: Sequence[str], *, level: float
) -> Score:
    """Score an attack.

    Parameters
    ----------
    pairs
        What it names.
    answers
        What each person ticked.
    contents
        What each record holds.
    level
        At which it is tested, for the power.
    """
    import numpy as np  # noqa: PLC0415 - --help must not wait for it

    kinds = {text: n for n, text in enumerate(dict.fromkeys([*answers, *contents]))}
    wanted = np.array([kinds[answers[person]] for person, _ in pairs])
    named = np.array([kinds[contents[record]] for _, record in pairs])
    everything = np.array([kinds[text] for text in contents])
    source = np.random.default_rng(_SEED)
    right = int((wanted == named).sum())
    drawn = np.array(
        [(source.permutation(everything)[: len(wanted)] == wanted).sum() for _ in range(DRAWS)]
    )
    p_value = (1 + int((drawn >= right).sum())) / (1 + DRAWS)
    expected = float(drawn.mean())
    noticed = _detectable(float(drawn.std()), expected, len(pairs), level)
    return Score(len(pairs), right, expected, p_value, noticed)


def _detectable(spread: float, expected: float, people: int, level: float) -> float:
    """Return the share of truly linked people that the test notices (normal approximation).

    Of those who are linked some would have been right by chance too.
    """
    distance = normal_quantile(1 - level) + normal_quantile(POWER)
    wrong_by_chance = people - expected
    if wrong_by_chance <= 0:
        return 1.0
    return min(1.0, math.ceil(distance * max(spread, 0.5)) / wrong_by_chance)
