"""The forms of grants, pools, decisions and peers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from dueregard.benchmarks.peers import Likeness
from dueregard_web.core.dates import DayField
from dueregard_web.organisations.models import Organisation
from dueregard_web.support.models import MemberDecision

ALIKE_WORDS = {
    Likeness.KIND: "What it is",
    Likeness.SIZE: "Number of staff",
    Likeness.REGION: "Region",
    Likeness.ETHNICITY: "Ethnic mix of the population served",
}


class GrantForm(forms.Form):
    """Which unit, what for, until when."""

    unit = forms.ChoiceField(
        label="Support unit",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a support unit", "invalid_choice": "Choose one"},
    )
    purpose = forms.CharField(
        label="What for",
        max_length=400,
        help_text="Say what the unit is to prepare. It never decides.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what this access is for"},
    )
    until = DayField(
        name="the last day of this access",
        label="Last day",
        help_text="At most a year from now. For example, 31 3 2027.",
    )

    def __init__(self, *args: Any, units: Iterable[Organisation], **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        self.units = {one.code: one for one in units}
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (code, f"{one.name} ({code})") for code, one in self.units.items()
        ]

    @property
    def chosen(self) -> Organisation:
        """The unit that was chosen."""
        return self.units[self.cleaned_data["unit"]]


class PoolForm(forms.Form):
    """Which bodies' counts of which edition are added."""

    edition = forms.CharField(
        label="Edition",
        max_length=4,
        help_text="For example, 2016. Every body has to have counted it.",
        error_messages={"required": "Enter the edition"},
    )
    name = forms.CharField(
        label="Name of the pool",
        max_length=200,
        help_text="As it should be printed: the area, say.",
        error_messages={"required": "Enter the name of the pool"},
    )
    code = forms.RegexField(
        "^[A-Z0-9]{2,8}$",
        label="Short code",
        help_text="2 to 8 capital letters and digits. A mark of the membership is added to it.",
        error_messages={
            "required": "Enter a short code",
            "invalid": "Use 2 to 8 capital letters and digits",
        },
    )
    bodies = forms.MultipleChoiceField(
        label="Bodies",
        help_text="Three or more. A pool of two would show each the counts of the other.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the bodies"},
    )
    lead = forms.ChoiceField(
        label="Lead body (optional)",
        help_text="A member that others may name to decide for them.",
        required=False,
    )

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        named = [(one.code, f"{one.name} ({one.code})") for one in bodies]
        self.fields["bodies"].choices = named  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", "None"), *named]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A body's own decision on a pool."""

    seen = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="What does your body decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what your body decides"},
    )
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="In a sentence. It is kept with your name and the day.",
        error_messages={"required": "Enter why"},
    )

    def __init__(self, *args: Any, lead: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        words = {
            MemberDecision.AGREE: "Agree: the pool may be released",
            MemberDecision.LEAD: f"Leave it to the lead body, {lead}",
            MemberDecision.REFUSE: "Refuse: it may not be released with our counts",
        }
        shown = [one for one in MemberDecision if lead or one is not MemberDecision.LEAD]
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (one.value, words[one]) for one in shown
        ]

    @property
    def chosen(self) -> MemberDecision:
        """What was decided."""
        return MemberDecision(self.cleaned_data["decision"])


class PeerForm(forms.Form):
    """An exchange file of a similar organisation."""

    file = forms.FileField(
        label="Choose a file",
        help_text="The exchange file (.json) that another organisation gave you.",
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty",
            "invalid": "Choose a file",
        },
    )


class AlikeForm(forms.Form):
    """In what peers are alike."""

    alike = forms.MultipleChoiceField(
        label="Similar in",
        choices=[(one.value, words) for one, words in ALIKE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @property
    def chosen(self) -> tuple[Likeness, ...]:
        """What was ticked; kind and size where nothing was."""
        ticked = self.cleaned_data.get("alike") if self.is_valid() else None
        return tuple(map(Likeness, ticked)) if ticked else (Likeness.KIND, Likeness.SIZE)
