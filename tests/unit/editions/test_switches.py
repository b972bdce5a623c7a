"""An organisation may choose another reading of a rule in doubt, and only of such a rule."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.editions.loader import available_editions, load_edition
from dueregard.editions.switches import resolve, words
from dueregard.errors import ConfigurationError

EDITIONS = {name: load_edition(name) for name in available_editions()}
CHOICES = [
    (name, switch.id, choice)
    for name, edition in EDITIONS.items()
    for switch in edition.switches
    for choice in switch.alternatives
]


def test_choice_changes_the_field() -> None:
    """The window of indicator 3 is the one chosen, said as a number or as text."""
    edition = EDITIONS["2016"]
    assert edition.indicator(3).method.years == 2
    for choice in (1, "1", " 1 "):
        assert resolve(edition, {"i3_window": choice}).indicator(3).method.years == 1
    assert edition.indicator(3).method.years == 2


def test_turned_ratio_is_worse_on_the_other_side() -> None:
    """Turning indicator 2 of 2015 upside down also turns the side of 1 that is worse."""
    turned = resolve(EDITIONS["2015"], {"i2_direction": "reference"}).indicator(2).method
    assert (turned.over, turned.adverse) == ("reference", "above")
    asked = resolve(EDITIONS["2015"], {"i2_direction": "compared"}).indicator(2).method
    assert (asked.over, asked.adverse) == ("compared", "below")


def test_list_may_be_typed_as_text() -> None:
    """A choice that is a list may come from settings as a list or as words with commas."""
    for choice in ("yes, no, dont_know", ["yes", "no", "dont_know"], ("yes", "no", "dont_know")):
        chosen = resolve(EDITIONS["2020"], {"i7_base": choice})
        assert chosen.indicator(7).method.base_answers == ("yes", "no", "dont_know")


def test_date_may_be_chosen() -> None:
    """A milestone's date in doubt is a choice like any other."""
    chosen = resolve(EDITIONS["2023"], {"submission_date": "2023-08-31"})
    due = {one.id: one.due.isoformat() for one in chosen.milestones}
    assert due["S1"] == "2023-08-31"


@pytest.mark.parametrize(("name", "switch_id", "choice"), CHOICES)
def test_every_alternative_can_be_chosen_and_taken_back(name, switch_id, choice) -> None:
    """Each alternative of each edition gives an edition that holds, and can be undone."""
    edition = EDITIONS[name]
    chosen = resolve(edition, {switch_id: words(choice)})
    switch = next(one for one in chosen.switches if one.id == switch_id)
    assert switch.value == choice
    before = next(one for one in edition.switches if one.id == switch_id)
    back = resolve(chosen, {switch_id: before.value})
    assert [one.method for one in back.indicators] == [one.method for one in edition.indicators]
    assert back.milestones == edition.milestones
    assert back.thresholds == edition.thresholds


def test_no_choice_changes_nothing() -> None:
    """An organisation that chooses nothing has the edition as its file has it."""
    assert resolve(EDITIONS["2022"], {}) == EDITIONS["2022"]


def test_unknown_switch_names_the_known() -> None:
    """A switch that the edition does not have is refused with those it has."""
    with pytest.raises(ConfigurationError, match="no switch 'i3_windows'") as caught:
        resolve(EDITIONS["2016"], {"i3_windows": 1})
    assert "i3_window," in caught.value.advice


@given(st.text(max_size=12) | st.integers() | st.booleans() | st.none() | st.floats())
def test_value_that_nobody_offers_is_refused(choice) -> None:
    """Only the value and the alternatives may be chosen."""
    edition = EDITIONS["2016"]
    if str(choice).strip() in {"1", "2"}:
        assert resolve(edition, {"i3_window": choice}).indicator(3).method.years == int(choice)
    else:
        with pytest.raises(ConfigurationError) as caught:
            resolve(edition, {"i3_window": choice})
        assert "2; 1" in caught.value.advice


def test_two_choices_hold_together() -> None:
    """Choices of several switches are put in place at once."""
    chosen = {"disparity_lower": "under_1,1,2,3,4", "disparity_upper": "8a,8b,8c,8d,9"}
    tiers = resolve(EDITIONS["2021"], chosen).disparity.tiers
    assert [len(tier.pay_bands) for tier in tiers] == [5, 2, 5]


def test_choice_that_breaks_the_edition_is_refused() -> None:
    """An alternative that would put a band into two tiers is refused when it is chosen."""
    edition = EDITIONS["2021"]
    switches = tuple(
        msgspec.structs.replace(one, alternatives=(("7", "8a"),))
        if one.id == "disparity_upper"
        else one
        for one in edition.switches
    )
    doubtful = msgspec.structs.replace(edition, switches=switches)
    with pytest.raises(ConfigurationError, match="do not fit together: 7 is in the tiers"):
        resolve(doubtful, {"disparity_upper": "7,8a"})
