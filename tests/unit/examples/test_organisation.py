"""An invented organisation hangs together: the same people persist, and every count adds up."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError
from dueregard.examples.organisation import LARGEST, SMALLEST, Plan, working_years
from dueregard.examples.people import WorkingYear
from dueregard.vocabulary import Employment, OrganisationKind, Seat


def years_of(size: int, seed: int, *kinds: str) -> tuple[WorkingYear, ...]:
    kind = OrganisationKind(kinds[0] if kinds else "commissioner")
    editions = tuple(load_edition(name) for name in ("2015", "2016"))
    return working_years(Plan(size, seed, kind), editions)


@pytest.mark.parametrize("kind", ["commissioner", "provider", "support_unit"])
@pytest.mark.parametrize("size", [SMALLEST, 20, 56, 361])
def test_as_many_people_are_in_post_as_were_asked_for(size, kind):
    """Each year has exactly the size asked for, bank staff on top."""
    for year in years_of(size, 3, kind):
        solely_bank = [one for one in year.staff if one.post.employment == Employment.BANK]
        assert len(year.staff) - len(solely_bank) == size


def test_last_years_staff_less_leavers_plus_starters_are_this_years():
    """Stock and flow agree, number by number."""
    years = years_of(361, 5)
    for before, after in pairwise(years):
        left = {movement.person.number for movement in after.leavers}
        came = {movement.person.number for movement in after.starters}
        stock = {person.number for person in before.staff}
        assert left <= stock
        assert not came & stock
        assert {person.number for person in after.staff} == stock - left | came


def test_people_stay_themselves_and_some_move_up():
    """A person keeps their number and birthday; over a year some are on a higher band."""
    first, second = years_of(2000, 7, "provider")[:2]
    before = {person.number: person for person in first.staff}
    moved = 0
    for person in second.staff:
        if person.number in before:
            earlier = before[person.number]
            assert person.background.born_on == earlier.background.born_on
            assert person.post.seat == earlier.post.seat
            moved += person.post.pay_band != earlier.post.pay_band
    assert moved > 20


def test_every_event_lies_in_its_year_and_after_the_person_started():
    """Nobody is disciplined or trained before they came."""
    for year in years_of(800, 11, "provider"):
        for event in (*year.disciplinary, *year.training):
            assert year.period_start <= event.on
            assert event.person.started_on <= event.on
        for movement in (*year.starters, *year.leavers):
            assert year.period_start <= movement.on <= year.snapshot_date


def test_the_compared_group_thins_out_with_seniority():
    """What the Standard was made to show is there to be shown."""
    staff = years_of(6000, 2, "provider")[-1].staff
    by_level: dict[bool, Counter[bool]] = {True: Counter(), False: Counter()}
    for person in staff:
        code = person.background.ethnic_category
        if code in {"", "Z", "99"} or person.post.part == "medical":
            continue
        senior = person.post.pay_band[:1] in {"8", "9", "v"}
        by_level[senior][code[0] not in "ABC"] += 1
    junior, senior = (by_level[level][True] / by_level[level].total() for level in (False, True))
    assert senior < 0.8 * junior


def test_there_is_a_board_with_every_kind_of_seat():
    """Voting and non-voting, executive and non-executive members are all there."""
    year = years_of(56, 1)[-1]
    seats = {person.post.seat for person in year.staff if person.post.seat}
    assert seats == set(Seat) - {Seat.NONE}


@pytest.mark.parametrize("size", [-1, 0, SMALLEST - 1, LARGEST + 1])
def test_a_size_out_of_range_is_refused_with_the_range(size):
    """The user is told which sizes can be made."""
    with pytest.raises(ConfigurationError, match=str(size)) as caught:
        Plan(size, 1)
    assert str(SMALLEST) in caught.value.advice
