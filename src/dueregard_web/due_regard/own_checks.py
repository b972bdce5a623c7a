"""What the workspace's own records show to be missing; nothing here asks the database."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.records import record_of
from dueregard.records.checking import Remark, Weight
from dueregard_web.due_regard.living import Living
from dueregard_web.due_regard.own_records import Engagement
from dueregard_web.due_regard.policies import KINDS

ALL = "all"
LEAST_REASON = 20
"""Letters of a reason for asking nobody: a sentence."""


def own_remarks(living: Living) -> tuple[Remark, ...]:
    """Return what is missing: an outcome that was graded without anybody from outside.

    Source: guidance, section 4 (EDS2 is reviewed in discussion with local stakeholders).
    """
    return tuple(_without_stakeholders(living))


def _without_stakeholders(living: Living) -> Iterator[Remark]:
    engagements: list[Engagement] = [
        record_of(KINDS["engagements"], cells) for cells in living.cells("engagements")
    ]
    reviewed = {name for one in engagements if _counts(one) for name in one.outcomes}
    for cells in living.cells("eds2"):
        outcome = cells["outcome"]
        if cells["grade"] and not {outcome, ALL} & reviewed:
            yield Remark(
                Weight.FAILS,
                "eds-alone",
                "engagements.csv",
                outcome,
                f"Outcome {outcome} was graded, and no stakeholder took part.",
                "Record who took part, or why nobody did.",
            )


def _counts(one: Engagement) -> bool:
    """Say whether somebody took part on a day, or a sentence says why nobody did."""
    took_part = bool(one.who) and one.held_on is not None
    return took_part or len(one.why_nobody.strip()) >= LEAST_REASON
