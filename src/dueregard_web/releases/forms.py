"""The forms of releases: a way of publishing, words, a review, a decision, an incident."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from dueregard.releases.decision import Verdict
from dueregard.releases.ways import Way
from dueregard_web.core.clock import LONDON
from dueregard_web.releases.incident_words import TELLINGS

WAY_WORDS = {
    Way.COARSEN: "Exact where that is safe, otherwise rounded or in bands",
    Way.RECODE: "White and BME people only, no smaller groups",
    Way.SUPPRESS: "Exact or hidden, nothing in between",
    Way.ROUND: "All counts to the nearest five",
}
VERDICT_WORDS = {
    Verdict.PUBLISH: "Publish everything",
    Verdict.PUBLISH_SAFE: "Publish what is safe",
    Verdict.NARRATIVE_ONLY: "Publish the narrative only",
    Verdict.WITHHOLD: "Publish nothing",
}
VERDICT_HINTS = {
    Verdict.PUBLISH.value: "Refused unless the audit has shown that all of it is safe.",
    Verdict.PUBLISH_SAFE.value: "The figures as they were audited and reviewed.",
    Verdict.NARRATIVE_ONLY.value: "The words of the organisation, without any figure.",
    Verdict.WITHHOLD.value: "The reason is kept in the register. This is also what holds until "
    "somebody decides.",
}
_LONG = forms.Textarea(attrs={"rows": 4})


class WayForm(forms.Form):
    """How to keep people safe in what is published."""

    way = forms.ChoiceField(
        label="How should figures be kept safe?",
        choices=[(way.value, words) for way, words in WAY_WORDS.items()],
        initial=Way.COARSEN.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how figures are kept safe"},
    )


class CorrectionForm(WayForm):
    """As above, with the reason why the public version is corrected."""

    public_note = forms.CharField(
        label="Why is the public version corrected?",
        help_text="This is for the public. Say what was wrong, without numbers.",
        widget=_LONG,
        error_messages={"required": "Enter why the public version is corrected"},
    )


class WordsForm(forms.Form):
    """What is said beside the figures."""

    narrative = forms.CharField(
        label="What the organisation says",
        help_text="Without numbers, and without 'only', 'no' or 'all' of a group. It is printed "
        "with the figures.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    exception_reason = forms.CharField(
        label="Board exception: why the public interest weighs more",
        help_text="Leave this empty unless the ethnicity of the board should be shown. It is "
        "printed on the page.",
        required=False,
        widget=_LONG,
    )
    exception_told_on = forms.DateField(
        label="The day on which the members of the board were told",
        required=False,
        error_messages={"invalid": "Enter the day as year, month, day, like 2027-03-31"},
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the day with the reason, and for the reason with the day."""
        cleaned = super().clean() or {}
        reason, told = cleaned.get("exception_reason"), cleaned.get("exception_told_on")
        if reason and not told and "exception_told_on" not in self.errors:
            self.add_error("exception_told_on", "Enter the day on which the members were told")
        if told and not reason:
            self.add_error("exception_reason", "Enter why the public interest weighs more")
        return cleaned


class ReviewForm(forms.Form):
    """What a reviewer says."""

    conflict = forms.ChoiceField(
        label="Do you have an interest in the outcome?",
        help_text="For example, you or somebody close to you stands in the figures in a way that "
        "others could recognise.",
        choices=[("no", "No"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have an interest in the outcome"},
    )
    verdict = forms.ChoiceField(
        label="What do you say?",
        choices=[("approve", "It can be released as it is"), ("object", "It has to be changed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you say"},
    )
    comments = forms.CharField(
        label="Why",
        help_text="Other reviewers see this once there are two reviews.",
        widget=_LONG,
        error_messages={"required": "Enter why"},
    )


class DecisionForm(forms.Form):
    """How, and indeed whether, to publish."""

    verdict = forms.ChoiceField(
        label="What is published?",
        choices=[(one.value, words) for one, words in VERDICT_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is published"},
    )
    reasons = forms.CharField(
        label="Why",
        help_text="The reason stands in the register of releases and on the public page.",
        widget=_LONG,
        error_messages={"required": "Enter why"},
    )
    uses_exception = forms.BooleanField(
        label="Show the board, as two people have agreed", required=False
    )


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label="Why", widget=_LONG, error_messages={"required": "Enter why"})


class PublicNoteForm(forms.Form):
    """A reason that the public reads."""

    reason = forms.CharField(
        label="Why, for the public",
        help_text="Say it without numbers.",
        widget=_LONG,
        error_messages={"required": "Enter why"},
    )


def _moment(label: str, help_text: str = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "Enter the day and the time",
            "invalid": "Enter the day and the time, like 2027-03-31 14:30",
        },
    )


class IncidentForm(forms.Form):
    """What went wrong, and since when somebody knows."""

    what = forms.CharField(
        label="What happened",
        help_text="Say which page or table. Repeat no number and name nobody.",
        widget=_LONG,
        error_messages={"required": "Enter what happened"},
    )
    aware_at = _moment(
        "When somebody here first knew", "The 72 hours run from this moment. London time."
    )
    proposal = forms.ChoiceField(
        label="Which version?",
        required=False,
        choices=[("", "None of those released here")],
    )

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        field = self.fields["proposal"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "None of those released here"), *versions]


class TellingForm(forms.Form):
    """Who was told, and when."""

    kind = forms.ChoiceField(
        label="Who was told?",
        choices=list(TELLINGS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who was told"},
    )
    words = forms.CharField(
        label="How, or why not", widget=_LONG, error_messages={"required": "Enter how, or why not"}
    )
    told_at = _moment("When", "London time.")


def in_london(moment: datetime) -> datetime:
    """Return a moment that was typed, in London time."""
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=LONDON)
