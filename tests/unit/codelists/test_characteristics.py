"""The nine protected characteristics, each with categories, groups and a base of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.codelists.characteristics import (
    age_band,
    load_categories,
    load_characteristic,
    load_characteristics,
)
from dueregard.errors import ConfigurationError, EditionError
from dueregard.vocabulary import Group, UnknownReason

NINE = (
    "age",
    "disability",
    "gender_reassignment",
    "marriage_civil_partnership",
    "pregnancy_maternity",
    "race",
    "religion_belief",
    "sex",
    "sexual_orientation",
)


@pytest.mark.requirement("T-09", "R-164")
def test_nine_characteristics() -> None:
    """The nine of the Equality Act, sex and sexual orientation as two."""
    found = load_characteristics()
    assert tuple(one.key for one in found) == NINE
    assert len({one.column for one in found}) == len({one.codelist for one in found}) == 9
    assert all(one.act.startswith("Equality Act 2010, s") for one in found)
    assert len({one.known_base for one in found}) == 9


@pytest.mark.requirement("R-164")
@pytest.mark.parametrize("key", NINE)
def test_each_has_two_groups_that_share_nobody(key) -> None:
    """Every category of each list falls into the reference or the compared group."""
    one = load_characteristic(key)
    categories = load_categories(one.codelist)
    reference, compared = (categories.members(g) for g in (Group.REFERENCE, Group.COMPARED))
    assert reference
    assert compared
    assert sorted(reference + compared) == sorted(categories.codes)


@pytest.mark.parametrize("key", [key for key in NINE if key != "race"])
def test_each_reads_its_own_codes_and_the_unknown(key) -> None:
    """Codes and labels read as themselves; three ways of not knowing stay three."""
    categories = load_categories(load_characteristic(key).codelist)
    for category in categories.categories:
        assert categories.parse(category.code).code == category.code
        assert categories.parse(category.label).code == category.code
    reasons = [categories.parse(text).reason for text in ("", "Prefer not to say", "Not known")]
    assert reasons == [UnknownReason.BLANK, UnknownReason.DECLINED, UnknownReason.NOT_KNOWN]
    assert categories.parse("something else entirely") is None


@pytest.mark.parametrize(
    ("codelist", "text", "code"),
    [
        ("disability", "yes", "Y"),
        ("disability", "No", "N"),
        ("sex", "Female", "F"),
        ("sex", "m", "M"),
        ("age_band", "46-50", "46_50"),
        ("age_band", ">=71 Years", "71_over"),
        ("age_band", "<=20 Years", "20_under"),
        ("religion", "Atheism", "none"),
        ("religion", "Muslim", "islam"),
        ("sexual_orientation", "Gay or Lesbian", "gay_lesbian"),
        ("marital_status", "Civil Partnership", "civil_partnership"),
    ],
)
def test_words_of_the_staff_record(codelist, text, code) -> None:
    """The usual words of the staff record are read."""
    assert load_categories(codelist).parse(text).code == code


def test_own_words() -> None:
    """An organisation's own words lead to codes of the list, or are refused."""
    assert load_categories("sex", {"Femme": "F"}).parse("femme").code == "F"
    with pytest.raises(ConfigurationError, match="no code of sex"):
        load_categories("sex", {"Femme": "W"})


def test_unknown_names_are_refused() -> None:
    """A list or characteristic that does not exist is refused by name."""
    with pytest.raises(EditionError, match="no code list 'shoe_size'"):
        load_categories("shoe_size")
    with pytest.raises(ConfigurationError, match="'shoe_size' is no protected"):
        load_characteristic("shoe_size")
    assert load_characteristic("ethnic_category").key == "race"
    assert load_characteristic("ethnicity").key == "race"


@given(st.integers(15, 110))
def test_age_bands_hold_their_ages(years) -> None:
    """Every age falls into the band whose ends enclose it, and into one of the list."""
    band = age_band(years)
    assert band in load_categories("age_band").codes
    ends = [int(end) for end in band.split("_") if end.isdigit()]
    if band == "20_under":
        assert years <= 20
    elif band == "71_over":
        assert years >= 71
    else:
        assert ends[0] <= years <= ends[1]
