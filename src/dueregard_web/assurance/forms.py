"""What is typed about providers, in words; forms of records follow the library's columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from dueregard.assurance.catalogue import BY_NAME
from dueregard.assurance.standing import Standing
from dueregard.assurance.words import Disclosure, EvidenceKind, ItemAnswer, Says, Verdict
from dueregard.formulas import unguarded
from dueregard.records.cells import CellError, choices_of, kind_of, read_cell
from dueregard.records.columns import Column, columns_of
from dueregard_web.assurance.policies import (
    HOSTING_WORDS,
    IMPORTED,
    LONG,
    SET_HERE,
    TYPED,
    VERDICT_WORDS,
    label_of,
)
from dueregard_web.assurance.settling import Judgement
from dueregard_web.core.dates import DayField

LONGEST = 20_000
RADIO = forms.RadioSelect
ANSWERS = [("", "Not looked at"), *((one.value, one.value.capitalize()) for one in ItemAnswer)]
SENT_KINDS = (
    EvidenceKind.REPORT, EvidenceKind.PLAN, EvidenceKind.SURVEY_REPORT, EvidenceKind.ENGAGEMENT,
    EvidenceKind.TRAINING, EvidenceKind.OTHER,
)  # fmt: skip
"""What a provider sends; the commissioner keeps other kinds too."""
SIZES = {
    Says.SMALL.value: "At or below the limit from all NHS commissioners together",
    Says.NOT_SMALL.value: "Above the limit",
}


def words_of(kinds: Sequence[EvidenceKind]) -> list[tuple[str, str]]:
    """Return kinds of evidence as choices."""
    return [(one.value, one.value.replace("_", " ").capitalize()) for one in kinds]


class RecordForm(forms.Form):
    """The columns of a kind of record that people may type."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        kind: str,
        known: Mapping[str, Mapping[str, str]],
        **kwargs: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        hidden = SET_HERE.get(kind, frozenset())
        self.columns = tuple(
            one for one in columns_of(BY_NAME[kind].record) if one.name not in hidden
        )
        for column in self.columns:
            self.fields[column.name] = _field(column, kind, known)

    def clean(self) -> dict[str, Any]:
        """Read each text as the library reads a cell, and say what is wrong in words."""
        cleaned = super().clean() or {}
        for column in self.columns:
            cleaned[column.name] = _joined(cleaned.get(column.name))
            try:
                read_cell(cleaned[column.name], column)
            except CellError as fault:
                told = f"{label_of(column.name)} {fault.problem}. {fault.advice}"
                self.add_error(column.name, told)
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by column."""
        return {one.name: self.cleaned_data.get(one.name, "") for one in self.columns}


def initial_of(kind: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells of a record as its form shows them."""
    found: dict[str, Any] = {}
    for column in columns_of(BY_NAME[kind].record):
        text = unguarded(cells.get(column.name, ""))
        inner, many = kind_of(column)
        items = [item for item in text.split("; ") if item]
        if many and (column.said.names == "providers" or choices_of(column)):
            found[column.name] = items
        else:
            found[column.name] = "\n".join(items) if many and inner is str else text
    return found


def _field(column: Column, kind: str, known: Mapping[str, Mapping[str, str]]) -> forms.Field:
    label = label_of(column.name)
    example = "" if choices_of(column) else column.said.example
    short = example if all(len(word) <= 40 for word in example.split()) else ""
    more: dict[str, Any] = {
        "label": label if column.said.filled else f"{label} (optional)",
        "help_text": f"{column.said.meaning}{f' For example: {short}' if short else ''}",
        "required": False,
    }
    _, many = kind_of(column)
    choices = _choices(column, kind, known)
    if choices is not None and many:
        box = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices, widget=box, **more)
    if choices is not None:
        return forms.ChoiceField(choices=[("", ""), *choices], **more)
    is_long = column.name in LONG or many
    widget = forms.Textarea if is_long else forms.TextInput
    return forms.CharField(max_length=LONGEST, widget=widget, **more)


def _choices(
    column: Column, kind: str, known: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]] | None:
    words = choices_of(column)
    if words:
        return [(word, word.replace("_", " ").capitalize()) for word in words]
    is_provider = column.name == "provider" and kind != "register"
    named = "providers" if is_provider else column.said.names
    return list(known[named].items()) if named in known else None


def _joined(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "; ".join(str(value or "").splitlines())


class ImportForm(forms.Form):
    """Records as a file."""

    kind = forms.ChoiceField(
        label="What does the file hold?",
        choices=[(one, TYPED[one].many) for one in IMPORTED],
        widget=RADIO,
        initial=IMPORTED[0],
        error_messages={"required": "Choose what the file holds"},
    )
    file = forms.FileField(
        label="Choose a CSV or XLSX file",
        help_text="The first row holds the names of the columns.",
        error_messages={"required": "Choose a file", "empty": "The file is empty",
                        "invalid": "Choose a file"},
    )  # fmt: skip


class SendForm(forms.Form):
    """Evidence for one or more obligations: a file, a web address, or both."""

    obligations = forms.MultipleChoiceField(
        label="What is it for?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what it is for"},
    )
    title = forms.CharField(
        label="What is it called?", max_length=200, error_messages={"required": "Enter a title"}
    )
    kind = forms.ChoiceField(
        label="What kind of thing is it?",
        choices=words_of(SENT_KINDS),
        widget=RADIO,
        initial=EvidenceKind.REPORT.value,
    )
    file = forms.FileField(
        label="File (optional)",
        help_text="Any form is accepted; the Reporting Template is read cell by cell.",
        required=False,
        error_messages={"empty": "The file is empty", "invalid": "Choose a file"},
    )
    url = forms.URLField(
        label="Web address (optional)",
        required=False,
        assume_scheme="https",
        help_text="Where it stands on the provider's own website, at an address of its own.",
        error_messages={"invalid": "Enter a web address that begins with https://"},
    )
    dated = DayField(
        name="the day it bears", label="The day it bears (optional)", required=False,
        help_text="For example, 30 7 2015.",
    )  # fmt: skip
    corrects = forms.ChoiceField(
        label="Does it correct something sent before? (optional)",
        required=False,
        help_text="What was sent before is kept beside it.",
    )
    late_reason = forms.CharField(
        label="Why it comes late (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Needed where its day has passed.",
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        due: Mapping[str, str],
        before: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["obligations"].choices = list(due.items())  # type: ignore[attr-defined]
        self.fields["corrects"].choices = [("", "No"), *before.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse to keep nothing."""
        cleaned = super().clean() or {}
        has_fault = "file" in self.errors or "url" in self.errors
        if not cleaned.get("file") and not cleaned.get("url") and not has_fault:
            self.add_error("file", "Choose a file or enter a web address")
        return cleaned


class KeepForm(SendForm):
    """As above, for what the commissioner's own people obtained."""

    kind = forms.ChoiceField(
        label="What kind of thing is it?",
        choices=words_of([one for one in EvidenceKind if one is not EvidenceKind.LETTER]),
    )
    supplied_by = forms.CharField(
        label="Who supplied it? (optional)", required=False, max_length=200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["obligations"].required = False


class VerdictForm(forms.Form):
    """A reviewer's verdict, with an answer on each item that was asked for."""

    verdict = forms.ChoiceField(
        label="Your verdict",
        choices=[(one.value, words) for one, words in VERDICT_WORDS.items()],
        widget=RADIO,
        error_messages={"required": "Choose a verdict"},
    )
    note = forms.CharField(
        label="Note (optional)", required=False, max_length=2000, widget=forms.Textarea,
        help_text="For your own side: the provider does not see it.",
    )  # fmt: skip
    interest = forms.CharField(
        label="An interest of yours in this provider (optional)",
        required=False,
        max_length=500,
        help_text="Whoever has one may ask for changes, and may not accept.",
    )

    def __init__(self, *args: Any, standings: Sequence[Standing], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.items = [
            (f"item{place}", one.obligation, item.item, item)
            for place, (one, item) in enumerate(
                ((one, item) for one in standings for item in one.items), start=1
            )
        ]
        for name, _, item, held in self.items:
            self.fields[name] = forms.ChoiceField(
                label=item.words, choices=ANSWERS, required=False,
                initial=held.answer.value if held.answer else "",
            )  # fmt: skip
            self.fields[f"{name}_page"] = forms.CharField(
                label=f"Page (optional): {item.words}", required=False, max_length=100,
                initial=held.page,
            )  # fmt: skip

    @property
    def judgement(self) -> Judgement:
        """What was judged."""
        data = self.cleaned_data
        answers = tuple(
            (obligation.id, item.key, ItemAnswer(data[name]), data[f"{name}_page"])
            for name, obligation, item, _ in self.items
            if data.get(name)
        )
        return Judgement(Verdict(data["verdict"]), data["note"], data["interest"], answers)


class DecisionForm(forms.Form):
    """Whether a declaration of income is approved."""

    decision = forms.ChoiceField(
        label="Your decision",
        choices=[("approve", "Approve it"), ("refuse", "Refuse it")],
        widget=RADIO,
        error_messages={"required": "Choose whether to approve it"},
    )
    why = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea,
        help_text="For example: the accounts of last year were seen.",
        error_messages={"required": "Say why"},
    )


class DeclareForm(forms.Form):
    """Whether a provider expects to be small."""

    says = forms.ChoiceField(
        label="What do you expect in the contract year?",
        choices=list(SIZES.items()),
        widget=RADIO,
        error_messages={"required": "Choose one"},
    )
    income = forms.DecimalField(
        label="Expected income from all NHS commissioners, in pounds (optional)",
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        error_messages={"invalid": "Enter an amount in pounds, like 150000.00"},
    )


class AttestForm(forms.Form):
    """Who attests, in which post."""

    post = forms.CharField(
        label="Your post",
        max_length=200,
        help_text="For example, Chief Executive.",
        error_messages={"required": "Enter your post"},
    )
    agreed = forms.BooleanField(
        label="What I send is accurate and complete, as far as I can know after looking.",
        error_messages={"required": "Tick the box if you attest it"},
    )


class AnswerForm(forms.Form):
    """The answer to a question."""

    text = forms.CharField(
        label="Your answer",
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text="Write about figures and groups, never about one person.",
        error_messages={"required": "Write an answer"},
    )


class InviteForm(forms.Form):
    """The address of somebody who is to act for a provider."""

    email = forms.EmailField(
        label="Their e-mail address",
        help_text="They get a link, choose a password and set up a second step.",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.nhs.uk",
        },
    )


class WordingForm(forms.Form):
    """The wording of a letter."""

    text = forms.CharField(
        label="Wording",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea,
        help_text="It begins with a line 'subject: ...', then an empty line, then the letter.",
        error_messages={"required": "Write the letter"},
    )


class HostForm(forms.Form):
    """Whether a copy of a report is hosted."""

    verdict = forms.TypedChoiceField(
        label="May a copy be hosted?",
        choices=[(one.value, words) for one, words in HOSTING_WORDS.items()],
        coerce=Disclosure,
        widget=RADIO,
        error_messages={"required": "Choose one"},
    )
