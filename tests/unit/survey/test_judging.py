"""Which results may be seen, at the worst case of any body."""

from __future__ import annotations

import pytest

from dueregard.survey.handover import BodyCount
from dueregard.survey.instrument import PlannedItem
from dueregard.survey.judging import judge, keeps_without_any, may_be_seen, response_rates
from dueregard.survey.manifest import Rules
from dueregard.survey.opening import GroupTally, ItemTally
from dueregard.vocabulary import Group

RULES = Rules(threshold=11, bodies_at_least=5, each_answer_at_least=5, lot=11)
SMALL = (5, 5, 5, 5, 5)
ITEM = PlannedItem("violence", ("violence",), ("yes",), ("yes", "no"))


def tally(white: tuple[int, int], bme: tuple[int, int], unknown: tuple[int, int]) -> ItemTally:
    pairs = zip(Group, (white, bme, unknown), strict=True)
    return ItemTally(ITEM, {group: GroupTally(*pair) for group, pair in pairs})


@pytest.mark.requirement("R-210")
@pytest.mark.parametrize(("people", "is_seen"), [(10, False), (11, False), (12, True)])
def test_ten_people_are_never_shown_and_eleven_have_to_remain(
    people: int, *, is_seen: bool
) -> None:
    """The threshold is 11, also without any one body: one person each needs 12."""
    rates = (1,) * 20
    assert may_be_seen(GroupTally(5, people - 5), rates, RULES) == is_seen


@pytest.mark.parametrize(
    ("people", "by_body", "is_kept"),
    [
        (22, (11, 5, 5), True),  # 11 remain, half is allowed
        (21, (11, 5, 5), False),  # 10 remain
        (22, (12, 5, 5), False),  # more than half
        (40, (20, 20), True),
        (40, (21, 19), False),
        (5, (100, 100), False),  # all of them may be in either
        (0, (), False),
    ],
)
def test_pool_without_any_body_keeps_enough(
    people: int, by_body: tuple[int, ...], *, is_kept: bool
) -> None:
    """All who answered in the largest body may be of the group: 11 and half have to remain."""
    assert keeps_without_any(people, by_body, 11) == is_kept


@pytest.mark.parametrize(("counted", "other"), [(0, 30), (30, 0), (4, 26), (26, 4)])
def test_nearly_nobody_and_nearly_everybody_are_not_shown(counted: int, other: int) -> None:
    """0 % and 100 %, and what is close to them, say something about everybody."""
    assert not may_be_seen(GroupTally(counted, other), SMALL, RULES)
    assert may_be_seen(GroupTally(5, 25), SMALL, RULES)


def test_four_bodies_are_too_few() -> None:
    """Answers from four bodies show nothing, however many they are."""
    assert not may_be_seen(GroupTally(50, 50), (25, 25, 25, 25, 0), RULES)
    assert may_be_seen(GroupTally(50, 50), (20, 20, 20, 20, 20), RULES)


def test_both_groups_are_shown_or_neither() -> None:
    """Where one group is too small, the other is hidden too: the total would tell the small one."""
    counts = {f"B{n}": BodyCount(20, 6) for n in range(20)}
    both, one, unknown = judge(
        [
            tally((30, 30), (10, 20), (2, 3)),
            tally((30, 30), (5, 5), (20, 20)),
            tally((30, 30), (10, 20), (10, 20)),
        ],
        counts,
        RULES,
    )
    assert (both.is_shown, both.shows_unknown) == (True, False)
    assert (one.is_shown, one.shows_unknown) == (False, False)
    assert (unknown.is_shown, unknown.shows_unknown) == (True, True)


def test_response_of_a_body_is_told_only_where_it_says_nothing_of_people() -> None:
    """Few invited and few who did not answer are not told; C is not, or the total would tell."""
    counts = {
        "A": BodyCount(100, 50),
        "B": BodyCount(19, 15),
        "C": BodyCount(60, 30),
        "D": BodyCount(200, 195),
        "E": BodyCount(80, 40),
    }
    told = {rate.code: rate.answered for rate in response_rates(counts, RULES)}
    assert told == {"A": 50, "B": None, "C": None, "D": None, "E": 40}


def test_a_single_untold_body_takes_the_next_smallest_with_it() -> None:
    """One untold body alone would be the total less the others."""
    counts = {f"B{n}": BodyCount(40 + n, 20) for n in range(5)} | {"X": BodyCount(25, 3)}
    told = {rate.code: rate.answered for rate in response_rates(counts, RULES)}
    assert told == {"B0": None, "B1": 20, "B2": 20, "B3": 20, "B4": 20, "X": None}


@pytest.mark.requirement("R-210")
def test_a_body_that_could_not_appear_by_itself_is_named() -> None:
    """The response says of each body whether 11 answered."""
    counts = {"A": BodyCount(100, 10), "B": BodyCount(100, 11)}
    assert [rate.stands_alone for rate in response_rates(counts, RULES)] == [False, True]
