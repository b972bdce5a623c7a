"""Staff groups, parts of the workforce, seats and footings."""

from __future__ import annotations

import pytest

from dueregard.codelists.posts import PostWords, StaffGroups
from dueregard.vocabulary import Employment, Part, Seat

GROUPS = StaffGroups.load()
WORDS = PostWords.load()

PARTS = {
    "Administrative and Clerical": Part.NON_CLINICAL,
    "Admin & Clerical": Part.NON_CLINICAL,
    "Estates and Ancillary": Part.NON_CLINICAL,
    "Nursing and Midwifery Registered": Part.CLINICAL,
    "Allied Health Professionals": Part.CLINICAL,
    "Healthcare Scientists": Part.CLINICAL,
    "Add Prof Scientific and Technic": Part.CLINICAL,
    "Additional Clinical Services": Part.CLINICAL,
    "Students": Part.CLINICAL,
    "Medical and Dental": Part.MEDICAL,
    "medical_dental": Part.MEDICAL,
}


@pytest.mark.parametrize(("text", "part"), PARTS.items(), ids=list(PARTS))
def test_staff_group_says_the_part(text, part) -> None:
    """Each staff group of the staff record belongs to one part of the workforce."""
    assert GROUPS.parse(text).part is part


def test_unknown_staff_group_is_left_open() -> None:
    """A group that is no staff group is for somebody to decide."""
    assert GROUPS.parse("Directorate of Fun") is None
    assert GROUPS.parse("") is None
    assert len(GROUPS.groups) == 9


@pytest.mark.parametrize(
    ("text", "voting", "seat"),
    [
        ("Voting executive", None, Seat.VOTING_EXECUTIVE),
        ("voting_non_executive", None, Seat.VOTING_NON_EXECUTIVE),
        ("Executive director", "yes", Seat.VOTING_EXECUTIVE),
        ("Executive director", "N", Seat.NON_VOTING_EXECUTIVE),
        ("Non-executive director", "no", Seat.NON_VOTING_NON_EXECUTIVE),
        ("Chief Executive", None, Seat.VOTING_EXECUTIVE),
        ("", None, Seat.NONE),
        ("NULL", "yes", Seat.NONE),
    ],
)
def test_seats(text, voting, seat) -> None:
    """A role and a vote together make a seat; no role is no seat."""
    assert WORDS.parse_seat(text, voting) is seat


@pytest.mark.parametrize(
    ("text", "voting"),
    [("Executive director", None), ("Executive director", "perhaps"), ("Tea maker", "yes")],
)
def test_open_seats_are_left_open(text, voting) -> None:
    """Where the words do not say whether a member votes, nobody guesses."""
    assert WORDS.parse_seat(text, voting) is None


def test_every_word_of_the_vocabulary_is_read() -> None:
    """The canonical words of parts, seats and footings read as themselves."""
    assert [WORDS.parse_part(part.value) for part in Part] == list(Part)
    assert [WORDS.parse_seat(seat.value) for seat in Seat] == list(Seat)
    assert [WORDS.parse_employment(one.value) for one in Employment] == list(Employment)
    assert WORDS.parse_part("Quantum") is None
    assert WORDS.parse_employment("Ghost") is None
    assert WORDS.parse_employment("") is Employment.EMPLOYEE
    assert WORDS.parse_employment("Fixed Term Temp") is Employment.EMPLOYEE
    assert WORDS.parse_employment("Non-Exec Director/Chair") is Employment.OFFICE_HOLDER
