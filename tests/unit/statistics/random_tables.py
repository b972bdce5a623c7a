"""Tables of two groups, drawn with a seed."""

from __future__ import annotations

import random


def random_tables(number, seed, largest=60):
    """Draw pairs of tallies of every kind, empty and full groups included."""
    chance = random.Random(seed)
    tables = []
    for _ in range(number):
        n1, n2 = chance.randint(1, largest), chance.randint(1, largest)
        tables.append(((chance.randint(0, n1), n1), (chance.randint(0, n2), n2)))
    return tables
