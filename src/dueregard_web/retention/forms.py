"""The form with which a person is erased."""

from __future__ import annotations

from django import forms


class ErasureForm(forms.Form):
    """Why somebody is erased."""

    reason = forms.CharField(
        label="Why",
        help_text="Without the person's name. It stays in the audit trail.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why"},
    )
