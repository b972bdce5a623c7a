"""The forms of a year: which edition, what the organisation says, which file."""

from __future__ import annotations

from typing import Any

from django import forms

from dueregard.editions.loader import available_editions
from dueregard.vocabulary import SurveySource

FILE_WORDS = {
    "staff": ("Staff in post", "Everybody employed on the snapshot date."),
    "applicants": ("Applicants", "Everybody shortlisted and appointed in the year."),
    "disciplinary": ("Disciplinary entries", "Everybody who entered the formal process."),
    "training": ("Training", "Everybody who had non-mandatory training."),
    "starters": ("Starters", "Everybody who joined in the year."),
    "leavers": ("Leavers", "Everybody who left in the year."),
    "board": ("Board or governing body", "Its members, voting and not."),
    "survey": ("Survey answers", "One line for each answer, without names."),
    "survey_results": ("Survey results", "Percentages from the national staff survey."),
    "counts": ("Counts typed by hand", "Numbers of people, where there are no records."),
    "received": ("Published figures", "Percentages taken from somebody's publication."),
}

SURVEY_WORDS = {
    SurveySource.NATIONAL: "The national NHS staff survey",
    SurveySource.LOCAL: "A survey of our own",
    SurveySource.POOLED: "A confidential survey pooled with other organisations",
    SurveySource.NONE: "There is no survey",
}


PLACES = {
    "name": "organisation.name",
    "board_name": "organisation.board_name",
    "office_holders": "include.office_holders",
    "bank_staff": "include.bank_staff",
    "area": "population_served.area",
    "population_name": "population_served.name",
    "compared_percent": "population_served.compared_percent",
    "age_base": "population_served.age_base",
    "census_year": "population_served.census_year",
    "population_source": "population_served.source",
    "survey_source": "survey.source",
    "survey_reason": "survey.reason",
}
"""Where each field of the settings stands in organisation.toml."""


NEEDED_WITH_A_SHARE = {
    "age_base": "Enter which ages the percentage covers",
    "census_year": "Enter the year of the census",
    "population_source": "Enter where the percentage comes from",
}
"""A share of a population means nothing without these."""


EITHER_WAY: dict[str, Any] = {
    "choices": [("", "As the edition says"), ("yes", "Yes"), ("no", "No")],
    "coerce": lambda word: word == "yes",
    "empty_value": None,
    "required": False,
    "widget": forms.RadioSelect,
}
"""A choice that may be left to the edition."""


class EditionForm(forms.Form):
    """The edition of the standard."""

    edition = forms.ChoiceField(
        label="Which year do you report on?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a year"},
    )

    def __init__(self, *args: Any, started: frozenset[str] = frozenset(), **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        left = [one for one in reversed(available_editions()) if one not in started]
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one, f"Edition {one}") for one in left]


class UploadForm(forms.Form):
    """A file and what kind it is."""

    population = forms.ChoiceField(
        label="What is in the file?",
        choices=[(name, words) for name, (words, _) in FILE_WORDS.items()],
        error_messages={"required": "Choose what is in the file"},
    )
    system = forms.CharField(
        label="Which system does it come from?",
        required=False,
        max_length=60,
        help_text="For example, ESR or NHS Jobs. It is printed beside the figures.",
    )
    file = forms.FileField(
        label="Choose a file",
        help_text="CSV or XLSX, without macros and formulas.",
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty",
            "invalid": "Choose a file",
        },
    )


_YES_NO = {True: "yes", False: "no"}


class SettingsForm(forms.Form):
    """What the organisation says about itself for the year."""

    name = forms.CharField(
        label="Name of the organisation, as it should be printed",
        max_length=200,
        error_messages={"required": "Enter the name of the organisation"},
    )
    board_name = forms.CharField(
        label="What the board is called",
        max_length=80,
        error_messages={"required": "Enter what the board is called"},
    )
    office_holders = forms.TypedChoiceField(
        label="Governing-body members without a contract: are they counted as staff?",
        **EITHER_WAY,
    )
    bank_staff = forms.TypedChoiceField(
        label="People solely on a bank or zero-hours contract: are they counted as staff?",
        **EITHER_WAY,
    )
    area = forms.CharField(
        label="Local authority, as Census 2011 names it",
        required=False,
        max_length=100,
        help_text="The board is compared with its people. Leave this empty to type a share.",
    )
    population_name = forms.CharField(label="Name of another area", required=False, max_length=100)
    compared_percent = forms.FloatField(
        label="BME people in that area, in per cent",
        required=False,
        min_value=0,
        max_value=100,
        error_messages={"invalid": "Enter a percentage as a number, like 11.5"},
    )
    age_base = forms.CharField(
        label="Which ages that covers",
        required=False,
        max_length=60,
        help_text="For example, all ages or working age.",
    )
    census_year = forms.IntegerField(
        label="Year of the census",
        required=False,
        min_value=1991,
        max_value=2100,
        error_messages={"invalid": "Enter a year, like 2011"},
    )
    population_source = forms.CharField(
        label="Where that percentage comes from",
        required=False,
        max_length=200,
        help_text="For example, Census 2011, table KS201EW.",
    )
    survey_source = forms.ChoiceField(
        label="Where the staff survey figures come from",
        choices=[("", "Not decided yet"), *((one.value, two) for one, two in SURVEY_WORDS.items())],
        required=False,
        widget=forms.RadioSelect,
    )
    survey_reason = forms.CharField(
        label="Why there is no survey, or not the national one",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask why where there is no national survey, and where a percentage comes from."""
        cleaned = super().clean() or {}
        source = cleaned.get("survey_source")
        if source not in {"", None, SurveySource.NATIONAL} and not cleaned.get("survey_reason"):
            self.add_error("survey_reason", "Enter why there is no survey, or not the national one")
        if cleaned.get("compared_percent") is not None:
            for name, sentence in NEEDED_WITH_A_SHARE.items():
                if cleaned.get(name) in {"", None} and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    @classmethod
    def initial_of(cls, document: dict[str, Any]) -> dict[str, Any]:
        """Return what the settings say already."""
        found = {}
        for field, place in PLACES.items():
            table, _, key = place.partition(".")
            said = document.get(table, {}).get(key, "")
            found[field] = _YES_NO.get(said, said) if isinstance(said, bool) else said
        return found

    @property
    def changes(self) -> dict[str, Any]:
        """What is said, by its place in organisation.toml."""
        return {place: self.cleaned_data[field] for field, place in PLACES.items()}


class SettingsFileForm(forms.Form):
    """The settings as the command line reads them."""

    text = forms.CharField(
        label="organisation.toml",
        max_length=200_000,
        strip=False,
        help_text="Every setting, such as your own names of columns, values and grades.",
        widget=forms.Textarea(attrs={"rows": 25}),
        error_messages={"required": "Enter the settings"},
    )
