"""A reader is told when the rules have run out and how far their text was read."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from dueregard.editions.currency import (
    count_verified,
    find_currency_cautions,
    find_unread,
)
from dueregard.editions.loader import available_editions, load_edition


@pytest.mark.requirement("R-026")
def test_expired_interim_edition_warns() -> None:
    """The interim edition of 2015 is silent on its last day and warns from the next."""
    edition = load_edition("2015")
    last, after = date(2016, 3, 31), date(2016, 4, 1)
    assert not any("good until" in one for one in find_currency_cautions(edition, last))
    warning = next(one for one in find_currency_cautions(edition, after) if "good until" in one)
    assert "interim" in warning
    assert "edition 2016" in warning


@pytest.mark.requirement("R-026")
def test_each_edition_is_followed_by_the_next() -> None:
    """Every edition but the last names its successor, and runs out before its snapshot date."""
    names = available_editions()
    for name, following in pairwise(names):
        edition = load_edition(name)
        assert edition.successor == following
        assert edition.good_until is not None
        assert edition.good_until <= load_edition(following).reporting.snapshot_date
    assert load_edition(names[-1]).successor == ""


@pytest.mark.requirement("R-002")
def test_controlled_copy_is_named() -> None:
    """The guidance of 2015 says that only its electronic copy is controlled, and so do we."""
    cautions = find_currency_cautions(load_edition("2015"), date(2015, 8, 1))
    assert any("electronic copy is the controlled one" in one for one in cautions)


def test_unread_rules_are_counted_and_named() -> None:
    """The count of unread rules is the length of their list, and each has its path."""
    for name in available_editions():
        edition = load_edition(name)
        counts = count_verified(edition)
        assert counts.no == len(find_unread(edition))
        assert counts.total == sum(len(find_unread(edition, m)) for m in ("yes", "partly", "no"))
        assert all(path for path, _ in find_unread(edition))


def test_unread_rules_are_named_by_number_and_id() -> None:
    """A rule is named as a reader counts, not by its place in the file."""
    found = {path for path, _ in find_unread(load_edition("2015"))}
    assert {"indicators.1", "indicators.8.method", "switches.i3_window"} <= found
    assert "indicators.9" not in found
    assert "thresholds.survey_respondents_at_least" in found
