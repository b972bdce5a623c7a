"""What somebody confirms who gives information to others, and where that comes from.

Sources: NHS Standard Contract 2015/16, Service Condition 28.5 (accurate and complete), and the
seven principles of public life, both in guidance 03764, section 3.4. Nothing here knows Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PRINCIPLES = (
    "selflessness", "integrity", "objectivity", "accountability", "openness", "honesty",
    "leadership",
)  # fmt: skip
"""Committee on Standards in Public Life, the seven principles, 31 May 1995."""

_PRINCIPLES = f"{', '.join(PRINCIPLES[:-1])} and {PRINCIPLES[-1]}"
ATTESTATION = (
    "I have seen what would be published. As far as I know it is accurate and complete.",
    f"I decide by the principles of public life: {_PRINCIPLES}.",
    "I have no interest of my own in what is shown or hidden.",
)
"""What is confirmed, sentence by sentence; it is kept with the decision word for word."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that a page leads to, with its day."""

    title: str
    address: str
    dated: date


STANDARDS = (
    Reference(
        "The seven principles of public life",
        "https://www.gov.uk/government/publications/the-7-principles-of-public-life",
        date(1995, 5, 31),
    ),
    Reference(
        "Standards of business conduct policy, NHS England, version 5.4",
        "https://www.england.nhs.uk/long-read/standards-of-business-conduct-policy",
        date(2025, 7, 23),
    ),
)
"""Named in guidance 03764, section 3.4; the standards of conduct as they stand now."""
