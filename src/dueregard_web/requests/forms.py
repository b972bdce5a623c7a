"""The forms of requests: what is asked, and why a draft is sent back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class CaseForm(forms.Form):
    """A request and the numbers that it is about."""

    reference = forms.CharField(
        label="Reference of the request",
        max_length=40,
        error_messages={"required": "Enter the reference of the request"},
    )
    received_on = forms.DateField(
        label="The day on which it was received",
        help_text="The clock starts on the working day after. For example, 2027-03-31.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Enter the day on which it was received",
            "invalid": "Enter the day as year, month, day, like 2027-03-31",
        },
    )
    question = forms.CharField(
        label="What is asked",
        help_text="In the words of the request, without the name of who asks.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what is asked"},
    )
    first = forms.ChoiceField(
        label="Which number is asked for?", error_messages={"required": "Choose a number"}
    )
    second = forms.ChoiceField(label="A second number", required=False)
    third = forms.ChoiceField(label="A third number", required=False)

    def __init__(self, *args: Any, numbers: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        listed = sorted(numbers.items(), key=lambda one: (one[1], one[0]))
        choices = [("", "Choose one"), *((key, f"{words} ({_when(key)})") for key, words in listed)]
        for name in ("first", "second", "third"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    @property
    def keys(self) -> list[str]:
        """The numbers that were chosen."""
        chosen = [self.cleaned_data[name] for name in ("first", "second", "third")]
        return [key for key in chosen if key]


def _when(key: str) -> str:
    """Return the day or period of a key."""
    parts = key.split("/")
    return parts[1].replace("..", " to ") if len(parts) > 1 else key


class SendBackForm(forms.Form):
    """Why a draft is sent back."""

    reason = forms.CharField(
        label="Why it is sent back",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it is sent back"},
    )
