"""Days are read as written, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.extracts.days import read_day, years_between


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-03-31", date(2016, 3, 31)),
        ("2016-03-31 00:00:00", date(2016, 3, 31)),
        ("31/03/2016", date(2016, 3, 31)),
        (" 31.3.16 ", date(2016, 3, 31)),
        ("1/2/2016", date(2016, 2, 1)),
        ("31 Mar 2016", date(2016, 3, 31)),
        ("31-March-2016", date(2016, 3, 31)),
        ("42460", date(2016, 3, 31)),
        ("42460.0", date(2016, 3, 31)),
        ("01/04/71", date(1971, 4, 1)),
        ("", None),
        ("31/02/2016", None),
        ("2016", None),
        ("99999", None),
        ("13/13/2016", None),
        ("soon", None),
        ("2016-02-30", None),
    ],
)
def test_days(text, day):
    """British, ISO and spreadsheet days are read; a day of no calendar is not."""
    assert read_day(text) == day


def test_month_comes_first_only_when_said():
    """04/05/2016 is 4 May unless the settings say otherwise."""
    assert read_day("04/05/2016") == date(2016, 5, 4)
    assert read_day("04/05/2016", month_first=True) == date(2016, 4, 5)


@given(st.dates(date(1930, 1, 1), date(2035, 12, 31)))
def test_every_spelling_of_a_day_is_that_day(day):
    """ISO, British and serial agree on every day of a lifetime."""
    serial = str((day - date(1899, 12, 30)).days)
    spellings = [day.isoformat(), day.strftime("%d/%m/%Y"), day.strftime("%d-%b-%Y"), serial]
    assert {read_day(text) for text in spellings} == {day}


@given(st.text(max_size=30))
def test_no_text_is_a_fault(text):
    """Whatever stands in a date column, the reading answers a day or nothing."""
    assert read_day(text) is None or isinstance(read_day(text), date)


def test_age_turns_on_the_birthday():
    """A year is whole on the birthday and not the day before."""
    born = date(1966, 3, 31)
    assert years_between(born, date(2016, 3, 31)) == 50
    assert years_between(born, date(2016, 3, 31) - timedelta(days=1)) == 49
