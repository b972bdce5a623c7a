"""What is filled in: the questions of a manifest as a form, and the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from dueregard.errors import DueRegardError
from dueregard.survey.codes import read_code
from dueregard.survey.instrument import ETHNICITY, encode_comment
from dueregard.survey.manifest import Manifest

PASS_OVER = "Pass over this question"  # noqa: S105 - words on a page
_QUESTION, _COMMENT = "q_", "comment_"


class CodeForm(forms.Form):
    """A code alone: that of a paper slip."""

    code = forms.CharField(
        label="Your code",
        max_length=80,
        error_messages={"required": "Type the code of your letter or e-mail"},
        help_text="It stands in your letter or e-mail: 7 groups of 4 letters and digits, such as "
        "ABCD-EFGH. Capitals and dashes do not matter.",
    )

    def clean_code(self) -> str:
        """Refuse a code with a typing slip before anything is looked up."""
        try:
            read_code(self.cleaned_data["code"])
        except DueRegardError as fault:
            raise forms.ValidationError(f"{fault.message} {fault.advice}") from None
        return str(self.cleaned_data["code"])


class SheetForm(forms.Form):
    """The questions of a survey; each may be passed over."""

    def __init__(self, manifest: Manifest, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self._manifest = manifest
        for question in manifest.questions:
            choices = [(one.key, one.text) for one in question.options]
            if question.key != ETHNICITY:
                choices.append(("", PASS_OVER))
            self.fields[_QUESTION + question.key] = forms.ChoiceField(
                label=question.text,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose one of the answers"},
            )
        for number, asked in enumerate(manifest.comments):
            self.fields[f"{_COMMENT}{number}"] = forms.CharField(
                label=asked,
                required=False,
                widget=forms.Textarea,
                help_text="Up to about 150 words. Leave out names and places.",
            )

    def clean(self) -> None:
        """Refuse a comment that is too long."""
        for name in self.comment_names():
            try:
                encode_comment(self.cleaned_data.get(name, ""))
            except DueRegardError as fault:
                self.add_error(name, f"{fault.message} {fault.advice}")

    def question_names(self) -> list[str]:
        """Name the fields of the questions, in their order."""
        return [_QUESTION + question.key for question in self._manifest.questions]

    def comment_names(self) -> list[str]:
        """Name the fields that take words."""
        return [f"{_COMMENT}{number}" for number in range(len(self._manifest.comments))]

    def given(self) -> dict[str, str]:
        """Return what was ticked, by question."""
        ticked = {name: self.cleaned_data[name] for name in self.question_names()}
        return {name.removeprefix(_QUESTION): value for name, value in ticked.items() if value}

    def words(self) -> Sequence[str]:
        """Return what was written, in the order of the questions."""
        return [self.cleaned_data[name] for name in self.comment_names()]


class AnswersForm(SheetForm, CodeForm):
    """A whole survey on a screen: the code and the questions on one page, so nothing is carried."""
