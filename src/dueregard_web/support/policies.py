"""When have the members of a pool decided? A table of decisions; nothing here knows Django."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

AGREE, LEAD, REFUSE = "agree", "lead", "refuse"


class PoolStanding(StrEnum):
    """How far a pool's members have decided."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"


STANDING_WORDS = {
    PoolStanding.WAITING: "Waiting for members to decide",
    PoolStanding.AGREED: "Every member has decided: it may go to the release",
    PoolStanding.REFUSED: "A member has refused: it may not be released",
}
DECISION_WORDS = {
    "": "Not decided",
    AGREE: "Agrees",
    LEAD: "The lead body decides for it",
    REFUSE: "Refuses",
}


def standing_of(decisions: Mapping[str, str], lead: str) -> PoolStanding:
    """Say how far a pool is decided.

    Parameters
    ----------
    decisions
        What each member said, by its code; empty where it said nothing.
    lead
        The member that others may name to decide for them; empty where there is none. It decides
        for itself like any other.
    """
    if REFUSE in decisions.values():
        return PoolStanding.REFUSED
    lead_agrees = bool(lead) and decisions.get(lead) == AGREE
    settled = all(
        one == AGREE or (one == LEAD and lead_agrees and code != lead)
        for code, one in decisions.items()
    )
    return PoolStanding.AGREED if decisions and settled else PoolStanding.WAITING
