"""What exactly is approved: one hash over all that would be printed.

Nothing here knows Django.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dueregard.disclosure.released import digest


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of a proposal that the public would get to see."""

    candidate: str
    narrative: str
    exception_reason: str
    exception_told_on: date | None
    public_note: str
    exception_case: Mapping[str, str] = field(default_factory=dict)
    """What was weighed for a board exception; not printed, and agreed to all the same."""
    texts: Mapping[str, object] = field(default_factory=dict)
    """Which records and case studies are printed, as they were when they were chosen."""

    @property
    def sha256(self) -> str:
        """The hash that reviews, agreements and the decision are bound to."""
        told = self.exception_told_on
        return digest(
            {
                "candidate": hashlib.sha256(self.candidate.encode()).hexdigest(),
                "narrative": self.narrative,
                "exception_reason": self.exception_reason,
                "exception_told_on": told.isoformat() if told else "",
                "public_note": self.public_note,
                "exception_case": dict(self.exception_case),
                "texts": dict(self.texts),
            }
        )
