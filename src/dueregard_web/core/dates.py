"""A day as the service manual asks for it: three short fields, and a sentence for each mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")


class DayWidget(forms.MultiWidget):
    """Three fields for numbers; the template draws them."""

    def __init__(self) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS})

    def decompress(self, value: date | None) -> list[Any]:
        """Take a day apart."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """Asks for a day.

    Parameters
    ----------
    name
        What it is, in the middle of a sentence: "the last day".
    """

    widget = DayWidget

    def __init__(self, *, name: str, required: bool = True, **more: Any) -> None:  # noqa: ANN401 - Django's
        self._name = name
        fields = [forms.CharField(required=False, max_length=4) for _ in PARTS]
        super().__init__(
            fields,
            required=required,
            require_all_fields=False,
            error_messages={"required": f"Enter {name}"},
            **more,
        )

    def compress(self, data_list: list[str]) -> date | None:
        """Put the parts together, or say which is missing or wrong."""
        given = [text.strip() for text in data_list] if data_list else []
        if not any(given):
            return None
        missing = [part for part, text in zip(PARTS, given, strict=True) if not text]
        start = self._name[:1].upper() + self._name[1:]
        if missing:
            raise forms.ValidationError(f"{start} must include a {' and a '.join(missing)}")
        try:
            day, month, year = (int(text) for text in given)
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError(f"{start} must be a real date, like 31 3 2027") from None
