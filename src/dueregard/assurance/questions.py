"""What is asked of a provider about a figure, each in a sentence that it can act on (SC28.5)."""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    "percentage_impossible": (
        "{value} cannot be: no whole number of people gives it{detail}. Please send the number of "
        "people and the number they are out of."
    ),
    "ratio_disagrees": (
        "{value} does not follow from the rates beside it{detail}. Please work it out from the "
        "numbers of people, not from rounded rates, and send both."
    ),
    "columns_swapped": (
        "{value} is the ratio the other way round{detail}. Please check whether the White and BME "
        "columns have changed places."
    ),
    "unit_confused": (
        "{value} carries a per cent sign, and a relative likelihood is a number of times. Please "
        "say which it is."
    ),
    "counts_disagree": (
        "{value} does not agree with the counts beside it{detail}. Please say which of them is "
        "right."
    ),
    "computed_differs": (
        "{value} is not what the counts give{detail}. Please say whether the counts or the figure "
        "is right."
    ),
    "stale_base": (
        "{value} rests on another number of people than the rest of the report{detail}. Please say "
        "on which day each was counted, and use one."
    ),
    "changed_since_last_year": (
        "For last year this report says {value}, and last year's report said otherwise{detail}. "
        "Please say whether the figure was restated, and why."
    ),
    "small_number_given_away": (
        "From the figures here a small number of people can be worked out. Please take one of "
        "them out before you publish the report; until then we host no copy."
    ),
    "small_number_in_text": (
        "Something here seems to tell a number of people so small that it could point to somebody. "
        "Please look, and say it otherwise, or say why it is safe; until then we host no copy."
    ),
    "scope_not_stated": (
        "The report does not say which staff it covers. Please say how staff who provide NHS "
        "services were told apart, and how many they are."
    ),
    "blank": "This is blank{detail}. Please fill it in, or say why there is nothing to say.",
    "not_a_number": "{value} stands where a number belongs. Please send the number.",
    "fraction_for_percent": (
        "{value} stands where a percentage belongs. Please say whether it is a fraction or a "
        "percentage below 1."
    ),
    "merged_cells": "Cells were merged here. Please fill in each of them by itself.",
    "formula_without_value": "The result of a formula is missing. Please save the file again.",
    "row_missing": "A row of the form is missing{detail}. Please put it back.",
    "row_twice": "A row of the form stands here twice{detail}. Please say which is right.",
    "column_missing_in_form": "A column of the form is missing{detail}. Please put it back.",
}
"""A question by the kind of fault; ``detail`` follows in brackets where there is one."""


def question_for(code: str, value: str, detail: str, remedy: str) -> str:
    """Return the question to ask about a fault.

    Parameters
    ----------
    code
        The kind of fault.
    value
        What stands in the report.
    detail
        What it was held against.
    remedy
        What to do about a kind that has no question of its own.
    """
    shown = f"'{value}'" if value else "The figure"
    held = f" ({detail})" if detail else ""
    wording = QUESTIONS.get(code)
    if wording is None:
        return f"{shown}{held}: {remedy}" if value or detail else remedy
    return wording.format(value=shown, detail=held)
