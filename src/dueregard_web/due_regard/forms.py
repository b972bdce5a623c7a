"""Forms of records, drawn from what the library declares of each column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from dueregard.errors import ConfigurationError
from dueregard.formulas import unguarded
from dueregard.records.catalogue import RecordFile
from dueregard.records.cells import CellError, choices_of, kind_of, read_cell
from dueregard.records.columns import Column, columns_of
from dueregard.records.words import SurveyMeans
from dueregard.reports.documents.catalogue import (
    MAKERS,
    DocumentKind,
    FileFormat,
    check_possible,
)
from dueregard_web.due_regard.living import Living
from dueregard_web.due_regard.policies import KIND_WORDS, LONG, SET_HERE, label_of

LONGEST = 20_000
LONGEST_WORD = 40


class RecordForm(forms.Form):
    """The columns of a kind of record that people may type."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: RecordFile, living: Living, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        self.columns = tuple(
            column
            for column in columns_of(kind.record)
            if column.name not in SET_HERE.get(kind.name, ())
        )
        for column in self.columns:
            self.fields[column.name] = _field(column, living, self.initial.get(column.name))

    def clean(self) -> dict[str, Any]:
        """Read each text as the library reads a cell, and say what is wrong in words."""
        cleaned = super().clean() or {}
        for column in self.columns:
            text = _joined(cleaned.get(column.name))
            cleaned[column.name] = text
            try:
                read_cell(text, column)
            except CellError as fault:
                self.add_error(
                    column.name, f"{label_of(column.name)} {fault.problem}. {fault.advice}"
                )
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by column."""
        return {column.name: self.cleaned_data.get(column.name, "") for column in self.columns}

    @property
    def seen_version(self) -> int:
        """Which version the person had before them."""
        return self.cleaned_data.get("seen") or 0


def initial_of(kind: RecordFile, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells of a record as its form shows them."""
    found: dict[str, Any] = {}
    for column in columns_of(kind.record):
        text = unguarded(cells.get(column.name, ""))
        inner, many = kind_of(column)
        items = [item for item in text.split("; ") if item]
        if many and (column.said.names or choices_of(column)):
            found[column.name] = items
        elif many and inner is str:
            found[column.name] = "\n".join(items)
        else:
            found[column.name] = text
    return found


def _field(column: Column, living: Living, held: object) -> forms.Field:
    label = label_of(column.name)
    more: dict[str, Any] = {
        "label": label if column.said.filled else f"{label} (optional)",
        "help_text": _hint(column),
        "required": False,
    }
    choices = _choices(column, living, held)
    _, many = kind_of(column)
    if choices is not None and many:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **more
        )
    if choices is not None:
        return forms.ChoiceField(choices=[("", ""), *choices], **more)
    widget = forms.Textarea if column.name in LONG or _is_list(column) else forms.TextInput
    return forms.CharField(max_length=LONGEST, widget=widget, **more)


def _choices(column: Column, living: Living, held: object) -> list[tuple[str, str]] | None:
    """Return what can be chosen; ``None`` where anything may be typed."""
    words = choices_of(column)
    if words:
        return [(word, word.replace("_", " ").capitalize()) for word in words]
    if not column.said.names:
        return None
    known = living.names(column.said.names)
    items = held if isinstance(held, list) else [held]
    earlier = {str(one): f"{one} (of an earlier year)" for one in items if one}
    return list((earlier | known).items())


def _hint(column: Column) -> str:
    example = column.said.example
    # A word that is longer than a line, such as a hash, would be wider than a phone.
    is_short = all(len(word) <= LONGEST_WORD for word in example.split())
    has_example = example and is_short and not column.said.names and not choices_of(column)
    lines = " One on each line." if _is_list(column) else ""
    shown = f" For example: {example}" if has_example else ""
    return f"{column.said.meaning}{lines}{shown}"


def _is_list(column: Column) -> bool:
    inner, many = kind_of(column)
    return many and inner is str and not column.said.names


def _joined(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


class TextForm(forms.Form):
    """One text of the report."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=LONGEST,
        help_text="An empty line begins a new paragraph. A line that begins with - is an item.",
        widget=forms.Textarea,
    )


MEANS = {
    SurveyMeans.LOCAL_SURVEY: "A survey of our own",
    SurveyMeans.POOLED_SURVEY: "A confidential survey together with other organisations",
    SurveyMeans.LISTENING_EVENTS: "Listening events",
    SurveyMeans.INTERVIEWS: "Interviews",
    SurveyMeans.NO_MEANS: "Nothing this year, for a reason",
}
MEANS_HINTS = {
    SurveyMeans.LOCAL_SURVEY: "Shown only where more than ten people answer in a group.",
    SurveyMeans.POOLED_SURVEY: "The usual way for a body with few BME staff: nobody is singled "
    "out.",
    SurveyMeans.LISTENING_EVENTS: "Tells why, and not how many. Invite all staff.",
    SurveyMeans.INTERVIEWS: "By somebody from outside. Tells why, and not how many.",
    SurveyMeans.NO_MEANS: "The decision says why, and when it is looked at again.",
}


class VoiceForm(forms.Form):
    """How staff are heard where the organisation is in no national survey."""

    means = forms.ChoiceField(
        label="How are staff heard?",
        choices=[(one.value, words) for one, words in MEANS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how staff are heard"},
    )
    considered = forms.CharField(
        label="What else was considered",
        help_text="One on each line.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what else was considered"},
    )
    why = forms.CharField(
        label="Why this way",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why this way was chosen"},
    )


class BriefingForm(forms.Form):
    """The text of the briefing."""

    text = forms.CharField(
        label="Text of the briefing",
        max_length=100_000,
        strip=False,
        widget=forms.Textarea,
        error_messages={"required": "Enter the text of the briefing"},
    )


class DocumentsForm(forms.Form):
    """Which documents, as what."""

    kinds = forms.TypedMultipleChoiceField(
        label="Which documents?",
        coerce=DocumentKind,
        choices=[
            (kind.value, f"{words[0].upper()}{words[1:]} ({', '.join(MAKERS[kind])})")
            for kind, words in KIND_WORDS.items()
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="What each can be written as stands beside it.",
        error_messages={"required": "Choose at least one document"},
    )
    formats = forms.TypedMultipleChoiceField(
        label="Written as what?",
        coerce=FileFormat,
        choices=[(form.value, form.value.upper()) for form in FileFormat],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose none for everything that is possible.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a document in a format that it cannot be written in."""
        cleaned = super().clean() or {}
        try:
            check_possible(cleaned.get("kinds", ()), cleaned.get("formats", ()))
        except ConfigurationError as fault:
            self.add_error("formats", f"{fault.message} {fault.advice}")
        return cleaned


class YearFileForm(forms.Form):
    """A year as one file."""

    file = forms.FileField(
        label="Choose a ZIP file",
        help_text="With organisation.toml, and the folders return and records where there are any.",
        error_messages={"required": "Choose a file", "empty": "The file is empty",
                        "invalid": "Choose a file"},
    )  # fmt: skip
