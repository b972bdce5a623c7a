"""What an invented organisation looks like: who works in which band, and who says what.

The weights are plausible, not measured: they give an example the shape that the Standard was made
to show (a compared group that thins out with seniority, unknown ethnicity that gathers among
office holders), so that every part of the software has something to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from dueregard.vocabulary import Employment, OrganisationKind, Part, Seat

Weights = tuple[tuple[str, float], ...]

WHITE: Weights = (
    ("A", 86), ("B", 2.5), ("C", 5), ("C3", 1), ("CP", 1.5), ("CK", 0.5), ("CA", 1),
)  # fmt: skip
BME: Weights = (
    ("H", 21), ("N", 17), ("J", 10), ("L", 11), ("M", 7), ("S", 7), ("R", 5), ("D", 4), ("F", 4),
    ("G", 4), ("K", 3), ("P", 3), ("E", 2), ("SC", 1), ("PC", 1),
)  # fmt: skip
UNKNOWN: Weights = (("Z", 60), ("", 28), ("99", 12))

SEX: Weights = (("F", 74), ("M", 26))
DISABILITY: Weights = (("N", 78), ("Y", 5), ("Z", 9), ("", 8))
ORIENTATION: Weights = (("heterosexual", 78), ("gay_lesbian", 3), ("bisexual", 2), ("Z", 17))
RELIGION: Weights = (
    ("christianity", 42), ("none", 17), ("islam", 5), ("hinduism", 3), ("sikhism", 1),
    ("buddhism", 1), ("judaism", 1), ("other", 6), ("Z", 24),
)  # fmt: skip
MARITAL: Weights = (
    ("married", 52), ("single", 32), ("divorced", 8), ("civil_partnership", 2), ("widowed", 1),
    ("Z", 5),
)  # fmt: skip

REASSIGNMENT: Weights = (("N", 74), ("Y", 0.4), ("Z", 20), ("", 5.6))
PREGNANCY: Weights = (("N", 91), ("Y", 3), ("Z", 2), ("", 4))

NON_CLINICAL_GROUPS: Weights = (("administrative_clerical", 88), ("estates_ancillary", 12))
CLINICAL_GROUPS: Weights = (
    ("nursing_midwifery", 52), ("additional_clinical_services", 22), ("allied_health", 14),
    ("scientific_technical", 9), ("healthcare_scientists", 3),
)  # fmt: skip

SENIORITY: dict[str, float] = {
    "1": 1.0, "2": 1.0, "3": 0.95, "4": 0.9, "5": 1.25, "6": 1.0, "7": 0.75, "8a": 0.62,
    "8b": 0.52, "8c": 0.46, "8d": 0.4, "9": 0.36, "vsm": 0.32, "consultant": 1.6,
    "career_grade": 2.2, "trainee": 1.7, "other_medical": 1.2, "": 0.4,
}  # fmt: skip
"""How the compared group's share in a pay row stands to its share of the whole."""

LADDER = ("1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "vsm")


@dataclass(frozen=True, slots=True)
class Shape:
    """The make-up of one kind of organisation; weights need not add up to anything."""

    compared_share: float
    unknown_share: float
    parts: tuple[tuple[Part, float], ...]
    bands: dict[Part, Weights]
    board: tuple[tuple[Seat, Employment, Part, int], ...]
    """Seats with how many people hold them in a body of ordinary size."""
    bank_share: float
    leaving: float
    """Chance that a person leaves within a year."""
    moving_up: float
    """Chance that a person is a band higher a year later."""
    answering: float


_NON_CLINICAL: Weights = (
    ("1", 1), ("2", 18), ("3", 20), ("4", 17), ("5", 13), ("6", 10), ("7", 8), ("8a", 5),
    ("8b", 3), ("8c", 2), ("8d", 1.5), ("9", 0.7), ("vsm", 0.8),
)  # fmt: skip
_CLINICAL: Weights = (
    ("2", 14), ("3", 10), ("4", 6), ("5", 30), ("6", 23), ("7", 11), ("8a", 3.5), ("8b", 1.2),
    ("8c", 0.7), ("8d", 0.4), ("9", 0.2),
)  # fmt: skip

PROVIDER = Shape(
    compared_share=0.21,
    unknown_share=0.04,
    parts=((Part.NON_CLINICAL, 34), (Part.CLINICAL, 56), (Part.MEDICAL, 10)),
    bands={
        Part.NON_CLINICAL: _NON_CLINICAL,
        Part.CLINICAL: _CLINICAL,
        Part.MEDICAL: (
            ("consultant", 42), ("career_grade", 12), ("trainee", 42), ("other_medical", 4),
        ),
    },
    board=(
        (Seat.VOTING_EXECUTIVE, Employment.EMPLOYEE, Part.NON_CLINICAL, 5),
        (Seat.VOTING_NON_EXECUTIVE, Employment.OFFICE_HOLDER, Part.NON_CLINICAL, 6),
        (Seat.NON_VOTING_EXECUTIVE, Employment.EMPLOYEE, Part.NON_CLINICAL, 2),
    ),
    bank_share=0.06,
    leaving=0.11,
    moving_up=0.035,
    answering=0.46,
)  # fmt: skip

COMMISSIONER = Shape(
    compared_share=0.12,
    unknown_share=0.09,
    parts=((Part.NON_CLINICAL, 76), (Part.CLINICAL, 21), (Part.MEDICAL, 3)),
    bands={
        Part.NON_CLINICAL: (
            ("2", 2), ("3", 8), ("4", 14), ("5", 13), ("6", 15), ("7", 17), ("8a", 12), ("8b", 9),
            ("8c", 6), ("8d", 3), ("9", 1.5), ("vsm", 1),
        ),
        Part.CLINICAL: (("5", 4), ("6", 22), ("7", 34), ("8a", 26), ("8b", 10), ("8c", 4)),
        Part.MEDICAL: (("career_grade", 60), ("other_medical", 40)),
    },
    board=(
        (Seat.VOTING_EXECUTIVE, Employment.EMPLOYEE, Part.NON_CLINICAL, 3),
        (Seat.VOTING_EXECUTIVE, Employment.OFFICE_HOLDER, Part.MEDICAL, 4),
        (Seat.VOTING_NON_EXECUTIVE, Employment.OFFICE_HOLDER, Part.NON_CLINICAL, 3),
        (Seat.NON_VOTING_EXECUTIVE, Employment.EMPLOYEE, Part.CLINICAL, 1),
        (Seat.NON_VOTING_NON_EXECUTIVE, Employment.OFFICE_HOLDER, Part.NON_CLINICAL, 1),
    ),
    bank_share=0.0,
    leaving=0.16,
    moving_up=0.05,
    answering=0.62,
)  # fmt: skip


def shape_of(kind: OrganisationKind) -> Shape:
    """Return the make-up of a kind of organisation; a support unit looks like a commissioner."""
    return PROVIDER if kind is OrganisationKind.PROVIDER else COMMISSIONER


def draw(random: Random, weights: Weights) -> str:
    """Draw one value by weight."""
    return random.choices([value for value, _ in weights], [weight for _, weight in weights])[0]
