"""The forms of releases: a way of publishing, words, a review, a decision, an incident."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from dueregard.releases.decision import Verdict
from dueregard.releases.texts import Part
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
PART_WORDS: dict[Part, str] = {
    Part.NARRATIVES: "Texts of the report",
    Part.FACTS: "Facts of the year: who leads, where the report stands, why it is late",
    Part.ACTIONS: "Actions",
    Part.CONCLUSIONS: "Conclusions and possible causes",
    Part.DUE_REGARD: "Evidence considered and decisions",
    Part.OBJECTIVES: "Equality objectives",
    Part.POLICIES: "Policies and programmes",
    Part.EDS: "Equality Delivery System",
}
_LONG = forms.Textarea(attrs={"rows": 4})


class WayForm(forms.Form):
    """How to keep people safe in what is published."""

    way = forms.TypedChoiceField(
        coerce=Way,
        label="How should figures be kept safe?",
        choices=[(way.value, words) for way, words in WAY_WORDS.items()],
        initial=Way.COARSEN.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how figures are kept safe"},
    )

    member_numbers = forms.CharField(
        label="Own numbers of other members of pools",
        help_text="Only where you belong to a pool and hold them. One on each line as key,n, with "
        "key,n on the first line. They are used for this audit and then forgotten.",
        required=False,
        max_length=200_000,
        widget=_LONG,
    )


def _risky(what: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=f"Keep {what} even if the program finds a phrase that may give somebody away: a "
        "reviewer signs for it",
        required=False,
    )


class CorrectionForm(WayForm):
    """As above, with the reason why the public version is corrected."""

    field_order = ("way", "public_note", "keeps_risks", "member_numbers")

    public_note = forms.CharField(
        label="Why is the public version corrected?",
        help_text="This is for the public. Say what was wrong, without numbers.",
        widget=_LONG,
        error_messages={"required": "Enter why the public version is corrected"},
    )
    keeps_risks = _risky("this reason")


WEIGHED = ("for", "against", "members")


def _weighed(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="Only with a board exception. This stays inside.",
        required=False,
        widget=_LONG,
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
    exception_for = _weighed("What speaks for showing the board")
    exception_against = _weighed("What speaks against it")
    exception_members = _weighed("What the members said when they were told")
    keeps_risks = _risky("these words")

    @property
    def case(self) -> dict[str, str]:
        """What was weighed for the board exception."""
        return {name: self.cleaned_data[f"exception_{name}"] for name in WEIGHED}

    def clean(self) -> dict[str, Any]:
        """Ask for the day with the reason, and for the reason with the day."""
        cleaned = super().clean() or {}
        reason, told = cleaned.get("exception_reason"), cleaned.get("exception_told_on")
        if reason and not told and "exception_told_on" not in self.errors:
            self.add_error("exception_told_on", "Enter the day on which the members were told")
        if told and not reason:
            self.add_error("exception_reason", "Enter why the public interest weighs more")
        for name in WEIGHED:
            if reason and not cleaned.get(f"exception_{name}"):
                field = self.fields[f"exception_{name}"]
                self.add_error(f"exception_{name}", f"Enter: {str(field.label).lower()}")
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

    verdict = forms.TypedChoiceField(
        coerce=Verdict,
        label="What is published?",
        choices=[(one.value, words) for one, words in VERDICT_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is published"},
    )
    reasons = forms.CharField(
        label="Why",
        help_text="The reason stands in the register of releases and on the public page. Begin a "
        "new line for each further reason.",
        widget=_LONG,
        error_messages={"required": "Enter why"},
    )
    safe_because = forms.CharField(
        label="Why no phrase of your reason gives anybody away",
        help_text="Only where the program found a phrase in your reason. You answer for it.",
        required=False,
        widget=_LONG,
    )
    office = forms.CharField(
        label="In which office you decide",
        help_text="The public page names the office, and not you.",
        max_length=200,
        error_messages={"required": "Enter in which office you decide"},
    )
    uses_exception = forms.BooleanField(
        label="Show the board, as two people have agreed", required=False
    )
    attests = forms.BooleanField(
        label="I confirm each of these sentences",
        error_messages={"required": "Confirm that what is published is accurate and complete"},
    )


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label="Why", widget=_LONG, error_messages={"required": "Enter why"})


class ChoiceOfTextsForm(forms.Form):
    """Which records and case studies are printed."""

    parts = forms.TypedMultipleChoiceField(
        label="Which of your records are printed?",
        help_text="None is the default. Some things are never printed: who has read the briefing, "
        "targets in people, the recommendation to the board.",
        coerce=Part,
        choices=[(part.value, words) for part, words in PART_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    studies = forms.MultipleChoiceField(
        label="Which case studies are shared?",
        help_text="A case study is shared in this way only: audited, reviewed by two, decided on.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, studies: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        field = self.fields["studies"]
        if not studies:
            del self.fields["studies"]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = list(studies.items())


class OtherWordsForm(forms.Form):
    """Other words for the public."""

    words = forms.CharField(
        label="What the public reads instead",
        help_text="Leave this empty to print the record's own words.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PolicyForm(forms.Form):
    """The organisation's own choices for disclosure control."""

    threshold = forms.IntegerField(
        label="Counts below which number are hidden?",
        help_text="Nought apart. The guidance names no number; 5 is what most bodies choose.",
        error_messages={"required": "Enter a number", "invalid": "Enter a whole number"},
    )
    zeros = forms.ChoiceField(
        label="May the public see that a group has nobody?",
        choices=[("published", "Yes: a star stands for at least one person"),
                 ("protected", "No: nought looks like any small number")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether noughts may be seen"},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why",
        help_text="The reason stands in every audit made from now on.",
        widget=_LONG,
        error_messages={"required": "Enter why"},
    )


class CloseForm(ReasonForm):
    """What was learnt, and why a version stays public where it was not taken down."""

    kept_because = forms.CharField(
        label="Why the version stays public",
        help_text="Only where it was not taken down.",
        required=False,
        widget=_LONG,
    )


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
    late_because = forms.CharField(
        label="Why the Information Commissioner was told late",
        help_text="Only after the 72 hours.",
        required=False,
        widget=_LONG,
    )


def in_london(moment: datetime) -> datetime:
    """Return a moment that was typed, in London time."""
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=LONDON)
