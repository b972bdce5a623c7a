"""A day is asked for in three fields, and each mistake has a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from dueregard_web.core.dates import DayField


class Form(forms.Form):
    end = DayField(name="the end", required=True)
    later = DayField(name="the later day", required=False)


def filled(day: str, month: str, year: str) -> Form:
    return Form({"end_day": day, "end_month": month, "end_year": year})


def test_three_fields_make_a_day() -> None:
    """Spaces and leading noughts do not matter; a field that may be empty is."""
    form = filled(" 03", "4 ", "2027")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"end": date(2027, 4, 3), "later": None}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "", ""), "Enter the end"),
        (("", "4", "2027"), "The end must include a day"),
        (("3", "", ""), "The end must include a month and a year"),
        (("31", "4", "2027"), "The end must be a real date, like 31 3 2027"),
        (("x", "4", "2027"), "The end must be a real date, like 31 3 2027"),
        (("3", "4", "0"), "The end must be a real date, like 31 3 2027"),
    ],
)
def test_mistake_has_its_sentence(parts: tuple[str, str, str], sentence: str) -> None:
    """What is missing, or what is not a day, is said."""
    assert filled(*parts).errors["end"] == [sentence]


def test_day_that_is_known_is_taken_apart() -> None:
    """A form that is opened again shows what was said."""
    form = Form(initial={"end": date(2027, 4, 3)})
    assert form.fields["end"].widget.decompress(form["end"].value()) == [3, 4, 2027]
