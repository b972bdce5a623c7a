"""The forms of organisations, people and invitations: what is typed, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from dueregard.vocabulary import OrganisationKind
from dueregard_web.core.dates import DayField
from dueregard_web.organisations.actions import Grant
from dueregard_web.organisations.models.organisation import CODE
from dueregard_web.organisations.policies import BY_GRANT, LONGEST_EMERGENCY_HOURS, ROLES, Role

HOURS = (1, 4, 8, LONGEST_EMERGENCY_HOURS)
KINDS = {
    OrganisationKind.COMMISSIONER: "Commissioner (CCG or integrated care board)",
    OrganisationKind.PROVIDER: "Provider of NHS services",
    OrganisationKind.SUPPORT_UNIT: "Commissioning support unit",
}


class GrantForm(forms.Form):
    """A role, and for people from outside its end and its purpose."""

    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, words.title) for role, words in ROLES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role"},
    )
    until = DayField(
        name="the last day of this access",
        label="Last day",
        required=False,
        help_text="For people from outside only, at most a year from now. For example, 31 3 2027.",
    )
    purpose = forms.CharField(
        label="What for",
        required=False,
        max_length=400,
        help_text="For people from outside only. Say what the person needs to do.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the end and the purpose where the role needs them."""
        cleaned = super().clean() or {}
        if cleaned.get("role") in BY_GRANT:
            for name, sentence in (
                ("until", "Enter the last day of this access"),
                ("purpose", "Enter what this access is for"),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    @property
    def grant(self) -> Grant:
        """What was chosen."""
        data = self.cleaned_data
        return Grant(Role(data["role"]), data["until"], data["purpose"])


class InvitationForm(GrantForm):
    """Somebody's e-mail address, and the role."""

    email = forms.EmailField(
        label="E-mail address",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.nhs.uk",
        },
    )
    field_order = ("email", "role", "until", "purpose")


class AcceptanceForm(forms.Form):
    """The name and the password of somebody who joins."""

    name = forms.CharField(
        label="Your full name", max_length=200, error_messages={"required": "Enter your full name"}
    )
    password = forms.CharField(
        label="Create a password",
        help_text="At least 12 characters. Three words that do not belong together work well.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )

    def clean_password(self) -> str:
        """Refuse a password that is short, common or like the name."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class FirstAcceptanceForm(AcceptanceForm):
    """As above, and the e-mail address of the first person of an installation."""

    email = forms.EmailField(
        label="Your e-mail address",
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.nhs.uk",
        },
    )
    field_order = ("email", "name", "password")


class HandOverForm(forms.Form):
    """The colleague who takes over."""

    heir = forms.ChoiceField(
        label="Who takes over",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who takes over",
            "invalid_choice": "Choose somebody who works here",
        },
    )

    def __init__(self, data: Any, *, colleagues: Mapping[str, str]) -> None:  # noqa: ANN401 - Django's
        super().__init__(data)
        self.fields["heir"].choices = list(colleagues.items())  # type: ignore[attr-defined]


class EmergencyForm(forms.Form):
    """Why, and for how long."""

    reason = forms.CharField(
        label="What has happened",
        max_length=1000,
        help_text="Everybody who works here reads this. Name nobody, and give no figures.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what has happened"},
    )
    hours = forms.TypedChoiceField(
        label="For how long",
        coerce=int,
        choices=[(str(hours), f"{hours} hour{'' if hours == 1 else 's'}") for hours in HOURS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for how long"},
    )


class OrganisationForm(forms.Form):
    """A new organisation with its first administrator."""

    code = forms.CharField(
        label="ODS code",
        validators=[CODE],
        max_length=12,
        help_text="For example, 11H.",
        error_messages={"required": "Enter the ODS code"},
    )
    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter the organisation's name"}
    )
    kind = forms.ChoiceField(
        label="What it is to the standard",
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is to the standard"},
    )
    email = forms.EmailField(
        label="E-mail address of its first administrator",
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.nhs.uk",
        },
    )

    def clean_code(self) -> str:
        """Write the code in capitals."""
        return str(self.cleaned_data["code"]).upper()
