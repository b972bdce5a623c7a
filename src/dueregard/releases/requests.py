"""Whether a number that is asked for can be given on top of all that was ever said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dueregard.releases.candidate import Candidate
from dueregard.releases.statements import (
    Numbering,
    Statement,
    every_key,
    exactly,
    from_document,
    is_true,
)
from dueregard.releases.watch import Watch, complete


def may_be_told(
    candidate: Candidate, said: Sequence[Statement], keys: Sequence[str]
) -> tuple[bool, ...]:
    """Answer for each number whether it may be told, after those before it that may.

    Parameters
    ----------
    candidate
        Knows the numbers, the rules, and what would be published.
    said
        All statements made before.
    keys
        Numbers asked for.
    """
    values: dict[str, int] = dict(candidate.document["true_numbers"])
    protected = {k for one in candidate.document["witnesses"] for k in one["protects"]}
    rules = list(map(from_document, candidate.document["rules"]))
    known = [one for one in said if is_true(one, dict(values)) is not False]
    held = [*rules, *known, *candidate.statements]
    numbering = Numbering(list(dict.fromkeys([*values, *every_key(held)])))
    truth = complete(numbering, values, held)
    if truth is None:
        return tuple(False for _ in keys)
    threshold = int(candidate.document["policy"]["threshold"])
    targets = [numbering.place[key] for key in sorted(protected) if key in numbering.place]
    small = [cell for cell in targets if truth[cell] < threshold]
    watch = Watch("requester", numbering, np.asarray(truth), held, small, threshold)
    exposed = {numbering.keys[cell] for cell in watch.exposed}
    return tuple(
        key not in exposed and watch.admits(Statement(key, (exactly(key, values[key]),)))
        for key in keys
    )
